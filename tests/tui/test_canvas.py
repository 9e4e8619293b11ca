"""What the canvas of the map shows and does: zooms, both views, jumping, the mouse, the small map."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from textual.geometry import Region

from helpers_tui import driven, in_loop, screen_text, settle, small_workspace
from procfit.diagrams.canvas_text import LaneArea, render_text
from procfit.diagrams.layout import layout
from procfit.model.process import Flow, Lane, ProcessMap, Step
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.canvas_paint import sticky_names
from procfit.tui.widgets.minimap import Minimap, small_picture


async def opened(pilot) -> Canvas:
    await pilot.press("2")
    await settle(pilot)
    return pilot.app.screen.query_one(Canvas)


def spot(canvas: Canvas, step: str) -> tuple[int, int]:
    """Return where in the window a step can be clicked."""
    area, scroll = canvas.drawing.boxes[step], canvas.scroll_offset
    return area.x + 1 - scroll.x, area.y + area.height // 2 - scroll.y


def step_of(pilot, step: str) -> Step:
    return pilot.app.session.workspace.maps["enquiry"].step(step)


def made(columns: int = 60) -> ProcessMap:
    """Return a line of steps that go through four lanes."""
    lanes = tuple(Lane(f"lane-{number}", f"Lane {number}") for number in range(4))
    steps = tuple(
        Step(
            f"s{number}",
            f"Step {number}",
            lanes[number % 4].id,
            next=(Flow(f"s{number + 1}"),) if number + 1 < columns else (),
        )
        for number in range(columns)
    )
    return ProcessMap("made", "Made", lanes=lanes, steps=steps)


def test_the_overview_of_sixty_steps_fits_a_small_screen() -> None:
    process = made()
    drawing = render_text(layout(process), process, "overview")
    assert drawing.width <= 80
    assert drawing.height <= 16
    assert {area[2:] for area in drawing.boxes.values()} == {(1, 1)}
    assert len({area[:2] for area in drawing.boxes.values()}) == 60


@in_loop
async def test_every_zoom_keeps_the_selected_step_in_the_window(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        canvas = await opened(pilot)
        await pilot.press("end", "plus")
        await settle(pilot)
        seen = [canvas.zoom]
        for _ in range(3):
            await pilot.press("minus")
            await settle(pilot)
            seen.append(canvas.zoom)
            assert canvas.selected == "read"
            assert canvas.window.contains_region(Region(*canvas.drawing.boxes["read"]))
        assert seen == ["detail", "normal", "compact", "overview"]


def test_the_name_of_a_lane_stands_in_what_is_seen_of_it() -> None:
    lanes = (LaneArea("a", ("Sales",), 0, 30), LaneArea("b", ("Back", "office"), 31, 40))
    assert sticky_names(lanes, 20, 10) == {24: "Sales"}
    assert sticky_names(lanes, 28, 20) == {28: "Sales", 34: "Back", 35: "office"}
    assert sticky_names(lanes, 39, 5) == {39: "Back"}


@in_loop
async def test_v_goes_from_as_is_over_to_be_to_both_in_one(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await opened(pilot)
        session = pilot.app.session
        await pilot.press("v")
        await settle(pilot)
        assert (session.shown, "ask-address" in canvas.drawing.boxes) == ("to-be", False)
        await pilot.press("v")
        await settle(pilot)
        shown = screen_text(pilot)
        assert (session.shown, session.view) == ("both", "as-is")
        assert "● Both" in shown
        assert "✗ discarded   + added   ~ changed   edits here change today’s map" in shown
        area = canvas.drawing.boxes["ask-address"]
        assert "✗" in "".join(span.text for span in canvas.drawing.rows[area.y])
        await pilot.press("v")
        await settle(pilot)
        assert session.shown == "as-is"


@in_loop
async def test_an_edit_in_both_changes_todays_facts(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await opened(pilot)
        await pilot.press("v", "v")
        canvas.select("quote")
        await settle(pilot)
        await pilot.press("r")
        pilot.app.screen.query_one("EntryLine Input").value = "Send offer"
        await pilot.press("enter")
        await settle(pilot)
        assert step_of(pilot, "quote").name == "Send offer"
        assert "name" not in step_of(pilot, "quote").to_be


@in_loop
async def test_other_screens_have_no_both(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("v", "v")
        assert pilot.app.session.shown == "as-is"
        await pilot.press("2", "v", "v", "1")
        assert pilot.app.session.shown == "both"
        await pilot.press("v")
        assert pilot.app.session.shown == "to-be"


@in_loop
async def test_letters_on_the_steps_go_straight_to_one(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await opened(pilot)
        await pilot.press("j")
        await settle(pilot)
        assert canvas.is_jumping
        assert "Type the letters on a step" in screen_text(pilot)
        order = sorted(canvas.drawing.boxes, key=lambda step: canvas.drawing.boxes[step][:2])
        await pilot.press("asdfghjkl"[order.index("known")])
        await settle(pilot)
        assert (canvas.selected, canvas.is_jumping, canvas.patches) == ("known", False, {})
        await pilot.press("j", "escape")
        await settle(pilot)
        assert (canvas.selected, canvas.is_jumping) == ("known", False)
        assert pilot.app.screen.scope == "map"


@in_loop
async def test_a_step_to_connect_can_be_picked_on_the_map(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await opened(pilot)
        canvas.select("known")
        await pilot.press("c")
        await settle(pilot)
        assert "Ctrl+J: pick on the map" in screen_text(pilot)
        await pilot.press("ctrl+j")
        await settle(pilot)
        order = sorted(canvas.drawing.boxes, key=lambda step: canvas.drawing.boxes[step][:2])
        await pilot.press("asdfghjkl"[order.index("ask-address")])
        await settle(pilot)
        line = pilot.app.screen.query_one("EntryLine Input")
        assert (line.value, line.has_focus) == ("ask-address", True)
        await pilot.press("escape", "ctrl+j")
        await settle(pilot)
        assert "press c first" in screen_text(pilot)


@in_loop
async def test_a_second_click_opens_the_line_of_the_step(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await opened(pilot)
        await pilot.double_click(Canvas, offset=spot(canvas, "log"))
        await settle(pilot)
        line = pilot.app.screen.query_one("EntryLine Input")
        assert line.has_focus
        assert line.value.startswith("Log enquiry @sales")


@in_loop
async def test_a_step_dragged_to_another_lane_moves_there(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await opened(pilot)
        there = (spot(canvas, "log")[0], spot(canvas, "ask")[1])
        await pilot.mouse_down(Canvas, offset=spot(canvas, "log"))
        await pilot.hover(Canvas, offset=there)
        await settle(pilot)
        assert "▸ Workshop" in screen_text(pilot)
        assert "Let go to move it to Workshop" in screen_text(pilot)
        assert step_of(pilot, "log").lane == "sales"
        await pilot.mouse_up(Canvas, offset=there)
        await settle(pilot)
        assert step_of(pilot, "log").lane == "customer"
        assert "▸ Workshop" not in screen_text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert step_of(pilot, "log").lane == "sales"


@pytest.mark.parametrize("ending", ["escape", "same lane", "no lane"])
def test_a_drag_that_ends_elsewhere_moves_nothing(root: Path, ending: str) -> None:
    @in_loop
    async def run() -> None:
        async with driven(root) as pilot:
            canvas = await opened(pilot)
            x, y = spot(canvas, "log")
            workshop = (x, spot(canvas, "ask")[1])
            ends = {"escape": workshop, "same lane": (x + 9, y), "no lane": (x, canvas.size.height - 2)}
            await pilot.mouse_down(Canvas, offset=(x, y))
            await pilot.hover(Canvas, offset=ends[ending])
            await settle(pilot)
            expected = "Let go to move it" if ending == "escape" else "Let go here and nothing moves"
            assert expected in screen_text(pilot)
            if ending == "escape":
                await pilot.press("escape")
            await pilot.mouse_up(Canvas, offset=ends[ending])
            await settle(pilot)
            assert step_of(pilot, "log").lane == "sales"
            assert not pilot.app.session.document.undo_label
            assert canvas.patches == {}
            assert pilot.app.screen.scope == "map"

    run()


@in_loop
async def test_the_wheel_zooms_with_ctrl(root: Path) -> None:
    from textual.events import MouseScrollDown, MouseScrollUp

    async with driven(root) as pilot:
        canvas = await opened(pilot)
        where = {"widget": canvas, "x": 5, "y": 5, "delta_x": 0, "delta_y": 0, "button": 0}
        held = {"shift": False, "meta": False, "ctrl": True}
        canvas.post_message(MouseScrollUp(**where, **held))
        await settle(pilot)
        assert canvas.zoom == "detail"
        for _ in range(5):
            canvas.post_message(MouseScrollDown(**where, **held))
        await settle(pilot)
        assert canvas.zoom == "overview"


@in_loop
async def test_the_small_map_shows_the_window_and_a_click_goes_there(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        canvas = await opened(pilot)
        small = pilot.app.screen.query_one(Minimap)
        assert not small.display
        await pilot.press("0")
        await settle(pilot)
        assert "whole map" in screen_text(pilot)
        assert "◆" in screen_text(pilot)
        assert canvas.scroll_offset.x == 0
        await pilot.click(Minimap, offset=(small.size.width - 1, 3))
        await settle(pilot)
        assert canvas.scroll_offset.x == canvas.max_scroll_x > 0
        await pilot.press("0")
        await settle(pilot)
        assert "whole map" not in screen_text(pilot)


def test_the_small_map_tells_what_is_in_the_window_by_signs() -> None:
    process = made(12)
    drawing = render_text(layout(process), process)
    rows = small_picture(
        drawing, Region(drawing.lane_names, 0, drawing.width // 2, drawing.height), "s0"
    )
    assert {len(row) for row in rows} == {32}
    assert rows[0][0] == "◆"
    assert all(set(row[:14]) <= set("░■◆") and set(row[18:]) <= set(" ·") for row in rows)
    assert any("·" in row for row in rows)


@in_loop
async def test_a_selection_paints_only_the_lines_of_two_steps(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await opened(pilot)
        canvas.select("log")
        await settle(pilot)
        kept = {row: strip for row, (_, _, strip) in canvas._strips.items()}
        canvas.select("ask-address")
        await settle(pilot)
        rows = {
            row
            for step in ("log", "ask-address")
            for row in range(canvas.drawing.boxes[step].y, sum(canvas.drawing.boxes[step][1::2]))
        }
        anew = {row for row, (_, _, strip) in canvas._strips.items() if strip is not kept.get(row)}
        assert anew
        assert anew <= rows


@in_loop
async def test_new_marks_do_not_move_the_picture_back(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        canvas = await opened(pilot)
        await pilot.press("shift+right", "shift+right")
        await settle(pilot)
        here = canvas.scroll_offset
        assert here.x == 16
        drawn = canvas.drawing
        await pilot.press("o")
        await settle(pilot)
        assert canvas.drawing is not drawn
        assert canvas.scroll_offset == here


HOSTILE = {
    "escape sequences": "a\x1b[2Jb\x1b]0;x\x07",
    "markup": "[red]Log[/] [@click=app.quit]x[/]",
    "turned around": "abc\u202edef\u2066ghi",
    "joined": "👩‍👩‍👧 go",
    "wide": "注文を受ける",
    "combined": "e\u0301\u0323tude",
}


@pytest.mark.parametrize("zoom", ["overview", "compact", "normal", "detail"])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_label_only_appears_and_stays_in_its_box(zoom, name: str) -> None:
    from procfit.diagrams.text_width import cells

    lanes = (Lane("x", name),)
    steps = (Step("a", name, "x", next=(Flow("b", when=name),)), Step("b", "Next", "x"))
    process = ProcessMap("p", name, lanes=lanes, steps=steps)
    drawing = render_text(layout(process), process, zoom, {"a": "⚠ a"})
    for row in drawing.rows:
        assert not any(letter in span.text for span in row for letter in "\x1b\x07\u202e\u2066")
        for one, two in pairwise(row):
            assert one.x + cells(one.text) <= two.x
    if zoom in ("normal", "detail"):
        area = drawing.boxes["a"]
        for y in range(area.y + 1, area.y + area.height - 1):
            own = [span for span in drawing.rows[y] if span.step == "a"]
            assert own[-1].x + cells(own[-1].text) == area.x + area.width


@in_loop
async def test_a_wide_label_keeps_the_frame_straight_on_screen(tmp_path: Path) -> None:
    from rich.cells import cell_len

    async with driven(small_workspace(tmp_path, hostile='"[b]注文[/b] 受ける"')) as pilot:
        canvas = await opened(pilot)
        area = canvas.drawing.boxes["log"]
        lines = [canvas.render_line(y).text for y in range(area.y, area.y + area.height)]
        assert {cell_len(line) for line in lines} == {canvas.size.width}
        assert "[b]注文[/b]" in "".join(lines)
