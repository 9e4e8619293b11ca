"""Which addresses a picture may lead to."""

from __future__ import annotations

import re

__all__ = ["is_safe"]

_PAGE = re.compile(r"[\w{}][\w{}./-]*\.html?(?:#[^\s<>\"']*)?")


def is_safe(address: str) -> bool:
    """Tell whether an address is of the web, of a page beside the picture, or of a place in it.

    Examples
    --------
    >>> is_safe("https://x.org/a"), is_safe("report.html#lead.log"), is_safe("#log")
    (True, True, True)
    >>> is_safe("javascript:alert(1)"), is_safe("//x.org/a.html"), is_safe("data:text/html,x")
    (False, False, False)
    """
    if any(ord(letter) <= 0x20 for letter in address):
        return False
    if address.startswith(("http://", "https://", "#")):
        return True
    return _PAGE.fullmatch(address) is not None
