"""The cells of one row, each put into the draft of its step under the field that its column fills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from procfit.formats.drafts import Draft
from procfit.formats.notices import Notices, quote
from procfit.formats.spec import RefusedError
from procfit.formats.step_list.headings import Heading
from procfit.formats.step_list.lanes import LaneBook
from procfit.formats.step_list.sheet import Sheet
from procfit.formats.step_list.values import NOT_ASSESSED, NOTHING, raw_value
from procfit.model.text import item_key, unsafe_at

__all__ = ["CellReader"]

_TEXTS = frozenset(
    [
        "name",
        "description",
        "note",
        "channel",
        "benefit",
        "reason",
        "source",
        "system",
        "approves",
        "rival.who",
        "rival.source",
        "without.how",
    ]
)
_LISTS = frozenset(("asks", "reads", "writes", "delivers", "needs", "tags"))
_TIMES = frozenset(("work", "wait", "rival.time"))
_ELSEWHERE = frozenset(("id", "name", "next", "lane", "lane.id"))
_DIGITS = re.compile(r"[\d.,\s/]+")
_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")


class CellReader:
    """Reads the cells of rows; what it makes of odd ones is told in the notices."""

    def __init__(
        self, sheet: Sheet, columns: Mapping[int, Heading], lanes: LaneBook, notices: Notices
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._lanes = lanes
        self._notices = notices
        self._plain_told: set[int] = set()
        self._at = {(heading.key, heading.to_be): column for column, heading in columns.items()}

    def step(self, number: int, name_column: int) -> Draft:
        """Return the draft of a row's step, without its id and its ways on."""
        place = self._sheet.grid.place(number, name_column)
        draft = Draft({}, place, self._sheet.name(number, name_column))
        for column, heading in self._columns.items():
            path = f"to_be.{heading.key}" if heading.to_be else heading.key
            draft.places[path] = self._sheet.grid.place(number, column)
            draft.places.setdefault(path.rpartition(".")[0] or path, draft.places[path])
        draft.data["name"] = self._sheet.text(number, name_column)
        self._put_lane(number, draft)
        for column, heading in self._columns.items():
            self._read(number, column, heading, draft)
        return draft

    def _put_lane(self, number: int, draft: Draft) -> None:
        column = self._at.get(("lane", False)) or self._at.get(("lane.id", False), 0)
        who, lane_id = (self._text_of(number, key) for key in ("lane", "lane.id"))
        lane = self._lanes.lane(who, lane_id, self._sheet.grid.place(number, column or 1), draft.element)
        if lane:
            draft.data["lane"] = lane

    def _text_of(self, number: int, key: str) -> str:
        column = self._at.get((key, False))
        return self._sheet.text(number, column) if column else ""

    def _read(self, number: int, column: int, heading: Heading, draft: Draft) -> None:
        """Read one cell into the draft, or add a fault or notice."""
        key = f"to_be.{heading.key}" if heading.to_be else heading.key
        if not self._is_sound(number, column, key, draft):
            return
        text = self._sheet.text(number, column)
        if not text or heading.key == "next" or (heading.key in _ELSEWHERE and not heading.to_be):
            return
        try:
            value = self._value(number, column, heading, text)
        except RefusedError as refused:
            draft.faults.append((key, refused.message, refused.hint))
            return
        if value is not None:
            self._put(number, column, heading, value, draft)

    def _is_sound(self, number: int, column: int, key: str, draft: Draft) -> bool:
        """Tell whether the cell shows something that can be taken at its word."""
        cell = self._sheet.cell(number, column)
        if cell is None:
            return False
        if cell.comment:
            self._tell(number, column, f"comment {quote(cell.comment)} not read")
        if unsafe_at(self._sheet.raw(number, column)) is not None:
            self._tell(number, column, "control characters are shown as marks")
        if cell.kind == "error":
            draft.faults.append((key, f"holds the error {cell.text}", "mend the formula"))
        elif cell.kind == "formula":
            draft.faults.append(
                (key, "holds a formula that was not calculated", "open and save it in a spreadsheet")
            )
        return cell.kind not in ("error", "formula")

    def _value(self, number: int, column: int, heading: Heading, text: str) -> Any:
        """Return what a file would hold, or None where the cell says that it is not known."""
        if heading.key in _TEXTS:
            return "" if heading.to_be and text == NOTHING else text
        if heading.to_be and heading.key in _LISTS and text == NOTHING:
            return []
        if heading.to_be and heading.key == "lane":
            place = self._sheet.grid.place(number, column)
            return self._lanes.named(text, place, self._sheet.name(number, column))
        if item_key(text) in NOT_ASSESSED:
            self._tell(number, column, f"{quote(text)} read as not assessed")
            return None
        self._tell_numbers(number, column, heading, text)
        return raw_value(heading.key, text, heading.unit)

    def _tell_numbers(self, number: int, column: int, heading: Heading, text: str) -> None:
        cell = self._sheet.cell(number, column)
        if heading.key in _TIMES:
            if ":" in text:
                self._tell(number, column, f"{quote(text)} read as hours:minutes")
            elif not heading.unit and _DIGITS.fullmatch(text) and column not in self._plain_told:
                self._plain_told.add(column)
                self._tell(number, column, "numbers without a unit in this column read as minutes")
        if (
            cell
            and cell.kind == "text"
            and heading.key in {*_TIMES, "cost"}
            and _GROUPED.fullmatch(text)
        ):
            self._tell(number, column, f"{quote(text)} read with a decimal point, not as a thousand")

    def _put(self, number: int, column: int, heading: Heading, value: Any, draft: Draft) -> None:
        fields = draft.data.setdefault("to_be", {}) if heading.to_be else draft.data
        table, _, part = heading.key.partition(".")
        if table == "lane" and part:
            self._put_lane_field(number, column, part, value, draft)
        elif part:
            fields.setdefault(table, {})[part] = value
        elif table in ("note", "description"):
            fields["description"] = "\n\n".join(filter(None, (fields.get("description"), value)))
        else:
            fields[table] = value

    def _put_lane_field(self, number: int, column: int, key: str, value: str, draft: Draft) -> None:
        element = self._sheet.name(number, column)
        if "lane" in draft.data:
            place = self._sheet.grid.place(number, column)
            self._lanes.tell(draft.data["lane"], key, value, place, element)
        else:
            self._notices.add(element, f"{quote(value)} of nobody: the row has no lane; not read")

    def _tell(self, number: int, column: int, message: str) -> None:
        self._notices.add(self._sheet.name(number, column), message)
