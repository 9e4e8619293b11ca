"""The team's answers under change: undone by name, saved, journalled, joined with what others answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers_maps import HEAD, chain
from procfit import open_workspace
from procfit.model.team import Accepted, TeamAnswers
from procfit.workspace.editing.document import OUTSIDE, Document
from procfit.workspace.editing.journal import FOLDER, Journal, left_behind

FILED = Accepted("no-value", "one", ("a",), "The law")
NEW = Accepted("no-value", "one", ("b",), "Until autumn")
TEXT = """\
# settled
format = 1

# once and for all
[[accepted]]
rule = "no-value"
process = "one"
steps = ["a"]
reason = "The law"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / "one.toml").write_text(HEAD + chain("a", "b", "c"))
    (tmp_path / "processes" / "answers.toml").write_text(TEXT)
    return tmp_path


def on_file(root: Path) -> tuple[Accepted, ...]:
    return open_workspace(root).answers.accepted


def accept(document: Document, *accepted: Accepted, label: str = "accept b") -> bool:
    return document.edit(label, {}, answers=replace(document.answers, accepted=accepted))


def test_an_answer_is_undone_by_name_and_written_only_when_saved(root: Path) -> None:
    document = Document(open_workspace(root))
    assert accept(document, FILED, NEW)
    assert not accept(document, FILED, NEW)
    assert (document.undo_label, document.answers_unsaved) == ("accept b", True)
    assert (document.unsaved, document.is_saved, on_file(root)) == ((), False, (FILED,))
    document.undo()
    assert document.is_saved
    document.redo()
    assert document.save().answers
    assert (document.is_saved, on_file(root)) == (True, (FILED, NEW))


def test_an_answer_taken_back_leaves_the_file_and_comments_stay(root: Path) -> None:
    document = Document(open_workspace(root))
    accept(document, label="no longer accept a")
    document.save()
    text = (root / "processes" / "answers.toml").read_text()
    assert text == "# settled\nformat = 1\n\n# once and for all\n"
    document.undo()
    document.save()
    assert on_file(root) == (FILED,)


def test_maps_and_answers_can_change_together(root: Path) -> None:
    document = Document(open_workspace(root))
    changed = replace(document.maps["one"], name="Another")
    document.edit("both", {"one": changed}, answers=TeamAnswers())
    document.undo()
    assert document.is_saved
    document.redo()
    saved = document.save()
    assert (saved.written, saved.answers, on_file(root)) == (("one",), True, ())


def test_what_others_answered_meanwhile_joins_and_undo_does_not_lose_it(root: Path) -> None:
    document = Document(open_workspace(root))
    accept(document, FILED, NEW)
    path = root / "processes" / "answers.toml"
    path.write_text(path.read_text() + '\n[[same]]\na = "X"\nb = "Y"\n')
    document.join(open_workspace(root))
    assert [answer.a for answer in document.answers.same] == ["X"]
    assert document.answers.accepted == (FILED, NEW)
    assert document.undo_label == OUTSIDE
    document.save()
    assert open_workspace(root).answers == document.answers


def test_a_broken_file_of_answers_takes_nothing_away(root: Path) -> None:
    document = Document(open_workspace(root))
    accept(document, FILED, NEW)
    (root / "processes" / "answers.toml").write_text("format = 1\n[[same]\n")
    document.join(open_workspace(root))
    assert document.answers.accepted == (FILED, NEW)
    (problem,) = document.save().problems
    assert "processes/answers.toml" in problem
    assert document.answers_unsaved


def test_answers_of_a_run_that_ended_are_brought_back(root: Path) -> None:
    journal = Journal(root)
    document = Document(open_workspace(root), journal)
    accept(document, NEW)
    journal.flush()
    journal._lock.close()  # as the end of the process does
    (left,) = left_behind(root)
    assert (left.maps, left.answers[0].labels) == ((), ("accept b",))
    again = Document(open_workspace(root))
    again.recover(left.maps, left.answers)
    assert again.answers.accepted == (NEW,)
    assert again.undo_label == "recover unsaved work"


def test_saving_leaves_no_journal(root: Path) -> None:
    journal = Journal(root)
    document = Document(open_workspace(root), journal)
    accept(document, NEW)
    journal.flush()
    assert list((root / FOLDER).rglob("answers.json"))
    document.save()
    journal.flush()
    assert not (root / FOLDER).exists()
