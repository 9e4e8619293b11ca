"""Noticing that somebody else changed the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

__all__ = ["Watch"]

_PATTERNS = ("procfit.toml", "processes/*.toml", "vendors/*", "vendors/scores/*.toml")
Stamp = tuple[int, int, int]


class Watch:
    """Remembers how the files of a workspace looked, and tells which look different.

    Parameters
    ----------
    root
        The folder of the workspace.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen = self._look()

    def seen(self) -> None:
        """Take the files as they are now as known: after reading or writing them."""
        self._seen = self._look()

    def wrote(self, name: str, text: str) -> None:
        """Take one file as known after writing it, unless somebody else was there in between."""
        path = self._root / name
        stamp = self._stamp(path)
        try:
            same = path.read_bytes() == text.encode()
        except OSError:
            same = False
        if same and stamp is not None:
            self._seen[name] = stamp

    def changed(self) -> tuple[str, ...]:
        """Return the files that were changed, made or removed since they were last known."""
        now = self._look()
        names = dict.fromkeys((*self._seen, *now))
        return tuple(name for name in names if self._seen.get(name) != now.get(name))

    def _look(self) -> dict[str, Stamp]:
        return dict(self._stamps())

    def _stamps(self) -> Iterator[tuple[str, Stamp]]:
        for pattern in _PATTERNS:
            for path in sorted(self._root.glob(pattern)):
                found = self._stamp(path)
                if found is not None and path.is_file() and not path.name.startswith("."):
                    yield path.relative_to(self._root).as_posix(), found

    def _stamp(self, path: Path) -> Stamp | None:
        try:
            found = path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
