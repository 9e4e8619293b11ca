"""Pages as PDF through typst, which runs inside Python and needs no other program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from procfit.model.errors import ProcfitError
from procfit.model.optional import optional_library
from procfit.model.text import visible

__all__ = ["FONTS", "typeset"]

FONTS = ("Arial", "Helvetica", "Liberation Sans", "DejaVu Sans", "Noto Sans")
"""The fonts that pages are set in, the first that is there; other scripts take what the system has."""


def typeset(
    template: str, content: Mapping[str, Any], files: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the PDF that a template makes of its content.

    Texts from files reach typst as data alone, so that nothing in them acts as markup or code.

    Parameters
    ----------
    template
        The source, which reads ``json("content.json")``; never one that holds a text from a file.
    content
        What it sets, as plain values.
    files
        Pictures that it shows, by name.

    Raises
    ------
    ProcfitError
        When typst is not installed, or fails.
    """
    typst = optional_library("typst")
    data = _harmless({"fonts": FONTS, **content})
    given = {"main.typ": template.encode(), "content.json": json.dumps(data).encode(), **(files or {})}
    try:
        made: bytes = typst.compile(given)
    except (RuntimeError, typst.TypstError) as error:
        said = str(error).strip().splitlines()
        raise ProcfitError(f"typst failed: {said[0] if said else 'it said nothing'}") from None
    return made


def _harmless(value: Any) -> Any:
    """Return content with every control character in its texts shown as a mark."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Mapping):
        return {key: _harmless(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_harmless(each) for each in value]
    return value
