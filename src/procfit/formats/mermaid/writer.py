"""Writing a map as a Mermaid flowchart: its steps, its ways on, its lanes as subgraphs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from procfit.files import write_atomically
from procfit.formats.losses import losses
from procfit.formats.mermaid.reader import read_mermaid_text
from procfit.formats.mermaid.shapes import BEGIN, FINISH, SHAPES
from procfit.formats.mermaid.text import flow_label, lane_name, node_name, quoted
from procfit.formats.notices import Notice
from procfit.model.errors import InputError
from procfit.model.process import Flow, Lane, ProcessMap, Step

__all__ = ["mermaid_text", "write_mermaid"]

INDENT = "    "
_CLASSES = {"start": f":::{BEGIN}", "end": f":::{FINISH}"}


def write_mermaid(process: ProcessMap, path: str | Path) -> tuple[Notice, ...]:
    """Write a map as a Mermaid flowchart and return a notice for everything that it cannot carry.

    Raises
    ------
    OutputError
        When the file cannot be written.
    """
    text = mermaid_text(process)
    try:
        notices = losses(process, read_mermaid_text(text, process.id))
    except InputError as error:
        notices = (Notice(process.id, f"the drawing cannot be read back: {error.message}"),)
    write_atomically(Path(path), text)
    return notices


def mermaid_text(process: ProcessMap) -> str:
    """Return a map as a Mermaid flowchart.

    Examples
    --------
    >>> print(mermaid_text(ProcessMap("p", "Pay", steps=(Step("ask", "Ask?", kind="decision"),))))
    flowchart LR
        %% map p: "Pay"
        ask{"Ask?"}
    <BLANKLINE>
    """
    lines = [
        f"%% map {process.id}: {quoted(process.name)}",
        *(_node(step) for step in process.steps),
        *(_edge(step, flow) for step in process.steps for flow in step.next),
        *_lanes(process),
        *_looks(process),
    ]
    return "\n".join(["flowchart LR", *(INDENT + line for line in lines)]) + "\n"


def _node(step: Step) -> str:
    opener, closer = SHAPES[step.kind]
    return f"{node_name(step.id)}{opener}{quoted(step.name)}{closer}{_CLASSES.get(step.kind, '')}"


def _edge(step: Step, flow: Flow) -> str:
    label = flow_label(flow)
    said = f"|{quoted(label)}|" if label else ""
    return f"{node_name(step.id)} -->{said} {node_name(flow.to)}"


def _lanes(process: ProcessMap) -> Iterator[str]:
    """Yield the lanes as subgraphs, each with the names of its steps; inner lanes within outer ones."""
    inner: dict[str, list[Lane]] = {}
    for lane in process.lanes:
        inner.setdefault(lane.parent, []).append(lane)
    steps: dict[str, list[str]] = {}
    for step in process.steps:
        steps.setdefault(step.lane, []).append(node_name(step.id))
    told: set[str] = set()
    for top in (*inner.get("", ()), *process.lanes):
        waiting: list[Lane | int] = [top]
        depth = 0
        while waiting:
            part = waiting.pop()
            if isinstance(part, int):
                depth = part
                yield f"{INDENT * depth}end"
            elif part.id not in told:
                told.add(part.id)
                yield f"{INDENT * depth}subgraph {lane_name(part.id)}[{quoted(part.label)}]"
                waiting += [depth, *reversed(inner.get(part.id, ()))]
                depth += 1
                yield from (INDENT * depth + name for name in steps.get(part.id, ()))


def _looks(process: ProcessMap) -> Iterator[str]:
    """Yield how starts and ends look, so that they differ as in other drawings of processes."""
    kinds = {step.kind for step in process.steps}
    if "start" in kinds:
        yield f"classDef {BEGIN} stroke-width:1px"
    if "end" in kinds:
        yield f"classDef {FINISH} stroke-width:4px"
