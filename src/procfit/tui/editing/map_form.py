"""The forms of what holds for a whole map, and of a lane."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from procfit.formats.process_toml import KPI, LANE, PROCESS
from procfit.formats.spec import Key
from procfit.model import edits
from procfit.model.errors import EditError
from procfit.model.process import Kpi, Lane, ProcessMap
from procfit.tui.editing.fields import (
    Field,
    Made,
    absent,
    changed_label,
    made,
    offers_of,
    read_field,
    text_of,
)
from procfit.tui.signs import one_line

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = ["LaneForm", "MapForm"]

_MAP = (
    "name",
    "customer",
    "outcome",
    "owner",
    "importance",
    "importance_source",
    "volume",
    "default_wait",
    "description",
    "disposition",
)
_LANE = ("name", "kind", "department", "parent")
_SPELLED_LIKE = {
    "importance": "value",
    "default_wait": "wait",
    "baseline": "cost",
    "target": "cost",
    "parent": "lane.id",
}
"""The field of a step list that is read the same way, where it has another name."""


@dataclass(frozen=True)
class _Form:
    workspace: Workspace
    process: ProcessMap

    def _read(self, key: str, spec: Key, text: str) -> Any:
        calendar = self.workspace.settings.calendar
        return read_field(_SPELLED_LIKE.get(key, key), key.replace("_", " "), spec.kind, text, calendar)

    def _made(self, label: str, after: ProcessMap) -> Made:
        return made(self.workspace, label, self.process, after)


class MapForm(_Form):
    """The fields of a map, and of what it is measured by."""

    def fields(self) -> list[Field]:
        """Return the fields in the order people ask for them."""
        found = [
            Field(
                key,
                key.replace("_", " ").capitalize(),
                PROCESS.keys[key].doc,
                text_of(getattr(self.process, key)),
                self._taker(key),
                offers=offers_of(PROCESS.keys[key].kind),
                section="The whole map",
            )
            for key in _MAP
        ]
        places = range(len(self.process.kpis) + 1)
        return [*found, *(field for place in places for field in self._kpi(place))]

    def _taker(self, key: str) -> Callable[[str], Made]:
        def take(text: str) -> Made:
            value = self._read(key, PROCESS.keys[key], text)
            if value is None:
                if key == "name":
                    raise EditError("the map has no name", "type what the process is called")
                value = absent(ProcessMap, key)
            changes: dict[str, Any] = {key: value}
            old = getattr(self.process, key)
            label = changed_label(key.replace("_", " "), self.process.name, old, value)
            return self._made(label, replace(self.process, **changes))

        return take

    def _kpi(self, place: int) -> Iterator[Field]:
        """Yield the fields of a measure; the one behind the last is new and has only a name yet."""
        is_new = place == len(self.process.kpis)
        kpi = Kpi("") if is_new else self.process.kpis[place]
        for key in ("name",) if is_new else (field.name for field in fields(Kpi)):
            yield Field(
                f"kpi.{place}.{key}",
                "Add a measure" if is_new else key.capitalize(),
                KPI.keys[key].doc
                if key != "name"
                else "what is measured; without a name it is taken out",
                text_of(getattr(kpi, key)),
                self._kpi_taker(place, key),
                offers=offers_of(KPI.keys[key].kind),
                section="Measured by" if is_new else f"Measured by {one_line(kpi.name)}",
            )

    def _kpi_taker(self, place: int, key: str) -> Callable[[str], Made]:
        def take(text: str) -> Made:
            value = self._read(key, KPI.keys[key], text)
            kpis = list(self.process.kpis)
            old = kpis[place] if place < len(kpis) else None
            if key == "name" and value is None:
                kpis[place : place + 1] = []
                label = f"take out measure {one_line(old.name) if old else ''}"
            elif old is None:
                kpis.append(Kpi(value))
                label = f"add measure {one_line(value)}"
            else:
                changes: dict[str, Any] = {key: absent(Kpi, key) if value is None else value}
                kpis[place] = replace(old, **changes)
                label = changed_label(key, old.name, getattr(old, key), value)
            return self._made(label, replace(self.process, kpis=tuple(kpis)))

        return take


@dataclass(frozen=True)
class LaneForm(_Form):
    """The fields of a lane: what it is called, where it stands, and its place among the others."""

    lane_id: str

    @property
    def lane(self) -> Lane:
        """The lane."""
        return next(lane for lane in self.process.lanes if lane.id == self.lane_id)

    def fields(self) -> list[Field]:
        """Return the fields in the order people ask for them."""
        others = tuple(lane.id for lane in self.process.lanes if lane.id != self.lane_id)
        departments = tuple(
            dict.fromkeys(
                lane.department
                for process in self.workspace.maps.values()
                for lane in process.lanes
                if lane.department
            )
        )
        offers = {"parent": others, "department": departments}
        lane = self.lane
        found = [
            Field(
                key,
                "Nested in" if key == "parent" else key.capitalize(),
                LANE.keys[key].doc,
                text_of(getattr(lane, key)),
                self._taker(key),
                offers=offers.get(key) or offers_of(LANE.keys[key].kind),
                section=f"Lane {one_line(lane.label)}",
            )
            for key in _LANE
        ]
        place = self.process.lanes.index(lane) + 1
        last = len(self.process.lanes)
        return [
            *found,
            Field(
                "place",
                "Place",
                f"where it stands: 1 is the top, {last} the bottom",
                str(place),
                self._take_place,
                offers=tuple(str(number) for number in range(1, last + 1)),
                section=found[0].section,
            ),
            Field(
                "id",
                "Id",
                "what steps and settings call it; its steps follow, rates in procfit.toml do not",
                lane.id,
                self._take_id,
                section=found[0].section,
            ),
        ]

    def _taker(self, key: str) -> Callable[[str], Made]:
        def take(text: str) -> Made:
            value = self._read("lane.kind" if key == "kind" else key, LANE.keys[key], text)
            changes: dict[str, Any] = {key: absent(Lane, key) if value is None else value}
            changed = replace(self.lane, **changes)
            lanes = tuple(changed if lane.id == self.lane_id else lane for lane in self.process.lanes)
            label = changed_label(
                f"lane {key}", self.lane.label, getattr(self.lane, key), getattr(changed, key)
            )
            return self._made(label, replace(self.process, lanes=lanes))

        return take

    def _take_place(self, text: str) -> Made:
        last = len(self.process.lanes)
        place = int(text) if text.isdecimal() and text.isascii() else 0
        after = edits.reorder_lane(self.process, self.lane_id, place)
        was = self.process.lanes.index(self.lane) + 1
        return self._made(
            f"move lane {one_line(self.lane.label)} from {was} to {place} of {last}", after
        )

    def _take_id(self, text: str) -> Made:
        after = edits.rename_lane(self.process, self.lane_id, text.strip())
        return self._made(f"rename lane {self.lane_id} to {text.strip()}", after)
