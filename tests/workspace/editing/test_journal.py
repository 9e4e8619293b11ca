from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from procfit import open_workspace
from procfit.workspace.editing.document import Document
from procfit.workspace.editing.journal import FOLDER, Journal, left_behind
from workspace.editing.test_document import TEXT, edit, outside

DIES = """
import os, signal, sys
from pathlib import Path
from procfit import open_workspace
from procfit.workspace.editing.document import Document
from procfit.workspace.editing.journal import Journal
from workspace.editing.test_document import edit
root = Path(sys.argv[1])
journal = Journal(root)
document = Document(open_workspace(root), journal)
for number in range(5):
    edit(document, "a", f"value {number}", value=number)
document.edit("delete two", {"two": None})
journal.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "processes"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.toml").write_text(TEXT)
    return tmp_path


def die(root: Path) -> None:
    """Edit in a process of its own, which is killed before it saves."""
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run([sys.executable, "-c", DIES, str(root)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_work_of_a_killed_run_is_offered_back(root: Path) -> None:
    die(root)
    (left,) = left_behind(root)
    assert [work.process for work in left.maps] == ["one", "two"]
    assert [work.labels[-1] for work in left.maps] == ["value 4", "delete two"]
    document = Document(open_workspace(root))
    assert document.maps["one"].step("a").value is None
    assert document.recover(left.maps).taken == ("one", "two")
    assert document.maps["one"].step("a").value == 4
    assert "two" not in document.maps
    assert document.undo_label == "recover unsaved work"
    left.forget()
    assert left_behind(root) == []
    assert document.save().written == ("one", "two")
    assert "# measured" in (root / "processes" / "one.toml").read_text()


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_recovered_work_joins_what_was_changed_since(root: Path) -> None:
    die(root)
    document = Document(open_workspace(root))
    document = Document(outside(document, 'id = "b"', 'id = "b"\nvalue = 3'))
    (left,) = left_behind(root)
    assert document.recover(left.maps).merged == ("one",)
    assert [document.maps["one"].step(step).value for step in "ab"] == [4, 3]
    assert document.save().conflicts == {}


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_recovered_work_in_conflict_is_asked_about_on_saving(root: Path) -> None:
    die(root)
    document = Document(outside(Document(open_workspace(root)), 'id = "a"', 'id = "a"\nvalue = 1'))
    (left,) = left_behind(root)
    document.recover(left.maps)
    assert document.maps["one"].step("a").value == 4
    assert list(document.save().conflicts) == ["one"]


def test_what_a_running_app_holds_is_not_offered(root: Path) -> None:
    journal = Journal(root)
    document = Document(open_workspace(root), journal)
    edit(document, "a", value=2)
    journal.flush()
    assert len(list((root / FOLDER).glob("*/*.json"))) == 1
    assert left_behind(root) == []
    assert (root / ".procfit" / ".gitignore").read_text() == "*\n"
    document.close()
    assert not (root / FOLDER).exists()


def test_saved_and_undone_work_is_not_kept(root: Path) -> None:
    journal = Journal(root)
    document = Document(open_workspace(root), journal)
    edit(document, "a", value=2)
    edit(document, "a", map_id="two", value=2)
    journal.flush()
    assert len(list((root / FOLDER).glob("*/*.json"))) == 2
    document.undo()
    document.save()
    journal.flush()
    assert not (root / FOLDER).exists()
    edit(document, "b", value=1)
    journal.flush()
    assert len(list((root / FOLDER).glob("*/*.json"))) == 1
    document.close()


def test_a_damaged_journal_is_named_and_the_rest_is_offered(root: Path) -> None:
    folder = root / FOLDER / "20260101-000000-1"
    folder.mkdir(parents=True)
    (folder / "one.json").write_text(json.dumps({"base": TEXT, "text": TEXT, "labels": []}))
    (folder / "two.json").write_text('{"base": ')
    (left,) = left_behind(root)
    assert [work.process for work in left.maps] == ["one"]
    assert left.unreadable == (".procfit/unsaved/20260101-000000-1/two.json",)


def test_a_journal_that_cannot_be_written_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    journal = Journal(root)
    document = Document(open_workspace(root), journal)
    monkeypatch.setattr("procfit.files.tempfile.mkstemp", full)
    edit(document, "a", value=2)
    journal.flush()
    assert "unsaved work cannot be kept" in journal.problem
    monkeypatch.undo()
    edit(document, "a", value=3)
    journal.flush()
    assert journal.problem == ""
    document.close()
