from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from helpers_diagrams import maps
from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.diagrams import slides
from procfit.diagrams.bent import bent
from procfit.diagrams.glue import glued_lines
from procfit.diagrams.pages import pages
from procfit.diagrams.render import scene
from procfit.diagrams.scene import Line, Scene, Shape
from procfit.model.errors import ProcfitError
from procfit.model.process import Flow, Lane, ProcessMap, Step

pptx = pytest.importorskip("pptx")

NASTY = [
    "<b>x</b>",
    "\x1b[2J\x00",
    "abc\u202egnp",
    "lone \ud800",
    "注文 👨‍👩‍👧",
    "שלום עולם",
    "_x000D_",
    "\ufffe",
    "a\nb",
]


def opened(*processes: ProcessMap) -> Any:
    return pptx.Presentation(BytesIO(slides([_drawing(process) for process in processes], "Deck")))


def _drawing(process: ProcessMap, marks: dict[str, str] | None = None) -> Callable[[float], Scene]:
    return partial(scene, process, "swimlane", "as-is", marks)


def connectors(slide: Any) -> list[Any]:
    return list(slide.shapes.element.iter("{*}cxnSp"))


def ids(slide: Any) -> dict[str, str]:
    """Return the names of the shapes of a slide, by id."""
    found = list(slide.shapes.element.iter("{*}cNvPr"))
    named = {each.get("id"): each.get("name") for each in found}
    assert len(named) == len(found), "two shapes have the same id"
    return named


def example() -> ProcessMap:
    return open_workspace(EXAMPLE).map("lead-to-order")


def test_every_flow_is_a_connector_tied_to_the_steps_that_it_joins() -> None:
    process = example().as_is
    tied = set()
    for slide in opened(process).slides:
        names = ids(slide)
        for connector in connectors(slide):
            begin, end = (connector.find(f".//{{*}}{end}") for end in ("stCxn", "endCxn"))
            if begin is not None and end is not None:
                tied.add((names[begin.get("id")], names[end.get("id")]))
    flows = {(step.id, flow.to) for step in process.steps for flow in step.next}
    whole = {(f"step-{one}", f"step-{other}") for one, other in flows}
    across = whole - tied
    steps = {one for one, other in tied if other.startswith("reference")}
    assert tied - whole <= {pair for pair in tied if "reference" in (pair[0][:9], pair[1][:9])}
    assert len(whole & tied) > len(flows) * 0.7
    assert {one for one, _ in across} <= steps, "a flow is neither whole nor leads to a number"


def test_a_connector_begins_and_ends_where_the_line_does() -> None:
    line = [(0.0, 0.0), (0.0, -20.0), (60.0, -20.0), (60.0, 0.0)]
    form = bent(line)
    assert form is not None
    assert form.preset == "bentConnector3"
    assert form.turn
    middle = (form.x + form.width / 2, form.y + form.height / 2)
    assert middle == pytest.approx((30.0, 0.0), abs=0.2)
    assert form.bends[0] * form.width / 100_000 == pytest.approx(-20.0)


@pytest.mark.parametrize("flip", [(1, 1), (-1, 1), (1, -1), (-1, -1)])
@pytest.mark.parametrize("upright", [False, True])
def test_a_bent_connector_runs_over_the_corners_of_its_line(
    flip: tuple[int, int], upright: bool
) -> None:
    line = [(0.0, 0.0), (10.0, 0.0), (10.0, 30.0), (50.0, 30.0)]
    if upright:
        line = [(y, x) for x, y in line]
    line = [(x * flip[0] + 100, y * flip[1] + 100) for x, y in line]
    form = bent(line)
    assert form is not None
    share = form.bends[0] / 100_000
    local = [(0.0, 0.0), (share, 0.0), (share, 1.0), (1.0, 1.0)]
    drawn = []
    for u, v in local:  # as Office draws it: mirrored, then turned around its middle
        x = ((1 - u if form.flip_h else u) - 0.5) * form.width
        y = ((1 - v if form.flip_v else v) - 0.5) * form.height
        x, y = (-y, x) if form.turn else (x, y)
        drawn.append((form.x + form.width / 2 + x, form.y + form.height / 2 + y))
    assert drawn == [pytest.approx(corner) for corner in line]


