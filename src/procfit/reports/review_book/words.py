"""The words that people write into the review workbook."""

from __future__ import annotations

from procfit.formats.spec import RefusedError
from procfit.formats.step_list.values import NOT_ASSESSED, raw_value
from procfit.model.text import item_key
from procfit.reports.review_book.columns import DISPOSITIONS

__all__ = ["disposition_of", "is_yes"]

_NOTHING = NOT_ASSESSED | {"", "not reviewed"}


def disposition_of(text: str) -> str | None:
    """Return a disposition as it was written, empty where there is none; None = no such word.

    Examples
    --------
    >>> disposition_of("Discard"), disposition_of("streichen"), disposition_of(" "), disposition_of("?!")
    ('discard', 'discard', '', None)
    """
    if item_key(text) in _NOTHING:
        return ""
    word = str(raw_value("disposition", text, ""))
    return word if word in DISPOSITIONS else None


def is_yes(text: str) -> bool | None:
    """Return whether a cell says yes; an empty one says no; None = neither.

    Examples
    --------
    >>> is_yes("yes"), is_yes("nein"), is_yes(""), is_yes("perhaps")
    (True, False, False, None)
    """
    if item_key(text) in _NOTHING:
        return False
    try:
        return bool(raw_value("expected", text, ""))
    except RefusedError:
        return None
