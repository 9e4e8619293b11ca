"""What a figure is made of, as ``procfit measure --explain`` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from procfit.cli.output import table
from procfit.flow.figure_text import amount, bound
from procfit.flow.measure import Summed
from procfit.model import sayings
from procfit.model.errors import UsageError
from procfit.model.text import visible

if TYPE_CHECKING:
    from procfit.cli.measured import Measured
    from procfit.flow.catalog import Unit
    from procfit.flow.explain import Explanation
    from procfit.flow.measure import Measures

__all__ = ["Explained", "explained", "print_explanations"]

TOTALS: Mapping[str, Summed | None] = {
    "cases": None,
    "work": "touch_time",
    "touch_time": "touch_time",
    "cost": "cost",
    "value": "value",
}
"""The totals of all maps with the figures they are made of."""


@dataclass(frozen=True)
class Explained:
    """An explanation with the map and view it is of."""

    process: str
    view: str
    explanation: Explanation

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"process": self.process, "view": self.view, **self.explanation.to_dict()}


def explained(found: Measured, figure: str) -> list[Explained]:
    """Return what a figure is made of: of the map asked for, or of the totals of several.

    Raises
    ------
    UsageError
        When there is no such figure, or several maps have no such total.
    """
    from procfit.flow.explain import explain

    if len(found.maps) == 1:
        ((name, sides),) = found.maps.items()
        return [
            Explained(name, column.title, explain(measures, figure))
            for column, measures in zip(found.columns, sides, strict=True)
        ]
    if figure not in TOTALS:
        raise UsageError(
            f'"{figure}" is a figure of one map',
            f"name the map; all maps together have {', '.join(TOTALS)}",
        )
    return list(_totals(found, figure))


def _totals(found: Measured, figure: str) -> Iterator[Explained]:
    from procfit.flow.catalog import CATALOG
    from procfit.flow.explain import Explanation
    from procfit.flow.parts import Part

    summed = TOTALS[figure]
    kind = CATALOG[summed] if summed else None
    name = "work" if figure == "touch_time" else figure
    counted = {process for process, sides in found.maps.items() if sides[0].per_month.cases is not None}
    for number, (column, total) in enumerate(zip(found.columns, found.totals, strict=True)):
        parts = []
        for process, sides in found.maps.items():
            cases = sides[number].per_month.cases
            each = _own(sides[number], summed, counted) if summed else 1.0
            if cases is not None and each is not None:
                unit: Unit = kind.unit if kind else "count"
                how = f"{sayings.count(cases)} cases × {amount(each, unit, found.currency)}"
                parts.append(Part(process, cases * each, how if kind else ""))
        parts.sort(key=lambda part: -part.amount)
        yield Explained(
            "",
            column.title,
            Explanation(
                figure=figure,
                label=f"{kind.label if kind else 'Cases'} of all maps, per month",
                unit=kind.unit if kind else "count",
                value=getattr(total, name),
                at_least=name in total.at_least,
                formula=f"cases a month × {kind.label.lower()} per case"
                if kind
                else "volume of each map",
                method="exact",
                parts=tuple(parts),
                note=f"left out for want of a volume or figure: {', '.join(total.left_out)}"
                if total.left_out
                else "",
            ),
        )


def _own(measures: Measures, summed: Summed, counted: set[str]) -> float | None:
    from procfit.flow.totals import own_amount

    return own_amount(measures.figures, summed, getattr(measures, summed), counted)


def print_explanations(entries: Iterable[Explained], currency: str) -> None:
    """Print each figure with its formula, its parts and what is missing."""
    for number, entry in enumerate(entries):
        if number:
            print()
        _print(entry, currency)


def _print(entry: Explained, currency: str) -> None:
    told = entry.explanation
    value = bound(_exactly(told.value, told.unit, currency), told.at_least)
    of = f"{entry.process}, {entry.view}" if entry.process else entry.view
    print(visible(f"{told.label[:1].upper()}{told.label[1:]}: {value} ({of})"))
    print(f"  = {told.formula}")
    if told.note or told.method == "simulated":
        print(visible(f"  {told.method}{f', {told.note}' if told.note else ''}"))
    if told.parts:
        print()
        print(table(("made of", "adds", "", "source"), list(_rows(told, currency)), right=(1,), cut=2))
    gaps = [gap for gap in told.missing if not gap.note or gap.note != told.note]
    if gaps:
        print()
    for gap in gaps:
        note = f" ({gap.note})" if gap.note else ""
        lacks = "" if gap.missing in ("share", "join") else "not in it, "
        print(
            visible(
                f"{lacks}{gap.missing} not assessed: {', '.join(gap.steps) or 'the whole map'}{note}"
            )
        )


def _rows(told: Explanation, currency: str) -> Iterator[tuple[str, str, str, str]]:
    for part in told.parts:
        said = _exactly(part.amount, part.unit or told.unit, currency)
        source = part.source or ("an assumption" if len(part.steps) == 1 else "")
        yield visible(part.label), said, visible(part.how), visible(source)


def _exactly(value: float | None, unit: Unit, currency: str) -> str:
    """Return an amount with two decimals where it is counted, since parts are small."""
    said = sayings.decimal(value, 2) if unit in ("count", "points") else amount(value, unit, currency)
    return said.replace("-", "−")