def test_a_line_askew_or_with_too_many_corners_is_no_connector() -> None:
    assert bent([(0, 0), (5, 5), (9, 5)]) is None
    assert bent([(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3)]) is None


def test_a_circle_is_tied_at_its_sides_as_office_counts_them() -> None:
    steps = (Step("a", "A", kind="start", next=(Flow("b"),)), Step("b", "B", next=(Flow("c"),)))
    slide = opened(ProcessMap("p", "P", steps=(*steps, Step("c", "C", kind="end")))).slides[0]
    ends = [
        [int(connector.find(f".//{{*}}{end}").get("idx")) for end in ("stCxn", "endCxn")]
        for connector in connectors(slide)
        if connector.find(".//{*}stCxn") is not None
    ]
    assert ends == [
        [6, 1],
        [3, 2],
    ]  # right of an ellipse, left of a box; right of a box, left of an ellipse


def test_text_stands_in_its_shape_and_shapes_are_told_to_screen_readers() -> None:
    slide = opened(ProcessMap("p", "P", steps=(Step("a", "Ask"),))).slides[0]
    (shape,) = (each for each in slide.shapes if each.name == "step-a")
    assert shape.text_frame.text == "Ask"
    assert shape.element.nvSpPr.cNvPr.get("descr") == "Ask (task)"
    assert slide.shapes.title.text_frame.text == "P"


def test_marks_move_with_their_step() -> None:
    process = ProcessMap("p", "P", steps=(Step("a", "Ask"),))
    slide = pptx.Presentation(BytesIO(slides([_drawing(process, {"a": "no-value"})], "Deck"))).slides[0]
    (group,) = (each for each in slide.shapes if each.shape_type == 6 and each.name == "step-a")
    assert [each.text_frame.text for each in group.shapes] == ["Ask", "A"]


@pytest.mark.parametrize("text", NASTY)
def test_any_text_makes_a_deck_that_opens(text: str) -> None:
    process = ProcessMap(
        "p",
        text,
        customer=text,
        lanes=(Lane("l", text),),
        steps=(Step("a", text, lane="l", next=(Flow("b", when=text),)), Step("b", text)),
    )
    assert len(opened(process).slides) == 1


def test_a_long_map_is_parted_between_its_strips() -> None:
    drawn = scene(example(), ratio=0.7)
    strips = [item for item in drawn.items if isinstance(item, Shape) and item.classes == "pool"]
    found = pages(drawn, 400, 300, 0.9)
    assert len(found) == len(strips) > 1
    assert sum(len(page.items) for page in found) > len(drawn.items)
    for page in found:
        assert [item for item in page.items if getattr(item, "classes", "") == "title"]
        for item in page.items:
            heights = [y for _, y in item.points] if isinstance(item, Line) else [item.y]
            assert all(0 <= y <= page.height for y in heights)
    steps = [item.id for page in found for item in page.items if isinstance(item, Shape) and item.id]
    assert sorted(steps) == sorted(f"step-{step.id}" for step in example().as_is.steps)


def test_several_maps_make_one_deck() -> None:
    one, other = (
        ProcessMap("p", "P", steps=(Step("a", "A"),)),
        ProcessMap("q", "Q", steps=(Step("b", "B"),)),
    )
    assert [slide.shapes.title.text_frame.text for slide in opened(one, other).slides] == ["P", "Q"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(maps())
def test_connectors_only_name_shapes_that_are_there(process: ProcessMap) -> None:
    for slide in opened(process).slides:
        names = ids(slide)
        for end in [*slide.shapes.element.iter("{*}stCxn"), *slide.shapes.element.iter("{*}endCxn")]:
            assert names[end.get("id")].startswith(("step-", "reference"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(maps())
def test_flows_in_one_piece_are_tied_to_their_own_steps(process: ProcessMap) -> None:
    drawn = scene(process, ratio=None)
    for glued in glued_lines(drawn):
        source, _, target = glued.line.title.partition(" to ")
        for name, tie in ((source, glued.begin), (target, glued.end)):
            assert tie is not None
            item = drawn.items[tie.item]
            assert isinstance(item, Shape)
            assert item.id == f"step-{name}"


def test_without_python_pptx_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(ProcfitError) as raised:
        slides([_drawing(ProcessMap("p", "P", steps=(Step("a", "A"),)))], "Deck")
    assert 'pip install "procfit[pptx]"' in raised.value.hint
