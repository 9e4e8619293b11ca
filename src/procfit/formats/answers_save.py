"""A table put into a TOML file that its team writes, or taken out: every other byte of the file stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from procfit.formats.blocks import Block, Blocks, own_end
from procfit.formats.process_write import ABSENT, key_line
from procfit.formats.toml_file import FORMAT

__all__ = ["NEW_ANSWERS", "add_block", "remove_block"]

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


def remove_block(text: str, table: str, index: int) -> str:
    r"""Return the text of a TOML file without one table of an array; every comment line stays.

    Parameters
    ----------
    text
        The text of the file.
    table
        The name of the array: ``accepted``.
    index
        Which of its tables, from 0.

    Raises
    ------
    KeyError
        When there is no such table.

    Examples
    --------
    >>> remove_block('format = 1\n\n# settled\n[[same]]\na = "Call"\nb = "Phone"\n', "same", 0)
    'format = 1\n\n# settled\n'
    """
    if "\r\n" in text:
        return remove_block(text.replace("\r\n", "\n"), table, index).replace("\n", "\r\n")
    group = [block for block in Blocks(text).blocks if block.path[:2] == (table, index)]
    if not group:
        raise KeyError(f"{table} {index}")
    end = own_end(text, group[-1])
    comments = "".join(_comments(text, group, end))
    before, behind = text[: group[0].start], text[end:].lstrip("\n")
    before = before.rstrip("\n") + "\n\n" if before.strip() else before
    if not comments:
        return before + behind if behind else before.rstrip("\n") + "\n"
    return before + comments + (f"\n{behind}" if behind else "")


def _comments(text: str, group: Sequence[Block], end: int) -> Iterator[str]:
    """Yield what stands between the header and the statements of a table: its comment lines."""
    at = group[0].start
    for block in group:
        starts = [(block.header, text.find("\n", block.header) + 1 or end)]
        starts += [(statement.start, statement.end) for statement in block.keys.values()]
        for start, behind in sorted(starts):
            yield text[at : text.rfind("\n", 0, start) + 1]
            at = behind
    yield text[at:end]


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
