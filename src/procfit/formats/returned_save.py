"""The tables and prices of a returned workbook put into its vendor's file: every other byte stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from procfit.formats.answers_save import add_block, block_text
from procfit.formats.blocks import Block, Blocks, own_end
from procfit.formats.process_write import ABSENT, key_line, value_text
from procfit.formats.toml_file import FORMAT
from procfit.model.vendor import Price, Range, Table

__all__ = ["new_vendor_text", "with_returned"]

_SCHEMA = "#:schema ../.procfit/schema/vendor.json\n"
_POSITIONS = frozenset(
    {"header", "first", "last", "id", "group", "feature", "answer", "comment", "proof", "vendor"}
)


def new_vendor_text(name: str) -> str:
    """Return the text of a new vendor's file."""
    return f"{_SCHEMA}format = {FORMAT}\n{key_line('name', name)}\n"


def with_returned(text: str, tables: Sequence[Table], price: Price | None = None) -> str:
    """Return the text of a vendor's file with the tables and prices of a workbook that came back.

    Parameters
    ----------
    text
        The text of the file.
    tables
        Tables to put in: those of the same file and sheet are replaced where they stand, other tables
        of the same file go.
    price
        What the vendor costs; left out where the file has a ``[price]``.
    """
    if "\r\n" in text:
        return with_returned(text.replace("\r\n", "\n"), tables, price).replace("\n", "\r\n")
    text = text if text.endswith("\n") else f"{text}\n"
    if price is not None and not any(each.path == ("price",) for each in Blocks(text).blocks):
        text = _with_price(text, price)
    return _with_tables(text, tables)


def _with_tables(text: str, tables: Sequence[Table]) -> str:
    """Return the text with the tables in it."""
    files = {table.file for table in tables}
    new = {(table.file, table.sheet): table for table in tables}
    blocks = Blocks(text).blocks
    for block in reversed([each for each in blocks if _is_table(each)]):
        place = _value(text, block, "file"), _value(text, block, "sheet")
        if place[0] in files:
            text = _replaced(text, blocks, block, new.pop(place, None))
    for table in tables:
        if (table.file, table.sheet) in new:
            text = add_block(text, "table", _values(table))
    return text


def _with_price(text: str, price: Price) -> str:
    """Return the text with a ``[price]`` at its end, unless the price says nothing."""
    shown = {each.name: getattr(price, each.name) for each in fields(price)}
    lines = [f"{key} = {_amounts(value)}" for key, value in shown.items() if value is not None]
    return text + "\n[price]\n" + "\n".join(lines) + "\n" if lines else text


def _is_table(block: Block) -> bool:
    return len(block.path) == 2 and block.path[0] == "table"


def _value(text: str, block: Block, key: str) -> str:
    """Return a text of a block as TOML reads it; empty where the key is not there."""
    import tomllib

    statement = block.keys.get((key,))
    if statement is None:
        return ""
    return str(tomllib.loads(f"value = {text[statement.value : statement.value_end]}")["value"])


def _replaced(text: str, blocks: Sequence[Block], block: Block, table: Table | None) -> str:
    """Return the text with a table and its sub-tables replaced, or without them."""
    whole = [each for each in blocks if each.path[:2] == block.path]
    if table is None:
        return text[: block.start] + text[whole[-1].end :]
    return text[: block.header] + block_text("table", _values(table)) + text[own_end(text, whole[-1]) :]


def _values(table: Table) -> dict[str, Any]:
    shown = {each.name: getattr(table, each.name) for each in fields(table)}
    return {
        key: int(value) if key in _POSITIONS and str(value).isdecimal() else value
        for key, value in shown.items()
        if value not in ABSENT
    }


def _amounts(value: Range | float) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value_text('', part) for part in value)}]"
    return value_text("", value)
