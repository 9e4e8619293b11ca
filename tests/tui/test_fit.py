from __future__ import annotations

from pathlib import Path

from helpers_tui import driven, in_loop, screen_text, settle
from procfit.fit.score import Score
from procfit.tui.views.fit import bar
from procfit.tui.widgets.grid import Grid


async def open_fit(pilot) -> None:
    await pilot.press("5")
    await settle(pilot)


@in_loop
async def test_the_ranking_shows_intervals_gates_and_coverage(root: Path) -> None:
    async with driven(root) as pilot:
        await open_fit(pilot)
        shown = screen_text(pilot)
        assert "DECIDED: Alder CRM" in shown
        alder = next(line for line in shown.splitlines() if "▸ Alder CRM" in line)
        assert "✓ pass" in alder
        assert "├" in alder
        assert "●" in alder
        assert "%" in alder


def test_a_bar_keeps_its_width_whatever_the_interval() -> None:
    for low, mid, high in ((0, 0, 0), (1, 1, 1), (0, 0.5, 1), (0.3, 0.31, 0.32)):
        drawn = bar(Score(low, mid, high, mid), 21)
        assert len(drawn) == 21
        assert drawn.count("●") == 1


@in_loop
async def test_points_lead_to_the_cell_and_to_the_step(root: Path) -> None:
    async with driven(root) as pilot:
        await open_fit(pilot)
        await pilot.press("enter")
        await settle(pilot)
        points = pilot.app.screen.query_one("#waterfall", Grid)
        assert points.has_focus
        first = points.row_key
        await pilot.press("enter")
        await settle(pilot)
        assert "Where this answer comes from" in screen_text(pilot)
        await pilot.press("escape", "down")
        await settle(pilot)
        capability, process, step = points.row_key.split("|")
        assert capability == first
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.scope == "map"
        assert pilot.app.session.process == process
        assert pilot.app.screen.query_one("Canvas").selected == step


@in_loop
async def test_escape_goes_from_the_points_to_the_ranking_and_then_back(root: Path) -> None:
    async with driven(root) as pilot:
        await open_fit(pilot)
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert pilot.app.screen.query_one("#ranking").has_focus
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"


@in_loop
async def test_another_vendor_shows_other_points(root: Path) -> None:
    async with driven(root) as pilot:
        await open_fit(pilot)
        await pilot.press("down")
        await settle(pilot)
        assert "Points of Cedar" in screen_text(pilot)


@in_loop
async def test_what_would_decide_is_told_in_a_window(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        await open_fit(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert "Must-haves of Alder CRM" in screen_text(pilot)


@in_loop
async def test_capabilities_say_which_steps_need_them_and_who_offers_them(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("6")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "No planned step needs  1" in shown
        assert "Needed by" in shown
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.scope == "map"


@in_loop
async def test_findings_are_grouped_and_open_on_their_map(root: Path) -> None:
    path = root / "processes" / "enquiry.toml"
    path.write_text(path.read_text().replace('disposition = "discard"\n', ""))
    async with driven(root) as pilot:
        await pilot.press("3")
        await settle(pilot)
        by_rule = screen_text(pilot)
        assert "\nrepeat-ask  1" in by_rule
        assert "\nDecided  1" in by_rule
        await pilot.press("g")
        await settle(pilot)
        assert "\nEnquiry to quote" in screen_text(pilot)
        chosen = pilot.app.screen.query_one(Grid).row_key
        finding = pilot.app.session.report.findings[int(chosen.removeprefix("finding-"))]
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.scope == "map"
        assert f"{finding.rule}  " in screen_text(pilot)
