"""The one table of what a person can do: it feeds the keys, the footer, the palette and the help page.

An action belongs to a scope: the app, a screen, or a widget. Whatever has that scope does the action in
the method ``do_<id>``, dashes as underscores.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding

__all__ = [
    "ACTIONS",
    "PAGES",
    "SHORT_NAMES",
    "Action",
    "action",
    "actions_of",
    "bindings",
    "key_names",
    "keys_table",
]


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do.

    `keys` are Textual key names, comma-separated; ``[keys]`` in ``procfit.toml`` replaces them by `id`.
    `show` puts it into the footer; the palette and the help page have all of them.
    """

    id: str
    keys: str
    label: str
    group: str
    help: str
    scope: str
    show: bool = True

    @property
    def method(self) -> str:
        """The name of the method that does it."""
        return f"do_{self.id.replace('-', '_')}"

    @property
    def title(self) -> str:
        """How the palette names it."""
        return f"{self.group}: {self.label}"


PAGES: tuple[tuple[str, str], ...] = (
    ("portfolio", "Portfolio"),
    ("map", "Map"),
    ("findings", "Findings"),
    ("vendors", "Vendors"),
    ("fit", "Fit"),
    ("capabilities", "Capabilities"),
    ("similar", "Similar"),
    ("review", "Review"),
    ("diff", "Diff"),
)
"""The screens in the order of the bar at the top: id and name."""

SHORT_NAMES = {"portfolio": "Portf.", "capabilities": "Capab."}
"""Names that the bar at the top shortens where there is no room for all."""

_PURPOSE = {
    "portfolio": "All processes with their figures.",
    "map": "The process chosen last, drawn in lanes.",
    "findings": "What looks redundant, why, and what it would save.",
    "vendors": "What each vendor answered for each capability.",
    "fit": "Which vendor serves your processes best, and how sure that is.",
    "capabilities": "What the processes require, and from which steps.",
    "similar": "Steps that may be the same work in other words: yes or no.",
    "review": "Every process and step with its decision, and what is left.",
    "diff": "What changed in meaning: the plan, what is not saved, or since a revision.",
}

_GO = tuple(
    Action(f"go-{page}", str(number), name, "Go to", _PURPOSE[page], "app", False)
    for number, (page, name) in enumerate(PAGES, start=1)
)

_APP = (
    Action("back", "escape", "Back", "Go to", "Leave what is open, then go back a screen.", "app"),
    Action("help", "f1,question_mark", "Help", "Help", "Explain this screen and its keys.", "app"),
    Action("commands", "ctrl+p,colon", "Commands", "Help", "Find anything by name.", "app"),
    Action("view", "v", "As-is ▸ to-be", "View", "Switch between today and the plan.", "app", False),
    Action("theme", "f2", "Light, dark, contrast", "View", "Switch the colors.", "app", False),
    Action(
        "reload", "f5", "Read the files again", "Files", "Read the whole folder again.", "app", False
    ),
    Action("undo", "u,ctrl+z", "Undo", "Edit", "Take the last change back; it is named.", "app", False),
    Action("redo", "ctrl+y,U", "Redo", "Edit", "Make it again.", "app", False),
    Action("save", "ctrl+s", "Save", "Files", "Write the changed maps to their files.", "app", False),
    Action("quit", "q,ctrl+q", "Quit", "Go to", "Leave procfit.", "app"),
)

_GRID = (
    Action("row-up", "up,k", "Up", "Move", "One row up.", "grid", False),
    Action("row-down", "down,j", "Down", "Move", "One row down.", "grid", False),
    Action("column-left", "left,h", "Left", "Move", "One column to the left.", "grid", False),
    Action("column-right", "right,l", "Right", "Move", "One column to the right.", "grid", False),
    Action("page-up", "pageup", "Page up", "Move", "One screen of rows up.", "grid", False),
    Action("page-down", "pagedown", "Page down", "Move", "One screen of rows down.", "grid", False),
    Action("first-row", "home", "First row", "Move", "To the first row.", "grid", False),
    Action("last-row", "end", "Last row", "Move", "To the last row.", "grid", False),
    Action("open-row", "enter", "Open", "Open", "Open what the cursor is on.", "grid"),
)

