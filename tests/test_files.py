from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from procfit.files import write_atomically
from procfit.model.errors import OutputError


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    write_atomically(path, "one")
    path.chmod(0o640)
    write_atomically(path, b"two")
    assert path.read_text() == "two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in path.parent.iterdir()] == ["a.txt"]


def test_a_full_disk_leaves_the_old_file_and_no_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="no space left on device; free some space"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="name a file, not a folder"):
        write_atomically(tmp_path, "x")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_or_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(path, "x")
    assert os.read(reader, 9) == b"x"
    os.close(reader)
    assert path.is_fifo()


def test_a_link_may_not_lead_out_of_the_workspace(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("theirs")
    inside = tmp_path / "work"
    inside.mkdir()
    (inside / "a.txt").symlink_to(outside)
    with pytest.raises(OutputError, match="leads out of the workspace"):
        write_atomically(inside / "a.txt", "x", within=inside)
    with pytest.raises(OutputError, match="leads out of the workspace"):
        write_atomically(inside / ".." / "b.txt", "x", within=inside)
    assert outside.read_text() == "theirs"
