"""Every process and step with its decision on one screen."""

from __future__ import annotations

from pathlib import Path

from helpers_tui import driven, in_loop, screen_text, settle
from procfit.tui.widgets.grid import Grid


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def keys(pilot) -> list[str]:
    rows = pilot.app.screen.query_one(Grid).rows
    return [rows.key(row) for row in range(len(rows)) if not rows.heading(row)]


@in_loop
async def test_progress_is_told_in_words_and_by_process(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        await press(pilot, "8")
        shown = screen_text(pilot)
        assert "Decided: 0 of 2 processes, 3 of 7 steps, 6 of 6 findings" in shown
        assert "Enquiry to quote  3 of 5 steps, 6 of 6 findings decided" in shown


@in_loop
async def test_a_key_decides_on_the_row_and_goes_to_the_next_open_one(root: Path) -> None:
    async with driven(root) as pilot:
        await press(pilot, "8", "k")
        maps = pilot.app.session.workspace.maps
        assert maps["enquiry"].disposition == "keep"
        assert pilot.app.session.document.undo_label == "keep Enquiry to quote"
        grid = pilot.app.screen.query_one(Grid)
        assert grid.row_key == "enquiry#known"
        await press(pilot, "m")
        assert pilot.app.session.workspace.maps["enquiry"].step("known").disposition == "modify"
        await press(pilot, "up", "up", "m")
        assert pilot.app.session.document.undo_label == "modify Ask for the address"
        await press(pilot, "u")
        assert pilot.app.session.workspace.maps["enquiry"].step("ask-address").disposition == "discard"


@in_loop
async def test_the_same_decision_again_opens_the_row(root: Path) -> None:
    async with driven(root) as pilot:
        await press(pilot, "8", "down", "k")
        assert pilot.app.session.workspace.maps["enquiry"].step("log").disposition is None
        assert pilot.app.session.document.undo_label == "open Log enquiry again"


@in_loop
async def test_what_a_map_cannot_take_is_said(root: Path) -> None:
    async with driven(root) as pilot:
        await press(pilot, "8")
        grid = pilot.app.screen.query_one(Grid)
        grid.go(grid.rows.index("enquiry#known"))
        await press(pilot, "d")
        assert pilot.app.session.document.undo_label == ""
        assert "known" in screen_text(pilot)


@in_loop
async def test_only_what_is_left_and_other_orders(root: Path) -> None:
    async with driven(root) as pilot:
        await press(pilot, "8", "f")
        assert keys(pilot) == [
            "enquiry#", "enquiry#known", "enquiry#check", "return#", "return#send", "return#refund",
        ]  # fmt: skip
        await press(pilot, "f", "s")
        assert "what is left first" in screen_text(pilot)
        assert keys(pilot)[:4] == ["enquiry#", "enquiry#known", "enquiry#check", "enquiry#log"]
        await press(pilot, "s")
        assert "what saves most first" in screen_text(pilot)


@in_loop
async def test_enter_shows_the_step_on_its_map(root: Path) -> None:
    async with driven(root) as pilot:
        await press(pilot, "8", "end", "enter")
        assert (pilot.app.screen.scope, pilot.app.session.process) == ("map", "return")
        assert pilot.app.screen.selected == "refund"
