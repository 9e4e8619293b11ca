"""Saving which rows answer which capability."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers_vendors import make_workspace
from procfit import Workspace, confirm_links, links, open_workspace
from procfit.model.errors import OutputError, UsageError
from procfit.model.vendor import Link, LinkNote
from procfit.workspace.linking import save_links, save_same_as

FORMS = Link("F-1", "Web forms that capture leads")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(make_workspace(tmp_path))


def vendor_file(workspace: Workspace) -> Path:
    return workspace.root / "vendors" / "alder.toml"


def capabilities_file(workspace: Workspace) -> Path:
    return workspace.root / "processes" / "capabilities.toml"


def test_links_are_on_disk_and_in_the_workspace(workspace: Workspace) -> None:
    after = save_links(workspace, "alder", {"leads": [FORMS], "fax": []})
    assert after.vendors["alder"].links == {"leads": (FORMS,), "fax": ()}
    assert workspace.vendors["alder"].links == {}
    read = open_workspace(workspace.root)
    assert (read.vendors, read.problems) == (after.vendors, ())
    assert "# by hand\n[links] # Bo\n" in vendor_file(workspace).read_text()


def test_what_others_wrote_meanwhile_stays(workspace: Workspace) -> None:
    text = vendor_file(workspace).read_text() + "fax = [] # Chandra\n"
    vendor_file(workspace).write_text(text)
    after = save_links(workspace, "alder", {"leads": [FORMS]})
    assert after.vendors["alder"].links == {"leads": (FORMS,), "fax": ()}
    assert "fax = [] # Chandra\n" in vendor_file(workspace).read_text()


def test_what_is_said_once_more_keeps_who_said_it_first(workspace: Workspace) -> None:
    ana, bo = LinkNote(None, "Ana", "", date(2026, 5, 2)), LinkNote(None, "Bo", "", date(2026, 6, 1))
    there = confirm_links(workspace, "alder", {"leads": [FORMS]}, notes={"leads": ana})
    again = confirm_links(there, "alder", {"leads": [FORMS]}, notes={"leads": bo})
    assert again.vendors["alder"].link_notes == {"leads": ana}
    other = confirm_links(again, "alder", {"leads": []}, notes={"leads": bo})
    assert other.vendors["alder"].link_notes == {"leads": bo}
    assert open_workspace(workspace.root).vendors["alder"] == other.vendors["alder"]


def test_what_somebody_linked_otherwise_meanwhile_is_not_overwritten(workspace: Workspace) -> None:
    text = vendor_file(workspace).read_text() + "leads = []\n"
    vendor_file(workspace).write_text(text)
    with pytest.raises(
        OutputError, match=r"vendors/alder.toml: \"leads\" was linked otherwise meanwhile"
    ):
        save_links(workspace, "alder", {"leads": [FORMS]})
    assert vendor_file(workspace).read_text() == text
    same = save_links(workspace, "alder", {"leads": []})
    assert same.vendors["alder"].links == {"leads": ()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format = 1\n[links\n", "not TOML"),
        ('format = 1\nname = "A"\nlinks = { fax = [] }\n', "would not read back"),
        ('format = 1\nname = "A"\nlinks.fax = []\n', "would not read back"),
        ("", "no format"),
    ],
)
def test_a_file_that_would_not_hold_the_link_is_left_as_it_was(
    workspace: Workspace, text: str, message: str
) -> None:
    vendor_file(workspace).write_text(text)
    with pytest.raises(OutputError, match=message):
        save_links(workspace, "alder", {"leads": [FORMS]})
    assert vendor_file(workspace).read_text() == text


def test_a_file_that_is_gone_is_not_made_anew(workspace: Workspace) -> None:
    vendor_file(workspace).unlink()
    with pytest.raises(OutputError):
        save_links(workspace, "alder", {"leads": [FORMS]})
    assert not vendor_file(workspace).exists()


def test_a_wording_is_learned_once_and_the_list_stays_as_it_was(workspace: Workspace) -> None:
    before = capabilities_file(workspace).read_text()
    after = save_same_as(workspace, {"leads": ["Web forms"]})
    assert after.capabilities["leads"].same_as == ("Web forms",)
    assert open_workspace(workspace.root).capabilities == after.capabilities
    text = capabilities_file(workspace).read_text()
    assert text == before.replace('leads."\n', 'leads."\nsame_as = ["Web forms"]\n')
    save_same_as(after, {"leads": ["Web forms"]})
    assert capabilities_file(workspace).read_text() == text


def test_a_capability_that_is_gone_learns_nothing(workspace: Workspace) -> None:
    capabilities_file(workspace).write_text("format = 1\n")
    with pytest.raises(OutputError, match='"leads" is no longer there'):
        save_same_as(workspace, {"leads": ["Web forms"]})


def test_a_list_that_would_not_hold_the_wording_is_left_as_it_was(workspace: Workspace) -> None:
    text = 'format = 1\ncapability = [{ id = "leads", name = "Leads" }]\n'
    capabilities_file(workspace).write_text(text)
    with pytest.raises(OutputError, match="would not read back"):
        save_same_as(workspace, {"leads": ["Web forms"]})
    assert capabilities_file(workspace).read_text() == text


def test_what_was_confirmed_for_one_vendor_is_found_at_once_for_the_next(tmp_path: Path) -> None:
    workspace = open_workspace(make_workspace(tmp_path, ("alder", "birch")))
    assert links(workspace, "birch")[0].candidates[0].score != 1.0
    workspace = confirm_links(workspace, "alder", {"leads": [FORMS]})
    assert links(workspace, "birch")[0].candidates[0].score == 1.0


def test_workbooks_are_not_read_again_for_a_link(workspace: Workspace) -> None:
    rows = workspace.rows
    (workspace.root / "vendors" / "alder.xlsx").unlink()
    after = confirm_links(workspace, "alder", {"leads": [FORMS]})
    assert after.rows is rows
    text = vendor_file(workspace).read_text()
    vendor_file(workspace).write_text(text.replace('comment = "D"\n', ""))
    assert confirm_links(after, "alder", {"fax": []}).rows["alder"] == ()


def test_nothing_is_learned_where_nobody_wants_it(workspace: Workspace) -> None:
    before = capabilities_file(workspace).read_text()
    confirm_links(workspace, "alder", {"leads": [FORMS]}, learn=False)
    confirm_links(workspace, "alder", {"visits": []})
    assert capabilities_file(workspace).read_text() == before


def test_a_vendor_that_is_not_there_cannot_be_linked(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match='did you mean "alder"'):
        confirm_links(workspace, "adler", {"leads": [FORMS]})
