from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from helpers_maps import HEAD, chain
from procfit import open_workspace
from procfit.model.process import ProcessMap, Step
from procfit.workspace.editing.document import Document
from procfit.workspace.editing.journal import FOLDER, Journal, left_behind
from procfit.workspace.editing.recovery import is_saved
from procfit.workspace.saving import save_map

TEXT = HEAD + chain("a", "b", "c")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / "one.toml").write_text(TEXT)
    return tmp_path


def renamed(process: ProcessMap, step: str, name: str) -> ProcessMap:
    steps = tuple(replace(old, name=name) if old.id == step else old for old in process.steps)
    return replace(process, steps=steps)


def new(step: str) -> ProcessMap:
    return ProcessMap("returns", "Returns", steps=(Step(step, step),))


def on_disk(root: Path, name: str = "one") -> list[str]:
    return [step.name for step in open_workspace(root).maps[name].steps]


def test_two_new_maps_of_one_name_both_stay(root: Path) -> None:
    document = Document(open_workspace(root))
    document.edit("new map", {"returns": new("ours")})
    save_map(open_workspace(root), new("theirs"))
    joined = document.join(open_workspace(root))
    assert joined.doubled == {"returns": "returns-2"}
    assert document.save().problems == ()
    assert (on_disk(root, "returns"), on_disk(root, "returns-2")) == (["theirs"], ["ours"])


def test_a_map_deleted_here_and_changed_outside_stays(root: Path) -> None:
    document = Document(open_workspace(root))
    document.edit("delete one", {"one": None})
    theirs = open_workspace(root)
    save_map(theirs, renamed(theirs.maps["one"], "b", "Theirs"))
    assert document.join(open_workspace(root)).taken == ("one",)
    assert document.maps["one"].step("b").name == "Theirs"
    assert document.unsaved == ()


def test_a_conflict_left_open_never_overwrites_what_others_saved(root: Path) -> None:
    document = Document(open_workspace(root))
    document.edit("rename b", {"one": renamed(document.maps["one"], "b", "Ours")})
    theirs = open_workspace(root)
    save_map(theirs, renamed(renamed(theirs.maps["one"], "b", "Theirs"), "c", "C too"))
    assert document.join(open_workspace(root)).conflicts
    conflicts = document.save().conflicts
    assert [found.subject for found in conflicts["one"]] == ["name of step b"]
    assert on_disk(root)[1:] == ["Theirs", "C too"]
    document.save({"one": {"name of step b": "ours"}})
    assert on_disk(root)[1:] == ["Ours", "C too"]


def test_redo_never_takes_back_what_others_saved(root: Path) -> None:
    document = Document(open_workspace(root))
    document.edit("rename b", {"one": renamed(document.maps["one"], "b", "Ours")})
    document.undo()
    theirs = open_workspace(root)
    save_map(theirs, renamed(theirs.maps["one"], "c", "Theirs"))
    document.join(open_workspace(root))
    document.redo()
    document.save()
    assert on_disk(root)[2] == "Theirs"


def test_what_was_taken_back_can_be_made_again_though_others_saved_another_map(root: Path) -> None:
    (root / "processes" / "two.toml").write_text(TEXT)
    document = Document(open_workspace(root))
    for step in ("a", "b"):
        document.edit(step, {"one": renamed(document.maps["one"], step, "Ours")})
    document.undo()
    theirs = open_workspace(root)
    save_map(theirs, renamed(theirs.maps["two"], "c", "Theirs"))
    document.join(open_workspace(root))
    document.redo()
    assert document.maps["one"].step("b").name == "Ours"
    assert document.maps["two"].step("c").name == "Theirs"


def test_two_changes_that_do_not_fit_together_are_said_and_ours_stands(root: Path) -> None:
    document = Document(open_workspace(root))
    ours = document.maps["one"]
    ours = replace(
        ours, steps=(*ours.steps, Step("d", "D", next=(replace(ours.steps[0].next[0], to="c"),)))
    )
    document.edit("add d", {"one": ours})
    path = root / "processes" / "one.toml"
    path.write_text(HEAD + chain("a", "b"))
    joined = document.join(open_workspace(root))
    assert "do not fit" in joined.problems[0]
    assert document.maps["one"] == ours
    assert "do not fit" in document.save().problems[0]
    assert path.read_text() == HEAD + chain("a", "b")


