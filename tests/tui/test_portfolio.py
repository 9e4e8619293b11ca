from __future__ import annotations

from pathlib import Path

from helpers_tui import driven, in_loop, screen_text, settle, small_workspace
from procfit.tui.screens.portfolio import PortfolioPage
from procfit.tui.widgets.grid import Grid


def names(pilot) -> list[str]:
    grid = pilot.app.screen.query_one(Grid)
    return [grid.rows.key(row) for row in range(len(grid.rows))]


@in_loop
async def test_figures_are_shown_and_the_unknown_is_a_dash(root: Path) -> None:
    async with driven(root) as pilot:
        lines = screen_text(pilot).splitlines()
        enquiry = next(line for line in lines if "▸ Enquiry to quote" in line)
        assert "●●●●●" in enquiry
        assert "100" in enquiry
        returned = next(line for line in lines if "Return" in line)
        assert "●●○○○" in returned
        assert " – " in returned.replace("●●○○○", "")
        assert "≥" in returned


@in_loop
async def test_s_sorts_by_the_column_of_the_cursor_and_again_turns_around(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("s")
        await settle(pilot)
        assert names(pilot) == ["enquiry", "return"]
        await pilot.press("s")
        await settle(pilot)
        assert names(pilot) == ["return", "enquiry"]
        assert "▴" in screen_text(pilot)


@in_loop
async def test_figures_sort_largest_first_and_the_unknown_stays_last_both_ways(root: Path) -> None:
    async with driven(root) as pilot:
        volume = ["right", "right", "s"]
        await pilot.press(*volume)
        await settle(pilot)
        assert names(pilot) == ["enquiry", "return"]
        await pilot.press("s")
        await settle(pilot)
        assert names(pilot) == ["enquiry", "return"]


@in_loop
async def test_a_click_on_a_heading_sorts_by_it(root: Path) -> None:
    async with driven(root) as pilot:
        line = screen_text(pilot).splitlines()[2]
        await pilot.click(Grid, offset=(line.index("tance"), 1))
        await settle(pilot)
        assert names(pilot) == ["enquiry", "return"]
        await pilot.click(Grid, offset=(line.index("tance"), 1))
        await settle(pilot)
        assert names(pilot) == ["return", "enquiry"]


@in_loop
async def test_enter_opens_the_map_of_the_row(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("down", "enter")
        await settle(pilot)
        assert pilot.app.screen.scope == "map"
        assert "Send it back" in screen_text(pilot)


@in_loop
async def test_a_second_click_on_a_row_opens_it(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.click(Grid, offset=(5, 3))
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"
        await pilot.click(Grid, offset=(5, 3))
        await settle(pilot)
        assert pilot.app.session.process == "return"
        assert pilot.app.screen.scope == "map"


@in_loop
async def test_a_broken_map_stands_at_the_end_with_its_problem_and_place(tmp_path: Path) -> None:
    async with driven(small_workspace(tmp_path, broken=True)) as pilot:
        shown = screen_text(pilot)
        assert "Cannot be judged" in shown
        assert '✗ broken: processes/broken.toml:8: step "a" leads to unknown step "nowhere"' in shown
        await pilot.press("end", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PortfolioPage)


@in_loop
async def test_the_to_be_view_changes_the_figures(root: Path) -> None:
    async with driven(root) as pilot:
        before = screen_text(pilot)
        assert "Process, as-is" in before
        await pilot.press("v")
        await settle(pilot)
        after = screen_text(pilot)
        assert "Process, to-be" in after
        assert before.splitlines()[3] != after.splitlines()[3]


@in_loop
async def test_details_are_a_window_where_there_is_no_room_beside(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        assert "Small workshop" not in screen_text(pilot)
        await pilot.press("i")
        await settle(pilot)
        assert "Small workshop" in screen_text(pilot)
