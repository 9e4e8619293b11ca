from __future__ import annotations

import pytest
from hypothesis import given, settings

from helpers_diagrams import maps
from procfit.diagrams import draw_text
from procfit.diagrams.canvas_text import TextDrawing, render_text
from procfit.diagrams.layout import layout
from procfit.diagrams.text_boxes import Zoom
from procfit.diagrams.text_width import cells
from procfit.model.process import Flow, Lane, ProcessMap, Step
from procfit.model.quantities import Duration

QUOTE = ProcessMap(
    "quote",
    "Quote",
    lanes=(Lane("buyer", "Buyer", kind="customer"), Lane("sales", "Inside sales", kind="front")),
    steps=(
        Step("start", "Needs a price", lane="buyer", kind="start", next=(Flow("ask"),)),
        Step("ask", "Ask for a price", lane="buyer", next=(Flow("make"),)),
        Step("make", "Make quote", lane="sales", work=Duration.fixed(20), next=(Flow("ok"),)),
        Step(
            "ok",
            "Price right?",
            lane="buyer",
            kind="decision",
            next=(Flow("end", share=0.8), Flow("make", share=0.2, when="too dear")),
        ),
        Step("end", "Order", lane="buyer", kind="end"),
    ),
)

GOLDEN = """\
                                ╭─────────────────╮                    ╱────────────────╲80 %
             ○ Needs a price ──▶│ Ask for a price │          ┌────────▶│ ◇ Price right? ├──────▶◉ Order
Buyer                           ╰────────┬────────╯          │         ╲────────┬───────╱
                                         │                   │                  ┆20 %
                                         │                   │                  ┆
┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄│┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄│┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┆┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
                                         │                   │                  ┆
Inside sales                             │            ╭──────┴─────╮            ┆
                                         └───────────▶│ Make quote │◀┄┄┄┄┄┄┄┄┄┄┄┘
                                                      ╰────────────╯
"""


def drawn(zoom: Zoom = "normal") -> TextDrawing:
    return render_text(layout(QUOTE), QUOTE, zoom)


def test_a_map_is_drawn_as_it_always_was() -> None:
    assert drawn().text == GOLDEN


def test_compact_shows_marks_only() -> None:
    text = drawn("compact").text
    assert "Ask" not in text
    assert "[ ]" in text
    assert "◇" in text
    assert drawn("compact").width < drawn().width


def test_detail_shows_times_and_conditions() -> None:
    text = drawn("detail").text
    assert "work 20m" in text
    assert "too dear" in text


@pytest.mark.parametrize("zoom", ["compact", "normal", "detail"])
def test_every_box_says_where_it_is(zoom: Zoom) -> None:
    drawing = drawn(zoom)
    for step, area in drawing.boxes.items():
        assert drawing.step_at(area.x + area.width // 2, area.y + area.height // 2) == step
    assert drawing.step_at(0, 0) == ""


@settings(max_examples=60, deadline=None)
@given(maps())
def test_spans_never_overlap_and_boxes_keep_their_steps(process: ProcessMap) -> None:
    drawing = render_text(layout(process), process)
    for spans in drawing.rows:
        x = 0
        for span in spans:
            assert span.x >= x
            x = span.x + cells(span.text)
    for step, area in drawing.boxes.items():
        inside = {
            span.step
            for spans in drawing.rows[area.y : area.y + area.height]
            for span in spans
            if area.x <= span.x < area.x + area.width
        }
        assert step in inside
        assert inside <= {step, ""}


def test_wide_signs_take_two_cells() -> None:
    process = ProcessMap(
        "p", "P", steps=(Step("a", "注文を確認する", next=(Flow("b"),)), Step("b", "B"))
    )
    lines = render_text(layout(process), process).lines
    assert len({cells(line[: line.index("╮")]) for line in lines if "╮" in line}) == 1
    assert cells(lines[0].split("╮")[0]) == cells(lines[1].split("├")[0])


def test_control_signs_are_never_drawn() -> None:
    process = ProcessMap("p", "P", steps=(Step("a", "x\x1b[2J\u202ey\ttab"),))
    text = render_text(layout(process), process).text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\t" not in text


def test_marks_get_letters_that_are_explained() -> None:
    text = draw_text(QUOTE, {"ask": "long-wait", "make": "long-wait, repeat-ask"})
    assert text.endswith("\nA  long-wait\nB  repeat-ask\n")
    assert "AB╮" in text


@pytest.mark.parametrize("width", [40, 60, 80, 160])
def test_a_wrapped_drawing_keeps_to_the_width_and_loses_nothing(width: int) -> None:
    drawing = drawn()
    lines = drawing.wrapped(width)
    assert max(cells(line) for line in lines) <= width
    text = "\n".join(lines)
    for word in ("Needs a price", "Ask for a", "Make quote", "Price right?", "Order", "80 %", "20 %"):
        assert word in text


def test_groups_of_lanes_are_named_on_a_line_of_their_own() -> None:
    lanes = (Lane("desk", "Service desk"), Lane("day", "Day", parent="desk"))
    process = ProcessMap("p", "P", lanes=lanes, steps=(Step("a", "A", lane="day"),))
    assert render_text(layout(process), process).lines[0].startswith("┄ Service desk")


def test_a_lane_of_one_line_keeps_its_name_on_it() -> None:
    lanes = (Lane("a", "Sales engineers of the north"), Lane("b", "B"))
    process = ProcessMap("p", "P", lanes=lanes, steps=(Step("x", "X", lane="a"),))
    lines = render_text(layout(process), process, "compact").lines
    assert lines[0].startswith("Sales enginee…")
    assert set(lines[1]) == {"┄"}
