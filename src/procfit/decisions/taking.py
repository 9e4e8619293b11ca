"""Taking back what a team filled in: what it changes, and what is told instead of taken.

A disposition counts as filled in where it differs from what it was when the list was written. Where the map
was changed meanwhile too, nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from procfit.decisions.dispositions import with_dispositions
from procfit.decisions.filled import Filled, FilledAcceptance, FilledDisposition
from procfit.decisions.progress import to_decide
from procfit.decisions.taking_answers import Answered, take_answers
from procfit.model.errors import Place, Problem
from procfit.model.faults import did_you_mean
from procfit.model.finding import Finding
from procfit.model.portfolio import Portfolio
from procfit.model.process import Disposition, ProcessMap
from procfit.model.team import Accepted

__all__ = ["Change", "Taken", "take"]

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One disposition that changes; of the process as a whole where `step` is empty."""

    process: str
    step: str
    before: Disposition | None
    after: Disposition | None
    where: Place


@dataclass(frozen=True)
class Taken:
    """What becomes of the filled-in answers.

    Attributes
    ----------
    maps
        The changed maps, by id.
    changes
        The dispositions that they changed.
    answered
        The fields of steps that they changed.
    accepted
        The findings that are newly accepted.
    unchanged
        How many answers say what is there already.
    conflicts
        Answers to what has another answer since the list was written; these are not taken.
    problems
        What could not be taken, and what was changed that is not read back.
    """

    maps: Mapping[str, ProcessMap] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    unchanged: int = 0
    conflicts: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    answered: tuple[Answered, ...] = ()


def take(
    portfolio: Portfolio,
    findings: Sequence[Finding],
    filled: Filled,
    today: date,
    broken: Iterable[str] = (),
) -> Taken:
    """Return what the filled-in answers change.

    Parameters
    ----------
    portfolio
        The maps and answers as they are now.
    findings
        The findings in them.
    filled
        What was filled in.
    today
        The date that newly accepted findings get.
    broken
        The maps that cannot be judged now.
    """
    taking = _Taking(portfolio, findings, today, frozenset(broken))
    taking.problems += filled.problems
    for row in _without_contradictions(filled.dispositions, taking.problems):
        taking.disposition(row)
    for answer in filled.acceptances:
        taking.acceptance(answer)
    taking.problems += _not_listed(portfolio, filled.listed)
    return _with_answers(taking.taken(), portfolio, filled)


def _with_answers(taken: Taken, portfolio: Portfolio, filled: Filled) -> Taken:
    """Return what was taken, with the answers to the questions put into the same maps."""
    found = take_answers({**portfolio.maps, **taken.maps}, filled.answers)
    return replace(
        taken,
        maps={**taken.maps, **found.maps},
        answered=found.changes,
        unchanged=taken.unchanged + found.unchanged,
        conflicts=(*taken.conflicts, *found.conflicts),
        problems=(*taken.problems, *found.problems),
    )


def _not_listed(portfolio: Portfolio, listed: Collection[tuple[str, str]]) -> Iterator[Problem]:
    """Yield a note for each map of which the list holds some steps and not others."""
    for name in {process: None for process, _ in sorted(listed) if process in portfolio.maps}:
        steps = to_decide(portfolio.maps[name])
        missing = [step.id for step in steps if (name, step.id) not in listed]
        if missing:
            message = f"{name}: steps that are not in the list stay as they are: {', '.join(missing)}"
            yield Problem(message, level="note")


def _without_contradictions(
    rows: Iterable[FilledDisposition], problems: list[Problem]
) -> list[FilledDisposition]:
    """Return the rows, one for each step; those that contradict each other are told instead."""
    by_step: dict[tuple[str, str], list[FilledDisposition]] = {}
    for row in rows:
        by_step.setdefault((row.process, row.step), []).append(row)
    kept = []
    for same in by_step.values():
        if len({row.now for row in same}) == 1:
            kept.append(same[0])
            continue
        for row in same:
            message = (
                f'"{row.now}" is not taken: the same step stands here more than once, with other answers'
            )
            problems.append(Problem(message, "keep one of the rows", row.where))
    return kept


