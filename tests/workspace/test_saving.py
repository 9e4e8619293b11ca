from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers_maps import HEAD, chain
from procfit import Workspace, open_workspace
from procfit.files import STALE_SECONDS
from procfit.formats.process_toml import read_process
from procfit.model.errors import OutputError
from procfit.model.process import ProcessMap
from procfit.workspace.saving import save_map

TEXT = "# ours\n" + HEAD + chain("a", "b", "c", a='work = "5m"  # measured')


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    folder = tmp_path / "processes"
    folder.mkdir()
    (folder / "one.toml").write_text(TEXT)
    return open_workspace(tmp_path)


def file_of(workspace: Workspace) -> Path:
    return workspace.root / "processes" / "one.toml"


def edited(workspace: Workspace, step: str, **changes: Any) -> ProcessMap:
    found = workspace.maps["one"]
    steps = tuple(replace(old, **changes) if old.id == step else old for old in found.steps)
    return replace(found, steps=steps)


def test_a_saved_map_is_on_disk_and_in_the_workspace(workspace: Workspace) -> None:
    process = edited(workspace, "a", value=3)
    result = save_map(workspace, process)
    assert (result.conflicts, result.merged) == ((), False)
    assert result.workspace.maps["one"] == process
    assert "# measured" in file_of(workspace).read_text()
    assert open_workspace(workspace.root).maps["one"] == process
    again = save_map(result.workspace, edited(result.workspace, "b", value=1))
    assert again.merged is False


def test_a_new_map_gets_a_new_file_and_never_an_old_one(workspace: Workspace) -> None:
    new = replace(workspace.maps["one"], id="two")
    assert save_map(workspace, new).workspace.maps["two"] == new
    with pytest.raises(OutputError, match=r"two\.toml: is there already"):
        save_map(workspace, new)
    with pytest.raises(OutputError, match="is not an id"):
        save_map(workspace, replace(new, id="../evil"))


def test_edits_of_different_steps_inside_and_outside_are_both_kept(workspace: Workspace) -> None:
    outside = TEXT.replace('name = "B"', 'name = "Book it"  # changed by Bo')
    file_of(workspace).write_text(outside)
    result = save_map(workspace, edited(workspace, "a", value=3))
    assert result.merged
    text = file_of(workspace).read_text()
    assert 'name = "Book it"  # changed by Bo' in text
    assert "value = 3" in text
    assert result.workspace.maps["one"].step("b").name == "Book it"


def test_two_edits_of_one_field_are_a_conflict_and_nothing_is_overwritten(workspace: Workspace) -> None:
    outside = TEXT.replace('name = "A"', 'name = "Theirs"')
    file_of(workspace).write_text(outside)
    ours = edited(workspace, "a", name="Ours")
    result = save_map(workspace, ours)
    assert [conflict.subject for conflict in result.conflicts] == ["name of step a"]
    assert result.workspace is workspace
    assert file_of(workspace).read_text() == outside
    decided = save_map(workspace, ours, {"name of step a": "ours"})
    assert decided.workspace.maps["one"].step("a").name == "Ours"
    assert 'name = "Ours"' in file_of(workspace).read_text()


def test_a_file_broken_outside_is_left_alone(workspace: Workspace) -> None:
    file_of(workspace).write_text(TEXT + "oops")
    with pytest.raises(OutputError, match="changed outside and cannot be read"):
        save_map(workspace, edited(workspace, "a", value=3))
    assert file_of(workspace).read_text() == TEXT + "oops"


def test_both_changes_must_fit_together(workspace: Workspace) -> None:
    outside = TEXT.replace('[[step]]\nid = "c"\nname = "C"\n', "").replace('next = ["c"]\n', "")
    file_of(workspace).write_text(outside)
    flows = replace(workspace.maps["one"].step("a").next[0], to="c")
    with pytest.raises(OutputError, match="do not fit"):
        save_map(workspace, edited(workspace, "a", next=(flows,)))


def test_windows_line_ends_stay(workspace: Workspace) -> None:
    file_of(workspace).write_bytes(TEXT.replace("\n", "\r\n").encode())
    reopened = open_workspace(workspace.root)
    save_map(reopened, edited(reopened, "b", value=2))
    raw = file_of(workspace).read_bytes()
    assert b"value = 2\r\n" in raw
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_a_link_out_of_the_workspace_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.toml"
    outside.write_text(TEXT)
    file_of(workspace).unlink()
    file_of(workspace).symlink_to(outside)
    with pytest.raises(OutputError, match="leads out of the workspace"):
        save_map(workspace, edited(workspace, "a", value=3))
    assert outside.read_text() == TEXT


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_line(workspace: Workspace) -> None:
    file_of(workspace).parent.chmod(0o555)
    with pytest.raises(OutputError, match="permission denied; check that you may write there"):
        save_map(workspace, edited(workspace, "a", value=3))


def test_stale_temporary_files_are_swept_and_fresh_ones_left(workspace: Workspace) -> None:
    folder = file_of(workspace).parent
    stale, fresh = folder / ".one.toml.procfit-x.tmp", folder / ".one.toml.procfit-y.tmp"
    for path in (stale, fresh):
        path.write_text("half")
    past = time.time() - 2 * STALE_SECONDS
    os.utime(stale, (past, past))
    open_workspace(workspace.root)
    assert (stale.exists(), fresh.exists()) == (False, True)


SAVER = """
import sys
from dataclasses import replace
from procfit import open_workspace
from procfit.model.quantities import Duration
from procfit.workspace.saving import save_map

workspace = open_workspace(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    number += 1
    process = workspace.maps["one"]
    steps = tuple(replace(step, name=f"{step.id} {number} " + "x" * 400) for step in process.steps)
    workspace = save_map(workspace, replace(process, steps=steps)).workspace
"""


def test_a_killed_save_leaves_the_old_or_the_new_file_whole(workspace: Workspace) -> None:
    steps = 300
    names = [f"s{number}" for number in range(steps)]
    file_of(workspace).write_text(HEAD + chain(*names))
    moments = random.Random(9)
    for _ in range(int(os.environ.get("PROCFIT_KILLS", "12"))):
        saver = subprocess.Popen(
            [sys.executable, "-c", SAVER, str(workspace.root)], stdout=subprocess.PIPE
        )
        assert saver.stdout is not None
        saver.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.25))
        saver.send_signal(signal.SIGKILL)
        saver.wait()
        saver.stdout.close()
        found, problems = read_process(file_of(workspace))
        assert found is not None, problems
        assert len(found.steps) == steps
        assert len({step.name.lower().removeprefix(step.id) for step in found.steps}) == 1
