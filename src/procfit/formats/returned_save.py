"""The tables and prices of a returned workbook put into its vendor's file: every other byte stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields

from procfit.formats.blocks import Blocks
from procfit.formats.process_write import value_text
from procfit.formats.vendor_save import with_table
from procfit.model.vendor import Price, Range, Table

__all__ = ["with_returned"]


def with_returned(
    text: str,
    held: Sequence[Table],
    tables: Sequence[Table],
    price: Price | None = None,
    replaced: Collection[str] = (),
    kept: Collection[str] = (),
) -> str:
    """Return the text of a vendor's file with the tables and prices of a workbook that came back.

    Parameters
    ----------
    text
        The text of the file.
    held
        The tables that it holds.
    tables
        Tables to put in: those of the same file and sheet are replaced where they stand, other tables
        of the same file go.
    price
        What the vendor costs; left out where the file has a ``[price]``.
    replaced
        Older workbooks whose tables these take the place of.
    kept
        Older workbooks whose tables stay, behind the new ones: where both have a row, the first counts.
    """
    if "\r\n" in text:
        plain = with_returned(text.replace("\r\n", "\n"), held, tables, price, replaced, kept)
        return plain.replace("\n", "\r\n")
    text = text if text.endswith("\n") else f"{text}\n"
    if price is not None and not any(each.path == ("price",) for each in Blocks(text).blocks):
        text = _with_price(text, price)
    files = {*(table.file for table in tables), *replaced}
    return _with_tables(text, held, tables, files, kept)


def _with_tables(
    text: str, held: Sequence[Table], tables: Sequence[Table], files: set[str], kept: Collection[str]
) -> str:
    """Return the text with the tables in it; of those that it holds the ones of `files` go."""
    new = {table.sheet: table for table in tables}
    behind = any(old.file in kept for old in held)
    for index, old in reversed(list(enumerate(held))):
        if old.file in files:
            table = None if behind else new.pop(old.sheet, None)
            text = with_table(text, table, index, old) if table else _without_table(text, index)
    more = [table for table in tables if table.sheet in new]
    if behind:
        return _with_first(text, more)
    for table in more:
        text = with_table(text, table)
    return text


def _with_first(text: str, tables: Sequence[Table]) -> str:
    """Return the text with tables before all that it holds."""
    at = next(block.start for block in Blocks(text).blocks if block.path[:1] == ("table",))
    bare = "\n"
    for table in tables:
        bare = with_table(f"# \n{bare}", table).removeprefix("# \n")
    return f"{text[:at]}{bare.strip()}\n\n{text[at:]}"


def _without_table(text: str, index: int) -> str:
    """Return the text without a table, its sub-tables and the comment above it."""
    group = [block for block in Blocks(text).blocks if block.path[:2] == ("table", index)]
    return text[: group[0].start] + text[group[-1].end :]


def _with_price(text: str, price: Price) -> str:
    """Return the text with a ``[price]`` at its end, unless the price says nothing."""
    shown = {each.name: getattr(price, each.name) for each in fields(price) if each.name != "extra"}
    lines = [f"{key} = {_amounts(value)}" for key, value in shown.items() if value is not None]
    return text + "\n[price]\n" + "\n".join(lines) + "\n" if lines else text


def _amounts(value: Range | float) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value_text('', part) for part in value)}]"
    return value_text("", value)
