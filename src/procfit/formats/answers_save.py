"""A table put into a TOML file that its team writes: every other byte of the file stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procfit.formats.blocks import Block, Blocks, own_end
from procfit.formats.process_write import ABSENT, key_line
from procfit.formats.toml_file import FORMAT

__all__ = ["NEW_ANSWERS", "add_block"]

NEW_ANSWERS = f"#:schema ../.procfit/schema/answers.json\nformat = {FORMAT}\n"
"""What a new ``processes/answers.toml`` begins with."""


def add_block(text: str, table: str, values: Mapping[str, Any]) -> str:
    r"""Return the text of a TOML file with one more table of an array.

    It goes behind the last table of its array, else to the end of the file. Comments and all other
    tables stay as they are, and so do the line ends.

    Parameters
    ----------
    text
        The text of the file; an empty one begins a new file of answers.
    table
        The name of the array: ``same``.
    values
        The keys of the table, in order; those that are empty are not written.

    Examples
    --------
    >>> print(add_block("format = 1\n", "same", {"a": "Take call", "b": "Answer phone", "by": ""}))
    format = 1
    <BLANKLINE>
    [[same]]
    a = "Take call"
    b = "Answer phone"
    <BLANKLINE>
    """
    if "\r\n" in text:
        return add_block(text.replace("\r\n", "\n"), table, values).replace("\n", "\r\n")
    text = text if text.strip() else NEW_ANSWERS
    lines = [key_line(key, value) for key, value in values.items() if value not in ABSENT]
    block = "\n".join([f"[[{table}]]", *lines]) + "\n"
    place = _place(text, table)
    before, behind = text[:place], text[place:]
    return before + _gap(before) + block + ("\n" if behind and behind[0] != "\n" else "") + behind


def _place(text: str, table: str) -> int:
    """Return where a new table goes: behind the last of its array with its sub-tables, else at the end."""
    last: Block | None = None
    for block in Blocks(text).blocks:
        if block.path[:1] == (table,):
            last = block
    return len(text) if last is None else own_end(text, last)


def _gap(before: str) -> str:
    """Return the line ends that leave one empty line behind a text."""
    return "\n" * max(0, 2 - (len(before) - len(before.rstrip("\n"))))
