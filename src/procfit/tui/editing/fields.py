"""One field of a form: what stands in it, what may stand in it, and what becomes of what is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from procfit.formats.blocks import Blocks
from procfit.formats.process_write import ABSENT, value_text
from procfit.formats.shares import exact_percent
from procfit.formats.spec import Choice, Kind, ListOf, RefusedError
from procfit.formats.spec import Text as TextKind
from procfit.formats.step_list.table import items_text
from procfit.formats.step_list.values import NOT_ASSESSED, NOTHING, raw_value
from procfit.formats.toml_file import Reading
from procfit.model import sayings
from procfit.model.edit_basis import checked
from procfit.model.errors import EditError
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar, Duration
from procfit.model.text import item_key
from procfit.model.validate import faults_between_maps, faults_of_map
from procfit.tui.editing.lines import time_text
from procfit.tui.signs import one_line

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = [
    "Field",
    "Made",
    "absent",
    "accepted",
    "changed_label",
    "made",
    "offers_of",
    "read_field",
    "share_text",
    "text_of",
    "wants_nothing",
]

LONGEST_SAID = 40
BREAK = "↵"
"""How a line break shows in a field of one line."""


@dataclass(frozen=True)
class Made:
    """A change that a form makes: its name, the changed map, and what the map's check warns of."""

    label: str
    process: ProcessMap
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """A line of a form.

    `text` is what the view that is shown says, as it may be typed; `today` what the as-is says where the
    to-be is shown. `take` makes the change, or raises `EditError` with the sentence to tell.
    """

    key: str
    label: str
    doc: str
    text: str
    take: Callable[[str], Made]
    today: str | None = None
    offers: tuple[str, ...] = ()
    many: bool = False
    section: str = ""

    def changed(self, text: str) -> Made | None:
        """Return the change that a typed text makes, None where it is what stands there.

        Raises
        ------
        EditError
            When the field or the map cannot take it.
        """
        return None if text.strip() == self.text.strip() else self.take(text)


def read_field(key: str, subject: str, kind: Kind, text: str, calendar: Calendar) -> Any:
    """Return what was typed into a field as a map's file would hold it, None for nothing.

    It is read the way a step list is, and judged by the same limits as a file.

    Parameters
    ----------
    key
        The field of a step list that is spelled the same way: ``work``, ``rival.time``.
    subject
        The field as a sentence names it.
    kind
        What the file may hold.
    text
        What was typed.
    calendar
        How long a day and a week are.

    Raises
    ------
    EditError
        When it is no such value.
    """
    text = text.replace(BREAK, "\n").strip()
    if not text or (not isinstance(kind, TextKind) and item_key(text) in NOT_ASSESSED):
        return None
    reading = Reading("", Blocks(""), calendar)
    try:
        value = kind.read(raw_value(key, text, ""), reading, (key,))
    except RefusedError as refused:
        raise EditError(one_line(f"{subject} {refused.message}"), refused.hint) from None
    for problem in reading.problems:
        raise EditError(one_line(problem.message), problem.hint)
    return value


def text_of(value: Any) -> str:
    """Return a value as it is typed into a field.

    Examples
    --------
    >>> text_of(Duration.fixed(90)), text_of(("name", "phone")), text_of(True), text_of(None)
    ('90m', 'name; phone', 'yes', '')
    """
    if value in ABSENT:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Duration):
        return time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return items_text(value)
    if isinstance(value, str):
        return value.replace("\n", BREAK)
    return value_text("", value).strip('"')


def share_text(share: float | None) -> str:
    """Return a share as it is typed."""
    return "" if share is None else exact_percent(share)


def said(value: Any) -> str:
    """Return a value as the name of a change says it; a dash where there is none."""
    text = sayings.duration(value) if isinstance(value, Duration) else one_line(text_of(value))
    return (text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…") or sayings.UNKNOWN


def changed_label(field: str, name: str, old: Any, new: Any) -> str:
    """Return the name of a change of a field.

    Examples
    --------
    >>> changed_label("work", "Send quote", Duration.fixed(15), Duration.fixed(5))
    'work of Send quote: 15 min -> 5 min'
    """
    return f"{field} of {one_line(name)}: {said(old)} -> {said(new)}"


def offers_of(kind: Kind) -> tuple[str, ...]:
    """Return the words that a field takes, where they are few."""
    if isinstance(kind, ListOf):
        return offers_of(kind.kind)
    return kind.words if isinstance(kind, Choice) else ()


def absent(kind: type, name: str) -> Any:
    """Return what a field holds where nothing is said."""
    default = next(field.default for field in fields(kind) if field.name == name)
    return "" if default is MISSING else default


def wants_nothing(text: str) -> bool:
    """Tell whether the plan is to have none of it any more, as in a step list."""
    return text.strip() == NOTHING


def accepted(workspace: Workspace, before: ProcessMap, after: ProcessMap) -> tuple[str, ...]:
    """Return what the check of maps newly warns of after a change.

    Raises
    ------
    EditError
        When the map, or what it says of other maps, has an error that it did not have before.
    """
    checked(before, after)
    old = {fault.message for fault in _faults(workspace, before)}
    new = [fault for fault in _faults(workspace, after) if fault.message not in old]
    for fault in new:
        if fault.level == "error":
            raise EditError(fault.message, fault.hint)
    return tuple(f"{fault.message}; {fault.hint}" if fault.hint else fault.message for fault in new)


def _faults(workspace: Workspace, process: ProcessMap) -> list[Any]:
    maps = {**workspace.maps, process.id: process}
    between = faults_between_maps(maps, workspace.capabilities, workspace.broken)
    return [*faults_of_map(process), *between.get(process.id, ())]


def made(workspace: Workspace, label: str, before: ProcessMap, after: ProcessMap) -> Made:
    """Return a change after it was judged; see `accepted`."""
    return Made(label, after, accepted(workspace, before, after))
