from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_maps import HEAD, chain
from procfit import Workspace, open_workspace
from procfit.model.process import ProcessMap
from procfit.workspace.editing.document import OUTSIDE, Document
from procfit.workspace.editing.history import Spot

TEXT = "# ours\n" + HEAD + chain("a", "b", "c", a='work = "5m"  # measured')


@pytest.fixture
def document(tmp_path: Path) -> Document:
    folder = tmp_path / "processes"
    folder.mkdir()
    (folder / "one.toml").write_text(TEXT)
    (folder / "two.toml").write_text(TEXT)
    return Document(open_workspace(tmp_path))


def with_step(process: ProcessMap, step: str, **changes: Any) -> ProcessMap:
    steps = tuple(replace(old, **changes) if old.id == step else old for old in process.steps)
    return replace(process, steps=steps)


def edit(document: Document, step: str, label: str = "", map_id: str = "one", **changes: Any) -> bool:
    after = {map_id: with_step(document.maps[map_id], step, **changes)}
    return document.edit(label or f"change {step}", after, Spot(map_id, step))


def outside(document: Document, old: str, new: str, name: str = "one") -> Workspace:
    path = document.workspace.root / "processes" / f"{name}.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return open_workspace(document.workspace.root)


def names(document: Document, map_id: str = "one") -> list[str]:
    return [step.name for step in document.maps[map_id].steps]


def test_changes_are_named_and_can_be_taken_back_and_made_again(document: Document) -> None:
    first = document.maps["one"]
    assert edit(document, "a", "rename a", name="Ask")
    assert edit(document, "b", "value of b", value=3)
    second = document.maps["one"]
    assert (document.undo_label, document.redo_label, document.unsaved) == ("value of b", "", ("one",))
    change = document.undo()
    assert change is not None
    assert (change.label, change.left) == ("value of b", Spot("one", "b"))
    assert (document.undo_label, document.redo_label) == ("rename a", "value of b")
    document.undo()
    assert document.maps["one"] == first
    assert document.unsaved == ()
    assert document.undo() is None
    document.redo()
    document.redo()
    assert document.maps["one"] == second
    assert document.redo() is None


def test_what_changes_nothing_is_no_change(document: Document) -> None:
    assert not edit(document, "a", work=document.maps["one"].step("a").work)
    assert document.undo_label == ""


def test_one_change_may_touch_several_maps(document: Document) -> None:
    after = {name: with_step(document.maps[name], "a", name="Same") for name in ("one", "two")}
    document.edit("rename everywhere", after)
    assert document.unsaved == ("one", "two")
    document.undo()
    assert document.unsaved == ()


def test_saving_writes_what_changed_and_undo_goes_on_behind_it(document: Document) -> None:
    edit(document, "a", value=2)
    saved = document.save()
    assert (saved.written, saved.merged, saved.problems) == (("one",), (), ())
    assert document.unsaved == ()
    assert "# measured" in (document.workspace.root / "processes" / "one.toml").read_text()
    document.undo()
    assert document.unsaved == ("one",)
    document.save()
    assert (document.workspace.root / "processes" / "one.toml").read_text() == TEXT


def test_a_new_map_and_its_undo_reach_the_folder(document: Document) -> None:
    new = replace(document.maps["one"], id="three")
    document.edit("new map Three", {"three": new})
    assert document.save().written == ("three",)
    path = document.workspace.root / "processes" / "three.toml"
    text = path.read_text()
    document.undo()
    assert document.unsaved == ("three",)
    assert document.save().written == ("three",)
    assert not path.exists()
    assert (document.workspace.root / ".procfit" / "removed" / "three.toml").read_text() == text
    document.redo()
    document.save()
    assert path.read_text() == text


def test_a_map_that_was_changed_outside_is_not_removed(document: Document) -> None:
    document.edit("delete", {"one": None})
    outside(document, "# ours", "# theirs")
    saved = document.save()
    assert saved.written == ()
    assert "was changed outside and is not removed" in saved.problems[0]
    assert "one" in document.unsaved


def test_changes_of_both_come_together_when_saving(document: Document) -> None:
    edit(document, "a", value=2)
    outside(document, 'id = "b"', 'id = "b"\nvalue = 4')
    saved = document.save()
    assert (saved.written, saved.merged) == (("one",), ("one",))
    now = open_workspace(document.workspace.root).maps["one"]
    assert (now.step("a").value, now.step("b").value) == (2, 4)
    assert document.undo_label == OUTSIDE


