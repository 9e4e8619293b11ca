from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from helpers_cli import Cli
from helpers_maps import SHARED

SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <process id="p" name="Small">
    <startEvent id="s" name="Begin"/><task id="t" name="Do it"/><endEvent id="e" name="End"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="e"/>
  </process>
</definitions>
"""


@pytest.fixture
def ready(cli: Cli) -> Cli:
    (cli.folder / "processes").mkdir()
    (cli.folder / "small.bpmn").write_text(SMALL)
    return cli


def test_a_bpmn_file_becomes_a_map_that_can_be_checked_measured_and_drawn(ready: Cli) -> None:
    entry = ready("import", "small.bpmn", "--format", "json").json["imports"][0]
    assert entry["counts"]["activities"] == 1
    assert entry["maps"][0]["path"] == "processes/small.toml"
    assert ready("check").code == 0
    assert ready("measure", "small").code == 0
    assert "Do it" in ready("draw", "small", "-o", "-").out


def test_a_map_that_exists_is_kept_unless_replace_says_so(ready: Cli) -> None:
    ready("import", "small.bpmn")
    mine = ready.folder / "processes" / "small.toml"
    mine.write_text(mine.read_text() + "# mine\n")
    ready("import", "small.bpmn")
    assert "# mine" in mine.read_text()
    assert (ready.folder / "processes" / "small-2.toml").exists()
    ready("import", "small.bpmn", "--replace")
    assert "# mine" not in mine.read_text()


def test_one_bad_file_does_not_keep_the_others_out(ready: Cli) -> None:
    (ready.folder / "bad.bpmn").write_text("<html/>")
    result = ready("import", "bad.bpmn", "small.bpmn", "none.bpmn")
    assert result.code == 3
    assert len(result.err.splitlines()) == 2
    assert (ready.folder / "processes" / "small.toml").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("desk.csv", "Step;Who;Minutes\nAsk;Sales;5\nAnswer;Sales;2 h\n"),
        ("desk.mmd", "flowchart LR\n  ask[Ask] --> answer[Answer]\n"),
        ("desk.md", "# Desk\n\n```mermaid\nflowchart LR\n  ask[Ask] --> answer[Answer]\n```\n"),
        ("desk.txt", "graph LR\n  ask[Ask] --> answer[Answer]\n"),
        ("desk", SMALL.replace("Small", "Desk").replace('name="Do it"', 'name="Ask"')),
    ],
)
def test_every_kind_of_file_becomes_a_map(ready: Cli, name: str, text: str) -> None:
    (ready.folder / name).write_text(text, encoding="utf-8")
    (entry,) = ready("import", name, "--format", "json").json["imports"]
    assert entry["maps"][0]["path"] == "processes/desk.toml"
    assert set(entry["counts"]) == {
        *("activities", "events", "gateways", "sequence_flows", "lanes", "pools", "message_flows"),
        "data_objects",
    }
    assert 'name = "Ask"' in (ready.folder / "processes" / "desk.toml").read_text(encoding="utf-8")
    assert ready("check").code == 0


def test_problems_of_a_sheet_are_told_by_cell_and_leave_its_map_out(ready: Cli) -> None:
    (ready.folder / "desk.csv").write_text("Step,Minutes,Next\nAsk,soon,Nowhere\nAnswer,5,\n")
    result = ready("import", "desk.csv", "small.bpmn", "--format", "json")
    assert result.code == 3
    assert [(entry["sheet"], entry["cell"]) for entry in result.json["problems"]] == [
        ("desk", "B2"),
        ("desk", "C2"),
    ]
    assert [entry["maps"] != [] for entry in result.json["imports"]] == [False, True]
    assert not (ready.folder / "processes" / "desk.toml").exists()


def test_warnings_alone_are_no_failure(ready: Cli) -> None:
    (ready.folder / "desk.mmd").write_text(
        "flowchart LR\n s([Start]) --> a\n b --> c\n c --> b\n b --> a\n"
    )
    result = ready("import", "desk.mmd")
    assert (result.code, "no case ever reaches" in result.err) == (0, True)


def test_days_count_by_the_calendar_of_the_workspace(ready: Cli) -> None:
    (ready.folder / "procfit.toml").write_text("format = 1\n[calendar]\nhours_per_day = 6\n")
    (ready.folder / "desk.csv").write_text("Step,Wait\nAsk,2 days\n")
    ready("import", "desk.csv")
    assert 'wait = "12h"' in (ready.folder / "processes" / "desk.toml").read_text()


def test_a_file_of_no_known_kind_is_one_line_with_the_endings(ready: Cli) -> None:
    (ready.folder / "desk.pdf").write_bytes(b"%PDF-1.7")
    result = ready("import", "desk.pdf")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert ".bpmn" in result.err
    assert ".xlsx" in result.err


def test_fifty_real_files_are_imported_checked_and_drawn(ready: Cli) -> None:
    corpus = SHARED / "bpmn" / "corpus.zip"
    if not corpus.exists():
        pytest.skip("../shared/data is absent")
    folder = ready.folder / "real"
    with zipfile.ZipFile(corpus) as archive:
        names = random.Random(50).sample(archive.namelist(), 50)
        archive.extractall(folder, names)
    files = [str(folder / name) for name in names]
    assert ready("import", *files).code in (0, 3)
    made = sorted(path.stem for path in Path(ready.folder, "processes").glob("*.toml"))
    assert len(made) >= 45
    checked = ready("check", "--format", "json").json
    judged = [name for name in made if f"processes/{name}.toml" not in errors_of(checked)]
    assert len(judged) >= 0.9 * len(made)
    for name in judged:
        assert ready("draw", name, "-o", "-").code == 0


def errors_of(document: dict[str, list[dict[str, str]]]) -> set[str]:
    return {entry["file"] for entry in document["problems"] if entry["level"] == "error"}
