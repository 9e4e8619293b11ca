from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from helpers_tui import driven, in_loop, screen_text, settle
from procfit import open_workspace
from procfit.tui.widgets.canvas import Canvas
from procfit.workspace.editing.journal import FOLDER
from tui.test_editing import at, steps, typed


async def renamed(pilot, step: str, name: str) -> None:
    await at(pilot, step)
    await pilot.press("r")
    pilot.app.screen.query_one("EntryLine Input").value = name
    await pilot.press("enter")
    await settle(pilot)


async def outside(pilot, root: Path, old: str, new: str) -> None:
    """Change a file as another program would, and wait until it is noticed."""
    path = root / "processes" / "enquiry.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    pilot.app.look_outside()
    await settle(pilot)


def left(root: Path, name: str) -> None:
    """Leave unsaved work behind as a killed run would."""
    text = (root / "processes" / "enquiry.toml").read_text()
    folder = root / FOLDER / "20260101-000000-1"
    folder.mkdir(parents=True)
    later = text.replace('name = "Log enquiry"', f'name = "{name}"')
    document = {"base": text, "text": later, "labels": ["rename Log enquiry"]}
    (folder / "enquiry.json").write_text(json.dumps(document))


@in_loop
async def test_unsaved_work_of_a_killed_run_is_offered_and_brought_back(root: Path) -> None:
    left(root, "Note it")
    async with driven(root) as pilot:
        shown = screen_text(pilot)
        assert "Unsaved work was found" in shown
        assert "Enquiry to quote: rename Log enquiry" in shown
        await pilot.press("b")
        await settle(pilot)
        assert steps(pilot)["log"].name == "Note it"
        assert pilot.app.session.document.undo_label == "recover unsaved work"
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert open_workspace(root).maps["enquiry"].step("log").name == "Note it"
    assert not (root / FOLDER).exists()


@in_loop
async def test_unsaved_work_is_thrown_away_only_when_asked(root: Path) -> None:
    left(root, "Note it")
    async with driven(root) as pilot:
        await pilot.press("escape")
        await settle(pilot)
    assert (root / FOLDER).exists()
    async with driven(root) as pilot:
        await pilot.press("t")
        await settle(pilot)
        assert steps(pilot)["log"].name == "Log enquiry"
    assert not (root / FOLDER).exists()


@in_loop
async def test_what_others_changed_shows_up_and_joins_what_was_changed_here(root: Path) -> None:
    async with driven(root) as pilot:
        await renamed(pilot, "quote", "Send offer")
        await outside(pilot, root, 'name = "Log enquiry"', 'name = "Note it"')
        assert "Both changes kept: Enquiry to quote" in screen_text(pilot)
        assert (steps(pilot)["quote"].name, steps(pilot)["log"].name) == ("Send offer", "Note it")
        await pilot.press("ctrl+s")
        await settle(pilot)
    process = open_workspace(root).maps["enquiry"]
    assert (process.step("quote").name, process.step("log").name) == ("Send offer", "Note it")


@in_loop
async def test_a_conflict_is_shown_side_by_side_and_decided(root: Path) -> None:
    async with driven(root) as pilot:
        await renamed(pilot, "quote", "Send offer")
        await outside(pilot, root, 'name = "Send quote"', 'name = "Mail quote"')
        shown = screen_text(pilot)
        for text in ("name of step quote", "Send quote", "Send offer", "Mail quote"):
            assert text in shown
        await pilot.press("t")
        await settle(pilot)
        assert steps(pilot)["quote"].name == "Mail quote"
        assert pilot.app.session.document.unsaved == ()


@in_loop
async def test_a_conflict_left_open_is_asked_again_when_saving(root: Path) -> None:
    async with driven(root) as pilot:
        await renamed(pilot, "quote", "Send offer")
        await outside(pilot, root, 'name = "Send quote"', 'name = "Mail quote"')
        await pilot.press("escape", "ctrl+s")
        await settle(pilot)
        assert "Changed in two ways" in screen_text(pilot)
        await pilot.press("o")
        await settle(pilot)
    assert open_workspace(root).maps["enquiry"].step("quote").name == "Send offer"


@in_loop
async def test_reading_again_keeps_what_is_not_saved(root: Path) -> None:
    async with driven(root) as pilot:
        await renamed(pilot, "quote", "Send offer")
        await pilot.press("f5")
        await settle(pilot)
        assert steps(pilot)["quote"].name == "Send offer"
        assert pilot.app.screen.query_one(Canvas).selected == "quote"


