"""Changing a TOML list that stands over several lines: each member keeps its own comments."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from procfit.formats.blocks import TOKEN

__all__ = ["changed_list", "comments_in"]

_LINE = re.compile(
    r"""(?P<indent>\s*)(?P<value>(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"'])*?)\s*(?P<rest>,?\s*(?:\#.*)?)"""
)


@dataclass(frozen=True)
class _Member:
    """One member on its own line: the comment lines above it, and what stands behind it."""

    value: Any
    above: tuple[str, ...]
    line: str
    indent: str
    rest: str

    @property
    def name(self) -> Any:
        """What the member is about: the target of a flow, the id of a need, a row, or the value itself."""
        return _name(self.value)


def changed_list(old: str, members: Sequence[str]) -> str | None:
    """Return the text of a list with other members.

    A member that stays keeps its line. A changed member keeps the comments of the one about the same thing,
    or else of the one at its place in a list of the same length. Where a line holds several members, their
    comments come first; None where there are no comments then, and so nothing to keep.
    """
    read = _read(old)
    if read is None:
        remarks = comments_in(old)
        lines = [f"    {line}" for line in (*remarks, *(f"{member}," for member in members))]
        return "\n".join(["[", *lines, "]"]) if remarks else None
    known, below, close = read
    lines = []
    indent = known[0].indent if known else "  "
    for member, was in zip(members, _paired(known, members), strict=True):
        if was is None:
            lines.append(f"{indent}{member},")
        else:
            rest = was.rest if was.rest.startswith(",") else f",{was.rest}"
            same = was.value == _parsed(member)
            lines += [
                *was.above,
                was.line if same and was.rest[:1] == "," else f"{was.indent}{member}{rest}",
            ]
    return "\n".join(["[", *lines, *below, close])


def comments_in(text: str) -> list[str]:
    r"""Return the comments in a piece of TOML, in their order.

    Examples
    --------
    >>> comments_in('x = [ # one\n "#", # two\n]')
    ['# one', '# two']
    """
    return [mark.rstrip() for mark in TOKEN.findall(text) if mark.startswith("#")]


def _read(array: str) -> tuple[list[_Member], list[str], str] | None:
    """Return the members, the comment lines below them and the last line; None if not one a line."""
    first, *lines, close = array.split("\n")
    if first.strip() != "[" or close.strip() != "]":
        return None
    members: list[_Member] = []
    above: list[str] = []
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            above += [line] if line.strip() else []
            continue
        found = _LINE.fullmatch(line)
        value = _parsed(found["value"]) if found else None
        if found is None or value is None:
            return None
        members.append(_Member(value, tuple(above), line, found["indent"], found["rest"]))
        above = []
    return members, above, close


def _parsed(member: str) -> Any:
    """Return the value that a piece of text holds, or None where it is not one value."""
    try:
        return tomllib.loads(f"x = {member.strip()}")["x"]
    except ValueError:
        return None


def _name(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return next((value[key] for key in ("to", "id", "row") if key in value), None)


def _paired(old: Sequence[_Member], new: Sequence[str]) -> list[_Member | None]:
    """Return for each new member the old one whose place it takes."""
    values = [_parsed(member) for member in new]
    pairs: dict[int, int] = {}
    for same in (_equal, _about_the_same):
        for index, value in enumerate(values):
            free = (
                at for at, member in enumerate(old) if at not in pairs.values() and same(member, value)
            )
            at = None if index in pairs else next(free, None)
            if at is not None:
                pairs[index] = at
    if len(old) == len(new):
        for index in range(len(new)):
            if index not in pairs and index not in pairs.values():
                pairs[index] = index
    return [old[pairs[index]] if index in pairs else None for index in range(len(new))]


def _equal(member: _Member, value: Any) -> bool:
    return bool(member.value == value)


def _about_the_same(member: _Member, value: Any) -> bool:
    return bool(member.name == _name(value))
