"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from procfit.model.errors import OutputError

__all__ = ["write_whole"]


def write_whole(path: str | Path, content: bytes) -> None:
    """Write a file by way of a temporary one beside it, so that no half file is ever seen.

    Raises
    ------
    OutputError
        When the folder is missing or cannot be written, or `path` is a folder.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{target} is a folder", "name a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"there is no folder {target.parent}", "make it first")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(target))
        Path(temporary).replace(target)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{target} cannot be written: {error.strerror or error}") from None


def _mode(target: Path) -> int:
    """Return the rights of the file that is replaced, or those of any new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
