"""Findings answered on the map and on their own screen, with what that would do told before."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers_tui import driven, in_loop, screen_text, settle, small_workspace
from procfit import open_workspace
from procfit.model.team import Accepted
from procfit.tui.widgets.grid import Grid


@pytest.fixture
def open_root(tmp_path: Path) -> Path:
    """The workspace before anything is decided."""
    root = small_workspace(tmp_path / "pumps", vendors=False)
    path = root / "processes" / "enquiry.toml"
    lines = path.read_text().splitlines()
    kept = [line for line in lines if not line.startswith(("disposition", "to_be"))]
    path.write_text("\n".join(kept) + "\n")
    return root


def disposition(pilot, step: str) -> str | None:
    return pilot.app.session.workspace.maps["enquiry"].step(step).disposition


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def to_finding(pilot, rule: str) -> None:
    """Go to the first finding of a rule on the map."""
    while pilot.app.screen.finding.rule != rule:
        await press(pilot, "n")


async def say(pilot, text: str) -> None:
    pilot.app.screen.query_one("EntryLine Input").value = text
    await press(pilot, "enter")


@in_loop
async def test_what_discarding_would_do_is_told_before_it_is_decided(open_root: Path) -> None:
    async with driven(open_root) as pilot:
        await press(pilot, "2")
        await to_finding(pilot, "repeat-ask")
        shown = screen_text(pilot)
        assert "suggests discard: saves 3 min a case · 5 h a month" in shown
        assert (
            "if discarded: lead time 4.5 h → 4.5 h (−3 min) · flow efficiency 11.5 % → 10.6 %" in shown
        )
        assert "decided 0 of" in shown
        assert disposition(pilot, "ask-address") is None


@in_loop
async def test_discarding_is_named_undone_and_goes_on_to_the_next_open_finding(open_root: Path) -> None:
    async with driven(open_root) as pilot:
        await press(pilot, "2")
        await to_finding(pilot, "repeat-ask")
        await press(pilot, "d")
        assert disposition(pilot, "ask-address") == "discard"
        document = pilot.app.session.document
        assert document.undo_label == "discard Ask for the address (repeat-ask)"
        assert disposition(pilot, pilot.app.screen.finding.steps[0]) is None
        shown = screen_text(pilot)
        assert "saves 3 min/case, 5 h/month" in shown
        await press(pilot, "u")
        assert disposition(pilot, "ask-address") is None


@in_loop
async def test_keep_and_modify_decide_too_and_a_full_map_says_so(open_root: Path) -> None:
    async with driven(open_root) as pilot:
        await press(pilot, "2", "k")
        for _ in range(12):
            await press(pilot, "m")
        assert "All findings of this map are decided" in screen_text(pilot)
        findings = pilot.app.session.findings_of("enquiry")
        assert f"decided {len(findings)} of {len(findings)}" in screen_text(pilot)


@in_loop
async def test_a_finding_is_accepted_with_a_reason_and_opened_again(open_root: Path) -> None:
    async with driven(open_root) as pilot:
        await press(pilot, "2")
        await to_finding(pilot, "repeat-ask")
        place = pilot.app.session.finding
        await press(pilot, "x")
        await say(pilot, "")
        assert "needs a reason" in screen_text(pilot)
        await say(pilot, "They move often")
        found = pilot.app.session.findings_of("enquiry")[place]
        assert (found.accepted, found.accepted_reason) == (True, "They move often")
        label = pilot.app.session.document.undo_label
        assert label == "accept Ask for the address (repeat-ask)"
        await press(pilot, "ctrl+s")
        (accepted,) = open_workspace(open_root).answers.accepted
        assert accepted.reason == "They move often"
        assert accepted.date is not None
        pilot.app.session.finding = place
        await press(pilot, "x")
        label = pilot.app.session.document.undo_label
        assert label == "no longer accept Ask for the address (repeat-ask)"
        await press(pilot, "ctrl+s")
    assert open_workspace(open_root).answers.accepted == ()


@in_loop
async def test_leaving_asks_about_answers_that_are_not_saved(open_root: Path) -> None:
    async with driven(open_root) as pilot:
        await press(pilot, "2", "x")
        await say(pilot, "Until autumn")
        await press(pilot, "q")
        assert "The team's answers" in screen_text(pilot)
        await pilot.press("s")
    assert len(open_workspace(open_root).answers.accepted) == 1


@in_loop
async def test_escape_accepts_nothing(open_root: Path) -> None:
    async with driven(open_root) as pilot:
        await press(pilot, "2", "x")
        assert "Do what it suggests" not in screen_text(pilot)
        await press(pilot, "escape")
        assert pilot.app.session.document.is_saved
        assert pilot.app.screen.scope == "map"


@in_loop
async def test_the_findings_screen_answers_with_the_same_keys(open_root: Path) -> None:
    async with driven(open_root) as pilot:
        await press(pilot, "3")
        grid = pilot.app.screen.query_one(Grid)
        first = grid.row_key
        total = len(pilot.app.session.report.findings)
        assert f"Decided 0 of {total} findings" in screen_text(pilot)
        await press(pilot, "x")
        await say(pilot, "We know")
        assert grid.row_key != first
        shown = screen_text(pilot)
        assert f"Decided 1 of {total} findings" in shown
        assert shown.index("Decided  1") > shown.index("Saves")
        assert "accepted" in shown
        second = pilot.app.screen.finding
        await press(pilot, "k")
        assert disposition(pilot, second.steps[0]) == "keep"
        assert grid.row_key not in (first, "")


@in_loop
async def test_letters_move_no_cursor_where_they_decide(open_root: Path) -> None:
    async with driven(open_root, (160, 120)) as pilot:  # high enough for the whole help
        await press(pilot, "3", "f1")
        shown = screen_text(pilot)
        assert "Up. " in shown
        assert "↑ k" not in shown
        await press(pilot, "escape", "1", "f1")
        assert "↑ k" in screen_text(pilot)


@in_loop
async def test_what_the_team_accepted_in_the_file_is_shown_as_decided(open_root: Path) -> None:
    accepted = Accepted("repeat-ask", "enquiry", ("ask-address",), "They move often")
    text = (
        f'format = 1\n\n[[accepted]]\nrule = "{accepted.rule}"\nprocess = "enquiry"\n'
        f'steps = ["ask-address"]\nreason = "{accepted.reason}"\n'
    )
    (open_root / "processes" / "answers.toml").write_text(text)
    async with driven(open_root) as pilot:
        await press(pilot, "2")
        await to_finding(pilot, "repeat-ask")
        assert "accepted: They move often" in screen_text(pilot)
        assert "x open again" in screen_text(pilot)


IN_A_ROW = """
format = 1
name = "Review"
volume = "10/month"

