"""A comparison told to people: grouped, a line per thing, names in quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from procfit.compare.changes import Change, Difference, MapDiff
from procfit.compare.wording import field_lines, quoted, said
from procfit.model.process import Flow, Kpi, Lane, Message, ProcessMap, Step
from procfit.model.text import visible

__all__ = ["MARKS", "sections"]

T = TypeVar("T")

MARKS: Mapping[Change, str] = {
    "added": "+",
    "removed": "-",
    "renamed": "~",
    "moved": ">",
    "changed": "*",
}
"""The sign before each change, beside its word."""


def sections(diff: MapDiff) -> dict[str, list[str]]:
    """Return what changed as lines under headings; headings without a line are left out."""
    teller = _Teller(diff)
    told = {
        "The process": [f"  * {line}" for line in teller.fields(diff.head)],
        "Lanes": list(teller.parts(diff.lanes, _lane)),
        "Steps": list(teller.steps()),
        "Flows": list(teller.flows()),
        "Measured by": list(teller.parts(diff.kpis, _kpi)),
        "Messages": list(teller.parts(diff.messages, _message)),
    }
    return {heading: lines for heading, lines in told.items() if lines}


def _lane(lane: Lane) -> str:
    return lane.label


def _kpi(kpi: Kpi) -> str:
    return kpi.name


def _message(message: Message) -> str:
    return message.name or f"{message.source} to {message.target}"


class _Teller:
    """Tells the parts of one comparison."""

    def __init__(self, diff: MapDiff) -> None:
        self._diff = diff
        self._sides = (diff.before, diff.after)

    def fields(self, fields: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
        """Yield a line per field."""
        return field_lines(fields, self._name)

    def parts(self, changes: Sequence[Difference[T]], named: Callable[[T], str]) -> Iterator[str]:
        """Yield the lines of lanes, measures or messages."""
        for change in _by_kind(changes):
            yield self._head(change, named)
            if change.before is not None and change.after is not None:
                yield from self._below(change, ("name",))

    def steps(self) -> Iterator[str]:
        """Yield the lines of the steps."""
        for change in _by_kind(self._diff.steps):
            line = self._head(change, _name_of_step)
            if change.before is None or change.after is None:
                yield line + self._place(change)
                continue
            if change.change == "moved":
                old, new = (
                    self._name("lane", *side) for side in zip(change.fields["lane"], (0, 1), strict=True)
                )
                yield f"{line} from {quoted(old or 'no lane')} to {quoted(new or 'no lane')}"
                yield from self._below(change, ("lane",))
            else:
                yield line
                yield from self._below(change, ("name",))

    def flows(self) -> Iterator[str]:
        """Yield the lines of the flows between steps that both maps hold.

        The flows of a step that came or went are told with it.
        """
        back = {new: old for old, new in self._diff.pairs.items()}
        for change in _by_kind(self._diff.flows):
            side, at, paired = (
                (1, change.after, back) if change.after else (0, change.before, self._diff.pairs)
            )
            if at is None or at.source not in paired or at.flow.to not in paired:
                continue
            ends = " → ".join(quoted(self._name("step", end, side)) for end in (at.source, at.flow.to))
            line = f"  {MARKS[change.change]} {change.change} {ends}"
            if change.change == "changed":
                yield f"{line}: {'; '.join(self.fields(change.fields))}"
            else:
                yield line + _condition(at.flow)

    def _head(self, change: Difference[T], named: Callable[[T], str]) -> str:
        names = dict.fromkeys(named(side) for side in (change.before, change.after) if side is not None)
        return f"  {MARKS[change.change]} {change.change} {' → '.join(map(quoted, names))}"

    def _below(self, change: Difference[T], told: Iterable[str]) -> Iterator[str]:
        left = {name: values for name, values in change.fields.items() if name not in told}
        for line in self.fields(left):
            yield f"      {line}"

    def _place(self, change: Difference[Step]) -> str:
        """Return where a step that came or went stands: its lane and the steps around it."""
        side, step = (1, change.after) if change.after else (0, change.before)
        if step is None:
            return ""
        process = self._sides[side]
        lane = f" in {quoted(self._name('lane', step.lane, side))}" if step.lane else ""
        before = [quoted(other.name) for other in process.before(step.id)]
        after = [quoted(self._name("step", name, side)) for name in _targets(step)]
        around = [f"after {' and '.join(before)}"] if before else []
        around += [f"before {' and '.join(after)}"] if after else []
        return lane + (f", {', '.join(around)}" if around else "")

    def _name(self, part: str, name: str, side: int) -> str:
        """Return the name of a step or lane of one side."""
        process: ProcessMap = self._sides[side]
        if part == "lane":
            return next((lane.label for lane in process.lanes if lane.id == name), name)
        return process.step(name).name if name in process else name


def _by_kind(changes: Sequence[Difference[T]]) -> Iterator[Difference[T]]:
    return (change for kind in MARKS for change in changes if change.change == kind)


def _name_of_step(step: Step) -> str:
    return step.name or step.id


def _targets(step: Step) -> list[str]:
    return list(dict.fromkeys(flow.to for flow in step.next))


def _condition(flow: Flow) -> str:
    parts = [said("share", flow.share)] if flow.share is not None else []
    parts += [f'when "{visible(flow.when)}"'] if flow.when else []
    parts += ["turns the case away"] if flow.rejects else []
    return f" ({', '.join(parts)})" if parts else ""
