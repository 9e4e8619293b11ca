from __future__ import annotations

from pathlib import Path

import pytest

from helpers_bpmn import document
from helpers_git import commit, needs_git
from helpers_maps import HEAD, chain
from procfit.compare.effects import Side
from procfit.model.errors import InputError, UsageError
from procfit.workspace.sides import sides_of

TEXT = HEAD + chain("a", "b", a='work = "1d"\ndisposition = "modify"\nto_be = { work = "5m" }')


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / "one.toml").write_text(TEXT)
    (tmp_path / "processes" / "two.toml").write_text(HEAD + chain("x"))
    (tmp_path / "processes" / "broken.toml").write_text("oops")
    (tmp_path / "procfit.toml").write_text("format = 1\n[calendar]\nhours_per_day = 7\n")
    return tmp_path


def minutes(side: Side) -> float:
    work = side.process.step("a").work
    assert work is not None
    return work.usual


def test_a_map_alone_is_its_views(workspace: Path) -> None:
    before, after = sides_of(["one"], workspace)
    assert (before.label, after.label) == ("one@as-is", "one@to-be")
    assert (minutes(before), minutes(after)) == (7 * 60, 5)


def test_a_view_can_be_named_and_a_whole_map_has_none(workspace: Path) -> None:
    before, after = sides_of(["one@to-be", "one"], workspace)
    assert (before.view, after.view) == ("to-be", None)
    assert minutes(before) == 5
    assert after.process.step("a").to_be


@needs_git
def test_a_revision_alone_is_compared_with_the_map_as_it_is_now(workspace: Path) -> None:
    commit(workspace, "Begin")
    (workspace / "processes" / "one.toml").write_text(TEXT.replace("1d", "2d"))
    before, after = sides_of(["one@HEAD"], workspace)
    assert (minutes(before), minutes(after)) == (7 * 60, 14 * 60)
    (planned, _) = sides_of(["one@HEAD@to-be", "one@to-be"], workspace)
    assert minutes(planned) == 5


@needs_git
def test_a_map_that_is_gone_or_broken_now_is_still_read_from_a_revision(workspace: Path) -> None:
    (workspace / "processes" / "broken.toml").write_text(TEXT)
    commit(workspace, "Begin")
    (workspace / "processes" / "broken.toml").write_text("oops")
    (workspace / "processes" / "one.toml").unlink()
    before, after = sides_of(["broken@HEAD", "one@HEAD"], workspace)
    assert minutes(before) == minutes(after)


def test_files_need_no_workspace_and_no_id_for_a_name(tmp_path: Path) -> None:
    for name in ("Old copy.toml", "new"):
        (tmp_path / name).write_text(TEXT)
    before, after = sides_of([str(tmp_path / "Old copy.toml"), str(tmp_path / "new")], tmp_path)
    assert before.whole.id == "old-copy"
    assert minutes(after) == 8 * 60


def test_a_file_stands_in_for_the_map_it_is_compared_with(workspace: Path) -> None:
    path = workspace / "draft.toml"
    path.write_text(TEXT)
    for operands in ([str(path), "one"], ["one", str(path)]):
        for side in sides_of(operands, workspace):
            assert side.whole.id == "one"
            assert sorted(side.around.maps) == ["one", "two"]


def test_two_maps_of_the_workspace_stay_two(workspace: Path) -> None:
    before, after = sides_of(["one", "two"], workspace)
    assert (before.whole.id, after.whole.id) == ("one", "two")


BPMN = """
<process id="p" name="Order"><task id="ask" name="Ask"/>
  <subProcess id="sub" name="Check credit"><task id="look" name="Look"/></subProcess>
  <sequenceFlow id="f" sourceRef="ask" targetRef="sub"/></process>
"""


def test_a_drawing_is_its_main_process_with_the_called_ones_around(tmp_path: Path) -> None:
    path = tmp_path / "drawn.bpmn"
    path.write_bytes(document(BPMN))
    before, after = sides_of([str(path), f"{path}#check-credit"], tmp_path)
    assert before.process.name == "Order"
    assert "check-credit" in before.around.maps
    assert [step.name for step in after.process.steps] == ["Look"]


def test_of_several_processes_one_must_be_named(tmp_path: Path) -> None:
    path = tmp_path / "drawn.bpmn"
    path.write_bytes(
        document(BPMN + BPMN.replace('"', "'").replace("'p'", "'q'").replace("Order", "Pay"))
    )
    with pytest.raises(UsageError, match=r"holds 2 processes; write .*#NAME with one of: order, "):
        sides_of([str(path)], tmp_path)
    with pytest.raises(UsageError, match=r'no process "ordr"; did you mean "order"'):
        sides_of([f"{path}#ordr", str(path)], tmp_path)


@pytest.mark.parametrize(
    ("operand", "error", "message"),
    [
        ("nope", UsageError, 'there is no map "nope"'),
        ("one@as-is", UsageError, "is one side only"),
        ("one@", UsageError, '"" is not a git revision'),
        ("../one@HEAD", UsageError, "is not the id of a map"),
        ("broken", InputError, "cannot be judged"),
        ("nope.toml", InputError, "cannot be read"),
        ("nope.bpmn", InputError, "cannot be read"),
        ("one@HEAD", InputError, "git"),
    ],
)
def test_a_side_that_names_nothing_is_one_line(
    workspace: Path, operand: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        sides_of([operand], workspace)


def test_a_broken_file_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(HEAD + "[[step]]\nid = 3\nname = 4\n")
    with pytest.raises(InputError, match=r"bad\.toml:4.*\(and 1 more problem\)"):
        sides_of([str(path)], tmp_path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        sides_of([str(path)], tmp_path)