@in_loop
async def test_leaving_asks_while_something_is_unsaved(root: Path) -> None:
    async with driven(root) as pilot:
        await renamed(pilot, "quote", "Send offer")
        await pilot.press("q")
        await settle(pilot)
        assert "Not saved yet" in screen_text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.is_running
        await pilot.press("q", "s")
    assert pilot.app.return_value == 0
    assert open_workspace(root).maps["enquiry"].step("quote").name == "Send offer"


@in_loop
async def test_leaving_without_saving_leaves_nothing_behind(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "log")
        await pilot.press("a")
        await typed(pilot, "One more")
        await pilot.press("escape", "q", "t")
    assert pilot.app.return_value == 0
    assert "One more" not in (root / "processes" / "enquiry.toml").read_text()
    assert not (root / FOLDER).exists()


@in_loop
async def test_a_file_that_cannot_be_written_is_said_and_nothing_is_lost(
    root: Path, monkeypatch
) -> None:
    async with driven(root) as pilot:
        await renamed(pilot, "quote", "Send offer")

        def full(**_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("procfit.files.tempfile.mkstemp", full)
        await pilot.press("ctrl+s")
        await settle(pilot)
        said = [notice.message for notice in pilot.app._notifications]
        assert any("cannot be written" in message for message in said), said
        assert pilot.app.session.document.unsaved == ("enquiry",)
        monkeypatch.undo()
        await pilot.press("q", "s")
    assert open_workspace(root).maps["enquiry"].step("quote").name == "Send offer"


@in_loop
async def test_a_folder_or_file_lost_underneath_is_said_and_nothing_is_lost(root: Path) -> None:
    path = root / "processes" / "enquiry.toml"
    text = path.read_text()
    async with driven(root) as pilot:
        await renamed(pilot, "quote", "Send offer")
        path.unlink()
        path.mkdir()
        pilot.app.look_outside()
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "cannot be" in screen_text(pilot)
        assert pilot.app.session.document.unsaved == ("enquiry",)
        path.rmdir()
        path.write_text(text + "this is not TOML")
        pilot.app.look_outside()
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "mend the file" in screen_text(pilot)
        assert steps(pilot)["quote"].name == "Send offer"
        path.write_text(text)
        shutil.move(root, root.with_name("elsewhere"))
        pilot.app.look_outside()
        await settle(pilot)
        assert pilot.app.is_running
        assert steps(pilot)["quote"].name == "Send offer"
        shutil.move(root.with_name("elsewhere"), root)
        pilot.app.look_outside()
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert open_workspace(root).maps["enquiry"].step("quote").name == "Send offer"


@in_loop
async def test_nobody_who_types_answers_a_question_that_comes_up_meanwhile(root: Path) -> None:
    async with driven(root) as pilot:
        await renamed(pilot, "quote", "Send offer")
        await pilot.press("a", "t", "o")
        await outside(pilot, root, 'name = "Send quote"', 'name = "Mail quote"')
        await pilot.press("t")
        await settle(pilot)
        assert pilot.app.screen.query_one("EntryLine Input").value == "tot"
        assert "Changed in two ways" in screen_text(pilot)
        await pilot.press("escape", "ctrl+s")
        await settle(pilot)
        assert "Changed in two ways" in screen_text(pilot)


@in_loop
async def test_two_apps_on_one_folder_see_what_the_other_saved(root: Path) -> None:
    async with driven(root) as one, driven(root) as two:
        await renamed(one, "quote", "Send offer")
        await renamed(two, "log", "Note it")
        await one.press("ctrl+s")
        await settle(one)
        two.app.look_outside()
        await settle(two)
        assert (steps(two)["quote"].name, steps(two)["log"].name) == ("Send offer", "Note it")
        await two.press("ctrl+s")
        await settle(two)
        one.app.look_outside()
        await settle(one)
        assert steps(one) == steps(two)
    process = open_workspace(root).maps["enquiry"]
    assert (process.step("quote").name, process.step("log").name) == ("Send offer", "Note it")


@in_loop
async def test_many_maps_are_saved_while_the_screen_goes_on(root: Path) -> None:
    text = (root / "processes" / "return.toml").read_text()
    for number in range(8):
        (root / "processes" / f"return-{number}.toml").write_text(text)
    async with driven(root) as pilot:
        maps = pilot.app.session.workspace.maps
        pilot.app.change("rename all", {name: replace(maps[name], name="Both") for name in maps})
        await pilot.press("q", "s")
        await pilot.app.workers.wait_for_complete()
    assert {process.name for process in open_workspace(root).maps.values()} == {"Both"}
