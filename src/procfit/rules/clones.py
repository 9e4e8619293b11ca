"""Which parts of the maps of a portfolio are the same, or almost.

What a map holds is summed up once and kept with it; a check only merges what the maps hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any

from procfit.flow.fragments import MERGE, CodedRun, coded
from procfit.flow.repeats import Place, Text, longest_repeats
from procfit.matching.stems import Wordings, is_placeholder
from procfit.model.process import ProcessMap, Step
from procfit.model.team import TeamAnswers
from procfit.model.text import item_key
from procfit.rules.context import MapContext, RuleContext
from procfit.rules.likeness import Comparable, likenesses
from procfit.rules.wording import GATEWAYS

__all__ = ["APART", "Clone", "Clones", "Fragment", "Kinship", "Work", "clones_of", "work_of"]

APART = frozenset({"legal", "regional"})
"""Tags of steps that stand in two maps on purpose."""

WORK = frozenset({"task", "decision"})
"""Kinds that are work of the map itself; what a call holds is shared already."""

CHOICE = "choice"
"""The label of a decision without a name: its branches say what it is."""

LEAST_STEPS = 2


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a map with one way in and one way out, its steps in the order of the map."""

    process: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clone:
    """A fragment, and all fragments of the portfolio that are the same by map, itself among them."""

    here: Fragment
    places: Mapping[str, tuple[Fragment, ...]]


@dataclass(frozen=True, slots=True)
class Kinship:
    """A fragment and one elsewhere that is almost the same; the distance is from 0 to 1."""

    here: Fragment
    there: Fragment
    distance: float
    common: int


@dataclass(frozen=True, eq=False)
class Part(Comparable):
    """A run of a map, with the step ids of the map by number."""

    ids: tuple[str, ...]

    def steps(self, first: int, last: int) -> tuple[str, ...]:
        """Return the ids of the steps from one place of the run to another."""
        return tuple(self.ids[step] for step in self.run.run.within(first, last))


@dataclass(frozen=True)
class Work:
    """What the steps of one map do, by id, and its runs.

    A step without a label is like no other: it has no name, or is declared different.
    """

    labels: Mapping[str, Hashable]
    parts: tuple[Part, ...]


def work_of(context: MapContext) -> Work:
    """Return the work of a map; computed once per map object and answers of the team."""
    memory: dict[str, Any] = vars(context.process)
    answers = context.portfolio.answers
    depends_on = context.portfolio.settings.language, answers.same, answers.different
    known: tuple[Hashable, Work] | None = memory.get("_work")
    if known is None or known[0] != depends_on:
        known = memory["_work"] = depends_on, _work(context.process, context.around.wordings, answers)
    return known[1]


def _work(process: ProcessMap, wordings: Wordings, answers: TeamAnswers) -> Work:
    apart = {
        item_key(wording)
        for answer in answers.different
        if wordings.group(answer.a) == wordings.group(answer.b)
        for wording in (answer.a, answer.b)
    }
    labels = {step.id: _label(step, wordings, apart) for step in process.steps}
    worth = [int(step.kind in WORK and labels[step.id] not in (None, CHOICE)) for step in process.steps]
    ids = tuple(labels)
    runs = coded(process, lambda step: labels[step.id])
    return Work(labels, tuple(Part(run, _text(process, run, worth), ids) for run in runs))


def _label(step: Step, wordings: Wordings, apart: Collection[str]) -> Hashable:
    """Return what steps that do the same share; None where a step is declared, or may be, different."""
    if APART.intersection(step.tags):
        return None
    if step.kind in GATEWAYS:
        return step.kind
    if step.call:
        return "call", item_key(step.call)
    if is_placeholder(step.name):
        return CHOICE if step.kind == "decision" else None
    wording = item_key(step.name) if apart else ""
    return wording if wording in apart else wordings.group(step.name)


