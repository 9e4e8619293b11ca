"""The tables and prices of a returned workbook put into its vendor's file: every other byte stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from procfit.formats.blocks import Blocks
from procfit.formats.process_write import value_text
from procfit.formats.vendor_save import with_table
from procfit.model.vendor import Price, Range, Table

__all__ = ["with_returned"]


def with_returned(
    text: str, held: Sequence[Table], tables: Sequence[Table], price: Price | None = None
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
    """
    if "\r\n" in text:
        return with_returned(text.replace("\r\n", "\n"), held, tables, price).replace("\n", "\r\n")
    text = text if text.endswith("\n") else f"{text}\n"
    if price is not None and not any(each.path == ("price",) for each in Blocks(text).blocks):
        text = _with_price(text, price)
    return _with_tables(text, held, tables)


def _with_tables(text: str, held: Sequence[Table], tables: Sequence[Table]) -> str:
    """Return the text with the tables in it; `held` are those that it holds."""
    new = {(table.file, table.sheet): table for table in tables}
    files = {table.file for table in tables}
    for index, old in reversed(list(enumerate(held))):
        if old.file in files:
            table = new.pop((old.file, old.sheet), None)
            text = with_table(text, table, index, old) if table else _without_table(text, index)
    for table in tables:
        if (table.file, table.sheet) in new:
            text = with_table(text, table)
    return text


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
