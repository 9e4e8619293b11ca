"""Which files a workspace was read from, by content, so that a result can be checked later."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from procfit.formats.toml_file import read_bytes
from procfit.workspace.folder import Workspace

__all__ = ["FileContent", "files_of"]

FOLDERS = ("processes", "vendors", "vendors/scores")
SETTINGS = "procfit.toml"


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file below the workspace, and the SHA-256 of its content; None where it cannot be read."""

    file: str
    sha256: str | None


def files_of(workspace: Workspace) -> tuple[FileContent, ...]:
    """Return every file that maps, vendors, scores and answers come from, in the order of their names."""
    root = workspace.root
    found = {SETTINGS} if (root / SETTINGS).exists() else set()
    for folder in FOLDERS:
        found |= {f"{folder}/{path.name}" for path in (root / folder).glob("*.toml")}
    for vendor in workspace.vendors.values():
        found |= {f"vendors/{table.file}" for table in vendor.tables}
    return tuple(FileContent(file, _content(root, file)) for file in sorted(found))


def _content(root: Path, file: str) -> str | None:
    path = root / file
    if not path.resolve().is_relative_to(root.resolve()):
        return None
    content, problem = read_bytes(path, file)
    return None if problem else sha256(content).hexdigest()
