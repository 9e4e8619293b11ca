"""A map as the table that a step list shows: which columns, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from procfit.formats.drafts import Draft
from procfit.formats.names import Ids
from procfit.formats.notices import Notices
from procfit.formats.process_write import ABSENT, HEAD_KEYS, key_line
from procfit.formats.shares import exact_percent
from procfit.formats.spec import RefusedError
from procfit.formats.step_list.columns import COLUMNS, Column
from procfit.formats.step_list.references import References
from procfit.formats.step_list.values import NOT_ASSESSED, NOTHING
from procfit.formats.step_list.ways import NO_WAY, parse_ways, ways_text
from procfit.model.errors import NOWHERE
from procfit.model.process import Flow, Lane, Need, ProcessMap, Step
from procfit.model.quantities import Duration
from procfit.model.text import is_id, item_key

__all__ = ["Cell", "Table", "items_text", "table_of"]

Cell = str | float | None
"""What a cell shows: text, a number, or nothing."""

_LANE_PARTS = {"lane": "name", "lane.id": "id", "lane.department": "department", "lane.kind": "kind"}
_NEVER_LATER = frozenset(("id", "note", "disposition", "lane.id", "lane.department", "lane.kind"))


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column that is written, of the as-is or of the to-be."""

    column: Column
    to_be: bool = False

    @property
    def title(self) -> str:
        """The header cell."""
        return f"to_be.{self.column.title}" if self.to_be else self.column.title


@dataclass(frozen=True)
class Table:
    """A map as a table: what holds for the whole map, the columns, and a row per step."""

    head: tuple[tuple[str, Cell], ...]
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_of(process: ProcessMap) -> Table:
    """Return a map as a table."""
    names = _StepNames(process)
    lanes = _lane_names(process)
    columns = _columns(process)
    with_ids = any(column.column.key == "lane.id" for column in columns)
    rows = tuple(
        tuple(_cell(process, step, column, names, lanes, with_ids) for column in columns)
        for step in process.steps
    )
    return Table(tuple(_head(process, lanes)), columns, rows)


def _head(process: ProcessMap, lanes: Mapping[str, str]) -> list[tuple[str, Cell]]:
    head: list[tuple[str, Cell]] = [("Process", process.name), ("Id", process.id)]
    for key in HEAD_KEYS[1:]:
        value = getattr(process, key)
        if value not in ABSENT:
            head.append((key.replace("_", " ").capitalize(), _plain(key, value)))
    met = list(dict.fromkeys(step.lane for step in process.steps if step.lane))
    if met != [lane.id for lane in process.lanes]:
        head.append(("Lanes", items_text(tuple(lanes[lane.id] for lane in process.lanes))))
    return head


def _plain(key: str, value: Any) -> Cell:
    """Return a value as the file of a map writes it, without quotes."""
    if isinstance(value, str | int | float):
        return value
    return key_line(key, value).partition(" = ")[2].strip('"')


def _columns(process: ProcessMap) -> tuple[TableColumn, ...]:
    used = [column for column in COLUMNS if column.always or _is_used(process, column)]
    later = [
        TableColumn(column, to_be=True)
        for column in COLUMNS
        if column.key not in _NEVER_LATER
        and any(_later(step, column.key) is not _UNCHANGED for step in process.steps)
    ]
    return (*(TableColumn(column) for column in used), *later)


def _is_used(process: ProcessMap, column: Column) -> bool:
    if column.key == "note":
        return False
    if column.key == "lane.id":
        return _needs_lane_ids(process)
    if column.key in _LANE_PARTS:
        return any(getattr(lane, _LANE_PARTS[column.key]) not in ABSENT for lane in process.lanes)
    return any(_field(step, column.key) not in ABSENT for step in process.steps)


def _needs_lane_ids(process: ProcessMap) -> bool:
    """Tell whether the words in "Who" alone would make other lanes than these."""
    made = [_read_as(lane.label) for lane in process.lanes]
    labels = {item_key(lane.label) for lane in process.lanes}
    return made != [(lane.id, lane.name) for lane in process.lanes] or len(labels) < len(process.lanes)


def _read_as(who: str) -> tuple[str, str]:
    """Return the id and the name of the lane that a reader makes of its words alone."""
    return (who, "") if is_id(who) else (Ids().make(who, "lane"), who)


