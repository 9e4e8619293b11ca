"""Extra prices put into a vendor's file as ``[[price.extra]]``: every other byte stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from procfit.formats.blocks import Block, Blocks, own_end
from procfit.formats.process_write import ABSENT, key_line
from procfit.formats.statements import with_fields
from procfit.formats.vendor_toml import EXTRA
from procfit.model.vendor import ExtraPrice

__all__ = ["with_extras"]

_PATH = ("price", "extra")


def with_extras(
    text: str,
    held: Sequence[ExtraPrice],
    instead: Sequence[ExtraPrice | None],
    more: Sequence[ExtraPrice],
) -> str:
    r"""Return the text of a vendor's file with other extra prices.

    Parameters
    ----------
    text
        The text of the file.
    held
        The extra prices that it holds.
    instead
        What takes the place of each of them; None takes it out.
    more
        Those that are new.

    Examples
    --------
    >>> print(with_extras('name = "Fir"\n', [], [], [ExtraPrice("chat", (9, 9, 9), "year")]), end="")
    name = "Fir"
    <BLANKLINE>
    [[price.extra]]
    capability = "chat"
    amount = 9
    per = "year"
    """
    for index in reversed(range(len(held))):
        block, now = _block(text, index), instead[index]
        if block is None:
            continue
        if now is None:
            text = text[: block.start] + text[own_end(text, block) :].lstrip("\n")
        elif now != held[index]:
            path = (*_PATH, index)
            text = with_fields(text, path, _values(held[index]), _values(now), list(EXTRA.keys))
    for extra in more:
        text = _with_one_more(text, extra)
    return text


def _with_one_more(text: str, extra: ExtraPrice) -> str:
    """Return the text with an extra price behind the other prices, else at its end."""
    lines = [key_line(key, value) for key, value in _values(extra).items()]
    block = "\n".join(["[[price.extra]]", *lines]) + "\n"
    own = [each for each in Blocks(text).blocks if each.path[:1] == _PATH[:1]]
    at = own_end(text, own[-1]) if own else len(text)
    before, behind = text[:at].rstrip("\n"), text[at:]
    gap = "\n" if behind and not behind.startswith("\n") else ""
    return f"{before}\n\n{block}{gap}{behind}"


def _block(text: str, index: int) -> Block | None:
    return next((each for each in Blocks(text).blocks if each.path == (*_PATH, index)), None)


def _values(extra: ExtraPrice) -> dict[str, Any]:
    """Return what is written, an amount that is certain as one number."""
    given = {each.name: getattr(extra, each.name) for each in fields(extra)}
    if len(set(extra.amount)) == 1:
        given["amount"] = extra.amount[0]
    return {key: value for key, value in given.items() if value not in ABSENT}
