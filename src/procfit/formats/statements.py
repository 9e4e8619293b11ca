"""Changing the statements of one TOML table in place: a changed value is a changed line, no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from procfit.formats.blocks import Block, Blocks, Statement
from procfit.formats.lists import changed_list, comments_in
from procfit.formats.process_write import STEP_KEYS, key_line, linked_text, member_text
from procfit.model.validate import Path
from procfit.model.vendor import Linked

__all__ = ["with_fields"]


def with_fields(
    text: str, path: Path, old: Mapping[str, Any], new: Mapping[str, Any], order: Sequence[str]
) -> str:
    """Return the text of a table with its fields changed from `old` to `new`.

    Parameters
    ----------
    text
        The text of the table with its sub-tables, comments included.
    path
        The path of the table in that text alone: ``("step", 0)``.
    old, new
        The typed fields by key; a key that is absent is not written.
    order
        The keys in the order in which they are written.
    """
    for key in order:
        if old.get(key) == new.get(key) and (key in old) == (key in new):
            continue
        if key not in new:
            text = _removed(text, path, key)
        elif _is_table(new[key]) and _block_at(text, (*path, key)) is not None:
            text = _with_inner(text, (*path, key), old.get(key), new[key])
        elif _pieces(text, path, key):
            text = _respelled(text, path, key, new[key], order)
        else:
            text = _set(text, path, key, new[key], order)
    return text


def _set(text: str, path: Path, key: str, value: Any, order: Sequence[str]) -> str:
    block = _block_at(text, path)
    if block is None:
        raise KeyError(path)
    there = block.keys.get((key,))
    if there is not None:
        return text[: there.value] + _value(text, there, key, value) + text[there.value_end :]
    at = _place(text, block, key, order)
    lead = "" if at == 0 or text[at - 1] == "\n" else "\n"
    return text[:at] + lead + key_line(key, value) + "\n" + text[at:]


def _respelled(text: str, path: Path, key: str, value: Any, order: Sequence[str]) -> str:
    """Return the text with sub-tables or dotted keys written as one statement, their comments above it."""
    remarks = [remark for piece in _pieces(text, path, key) for remark in comments_in(piece)]
    text = _set(_removed(text, path, key), path, key, value, order)
    block = _block_at(text, path)
    start = len(text) if block is None else block.keys[key,].start
    return text[:start] + "".join(f"{remark}\n" for remark in remarks) + text[start:]


def _pieces(text: str, path: Path, key: str) -> list[str]:
    """Return the texts of the sub-tables and dotted keys that spell a field out."""
    block = _block_at(text, path)
    dotted = (
        [] if block is None else [found for name, found in block.keys.items() if _is_dotted(name, key)]
    )
    pieces = [text[found.start : found.end] for found in dotted]
    return pieces + [text[inner.start : _end_of(inner)] for inner in _inner_blocks(text, path, key)]


def _is_dotted(name: tuple[str, ...], key: str) -> bool:
    return name[0] == key and len(name) > 1


def _inner_blocks(text: str, path: Path, key: str) -> list[Block]:
    return [block for block in Blocks(text).blocks if block.path[: len(path) + 1] == (*path, key)]


def _end_of(block: Block) -> int:
    return max((statement.end for statement in block.keys.values()), default=block.end)


def _place(text: str, block: Block, key: str, order: Sequence[str]) -> int:
    """Return where a new statement goes: behind the last one that is written before it."""
    earlier = set(order[: order.index(key)])
    ends = [statement.end for name, statement in block.keys.items() if name[0] in earlier]
    if ends:
        return max(ends)
    if not block.path:
        return min((statement.start for statement in block.keys.values()), default=block.end)
    return text.find("\n", block.header) + 1 or len(text)


def _removed(text: str, path: Path, key: str) -> str:
    """Return the text without a key, whether it is a statement, dotted statements or a sub-table."""
    for inner in reversed(_inner_blocks(text, path, key)):
        text = text[: inner.start].rstrip("\n") + "\n" + text[_end_of(inner) :]
    block = _block_at(text, path)
    statements = (
        [] if block is None else [statement for name, statement in block.keys.items() if name[0] == key]
    )
    for statement in sorted(statements, key=lambda found: -found.start):
        start = text.rfind("\n", 0, statement.start) + 1
        text = text[:start] + text[statement.end :]
    return text


def _with_inner(text: str, path: Path, old: Any, new: Any) -> str:
    """Return the text with a sub-table changed key by key."""
    order = STEP_KEYS if isinstance(new, Mapping) else [field.name for field in fields(new)]
    return with_fields(text, path, _table(old), _table(new), order)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or is_dataclass(value)


def _table(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        found = {field.name: getattr(value, field.name) for field in fields(value)}
        return {key: part for key, part in found.items() if part not in (None, "")}
    return {}


def _block_at(text: str, path: Path) -> Block | None:
    return next((block for block in Blocks(text).blocks if block.path == path), None)


def _value(text: str, there: Statement, key: str, value: Any) -> str:
    """Return a new value; a list over several lines keeps the lines of the members that stay."""
    old = text[there.value : there.value_end]
    if isinstance(value, Linked):
        return _linked(old, key, value)
    is_long = isinstance(value, tuple) and value and "\n" in old
    changed = changed_list(old, [member_text(key, part) for part in value]) if is_long else None
    return changed or key_line(key, value).partition(" = ")[2]


def _linked(old: str, key: str, value: Linked) -> str:
    """Return rows with who linked them; a list over several lines keeps the lines of those that stay."""
    start = old.find("[")
    rows = old[start : old.rfind("]") + 1] if start >= 0 else ""
    if value.rows and "\n" in rows:
        changed = changed_list(rows, [member_text(key, row) for row in value.rows])
        if changed:
            return linked_text(value, changed)
    return key_line(key, value).partition(" = ")[2]
