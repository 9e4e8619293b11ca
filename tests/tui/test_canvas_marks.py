"""What is marked on the steps: a sign beside every color, and what is not assessed said so."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers_tui import driven, in_loop, screen_text, settle
from procfit.tui.views.marks import MISSING, marking_of, modes_of
from procfit.tui.widgets.canvas import Canvas


def marks(pilot, mode: str) -> dict[str, str]:
    session = pilot.app.session
    session.marks = mode
    process = session.workspace.maps["enquiry"].as_is
    return {step: mark.text for step, mark in marking_of(session, process).marks.items()}


@in_loop
async def test_each_mode_marks_what_it_says(root: Path) -> None:
    async with driven(root) as pilot:
        assert marks(pilot, "value") == {"log": "2", "ask-address": "?", "check": "1", "quote": "5"}
        assert marks(pilot, "time") == {
            "log": "2.1h ▃",
            "ask-address": "3m ▁",
            "check": "8.3h █",
            "quote": "18m ▁",
        }
        assert marks(pilot, "disposition") == {
            "log": "K",
            "ask-address": "D",
            "known": "?",
            "check": "?",
            "quote": "M",
        }
        assert marks(pilot, "plain") == {}


@in_loop
async def test_a_vendor_covers_a_step_as_well_as_its_worst_need(root: Path) -> None:
    async with driven(root) as pilot:
        assert [mode for mode in modes_of(pilot.app.session) if mode.startswith("vendor")] == [
            "vendor alder",
            "vendor cedar",
        ]
        alder = marks(pilot, "vendor alder")
        assert alder == {"log": "S", "check": "S", "quote": "C"}
        assert marks(pilot, "vendor cedar") == {"log": "S", "check": "R", "quote": "N"}


@in_loop
async def test_a_blank_is_not_told_as_a_gap(root: Path) -> None:
    async with driven(root) as pilot:
        session = pilot.app.session
        session.marks = "vendor alder"
        process = session.workspace.maps["return"].as_is
        mark = marking_of(session, process).marks["refund"]
        assert mark.text in ("□", MISSING)
        assert mark.tone == "muted"


@in_loop
async def test_o_goes_through_the_marks_and_names_them(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("2")
        await settle(pilot)
        seen = []
        for _ in modes_of(pilot.app.session):
            await pilot.press("o")
            await settle(pilot)
            seen.append(pilot.app.session.marks)
            title = screen_text(pilot).splitlines()[1]
            if not seen[-1].startswith(("vendor", "findings")):
                assert f"marks: {seen[-1]}" in title
        assert seen == [*modes_of(pilot.app.session)[1:], "findings"]
        await pilot.press("O")
        assert pilot.app.session.marks == "plain"


@pytest.mark.parametrize("mode", ["findings", "value", "time", "disposition", "vendor alder"])
def test_every_color_stands_beside_a_sign_and_the_legend_explains_it(root: Path, mode: str) -> None:
    @in_loop
    async def run() -> None:
        async with driven(root) as pilot:
            session = pilot.app.session
            session.marks = mode
            found = marking_of(session, session.workspace.maps["enquiry"].as_is)
            assert found.marks
            assert all(mark.text.strip() for mark in found.marks.values())
            assert found.legend
            assert "\n" not in found.legend
            by_tone: dict[str, set[str]] = {}
            for mark in found.marks.values():
                by_tone.setdefault(mark.tone, set()).add(mark.text)
            signs = [sign for tone in by_tone.values() for sign in tone]
            assert len(signs) == len(set(signs))

    run()


@in_loop
async def test_a_mark_is_seen_in_every_zoom(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("2", "o")
        await settle(pilot)
        canvas = pilot.app.screen.query_one(Canvas)
        await pilot.press("plus")
        for _ in range(4):
            await settle(pilot)
            area = canvas.drawing.boxes["quote"]
            rows = canvas.drawing.rows[area.y : area.y + area.height]
            own = "".join(span.text for row in rows for span in row if span.step == "quote")
            assert "5" in own, canvas.zoom
            await pilot.press("minus")
