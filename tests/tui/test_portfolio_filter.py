from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_tui import driven, in_loop, screen_text, settle, small_workspace
from procfit import open_workspace
from procfit.decisions.gained import gained
from procfit.flow.totals import monthly_totals
from procfit.model.process import ProcessMap
from procfit.tui.screens.portfolio import PortfolioPage
from procfit.tui.state import Session
from procfit.tui.views.portfolio_filter import Filter
from procfit.tui.views.portfolio_lines import Line, lines_of
from procfit.tui.views.portfolio_totals import Totals, in_lines, said, totals_of
from procfit.tui.widgets.grid import Grid

EXAMPLE = Path(__file__).parents[2]


def line(**fields: object) -> Line:
    process = ProcessMap("enquiry", "Enquiry to quote", customer="Workshop", importance=4)
    usual = {
        "measures": None,
        "findings": 5,
        "open_findings": 3,
        "decided": 2,
        "to_decide": 4,
        "volume": None,
    }
    return Line(process, **{**usual, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "quote",
            "WORK quo",
            "findings>2",
            "findings>=3",
            "findings=3",
            "findings<4",
            "importance>3",
        ),
        *("decided<=50%", "undecided", "cases=?", "value=?", "steps=0", "quote findings>2 undecided"),
    ],
)
def test_what_holds_is_shown(text: str) -> None:
    assert Filter(text).shows(line())
    assert Filter(text).problem == ""


@pytest.mark.parametrize(
    "text", ["bill", "findings>3", "findings<3", "decided", "importance=?", "decided>50", "quote bill"]
)
def test_what_does_not_hold_is_not_shown(text: str) -> None:
    assert not Filter(text).shows(line())


@pytest.mark.parametrize("test", ["cases>0", "cases<1000000", "cases=0", "value<3", "lead>0", "flow<20"])
def test_what_is_not_assessed_is_neither_more_nor_less(test: str) -> None:
    assert not Filter(test).shows(line())


def test_findings_are_not_assessed_while_they_are_looked_for() -> None:
    waiting = line(findings=None, open_findings=0)
    assert not Filter("findings=0").shows(waiting)
    assert Filter("findings=?").shows(waiting)


def test_a_word_that_is_being_typed_hides_nothing_and_a_wrong_one_is_told() -> None:
    for text in ("findings", "findings>"):
        assert Filter(text).shows(line())
    assert "such as findings>2" in Filter("findings").problem
    assert "needs a number" in Filter("findings>").problem
    assert Filter("findigns>2").problem.startswith('there is no figure "findigns"')


@given(st.integers(0, 9), st.integers(0, 9))
def test_every_comparison_is_the_one_of_numbers(found: int, limit: int) -> None:
    shown = line(open_findings=found)
    assert Filter(f"findings<{limit}").shows(shown) == (found < limit)
    assert Filter(f"findings>={limit}").shows(shown) == (found >= limit)
    assert Filter(f"findings={limit}").shows(shown) == (found == limit)


@given(st.text(max_size=40))
def test_no_text_breaks_the_filter(text: str) -> None:
    Filter(text).shows(line())
    Filter(text).shows_broken("enquiry")
    assert "\n" not in Filter(text).problem


@pytest.fixture(scope="module")
def example() -> Session:
    session = Session(lambda: open_workspace(EXAMPLE))
    for _ in session.work():
        pass
    return session


def test_the_totals_are_those_of_the_core(example: Session) -> None:
    assert example.workspace is not None
    totals = totals_of(example, lines_of(example))
    portfolio = example.workspace.portfolio
    month = monthly_totals(portfolio, "as-is", portfolio.maps)
    assert month.work is not None
    assert totals.hours == pytest.approx(month.work / 60)
    assert totals.at_least == ("work" in month.at_least)
    saved = gained(portfolio).work
    assert saved is not None
    assert totals.saved == pytest.approx(saved / 60)
    assert totals.steps == sum(len(process.steps) for process in portfolio.maps.values())


def test_totals_of_fewer_maps_never_have_more_steps_findings_or_decisions(example: Session) -> None:
    lines = lines_of(example)
    whole, half = totals_of(example, lines), totals_of(example, lines[::2])
    assert half.of == whole.of == whole.maps
    assert half.maps == len(lines[::2])
    assert half.steps < whole.steps
    assert (half.findings or 0) <= (whole.findings or 0)


def test_unknown_totals_are_left_out_and_never_zero() -> None:
    totals = Totals(1, 2, 3, None, 0, 3, None, True, None)
    assert said(totals) == ["1 of 2 maps", "3 steps", "decided 0/3"]


@given(st.lists(st.text("abc ", min_size=1, max_size=12), max_size=8), st.integers(4, 60))
def test_totals_are_broken_only_between_parts(parts: list[str], width: int) -> None:
    lines = in_lines(parts, width)
    assert lines.replace(" ·\n", " · ") == " · ".join(parts)


def rows(pilot) -> list[str]:
    grid = pilot.app.screen.query_one(Grid)
    return [grid.rows.key(row) for row in range(len(grid.rows))]


@in_loop
async def test_typing_shows_fewer_maps_and_escape_all_of_them_again(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("slash")
        await settle(pilot)
        assert "findings>2" in screen_text(pilot)
        await pilot.press(*"ret")
        await settle(pilot)
        assert rows(pilot) == ["return"]
        assert "1 of 2 maps" in screen_text(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "filter: ret (Esc shows all)" in screen_text(pilot)
        await pilot.press("s")  # keys are keys again
        await pilot.press("escape")
        await settle(pilot)
        assert sorted(rows(pilot)) == ["enquiry", "return"]
        assert isinstance(pilot.app.screen, PortfolioPage)


@in_loop
async def test_a_filter_that_nothing_fits_says_so(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("slash", *"zebra", "enter")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "No map is like that" in shown
        assert "No process maps yet" not in shown
        await pilot.press("escape")
        await settle(pilot)
        assert len(rows(pilot)) == 2


@in_loop
async def test_a_wrong_word_is_told_and_the_line_stays_open(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("slash")
        pilot.app.focused.value = "findigns>2"
        await pilot.press("enter")
        await settle(pilot)
        assert 'there is no figure "findigns"' in screen_text(pilot)
        assert pilot.app.focused.value == "findigns>2"


@in_loop
async def test_maps_that_cannot_be_judged_are_found_by_their_name(tmp_path: Path) -> None:
    async with driven(small_workspace(tmp_path, broken=True)) as pilot:
        await pilot.press("slash", *"brok", "enter")
        await settle(pilot)
        assert rows(pilot) == ["", "broken"]


@in_loop
async def test_progress_is_a_bar_where_there_is_room(root: Path) -> None:
    async with driven(root) as pilot:
        assert "▰▰▰▱▱▱    3/5" in screen_text(pilot)
        assert "keep 1 · modify 1 · discard 1 · open 2" in screen_text(pilot)
    async with driven(root, (80, 24)) as pilot:
        assert "▰" not in screen_text(pilot)
        assert "3/5" in screen_text(pilot)
