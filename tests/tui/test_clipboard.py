from __future__ import annotations

from pathlib import Path

from helpers_tui import driven, in_loop, screen_text, settle
from procfit import open_workspace
from procfit.tui.widgets.canvas import Canvas


async def at(pilot, step: str) -> None:
    if pilot.app.screen.scope != "map":
        await pilot.press("enter")
        await settle(pilot)
    pilot.app.screen.query_one(Canvas).select(step)
    await settle(pilot)


async def mark(pilot, *steps: str) -> None:
    for step in steps:
        await at(pilot, step)
        await pilot.press("space")
        await settle(pilot)


def maps(pilot):
    return pilot.app.session.workspace.maps


@in_loop
async def test_marked_steps_are_copied_into_another_map_and_undone_by_one_name(root: Path) -> None:
    async with driven(root) as pilot:
        await mark(pilot, "log", "ask-address")
        assert "■" in screen_text(pilot)
        await pilot.press("ctrl+k")
        await settle(pilot)
        assert "■" not in screen_text(pilot)
        before = maps(pilot)["return"]
        pilot.app.open_map("return")
        await settle(pilot)
        await at(pilot, "send")
        await pilot.press("ctrl+v")
        await settle(pilot)
        changed = maps(pilot)["return"]
        assert [step.id for step in changed.steps] == ["send", "log", "ask-address", "refund"]
        assert changed.step("ask-address").next[0].to == "refund"
        assert changed.step("ask-address").disposition is None
        assert "sales" in [lane.id for lane in changed.lanes]
        label = "paste Log enquiry and Ask for the address"
        assert pilot.app.session.document.undo_label == label
        await pilot.press("u")
        await settle(pilot)
        assert maps(pilot)["return"] == before


@in_loop
async def test_pasted_in_the_plan_they_are_added_there_only(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "check")
        await pilot.press("ctrl+k", "v", "ctrl+v")
        await settle(pilot)
        process = maps(pilot)["enquiry"]
        assert process.step("check-2").disposition == "add"
        assert "check-2" not in process.as_is
        assert "check-2" in process.to_be


@in_loop
async def test_several_are_deleted_at_once(root: Path) -> None:
    async with driven(root) as pilot:
        await mark(pilot, "log", "ask-address")
        await pilot.press("delete")
        await settle(pilot)
        assert [step.id for step in maps(pilot)["enquiry"].steps][:2] == ["ask", "known"]
        assert pilot.app.session.document.undo_label == "delete Log enquiry and Ask for the address"
        assert pilot.app.screen.selected == "known"
        await pilot.press("u", "v")
        await settle(pilot)
        await mark(pilot, "log", "check")
        await pilot.press("delete")
        await settle(pilot)
        process = maps(pilot)["enquiry"]
        assert [process.step(step).disposition for step in ("log", "check")] == ["discard", "discard"]
        assert pilot.app.session.document.undo_label == "discard Log enquiry and Check the workshop"


@in_loop
async def test_marked_steps_become_a_map_and_come_back(root: Path) -> None:
    async with driven(root) as pilot:
        await mark(pilot, "log", "ask-address")
        before = maps(pilot)["enquiry"]
        await pilot.press("g", *"Intake", "enter")
        await settle(pilot)
        assert [step.id for step in maps(pilot)["intake"].steps][1:3] == ["log", "ask-address"]
        assert pilot.app.screen.selected == "intake"
        assert pilot.app.session.document.undo_label == (
            "make Log enquiry and Ask for the address the map Intake"
        )
        await pilot.press("u")
        await settle(pilot)
        assert "intake" not in maps(pilot)
        assert maps(pilot)["enquiry"] == before
        await pilot.press("U", "G")
        await settle(pilot)
        assert [step.id for step in maps(pilot)["enquiry"].steps] == [step.id for step in before.steps]
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert open_workspace(root).maps["intake"].name == "Intake"


@in_loop
async def test_what_cannot_be_done_with_several_says_why(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "log")
        for key, why in (("ctrl+v", "nothing was copied yet"), ("G", "runs no other map")):
            await pilot.press(key)
            await settle(pilot)
            assert why in screen_text(pilot)
        await mark(pilot, "log", "check")
        await pilot.press("g", *"Both", "enter")
        await settle(pilot)
        assert "cases come in at 2 places" in screen_text(pilot)
        assert pilot.app.session.document.unsaved == ()
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert pilot.app.screen.marked == ()
        await at(pilot, "ask")
        await pilot.press("ctrl+k")
        await settle(pilot)
        assert "starts and ends are not copied" in screen_text(pilot)


@in_loop
async def test_a_name_is_taken_without_what_no_file_may_hold(root: Path) -> None:
    async with driven(root) as pilot:
        await mark(pilot, "log", "ask-address")
        await pilot.press("g")
        pilot.app.screen.query_one("EntryLine Input").value = "In\u200btake"
        await pilot.press("enter")
        await settle(pilot)
        assert maps(pilot)["intake"].name == "Intake"
        assert pilot.app.session.document.undo_label.endswith("the map Intake")
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert open_workspace(root).maps["intake"].name == "Intake"
