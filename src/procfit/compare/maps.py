"""What changed from one map to another: steps, flows between them, lanes, measures, messages and head."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from procfit.compare.changes import Change, Difference, Fields, FlowAt, Key, MapDiff, in_passes
from procfit.compare.meaning import STEP_FIELDS, References, differing
from procfit.compare.pairs import paired_steps
from procfit.matching.stems import Wordings
from procfit.model.process import Flow, Kpi, Lane, Message, ProcessMap, Step, View
from procfit.model.text import item_key

__all__ = ["compare_maps", "seen"]

T = TypeVar("T")

HEAD_FIELDS = (
    "name",
    "description",
    "customer",
    "outcome",
    "owner",
    "importance",
    "importance_source",
    "default_wait",
    "volume",
    "disposition",
)
LANE_FIELDS = ("id", "name", "department", "kind", "parent")
KPI_FIELDS = ("name", "unit", "baseline", "target", "worth")
FLOW_FIELDS = ("share", "when", "rejects")
MESSAGE_FIELDS = ("source", "target", "name")
_BY_ITSELF = {"kind": "task", "rejects": False}


def seen(process: ProcessMap, view: View) -> ProcessMap:
    """Return one view of a map as a map of its own, without the decisions that led to it.

    Raises
    ------
    InputError
        When the view cannot be made.
    """
    shown = process.view(view)
    steps = tuple(replace(step, disposition=None, to_be={}) for step in shown.steps)
    return replace(shown, steps=steps, disposition=None)


def compare_maps(before: ProcessMap, after: ProcessMap, wordings: Wordings | None = None) -> MapDiff:
    """Return what changed from one map to another, by meaning.

    Parameters
    ----------
    before, after
        The maps, whole or one view of each; see `seen`.
    wordings
        The judge of same work; English without answers by default.
    """
    pairs = paired_steps(before, after, wordings or Wordings())
    lanes = _paired_lanes(before, after, pairs)
    references = References(pairs, {old.id: new.id for old, new in lanes if old and new})
    return MapDiff(
        before=before,
        after=after,
        pairs=pairs,
        steps=tuple(_steps(before, after, references, pairs)),
        flows=tuple(_flows(before, after, references)),
        lanes=tuple(_differences(lanes, LANE_FIELDS, references, ("id", "name"))),
        kpis=tuple(_differences(_paired_kpis(before, after), KPI_FIELDS, references, ("name",))),
        messages=tuple(_messages(before, after, references)),
        head=differing(before, after, HEAD_FIELDS, references.said),
    )


def _steps(
    before: ProcessMap, after: ProcessMap, references: References, pairs: Mapping[str, str]
) -> Iterator[Difference[Step]]:
    found: list[tuple[Step | None, Step | None]] = [
        (step, after.step(pairs[step.id]) if step.id in pairs else None) for step in before.steps
    ]
    paired = set(pairs.values())
    found += [(None, step) for step in after.steps if step.id not in paired]
    return _differences(found, STEP_FIELDS, references, ("id", "name"), moving=("lane",))


def _differences(
    pairs: Sequence[tuple[T | None, T | None]],
    names: tuple[str, ...],
    references: References,
    renaming: tuple[str, ...] = (),
    moving: tuple[str, ...] = (),
) -> Iterator[Difference[T]]:
    for old, new in pairs:
        fields = differing(old, new, names, references.said)
        if old is None or new is None:
            yield Difference("added" if old is None else "removed", old, new, _told(fields))
        elif fields:
            yield Difference(_change(fields, renaming, moving), old, new, fields)


def _told(fields: Fields) -> Fields:
    """Return the fields of a part that stands on one side only, without those that hold by themselves."""
    return {
        name: values
        for name, values in fields.items()
        if name not in _BY_ITSELF or _BY_ITSELF[name] not in values
    }


def _change(fields: Fields, renaming: tuple[str, ...], moving: tuple[str, ...]) -> Change:
    if any(name in fields for name in renaming):
        return "renamed"
    return "moved" if any(name in fields for name in moving) else "changed"


def _flows(
    before: ProcessMap, after: ProcessMap, references: References
) -> Iterator[Difference[FlowAt]]:
    """Yield the flows that differ; flows between the same steps are one flow."""

    def ends(at: FlowAt) -> tuple[str, str]:
        return references.step(at.source), references.step(at.flow.to)

    def own_ends(at: FlowAt) -> tuple[str, str]:
        return at.source, at.flow.to

    passes: list[tuple[Key[FlowAt], Key[FlowAt]]] = [
        (lambda at: (ends(at), _what(at.flow)), lambda at: (own_ends(at), _what(at.flow))),
        (lambda at: (ends(at), at.flow.when), lambda at: (own_ends(at), at.flow.when)),
        (ends, own_ends),
    ]
    for old, new in in_passes(_all_flows(before), _all_flows(after), passes):
        fields = differing(old and old.flow, new and new.flow, FLOW_FIELDS, references.said)
        if old is None or new is None:
            yield Difference("added" if old is None else "removed", old, new, _told(fields))
        elif fields:
            yield Difference("changed", old, new, fields)


def _all_flows(process: ProcessMap) -> list[FlowAt]:
    return [FlowAt(step.id, flow) for step in process.steps for flow in step.next]


def _what(flow: Flow) -> Hashable:
    return flow.share, flow.when, flow.rejects


def _paired_lanes(
    before: ProcessMap, after: ProcessMap, pairs: Mapping[str, str]
) -> list[tuple[Lane | None, Lane | None]]:
    """Return which lane is which: by id, by name, or because the same steps stand in it."""
    successor = _successors(before, after, pairs)

    def label(lane: Lane) -> Hashable:
        return item_key(lane.label)

    return in_passes(
        before.lanes,
        after.lanes,
        [
            (lambda lane: lane.id, lambda lane: lane.id),
            (label, label),
            (lambda lane: successor.get(lane.id), lambda lane: lane.id),
        ],
    )


def _successors(before: ProcessMap, after: ProcessMap, pairs: Mapping[str, str]) -> dict[str, str]:
    """Return the lanes that hold more than half of each other's steps, by the first one's id."""
    common: dict[tuple[str, str], int] = {}
    for old, new in pairs.items():
        lanes = before.step(old).lane, after.step(new).lane
        common[lanes] = common.get(lanes, 0) + 1
    sizes = [{lane.id: 0 for lane in process.lanes} for process in (before, after)]
    for process, size in zip((before, after), sizes, strict=True):
        for step in process.steps:
            if step.lane in size:
                size[step.lane] += 1
    return {
        old: new
        for (old, new), count in common.items()
        if old in sizes[0] and new in sizes[1] and 2 * count > max(sizes[0][old], sizes[1][new])
    }


def _paired_kpis(before: ProcessMap, after: ProcessMap) -> list[tuple[Kpi | None, Kpi | None]]:
    def name(kpi: Kpi) -> Hashable:
        return item_key(kpi.name)

    return in_passes(before.kpis, after.kpis, [(lambda kpi: kpi, lambda kpi: kpi), (name, name)])


def _messages(
    before: ProcessMap, after: ProcessMap, references: References
) -> Iterator[Difference[Message]]:
    def there(end: str) -> str:
        """Return an end in the second map's words: its own steps may have other ids."""
        process, mark, step = end.partition("#")
        if process != before.id:
            return end
        return f"{after.id}#{references.step(step)}" if mark else after.id

    def said(field: str, value: Any) -> Any:
        return value if field == "name" else there(value)

    pairs = in_passes(
        before.messages,
        after.messages,
        [
            (
                lambda message: (there(message.source), there(message.target), message.name),
                lambda message: (message.source, message.target, message.name),
            ),
            (
                lambda message: (there(message.source), there(message.target)),
                lambda message: (message.source, message.target),
            ),
        ],
    )
    for old, new in pairs:
        fields = differing(old, new, MESSAGE_FIELDS, said)
        if old is None or new is None:
            yield Difference("added" if old is None else "removed", old, new, fields)
        elif fields:
            yield Difference("changed", old, new, fields)
