"""One opened folder: load, save safely (`procfit.workspace.saving`), remember; it calculates nothing."""

from __future__ import annotations

from procfit.workspace.folder import LoadedMap, Workspace
from procfit.workspace.loading import find_root, open_workspace

__all__ = [
    "LoadedMap",
    "Workspace",
    "find_root",
    "open_workspace",
]