[[lane]]
id = "sales"

[[lane]]
id = "finance"

[[step]]
id = "begin"
name = "Begin"
kind = "start"
next = ["orders"]

[[step]]
id = "orders"
name = "Sum up orders"
lane = "sales"
reads = ["order"]
writes = ["order figures"]
work = "1h"
wait = "0m"
next = ["invoices"]

[[step]]
id = "invoices"
name = "Sum up invoices"
lane = "finance"
reads = ["invoice"]
writes = ["invoice figures"]
work = "30m"
wait = "1h"
next = ["talk"]

[[step]]
id = "talk"
name = "Talk"
lane = "sales"
reads = ["order figures", "invoice figures"]
work = "10m"
wait = "0m"
"""


@in_loop
async def test_one_key_draws_what_a_finding_suggests_and_undo_takes_it_back(open_root: Path) -> None:
    (open_root / "processes" / "row.toml").write_text(IN_A_ROW)
    async with driven(open_root) as pilot:
        pilot.app.open_map("row")
        await settle(pilot)
        await to_finding(pilot, "needless-sequence")
        shown = screen_text(pilot)
        assert (
            "if drawn so: lead time 160 min → 100 min" in shown or "lead time 2.7 h → 100 min" in shown
        )
        assert "Enter draw it so in the to-be" in shown
        before = pilot.app.session.workspace.maps["row"]
        await press(pilot, "enter")
        process = pilot.app.session.workspace.maps["row"]
        assert [step.kind for step in process.to_be.steps].count("parallel") == 1
        label = pilot.app.session.document.undo_label
        assert label == "redraw Sum up orders, Sum up invoices (needless-sequence)"
        assert "saves 60 min/case, 10 h/month" in screen_text(pilot)
        await press(pilot, "u")
        assert pilot.app.session.workspace.maps["row"] == before
