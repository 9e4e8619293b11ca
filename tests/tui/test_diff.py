"""What changed in meaning, on one screen."""

from __future__ import annotations

from pathlib import Path

from helpers_git import commit, needs_git
from helpers_tui import driven, in_loop, screen_text, settle
from tui.test_keeping import renamed


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


@in_loop
async def test_the_plan_is_told_against_today_with_what_it_does(root: Path) -> None:
    async with driven(root) as pilot:
        await press(pilot, "9")
        shown = screen_text(pilot)
        for text in (
            "Enquiry to quote: as-is → to-be",
            '- removed "Ask for the address"',
            '* changed "Send quote"',
            "work 10m/15m/40m → 5m",
            '+ added "Log enquiry" → "Known customer?"',
            "Lead time",
            "Findings: ",
        ):
            assert text in shown, text


@in_loop
async def test_what_is_not_saved_is_told_against_the_file(root: Path) -> None:
    async with driven(root) as pilot:
        await press(pilot, "9", "c")
        assert "Nothing differs" in screen_text(pilot)
        await press(pilot, "2")
        await renamed(pilot, "quote", "Send offer")
        await press(pilot, "9")
        shown = screen_text(pilot)
        assert '~ renamed "Send quote" → "Send offer"' in shown
        await press(pilot, "u")
        assert "Nothing differs" in screen_text(pilot)


@in_loop
async def test_enter_goes_to_the_step(root: Path) -> None:
    async with driven(root) as pilot:
        await press(pilot, "9", "down", "enter")
        assert (pilot.app.screen.scope, pilot.app.screen.selected) == ("map", "quote")


@in_loop
async def test_a_folder_without_git_says_so(root: Path) -> None:
    async with driven(root) as pilot:
        await press(pilot, "9", "c", "c")
        assert "They cannot be compared" in screen_text(pilot)


@needs_git
@in_loop
async def test_the_map_is_told_against_a_revision_and_any_other_is_asked_for(root: Path) -> None:
    commit(root, "first")
    path = root / "processes" / "enquiry.toml"
    path.write_text(path.read_text().replace('name = "Log enquiry"', 'name = "Note it"'))
    async with driven(root) as pilot:
        await press(pilot, "9", "c", "c")
        shown = screen_text(pilot)
        assert "git HEAD → as it is now" in shown
        assert '~ renamed "Log enquiry" → "Note it"' in shown
        await press(pilot, "r")
        pilot.app.screen.query_one("EntryLine Input").value = "nowhere"
        await press(pilot, "enter")
        assert "They cannot be compared" in screen_text(pilot)
        assert "nowhere" in screen_text(pilot)
