from __future__ import annotations

from pathlib import Path

import pytest

from helpers_tui import driven, in_loop, screen_text, settle
from procfit import open_workspace
from procfit.model import edits
from procfit.model.quantities import Duration
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.form import Form


async def formed(pilot, step: str, *keys: str) -> Form:
    """Open the map at a step, and the form; press keys."""
    await pilot.press("enter")
    await settle(pilot)
    pilot.app.screen.query_one(Canvas).select(step)
    await settle(pilot)
    await pilot.press("f", *keys)
    await settle(pilot)
    return pilot.app.screen.query_one(Form)


async def fill(pilot, key: str, text: str) -> None:
    """Type into a field of the form."""
    form = pilot.app.screen.query_one(Form)
    form.go_to(key)
    await pilot.press("enter")
    form.query_one("FormLine").value = text
    await pilot.press("enter")
    await settle(pilot)


def step(pilot, name: str):
    return pilot.app.session.workspace.maps["enquiry"].step(name)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["small", "large"])
def test_a_field_is_edited_where_it_stands_and_undone_by_its_name(root: Path, size) -> None:
    @in_loop
    async def run() -> None:
        async with driven(root, size) as pilot:
            form = await formed(pilot, "quote")
            assert pilot.app.screen.query_one(Canvas).region.width == (0 if size[0] < 120 else 104)
            await fill(pilot, "work", "5m")
            assert step(pilot, "quote").work == Duration.fixed(5)
            assert form.field.key == "wait"
            assert not form.editing
            await pilot.press("u")
            await settle(pilot)
            label = "work of Send quote: 10 min – 15 min – 40 min -> 5 min"
            assert pilot.app.session.document.redo_label == label
            assert step(pilot, "quote").work == Duration(10, 15, 40)
            assert form.rows.has_focus

    run()


