"""The prices in a returned question workbook: the sheet of prices, and extra prices beside answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from procfit.formats.grid import Grid, Workbook
from procfit.formats.headings import headings_in
from procfit.formats.question_manifest import PRICE_HEADINGS
from procfit.formats.question_rows import Line
from procfit.model.errors import Place, Problem
from procfit.model.vendor import ExtraPrice, Per, Price, Range

__all__ = ["extra_prices", "prices_in", "without_doubles"]

_EXTRA: Mapping[str, Per] = MappingProxyType({"once": "once", "yearly": "year"})
_ASK = "ask the vendor which one holds"
_RANGES = ("licence_per_user_month", "implementation", "run_per_year")
_WHAT_TO_DO = "ask the vendor, and write it into [price] of the vendor's file"


def extra_prices(line: Line, capability: str, problems: list[Problem]) -> Iterator[ExtraPrice]:
    """Yield the extra prices beside an answer, each with its cell."""
    for key, per in _EXTRA.items():
        amount, where = _amount(line, key, problems), line.place(key)
        if amount is not None:
            range_of = (amount, amount, amount)
            yield ExtraPrice(capability, range_of, per, where.file, where.sheet, where.cell)


def without_doubles(extras: Iterable[ExtraPrice], problems: list[Problem]) -> Iterator[ExtraPrice]:
    """Yield each extra price once; one that is given twice and differently is told and left out."""
    found: dict[tuple[str, Per], list[ExtraPrice]] = {}
    for extra in extras:
        found.setdefault((extra.capability, extra.per), []).append(extra)
    for first, *others in found.values():
        if all(each.amount == first.amount for each in others):
            yield first
            continue
        message = (
            f"the extra price of {first.capability} is given twice and differently, and is not taken"
        )
        where = Place(first.file, sheet=first.sheet, cell=first.cell)
        problems.append(Problem(message, _ASK, where, "warning"))


def prices_in(book: Workbook, problems: list[Problem]) -> Price:
    """Return the prices on the sheet of prices; what is no amount is left out and told."""
    ranges: dict[str, Range] = {}
    users = None
    for line in _lines(book):
        key = line.text("key")
        given = [_amount(line, column, problems) for column in ("least", "usual", "most")]
        if key == "users":
            users = given[1] if given[1] is not None else given[2] or given[0]
        elif key in _RANGES and (found := _range(line, given, problems)):
            ranges[key] = found
    licence, implementation, run = (ranges.get(key) for key in _RANGES)
    return Price(licence, users, implementation, run)


def _lines(book: Workbook) -> Iterator[Line]:
    for grid in book.grids:
        found = headings_in(grid, PRICE_HEADINGS, ("key", "least", "usual", "most"))
        if found is not None:
            yield from _below(grid, *found)


def _below(grid: Grid, head: int, columns: Mapping[str, int]) -> Iterator[Line]:
    return (Line(grid, number, columns) for number in grid.rows if number > head)


def _range(line: Line, given: list[float | None], problems: list[Problem]) -> Range | None:
    """Return least, usual and most, of which one that is missing is as its neighbor."""
    least, usual, most = given
    known = [amount for amount in given if amount is not None]
    if not known:
        return None
    usual = known[len(known) // 2] if usual is None else usual
    found = (usual if least is None else least, usual, usual if most is None else most)
    if not found[0] <= found[1] <= found[2]:
        message = "least, usual and most are not in order, and are not taken"
        problems.append(Problem(message, _WHAT_TO_DO, line.place("least"), "warning"))
        return None
    return found


def _amount(line: Line, key: str, problems: list[Problem]) -> float | None:
    """Return a number in a cell that says one and is not negative."""
    text = line.text(key)
    if not text:
        return None
    try:
        amount = float(text.replace(" ", ""))
    except ValueError:
        amount = -1.0
    if 0 <= amount < float("inf"):
        return amount
    problems.append(Problem(f'"{text[:40]}" is no amount', _WHAT_TO_DO, line.place(key), "warning"))
    return None
