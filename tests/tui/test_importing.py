from __future__ import annotations

from pathlib import Path

import pytest

from helpers_tui import driven, in_loop, screen_text, settle, small_workspace
from procfit import open_workspace
from procfit.tui.widgets.entry_line import EntryLine
from procfit.tui.widgets.sheet import Sheet

FLOW = """flowchart LR
 a([Ask]) --> b{Known?}
 b -->|yes| c[Send quote]
 b -->|no| d[Check]
 d --> c
 style a fill:#f00
"""
ANSWERS = (
    ("Id", "Requirement", "Answer", "Comment"),
    ("R-1", "Capture leads from web forms", "Yes", ""),
    ("R-2", "Make priced offers", "Maybe", ""),
    ("R-3", "One record per customer", "Yes", ""),
    ("R-4", "Refund money", "No", ""),
    ("R-5", "Send mail", "Partial", ""),
    ("R-6", "Route cases", "Yes", ""),
    ("R-7", "Report sales", "Maybe", ""),
)


async def said(pilot, *lines: str) -> None:
    for line in lines:
        pilot.app.screen.query_one("EntryLine Input").value = line
        await pilot.press("enter")
        await settle(pilot)


async def given(pilot, file: str) -> None:
    await pilot.press("I")
    await said(pilot, file)


def shown(pilot) -> str:
    return str(pilot.app.screen.query_one(Sheet).parts)


@pytest.fixture
def flow(root: Path) -> Path:
    path = root / "drawings" / "enquiry.mmd"
    path.parent.mkdir()
    path.write_text(FLOW, encoding="utf-8")
    return path


@pytest.fixture
def book(root: Path) -> Path:
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Functional"
    for row in ANSWERS:
        sheet.append(row)
    other = made.create_sheet("Notes")
    other.append(["Hello"])
    path = root / "fir.xlsx"
    made.save(path)
    return path


@in_loop
async def test_a_file_is_completed_looked_at_and_taken_in_unsaved(root: Path, flow: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("I", *"dra")
        await pilot.pause(0.1)
        await pilot.press("right", "enter")
        await settle(pilot)
        assert "processes/enquiry-2.toml" in shown(pilot)
        assert "style a fill:#f00" in shown(pilot)
        assert set(pilot.app.session.workspace.maps) == {"enquiry", "return"}
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.session.document.undo_label == "import enquiry.mmd"
        assert pilot.app.session.document.unsaved == ("enquiry-2",)
        assert not (root / "processes" / "enquiry-2.toml").exists()
        await pilot.press("u")
        await settle(pilot)
        assert not pilot.app.session.document.unsaved


@in_loop
async def test_an_imported_map_is_written_when_it_is_saved(root: Path, flow: Path) -> None:
    async with driven(root) as pilot:
        await given(pilot, str(flow))
        await pilot.press("enter", "ctrl+s")
        await settle(pilot)
    assert "Send quote" in [step.name for step in open_workspace(root).maps["enquiry-2"].steps]


@in_loop
async def test_escape_takes_nothing_in(root: Path, flow: Path) -> None:
    async with driven(root) as pilot:
        await given(pilot, "drawings/enquiry.mmd")
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "portfolio"
        assert not pilot.app.session.document.unsaved


@in_loop
async def test_a_file_that_cannot_be_read_is_told_in_one_line(root: Path) -> None:
    (root / "x.bpmn").write_text("no bpmn")
    (root / "y.xyz").write_text("nothing known")
    async with driven(root) as pilot:
        for name, words in (("x.bpmn", "x.bpmn"), ("y.xyz", "no kind"), ("no.csv", "cannot be read")):
            await given(pilot, name)
            assert words in screen_text(pilot)
            assert pilot.app.screen.scope == "portfolio"


@in_loop
async def test_a_file_of_which_nothing_can_be_made_offers_nothing(root: Path) -> None:
    (root / "half.mmd").write_text("flowchart LR\n a{Known?}\n a -->|yes 70%| b\n a -->|no| c\n")
    async with driven(root) as pilot:
        await given(pilot, "half.mmd")
        assert "no map can be made of it" in shown(pilot)
        assert "Take in" not in screen_text(pilot)


@in_loop
async def test_a_workbook_is_shown_with_its_reasons_and_stored_when_confirmed(
    root: Path, book: Path
) -> None:
    async with driven(root) as pilot:
        await pilot.press("4")
        await settle(pilot)
        await given(pilot, "fir.xlsx")
        parts = shown(pilot)
        for words in (
            "Functional!B2:B8",
            "the head in row 1",
            "requirement B",
            "fir C",
            "0.90",
            "Because",
        ):
            assert words in parts, words
        assert '"Maybe" (2), "Partial" (1)' in parts
        assert not (root / "vendors" / "fir.toml").exists()
        await pilot.press("enter")
        await settle(pilot)
        assert "Stored in" in screen_text(pilot)
        assert "fir" in pilot.app.session.workspace.vendors
    assert len(open_workspace(root).rows["fir"]) == 7


@in_loop
async def test_leaving_the_proposal_stores_nothing(root: Path, book: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("4")
        await settle(pilot)
        await given(pilot, "fir.xlsx")
        await pilot.press("escape")
        await settle(pilot)
        assert not (root / "vendors" / "fir.xlsx").exists()


@in_loop
async def test_unknown_texts_are_asked_for_one_by_one_and_may_stay_open(root: Path, book: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("4")
        await settle(pilot)
        await given(pilot, "fir.xlsx")
        await pilot.press("c")
        await settle(pilot)
        assert '"Maybe" (2 cells) means:' in screen_text(pilot)
        await said(pilot, "perhaps")
        assert 'there is no code "perhaps"' in screen_text(pilot)
        await said(pilot, "roadmap", "")
        assert '"Maybe" roadmap' in shown(pilot)
        assert '"Partial" (1)' in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
    codes = [row.code for row in open_workspace(root).rows["fir"]]
    assert codes == ["standard", "roadmap", "standard", "none", "unreadable", "standard", "roadmap"]


@in_loop
async def test_columns_head_and_vendor_are_corrected_by_hand(root: Path, book: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("4")
        await settle(pilot)
        await given(pilot, "fir.xlsx")
        await pilot.press("a")
        await settle(pilot)
        await said(pilot, "7")
        assert "no column" in screen_text(pilot)
        await said(pilot, "alder=C")
        assert "alder C" in shown(pilot)
        await pilot.press("h")
        await settle(pilot)
        await said(pilot, "one")
        assert "no row" in screen_text(pilot)
        await said(pilot, "1")
        assert "alder C" in shown(pilot)


@in_loop
async def test_a_correction_that_does_not_fit_is_told_and_the_proposal_comes_back(
    root: Path, book: Path
) -> None:
    async with driven(root) as pilot:
        await pilot.press("4")
        await settle(pilot)
        await given(pilot, "fir.xlsx")
        await pilot.press("t")
        await settle(pilot)
        await said(pilot, "Nowhere")
        await settle(pilot)
        assert "Nowhere" in screen_text(pilot)
        assert "Functional!B2:B8" in shown(pilot)


@in_loop
async def test_without_vendors_the_import_is_there_and_said(tmp_path: Path) -> None:
    async with driven(small_workspace(tmp_path, vendors=False)) as pilot:
        await pilot.press("4")
        await settle(pilot)
        assert "I (or `procfit vendors import FILE`)" in screen_text(pilot)
        await pilot.press("I")
        await settle(pilot)
        assert pilot.app.screen.query_one(EntryLine).is_open
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.scope == "vendors"