def _text(process: ProcessMap, run: CodedRun, worth: list[int]) -> Text:
    steps = run.run.steps
    own = tuple(0 if step == MERGE else worth[step] for step in steps)
    inside = (0, *(sum(map(worth.__getitem__, gap.inner)) for gap in run.run.gaps))
    return Text(
        first=run.labels,
        letters=run.letters,
        begins=tuple(step != MERGE and process.steps[step].kind != "join" for step in steps),
        ends=tuple(step == MERGE or len(process.steps[step].next) < 2 for step in steps),
        own=own,
        total=tuple(accumulate(map(sum, zip(own, inside, strict=True)))),
    )


@dataclass(frozen=True)
class Clones:
    """All runs of a portfolio, and what repeats among them."""

    context: RuleContext

    @cached_property
    def parts(self) -> list[tuple[str, Part]]:
        """The runs of all maps, each with the id of its map."""
        return [
            (name, part)
            for name, context in self.context.maps.items()
            for part in work_of(context).parts
        ]

    @cached_property
    def exact(self) -> dict[str, list[Clone]]:
        """The largest fragments of each map that stand elsewhere too, in the order of the map."""
        found: dict[str, list[Clone]] = {}
        spread: dict[int, Mapping[str, tuple[Fragment, ...]]] = {}
        for place, places in longest_repeats([part.text for _, part in self.parts], LEAST_STEPS):
            if id(places) not in spread:
                spread[id(places)] = self._by_map(places)
            here = self._fragment(place)
            found.setdefault(here.process, []).append(Clone(here, spread[id(places)]))
        return {name: _largest(clones) for name, clones in found.items()}

    @cached_property
    def near(self) -> dict[str, list[Kinship]]:
        """The fragments of each map that are almost the same as one elsewhere, each with the nearest one."""
        found: dict[str, list[Kinship]] = {}
        for kin in self._kin():
            found.setdefault(kin.here.process, []).append(kin)
        chosen = {name: _apart(kin, self.exact.get(name, [])) for name, kin in found.items()}
        return {name: chosen[name] for name in self.context.maps if chosen.get(name)}

    def _kin(self) -> Iterator[Kinship]:
        parts = [part for _, part in self.parts]
        copies: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        for number, part in enumerate(parts):
            copies[part.text.key].append(number)
        for alike in likenesses(parts):
            for here, there in ((alike.one, alike.other), (alike.other, alike.one)):
                for copy in copies[parts[here.text].text.key]:
                    mine, theirs = self._fragment(replace(here, text=copy)), self._fragment(there)
                    if mine.process != theirs.process or not set(mine.steps) & set(theirs.steps):
                        yield Kinship(mine, theirs, alike.distance, alike.common)

    def _by_map(self, places: Sequence[Place]) -> dict[str, tuple[Fragment, ...]]:
        found: dict[str, tuple[Fragment, ...]] = {}
        for each in map(self._fragment, places):
            found[each.process] = (*found.get(each.process, ()), each)
        return found

    def _fragment(self, place: Place) -> Fragment:
        process, part = self.parts[place.text]
        return Fragment(process, part.steps(place.first, place.last))


def _largest(clones: list[Clone]) -> list[Clone]:
    """Return the clones that lie in no larger one of the same map."""
    kept: list[Clone] = []
    covered: dict[str, list[int]] = {}
    for clone in sorted(clones, key=lambda clone: -len(clone.here.steps)):
        around = [set(covered.get(step, ())) for step in clone.here.steps]
        if not set.intersection(*around):
            for step in clone.here.steps:
                covered.setdefault(step, []).append(len(kept))
            kept.append(clone)
    return [clone for clone in clones if any(clone is each for each in kept)]


def _apart(kin: list[Kinship], exact: list[Clone]) -> list[Kinship]:
    """Return those that share most, none of which overlap or are part of an exact clone."""
    clones = [set(clone.here.steps) for clone in exact]
    kept: list[Kinship] = []
    taken: set[str] = set()
    for each in sorted(kin, key=lambda kin: (-kin.common, kin.distance)):
        steps = set(each.here.steps)
        if not steps & taken and not any(steps <= clone for clone in clones):
            kept.append(each)
            taken |= steps
    return kept


def clones_of(context: RuleContext) -> Clones:
    """Return what repeats in a portfolio; computed once per check."""
    known: dict[str, Clones] = vars(context)
    if "_clones" not in known:
        known["_clones"] = Clones(context)
    return known["_clones"]