def left(root: Path, run: str, name: str, base: str | None, text: str | None) -> None:
    folder = root / FOLDER / run
    folder.mkdir(parents=True)
    (folder / f"{name}.json").write_text(json.dumps({"base": base, "text": text, "labels": []}))


def brought_back(root: Path) -> Document:
    document = Document(open_workspace(root))
    document.recover([work for run in reversed(left_behind(root)) for work in run.maps])
    return document


def test_two_runs_that_left_the_same_map_both_come_back(root: Path) -> None:
    left(root, "1", "one", TEXT, TEXT.replace('name = "B"', 'name = "First"'))
    left(root, "2", "one", TEXT, TEXT.replace('name = "C"', 'name = "Second"'))
    document = brought_back(root)
    assert [step.name for step in document.maps["one"].steps][1:] == ["First", "Second"]


def test_a_new_map_comes_back_under_another_id_where_its_own_is_taken(root: Path) -> None:
    left(root, "1", "one", None, TEXT.replace('name = "B"', 'name = "Other"'))
    document = brought_back(root)
    document.save()
    assert (on_disk(root)[1], on_disk(root, "one-2")[1]) == ("B", "Other")


def test_a_deletion_does_not_come_back_over_what_was_saved_since(root: Path) -> None:
    left(root, "1", "one", TEXT + "# older", None)
    assert "one" in brought_back(root).maps


def test_work_on_a_map_that_is_broken_now_comes_back_and_waits_for_the_file(root: Path) -> None:
    left(root, "1", "one", TEXT, TEXT.replace('name = "B"', 'name = "Ours"'))
    path = root / "processes" / "one.toml"
    path.write_text("this is not TOML")
    document = brought_back(root)
    assert "mend the file" in document.save().problems[0]
    assert path.read_text() == "this is not TOML"
    path.write_text(TEXT.replace('name = "C"', 'name = "Theirs"'))
    document.join(open_workspace(root))
    document.save()
    assert on_disk(root)[1:] == ["Ours", "Theirs"]


def test_what_cannot_be_read_any_more_is_not_thrown_away_with_the_rest(root: Path) -> None:
    left(root, "1", "one", TEXT, TEXT.replace('name = "B"', 'name = "Ours"'))
    broken = root / FOLDER / "1" / "two.json"
    broken.write_text("{half")
    run = left_behind(root)[0]
    run.forget(unreadable=False)
    assert [path.name for path in (root / FOLDER / "1").glob("*.json")] == ["two.json"]
    left_behind(root)[0].forget()
    assert not broken.exists()


def test_a_journal_that_cannot_be_written_says_so_and_keeps_again_when_it_can(root: Path) -> None:
    document = Document(open_workspace(root), Journal(root))
    (root / ".procfit").write_text("in the way")
    document.edit("rename b", {"one": renamed(document.maps["one"], "b", "Ours")})
    document.flush()
    assert "cannot be kept" in document.problem
    (root / ".procfit").unlink()
    document.edit("rename c", {"one": renamed(document.maps["one"], "c", "Ours too")})
    document.flush()
    assert document.problem == ""
    assert len(list((root / FOLDER).glob("*/one.json"))) == 1
    document.close()


def test_a_journal_removed_underneath_is_made_again_and_held(root: Path) -> None:
    import shutil

    document = Document(open_workspace(root), Journal(root))
    document.edit("rename b", {"one": renamed(document.maps["one"], "b", "Ours")})
    document.flush()
    shutil.rmtree(root / ".procfit")
    document.edit("rename c", {"one": renamed(document.maps["one"], "c", "Ours too")})
    document.flush()
    assert left_behind(root) == []
    assert len(list((root / FOLDER).glob("*/one.json"))) == 1
    document.close()


def test_what_is_in_the_file_already_needs_no_asking(root: Path) -> None:
    left(root, "1", "one", TEXT, TEXT.replace('name = "B"', 'name = "Ours"'))
    run = left_behind(root)[0]
    assert not is_saved(open_workspace(root), run)
    (root / "processes" / "one.toml").write_text(TEXT.replace('name = "B"', 'name = "Ours"'))
    assert is_saved(open_workspace(root), run)
