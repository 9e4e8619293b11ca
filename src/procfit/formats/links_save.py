"""A vendor's links and learned wordings put into the files of their teams: every other byte stays."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence

from procfit.formats.blocks import Block, Blocks, Statement
from procfit.formats.capabilities_toml import CAPABILITY
from procfit.formats.process_write import key_line
from procfit.formats.statements import with_fields
from procfit.model.vendor import Link, Linked

__all__ = ["with_line_ends", "with_links", "with_wordings"]

LINKS = "links"


def with_links(
    text: str,
    old: Mapping[str, Sequence[Link] | Linked],
    new: Mapping[str, Sequence[Link] | Linked],
    groups: Mapping[str, str] | None = None,
) -> str:
    r"""Return the text of a vendor's file with more links, or others.

    Parameters
    ----------
    text
        The text of the file.
    old
        The links that it holds, with or without who made them.
    new
        The links that it is to hold, all of the old ones among them; a capability with no rows was looked
        for in vain.
    groups
        The capabilities in their order, each with its group: a new link stands among those of its group.

    Examples
    --------
    >>> text = 'name = "Alder"\n[links] # by Ana\nleads = []\n'
    >>> print(with_links(text, {"leads": []}, {"leads": [Link("F-1", "Forms")], "fax": []}), end="")
    name = "Alder"
    [links] # by Ana
    leads = [{ row = "F-1", text = "Forms" }]
    fax = []
    """
    if new == old:
        return text
    was = {name: _linked(links) for name, links in old.items()}
    kept = {name: _linked(links) for name, links in new.items() if name in old}
    more = {name: _linked(links) for name, links in new.items() if name not in old}

    def changed(text: str) -> str:
        text = with_fields(_with_table(text), (LINKS,), was, kept, list(was))
        return _with_more(text, more, groups or {})

    return with_line_ends(text, changed)


def _linked(links: Sequence[Link] | Linked) -> Linked:
    return links if isinstance(links, Linked) else Linked.of(links)


def _with_more(text: str, links: Mapping[str, Linked], groups: Mapping[str, str]) -> str:
    """Return the text with links of capabilities that it did not hold."""
    block = next(block for block in Blocks(text).blocks if block.path == (LINKS,))
    there = {key[0]: found for key, found in block.keys.items()}
    places: dict[int, list[str]] = {}
    for name in dict.fromkeys((*(name for name in groups if name in links), *links)):
        line = f"{key_line(name, links[name])}\n"
        places.setdefault(_place(text, name, block, there, groups), []).append(line)
    for at in sorted(places, reverse=True):
        lead = "" if text[at - 1] == "\n" else "\n"
        text = text[:at] + lead + "".join(places[at]) + text[at:]
    return text


def _place(
    text: str,
    name: str,
    block: Block,
    there: Mapping[str, Statement],
    groups: Mapping[str, str],
) -> int:
    """Return where a new link goes: beside the nearest one of its group, else behind the one before it."""
    order = list(groups)
    at = order.index(name) if name in groups else len(order)
    earlier = [each for each in order[:at] if each in there]
    later = [each for each in order[at + 1 :] if each in there]
    for near in reversed(earlier):
        if groups[near] == groups.get(name):
            return there[near].end
    for near in later:
        if groups[near] == groups.get(name):
            return text.rfind("\n", 0, there[near].start) + 1
    if earlier and name in groups:
        return there[earlier[-1]].end
    header_end = text.find("\n", block.header) + 1 or len(text)
    return max((found.end for found in there.values()), default=header_end)


def with_wordings(text: str, learned: Mapping[str, Sequence[str]]) -> str:
    """Return the text of the list of capabilities with more wordings under ``same_as``."""
    return with_line_ends(text, lambda plain: _with_wordings(plain, learned))


def _with_wordings(text: str, learned: Mapping[str, Sequence[str]]) -> str:
    written_out = {block.path for block in Blocks(text).blocks}
    for index, table in enumerate(tomllib.loads(text).get("capability", [])):
        more = learned.get(table.get("id", ""), ())
        if more and ("capability", index) in written_out:
            known = tuple(table.get("same_as", ()))
            old = {"same_as": known} if known else {}
            new = {"same_as": tuple(dict.fromkeys((*known, *more)))}
            text = with_fields(text, ("capability", index), old, new, list(CAPABILITY.keys))
    return text


def with_line_ends(text: str, change: Callable[[str], str]) -> str:
    """Return the text changed by what knows plain line ends only; it keeps its own."""
    if "\r\n" in text:
        return change(text.replace("\r\n", "\n")).replace("\n", "\r\n")
    return change(text)


def _with_table(text: str) -> str:
    """Return the text with a ``[links]`` table: before what was agreed, else at the end."""
    blocks = Blocks(text).blocks
    if any(block.path == (LINKS,) for block in blocks):
        return text
    at = next((block.start for block in blocks if _is_agreed(block)), len(text))
    before, behind = text[:at].rstrip("\n"), text[at:]
    return f"{before}\n\n[{LINKS}]\n" + (f"\n{behind}" if behind else "")


def _is_agreed(block: Block) -> bool:
    return block.path[:1] == ("agreed",)
