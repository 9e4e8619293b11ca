"""What a vendor wrote in a cell, read as a code of the scale, with the rule that read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from procfit.formats.grid import Cell
from procfit.model.scale import default_codes, is_score
from procfit.model.text import item_key, visible
from procfit.model.vendor import BLANK, UNREADABLE, Evaluation, Table

__all__ = ["AnswerReader", "Meaning", "is_not_applicable", "is_tick"]

_NOT_APPLICABLE = frozenset(
    {"n/a", "n.a.", "n. a.", "na", "not applicable", "entfällt", "nicht zutreffend", "sans objet"}
    | {"s.o.", "no aplica", "nicht anwendbar", "non applicable"}
)
_TICKS = frozenset({"x", "✓", "✔", "☑", "☒", "●", "•", "*", "1", "yes", "y", "ja", "oui", "sí", "true"})
_NO_TICKS = frozenset({"0", "false", "☐"})
_CITATIONS = re.compile(r"(?:\s*\[(?:@[^\]\s]+|\d{1,3})\])+\s*$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code, the raw text, the rule in words, and a notice where a person should look."""

    code: str
    raw: str
    rule: str
    notice: str = ""


class AnswerReader:
    """Reads the answers of one table: the table's own codes first, then the evaluation's."""

    def __init__(self, table: Table, evaluation: Evaluation) -> None:
        self._table = table
        self._own = {item_key(raw): code for raw, code in table.codes.items()}
        self._shared = _by_answer(evaluation)
        self._codes = evaluation.codes
        declared = {code: held for code, held in evaluation.codes.items() if not is_score(code)}
        built_in = declared == default_codes()
        self._scale = "the built-in scale" if built_in else "evaluation.toml"
        self._known_cells: dict[tuple[str, str], Meaning] = {}

    def read(self, cell: Cell | None) -> Meaning:
        """Return what a cell means; an empty cell is a blank unless the table says otherwise."""
        key = (cell.text, cell.kind) if cell else ("", "text")
        known = self._known_cells.get(key)
        if known is None:
            known = self._known_cells[key] = self._read(cell)
        return known

    def _read(self, cell: Cell | None) -> Meaning:
        if cell is None or (cell.kind == "text" and not cell.text.strip()):
            return self.empty(cell)
        if cell.kind == "error":
            return Meaning(UNREADABLE, cell.text, f"the cell holds the error {cell.text}", "error")
        if cell.kind == "formula":
            rule = "the cell holds a formula that was never calculated"
            return Meaning(UNREADABLE, "", rule, "formula not calculated")
        return self._known(cell) or self._unknown(cell)

    def empty(self, cell: Cell | None = None) -> Meaning:
        """Return what an empty cell means."""
        raw = visible(cell.text) if cell else ""
        if self._table.blank:
            return Meaning(
                self._table.blank, raw, f"an empty cell means {self._table.blank} in this table"
            )
        return Meaning(BLANK, raw, "the cell is empty")

    def _known(self, cell: Cell) -> Meaning | None:
        """Return the meaning of a listed text; citations behind it, as in "yes [3]", are not part of it."""
        raw = visible(cell.text)
        said = raw.strip()
        key = item_key(cell.text)
        if key not in self._own and (bare := item_key(_CITATIONS.sub("", cell.text))):
            key = bare
        if key in self._own:
            code = self._own[key]
            return Meaning(code, raw, f"'{said}' is listed under {code} in this table's codes")
        if key in self._shared:
            code = self._shared[key]
            return Meaning(code, raw, f"'{said}' is listed under {code} in {self._scale}")
        if key.replace(" ", "-") in self._codes:
            code = key.replace(" ", "-")
            return Meaning(code, raw, f"'{said}' is the name of the code {code}")
        return None

    def _unknown(self, cell: Cell) -> Meaning:
        raw = visible(cell.text)
        said = _shortened(raw.strip())
        if is_not_applicable(cell):
            rule = f"'{said}' is the vendor's not-applicable, which only the buyer can decide"
            return Meaning(BLANK, raw, rule, f"'{said}' counts as a blank")
        if cell.kind == "date":
            return Meaning(UNREADABLE, raw, f"{said} is a date, not an answer", "a date is no answer")
        rule = f"'{said}' is no code of {self._scale}"
        return Meaning(UNREADABLE, raw, rule, f"'{said}' has no meaning yet")


def is_not_applicable(cell: Cell) -> bool:
    """Tell whether a vendor wrote that the question does not apply."""
    return item_key(cell.text) in _NOT_APPLICABLE


def is_tick(cell: Cell | None) -> bool | None:
    """Tell whether a cell in a column of ticks is ticked; None when that cannot be said.

    Examples
    --------
    >>> is_tick(Cell("✓")), is_tick(None), is_tick(Cell("soon"))
    (True, False, None)
    """
    if cell is None or (cell.kind == "text" and not cell.text.strip()):
        return False
    key = item_key(cell.text)
    if cell.kind in ("error", "formula"):
        return None
    return True if key in _TICKS else False if key in _NO_TICKS else None


def _by_answer(evaluation: Evaluation) -> Mapping[str, str]:
    pairs: Iterable[tuple[str, str]] = (
        (item_key(raw), code.id) for code in evaluation.codes.values() for raw in code.answers
    )
    known: dict[str, str] = {}
    for raw, code in pairs:
        known.setdefault(raw, code)
    return known


def _shortened(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
