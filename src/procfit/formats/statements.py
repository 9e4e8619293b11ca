"""Changing the statements of one TOML table in place: a changed value is a changed line, no more."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from procfit.formats.blocks import Block, Blocks, Statement
from procfit.formats.process_write import STEP_KEYS, key_line, member_text
from procfit.model.validate import Path

__all__ = ["with_fields"]

_MEMBER = re.compile(r"""(?P<value>(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"'])*?)\s*,?\s*(?P<comment>\#.*)?""")


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
        elif _block_at(text, (*path, key)) is not None:
            text = _with_inner(text, (*path, key), old.get(key), new[key])
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
    line = key_line(key, value)
    dotted = [statement for name, statement in block.keys.items() if name[0] == key]
    if dotted:
        text = _removed(text, path, key)
        return text[: dotted[0].start] + line + "\n" + text[dotted[0].start :]
    at = _place(text, block, key, order)
    lead = "" if at == 0 or text[at - 1] == "\n" else "\n"
    return text[:at] + lead + line + "\n" + text[at:]


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
    inner = _block_at(text, (*path, key))
    if inner is not None:
        end = max((statement.end for statement in inner.keys.values()), default=inner.end)
        text = text[: inner.start].rstrip("\n") + "\n" + text[end:]
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
    kept = _member_lines(old) if isinstance(value, tuple) and value else None
    if kept is None:
        return key_line(key, value).partition(" = ")[2]
    indent = next(iter(kept.values()), "  ")
    indent = indent[: len(indent) - len(indent.lstrip())]
    written = (member_text(key, part) for part in value)
    lines = [kept.get(_canonical(member)) or f"{indent}{member}," for member in written]
    return "\n".join(["[", *lines, "]"])


def _member_lines(array: str) -> dict[str, str] | None:
    """Return the lines of each member of a list, comments included; None if not one member a line."""
    first, *lines = array.split("\n")
    if first.strip() != "[" or not lines or lines.pop().strip() != "]":
        return None
    members: dict[str, str] = {}
    comments: list[str] = []
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            comments += [line] if line.strip() else []
            continue
        found = _MEMBER.fullmatch(line)
        canonical = _canonical(found["value"]) if found else ""
        if found is None or not canonical:
            return None
        whole = f"{found['value'].rstrip()},{'  ' + found['comment'] if found['comment'] else ''}"
        members[canonical] = "\n".join([*comments, whole])
        comments = []
    return None if comments else members


def _canonical(member: str) -> str:
    """Return a spelling that equal values share; empty where the text is not one value."""
    try:
        return repr(tomllib.loads(f"x = {member.strip()}")["x"])
    except ValueError:
        return ""
