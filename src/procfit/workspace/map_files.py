"""One map from a file or its bytes, or one line that says why not."""

from __future__ import annotations

from pathlib import Path

from procfit.formats.process_toml import read_process_text
from procfit.formats.toml_file import read_bytes
from procfit.model.errors import InputError, Place
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar

__all__ = ["decoded", "map_of", "text_of"]


def text_of(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    InputError
        When it cannot be read or is not UTF-8.
    """
    raw, problem = read_bytes(path, str(path))
    if problem:
        raise InputError(problem.message, problem.hint, problem.where)
    return decoded(raw, str(path))


def decoded(raw: bytes, shown: str) -> str:
    """Return bytes as text; InputError when they are not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("not UTF-8 text", "save the file as UTF-8", Place(shown)) from None


def map_of(text: str, map_id: str, shown: str, calendar: Calendar | None = None) -> ProcessMap:
    """Return the map in a text.

    Raises
    ------
    InputError
        When the map cannot be judged: its first problem, and how many there are.
    """
    process, problems = read_process_text(text, map_id, shown, calendar)
    if process is None:
        errors = [problem for problem in problems if problem.level == "error"]
        left = len(errors) - 1
        more = f" (and {left} more problem{'s' if left > 1 else ''})" if left else ""
        raise InputError(errors[0].message + more, errors[0].hint, errors[0].where)
    return process
