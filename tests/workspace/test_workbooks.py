"""Whether a vendor's workbooks still are what was confirmed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers_vendors import ROWS, make_workspace, put_workbook
from procfit import open_workspace
from procfit.workspace.workbooks import WorkbookState, workbooks_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path)


def state_of(folder: Path) -> WorkbookState:
    (state,) = workbooks_of(open_workspace(folder), "alder")
    return state


def test_a_workbook_is_as_confirmed_while_its_content_is(folder: Path) -> None:
    state = state_of(folder)
    assert (state.state, state.sheets) == ("as confirmed", ("Answers",))
    assert (state.confirmed_by, state.date) == ("ana", date(2026, 4, 20))


def test_a_workbook_with_another_content_is_told_as_changed(folder: Path) -> None:
    digest = put_workbook(folder, "alder.xlsx", [*ROWS, ("F-4", "Chat", "S", None)])
    assert (state_of(folder).state, state_of(folder).sha256) == ("changed", digest)


def test_a_workbook_that_is_gone_has_no_hash(folder: Path) -> None:
    (folder / "vendors" / "alder.xlsx").unlink()
    state = state_of(folder)
    assert (state.state, state.sha256, state.to_dict()["sha256"]) == ("missing", "", None)


def test_a_mapping_without_a_hash_was_not_confirmed_for_any_content(folder: Path) -> None:
    path = folder / "vendors" / "alder.toml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("sha256")))
    assert state_of(folder).state == "not confirmed"


def test_a_file_outside_the_folder_is_not_opened(folder: Path) -> None:
    path = folder / "vendors" / "alder.toml"
    path.write_text(path.read_text().replace('"alder.xlsx"', '"../../secret.xlsx"'))
    assert state_of(folder).state == "missing"
