"""One flowchart as it was drawn: its nodes, links and subgraphs, before they become a map."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from procfit.formats.mermaid.shapes import BEGIN, FINISH
from procfit.formats.mermaid.statements import BrokenStatementError, Chain, Link, Node, chains, lines_of
from procfit.formats.mermaid.text import LANE_MARK, unquoted
from procfit.formats.notices import Notices, quote
from procfit.model.errors import Place, Problem

__all__ = ["Drawing", "DrawnEdge", "DrawnNode", "Subgraph", "is_flowchart"]

MOST_PROBLEMS = 100
_HEADER = re.compile(
    r"\s*(?:flowchart|graph)(?:-elk)?(?:\s+(?:TB|TD|BT|RL|LR))?\s*(?:;|$)", re.IGNORECASE
)
_OWN_COMMENT = re.compile(r'\s*%% map ([a-z][a-z0-9-]{0,63}): "([^"]*)"\s*')
_LOOKS = re.compile(r"\s*(style|linkStyle|classDef|class|click|direction|accTitle|accDescr)\b")
_OWN_LOOKS = re.compile(rf"\s*classDef (?:{BEGIN}|{FINISH}) stroke-width:\dpx\s*")
_SUBGRAPH = re.compile(
    r'\s*subgraph\s+(?:(?P<name>[\w.-]+)\s*\[\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\]]*))\s*\]|"(?P<only>[^"]*)"'
    r"|(?P<words>[^\[\]]+?))?\s*;?\s*"
)
_END = re.compile(r"\s*end\s*;?\s*")
_FRONT = re.compile(r"\s*---[ \t]*\n(?P<body>(?:.*\n)*?)---[ \t]*(?:\n|$)")


@dataclass(slots=True)
class DrawnNode:
    """A node with everything that its mentions say."""

    name: str
    line: int
    shape: tuple[str, str] = ("", "")
    label: str = ""
    classes: tuple[str, ...] = ()
    lane: str = ""
    is_placed: bool = False


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """A flow between two nodes."""

    source: str
    target: str
    label: str
    line: int


@dataclass(frozen=True, slots=True)
class Subgraph:
    """A subgraph, by the name that links may use."""

    name: str
    label: str
    parent: str
    line: int


@dataclass(slots=True)
class Drawing:
    """What one flowchart holds; `problems` are the lines that cannot be read.

    Parameters
    ----------
    file
        The file's name in messages.
    notices
        Where to tell of what a map has no place for.
    """

    file: str
    notices: Notices
    name: str = ""
    map_id: str = ""
    nodes: dict[str, DrawnNode] = field(default_factory=dict)
    edges: list[DrawnEdge] = field(default_factory=list)
    subgraphs: dict[str, Subgraph] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def read(self, text: str, first: int = 1) -> None:
        """Read the text of a flowchart, whose first line has the number `first`."""
        text, first = self._without_front(text, first)
        started = False
        last = first
        for number, line in lines_of(text, first):
            last = number
            if not line.strip() or line.lstrip().startswith("%%"):
                self._comment(number, line)
            elif not started:
                started = True
                self._start(number, line)
            else:
                self._statement(number, line)
        if not started:
            self._problem(first, "no flowchart in it", 'begin it with "flowchart LR"')
        if self._open:
            self._problem(last, f"subgraph {quote(self._open[-1])} is not closed", 'close it with "end"')

    def _without_front(self, text: str, first: int) -> tuple[str, int]:
        """Take the title from the front matter and return the text behind it."""
        found = _FRONT.match(text)
        if not found:
            return text, first
        for offset, line in enumerate(found["body"].splitlines(), 1):
            key, _, value = line.partition(":")
            if key.strip() == "title":
                self.name = value.strip().strip("\"'")
            elif line.strip():
                self._tell(first + offset, f"{quote(line)} not read")
        return text[found.end() :], first + text.count("\n", 0, found.end())

    def _comment(self, number: int, line: str) -> None:
        found = _OWN_COMMENT.fullmatch(line)
        if found:
            self.map_id, self.name = found[1], unquoted(found[2])
        elif line.lstrip().startswith("%%{"):
            self._tell(number, f"directive not read: {quote(line)}")

    def _start(self, number: int, line: str) -> None:
        found = _HEADER.match(line)
        if not found:
            word = quote(line.split()[0])
            self._problem(number, f"{word} begins no flowchart", 'begin it with "flowchart LR"')
        elif line[found.end() :].strip():
            self._statement(number, line[found.end() :])

    def _statement(self, number: int, line: str) -> None:
        if _LOOKS.match(line):
            if not _OWN_LOOKS.fullmatch(line):
                self._tell(number, f"not read: {quote(line)}")
        elif _END.fullmatch(line):
            if self._open:
                self._open.pop()
            else:
                self._problem(number, '"end" without a subgraph', "delete it, or begin the subgraph")
        elif re.match(r"\s*subgraph\b", line):
            self._subgraph(number, line)
        else:
            self._chains(number, line)

    def _subgraph(self, number: int, line: str) -> None:
        found = _SUBGRAPH.fullmatch(line)
        if not found:
            self._problem(
                number, f"subgraph not understood: {quote(line)}", 'write subgraph name["Label"]'
            )
            self._open.append("")
            return
        label = found["quoted"] or found["plain"] or found["only"] or found["words"] or ""
        name = found["name"] or found["words"] or label or f"subgraph {number}"
        parent = self._open[-1] if self._open else ""
        if name in self.subgraphs:
            self._tell(number, f"subgraph {quote(name)} goes on here")
        elif found["words"] and name.startswith(LANE_MARK):
            label = ""
        self.subgraphs.setdefault(name, Subgraph(name, unquoted(label.strip()), parent, number))
        self._open.append(name)

    def _chains(self, number: int, line: str) -> None:
        try:
            for chain in chains(line):
                self._chain(number, chain)
        except BrokenStatementError as broken:
            above = line.count("\n", 0, broken.position)
            column = broken.position - line.rfind("\n", 0, broken.position)
            rest = line[broken.position :].strip()
            said = f"{broken.message}, not {quote(rest)}" if rest else broken.message
            place = Place(self.file, number + above, column)
            self._add(Problem(said, "see docs/mermaid.md for what is read", place))

    def _chain(self, number: int, chain: Chain) -> None:
        for group in chain.groups:
            for node in group:
                self._mention(number, node, is_alone=not chain.links)
        for link, sources, targets in zip(chain.links, chain.groups, chain.groups[1:], strict=False):
            if link.line.startswith("~"):
                self._tell(number, f"invisible link left out: {quote(sources[0].name)}")
                continue
            for source in sources:
                for target in targets:
                    self._link(number, link, source.name, target.name)

    def _link(self, number: int, link: Link, source: str, target: str) -> None:
        self.edges.append(DrawnEdge(source, target, link.label, number))
        if link.two_way:
            self.edges.append(DrawnEdge(target, source, link.label, number))
            self._tell(number, f"the link between {source} and {target} was read as two flows")
        elif link.line[-1] != ">":
            self._tell(number, f"the line from {source} to {target} has no arrowhead: read as a flow")

    def _mention(self, number: int, node: Node, is_alone: bool) -> None:
        drawn = self.nodes.setdefault(node.name, DrawnNode(node.name, number))
        if node.shape[0] or node.label:
            if drawn.label and node.label and drawn.label != node.label:
                self._tell(
                    number, f"{node.name} is called {quote(node.label)} now, not {quote(drawn.label)}"
                )
            drawn.shape, drawn.label = node.shape, node.label or drawn.label
        drawn.classes += node.classes
        for name in node.classes:
            if name not in (BEGIN, FINISH):
                self._tell(number, f"class {quote(name)} of {node.name} not read")
        for detail in node.unread:
            self._tell(number, f"{quote(detail)} of {node.name} not read")
        self._place(number, drawn, is_alone or bool(node.shape[0]))

    def _place(self, number: int, drawn: DrawnNode, is_meant: bool) -> None:
        """Put a node into the subgraph that is open; one that only a link names stays where it is drawn."""
        lane = self._open[-1] if self._open else ""
        if not lane or lane == drawn.lane:
            drawn.is_placed |= bool(lane) and is_meant
        elif not drawn.lane or (is_meant and not drawn.is_placed):
            drawn.lane, drawn.is_placed = lane, is_meant
        elif is_meant:
            self._tell(number, f"{drawn.name} stands in two subgraphs: the first counts")

    def _tell(self, number: int, message: str) -> None:
        self.notices.add(f"line {number}", message)

    def _problem(self, number: int, message: str, hint: str) -> None:
        self._add(Problem(message, hint, Place(self.file, number)))

    def _add(self, problem: Problem) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)


def is_flowchart(text: str) -> bool:
    """Tell whether the first line of a drawing, behind title and comments, begins a flowchart."""
    front = _FRONT.match(text)
    for line in text[front.end() if front else 0 :].splitlines():
        if line.strip() and not line.lstrip().startswith("%%"):
            return bool(_HEADER.match(line))
    return False
