"""The yes and no list of steps that may be the same work."""

from __future__ import annotations

from pathlib import Path

from helpers_tui import driven, in_loop, screen_text, settle, small_workspace
from procfit import open_workspace
from procfit.tui.widgets.grid import Grid

PHONE = """
format = 1
name = "Phone order"

[[step]]
id = "a"
name = "Log phone enquiry"
work = "5m"
next = ["b"]

[[step]]
id = "b"
name = "Send quotation"
work = "5m"
"""


def with_alike(root: Path) -> Path:
    small_workspace(root, vendors=False)
    (root / "processes" / "phone.toml").write_text(PHONE)
    return root


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


@in_loop
async def test_pairs_are_shown_with_why_and_both_steps(tmp_path: Path) -> None:
    async with driven(with_alike(tmp_path / "w")) as pilot:
        await press(pilot, "7")
        shown = screen_text(pilot)
        for text in ("Log enquiry · Enquiry to quote", "Log phone enquiry · Phone order", "same words:"):
            assert text in shown
        assert "to answer" in shown
        assert "answered: 0 same, 0 different" in shown


@in_loop
async def test_an_answer_is_undone_by_name_and_stored_as_the_command_line_does(tmp_path: Path) -> None:
    root = with_alike(tmp_path / "w")
    async with driven(root) as pilot:
        await press(pilot, "7", "slash")
        await press(pilot, *"log phone", "enter")
        await press(pilot, "y")
        said = 'answer that "Log enquiry" and "Log phone enquiry" are the same work'
        assert pilot.app.session.document.undo_label == said
        assert "Log phone enquiry" not in screen_text(pilot)
        await press(pilot, "u")
        assert "Log phone enquiry" in screen_text(pilot)
        await press(pilot, "n", "ctrl+s")
        assert "Saved: the team's answers" in screen_text(pilot)
    (answer,) = open_workspace(root).answers.different
    assert {answer.a, answer.b} == {"Log enquiry", "Log phone enquiry"}
    assert answer.date is not None


@in_loop
async def test_the_filter_keeps_what_holds_all_words_and_escape_shows_all(tmp_path: Path) -> None:
    async with driven(with_alike(tmp_path / "w")) as pilot:
        await press(pilot, "7")
        grid = pilot.app.screen.query_one(Grid)
        everything = len(grid.rows)
        await press(pilot, "slash", *"phone log", "enter")
        assert 0 < len(grid.rows) < everything
        assert f"{len(grid.rows)} shown" in screen_text(pilot)
        await press(pilot, "slash", *"nothing like it", "enter")
        assert "No pair holds these words" in screen_text(pilot)
        await press(pilot, "escape")
        assert len(grid.rows) == everything


@in_loop
async def test_both_steps_open_on_their_maps(tmp_path: Path) -> None:
    async with driven(with_alike(tmp_path / "w")) as pilot:
        await press(pilot, "7", "slash", *"log phone", "enter", "enter")
        session = pilot.app.session
        assert (pilot.app.screen.scope, session.process) == ("map", "enquiry")
        assert pilot.app.screen.selected == "log"
        await press(pilot, "7", "o")
        assert (pilot.app.screen.scope, session.process, pilot.app.screen.selected) == (
            "map",
            "phone",
            "a",
        )


@in_loop
async def test_when_all_is_answered_it_says_so(tmp_path: Path) -> None:
    async with driven(small_workspace(tmp_path / "w", vendors=False)) as pilot:
        await press(pilot, "7", "n")
        assert "Nothing is left to answer" in screen_text(pilot)
        await press(pilot, "y")
        assert "there is no pair here" in screen_text(pilot)
