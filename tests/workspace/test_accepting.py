"""Decisions of a review go into the files, and nothing else of them changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers_review import ANSWERS, MAP, TODAY, workspace_in
from procfit import Workspace, open_workspace
from procfit.model.edit_basis import with_step
from procfit.model.errors import OutputError
from procfit.model.process import ProcessMap
from procfit.model.team import Accepted
from procfit.workspace.answering import save_accepted
from procfit.workspace.saving import save_maps

LAW = Accepted("no-value", "quotes", ("copy",), 'The "law" says so', "Bo", TODAY)
LATER = Accepted("no-value", "quotes", ("refuse",), "Until autumn", "", TODAY)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path)


def answers_of(workspace: Workspace) -> Path:
    return workspace.root / "processes" / "answers.toml"


def discarding(workspace: Workspace, step: str) -> ProcessMap:
    process = workspace.maps["quotes"]
    return with_step(process, replace(process.step(step), disposition="discard"))


def test_accepted_findings_are_added_and_the_rest_of_the_file_stays(workspace: Workspace) -> None:
    saved = save_accepted(workspace, [LAW, LATER])
    text = answers_of(workspace).read_text(encoding="utf-8")
    assert text.startswith(ANSWERS)
    assert open_workspace(workspace.root).answers == saved.answers
    assert saved.answers.accepted == (LAW, LATER)
    assert len(saved.answers.same) == 1


def test_a_file_that_is_not_there_is_made(workspace: Workspace) -> None:
    answers_of(workspace).unlink()
    save_accepted(workspace, [LAW])
    found = open_workspace(workspace.root)
    assert (found.answers.accepted, found.problems) == ((LAW,), ())


def test_what_others_answered_meanwhile_stays_and_counts(workspace: Workspace) -> None:
    theirs = ANSWERS + (
        '\n[[accepted]]\nrule = "no-value"\nprocess = "quotes"\nsteps = ["copy"]\nreason = "Custom"\n'
    )
    answers_of(workspace).write_text(theirs, encoding="utf-8")
    save_accepted(workspace, [LAW])
    assert answers_of(workspace).read_text(encoding="utf-8") == theirs
    saved = save_accepted(workspace, [LAW, LATER])
    assert [answer.reason for answer in saved.answers.accepted] == ["Custom", "Until autumn"]


def test_a_broken_file_is_left_as_it_is(workspace: Workspace) -> None:
    answers_of(workspace).write_text("format = 1\n[[same\n", encoding="utf-8")
    with pytest.raises(OutputError, match=r"answers\.toml:2"):
        save_accepted(workspace, [LAW])
    assert answers_of(workspace).read_text(encoding="utf-8") == "format = 1\n[[same\n"


def test_maps_are_saved_with_their_comments(workspace: Workspace) -> None:
    saved, conflicts = save_maps(workspace, [discarding(workspace, "take")])
    text = (workspace.root / "processes" / "quotes.toml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line not in MAP.splitlines()] == [
        'disposition = "discard"'
    ]
    assert "# heard at the counter" in text
    assert (saved.maps["quotes"].step("take").disposition, conflicts) == ("discard", {})


def test_a_map_changed_at_the_same_moment_is_not_overwritten(workspace: Workspace) -> None:
    path = workspace.root / "processes" / "quotes.toml"
    theirs = MAP.replace('disposition = "keep"', 'disposition = "modify"')
    path.write_text(theirs, encoding="utf-8")
    _, conflicts = save_maps(workspace, [discarding(workspace, "send")])
    assert list(conflicts) == ["quotes"]
    assert path.read_text(encoding="utf-8") == theirs