class _Taking:
    """Goes through the answers and gathers what they change."""

    def __init__(
        self, portfolio: Portfolio, findings: Sequence[Finding], today: date, broken: frozenset[str]
    ) -> None:
        self.portfolio = portfolio
        self.today = today
        self.broken = broken
        self.findings = {_key(found.process, found.rule, found.steps): found for found in findings}
        self.answered = {
            _key(answer.process, answer.rule, answer.steps): answer
            for answer in portfolio.answers.accepted
        }
        self.wanted: dict[str, dict[str, Change]] = {}
        self.accepted: dict[object, Accepted] = {}
        self.unchanged = 0
        self.conflicts: list[Problem] = []
        self.problems: list[Problem] = []

    def refuse(self, message: str, hint: str, where: Place) -> None:
        """Note an answer that cannot be taken."""
        self.problems.append(Problem(message, hint, where))

    def disposition(self, row: FilledDisposition) -> None:
        """Take one disposition."""
        process = self.portfolio.maps.get(row.process)
        if process is None or (row.step and row.step not in process):
            self._is_gone(row, process)
            return
        current = (process.step(row.step) if row.step else process).disposition
        if row.now in (row.then, current or ""):
            self.unchanged += 1
        elif (current or "") != row.then:
            message = (
                f"{_said(row.now)} is not taken: the map says {_said(current or '')} now, and said"
                f" {_said(row.then)} when this was written"
            )
            hint = f"decide, and change processes/{row.process}.toml"
            self.conflicts.append(Problem(message, hint, row.where, "warning"))
        else:
            after = cast("Disposition | None", row.now or None)
            change = Change(row.process, row.step, current, after, row.where)
            self.wanted.setdefault(row.process, {})[row.step] = change

    def _is_gone(self, row: FilledDisposition, process: ProcessMap | None) -> None:
        untaken = f", so {_said(row.now)} is not taken" if row.now != row.then else ""
        if process is None and row.process in self.broken:
            self.refuse(
                f'map "{row.process}" cannot be judged{untaken}',
                "mend it first: `procfit check`",
                row.where_id,
            )
        elif process is None:
            hint = did_you_mean(row.process, list(self.portfolio.maps)) or "it was removed or renamed"
            self.refuse(f'there is no map "{row.process}"{untaken}', hint, row.where_id)
        else:
            hint = (
                did_you_mean(row.step, [step.id for step in process.steps])
                or "it was removed or renamed"
            )
            self.refuse(f'{row.process} has no step "{row.step}"{untaken}', hint, row.where_id)

    def acceptance(self, row: FilledAcceptance) -> None:
        """Take the answer to one finding."""
        key = _key(row.process, row.rule, row.steps)
        known = self.answered.get(key)
        if row.now == row.then:
            self.unchanged += 1
            if known and row.now and (row.reason, row.by) != (_flat(known.reason), _flat(known.by)):
                self._tell(row, "is accepted already; a changed reason or name is not taken")
            elif not row.now and row.reason:
                message = "a reason, but the finding is not accepted"
                self.refuse(message, "choose yes under Accepted, or clear the reason", row.where)
        elif not row.now:
            self._tell(row, "an acceptance is not taken back from here")
        elif known:
            self.unchanged += 1
        elif key not in self.findings:
            hint = "nothing to accept: run `procfit check`"
            self.refuse(f"no such finding is there any more ({row.rule})", hint, row.where_id)
        else:
            self._accept(row, key)

    def _tell(self, row: FilledAcceptance, message: str) -> None:
        hint = f"change its [[accepted]] ({row.rule}, {row.process}) in processes/answers.toml"
        self.conflicts.append(Problem(message, hint, row.where, "warning"))

    def _accept(self, row: FilledAcceptance, key: object) -> None:
        if not row.reason:
            self.refuse("accepted without a reason, so not taken", "say why", row.where_reason)
        elif len(row.by) > LONGEST_NAME:
            self.refuse(
                f"has more than {LONGEST_NAME} characters, so not taken", "shorten it", row.where_by
            )
        elif key in self.accepted:
            self.unchanged += 1
        else:
            self.accepted[key] = Accepted(
                row.rule, row.process, row.steps, row.reason, row.by, self.today
            )

    def taken(self) -> Taken:
        """Return what all of it changes; dispositions that a map cannot take are told."""
        maps: dict[str, ProcessMap] = {}
        changes: list[Change] = []
        for name, wanted in self.wanted.items():
            process = self.portfolio.maps[name]
            changed, refused = with_dispositions(
                process, {step: change.after for step, change in wanted.items()}
            )
            for step, error in refused.items():
                said = f"{_said(wanted[step].after or '')} is not taken: {error.message}"
                self.refuse(said, error.hint, wanted[step].where)
            kept = [change for step, change in wanted.items() if step not in refused]
            changes += kept
            maps |= {name: changed} if kept else {}
        return Taken(
            maps, tuple(changes), tuple(self.accepted.values()),
            self.unchanged, tuple(self.conflicts), tuple(self.problems),
        )  # fmt: skip


def _key(process: str, rule: str, steps: Iterable[str]) -> object:
    return process, rule, frozenset(steps)


def _said(disposition: str) -> str:
    return f'"{disposition}"' if disposition else "no disposition"


def _flat(text: str) -> str:
    return " ".join(text.split())
