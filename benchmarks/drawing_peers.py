"""The same maps drawn by Graphviz `dot` and by bpmn-auto-layout, for comparison."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

from benchmarks.drawing_measures import Drawing
from procfit.diagrams.picture import picture
from procfit.formats.bpmn.writer import bpmn_text
from procfit.model.process import ProcessMap

__all__ = ["by_bpmn_auto_layout", "by_dot", "install_bpmn_auto_layout"]

Size = Callable[[str], tuple[float, float]]
INCH = 72
PATIENCE = 20
"""Seconds after which a drawing counts as not made."""

SCRIPT = """
import { layoutProcess } from 'bpmn-auto-layout';
import fs from 'node:fs';
const texts = JSON.parse(fs.readFileSync(0, 'utf8'));
const made = [];
for (const text of texts) {
  try { made.push(await layoutProcess(text)); } catch (error) { made.push(null); }
}
process.stdout.write(JSON.stringify(made));
"""
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
DRAWING = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"


def by_dot(process: ProcessMap, size: Size, splines: str, keeps_order: bool) -> Drawing | None:
    """Return a map drawn by dot from left to right, each lane a cluster, with the same boxes and gaps.

    `newrank` ranks across clusters. An unseen line from the first rank of each lane to the last one makes
    its cluster a band over the whole width, as lanes are; without it dot puts lanes beside each other.

    Parameters
    ----------
    splines
        ``ortho`` draws lines across and down, as procfit does; ``polyline`` slanted ones.
    keeps_order
        Whether the lanes stand in the author's order, as procfit draws them; otherwise dot chooses.
    """
    source = _dot_source(process, size, splines, keeps_order)
    try:
        done = subprocess.run(
            ["dot", "-Tplain"],
            input=source,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return _read_plain(done.stdout)


def _dot_source(process: ProcessMap, size: Size, splines: str, keeps_order: bool) -> str:
    lines = [
        f"digraph {{ rankdir=LR newrank=true splines={splines} nodesep=0.35 ranksep=0.4",
        'node [shape=box fixedsize=true label=""] edge [arrowhead=none]',
    ]
    bands = []
    place = {lane.id: number for number, lane in enumerate(process.lanes)}
    by_lane = sorted(process.steps, key=lambda step: place.get(step.lane, len(place)))
    for number, (lane, steps) in enumerate(groupby(by_lane, key=lambda step: step.lane)):
        lines.append(f"subgraph cluster_{number} {{" if lane else "{")
        for step in steps:
            width, height = size(step.id)
            lines.append(f'"{step.id}" [width={width / INCH:.3f} height={height / INCH:.3f}]')
        if lane:
            bands.append(number)
            lines.append(f"b{number} -> e{number} [style=invis weight=0]")
        lines.append("}")
    for letter, rank in (("b", "source"), ("e", "sink")):
        ends = " ".join(f"{letter}{number} [width=0.01 height=0.01 style=invis]" for number in bands)
        lines.append(f"{{ rank={rank} {ends} }}")
    if keeps_order:
        lines += [f"b{one} -> b{other} [style=invis]" for one, other in pairwise(bands)]
    lines += [f'"{step.id}" -> "{flow.to}"' for step in process.steps for flow in step.next]
    return "\n".join([*lines, "}"])


def _read_plain(text: str) -> Drawing:
    flows: dict[tuple[str, str, int], list[tuple[float, float]]] = {}
    width = height = 0.0
    for words in map(str.split, text.splitlines()):
        if words[0] == "graph":
            width, height = float(words[2]) * INCH, float(words[3]) * INCH
        elif words[0] == "edge":
            count = int(words[3])
            places = [float(word) * INCH for word in words[4 : 4 + 2 * count]]
            corners = list(zip(places[::2], places[1::2], strict=True))[::3]
            source, target = words[1].strip('"'), words[2].strip('"')
            if words[-2] != "invis":
                flows[source, target, len(flows)] = corners
    return Drawing(width, height, flows)


def install_bpmn_auto_layout(folder: Path) -> Path | None:
    """Return a script that lays out BPMN with bpmn-auto-layout, installed into a folder; None without npm."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None
    done = subprocess.run(
        [npm, "install", "--silent", "--prefix", str(folder), "bpmn-auto-layout@1"],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        return None
    script = folder / "layout.mjs"
    script.write_text(SCRIPT, encoding="utf-8")
    return script


def by_bpmn_auto_layout(maps: list[ProcessMap], script: Path) -> list[Drawing | None]:
    """Return maps drawn by bpmn-auto-layout, which knows no lanes."""
    texts = [bpmn_text([_without_lanes(process)], picture) for process in maps]
    done = subprocess.run(
        ["node", str(script)], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return [_read_bpmn(text) if text else None for text in json.loads(done.stdout)]


def _without_lanes(process: ProcessMap) -> ProcessMap:
    steps = tuple(replace(step, lane="") for step in process.steps)
    return replace(process, lanes=(), steps=steps, messages=())


def _read_bpmn(text: str) -> Drawing | None:
    from lxml import etree

    root = etree.fromstring(text.encode())
    flows = dict(_waypoints(root))
    bounds = [
        tuple(float(box.get(name, "0")) for name in ("x", "y", "width", "height"))
        for shape in root.iter(f"{DRAWING}BPMNShape")
        for box in shape.findall(BOUNDS)
    ]
    if not bounds:
        return None
    width = max(x + w for x, _, w, _ in bounds) - min(x for x, *_ in bounds)
    height = max(y + h for _, y, _, h in bounds) - min(y for _, y, *_ in bounds)
    return Drawing(width, height, flows)


def _waypoints(root: object) -> Iterator[tuple[tuple[str, str, int], list[tuple[float, float]]]]:
    for number, edge in enumerate(root.iter(f"{DRAWING}BPMNEdge")):  # type: ignore[attr-defined]
        points = [(float(p.get("x")), float(p.get("y"))) for p in edge.findall(f"{DI}waypoint")]
        yield (edge.get("bpmnElement"), "", number), points