_PORTFOLIO = (
    Action(
        "sort",
        "s",
        "Sort by column",
        "View",
        "Sort by the column the cursor is in; again turns the order around.",
        "portfolio",
    ),
    Action("about-process", "i", "Details", "View", "All that is known about the process.", "portfolio"),
)

_FIT = (
    Action("what-decides", "w", "What would decide", "Fit", "What is open, and how close it is.", "fit"),
)

_CANVAS = (
    Action("step-up", "up", "Step above", "Move", "To the nearest step above.", "canvas", False),
    Action("step-down", "down", "Step below", "Move", "To the nearest step below.", "canvas", False),
    Action("step-back", "left", "Step before", "Move", "Back along the flow.", "canvas", False),
    Action("step-on", "right", "Next step", "Move", "On along the flow.", "canvas", False),
    Action("first-step", "home", "First step", "Move", "To where cases start.", "canvas", False),
    Action("last-step", "end", "Last step", "Move", "To the last step.", "canvas", False),
    Action("pan-up", "shift+up", "Pan up", "Move", "Move the picture.", "canvas", False),
    Action("pan-down", "shift+down", "Pan down", "Move", "Move the picture.", "canvas", False),
    Action("pan-left", "shift+left", "Pan left", "Move", "Move the picture.", "canvas", False),
    Action("pan-right", "shift+right", "Pan right", "Move", "Move the picture.", "canvas", False),
    Action("zoom-in", "plus,equals_sign", "Closer", "View", "Show steps with more detail.", "canvas"),
    Action("zoom-out", "minus", "Farther", "View", "Show more of the map.", "canvas"),
)

_MAP = (
    Action("next-finding", "n", "Next finding", "Findings", "To the next finding of this map.", "map"),
    Action(
        "walk-proof",
        "w",
        "Walk the proof",
        "Findings",
        "Step along the path that proves the finding; again for the next step.",
        "map",
    ),
    Action("search", "slash", "Search", "Find", "Find a step by its name.", "map"),
    Action("inspector", "i", "Details", "View", "Show or hide the details of the step.", "map"),
    Action("previous-finding", "p", "Finding before", "Findings", "To the one before.", "map", False),
    Action("search-next", "full_stop", "Next hit", "Find", "To the next step found.", "map", False),
    Action("next-map", "right_square_bracket", "Next map", "Go to", "The map after this.", "map", False),
    Action(
        "previous-map", "left_square_bracket", "Map before", "Go to", "The map before.", "map", False
    ),
)

_EDIT = (
    Action(
        "add-after",
        "a",
        "Add step",
        "Edit",
        "Type a step behind this one; Enter goes on with the next, Esc is done.",
        "map",
    ),
    Action("add-before", "b", "Add before", "Edit", "Type a step in front of this one.", "map", False),
    Action(
        "add-branch",
        "B",
        "Add branch",
        "Edit",
        "Put a decision behind this step, or another branch behind this decision.",
        "map",
        False,
    ),
    Action("edit-line", "e", "Edit step", "Edit", "Change the step as one line of text.", "map"),
    Action("rename", "r", "Rename", "Edit", "Give the step another name.", "map", False),
    Action("to-lane", "l", "Move to lane", "Edit", "Let somebody else do it.", "map", False),
    Action("connect", "c", "Connect", "Edit", "Let the step lead to another one too.", "map", False),
    Action("disconnect", "C", "Disconnect", "Edit", "Take out a flow from this step.", "map", False),
    Action("shares", "S", "Shares", "Edit", "How many cases take which branch.", "map", False),
    Action("duplicate", "y", "Duplicate", "Edit", "Put a copy of the step behind it.", "map", False),
    Action("delete-step", "delete,backspace", "Delete", "Edit", "Take the step out.", "map", False),
)

_DECIDING = (
    Action("keep", "k", "Keep", "Decide", "It stays as it is in the plan.", "deciding"),
    Action(
        "modify", "m", "Modify", "Decide", "It stays, and is done otherwise in the plan.", "deciding"
    ),
    Action("discard", "d", "Discard", "Decide", "It goes; of a pair only the one too many.", "deciding"),
)

_ACCEPTING = (
    Action(
        "accept",
        "x",
        "Accept as it is",
        "Decide",
        "Live with the finding and say why; again takes that back.",
        "accepting",
    ),
)

