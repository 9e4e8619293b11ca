"""The table of all maps that ``procfit measure`` prints, and the totals of a month below it."""

from __future__ import annotations

from procfit.cli.measured import Measured
from procfit.cli.output import table
from procfit.flow.catalog import CATALOG, Unit
from procfit.flow.figure_text import amount, bound, figure, is_told
from procfit.flow.totals import MonthlyTotals
from procfit.model import sayings

__all__ = ["print_table", "print_totals"]

MOST_NAMED = 6
COLUMNS = {
    "lead time": "lead_time",
    "work": "touch_time",
    "flow eff.": "flow_efficiency",
    "{currency}/case": "cost",
    "value": "value",
    "contacts": "contacts",
    "hand-offs": "hand_offs",
    "{currency}/month": "cost_per_month",
}
"""The heads with their figures of the catalog."""


def print_table(found: Measured) -> None:
    """Print a line per map and column."""
    heads = [head.format(currency=found.currency) for head in COLUMNS]
    rows = []
    for name, sides in found.maps.items():
        for column, measures in zip(found.columns, sides, strict=True):
            label = name if len(found.columns) == 1 else f"{name} {column.title}"
            rows.append((label, *(figure(CATALOG[kind], measures) for kind in COLUMNS.values())))
    print(table(("process", *heads), rows, right=range(1, len(heads) + 1)))


def print_totals(found: Measured) -> None:
    """Print what all maps take and give in a month, and what is gained."""
    print()
    for column, total in zip(found.columns, found.totals, strict=True):
        print(f"{column.title} per month: {', '.join(_sums(total, found.currency))}")
    if len(found.columns) > 1:
        print(f"difference per month: {_gained(found.totals[0], found.totals[-1], found.currency)}")
    left_out = found.totals[0].left_out
    if left_out:
        shown = ", ".join(left_out[:MOST_NAMED])
        more = f" and {len(left_out) - MOST_NAMED} more" if len(left_out) > MOST_NAMED else ""
        print(f"not in every total, since a volume or figure is not assessed: {shown}{more}")


def _sums(total: MonthlyTotals, currency: str) -> list[str]:
    value = bound(sayings.decimal(total.value, 0), "value" in total.at_least)
    return [
        f"{bound(sayings.decimal(total.cases, 0), 'cases' in total.at_least)} cases",
        f"{sayings.minutes(total.work, 'work' in total.at_least)} of work",
        bound(sayings.money(total.cost, currency), "cost" in total.at_least),
        f"{value} points of customer value",
    ]


def _gained(before: MonthlyTotals, after: MonthlyTotals, currency: str) -> str:
    """Return the differences of the known parts of two totals."""
    sums: tuple[tuple[float | None, float | None, Unit, str], ...] = (
        (before.work, after.work, "minutes", "work"),
        (before.cost, after.cost, "money", "cost"),
        (before.value, after.value, "points", "customer value"),
    )
    said = [
        f"{of} {_change(other - one, unit, currency)}"
        for one, other, unit, of in sums
        if one is not None and other is not None
    ]
    known = " (of the known parts)" if before.at_least or after.at_least else ""
    return f"{', '.join(said) or sayings.UNKNOWN}{known}"


def _change(gained: float, unit: Unit, currency: str) -> str:
    size = amount(abs(gained), unit, currency)
    return f"{'+' if gained > 0 else '−'}{size}" if is_told(size) else "the same"
