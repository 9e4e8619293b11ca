from __future__ import annotations

from pathlib import Path

import pytest

from helpers_tui import small_workspace
from procfit import open_workspace
from procfit.model.errors import UsageError
from procfit.workspace.vendor_codes import unknown_codes, with_codes
from procfit.workspace.vendor_files import prepare_import
from procfit.workspace.vendor_store import store_import

ROWS = (
    ("Id", "Requirement", "Answer", "Comment"),
    ("R-1", "Capture leads from web forms", "Yes", ""),
    ("R-2", "Make priced offers", "Maybe", ""),
    ("R-3", "One record per customer", "Yes", ""),
    ("R-4", "Refund money", "No", ""),
    ("R-5", "Send mail", "Partial", ""),
    ("R-6", "Route cases", "Yes", ""),
    ("R-7", "Report sales", "Maybe", ""),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / "fir.xlsx"
    made.save(path)
    return path


def test_texts_without_a_meaning_are_listed_with_how_often_they_stand_there(
    tmp_path: Path, book: Path
) -> None:
    workspace = open_workspace(small_workspace(tmp_path / "pumps"))
    assert unknown_codes(prepare_import(workspace, book)) == {"Maybe": 2, "Partial": 1}


def test_a_meaning_is_read_everywhere_and_the_others_stay_open(tmp_path: Path, book: Path) -> None:
    workspace = open_workspace(small_workspace(tmp_path / "pumps"))
    told = with_codes(workspace, prepare_import(workspace, book), {"Maybe": "roadmap"})
    assert unknown_codes(told) == {"Partial": 1}
    codes = [row.code for row in told.confirmed[0].rows]
    assert codes == ["standard", "roadmap", "standard", "none", "unreadable", "standard", "roadmap"]
    unread = [problem.message for problem in told.problems if "no meaning" in problem.message]
    assert len(unread) == 1
    assert "Partial" in unread[0]


def test_the_meaning_is_stored_with_the_mapping(tmp_path: Path, book: Path) -> None:
    workspace = open_workspace(small_workspace(tmp_path / "pumps"))
    told = with_codes(workspace, prepare_import(workspace, book), {"Maybe": "roadmap"})
    store_import(workspace, told)
    again = open_workspace(workspace.root)
    assert again.vendors["fir"].tables[0].codes["Maybe"] == "roadmap"
    assert again.rows["fir"][1].code == "roadmap"


def test_a_code_that_there_is_not_is_refused(tmp_path: Path, book: Path) -> None:
    workspace = open_workspace(small_workspace(tmp_path / "pumps"))
    with pytest.raises(UsageError, match='no code "perhaps"'):
        with_codes(workspace, prepare_import(workspace, book), {"Maybe": "perhaps"})
