"""The grammar of flowcharts: one statement after the other, each of nodes with links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from procfit.formats.mermaid.shapes import CLOSERS, NAMED_SHAPES, OPENERS
from procfit.formats.mermaid.text import unquoted

__all__ = ["BrokenStatementError", "Chain", "Link", "Node", "chains", "lines_of"]

_NAME = re.compile(r"\w+(?:[-.]\w+)*")
_BLANK = re.compile(r"\s*")
_QUOTED = re.compile(r'\s*"([^"]*)"\s*')
_DETAILS = re.compile(r'@\{((?:"[^"]*"|[^}"])*)\}')
_DETAIL = re.compile(r'(\w+)\s*:\s*(?:"([^"]*)"|([^,}\s]+))')
_CLASS = re.compile(r":::([\w-]+(?:,[\w-]+)*)")
_AND = re.compile(r"\s*&\s*")
_ARROW = re.compile(
    r"\s*(?:\w+@)?(?P<start>[<xo](?=[-=]))?"
    r"(?P<line>-{2,}>|-{2,}[xo](?!\w)|-{3,}|={2,}>|={2,}[xo](?!\w)|={3,}|-\.+->|-\.+-[xo](?!\w)|-\.+-|~{3,})"
    r'(?:\s*\|\s*(?:"(?P<quoted>[^"]*)"|(?P<label>[^|]*))\s*\|)?'
)
_ARROW_AROUND = re.compile(
    r"\s*(?P<start>[<xo](?=[-=]))?(?:--|==|-\.)\s*"
    r'(?:"(?P<quoted>[^"]*)"|(?P<label>[^\s>|.=-][^\n]*?))\s*'
    r"(?P<line>-{2,}[>xo]?|={2,}[>xo]?|\.+-[>xo]?)"
)


class BrokenStatementError(Exception):
    """What stands where no node and no link can be read, with its position in the text."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__(message)
        self.position = position
        self.message = message


@dataclass(slots=True)
class Node:
    """One mention of a node; `shape` is empty where the mention gives none."""

    name: str
    shape: tuple[str, str] = ("", "")
    label: str = ""
    classes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What stands between two nodes; `line` is the arrow as it was written."""

    label: str
    line: str
    two_way: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """Groups of nodes with a link between each group and the next."""

    groups: list[list[Node]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def lines_of(text: str, first: int = 1) -> Iterator[tuple[int, str]]:
    """Yield the lines of a drawing with their numbers, those within one pair of quotes as one."""
    held: list[str] = []
    start = first
    is_open = False
    for number, line in enumerate(text.splitlines(), first):
        if not held:
            start = number
        held.append(line)
        if not (not is_open and line.lstrip().startswith("%%")):
            is_open ^= line.count('"') % 2 == 1
        if not is_open:
            yield start, "\n".join(held)
            held = []
    yield from ((start + offset, line) for offset, line in enumerate(held))


def chains(text: str) -> Iterator[Chain]:
    """Yield the statements of a line, which ``;`` keeps apart.

    Raises
    ------
    BrokenStatementError
        Where neither a node nor a link nor the end of a statement stands.
    """
    at = _end(_BLANK, text, 0)
    while at < len(text):
        chain, at = _chain(text, at)
        yield chain
        rest = re.compile(r"\s*(;\s*)*").match(text, at)
        end = rest.end() if rest else at
        if end < len(text) and ";" not in text[at:end]:
            raise BrokenStatementError(end, "an arrow or the end of the line should stand here")
        at = end


def _chain(text: str, at: int) -> tuple[Chain, int]:
    chain = Chain()
    group, at = _group(text, at)
    chain.groups.append(group)
    while True:
        found = _ARROW.match(text, at) or _ARROW_AROUND.match(text, at)
        if not found:
            return chain, at
        label = found["quoted"] if found["quoted"] is not None else (found["label"] or "").strip()
        line = found["line"]
        two_way = bool(found["start"]) and line[-1] in ">xo"
        chain.links.append(Link(unquoted(label.strip()), line, two_way))
        group, at = _group(text, _end(_BLANK, text, found.end()))
        chain.groups.append(group)


def _group(text: str, at: int) -> tuple[list[Node], int]:
    node, at = _node(text, at)
    nodes = [node]
    while found := _AND.match(text, at):
        node, at = _node(text, found.end())
        nodes.append(node)
    return nodes, at


def _node(text: str, at: int) -> tuple[Node, int]:
    found = _NAME.match(text, at)
    if not found:
        raise BrokenStatementError(at, "a step should stand here")
    node = Node(found.group())
    at = found.end()
    details = _DETAILS.match(text, at)
    if details:
        _put_details(node, details[1])
        at = details.end()
    opener = next((mark for mark in OPENERS if text.startswith(mark, at)), "")
    if opener:
        at = _put_shape(node, opener, text, at)
    classes = _CLASS.match(text, at)
    if classes:
        node.classes = tuple(classes[1].split(","))
        at = classes.end()
    return node, at


def _put_shape(node: Node, opener: str, text: str, at: int) -> int:
    """Read the label and the closing mark of a node and return where it ends."""
    inside = at + len(opener)
    quoted = _QUOTED.match(text, inside)
    if quoted:
        for closer in CLOSERS[opener]:
            if text.startswith(closer, quoted.end()):
                node.shape, node.label = (opener, closer), unquoted(_plain(quoted[1]))
                return quoted.end() + len(closer)
        raise BrokenStatementError(
            quoted.end(), f"the shape should be closed with {CLOSERS[opener][0]} here"
        )
    ends = [(text.find(closer, inside), closer) for closer in CLOSERS[opener]]
    stop, closer = min(((end, mark) for end, mark in ends if end >= 0), default=(-1, ""))
    if stop < 0:
        raise BrokenStatementError(at, f"the shape is not closed with {CLOSERS[opener][0]}")
    node.shape, node.label = (opener, closer), unquoted(text[inside:stop].strip())
    return stop + len(closer)


def _plain(label: str) -> str:
    """Return a label without the signs that make it Markdown."""
    label = label.strip()
    is_markdown = len(label) > 1 and label[0] == label[-1] == "`"
    return label[1:-1] if is_markdown else label


def _put_details(node: Node, details: str) -> None:
    """Take shape and label from ``@{ shape: diamond, label: "…" }``."""
    unread = []
    for key, quoted, plain in _DETAIL.findall(details):
        value = quoted or plain
        if key == "label":
            node.label = unquoted(value)
        elif key == "shape" and value in NAMED_SHAPES:
            node.shape = NAMED_SHAPES[value]
        else:
            unread.append(f"{key}: {value}")
    node.unread = tuple(unread)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
