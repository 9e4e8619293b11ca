"""Sets of keys to choose from, beside single keys that a team or a person changes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from procfit.tui.actions import ACTIONS, PAGES, Action, action, key_names

__all__ = ["PRESETS", "keys_of", "preset_table"]

VIM: Mapping[str, str] = {
    "step-back": "left,h",
    "step-down": "down,j",
    "step-up": "up,k",
    "step-on": "right,l",
    "first-step": "home,g",
    "last-step": "end,G",
    "add-after": "a,o",
    "add-before": "b,O",
    "delete-step": "delete,backspace,x",
    "redo": "ctrl+y,U,ctrl+r",
}

PRESETS: Mapping[str, Mapping[str, str]] = {"standard": {}, "vim": VIM}
"""The sets by name; an action that a set does not name keeps its keys, unless the set gave them away."""

_PLACES = (("canvas", "map", "app"), *(("grid", page, "app") for page, _ in PAGES), ("dialog",))
"""The scopes whose keys reach a person at the same time."""


def keys_of(preset: str) -> dict[str, str]:
    """Return the keys that a set changes, by action.

    An action whose last key went to another one gets its capital letter, or the key with Alt.

    Examples
    --------
    >>> keys_of("vim")["step-on"], keys_of("vim")["to-lane"], keys_of("standard")
    ('right,l', 'alt+l', {})
    """
    chosen = dict(PRESETS[preset])
    given = dict(chosen)
    for place in _PLACES:
        near = [found for found in ACTIONS if found.scope in place]
        taken = {key for found in near if found.id in chosen for key in chosen[found.id].split(",")}
        for found in near:
            if found.id not in chosen and taken & set(_keys(found)):
                given[found.id] = ",".join(_left(found, taken, near, given))
    return given


def _keys(found: Action) -> list[str]:
    return found.keys.split(",")


def _left(found: Action, taken: set[str], near: list[Action], given: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys an action keeps, else one that nobody near it has."""
    kept = [key for key in _keys(found) if key not in taken]
    if kept:
        yield from kept
        return
    used = {key for other in near for key in given.get(other.id, other.keys).split(",")}
    lost = _keys(found)[0]
    upper = lost.upper() if len(lost) == 1 else lost
    yield upper if upper not in used else f"alt+{lost}"


def preset_table(preset: str) -> str:
    """Return what a set changes as a Markdown table, as ``docs/app.md`` shows it."""
    lines = ["| key | does | usually |", "|---|---|---|"]
    given = keys_of(preset)
    for name in given:
        found = action(name)
        now, usual = (" ".join(f"`{key}`" for key in key_names(found, keys)) for keys in (given, {}))
        lines.append(f"| {now} | {found.label} | {usual} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(preset_table("vim") + "\n")
