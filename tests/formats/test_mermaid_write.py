from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from helpers_lists import maps, only_map
from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.formats.mermaid import mermaid_text, read_mermaid, read_mermaid_text, write_mermaid
from procfit.formats.mermaid.text import flow_label, parse_flow_label, quoted, unquoted
from procfit.model.process import Flow, Lane, ProcessMap, Step


def what_mermaid_holds(process: ProcessMap) -> ProcessMap:
    """Return the map with nothing but what a drawing can hold, in the order in which it holds it."""
    steps = tuple(
        Step(step.id, step.name, step.lane, "task" if step.kind == "call" else step.kind, next=step.next)
        for step in process.steps
    )
    lanes = tuple(Lane(lane.id, lane.name, parent=lane.parent) for lane in process.lanes)
    return ProcessMap(process.id, process.name, lanes=lanes, steps=steps)


def reads_as_written(process: ProcessMap) -> bool:
    """Tell whether no condition looks like a share or a mark itself."""
    return all(
        {key: value for key, value in parse_flow_label(flow_label(flow)).items() if value}
        == {
            key: value
            for key, value in (("when", flow.when), ("share", flow.share), ("rejects", flow.rejects))
            if value not in ("", None, False)
        }
        for step in process.steps
        for flow in step.next
    )


@given(maps())
@settings(max_examples=70, deadline=None)
def test_out_then_in_gives_all_that_a_drawing_holds(process: ProcessMap) -> None:
    process = what_mermaid_holds(process)
    if not reads_as_written(process):
        process = replace(
            process,
            steps=tuple(
                replace(step, next=tuple(replace(flow, when="") for flow in step.next))
                for step in process.steps
            ),
        )
    assert only_map(read_mermaid_text(mermaid_text(process), "x")) == process


@pytest.mark.parametrize("name", sorted(open_workspace(EXAMPLE).maps))
def test_the_worked_example_keeps_steps_ways_and_lanes(name: str) -> None:
    process = open_workspace(EXAMPLE).maps[name].as_is
    read = only_map(read_mermaid_text(mermaid_text(process), "x"))
    wanted = what_mermaid_holds(process)
    assert (read.id, read.name, read.steps) == (wanted.id, wanted.name, wanted.steps)
    assert sorted(read.lanes, key=str) == sorted(wanted.lanes, key=str)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ('Say "hi"', '"Say #quot;hi#quot;"'),
        ("[x] {y}", '"#91;x#93; #123;y#125;"'),
        ("<b>#1</b>", '"#lt;b#gt;#35;1#lt;/b#gt;"'),
        ("**bold** _it_ `code`", '"#42;#42;bold#42;#42; #95;it#95; #96;code#96;"'),
        ("1. item", '"1#46; item"'),
        ("- item", '"#45; item"'),
        ("64.5%", '"64.5%"'),
        ("a\nb", '"a<br>b"'),
        ("👨‍👩‍👧 é", '"👨‍👩‍👧 é"'),
        ('%%{init: {"theme": 1}}%%', '"%%#123;init#58; #123;#quot;theme#quot;#58; 1#125;#125;%%"'),
        ("direction LR", '"direction#32;LR"'),
        ("style a:#fff;", '"style a#58;#35;fff#59;"'),
    ],
)
def test_no_text_acts_in_a_label(text: str, label: str) -> None:
    assert quoted(text) == label
    assert unquoted(label[1:-1]) == text


def test_a_step_called_end_does_not_end_the_drawing() -> None:
    names = ("end", "style", "o", "a-", "a--b", "graph-x", "default")
    steps = tuple(
        Step(name, name, "end", next=(Flow(after),) if after else ())
        for name, after in zip(names, [*names[1:], ""], strict=True)
    )
    process = ProcessMap("end", "End", lanes=(Lane("end", "end of it"),), steps=steps)
    text = mermaid_text(process)
    assert only_map(read_mermaid_text(text, "x")) == process
    assert "    End --> Style" in text.splitlines()


def test_each_kind_has_its_shape() -> None:
    kinds = ("start", "task", "decision", "inclusive", "parallel", "join", "wait", "call", "end")
    steps = tuple(Step(f"{kind}-x", "X", kind=kind) for kind in kinds)
    lines = [line.strip() for line in mermaid_text(ProcessMap("p", "P", steps=steps)).splitlines()]
    assert lines[2:11] == [
        'start_x(["X"]):::begin',
        'task_x["X"]',
        'decision_x{"X"}',
        'inclusive_x{{"X"}}',
        'parallel_x[/"X"\\]',
        'join_x[\\"X"/]',
        'wait_x>"X"]',
        'call_x[["X"]]',
        'end_x(["X"]):::finish',
    ]


def test_lanes_within_lanes_are_subgraphs_within_subgraphs() -> None:
    lanes = (Lane("a", "A"), Lane("b", "B", parent="a"), Lane("c", "C", parent="b"), Lane("d", "D"))
    process = ProcessMap("p", "P", lanes=lanes, steps=(Step("s", "S", "c"),))
    assert only_map(read_mermaid_text(mermaid_text(process), "x")) == process


def test_thousands_of_lanes_within_each_other_are_no_recursion() -> None:
    lanes = tuple(Lane(f"l{at}", parent=f"l{at - 1}" if at else "") for at in range(1500))
    process = ProcessMap("p", "P", lanes=lanes, steps=(Step("s", "S", "l1499"),))
    assert only_map(read_mermaid_text(mermaid_text(process), "x")) == process


def test_what_a_drawing_cannot_hold_is_told(tmp_path: Path) -> None:
    process = open_workspace(EXAMPLE).maps["lead-to-order"]
    notices = {(note.element, note.message) for note in write_mermaid(process, tmp_path / "p.mmd")}
    assert ("make-quote", "kind is not kept exactly (also: review-credit)") in notices
    (lost,) = (message for element, message in notices if element == "every step")
    assert {"value", "work", "wait", "call", "disposition"} <= set(
        lost.removeprefix("left out: ").split(", ")
    )
    assert only_map(read_mermaid(tmp_path / "p.mmd")).id == "lead-to-order"
