"""What a workbook itself says its codes mean: legends, and the lists that its cells choose from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from procfit.formats.fills import described
from procfit.formats.grid import Area, Cell, Grid, Workbook, cell_name
from procfit.formats.proposal.vocabulary import meaning_of
from procfit.model.text import item_key

__all__ = ["Definition", "choices_of", "is_list_sheet", "legend_of"]

LONGEST_CODE = 30
MOST_CHOICES = 60
_LEGEND = re.compile(
    r"legend|\bkey\b|codes?\b|definition|\bscale\b|read ?me|instruction|how to|guide|"
    r"anleitung|hinweise|skala|lisez|légende|leyenda|instruccion|legenda|toelichting"
)
_LISTS = re.compile(r"\blists?\b|\bvalues\b|lookup|drop-?down|\blisten?\b|\blistas?\b")
_DEFINED = re.compile(r"\s*(\S.{0,29}?)\s*(?:[–—=→]|:\s|\s-\s|->)\s*(\S.+)", re.DOTALL)
_SEVERAL = re.compile(r"\n|[,;|·/]\s*(?=[^\s,;|]{1,12}\s*(?:[–—=→]|:\s|\s-\s|->))")
_REFERENCE = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!=]+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)")
_LOCAL = re.compile(r"=?(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)")


@dataclass(frozen=True, slots=True)
class Definition:
    """What a workbook says of one code: the words, the code of the scale they describe, and where."""

    raw: str
    words: str
    code: str
    where: str


def legend_of(
    book: Workbook,
    is_table: Callable[[Grid, int], bool],
    known: Callable[[str], str],
    is_answered: Callable[[Grid, int], bool],
) -> dict[str, Definition]:
    """Return the definitions that stand outside the tables, by raw text.

    Parameters
    ----------
    book
        The workbook.
    is_table
        Whether a line of a sheet is inside a table.
    known
        The code of the scale that a text is listed under, empty for none.
    is_answered
        Whether a line of a sheet is inside a table with answers.
    """
    found: dict[str, Definition] = {}
    for grid in book.grids:
        for row, raw, words in _pairs(grid, is_table):
            code = known(words) or meaning_of(words)
            if code or _LEGEND.search(item_key(grid.name)):
                where = f"{grid.name}!{cell_name(*row)}"
                found.setdefault(item_key(raw), Definition(raw, words, code, where))
        for row, raw, words in _colored_pairs(grid, is_answered):
            if code := known(words) or meaning_of(words):
                where = f"{grid.name}!{cell_name(*row)}"
                found.setdefault(item_key(raw), Definition(raw, words, code, where))
    return found


def is_list_sheet(book: Workbook, grid: Grid) -> bool:
    """Tell whether a sheet is there for the lists or the legend of others."""
    if _LEGEND.search(item_key(grid.name)) or _LISTS.search(item_key(grid.name)):
        return True
    return any(
        target == grid.name
        for other in book.grids
        if other is not grid
        for given in other.choices
        for target, _ in _targets(given.source, other.name)
    )


def choices_of(book: Workbook, grid: Grid, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """Return the texts that lists offer for the lines from `first` to `last`, by column."""
    offered: dict[int, tuple[str, ...]] = {}
    for given in grid.choices:
        texts = tuple(_offered(book, grid, given.source))
        for area in given.areas if texts else ():
            if area.top <= last and area.bottom >= first and area.bottom > area.top:
                for column in range(area.left, min(area.right, area.left + 200) + 1):
                    offered.setdefault(column, texts)
    return offered


def _offered(book: Workbook, grid: Grid, source: str) -> Iterator[str]:
    if source.startswith('"'):
        parts: Iterable[str] = source.strip('"').replace('""', '"').split(",")
    else:
        parts = [
            text for name, area in _targets(source, grid.name) for text in _texts(book.grid(name), area)
        ]
    yield from list(dict.fromkeys(part.strip() for part in parts if part.strip()))[:MOST_CHOICES]


def _targets(source: str, own: str) -> Iterator[tuple[str, Area]]:
    found = _REFERENCE.fullmatch(source)
    local = _LOCAL.fullmatch(source)
    if found:
        yield (found[1] or found[2]).replace("''", "'").strip("'"), Area.of(found[3])
    elif local:
        yield own, Area.of(local[1])


def _texts(grid: Grid | None, area: Area) -> list[str]:
    if grid is None or area.size > 10 * MOST_CHOICES:
        return []
    return [text for position in area.positions() if (text := grid.text(*position))]


def _pairs(
    grid: Grid, is_table: Callable[[Grid, int], bool]
) -> Iterator[tuple[tuple[int, int], str, str]]:
    for (row, column), cell in sorted(grid.cells.items()):
        if is_table(grid, row) or cell.kind not in ("text", "number", "bool"):
            continue
        beside = _beside(grid.cells, row, column)
        text = cell.text.strip()
        if beside and 0 < len(text) <= LONGEST_CODE:
            yield (row, column), text, beside
        for part in _SEVERAL.split(text) if len(text) < 2000 else ():
            defined = _DEFINED.fullmatch(part)
            if defined:
                yield (row, column), defined[1], defined[2]


def _colored_pairs(
    grid: Grid, is_answered: Callable[[Grid, int], bool]
) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Yield the colors with the words beside them, then those with the words in them."""
    outside = [at for at in sorted(grid.fills) if not is_answered(grid, at[0])]
    empty = [at for at in outside if not grid.text(*at)]
    for row, column in empty:
        if beside := _beside(grid.cells, row, column):
            yield (row, column), described(grid.fills[row, column]), beside
    for at in outside:
        if words := grid.text(*at):
            yield at, described(grid.fills[at]), words


def _beside(cells: Mapping[tuple[int, int], Cell], row: int, column: int) -> str:
    cell = cells.get((row, column + 1))
    words = cell.text.strip() if cell and cell.kind == "text" else ""
    return words if re.search(r"[^\W\d_]{2}", words) else ""
