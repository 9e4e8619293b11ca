from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from helpers_cli import Cli
from helpers_maps import HEAD, chain
from procfit import open_workspace
from procfit.exports import EXPORTS

TEXT = HEAD + chain("ask", "answer", ask='disposition = "modify"\nto_be = { work = "1m" }\nwork = "5m"')


@pytest.fixture
def ready(cli: Cli) -> Cli:
    (cli.folder / "processes").mkdir()
    (cli.folder / "processes" / "lead.toml").write_text(TEXT, encoding="utf-8")
    return cli


@pytest.mark.parametrize("ending", [ending for ending in EXPORTS if ending not in (".toml", ".mmd")])
def test_what_is_exported_is_imported_as_the_map_it_was(ready: Cli, ending: str) -> None:
    before = open_workspace(ready.folder).maps["lead"]
    assert ready("export", "lead", "-o", f"out/lead{ending}").out == f"lead -> out/lead{ending}\n"
    (ready.folder / "processes" / "lead.toml").unlink()
    assert ready("import", f"out/lead{ending}").code == 0
    assert open_workspace(ready.folder).maps == {"lead": before}


def test_a_drawing_comes_back_without_what_was_told(ready: Cli) -> None:
    result = ready("export", "lead", "-o", "lead.mmd", "--format", "json")
    assert result.json["notices"] == [
        {"element": "every step", "message": "left out: work, disposition, to_be.work"}
    ]
    assert ready("import", "--replace", "lead.mmd").code == 0
    assert "work" not in (ready.folder / "processes" / "lead.toml").read_text(encoding="utf-8")


def test_a_view_is_written_alone(ready: Cli) -> None:
    ready("export", "lead", "--view", "to-be", "-o", "next.toml")
    (ask, _) = tomllib.loads((ready.folder / "next.toml").read_text(encoding="utf-8"))["step"]
    assert (ask["work"], "to_be" in ask) == ("1m", False)


def test_a_map_file_that_is_there_is_never_overwritten(ready: Cli) -> None:
    result = ready("export", "lead", "-o", "processes/lead.toml")
    assert (result.code, "there already" in result.err) == (3, True)
    assert (ready.folder / "processes" / "lead.toml").read_text(encoding="utf-8") == TEXT


def test_an_ending_that_nothing_writes_is_wrong_usage(ready: Cli) -> None:
    result = ready("export", "lead", "-o", "lead.docx")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert all(ending in result.err for ending in EXPORTS)
    assert not Path(ready.folder, "lead.docx").exists()


def test_a_folder_that_cannot_be_written_is_one_line(ready: Cli) -> None:
    result = ready("export", "lead", "-o", "processes/lead.toml/x.csv")
    assert (result.code, result.err.count("\n")) == (3, 1)


def test_quiet_prints_nothing(ready: Cli) -> None:
    assert ready("export", "lead", "-q", "-o", "lead.mmd").out == ""
