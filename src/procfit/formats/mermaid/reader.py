"""Reading Mermaid flowcharts into maps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from procfit.formats.csv_grid import decode
from procfit.formats.drafts import Draft, DraftReading, build_draft, with_decisions
from procfit.formats.map_import import MapImport, count_maps
from procfit.formats.mermaid.drawing import Drawing, DrawnNode, is_flowchart
from procfit.formats.mermaid.shapes import BEGIN, FINISH, KINDS, ROUND
from procfit.formats.mermaid.text import LANE_MARK, parse_flow_label, step_name
from procfit.formats.names import LONGEST_LINE, Ids, clean_line
from procfit.formats.notices import Notices, quote
from procfit.formats.toml_file import read_bytes
from procfit.model.errors import InputError, Place, Problem
from procfit.model.portfolio import NOT_MAPS
from procfit.model.process import ProcessMap, StepKind
from procfit.model.text import normal, visible

__all__ = ["read_mermaid", "read_mermaid_text"]

MARKDOWN = frozenset({".md", ".markdown"})
_FENCE = re.compile(r"[ \t]{0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<word>\S*)")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*")


@dataclass(frozen=True, slots=True)
class _Part:
    """One drawing of a file: its text, the number of its first line, and what it may be called."""

    text: str
    first: int
    name: str


def read_mermaid(path: str | Path, shown: str = "") -> MapImport:
    """Read a Mermaid flowchart, or every flowchart of a Markdown page.

    Parameters
    ----------
    path
        The file, .mmd, .mermaid or .md.
    shown
        Its name in messages; the path itself by default.

    Raises
    ------
    InputError
        When the file cannot be read or holds no flowchart.
    """
    path = Path(path)
    shown = shown or str(path)
    content, problem = read_bytes(path, shown)
    if problem:
        raise InputError(problem.message, problem.hint, problem.where)
    text, encoding = decode(content, shown)
    notices = Notices()
    if encoding != "UTF-8":
        notices.add(visible(path.name), f"read as {encoding}")
    if path.suffix.lower() in MARKDOWN:
        return _read_parts(list(_blocks(text, path.stem, notices)), shown, notices)
    return _read_parts([_Part(text, 1, path.stem)], shown, notices)


def read_mermaid_text(text: str, name: str, shown: str = "") -> MapImport:
    """Read the text of one flowchart; `name` is what a map without a title is called."""
    return _read_parts([_Part(text, 1, name)], shown or name, Notices())


def _blocks(text: str, stem: str, notices: Notices) -> Iterator[_Part]:
    """Yield the flowcharts of a Markdown page, each called after the heading above it."""
    name, fence, start = stem, "", 0
    held: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _FENCE.match(line)
        heading = _HEADING.fullmatch(line) if len(line) <= LONGEST_LINE else None
        if fence:
            if found and found["fence"].startswith(fence) and not found["word"]:
                drawing = "\n".join(held)
                if start and is_flowchart(drawing):
                    yield _Part(drawing, start, name)
                elif start:
                    notices.add(f"line {start}", "this drawing is no flowchart: not read")
                fence = ""
            held.append(line)
        elif found:
            fence, held = found["fence"], []
            start = number + 1 if found["word"].lower().strip("{}.") == "mermaid" else 0
        elif heading:
            name = heading[1] or name


def _read_parts(parts: list[_Part], shown: str, notices: Notices) -> MapImport:
    if not parts:
        raise InputError(
            "no flowchart in it", "put one in a block that begins with ```mermaid", Place(shown)
        )
    ids = Ids(NOT_MAPS)
    maps: list[ProcessMap] = []
    problems: list[Problem] = []
    for part in parts:
        process, found = _MapOf(part, shown, notices, ids).build()
        problems += found
        if process is not None:
            maps.append(process)
    return MapImport(tuple(maps), count_maps(maps), tuple(notices.told), tuple(problems))


class _MapOf:
    """Makes a map of one drawing."""

    def __init__(self, part: _Part, shown: str, notices: Notices, map_ids: Ids) -> None:
        self.part = part
        self.file = shown
        self.notices = notices
        self.map_ids = map_ids
        self.drawing = Drawing(shown, notices)

    def build(self) -> tuple[ProcessMap | None, list[Problem]]:
        """Return the map, or None, and every problem."""
        drawing = self.drawing
        drawing.read(normal(self.part.text), self.part.first)
        if drawing.problems:
            return None, drawing.problems
        if not drawing.nodes:
            return None, [Problem("the flowchart has no step", "draw one", self._place(self.part.first))]
        self._drop_links_of_lanes()
        ids = Ids()
        lanes = self._lanes()
        steps = self._steps(ids, {name: str(lane.data["id"]) for name, lane in lanes.items()})
        name = drawing.name or clean_line(self.part.name, f"line {self.part.first}", self.notices)
        home = self._place(self.part.first)
        map_id = self.map_ids.keep(drawing.map_id) or self.map_ids.make(name, "process")
        drafts = with_decisions(steps, ids, self.notices)
        return build_draft(
            map_id, Draft({"name": name}, home), list(lanes.values()), drafts, DraftReading(home)
        )

    def _place(self, line: int) -> Place:
        return Place(self.file, line)

    def _drop_links_of_lanes(self) -> None:
        """Leave out links that lead to or from a subgraph: a lane is no step."""
        drawing = self.drawing
        listed = {node.name for node in drawing.nodes.values() if node.shape[0] or node.label}
        lanes = set(drawing.subgraphs) - listed
        kept = []
        for edge in drawing.edges:
            if edge.source in lanes or edge.target in lanes:
                said = (
                    f"the link from {edge.source} to {edge.target} has a subgraph at its end: left out"
                )
                self.notices.add(f"line {edge.line}", said)
            else:
                kept.append(edge)
        drawing.edges[:] = kept
        for name in lanes & set(drawing.nodes):
            del drawing.nodes[name]

    def _lanes(self) -> dict[str, Draft]:
        """Return the lanes by the name of their subgraph."""
        ids = Ids()
        subgraphs = self.drawing.subgraphs.values()
        stated = {part.name: step_name(part.name.removeprefix(LANE_MARK)) or "" for part in subgraphs}
        kept = {name: ids.keep(stated[name]) for name in stated}
        lanes: dict[str, Draft] = {}
        for part in subgraphs:
            made = kept[part.name] or ids.make(part.label, part.name, "lane")
            data = {"id": made}
            if part.label and part.label != made:
                data["name"] = part.label
            lanes[part.name] = Draft(data, self._place(part.line), f"line {part.line}")
        for part in subgraphs:
            if part.parent:
                lanes[part.name].data["parent"] = lanes[part.parent].data["id"]
        return lanes

    def _steps(self, ids: Ids, lanes: dict[str, str]) -> list[Draft]:
        nodes = list(self.drawing.nodes.values())
        kept = {node.name: ids.keep(step_name(node.name) or "") for node in nodes}
        names = {node.name: kept[node.name] or ids.make(node.label, node.name, "step") for node in nodes}
        ways: dict[str, list[dict[str, object]]] = {node.name: [] for node in nodes}
        entered = set()
        lines: dict[str, int] = {}
        for edge in self.drawing.edges:
            ways[edge.source].append({"to": names[edge.target], **parse_flow_label(edge.label)})
            entered.add(edge.target)
            lines.setdefault(edge.source, edge.line)
        drafts = []
        for node in nodes:
            draft = Draft({"id": names[node.name]}, self._place(node.line), f"line {node.line}")
            draft.data["name"] = node.label or node.name
            kind = self._kind(node, node.name in entered, bool(ways[node.name]))
            draft.data |= {"kind": kind} if kind != "task" else {}
            draft.data |= {"lane": lanes[node.lane]} if node.lane else {}
            draft.data |= {"next": ways[node.name]} if ways[node.name] else {}
            if node.name in lines:
                draft.places["next"] = self._place(lines[node.name])
            drafts.append(draft)
        return drafts

    def _kind(self, node: DrawnNode, has_ways_in: bool, has_ways_on: bool) -> StepKind:
        """Return the kind that the shape means; a round one is a start or an end by where it stands."""
        if BEGIN in node.classes or FINISH in node.classes:
            return "start" if BEGIN in node.classes else "end"
        if node.shape in ROUND and not (has_ways_in and has_ways_on):
            return "end" if has_ways_in else "start"
        kind = KINDS.get(node.shape, "task") if node.shape[0] else "task"
        said = quote(node.label or node.name)
        if kind == "call":
            self.notices.add(
                f"line {node.line}", f"{said} becomes a task: a drawing names no map to call"
            )
            return "task"
        if node.shape[0] and node.shape not in KINDS:
            self.notices.add(
                f"line {node.line}", f"{said} becomes a task: its shape has no meaning of its own"
            )
        return kind