def test_a_true_conflict_is_asked_about_and_nothing_is_written(document: Document) -> None:
    edit(document, "a", value=2)
    outside(document, 'id = "a"', 'id = "a"\nvalue = 4')
    saved = document.save()
    ((conflict,),) = saved.conflicts.values()
    assert (conflict.subject, conflict.ours, conflict.theirs) == ("value of step a", 2, 4)
    assert document.unsaved == ("one",)
    saved = document.save({"one": {"value of step a": "theirs"}})
    assert saved.written == ("one",)
    assert document.maps["one"].step("a").value == 4


def test_what_others_changed_is_taken_over_and_undo_names_it(document: Document) -> None:
    edit(document, "a", value=2)
    document.save()
    joined = document.join(outside(document, 'id = "b"', 'id = "b"\nvalue = 4'))
    assert (joined.taken, joined.merged, joined.conflicts) == (("one",), (), {})
    assert document.maps["one"].step("b").value == 4
    assert document.unsaved == ()
    assert document.undo_label == OUTSIDE
    document.undo()
    document.undo()
    assert document.maps["one"].step("b").value is None
    document.redo()
    document.redo()
    assert document.unsaved == ()


def test_others_changes_join_unsaved_ones(document: Document) -> None:
    edit(document, "a", value=2)
    joined = document.join(outside(document, 'id = "b"', 'id = "b"\nvalue = 4'))
    assert joined.merged == ("one",)
    assert [document.maps["one"].step(step).value for step in "ab"] == [2, 4]
    assert document.unsaved == ("one",)
    saved = document.save()
    assert (saved.written, saved.merged) == (("one",), ())


def test_a_conflict_outside_leaves_ours_until_it_is_decided(document: Document) -> None:
    edit(document, "a", value=2)
    read = outside(document, 'id = "a"', 'id = "a"\nvalue = 4')
    assert list(document.join(read).conflicts) == ["one"]
    assert document.maps["one"].step("a").value == 2
    assert list(document.save().conflicts) == ["one"]
    joined = document.join(read, {"one": {"value of step a": "ours"}})
    assert joined.merged == ("one",)
    assert document.save().written == ("one",)
    assert open_workspace(document.workspace.root).maps["one"].step("a").value == 2


def test_maps_that_others_made_removed_or_broke(document: Document) -> None:
    edit(document, "a", value=2)
    root = document.workspace.root / "processes"
    (root / "four.toml").write_text(TEXT)
    (root / "two.toml").unlink()
    (root / "one.toml").write_text("[[broken")
    joined = document.join(open_workspace(document.workspace.root))
    assert joined.taken == ("two", "four")
    assert list(document.maps) == ["four", "one"]
    assert "two" not in document.unsaved
    assert document.maps["one"].step("a").value == 2
    assert document.unsaved == ("one",)
    assert "cannot be read" in document.save().problems[0]


def test_a_read_only_folder_is_said_and_nothing_is_lost(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    edit(document, "a", value=2)
    monkeypatch.setattr("procfit.files.tempfile.mkstemp", full)
    saved = document.save()
    assert saved.written == ()
    assert "no space left on device" in saved.problems[0]
    assert document.unsaved == ("one",)


@given(st.lists(st.sampled_from(["edit", "undo", "redo", "other"]), max_size=30))
def test_undo_and_redo_walk_the_same_states(moves: list[str]) -> None:
    first = ProcessMap("one", "One")
    document = Document(Workspace(Path(), maps={"one": first}))
    states = [first]
    place = 0
    for number, move in enumerate(moves):
        if move in ("edit", "other"):
            name = "one" if move == "edit" else "two"
            del states[place + 1 :]
            changed = ProcessMap(name, f"{number}")
            document.edit(f"edit {number}", {name: changed})
            states.append(changed)
            place += 1
        elif move == "undo":
            assert (document.undo() is None) == (place == 0)
            place = max(0, place - 1)
        else:
            assert (document.redo() is None) == (place == len(states) - 1)
            place = min(len(states) - 1, place + 1)
        last = {state.id: state for state in states[: place + 1]}
        assert dict(document.maps) == last
