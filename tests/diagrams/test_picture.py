"""The drawing that goes into BPMN files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from lxml import etree

from helpers_maps import EXAMPLE
from helpers_random_maps import valid_maps
from procfit import open_workspace
from procfit.diagrams.layout import layout
from procfit.diagrams.picture import picture
from procfit.formats.bpmn.tree import DRAWING
from procfit.formats.bpmn.writer import bpmn_text
from procfit.model.picture import Picture, Rect
from procfit.model.process import Lane, ProcessMap, Step

SLACK = 0.01


def holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x + SLACK
        and outer.y <= inner.y + SLACK
        and inner.x + inner.width <= outer.x + outer.width + SLACK
        and inner.y + inner.height <= outer.y + outer.height + SLACK
    )


def assert_sound(process: ProcessMap, drawn: Picture) -> None:
    assert set(drawn.steps) == {step.id for step in process.steps}
    assert set(drawn.lanes) == {lane.id for lane in process.lanes}
    assert set(drawn.flows) == {(step.id, at) for step in process.steps for at in range(len(step.next))}
    for step in process.steps:
        assert holds(drawn.lanes[step.lane] if step.lane else drawn.pool, drawn.steps[step.id])
        for at, flow in enumerate(step.next):
            first, *_, last = drawn.flows[step.id, at]
            assert on_border(drawn.steps[step.id], first)
            assert on_border(drawn.steps[flow.to], last)
    boxes = list(drawn.steps.values())
    for number, box in enumerate(boxes):
        assert not any(box.meets(other) for other in boxes[number + 1 :])
    for words in (*drawn.names.values(), *drawn.labels.values()):
        assert not any(words.meets(box) for box in boxes)


def on_border(rect: Rect, point: tuple[float, float]) -> bool:
    x, y = point
    within = holds(rect, Rect(x, y, 0, 0))
    edges = (x - rect.x, rect.x + rect.width - x, y - rect.y, rect.y + rect.height - y)
    return within and min(abs(edge) for edge in edges) < SLACK


def test_the_worked_example_stands_in_its_lanes() -> None:
    for process in open_workspace(EXAMPLE).maps.values():
        assert_sound(process, picture(process))


@given(valid_maps())
@settings(max_examples=60, deadline=None)
def test_every_step_stands_in_its_lane_and_every_flow_meets_its_steps(process: ProcessMap) -> None:
    assert_sound(process, picture(process))


def test_an_inner_lane_stands_in_the_lane_around_it() -> None:
    lanes = (Lane("ops"), Lane("desk", parent="ops"), Lane("field", parent="ops"))
    steps = (Step("a", "A", "desk"), Step("b", "B", "field"), Step("c", "C", "ops"))
    drawn = picture(ProcessMap("p", "P", lanes=lanes, steps=steps))
    assert holds(drawn.pool, drawn.lanes["ops"])
    assert holds(drawn.lanes["ops"], drawn.lanes["desk"])
    assert not drawn.lanes["desk"].meets(drawn.lanes["field"])


def test_a_map_without_steps_has_a_pool() -> None:
    drawn = picture(ProcessMap("p", "P"))
    assert drawn.pool.width > 0
    assert drawn.pool.height > 0


def test_a_bpmn_file_holds_the_places_of_the_layout() -> None:
    process = open_workspace(EXAMPLE).maps["lead-to-order"].as_is
    drawn = picture(process)
    root = etree.fromstring(bpmn_text(process, picture).encode())
    bounds = {
        shape.get("bpmnElement"): Rect(*(float(shape[0].get(name)) for name in Rect._fields))
        for shape in root.iter(f"{{{DRAWING}}}BPMNShape")
    }
    elements = root.iter("{http://www.omg.org/spec/BPMN/20100524/MODEL}*")
    ids = {element.get("name"): element.get("id") for element in elements}
    for step in process.steps:
        found = bounds[ids[step.name]]
        assert found == pytest.approx(drawn.steps[step.id], abs=0.51)
        box = layout(process).box_of[step.id]
        same_row = [other for other in layout(process).boxes if other.row == box.row]
        for other in same_row:
            place = bounds[ids[process.step(other.step).name]]
            assert place.y + place.height / 2 == pytest.approx(found.y + found.height / 2, abs=1)
