"""Files to type the name of, with completion, and reading them away from the screen."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

__all__ = ["files_below", "path_said"]

MOST_LOOKED_AT = 5_000
MOST_FILES = 200
_SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages"})


def files_below(root: Path, endings: Collection[str]) -> list[tuple[str, str]]:
    """Return the files of some kinds in a folder and below, as names to complete, the nearest first.

    Hidden folders are left out, and no more is looked at than takes a moment.
    """
    found: list[str] = []
    looked = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in _SKIPPED)
        looked += len(names) + 1
        here = Path(folder).relative_to(root)
        found += [(here / name).as_posix() for name in sorted(names) if _is(name, endings)]
        if looked > MOST_LOOKED_AT or len(found) >= MOST_FILES:
            break
    return [("", name) for name in sorted(found, key=lambda name: (name.count("/"), name))]


def _is(name: str, endings: Collection[str]) -> bool:
    return Path(name).suffix.lower() in endings and not name.startswith((".", "~$"))


def path_said(root: Path, said: str) -> Path:
    """Return the file that somebody means: from the workspace, or from anywhere with a whole path."""
    return root / Path(said.strip("\"'")).expanduser()
