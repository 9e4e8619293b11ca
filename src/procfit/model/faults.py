"""A fault of a model, and what every check of a model says alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from procfit.model.errors import Level

__all__ = ["SHARE_TOLERANCE", "Fault", "Path", "did_you_mean", "listing"]

Path = tuple[str | int, ...]
"""The way to a key in a file: ``("step", 3, "next")``."""

SHARE_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a model, at the key where it is written."""

    path: Path
    message: str
    hint: str = ""
    level: Level = "error"


def did_you_mean(word: str, known: Mapping[str, object] | list[str]) -> str:
    """Return a hint that names the nearest known word, or the empty string."""
    near = get_close_matches(word, list(known), n=1)
    return f'did you mean "{near[0]}"?' if near else ""


def listing(names: Iterable[str], most: int = 8) -> str:
    """Return names in a row, the last of many only counted."""
    names = list(names)
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
