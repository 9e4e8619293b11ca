"""Writing files so that nothing is ever lost: the old file whole, or the new file whole."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from pathlib import Path

from procfit.model.errors import OutputError, Place

__all__ = ["sweep_stale", "write_atomically"]

_MARK = ".procfit-"
STALE_SECONDS = 60

_HINTS = {
    errno.EACCES: "check that you may write there",
    errno.EPERM: "check that you may write there",
    errno.EROFS: "the disk is read-only; choose another place",
    errno.ENOSPC: "free some space on the disk",
    errno.EISDIR: "name a file, not a folder",
    errno.ENOTDIR: "a part of the path is a file",
}


def write_atomically(path: Path, content: str | bytes, within: Path | None = None) -> None:
    """Write a file by way of a temporary file beside it, so that a crash leaves the old one intact.

    Parameters
    ----------
    path
        The file; missing folders are made. A device or pipe is written to and never replaced.
    content
        What to write; text is written as UTF-8.
    within
        A folder that the file must not lead out of, through a symbolic link or otherwise.

    Raises
    ------
    OutputError
        When the file cannot be written or lies outside `within`; the old file is then untouched.
    """
    target = path.resolve()
    if within is not None and not target.is_relative_to(within.resolve()):
        raise OutputError("leads out of the workspace", "replace the link by a file", Place(str(path)))
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        data = content.encode() if isinstance(content, str) else content
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data)
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "check the path")
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot be written: {reason}", hint, Place(str(path))) from None


def sweep_stale(folder: Path) -> None:
    """Remove temporary files that a crash left in a folder; fresh ones may belong to a save going on."""
    for path in folder.glob(f".*{_MARK}*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > STALE_SECONDS:
                path.unlink()


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}{_MARK}", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """Return the rights of the file that is replaced, or those that a new file would get."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
