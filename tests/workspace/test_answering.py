"""Saving what the team answered about wordings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers_maps import HEAD, chain
from procfit import Workspace, open_workspace
from procfit.model.errors import OutputError
from procfit.model.team import SameWork
from procfit.workspace.answering import save_wordings

ANSWER = SameWork("Take call", "Answer phone", "Ana", date(2026, 3, 17), "one and the same")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / "one.toml").write_text(HEAD + chain("a", "b"))
    return open_workspace(tmp_path)


def file_of(workspace: Workspace) -> Path:
    return workspace.root / "processes" / "answers.toml"


def test_an_answer_is_on_disk_and_in_the_workspace(workspace: Workspace) -> None:
    after = save_wordings(workspace, "same", ANSWER)
    assert after.answers.same == (ANSWER,)
    assert workspace.answers.same == ()
    read = open_workspace(workspace.root)
    assert (read.answers, read.problems) == (after.answers, ())


def test_remarks_and_what_others_answered_meanwhile_stay(workspace: Workspace) -> None:
    text = '# ours\nformat = 1\n\n[[different]]\na = "X"  # sure\nb = "Y"\n'
    file_of(workspace).write_text(text)
    after = save_wordings(workspace, "different", ANSWER)
    assert file_of(workspace).read_text().startswith(text)
    assert after.answers.different == (SameWork("X", "Y"), ANSWER)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format = 1\n[[same]\n", "not TOML"),
        ("format = 99\n", "newer version"),
        ('format = 1\nsame = [{ a = "A", b = "B" }]\n', "answers.toml"),
        ('format = 1\n[[same]]\na = "A"\n', "answers.toml"),
    ],
)
def test_a_file_that_would_not_hold_the_answer_is_left_as_it_was(
    workspace: Workspace, text: str, message: str
) -> None:
    file_of(workspace).write_text(text)
    with pytest.raises(OutputError, match=message):
        save_wordings(workspace, "same", ANSWER)
    assert file_of(workspace).read_text() == text


def test_a_link_that_leads_out_of_the_workspace_is_not_followed(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "answers.toml"
    outside.write_text("format = 1\n")
    file_of(workspace).symlink_to(outside)
    with pytest.raises(OutputError, match="leads out of the workspace"):
        save_wordings(workspace, "same", ANSWER)
    assert outside.read_text() == "format = 1\n"
