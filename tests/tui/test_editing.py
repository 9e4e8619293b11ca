from __future__ import annotations

from pathlib import Path

from textual import events

from helpers_tui import driven, in_loop, screen_text, settle
from procfit import open_workspace
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.entry_line import EntryLine


async def at(pilot, step: str) -> None:
    """Open the map with the cursor on a step."""
    if pilot.app.screen.scope != "map":
        await pilot.press("enter")
        await settle(pilot)
    pilot.app.screen.query_one(Canvas).select(step)
    await settle(pilot)


async def typed(pilot, *lines: str) -> None:
    for line in lines:
        for letter in line:
            await pilot.press("space" if letter == " " else letter)
        await pilot.press("enter")
        await settle(pilot)


def steps(pilot, name: str = "enquiry") -> dict[str, object]:
    return {step.id: step for step in pilot.app.session.workspace.maps[name].steps}


def selected(pilot) -> str:
    return pilot.app.screen.query_one(Canvas).selected


@in_loop
async def test_a_run_of_steps_is_typed_like_a_list(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "log")
        await pilot.press("a")
        await typed(pilot, "Look up stock 2m v1", "Call back @sales 5m/2h !phone")
        found = steps(pilot)
        assert [flow.to for flow in found["log"].next] == ["look-up-stock"]
        assert [flow.to for flow in found["look-up-stock"].next] == ["call-back"]
        assert [flow.to for flow in found["call-back"].next] == ["ask-address"]
        assert (found["call-back"].wait.usual, found["call-back"].channel) == (120, "phone")
        assert selected(pilot) == "call-back"
        await pilot.press("escape")
        await settle(pilot)
        assert not pilot.app.screen.query_one(EntryLine).is_open
        assert "Look up stock" in screen_text(pilot)


@in_loop
async def test_undo_and_redo_name_what_they_do_and_go_there(root: Path) -> None:
    async with driven(root) as pilot:
        before = pilot.app.session.workspace.maps["enquiry"]
        await at(pilot, "quote")
        await pilot.press("r")
        line = pilot.app.screen.query_one("EntryLine Input")
        line.value = "Send offer"
        await pilot.press("enter")
        await settle(pilot)
        assert steps(pilot)["quote"].name == "Send offer"
        await pilot.press("home", "u")
        await settle(pilot)
        assert "Undone: rename Send quote to Send offer" in screen_text(pilot)
        assert selected(pilot) == "quote"
        assert pilot.app.session.workspace.maps["enquiry"] == before
        await pilot.press("U")
        await settle(pilot)
        assert steps(pilot)["quote"].name == "Send offer"


@in_loop
async def test_saving_writes_the_file_as_a_person_would(root: Path) -> None:
    path = root / "processes" / "enquiry.toml"
    before = path.read_text()
    async with driven(root) as pilot:
        await at(pilot, "check")
        await pilot.press("a")
        await typed(pilot, "Note the result 1m")
        await pilot.press("escape", "ctrl+s")
        await settle(pilot)
        assert "Saved: Enquiry to quote" in screen_text(pilot)
        assert open_workspace(root).maps["enquiry"] == pilot.app.session.workspace.maps["enquiry"]
    added = [line for line in path.read_text().splitlines() if line not in before.splitlines()]
    assert added == [
        'next = ["note-the-result"]',
        'id = "note-the-result"',
        'name = "Note the result"',
        'work = "1m"',
    ]


@in_loop
async def test_a_refused_edit_says_why_and_keeps_what_was_typed(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "read")
        await pilot.press("a")
        await typed(pilot, "More")
        assert "nothing comes behind the end" in screen_text(pilot)
        assert pilot.app.screen.query_one("EntryLine Input").value == "More"
        assert pilot.app.session.document.unsaved == ()


@in_loop
async def test_the_plan_is_edited_in_the_to_be_view(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "check")
        await pilot.press("v")
        await settle(pilot)
        await pilot.press("e")
        line = pilot.app.screen.query_one("EntryLine Input")
        assert line.value.startswith("Check the workshop @sales 20m")
        line.value = line.value.replace("20m", "5m")
        await pilot.press("enter")
        await settle(pilot)
        step = steps(pilot)["check"]
        assert (step.work.usual, step.to_be["work"].usual, step.disposition) == (20, 5, "modify")
        await pilot.press("delete")
        await settle(pilot)
        assert steps(pilot)["check"].disposition == "discard"
        await pilot.press("a")
        await typed(pilot, "Call first")
        assert [step.disposition for step in steps(pilot).values() if step.name == "Call first"] == [
            "add"
        ]


@in_loop
async def test_a_decision_and_its_branches(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "quote")
        await pilot.press("B")
        await typed(pilot, "Accepted?", "Book it >read")
        await pilot.press("escape")
        found = steps(pilot)
        assert [flow.to for flow in found["accepted"].next] == ["read", "book-it"]
        await at(pilot, "accepted")
        await pilot.press("S")
        await typed(pilot, "", "")
        await pilot.press("S")
        await typed(pilot, "60%")
        line = pilot.app.screen.query_one("EntryLine Input")
        assert line.value == "40%"
        await pilot.press("enter")
        await settle(pilot)
        assert [flow.share for flow in steps(pilot)["accepted"].next] == [0.6, 0.4]


@in_loop
async def test_connect_disconnect_lane_duplicate_delete(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "check")
        await pilot.press("y")
        await settle(pilot)
        assert selected(pilot) == "check-2"
        await pilot.press("l")
        await typed(pilot, "Credit desk")
        assert steps(pilot)["check-2"].lane == "credit-desk"
        await pilot.press("delete")
        await settle(pilot)
        assert "check-2" not in steps(pilot)
        await at(pilot, "known")
        await pilot.press("C")
        await typed(pilot, "Check the workshop")
        assert "sends 25 % of its cases" in screen_text(pilot)
        await pilot.press("escape", "c")
        await typed(pilot, "Read the quote")
        shown = screen_text(pilot)
        assert "share" in shown
        assert pilot.app.session.document.undo_label == "delete Check the workshop"


@in_loop
async def test_what_cannot_be_done_says_why(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "log")
        for key, why in (
            ("S", "only a decision"),
            ("u", "nothing was changed"),
            ("ctrl+s", "everything is saved"),
        ):
            await pilot.press(key)
            await settle(pilot)
            assert why in screen_text(pilot)


@in_loop
async def test_what_the_planned_line_leaves_out_stays_as_it_is_today(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "check")
        await pilot.press("v", "e")
        line = pilot.app.screen.query_one("EntryLine Input")
        line.value = "Check the workshop @sales 5m"
        await pilot.press("enter", "ctrl+s")
        await settle(pilot)
        step = open_workspace(root).maps["enquiry"].step("check")
        assert (step.value, step.to_be["work"].usual, "value" in step.to_be) == (1, 5, False)


@in_loop
async def test_what_is_typed_right_behind_enter_belongs_to_the_next_step(root: Path) -> None:
    async with driven(root) as pilot:
        await at(pilot, "log")
        await pilot.press("a")
        for key in ("A", "enter", "B", "enter", "C"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert [flow.to for flow in steps(pilot)["a"].next] == ["b"]
        assert pilot.app.screen.query_one("EntryLine Input").value == "C"
