"""The drawing that goes into BPMN files."""

from __future__ import annotations

from hypothesis import given, settings

from helpers_maps import EXAMPLE
from helpers_random_maps import valid_maps
from procfit import open_workspace
from procfit.diagrams.picture import picture
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
