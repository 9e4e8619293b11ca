from __future__ import annotations

import time
from collections import Counter
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from helpers_diagrams import branching, chain, dense, maps
from procfit.diagrams import draw_text, svg
from procfit.diagrams.figures import figures
from procfit.diagrams.geometry import Geometry, Rect
from procfit.diagrams.grid import Layout, Route
from procfit.diagrams.labels import has_label
from procfit.diagrams.layout import layout
from procfit.diagrams.picture import picture
from procfit.diagrams.swimlane import sizes
from procfit.model.errors import ProcfitError
from procfit.model.process import Flow, Lane, ProcessMap, Step

THOROUGH = settings(max_examples=120, deadline=None)

HARD = [dense(12), dense(2), branching(60), chain(40, lanes=4)]


def on_paper(process: ProcessMap) -> Geometry:
    grid = layout(process)
    return Geometry(grid, sizes(figures(process, grid), grid))


def segments(geometry: Geometry, route: Route) -> list[Rect]:
    corners = pairwise(geometry.line(route))
    return [
        Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in corners
    ]


def assert_sound(process: ProcessMap) -> None:
    geometry = on_paper(process)
    assert_cells_are_single(geometry.layout)
    assert_routes_are_orthogonal(geometry)
    assert_nothing_lies_on_boxes(geometry)
    assert_strangers_do_not_share_lines(geometry)
    assert_labels_keep_apart(geometry)


def assert_cells_are_single(grid: Layout) -> None:
    cells = Counter((box.column, box.row) for box in grid.boxes)
    assert not cells or max(cells.values()) == 1


def assert_routes_are_orthogonal(geometry: Geometry) -> None:
    for route in geometry.layout.routes:
        for begin, end in pairwise(route.points):
            assert begin[:2] == end[:2] or begin[2:] == end[2:]
        for (x, y), (next_x, next_y) in pairwise(geometry.line(route)):
            assert x == pytest.approx(next_x) or y == pytest.approx(next_y)
        assert_touches(geometry.box(route.source), geometry.line(route)[0])
        assert_touches(geometry.box(route.target), geometry.line(route)[-1])


def assert_touches(box: Rect, point: tuple[float, float]) -> None:
    across = point[0] in (pytest.approx(box.x), pytest.approx(box.x + box.width))
    down = point[1] in (pytest.approx(box.y), pytest.approx(box.y + box.height))
    assert across or down
    assert box.x - 0.1 <= point[0] <= box.x + box.width + 0.1
    assert box.y - 0.1 <= point[1] <= box.y + box.height + 0.1


def assert_nothing_lies_on_boxes(geometry: Geometry) -> None:
    boxes = {box.step: geometry.box(box.step) for box in geometry.layout.boxes}
    inner = {
        step: Rect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1)
        for step, box in boxes.items()
    }
    for route in geometry.layout.routes:
        lines = [Rect(x, y, max(w, 0.01), max(h, 0.01)) for x, y, w, h in segments(geometry, route)]
        labels = geometry.label(route) if has_label(route) else ()
        for step, box in inner.items():
            assert not any(line.meets(box) for line in lines), (
                f"{route.source}-{route.target} cuts {step}"
            )
            assert not any(label.meets(box) for label in labels), f"a label lies on {step}"


def assert_strangers_do_not_share_lines(geometry: Geometry) -> None:
    drawn = [(route, segments(geometry, route)) for route in geometry.layout.routes]
    for (one, first), (other, second) in combinations(drawn, 2):
        if one.source == other.source or one.target == other.target:
            continue
        shared = [(a, b) for a in first for b in second if overlap(a, b) > 0.5]
        assert not shared, f"{one.source}-{one.target} lies on {other.source}-{other.target}"


def assert_labels_keep_apart(geometry: Geometry) -> None:
    routes = [route for route in geometry.layout.routes if has_label(route)]
    areas = [
        (route, Rect(area.x + 0.5, area.y + 0.5, area.width - 1, area.height - 1))
        for route in routes
        for area in geometry.label(route)
        if area.width > 1 and area.height > 1
    ]
    for (one, area), (other, place) in combinations(areas, 2):
        assert one is other or not area.meets(place), f"labels of {one.source} and {other.source} meet"


