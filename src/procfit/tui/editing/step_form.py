"""The form of a step: every field that a map's file may give it, each judged by the same limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from procfit.formats.process_toml import LANE, STEP, WithoutKind
from procfit.formats.spec import Key, TableOf
from procfit.model.edit_basis import with_step
from procfit.model.edit_entries import find_lane, write_lane
from procfit.model.errors import EditError
from procfit.model.process import ProcessMap, Rival, Step, View, Without
from procfit.model.views import apply_to_be
from procfit.tui.editing.fields import (
    Field,
    Made,
    absent,
    changed_label,
    made,
    offers_of,
    read_field,
    share_text,
    text_of,
    wants_nothing,
)
from procfit.tui.editing.lines import planned
from procfit.tui.editing.used import ITEMS, part_of, used
from procfit.tui.editing.way_form import way_fields

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = ["StepForm"]

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Step", ("name", "lane", "kind", "channel", "description", "disposition")),
    ("For the customer", ("value", "benefit", "expected", "adds", "reason", "effort")),
    ("Time and money", ("work", "wait", "cost")),
    ("Where it is known from", ("source",)),
    ("Information", ("asks", "reads", "writes", "delivers", "system", "tags")),
    ("Needs", ("needs",)),
    (
        "How a competitor does it",
        ("rival.who", "rival.time", "rival.same_benefit", "rival.source", "rival.date"),
    ),
    ("Without this step", ("without.how", "without.capability")),
    ("Control", ("control", "approves")),
    ("In the flow", ("call", "share")),
)
_LABELS = {
    "call": "Runs map",
    "share": "Share of starts",
    "without.how": "How instead",
    "rival.date": "Seen on",
}
_PARTS: Mapping[str, tuple[type, tuple[str, str]]] = {
    "rival": (Rival, ("nobody is named as the competitor", "say first who it is")),
    "without": (Without, ("nothing says how it goes without the step", "say first how")),
}


def _spec(key: str) -> Key:
    """Return what a file may hold under a key, or under a part of one."""
    table, _, inner = key.partition(".")
    found = STEP.keys[table]
    if not inner:
        return found
    kind = WithoutKind.table if table == "without" else found.kind
    assert isinstance(kind, TableOf)  # noqa: S101 - the only keys with parts
    return kind.keys[inner]


def _subject(key: str) -> str:
    return key.replace(".", " ").replace("_", " ")


@dataclass(frozen=True)
class StepForm:
    """The fields of one step in the view that is shown."""

    workspace: Workspace
    process: ProcessMap
    step_id: str
    view: View

    @property
    def step(self) -> Step:
        """The step with both of its views."""
        return self.process.step(self.step_id)

    @property
    def shown(self) -> Step:
        """The step as the view has it."""
        return self.step if self.view == "as-is" else apply_to_be(self.step)

    def fields(self) -> list[Field]:
        """Return the fields in the order people ask for them."""
        found = [self._field(section, key) for section, keys in SECTIONS for key in keys]
        return [*found, *way_fields(self.workspace, self.process, self.step, self.view)]

    def _field(self, section: str, key: str) -> Field:
        spec = _spec(key)
        label = _LABELS.get(key, key.rpartition(".")[2].replace("_", " ").capitalize())
        return Field(
            key,
            label,
            spec.doc,
            self._text(self.shown, key),
            lambda text: self.take(key, text),
            self._text(self.step, key) if self.view == "to-be" else None,
            offers_of(spec.kind) or tuple(self._used(key)),
            key in (*ITEMS, "needs", "tags"),
            section,
        )

    def _text(self, step: Step, key: str) -> str:
        value = part_of(step, key)
        if key == "lane":
            lane = self.process.lane_of(step)
            return lane.label if lane else ""
        return share_text(value) if key == "share" else text_of(value)

    def _used(self, key: str) -> Iterable[str]:
        """Return what the workspace already says in such a field."""
        if key in ("needs", "without.capability"):
            return self.workspace.capabilities
        if key == "call":
            return (name for name in self.workspace.maps if name != self.process.id)
        if key == "lane":
            return (lane.label for lane in self.process.lanes)
        if key in ("expected", "rival.same_benefit"):
            return ("yes", "no")
        return used((self.process, *self.workspace.maps.values()), key)

    def take(self, key: str, text: str) -> Made:
        """Return the change that a typed text makes.

        Raises
        ------
        EditError
            When it is no such value, or the map cannot take it.
        """
        process = self.process
        value: Any
        if key == "lane":
            process, value = self._lane(text)
        else:
            value = self._read(key, text)
        old = part_of(self.shown, key)
        after = with_step(process, self._with(key, value))
        told = part_of(after.step(self.step_id), key) if self._is_now(key) else value
        if self.view == "to-be" and value is None and not self._is_now(key):
            told = part_of(self.step, key)
        if key == "lane":
            label = changed_label("lane", self.shown.name, self._text(self.shown, key), text)
        else:
            label = changed_label(_subject(key), self.shown.name, old, told)
        return made(self.workspace, label, self.process, after)

    def _is_now(self, key: str) -> bool:
        """Tell whether a field has no planned value of its own."""
        return self.view == "as-is" or key == "disposition"

    def _read(self, key: str, text: str) -> Any:
        table, _, inner = key.partition(".")
        if not self._is_now(key) and not inner and wants_nothing(text):
            nothing = absent(Step, table)
            if nothing is None:
                raise EditError(
                    f"the plan cannot leave {_subject(key)} open", "clear it to plan it as it is today"
                )
            return nothing
        spec = _spec(key)
        return read_field(key, _subject(key), spec.kind, text, self.workspace.settings.calendar)

    def _lane(self, text: str) -> tuple[ProcessMap, str | None]:
        """Return the map with the lane that is meant, made where there is none like it, and its id."""
        said = read_field("lane", "lane", LANE.keys["name"].kind, text, self.workspace.settings.calendar)
        if said is None:
            return self.process, "" if self.view == "as-is" else None
        found = find_lane(self.process, said)
        return (self.process, found.id) if found else write_lane(self.process, said)

    def _with(self, key: str, value: Any) -> Step:
        table, _, inner = key.partition(".")
        changes = {table: self._joined(table, inner, value) if inner else value}
        if table == "call":
            changes["kind"] = (
                "call" if value else "task" if self.shown.kind == "call" else self.shown.kind
            )
        if not self._is_now(key):
            return planned(self.step, changes)
        if changes[table] is None:
            if table == "name":
                raise EditError("the step has no name", "type what is done")
            changes[table] = absent(Step, table)
        return replace(self.step, **changes)

    def _joined(self, table: str, inner: str, value: Any) -> Any:
        """Return a field of several parts with one of them changed; None where nothing is left of it."""
        kind, missing = _PARTS[table]
        names = [field.name for field in fields(kind)]
        old = getattr(self.shown, table)
        parts = {name: getattr(old, name) if old else absent(kind, name) for name in names}
        parts[inner] = absent(kind, inner) if value is None else value
        if all(parts[name] == absent(kind, name) for name in names):
            return None
        if not parts[names[0]]:
            raise EditError(*missing)
        return kind(**parts)
