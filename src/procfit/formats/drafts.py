"""Maps as a reader of another format drafts them: the data of a map's file, each step with its place.

A draft is typed and judged by the same code as a map's own file, so every fault is told at its cell or
line and no second list of limits can drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from procfit.formats.blocks import Blocks
from procfit.formats.names import Ids
from procfit.formats.notices import Notices, quote
from procfit.formats.process_toml import build_map
from procfit.formats.toml_file import FORMAT, Reading, TomlFile
from procfit.model.errors import Place, Problem
from procfit.model.process import SPLITS, ProcessMap
from procfit.model.quantities import Calendar
from procfit.model.validate import Path

__all__ = ["Draft", "DraftReading", "build_draft", "with_decisions"]


@dataclass(slots=True)
class Draft:
    """One step or lane as its map's file would hold it, with where it stands in the file that is read.

    `places` gives the places of single keys, `element` is the name of its place in notices, `faults` are
    the keys that could not be read, each with message and hint.
    """

    data: dict[str, Any]
    place: Place
    element: str = ""
    places: dict[str, Place] = field(default_factory=dict)
    faults: list[tuple[str, str, str]] = field(default_factory=list)


class DraftReading(Reading):
    """The problems of one drafted map, told where its parts stand in the file that is read."""

    __slots__ = ("_home", "_parts")

    def __init__(self, home: Place, calendar: Calendar | None = None) -> None:
        super().__init__(home.file, Blocks(""), calendar or Calendar())
        self._home = home
        self._parts: dict[str, list[Draft]] = {}

    def draft(self, table: str, drafts: list[Draft]) -> None:
        """Tell where the members of a table stand."""
        self._parts[table] = drafts

    def place(self, path: Path) -> Place:
        """Return the cell or line of a key: its own, else that of its step, else the map's."""
        match path:
            case (str(table), int(index), *keys) if index < len(self._parts.get(table, ())):
                draft = self._parts[table][index]
                names = [".".join(map(str, keys[:count])) for count in range(len(keys), 0, -1)]
                return next((draft.places[name] for name in names if name in draft.places), draft.place)
            case (str(key), *_) if self._parts.get("head"):
                return self._parts["head"][0].places.get(key, self._home)
        return self._home


def build_draft(
    map_id: str,
    head: Draft,
    lanes: list[Draft],
    steps: list[Draft],
    reading: DraftReading,
) -> tuple[ProcessMap | None, list[Problem]]:
    """Return the map, or None when something keeps it from being judged, and every problem."""
    reading.draft("head", [head])
    reading.draft("lane", lanes)
    reading.draft("step", steps)
    for index, step in enumerate(steps):
        for key, message, hint in step.faults:
            reading.report(("step", index, *key.split(".")), message, hint)
    data = {
        "format": FORMAT,
        **head.data,
        "lane": [lane.data for lane in lanes],
        "step": [step.data for step in steps],
    }
    return build_map(TomlFile(data, reading), map_id)


def with_decisions(drafts: Iterable[Draft], ids: Ids, notices: Notices) -> list[Draft]:
    """Return the drafts with a decision wherever a step that is no split has several ways on.

    A step whose name asks becomes the decision itself; behind any other one is put.
    """
    lowered: list[Draft] = []
    for draft in drafts:
        lowered.append(draft)
        step = draft.data
        if len(step.get("next", ())) < 2 or step.get("kind", "task") in SPLITS:
            continue
        said = quote(step["name"])
        if step["name"].rstrip().endswith("?") and "kind" not in step:
            step["kind"] = "decision"
            notices.add(draft.element, f"{said} has several ways on and asks: becomes a decision")
        else:
            lowered.append(_decision_behind(draft, ids))
            notices.add(draft.element, f"{said} has several ways on: a decision was put behind it")
    return lowered


def _decision_behind(draft: Draft, ids: Ids) -> Draft:
    step = draft.data
    name = f"{step['name'][:480]}: which way?"
    made: dict[str, Any] = {"id": ids.make(f"{step['id']}-which-way"), "name": name, "kind": "decision"}
    if "lane" in step:
        made["lane"] = step["lane"]
    made["next"] = step["next"]
    step["next"] = [{"to": made["id"]}]
    moved = [fault for fault in draft.faults if fault[0] == "next"]
    draft.faults = [fault for fault in draft.faults if fault[0] != "next"]
    return Draft(made, draft.place, draft.element, _only(draft.places, "next"), moved)


def _only(places: Mapping[str, Place], key: str) -> dict[str, Place]:
    return {key: places[key]} if key in places else {}
