from __future__ import annotations

from pathlib import Path

import pytest

from helpers_git import commit, git, needs_git
from procfit.model.errors import InputError, UsageError
from procfit.workspace import revisions
from procfit.workspace.revisions import bytes_at, merged_lines

pytestmark = needs_git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose workspace is a folder in it; the file was first "one", then "two"."""
    root = tmp_path / "team" / "maps"
    (root / "processes").mkdir(parents=True)
    for text in ("one", "two"):
        (root / "processes" / "a.toml").write_text(text)
        commit(tmp_path, f"Say {text}")
    git(tmp_path, "tag", "first", "HEAD~1")
    git(tmp_path, "branch", "feature/other", "HEAD~1")
    return root


@pytest.mark.parametrize("revision", ["HEAD~1", "first", "feature/other", "main^", "HEAD@{1}"])
def test_a_file_is_read_as_it_was(repository: Path, revision: str) -> None:
    assert bytes_at(repository, "processes/a.toml", revision) == b"one"
    assert bytes_at(repository, "processes/a.toml", "HEAD") == b"two"


@pytest.mark.parametrize("revision", ["", "-p", "--output=/tmp/x", "a\nb", "HEAD\x1b"])
def test_what_cannot_be_a_revision_never_reaches_git(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError, match="is not a git revision"):
        bytes_at(repository, "processes/a.toml", revision)


@pytest.mark.parametrize("revision", ["nope", "HEAD~9", "HEAD:team", ":/Say", "; touch x", "$(touch x)"])
def test_an_unknown_revision_is_one_line(repository: Path, revision: str) -> None:
    with pytest.raises(InputError, match="git knows no revision"):
        bytes_at(repository, "processes/a.toml", revision)
    assert not list(repository.rglob("x"))


def test_a_file_that_was_not_there_yet_is_one_line(repository: Path) -> None:
    with pytest.raises(InputError, match=r"b\.toml@HEAD: is not there in that revision"):
        bytes_at(repository, "processes/b.toml", "HEAD")


def test_a_folder_that_is_no_repository_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="git cannot read the workspace: not a git repository"):
        bytes_at(tmp_path, "a.toml", "HEAD")


def test_a_computer_without_git_is_one_line(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(InputError, match="there is no git"):
        bytes_at(repository, "processes/a.toml", "HEAD")
    assert merged_lines("a", "b", "a") is None


def test_a_git_that_hangs_is_not_waited_for(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec sleep 30\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr(revisions, "SECONDS", 0.2)
    with pytest.raises(InputError, match="git did not answer"):
        bytes_at(repository, "processes/a.toml", "HEAD")


def test_what_a_hook_sets_for_its_own_folder_does_not_mislead(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert bytes_at(repository, "processes/a.toml", "HEAD") == b"two"


def test_reading_changes_nothing_in_the_repository(repository: Path) -> None:
    top = repository.parents[1]
    before = sorted((path, path.stat().st_mtime_ns) for path in top.rglob("*"))
    bytes_at(repository, "processes/a.toml", "HEAD~1")
    assert sorted((path, path.stat().st_mtime_ns) for path in top.rglob("*")) == before


def test_lines_of_both_sides_are_merged_and_conflicts_are_none() -> None:
    base = "a\nb\nc\nd\n"
    assert merged_lines(base, "A\nb\nc\nd\n", "a\nb\nc\nD\n") == "A\nb\nc\nD\n"
    assert merged_lines(base, "A\nb\nc\nd\n", "X\nb\nc\nd\n") is None
    assert merged_lines("ä\r\n\r\nb\r\n", "ä\r\n\r\nb\r\n", "ö\r\n\r\nb\r\n") == "ö\r\n\r\nb\r\n"