def overlap(one: Rect, other: Rect) -> float:
    """Return how long two lines run on top of each other."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    if one.height < 0.1 and other.height < 0.1 and abs(one.y - other.y) < 0.1:
        return across
    if one.width < 0.1 and other.width < 0.1 and abs(one.x - other.x) < 0.1:
        return down
    return 0.0


@THOROUGH
@given(maps())
def test_no_line_or_label_lies_on_a_box_and_strangers_share_no_line(process: ProcessMap) -> None:
    assert_sound(process)


@pytest.mark.parametrize("process", HARD, ids=lambda process: f"{process.id}-{len(process.steps)}")
def test_hard_maps_are_laid_out_soundly(process: ProcessMap) -> None:
    assert_sound(process)


@settings(max_examples=40, deadline=None)
@given(maps())
def test_every_step_and_every_flow_is_there_once(process: ProcessMap) -> None:
    grid = layout(process)
    assert [box.step for box in grid.boxes] == [step.id for step in process.steps]
    flows = [(step.id, index, flow.to) for step in process.steps for index, flow in enumerate(step.next)]
    assert [(route.source, route.index, route.target) for route in grid.routes] == flows


@settings(max_examples=40, deadline=None)
@given(maps())
def test_the_same_map_gives_the_same_layout(process: ProcessMap) -> None:
    assert layout(process) == layout(process)


@settings(max_examples=40, deadline=None)
@given(maps())
def test_steps_stand_in_the_rows_of_their_lane(process: ProcessMap) -> None:
    grid = layout(process)
    rows = {band.lane: (band.first_row, band.last_row) for band in grid.leaves}
    for box in grid.boxes:
        first, last = rows[process.step(box.step).lane]
        assert first <= box.row <= last


def test_lanes_keep_the_authors_order_and_come_with_the_lanes_inside_them() -> None:
    lanes = (Lane("b"), Lane("a"), Lane("a2", parent="a"), Lane("c"), Lane("a1", parent="a"))
    steps = (Step("x", "X", lane="a1"), Step("y", "Y"))
    bands = layout(ProcessMap("p", "P", lanes=lanes, steps=steps)).lanes
    assert [(band.lane, band.depth, band.is_leaf) for band in bands] == [
        ("b", 0, True),
        ("a", 0, False),
        ("a2", 1, True),
        ("a1", 1, True),
        ("c", 0, True),
        ("", 0, True),
    ]


def test_a_lane_with_steps_and_lanes_keeps_rows_of_its_own() -> None:
    lanes = (Lane("desk", "Desk"), Lane("night", "Night", parent="desk"))
    steps = (Step("x", "X", lane="desk", next=(Flow("y"),)), Step("y", "Y", lane="night"))
    grid = layout(ProcessMap("p", "P", lanes=lanes, steps=steps))
    assert [(band.lane, band.name, band.is_leaf) for band in grid.lanes] == [
        ("desk", "Desk", False),
        ("desk", "", True),
        ("night", "Night", True),
    ]
    assert grid.box_of["x"].row == 0
    assert grid.box_of["y"].row == 1


def test_lanes_that_stand_in_each_other_are_still_drawn() -> None:
    lanes = (Lane("a", parent="b"), Lane("b", parent="a"))
    steps = (Step("x", "X", lane="a"),)
    assert {band.lane for band in layout(ProcessMap("p", "P", lanes=lanes, steps=steps)).lanes} >= {
        "a",
        "b",
    }


def test_an_empty_map_has_an_empty_layout() -> None:
    grid = layout(ProcessMap("p", "P"))
    assert (grid.boxes, grid.routes, grid.columns, grid.rows) == ((), (), 0, 1)


def test_the_likeliest_way_runs_straight() -> None:
    steps = (
        Step("a", "A", next=(Flow("ok"),)),
        Step("ok", "OK?", kind="decision", next=(Flow("no", share=0.1), Flow("yes", share=0.9))),
        Step("no", "No", next=(Flow("end"),)),
        Step("yes", "Yes", next=(Flow("end"),)),
        Step("end", "End", kind="end"),
    )
    grid = layout(ProcessMap("p", "P", steps=steps))
    rows = {box.step: box.row for box in grid.boxes}
    assert rows["a"] == rows["ok"] == rows["yes"] == rows["end"] != rows["no"]
    straight = {route.target for route in grid.routes if len(route.points) == 2}
    assert straight == {"ok", "yes", "end"}
    assert {route.target for route in grid.routes if route.is_main} == {"ok", "yes", "end"}


def test_a_way_back_leaves_the_columns_in_order() -> None:
    steps = (
        Step("a", "A", next=(Flow("b"),)),
        Step("b", "B?", kind="decision", next=(Flow("a", share=0.2), Flow("c", share=0.8))),
        Step("c", "C"),
    )
    grid = layout(ProcessMap("p", "P", steps=steps))
    assert [box.column for box in grid.boxes] == [0, 1, 2]
    assert [route.target for route in grid.routes if route.is_back] == ["a"]


def test_an_edit_far_away_moves_nothing_before_it() -> None:
    before = branching(60)
    last = before.steps[-1]
    longer = ProcessMap(
        "b", "B", lanes=before.lanes, steps=(*before.steps, Step("new", "New", lane=last.lane))
    )
    old, new = layout(before), layout(longer)
    moved = [box.step for box in old.boxes if new.box_of[box.step].column != box.column]
    assert moved == []


def test_big_maps_are_fast_enough() -> None:
    small, large = branching(200), branching(1000)
    layout(small)
    begin = time.process_time()
    layout(small)
    middle = time.process_time()
    layout(large)
    end = time.process_time()
    assert middle - begin < 0.3
    assert end - middle < 3


def test_a_chain_of_thousands_grows_in_step() -> None:
    begin = time.process_time()
    grid = layout(chain(5_000, lanes=3))
    assert grid.columns == 5_000
    assert time.process_time() - begin < 10


def test_a_map_that_nobody_could_read_is_refused_at_once() -> None:
    process = chain(100_000, lanes=3)
    for refused in (layout, draw_text, svg, picture):
        begin = time.process_time()
        with pytest.raises(ProcfitError, match="chain has 100,000 steps; a map with more than 5,000"):
            refused(process)
        assert time.process_time() - begin < 2


def test_a_hub_with_thousands_of_flows_is_survived() -> None:
    ids = [f"s{number}" for number in range(800)]
    hub = Step("hub", "Hub", kind="parallel", next=tuple(Flow(name) for name in ids))
    steps = (
        hub,
        *(Step(name, name, next=(Flow("end"),)) for name in ids),
        Step("end", "End", kind="end"),
    )
    begin = time.process_time()
    assert len(layout(ProcessMap("p", "P", steps=steps)).routes) == 1_600
    assert time.process_time() - begin < 10


def test_a_flow_that_changes_rows_twice_in_one_gutter_does_not_run_on_a_strangers_row() -> None:
    following = {2: 3, 4: 0, 5: 6, 8: 1}
    steps = tuple(
        Step(
            f"s{n}",
            f"s{n}",
            lane="top" if n in (3, 8) else "",
            next=(Flow(f"s{following[n]}"),) if n in following else (),
        )
        for n in range(9)
    )
    assert_sound(ProcessMap("p", "P", lanes=(Lane("top"),), steps=steps))
