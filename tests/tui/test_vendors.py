from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from textual.strip import Strip

from helpers_tui import driven, in_loop, screen_text, settle
from procfit.tui.widgets.grid import Grid
from procfit.tui.widgets.rows import Cell, Column


async def open_vendors(pilot) -> Grid:
    await pilot.press("4")
    await settle(pilot)
    return pilot.app.screen.query_one(Grid)


@in_loop
async def test_the_matrix_has_groups_codes_evidence_and_visible_blanks(root: Path) -> None:
    async with driven(root) as pilot:
        await open_vendors(pilot)
        lines = screen_text(pilot).splitlines()
        assert any(line.startswith("Sales") for line in lines)
        lead = next(line for line in lines if "■ Lead capture" in line)
        assert "S ◔" in lead
        assert "S ◑" in lead
        fax = next(line for line in lines if "Fax gateway" in line)
        assert fax.count("□") == 2
        assert any("S standard" in line for line in lines)


@in_loop
async def test_opening_a_cell_shows_where_the_answer_comes_from(root: Path) -> None:
    async with driven(root, (80, 24)) as pilot:
        grid = await open_vendors(pilot)
        await pilot.press("right", "right")
        assert grid.column_key == "alder"
        await pilot.press("enter")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "“S”" in shown
        assert "alder.xlsx · Functional!C2" in shown
        assert "part of the base module" in shown
        assert "documented" in shown
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "vendors"


@in_loop
async def test_a_settled_answer_says_so(root: Path) -> None:
    async with driven(root) as pilot:
        await open_vendors(pilot)
        await pilot.press("right", "right", "right")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "what the committee agreed" in shown
        assert "seen in the demo" in shown


@in_loop
async def test_b_goes_to_the_next_blank_in_reading_order(root: Path) -> None:
    async with driven(root) as pilot:
        grid = await open_vendors(pilot)
        places = []
        for _ in range(3):
            await pilot.press("b")
            places.append((grid.row_key, grid.column_key))
        assert places == [("refunds", "alder"), ("fax", "alder"), ("fax", "cedar")]
        await settle(pilot)
        assert "anything from 0 to 1" in screen_text(pilot)


class Many:
    """2,000 rows that count how often they are asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __len__(self) -> int:
        return 2000

    def key(self, row: int) -> str:
        return f"r{row}"

    def index(self, key: str) -> int | None:
        return int(key[1:]) if key[1:].isdigit() else None

    def cell(self, row: int, column: int) -> Cell:
        self.asked += 1
        return Cell(f"[b]{row}.{column}", "good")

    def heading(self, row: int) -> str:
        return f"group {row}" if row % 25 == 0 else ""


def lines_of(grid: Grid) -> list[Strip]:
    return [grid.render_line(y) for y in range(grid.size.height)]


@in_loop
async def test_a_matrix_of_2000_by_50_asks_only_for_the_cells_in_view(root: Path) -> None:
    async with driven(root) as pilot:
        grid = await open_vendors(pilot)
        rows = Many()
        columns = [Column("name", "Name", 0), *(Column(f"c{n}", f"C{n}", 6) for n in range(50))]
        grid.show(columns, rows)
        lines_of(grid)
        in_view = grid.size.height * (grid.size.width // 7 + 2)
        assert rows.asked < 2 * in_view
        grid.do_page_down()
        lines_of(grid)
        assert rows.asked < 4 * in_view
        assert "[b]" in "".join(segment.text for segment in grid.render_line(5))


@in_loop
async def test_headings_and_the_first_column_stay_when_the_matrix_scrolls(root: Path) -> None:
    async with driven(root) as pilot:
        grid = await open_vendors(pilot)
        columns = [Column("name", "Name", 0), *(Column(f"c{n}", f"C{n}", 6) for n in range(50))]
        grid.show(columns, Many())
        grid.go(1500, 49)
        await settle(pilot)
        lines = screen_text(pilot).splitlines()
        assert "Name" in lines[1]
        assert "C48" in lines[1]
        row = next(line for line in lines if "▸" in line)
        assert "[b]1501.0" in row
        assert row.count("[b]15…") > 10


@in_loop
async def test_what_a_vendor_wrote_is_shown_harmlessly(root: Path) -> None:
    path = root / "vendors" / "alder.xlsx"
    book = load_workbook(path)
    book["Functional"]["D2"] = "\u202e[b]evil[/b] _x001B_[2J"
    book.save(path)
    async with driven(root) as pilot:
        await open_vendors(pilot)
        await pilot.press("right", "right", "enter")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "[b]evil[/b]" in shown
        assert "\u202e" not in shown
        assert "\x1b" not in shown
