"""What one person likes: colors, keys, motion, columns; kept on their computer, never in a workspace."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

__all__ = ["Personal", "personal_path", "read_personal", "write_personal"]

Theme = Literal["dark", "light", "contrast"]
Motion = Literal["full", "reduced"]

FOLDER_VARIABLE = "PROCFIT_CONFIG"
"""The variable that names another folder for the file."""

HEAD = "# How the terminal app looks and feels for you; the app writes this file. F10 changes it.\n"


@dataclass(frozen=True, slots=True)
class Personal:
    """The settings of one person.

    Attributes
    ----------
    theme
        The colors.
    preset
        The set of keys that `keys` change.
    keys
        Keys by action; they come before those of the team.
    motion
        Whether things may move and blink.
    hidden_columns
        The columns that the portfolio leaves out.
    tour_seen
        Whether the tour was offered.
    """

    theme: Theme = "dark"
    preset: str = "standard"
    keys: Mapping[str, str] = field(default_factory=dict)
    motion: Motion = "full"
    hidden_columns: tuple[str, ...] = ()
    tour_seen: bool = False


def personal_path() -> Path:
    """Return where the settings of a person are kept, such as ``~/.config/procfit/app.toml``."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        from platformdirs import user_config_dir

        folder = user_config_dir("procfit", appauthor=False)
    return Path(folder) / "app.toml"


def read_personal(path: Path) -> tuple[Personal, str]:
    """Return somebody's settings, and in one line what is wrong with the file.

    With a file that is broken, everything is as usual; the tour is not offered again.
    """
    if not path.exists():
        return Personal(), ""
    from procfit.formats.toml_file import read_toml

    file = read_toml(path)
    found = None if file.reading.problems else _kind().read(file.data, file.reading, ())
    if found is None or file.reading.problems:
        told = file.reading.problems[0] if file.reading.problems else "cannot be read"
        return Personal(tour_seen=True), f"{told}; the usual settings are used"
    return found, ""


def write_personal(path: Path, personal: Personal) -> None:
    """Write somebody's settings; a file that was broken is kept beside it, as ``app.toml.old``.

    Raises
    ------
    OutputError
        When it cannot be written.
    """
    from procfit.files import write_atomically

    if path.exists() and read_personal(path)[1]:
        write_atomically(path.with_name(f"{path.name}.old"), path.read_bytes())
    write_atomically(path, _text(personal))


def _kind() -> Any:
    from procfit.formats.spec import Boolean, Choice, Id, Key, ListOf, MapOf, TableOf, Text
    from procfit.tui.presets import PRESETS

    return TableOf(
        {
            "theme": Key(Choice(("dark", "light", "contrast")), "the colors"),
            "preset": Key(Choice(tuple(PRESETS)), "the set of keys"),
            "keys": Key(MapOf(Text(100)), "other keys, by action"),
            "motion": Key(Choice(("full", "reduced")), "whether things move"),
            "hidden_columns": Key(ListOf(Id()), "columns to leave out"),
            "tour_seen": Key(Boolean(), "whether the tour was offered"),
        },
        Personal,
        "settings",
    )


def _text(personal: Personal) -> str:
    hidden = ", ".join(_quoted(name) for name in personal.hidden_columns)
    lines = [
        f"theme = {_quoted(personal.theme)}",
        f"preset = {_quoted(personal.preset)}",
        f"motion = {_quoted(personal.motion)}",
        f"hidden_columns = [{hidden}]",
        f"tour_seen = {'true' if personal.tour_seen else 'false'}",
    ]
    if personal.keys:
        lines += ["", "[keys]"]
        lines += [f"{_quoted(name)} = {_quoted(keys)}" for name, keys in personal.keys.items()]
    return HEAD + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a text as TOML writes it; its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)