@in_loop
async def test_what_is_wrong_is_said_in_the_form_before_it_is_left(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        form = await formed(pilot, "quote")
        assert form.region.width == 80
        await fill(pilot, "value", "9")
        assert "✗ value 9 is out of range; give a number from 0 to 5" in screen_text(pilot)
        assert (form.editing, form.query_one("FormLine").value) == (True, "9")
        assert pilot.app.session.document.unsaved == ()
        await pilot.press("escape")
        await settle(pilot)
        assert (form.editing, form.field.key, step(pilot, "quote").value) == (False, "value", 5)
        await pilot.press("escape")
        await settle(pilot)
        assert not pilot.app.screen.forming
        assert pilot.app.screen.query_one(Canvas).has_focus


@in_loop
async def test_arrow_keys_go_through_fields_and_choose_what_is_offered(root: Path) -> None:
    async with driven(root) as pilot:
        form = await formed(pilot, "quote", "down", "down", "down")
        assert form.field.key == "channel"
        await pilot.press("enter", "ctrl+u", *"ph", "tab", "enter")
        await settle(pilot)
        assert step(pilot, "quote").channel == "phone"
        form.go_to("kind")
        await pilot.press("enter", "up", "up", "enter")
        await settle(pilot)
        assert step(pilot, "quote").kind == "wait"
        form.go_to("asks")
        await pilot.press("enter", *"name, comp", "tab", "enter")
        await settle(pilot)
        assert step(pilot, "quote").asks == ("name", "company name")
        await pilot.press("up", "delete")
        await settle(pilot)
        assert step(pilot, "quote").asks == ()
        await pilot.press("end")
        assert form.field.key == "share"
        await pilot.press("home", "pagedown")
        assert form.rows.cursor > 10


@in_loop
async def test_the_plan_is_edited_beside_today(root: Path) -> None:
    async with driven(root) as pilot:
        await formed(pilot, "check")
        await pilot.press("v")
        await settle(pilot)
        await fill(pilot, "work", "2m")
        found = step(pilot, "check")
        assert (found.work.usual, found.to_be["work"].usual, found.disposition) == (20, 2, "modify")
        line = next(line for line in screen_text(pilot).splitlines() if " Work " in line)
        assert line.split("Work")[1].split() == ["20m", "→", "2m"]


@in_loop
async def test_the_form_turns_to_the_lane_and_the_map(root: Path) -> None:
    async with driven(root) as pilot:
        form = await formed(pilot, "quote", "right")
        await fill(pilot, "name", "Sales desk")
        assert "Sales desk" in screen_text(pilot)
        await fill(pilot, "place", "1")
        lanes = pilot.app.session.workspace.maps["enquiry"].lanes
        assert [lane.label for lane in lanes] == ["Sales desk", "Workshop"]
        await pilot.press("right")
        await settle(pilot)
        assert form.field.key == "name"
        await fill(pilot, "owner", "Ana")
        assert pilot.app.session.workspace.maps["enquiry"].owner == "Ana"
        assert pilot.app.session.document.undo_label == "owner of Enquiry to quote: Sales -> Ana"
        await pilot.press("left", "left")
        await settle(pilot)
        assert pilot.app.screen.subject == "step"


@in_loop
async def test_the_form_follows_the_cursor_of_the_map(root: Path) -> None:
    async with driven(root) as pilot:
        form = await formed(pilot, "quote")
        pilot.app.screen.query_one(Canvas).focus()
        await pilot.press("left")
        await settle(pilot)
        name = step(pilot, pilot.app.screen.selected).name
        assert [row.text for row in form.rows.rows if getattr(row, "key", "") == "name"] == [name]


@in_loop
async def test_lanes_move_and_go_by_name_of_the_action(root: Path) -> None:
    async with driven(root) as pilot:
        await formed(pilot, "quote", "escape", "ctrl+up")
        await settle(pilot)
        process = pilot.app.session.workspace.maps["enquiry"]
        assert [lane.id for lane in process.lanes] == ["sales", "customer"]
        await pilot.press("ctrl+up")
        await settle(pilot)
        assert "it is the top lane" in screen_text(pilot)
        await pilot.press("ctrl+delete")
        await settle(pilot)
        assert 'lane "sales" still holds' in screen_text(pilot)


@in_loop
async def test_what_the_form_wrote_is_what_the_file_says(root: Path) -> None:
    async with driven(root) as pilot:
        await formed(pilot, "check")
        await fill(pilot, "rival.who", "Mill & Co")
        await fill(pilot, "rival.time", "2 h")
        await fill(pilot, "needs", "customer-record; qoutation")
        assert 'unknown capability "qoutation"' in screen_text(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        saved = open_workspace(root).maps["enquiry"]
        assert saved == pilot.app.session.workspace.maps["enquiry"]
        assert saved.step("check").rival.who == "Mill & Co"


@in_loop
async def test_hostile_text_is_shown_as_text(root: Path) -> None:
    async with driven(root) as pilot:
        await formed(pilot, "check")
        await fill(pilot, "benefit", "[red]x[/red] <b>")
        pilot.app.screen.query_one(Form).go_to("benefit")
        await settle(pilot)
        assert "[red]x[/red] <b>" in screen_text(pilot)


@in_loop
async def test_what_is_typed_never_goes_into_another_step(root: Path) -> None:
    async with driven(root) as pilot:
        form = await formed(pilot, "quote")
        form.go_to("work")
        await pilot.press("enter")
        process = pilot.app.session.workspace.maps["enquiry"]
        pilot.app.change("outside", {"enquiry": edits.delete_step(process, "quote")})
        await settle(pilot)
        assert not form.editing
        assert pilot.app.screen.selected != "quote"


@in_loop
async def test_figures_that_arrive_leave_what_is_being_typed_alone(root: Path) -> None:
    async with driven(root) as pilot:
        form = await formed(pilot, "quote")
        form.go_to("benefit")
        await pilot.press("enter", "ctrl+u", *"More")
        pilot.app.session.version += 1
        pilot.app.show_session()
        await pilot.press(*"over", "enter")
        await settle(pilot)
        assert step(pilot, "quote").benefit == "Moreover"
