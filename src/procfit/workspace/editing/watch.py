"""Noticing that somebody else changed the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

__all__ = ["Watch"]

_PATTERNS = ("procfit.toml", "processes/*.toml", "vendors/*", "vendors/scores/*.toml")
Stamp = tuple[int, int]


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

    def changed(self) -> tuple[str, ...]:
        """Return the files that were changed, made or removed since they were last known."""
        now = self._look()
        names = dict.fromkeys((*self._seen, *now))
        return tuple(name for name in names if self._seen.get(name) != now.get(name))

    def _look(self) -> Mapping[str, Stamp]:
        return dict(self._stamps())

    def _stamps(self) -> Iterator[tuple[str, Stamp]]:
        for pattern in _PATTERNS:
            for path in sorted(self._root.glob(pattern)):
                try:
                    found = path.stat()
                except OSError:
                    continue
                if path.is_file() and not path.name.startswith("."):
                    yield path.relative_to(self._root).as_posix(), (found.st_mtime_ns, found.st_size)
