from __future__ import annotations

from pathlib import Path

import pytest

from helpers_tui import driven, in_loop, screen_text, settle, small_workspace
from procfit.tui.widgets.canvas import Canvas


def canvas_of(pilot) -> Canvas:
    return pilot.app.screen.query_one(Canvas)


async def open_map(pilot) -> Canvas:
    await pilot.press("enter")
    await settle(pilot)
    return canvas_of(pilot)


@in_loop
async def test_arrow_keys_walk_along_the_flows(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await open_map(pilot)
        walked = [canvas.selected]
        for _ in range(3):
            await pilot.press("right")
            walked.append(canvas.selected)
        assert walked == ["ask", "log", "ask-address", "known"]
        await pilot.press("left")
        assert canvas.selected == "ask-address"
        await pilot.press("end")
        assert canvas.selected == "read"
        await pilot.press("home")
        assert canvas.selected == "ask"


@in_loop
async def test_a_click_on_a_step_selects_and_explains_it(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await open_map(pilot)
        area = canvas.drawing.boxes["log"]
        scroll = canvas.scroll_offset
        await pilot.click(Canvas, offset=(area.x + 2 - scroll.x, area.y + 1 - scroll.y))
        await settle(pilot)
        assert canvas.selected == "log"
        shown = screen_text(pilot)
        assert "I need not repeat myself" in shown
        assert "interview 2026-02-11" in shown
        assert "Lead capture" in shown


@in_loop
async def test_dragging_moves_the_picture_and_selects_nothing(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        canvas = await open_map(pilot)
        before = canvas.selected
        await pilot.mouse_down(Canvas, offset=(60, 8))
        await pilot.hover(Canvas, offset=(40, 8))
        await pilot.mouse_up(Canvas, offset=(40, 8))
        await settle(pilot)
        assert canvas.scroll_offset.x == 20
        assert canvas.selected == before


@in_loop
async def test_lane_names_stay_when_the_picture_moves(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        canvas = await open_map(pilot)
        await pilot.press("end")
        await settle(pilot)
        assert canvas.scroll_offset.x > 0
        assert "Inside sales" in screen_text(pilot)


@in_loop
async def test_what_is_not_assessed_is_said(root: Path) -> None:
    async with driven(root) as pilot:
        await open_map(pilot)
        await pilot.press("right", "right")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "Ask for the address" in shown
        assert "Value" in shown
        assert "not assessed" in shown
        assert "the team’s assumption" in shown


@in_loop
async def test_zooming_in_and_out_ends_with_a_reason(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await open_map(pilot)
        await pilot.press("plus")
        await settle(pilot)
        assert canvas.zoom == "detail"
        assert "work 5m" in screen_text(pilot)
        await pilot.press("plus")
        await settle(pilot)
        assert "as close as it gets" in screen_text(pilot)
        await pilot.press("minus", "minus")
        await settle(pilot)
        assert canvas.zoom == "compact"


@in_loop
async def test_the_to_be_view_leaves_out_what_is_discarded(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await open_map(pilot)
        assert "ask-address" in canvas.drawing.boxes
        await pilot.press("v")
        await settle(pilot)
        assert "ask-address" not in canvas.drawing.boxes
        assert "○ As-is  ● To-be" in screen_text(pilot)


@in_loop
async def test_a_finding_is_marked_told_and_its_proof_walked_step_by_step(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await open_map(pilot)
        findings = pilot.app.session.findings_of("enquiry")
        place = next(place for place, found in enumerate(findings) if found.rule == "repeat-ask")
        finding = findings[place]
        assert "⚠" in screen_text(pilot)
        await pilot.press(*["n"] * ((place - pilot.app.session.finding) % len(findings)))
        await settle(pilot)
        assert "repeat-ask" in screen_text(pilot)
        walked = []
        for _ in finding.witness.path:
            await pilot.press("w")
            walked.append(canvas.selected)
        assert tuple(walked) == finding.witness.path
        assert f"proof {len(walked)} of {len(walked)}" in screen_text(pilot)
        assert "━" in screen_text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "proof" not in screen_text(pilot).splitlines()[-2]
        assert pilot.app.screen.scope == "map"


@in_loop
async def test_search_goes_to_the_step_and_escape_leaves_it(root: Path) -> None:
    async with driven(root) as pilot:
        canvas = await open_map(pilot)
        await pilot.press("slash", *"quote")
        await settle(pilot)
        assert canvas.selected == "quote"
        footer = screen_text(pilot).splitlines()[-1]
        assert "Esc Back" in footer
        assert "Quit" not in footer
        await pilot.press("enter", "full_stop")
        await settle(pilot)
        assert canvas.selected == "read"
        await pilot.press("slash", "escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "map"
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"


@in_loop
async def test_brackets_go_through_the_maps(root: Path) -> None:
    async with driven(root) as pilot:
        await open_map(pilot)
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert "Send it back" in screen_text(pilot)
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert "Enquire" in screen_text(pilot)


HOSTILE = {
    "markup": r'''"[red]Log[/red] [@click=app.quit]x[/]"''',
    "joined": '"👩‍👩‍👧 注文を受ける"',
    "html": '"<script>alert(1)</script>"',
    "long": f'"{"Log " * 60}"',
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_labels_are_shown_as_the_text_they_are(tmp_path: Path, name: str) -> None:
    @in_loop
    async def run() -> None:
        async with driven(small_workspace(tmp_path, hostile=name)) as pilot:
            await open_map(pilot)
            await pilot.press("right", "plus")
            await settle(pilot)
            shown = screen_text(pilot)
            assert "\x1b" not in shown
            first = name.strip('"').split()[0][:6]
            assert first in shown

    run()


@in_loop
async def test_a_map_with_control_characters_is_refused_and_its_problem_shown_harmlessly(
    tmp_path: Path,
) -> None:
    root = small_workspace(tmp_path, hostile=r'"a\u001b[2Jb\u202ec"')
    async with driven(root) as pilot:
        shown = screen_text(pilot)
        assert "Cannot be judged" in shown
        assert "enquiry" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown


@in_loop
async def test_a_map_too_big_to_draw_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procfit.tui.views.drawings.MOST_STEPS", 2)
    async with driven(root) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert "no more than 2 are drawn" in screen_text(pilot)
