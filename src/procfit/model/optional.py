"""Libraries that only some outputs need: imported when used, or told how to get."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from procfit.model.errors import ProcfitError

__all__ = ["optional_library"]

_EXTRAS = {"pptx": ("python-pptx", "pptx"), "typst": ("typst", "pdf")}
"""By module: the name of its package, and the ending of the files that it writes, as the extra is called."""


def optional_library(module: str) -> Any:
    """Return a library that comes with an extra of procfit.

    Raises
    ------
    ProcfitError
        When it is not installed; the hint says what to run.
    """
    name, ending = _EXTRAS[module]
    try:
        return import_module(module)
    except ModuleNotFoundError:
        raise ProcfitError(
            f"no .{ending} without {name}, which is not installed",
            f'run `pip install "procfit[{ending}]"`',
        ) from None
