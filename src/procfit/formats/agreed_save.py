"""What a committee agreed on put into a vendor's file: every other byte of it stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from procfit.formats.blocks import Blocks, own_end
from procfit.formats.process_write import ABSENT, value_text
from procfit.model.vendor import Settled

__all__ = ["with_agreed"]

AGREED = "agreed"


def with_agreed(text: str, agreed: Mapping[str, Settled]) -> str:
    r"""Return the text of a vendor's file with what was agreed, each in place of what was before.

    Examples
    --------
    >>> print(with_agreed('name = "Fir"\n', {"mail": Settled("none", by="Bo")}), end="")
    name = "Fir"
    <BLANKLINE>
    [agreed]
    mail = { code = "none", by = "Bo" }
    """
    if "\r\n" in text:
        return with_agreed(text.replace("\r\n", "\n"), agreed).replace("\n", "\r\n")
    for capability, settled in agreed.items():
        text = _with_one(text, capability, _value(settled))
    return text


def _with_one(text: str, capability: str, value: str) -> str:
    blocks = Blocks(text).blocks
    table = next((each for each in blocks if each.path == (AGREED,)), None)
    own = next((each for each in blocks if each.path == (AGREED, capability)), None)
    if own is not None:
        text = text[: own.start] + text[own_end(text, own) :]
        return _with_one(text, capability, value)
    if table is None:
        return f"{text.rstrip()}\n\n[{AGREED}]\n{capability} = {value}\n"
    there = table.keys.get((capability,))
    if there is not None:
        return text[: there.value] + value + text[there.value_end :]
    end = own_end(text, table)
    lead = "" if text[:end].endswith("\n") else "\n"
    return f"{text[:end]}{lead}{capability} = {value}\n{text[end:]}"


def _value(settled: Settled) -> str:
    shown = {field.name: getattr(settled, field.name) for field in fields(settled)}
    inside = [f"{key} = {value_text(key, value)}" for key, value in shown.items() if value not in ABSENT]
    return f"{{ {', '.join(inside)} }}"