_SUGGESTION = (
    Action("carry-out", "enter", "Do what it suggests", "Decide", "Carry it out in the to-be.", "map"),
)

_SIMILAR = (
    Action(
        "same-work", "y", "Yes, the same", "Answer", "Both are the same work from now on.", "similar"
    ),
    Action("different-work", "n", "No, different", "Answer", "Never asked again.", "similar"),
    Action("filter-pairs", "slash", "Filter", "Find", "Only pairs with these words.", "similar"),
    Action("open-other", "o", "Open the other", "Open", "Show the second step on its map.", "similar"),
)

_REVIEW = (
    Action(
        "sort-review", "s", "Sort", "View", "By the map, what is left first, or what it saves.", "review"
    ),
    Action("only-open", "f", "Only what is left", "View", "Hide what is decided, or show it.", "review"),
)

_DIFF = (
    Action(
        "compare-other", "c", "Compare with", "View", "Plan, unsaved changes, or a revision.", "diff"
    ),
    Action(
        "compare-revision", "r", "Git revision", "View", "Ask which; then against the map now.", "diff"
    ),
)

_FINDINGS = (
    Action("group", "g", "Group by rule / process", "View", "Change how they are grouped.", "findings"),
)

_VENDORS = (
    Action("next-blank", "b", "Next blank", "Find", "To the next cell without an answer.", "vendors"),
)

_DIALOG = (Action("close", "escape,q,enter", "Close", "Go to", "Close the window.", "dialog"),)

ACTIONS: tuple[Action, ...] = (
    *_DIALOG,
    *_PORTFOLIO,
    *_CANVAS,
    *_MAP,
    *_SUGGESTION,
    *_DECIDING,
    *_ACCEPTING,
    *_EDIT,
    *_FINDINGS,
    *_VENDORS,
    *_FIT,
    *_SIMILAR,
    *_REVIEW,
    *_DIFF,
    *_GRID,
    *_GO,
    *_APP,
)
"""Everything a person can do, nearest scope first."""

_BY_ID = {action.id: action for action in ACTIONS}

_KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "Esc",
    "enter": "Enter",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "delete": "Del",
    "tab": "Tab",
}


def action(action_id: str) -> Action:
    """Return the action with that id; KeyError if there is none."""
    return _BY_ID[action_id]


def actions_of(scopes: Iterable[str]) -> list[Action]:
    """Return the actions of these scopes, in the order of the scopes."""
    return [found for scope in scopes for found in ACTIONS if found.scope == scope]


def bindings(scope: str) -> list[Binding]:
    """Return the key bindings of a scope, each remappable by the action's id."""
    return [
        Binding(found.keys, f"act('{found.id}')", found.label, show=found.show, id=found.id)
        for found in ACTIONS
        if found.scope == scope
    ]


def key_names(found: Action, remapped: Mapping[str, str]) -> list[str]:
    """Return the keys of an action as a person reads them.

    Examples
    --------
    >>> key_names(action("help"), {}), key_names(action("help"), {"help": "ctrl+h"})
    (['F1', '?'], ['Ctrl+H'])
    """
    keys = remapped.get(found.id) or found.keys
    return [_key_name(key.strip()) for key in keys.split(",")]


def _key_name(key: str) -> str:
    *held, last = key.split("+") if key != "+" else ["+"]
    plain = last if len(last) == 1 else last.upper() if last[:1] == "f" and last[1:].isdigit() else None
    name = _KEY_NAMES.get(last) or plain or last.capitalize()
    if held and len(name) == 1:
        name = name.upper()
    return "+".join([*(part.capitalize() for part in held), name])


_WHERE = {
    "app": "everywhere",
    "grid": "tables",
    "canvas": "map",
    "dialog": "windows",
    "deciding": "map, findings, review",
    "accepting": "map, findings",
    **{page: page for page, _ in PAGES},
}


def keys_table() -> str:
    """Return the keys as a Markdown table, as ``docs/app.md`` shows it."""
    lines = ["| key | does | where | name for `[keys]` |", "|---|---|---|---|"]
    for found in sorted(ACTIONS, key=lambda found: found.scope != "app"):
        keys = " ".join(f"`{name}`" for name in key_names(found, {}))
        lines.append(f"| {keys} | {found.label}: {found.help} | {_WHERE[found.scope]} | `{found.id}` |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(keys_table() + "\n")
