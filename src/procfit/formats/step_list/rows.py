"""The rows of a step list, each turned into the draft of a step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from procfit.formats.drafts import Draft, with_decisions
from procfit.formats.grid import cell_name
from procfit.formats.names import Ids
from procfit.formats.notices import Notices, quote
from procfit.formats.spec import RefusedError
from procfit.formats.step_list.cells import CellReader
from procfit.formats.step_list.headings import Heading
from procfit.formats.step_list.lanes import LaneBook
from procfit.formats.step_list.references import References
from procfit.formats.step_list.sheet import Header, Sheet
from procfit.formats.step_list.ways import NO_WAY, parse_ways
from procfit.model.errors import Problem
from procfit.model.text import is_id, item_key
from procfit.model.validate import did_you_mean

__all__ = ["RowReader"]

_TOTALS = frozenset(("total", "totals", "sum", "summe", "gesamt", "insgesamt"))
_NAMES_IN_A_HINT = 12
LONGEST_HINT = 100


class RowReader:
    """Reads the rows below a header; what is wrong beside the steps is left in `problems`."""

    def __init__(self, sheet: Sheet, header: Header, notices: Notices) -> None:
        self.problems: list[Problem] = []
        self._sheet = sheet
        self._header = header
        self._notices = notices
        self.lanes = LaneBook(sheet.grid.place(header.row, 1), notices)
        self._columns = self._each_once()
        self._cells = CellReader(sheet, self._columns, self.lanes, notices)

    def steps(self) -> list[Draft]:
        """Return the steps, with a decision behind each row that has several ways on and is no split."""
        rows = {number: draft for number in self._numbers() if (draft := self._step(number))}
        ids = self._give_ids(rows)
        stated = {number: self._text(number, "id") for number in rows}
        references = References(list(rows.items()), stated, self._notices)
        drafts = list(rows.values())
        for (number, draft), following in zip(rows.items(), [*drafts[1:], None], strict=False):
            self._lead_on(number, draft, following, references)
        if drafts:
            self._tell_columns()
        return with_decisions(drafts, ids, self._notices)

    def _each_once(self) -> dict[int, Heading]:
        """Return the columns, each meaning once; a second column of one meaning is an error."""
        seen: dict[tuple[str, bool], int] = {}
        columns = {}
        for column, heading in self._header.columns.items():
            first = seen.setdefault((heading.key, heading.to_be), column)
            if first == column or heading.key == "note":
                columns[column] = heading
            else:
                said = quote(self._sheet.text(self._header.row, column))
                other = cell_name(self._header.row, first)
                self._problem(
                    self._header.row, column, f"{said} means the same as {other}", "rename one of them"
                )
        return columns

    def _numbers(self) -> Iterator[int]:
        below = [number for number in self._sheet.grid.rows if number > self._header.row]
        for number in below:
            filled = self._sheet.filled(number)
            if not filled:
                continue
            first = self._sheet.text(number, filled[0])
            if number == below[-1] and item_key(first.rstrip(":")) in _TOTALS:
                self._tell(number, filled[0], f"{quote(first)} in the last row: not read")
            elif any(column in self._columns for column in filled):
                yield number

    def _step(self, number: int) -> Draft | None:
        """Return the step of a row, or None where the row is none."""
        column = self._column("name")
        anchor = self._sheet.grid.anchor(number, column)
        name = self._sheet.text(number, column)
        if anchor[0] != number:
            self._problem(number, column, "belongs to the merged step above", "give each step one row")
        elif any(
            self._sheet.grid.anchor(number, other) == anchor
            for other in self._columns
            if other != column
        ):
            self._tell(number, column, f"heading {quote(name)} not read")
        elif not name:
            self._nameless(number, column)
        else:
            return self._cells.step(number, column)
        return None

    def _nameless(self, number: int, column: int) -> None:
        filled = self._sheet.filled(number)
        if len(filled) == 1:
            text = self._sheet.text(number, filled[0])
            self._tell(number, filled[0], f"{quote(text)} stands in a row without a step: not read")
        else:
            self._problem(number, column, "the row has no step", "name the step, or delete the row")

    def _give_ids(self, rows: dict[int, Draft]) -> Ids:
        """Give every step its id: the one that its row states where it is one, else one from its name."""
        ids = Ids()
        stated: dict[str, int] = {}
        others = []
        for number, draft in rows.items():
            text = self._text(number, "id")
            key = item_key(text)
            if key and stated.setdefault(key, number) != number:
                first = cell_name(stated[key], self._column("id"))
                draft.faults.append(
                    ("id", f"{quote(text)} is there twice, first at {first}", "give each its own")
                )
            kept = ids.keep(text)
            if kept:
                draft.data["id"] = kept
            elif text and not is_id(text):
                others.append(text)
        for draft in rows.values():
            if "id" not in draft.data:
                draft.data["id"] = ids.make(draft.data["name"], "step")
        if others:
            self._tell(
                self._header.row, self._column("id"), f"{_few(others)}: ids were made from the names"
            )
        return ids

    def _lead_on(
        self, number: int, draft: Draft, following: Draft | None, references: References
    ) -> None:
        """Give a step what follows: what its row names, else the row below."""
        text = self._text(number, "next")
        if text:
            draft.data["next"] = self._ways(number, draft, "next", text, references)
        elif following and draft.data.get("kind") != "end" and following.data.get("kind") != "start":
            draft.data["next"] = [{"to": following.data["id"]}]
        later = self._text(number, "next", to_be=True)
        if later:
            changes = draft.data.setdefault("to_be", {})
            changes["next"] = self._ways(number, draft, "to_be.next", later, references)

    def _ways(
        self, number: int, draft: Draft, key: str, text: str, references: References
    ) -> list[dict[str, object]]:
        element = self._sheet.name(number, self._column("next", key != "next"))
        if text == NO_WAY:
            return []
        try:
            ways, unknown = parse_ways(text, lambda name: references.resolve(name, element))
        except RefusedError as refused:
            draft.faults.append((key, refused.message, refused.hint))
            return []
        for name in unknown:
            hint = (
                did_you_mean(item_key(name)[:LONGEST_HINT], references.names)
                or 'name a step, or write "–" for none'
            )
            draft.faults.append((key, f"{quote(name)} names no step", hint))
        return ways

    def _tell_columns(self) -> None:
        """Tell of the columns that nothing read, and of cells under no header."""
        row = self._header.row
        below = [number for number in self._sheet.grid.rows if number > row]
        cells = Counter(column for number in below for column in self._sheet.filled(number))
        for column in sorted({*cells, *self._header.unknown}):
            if column in self._header.columns:
                continue
            header = self._sheet.text(row, column)
            said = f"column {quote(header)} not understood" if header else "column without a header"
            self._tell(row, column, f"{said}: {cells[column]} cells not read")
        if self._column("next") == 0:
            self._tell(
                row,
                self._column("name"),
                "no column says what follows: each step leads to the row below",
            )

    def _column(self, key: str, to_be: bool = False) -> int:
        """Return the column of a field, 0 where there is none."""
        found = (
            at for at, heading in self._columns.items() if (heading.key, heading.to_be) == (key, to_be)
        )
        return next(found, 0)

    def _text(self, number: int, key: str, to_be: bool = False) -> str:
        column = self._column(key, to_be)
        return self._sheet.text(number, column) if column else ""

    def _tell(self, row: int, column: int, message: str) -> None:
        self._notices.add(self._sheet.name(row, column), message)

    def _problem(self, row: int, column: int, message: str, hint: str) -> None:
        self.problems.append(Problem(message, hint, self._sheet.grid.place(row, column)))


def _few(texts: list[str]) -> str:
    shown = ", ".join(quote(text) for text in texts[:_NAMES_IN_A_HINT])
    return (
        f"{shown} and {len(texts) - _NAMES_IN_A_HINT} more" if len(texts) > _NAMES_IN_A_HINT else shown
    )