def _lane_names(process: ProcessMap) -> dict[str, str]:
    """Return what to call each lane where only one word has room: its name, or its id in doubt."""
    labels = [item_key(lane.label) for lane in process.lanes]
    ids = {lane.id for lane in process.lanes}
    return {
        lane.id: lane.label
        if labels.count(key) == 1
        and key not in ids - {lane.id}
        and ";" not in key
        and "\n" not in lane.label
        else lane.id
        for lane, key in zip(process.lanes, labels, strict=True)
    }


def _field(part: Any, key: str) -> Any:
    """Return a field, or the part of one: ``rival.time``."""
    table, _, inner = key.partition(".")
    value = getattr(part, table)
    return getattr(value, inner) if inner and value is not None else value


class _Unchanged:
    """Stands for a field that the to-be leaves as it is."""


_UNCHANGED = _Unchanged()


def _later(step: Step, key: str) -> Any:
    table, _, inner = key.partition(".")
    if table not in step.to_be:
        return _UNCHANGED
    value = step.to_be[table]
    return getattr(value, inner) if inner and value is not None else value


def _cell(
    process: ProcessMap,
    step: Step,
    column: TableColumn,
    names: _StepNames,
    lanes: Mapping[str, str],
    with_ids: bool,
) -> Cell:
    key = column.column.key
    if column.to_be:
        value = _later(step, key)
        if value is _UNCHANGED:
            return None
        if value in ("", ()) and "." not in key:
            return NOTHING
        return lanes.get(value, value) if key == "lane" else _shown(key, value, names)
    if key in _LANE_PARTS:
        lane = process.lane_of(step)
        return _lane_cell(lane, key, with_ids) if lane else None
    if key == "next":
        return None if step.kind == "end" and not step.next else names.ways(step.next)
    return _shown(key, _field(step, key), names)


def _lane_cell(lane: Lane, key: str, with_ids: bool) -> Cell:
    if key == "lane" and not with_ids:
        return lane.label
    value: str | None = getattr(lane, _LANE_PARTS[key])
    return value or None


def _shown(key: str, value: Any, names: _StepNames) -> Cell:
    if key == "next":
        return names.ways(value)
    if key == "share" and value is not None:
        return exact_percent(value)
    if value in ABSENT:
        return None
    for kind, show in _SHOWN.items():
        if isinstance(value, kind):
            return show(value)
    shown: Cell = value
    return shown


def _duration(duration: Duration) -> Cell:
    return duration.usual if duration.is_fixed else _plain("work", duration)


def items_text(items: tuple[Any, ...]) -> str:
    """Return the items of a list in one cell; a lone one that may be misread gets a ``;`` behind it."""
    parts = [_need(item) if isinstance(item, Need) else item for item in items]
    joined = "; ".join(parts)
    is_unclear = "," in joined or item_key(joined) in NOT_ASSESSED
    return f"{joined};" if len(parts) == 1 and is_unclear else joined


def _need(need: Need) -> str:
    return need.capability if need.share is None else f"{need.capability} ({exact_percent(need.share)})"


_SHOWN: Mapping[type, Callable[[Any], Cell]] = {
    bool: lambda flag: "yes" if flag else "no",
    Duration: _duration,
    date: date.isoformat,
    tuple: items_text,
}


class _StepNames:
    """What to call each step in the cells that lead to it: its name where that means only it, else its id."""

    def __init__(self, process: ProcessMap) -> None:
        rows = [
            (number, Draft({"id": step.id, "name": step.name}, NOWHERE))
            for number, step in enumerate(process.steps, start=2)
        ]
        stated = {number: draft.data["id"] for number, draft in rows}
        self._references = References(rows, stated, Notices())
        self._names = {
            step.id: step.name
            for step in process.steps
            if step.name != NO_WAY and self._read(step.name) == [{"to": step.id}]
        }

    def ways(self, flows: tuple[Flow, ...]) -> str:
        """Return the cell that says what follows."""
        text = ways_text(flows, self._names)
        return text if self._means(text, flows) else ways_text(flows, {})

    def _means(self, text: str, flows: tuple[Flow, ...]) -> bool:
        return [Flow(**way) for way in self._read(text)] == list(flows)

    def _read(self, text: str) -> list[dict[str, Any]]:
        try:
            ways, unknown = parse_ways(text, self._references.resolve)
        except RefusedError:
            return []
        return [] if unknown else ways
