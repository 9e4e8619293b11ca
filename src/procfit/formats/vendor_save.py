"""A vendor's file with more tables and links in it: every other byte of it stays as its team wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from procfit.formats.answers_save import add_block, block_text
from procfit.formats.blocks import Block, Blocks, own_end
from procfit.formats.process_write import ABSENT, WIDEST, key_line, value_text
from procfit.formats.toml_file import FORMAT
from procfit.model.vendor import Link, Price, Range, Table

__all__ = ["new_vendor_text", "updated_vendor_text"]

_SCHEMA = "#:schema ../.procfit/schema/vendor.json\n"
_POSITIONS = frozenset(
    {"header", "first", "last", "id", "group", "feature", "answer", "comment", "proof", "vendor"}
)


def new_vendor_text(name: str) -> str:
    """Return the text of a new vendor's file."""
    return f"{_SCHEMA}format = {FORMAT}\n{key_line('name', name)}\n"


def updated_vendor_text(
    text: str, tables: Sequence[Table], links: Mapping[str, Sequence[Link]], price: Price | None = None
) -> str:
    """Return the text of a vendor's file with confirmed tables and links.

    Parameters
    ----------
    text
        The text of the file.
    tables
        Tables to put in: those of the same file and sheet are replaced where they stand, other tables
        of the same file go.
    links
        Rows by capability; they replace the rows that a capability has, other capabilities stay.
    price
        What the vendor costs; left out where the file has a ``[price]``.
    """
    if "\r\n" in text:
        unix = text.replace("\r\n", "\n")
        return updated_vendor_text(unix, tables, links, price).replace("\n", "\r\n")
    text = text if text.endswith("\n") else f"{text}\n"
    if price is not None and not any(each.path == ("price",) for each in Blocks(text).blocks):
        text = _with_price(text, price)
    return _with_links(_with_tables(text, tables), links)


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


def _with_links(text: str, links: Mapping[str, Sequence[Link]]) -> str:
    """Return the text with links, each in place of the one that its capability has."""
    if not links:
        return text
    block = next((each for each in Blocks(text).blocks if each.path == ("links",)), None)
    if block is None:
        return _with_new_links(text, links)
    new = dict(links)
    for key, statement in reversed(block.keys.items()):
        if key[0] in new:
            rows = _rows(key[0], new.pop(key[0]))
            text = text[: statement.value] + rows + text[statement.value_end :]
    block = next(each for each in Blocks(text).blocks if each.path == ("links",))
    end = own_end(text, block)
    lines = "".join(f"{_link_line(name, rows)}\n" for name, rows in new.items())
    return text[:end] + lines + text[end:]


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


def _with_new_links(text: str, links: Mapping[str, Sequence[Link]]) -> str:
    lines = "".join(f"{_link_line(name, rows)}\n" for name, rows in links.items())
    return f"{text.rstrip()}\n\n[links]\n{lines}"


def _link_line(name: str, links: Sequence[Link]) -> str:
    return f"{name} = {_rows(name, links)}"


def _rows(name: str, links: Sequence[Link]) -> str:
    """Return the rows of a link, a line each where one line is too long for them."""
    rows = [_link(link) for link in links]
    line = f"[{', '.join(rows)}]"
    if len(rows) < 2 or len(name) + len(line) <= WIDEST:
        return line
    return "\n".join(["[", *(f"    {row}," for row in rows), "]"])


def _link(link: Link) -> str:
    text = f", text = {value_text('text', link.text)}" if link.text else ""
    return f"{{ row = {value_text('row', link.row)}{text} }}"


def _amounts(value: Range | float) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value_text('', part) for part in value)}]"
    return value_text("", value)
