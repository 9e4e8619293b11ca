"""Plant, check, and compare with what had to be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import benchmarks.redundancy.plants  # noqa: F401 - registers the plants
from benchmarks.redundancy.bases import Base
from benchmarks.redundancy.draft import Draft, Mark, Place, Unsuitable
from benchmarks.redundancy.registry import PLANTS, SPARED, Planter
from benchmarks.redundancy.witness import complaint_about
from benchmarks.redundancy.worlds import World
from procfit.model.finding import Finding
from procfit.rules.engine import check

__all__ = ["GOAL", "Score", "Trial", "score_rule", "trials"]

GOAL = 0.95
"""The recall and the precision that each rule must reach."""

TRIES = 60
"""How many maps may be unsuitable for a plant in a row."""

Steps = frozenset[Place]


@dataclass(frozen=True)
class Trial:
    """One planted map and what procfit said of it.

    Attributes
    ----------
    found
        The new findings of the rule.
    gaps
        The fields without which the rule cannot judge what was planted.
    beside
        The new findings of other rules, by rule.
    """

    rule: str
    planter: Planter
    base: Base
    world: World
    mark: Mark
    touched: Steps
    found: tuple[Finding, ...]
    gaps: tuple[str, ...]
    beside: Counter[str]

    @property
    def name(self) -> str:
        """What was planted where."""
        return f"{self.rule}: {self.planter.__name__} in {self.base.kind} map {self.base.target}"

    def proves(self, finding: Finding) -> bool:
        """Tell whether a finding is the one that had to come."""
        of_map = self.mark.whole and finding.process == self.base.target
        return (of_map or self.mark.steps <= places(finding)) and (
            not self.mark.level or finding.level == self.mark.level
        )

    @property
    def hits(self) -> list[Finding]:
        """The findings that had to come."""
        return [finding for finding in self.found if self.proves(finding)]

    @property
    def strays(self) -> list[Finding]:
        """The other new findings on what was planted or on the map."""
        return [
            finding
            for finding in self.found
            if not self.proves(finding) and not places(finding) & self.mark.implied
        ]

    @property
    def offenders(self) -> list[Finding]:
        """The findings of what had to be left alone."""
        return [
            finding
            for finding in self.found
            if places(finding) & self.mark.steps
            or (self.mark.whole and finding.process == self.base.target)
        ]


@dataclass
class Score:
    """How a rule did."""

    rule: str
    plants: int = 0
    recalled: int = 0
    right: int = 0
    wrong: int = 0
    near_misses: int = 0
    offended: int = 0
    missing: list[str] = field(default_factory=list)
    complaints: list[tuple[str, Trial]] = field(default_factory=list)
    unproved: list[tuple[str, Finding, Trial]] = field(default_factory=list)
    proved: int = 0
    beside: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """The share of plants that were found."""
        return self.recalled / self.plants if self.plants else 0.0

    @property
    def precision(self) -> float:
        """The share of the new findings that had to come."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def is_good(self) -> bool:
        """Whether the goals are reached and no near-miss is flagged."""
        reached = min(self.recall, self.precision) >= GOAL
        return reached and not (self.offended or self.missing or self.unproved)


def places(finding: Finding) -> Steps:
    """Return the steps of a finding with their maps."""
    return frozenset(_place(name, finding.process) for name in finding.steps)


def _place(name: str, process: str) -> Place:
    other, sign, step = name.partition("#")
    return (other, step) if sign else (process, name)


def _key(finding: Finding) -> tuple[str, Steps]:
    return finding.rule, places(finding)


def trials(
    rule: str, planters: Sequence[Planter], bases: Sequence[Base], count: int, seed: str
) -> Iterator[Trial | str]:
    """Yield planted maps, the planters taking turns; a text where no map suits one of them."""
    for number in range(count):
        planter = planters[number % len(planters)]
        dice = Random(f"{seed}-{rule}-{planter.__name__}-{number}")
        yield next(_planted(rule, planter, bases, dice), None) or f"no map suits {planter.__name__}"


def _planted(rule: str, planter: Planter, bases: Sequence[Base], dice: Random) -> Iterator[Trial]:
    kinds = sorted({base.kind for base in bases})
    for attempt in range(TRIES):
        kind = dice.choice(kinds) if attempt < TRIES / 2 else "grown"
        base = dice.choice([each for each in bases if each.kind == kind] or list(bases))
        draft = Draft(base.world, base.target, f"{dice.random()}")
        try:
            draft.require(not base.is_closed_to(rule))
            mark = planter(draft)
            draft.require(not mark.whole or not _is_flagged(base, rule))
        except Unsuitable:
            continue
        yield _trial(rule, planter, base, draft, mark)


def _is_flagged(base: Base, rule: str) -> bool:
    return any(f.rule == rule and f.process == base.target for f in base.report.findings)


def _trial(rule: str, planter: Planter, base: Base, draft: Draft, mark: Mark) -> Trial:
    before = Counter(map(_key, base.report.findings))
    touched = {process for process, _ in draft.touched}
    report = check(draft.world.portfolio())
    new = [
        finding
        for finding in report.findings
        if _key(finding) not in before and {process for process, _ in places(finding)} & touched
    ]
    return Trial(
        rule=rule,
        planter=planter,
        base=base,
        world=draft.world,
        mark=mark,
        touched=frozenset(draft.touched),
        found=tuple(finding for finding in new if finding.rule == rule),
        gaps=tuple(
            field
            for gap in report.not_assessed
            if gap.rule == rule and gap.process == base.target
            if not gap.steps or not draft.touched.isdisjoint((base.target, name) for name in gap.steps)
            for field in gap.missing
        ),
        beside=Counter(finding.rule for finding in new if finding.rule != rule),
    )


def score_rule(rule: str, bases: Sequence[Base], count: int, seed: str = "planted") -> Score:
    """Plant what a rule must find and what it must not, and tell how it did."""
    score = Score(rule)
    for planters, counting in ((PLANTS[rule], _count_plant), (SPARED[rule], _count_near_miss)):
        for trial in trials(rule, planters, bases, count, seed):
            if isinstance(trial, str):
                score.missing.append(trial)
            else:
                counting(score, trial)
                _prove(score, trial)
    return score


def _prove(score: Score, trial: Trial) -> None:
    for finding in trial.found:
        wrong = complaint_about(finding, trial.world)
        score.proved += not wrong
        if wrong:
            score.unproved.append((wrong, finding, trial))


def _count_plant(score: Score, trial: Trial) -> None:
    score.plants += 1
    score.recalled += bool(trial.hits)
    score.right += len(trial.hits)
    score.wrong += len(trial.strays)
    score.beside.update(trial.beside.keys())
    if not trial.hits:
        score.complaints.append(("missed", trial))
    elif trial.strays:
        score.complaints.append(("too much", trial))


def _count_near_miss(score: Score, trial: Trial) -> None:
    score.near_misses += 1
    score.offended += bool(trial.offenders)
    if trial.offenders:
        score.complaints.append(("flagged", trial))
