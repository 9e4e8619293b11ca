from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from helpers_cli import Cli
from helpers_git import commit, git, needs_git
from helpers_maps import HEAD, chain

TEXT = HEAD + chain("ask", "check", "quote", ask='work = "5m"', quote='system = "CRM"')


def files(cli: Cli, ours: str, theirs: str) -> list[str]:
    for name, text in (("base", TEXT), ("ours", ours), ("theirs", theirs)):
        (cli.folder / name).write_text(text)
    return ["merge", "base", "ours", "theirs", "-o", "out.toml"]


def test_edits_that_fit_together_are_written(cli: Cli) -> None:
    command = files(cli, TEXT.replace("5m", "4m"), TEXT.replace("CRM", "ERP"))
    result = cli(*command)
    assert (result.code, result.out) == (0, "")
    assert (cli.folder / "out.toml").read_text() == TEXT.replace("5m", "4m").replace("CRM", "ERP")


def test_each_conflict_is_one_line_and_the_rest_is_merged(cli: Cli) -> None:
    theirs = TEXT.replace("5m", "9m").replace("CRM", "ERP")
    command = files(cli, TEXT.replace("5m", "4m"), theirs)
    result = cli(*command)
    assert result.code == 1
    assert result.out == "conflict: work of step ask: was 5m; ours 4m; theirs 9m\n"
    assert (cli.folder / "out.toml").read_text() == TEXT.replace("5m", "4m").replace("CRM", "ERP")


def test_a_step_removed_here_and_changed_there_is_said_so(cli: Cli) -> None:
    ours = HEAD + chain("ask", "check", ask='work = "5m"')
    result = cli(*files(cli, ours, TEXT.replace("CRM", "ERP")))
    assert result.out == "conflict: step quote: ours removed it, theirs changed it\n"


def test_edits_that_do_not_fit_together_are_one_line(cli: Cli) -> None:
    ours = TEXT.replace('next = ["check"]', 'next = ["quote"]')
    theirs = HEAD + chain("ask", "check", ask='work = "5m"')
    result = cli(*files(cli, ours, theirs))
    assert result.code == 1
    assert result.out.startswith("conflict: both edits together do not fit: ")
    assert (cli.folder / "out.toml").read_text() == ours


def test_the_document_holds_the_conflicts(cli: Cli) -> None:
    command = files(cli, TEXT.replace("5m", "4m"), TEXT.replace("5m", "2m/5m/9m"))
    document = cli(*command, "--format", "json").json
    assert (document["clean"], document["file"]) == (False, "out.toml")
    assert document["conflicts"] == [
        {
            "subject": "work of step ask",
            "part": "steps",
            "key": ["ask"],
            "field": "work",
            "base": 5.0,
            "ours": 4.0,
            "theirs": {"least": 2.0, "usual": 5.0, "most": 9.0},
        }
    ]


def test_an_unreadable_side_leaves_the_output_alone(cli: Cli) -> None:
    command = files(cli, TEXT, "oops")
    (cli.folder / "out.toml").write_text("old")
    result = cli(*command)
    assert result.code == 3
    assert result.err.startswith("procfit: theirs:1")
    assert (cli.folder / "out.toml").read_text() == "old"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with procfit as its merge driver, as the docs tell."""
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / "one.toml").write_text(TEXT)
    (tmp_path / ".gitattributes").write_text("processes/*.toml merge=procfit\n")
    commit(tmp_path, "Begin")
    program = (
        f"{shlex.quote(sys.executable)} -c 'import sys; from procfit.cli import main; sys.exit(main())'"
    )
    git(tmp_path, "config", "merge.procfit.driver", f"{program} merge %O %A %B -o %A")
    return tmp_path


def branched(repository: Path, ours: str, theirs: str) -> Path:
    path = repository / "processes" / "one.toml"
    git(repository, "checkout", "-q", "-b", "theirs")
    path.write_text(theirs)
    commit(repository, "Theirs")
    git(repository, "checkout", "-q", "main")
    path.write_text(ours)
    commit(repository, "Ours")
    return path


@needs_git
def test_git_merges_neighboring_lines_with_the_driver(repository: Path) -> None:
    ours = TEXT.replace('name = "Ask"', 'name = "Ask first"')
    path = branched(repository, ours, TEXT.replace("5m", "9m"))
    git(repository, "merge", "-q", "theirs", "-m", "Together")
    assert path.read_text() == ours.replace("5m", "9m")
    assert git(repository, "status", "--porcelain") == ""


@needs_git
def test_git_stops_at_a_conflict_with_a_file_that_can_be_read(repository: Path) -> None:
    theirs = TEXT.replace("5m", "9m").replace("CRM", "ERP")
    path = branched(repository, TEXT.replace("5m", "4m"), theirs)
    said = git(repository, "merge", "theirs", fails=True)
    assert "conflict: work of step ask: was 5m; ours 4m; theirs 9m" in said
    assert "CONFLICT" in said
    assert path.read_text() == TEXT.replace("5m", "4m").replace("CRM", "ERP")
    assert git(repository, "status", "--porcelain") == "UU processes/one.toml\n"
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "Decided")


@needs_git
def test_the_merge_tool_takes_an_open_conflict_up_again(repository: Path) -> None:
    path = branched(repository, TEXT.replace("5m", "4m"), TEXT.replace("CRM", "ERP"))
    git(repository, "config", "--unset", "merge.procfit.driver")
    program = (
        f"{shlex.quote(sys.executable)} -c 'import sys; from procfit.cli import main; sys.exit(main())'"
    )
    tool = f'{program} merge "$BASE" "$LOCAL" "$REMOTE" -o "$MERGED"'
    git(repository, "config", "mergetool.procfit.cmd", tool)
    git(repository, "config", "mergetool.procfit.trustExitCode", "true")
    (repository / ".gitattributes").write_text("processes/*.toml -merge\n")
    git(repository, "merge", "theirs", fails=True)
    git(repository, "mergetool", "--no-prompt", "--tool=procfit")
    assert path.read_text() == TEXT.replace("5m", "4m").replace("CRM", "ERP")
