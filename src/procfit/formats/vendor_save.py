"""Confirmed mappings put into a vendor's file: what its team wrote there stays, comments and all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from procfit.formats.answers_save import add_block
from procfit.formats.blocks import Block, Blocks, own_end
from procfit.formats.process_write import ABSENT, value_text
from procfit.formats.statements import with_fields
from procfit.formats.toml_file import FORMAT
from procfit.formats.vendor_toml import TABLE
from procfit.model.vendor import Table

__all__ = ["new_vendor", "with_moved_links", "with_stale", "with_table"]

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_MAPPINGS = ("answers", "codes")
_POSITIONS = (
    "header", "first", "last", "id", "group", "feature", "answer", "comment", "proof", "vendor"
)  # fmt: skip


def new_vendor(name: str) -> str:
    r"""Return the text that a new vendor's file begins with.

    Examples
    --------
    >>> new_vendor("Alder")
    '#:schema ../.procfit/schema/vendor.json\nformat = 1\nname = "Alder"\n'
    """
    return f"#:schema ../.procfit/schema/vendor.json\nformat = {FORMAT}\nname = {value_text('', name)}\n"


def with_table(text: str, table: Table, index: int | None = None, old: Table | None = None) -> str:
    """Return the text of a vendor's file with one more mapping, or with one changed in place.

    Parameters
    ----------
    text
        The text of the file.
    table
        The mapping.
    index
        Which of the file's tables it replaces; None adds one.
    old
        That table as it was read.
    """
    if "\r\n" in text:
        return with_table(text.replace("\r\n", "\n"), table, index, old).replace("\n", "\r\n")
    if index is None or old is None:
        return _added(text, table)
    group = [block for block in Blocks(text).blocks if block.path[:2] == ("table", index)]
    start, end = group[0].start, own_end(text, group[-1])
    return text[:start] + _changed(text[start:end], old, table) + text[end:]


def with_stale(text: str, remarks: Mapping[str, str]) -> str:
    """Return the text with a remark at agreed answers whose evidence is no longer about the answer.

    Parameters
    ----------
    text
        The text of the file.
    remarks
        What happened, by capability.
    """
    for capability, remark in remarks.items():
        line = f"stale = {value_text('', remark)}"
        for block in Blocks(text).blocks:
            statement = block.keys.get((capability,)) if block.path == ("agreed",) else None
            if statement is not None:
                inside = text[statement.value : statement.value_end - 1].rstrip()
                gap = " " if inside.endswith(("{", ",")) else ", "
                text = f"{text[: statement.value]}{inside}{gap}{line} }}{text[statement.value_end :]}"
                break
            if block.path == ("agreed", capability):
                end = own_end(text, block)
                text = f"{text[:end]}{line}\n{text[end:]}"
                break
    return text


def with_moved_links(text: str, moved: Mapping[str, str]) -> str:
    """Return the text with links renamed that name a row by its place, where it stands elsewhere now."""
    for block in reversed(Blocks(text).blocks):
        if block.path[:1] == ("links",) and moved:
            renamed = _QUOTED.sub(lambda found: _renamed(found, moved), text[block.header : block.end])
            text = text[: block.header] + renamed + text[block.end :]
    return text


def _renamed(found: re.Match[str], moved: Mapping[str, str]) -> str:
    new = moved.get(found[1])
    return found[0] if new is None else value_text("", new)


def _added(text: str, table: Table) -> str:
    """Return the text with a new table; its inline tables are written behind its plain keys."""
    plain = {key: value for key, value in _values(table).items() if key not in _MAPPINGS}
    count = sum(block.path[:1] == ("table",) and len(block.path) == 2 for block in Blocks(text).blocks)
    text = add_block(text, "table", plain)
    block = next(block for block in Blocks(text).blocks if block.path == ("table", count))
    end = own_end(text, block)
    return text[: block.start] + _with_mappings(text[block.start : end], table) + text[end:]


def _changed(text: str, old: Table, new: Table) -> str:
    before, after = _values(old), _values(new)
    order = list(TABLE.keys)
    for key in _MAPPINGS:
        if before.get(key) != after.get(key):
            text = with_fields(text, ("table", 0), {key: {}}, {}, order)
    plain = [key for key in order if key not in _MAPPINGS]
    text = with_fields(text, ("table", 0), before, after, plain)
    return _with_mappings(text, new)


def _with_mappings(text: str, table: Table) -> str:
    """Return the text of one table with the inline tables that it lacks."""
    for key in _MAPPINGS:
        value: Mapping[str, str] = getattr(table, key)
        block = _own_block(text)
        written = any(name[0] == key for name in block.keys) or any(
            other.path[2:] == (key,) for other in Blocks(text).blocks
        )
        if value and not written:
            at = _behind(block, key)
            text = f"{text[:at]}{key} = {_inline(value)}\n{text[at:]}"
    return text


def _behind(block: Block, key: str) -> int:
    """Return where a key goes: behind the last statement that is written before it."""
    order = list(TABLE.keys)
    earlier = set(order[: order.index(key)])
    return max(statement.end for name, statement in block.keys.items() if name[0] in earlier)


def _own_block(text: str) -> Block:
    return next(block for block in Blocks(text).blocks if block.path == ("table", 0))


def _inline(values: Mapping[str, str]) -> str:
    inside = ", ".join(f"{_key(key)} = {value_text('', value)}" for key, value in values.items())
    return f"{{ {inside} }}"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else value_text("", key)


def _values(table: Table) -> dict[str, Any]:
    """Return the keys to write, row numbers as numbers."""
    given = {field.name: getattr(table, field.name) for field in fields(table)}
    given["fill"] = given["fill"] or None
    for key in _POSITIONS:
        if given[key].isdecimal():
            given[key] = int(given[key])
    return {key: given[key] for key in TABLE.keys if given[key] not in ABSENT}
