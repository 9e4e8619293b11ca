"""A comparison as a document of plain lists and numbers, which other programs may rely on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

from procfit.compare.changes import Difference, Fields, FlowAt, MapDiff
from procfit.compare.effects import Amount, Effects, Figure, FindingChanges, Side
from procfit.model.finding import Finding
from procfit.model.process import Kpi, Lane, Message
from procfit.model.quantities import Duration

__all__ = ["as_document", "plain"]

T = TypeVar("T")
Entry = dict[str, Any]


def as_document(
    before: Side,
    after: Side,
    diff: MapDiff,
    effects: Effects,
    finding_entry: Callable[[Finding], Entry],
) -> Entry:
    """Return the document of a comparison.

    Parameters
    ----------
    before, after
        The two sides.
    diff
        What differs.
    effects
        What that does.
    finding_entry
        How a document holds a finding.
    """
    return {
        "a": _side(before),
        "b": _side(after),
        "different": not diff.is_empty,
        "steps": [_entry(change, "step", lambda step: step.id) for change in diff.steps],
        "flows": [_flow(change) for change in diff.flows],
        "lanes": [_entry(change, "lane", _lane_id) for change in diff.lanes],
        "kpis": [_entry(change, "kpi", _kpi_name) for change in diff.kpis],
        "messages": [_entry(change, "message", _ends) for change in diff.messages],
        "head": _fields(diff.head),
        "figures": _figures(effects.figures),
        "planned_figures": _figures(effects.planned),
        "not_assessed": {
            side: {field: list(steps) for field, steps in missing.items()}
            for side, missing in zip(("before", "after"), effects.missing, strict=True)
        },
        "findings": _findings(effects.findings, finding_entry),
        "not_judged": list(effects.reasons),
    }


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: a fixed time as minutes, a varying one as least, usual, most.

    Examples
    --------
    >>> plain(Duration.fixed(5)), plain(("a", "b"))
    (5, ['a', 'b'])
    """
    if isinstance(value, Duration) and value.is_fixed:
        return value.usual
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


def _side(side: Side) -> Entry:
    return {"name": side.label, "map": side.whole.id, "view": side.view}


def _lane_id(lane: Lane) -> str:
    return lane.id


def _kpi_name(kpi: Kpi) -> str:
    return kpi.name


def _ends(message: Message) -> list[str]:
    return [message.source, message.target]


def _entry(change: Difference[T], part: str, named: Callable[[T], Any]) -> Entry:
    return {
        "change": change.change,
        part: None if change.before is None else named(change.before),
        "other": None if change.after is None else named(change.after),
        "fields": _fields(change.fields),
    }


def _flow(change: Difference[FlowAt]) -> Entry:
    old, new = change.before, change.after
    return {
        "change": change.change,
        "from": old and old.source,
        "to": old and old.flow.to,
        "other_from": new and new.source,
        "other_to": new and new.flow.to,
        "fields": _fields(change.fields),
    }


def _fields(differing: Fields) -> dict[str, list[Any]]:
    return {name: [plain(before), plain(after)] for name, (before, after) in differing.items()}


def _figures(figures: Mapping[Any, Figure] | None) -> Entry | None:
    if figures is None:
        return None
    return {
        name: {"before": _amount(figure.before), "after": _amount(figure.after)}
        for name, figure in figures.items()
    }


def _amount(amount: Amount) -> Entry:
    return {
        "value": amount.value,
        "at_least": amount.at_least,
        "standard_error": amount.standard_error,
    }


def _findings(changes: FindingChanges | None, entry: Callable[[Finding], Entry]) -> Entry | None:
    if changes is None:
        return None

    def entries(findings: Iterable[Finding]) -> list[Entry]:
        return [
            {**entry(finding), "other_side_judged": finding not in changes.unjudged}
            for finding in findings
        ]

    return {
        "gone": entries(changes.gone),
        "new": entries(changes.new),
        "same": [entry(finding) for finding in changes.same],
    }
