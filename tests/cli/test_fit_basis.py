"""Same inputs, same outputs: what a fit rests on is told, and it comes out the same, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from helpers_cli import Cli
from helpers_maps import EXAMPLE

RUN = "from procfit.cli import main; raise SystemExit(main())"


@pytest.fixture
def copy(cli: Cli) -> Cli:
    """The worked example in a folder of its own."""
    for name in ("procfit.toml", "processes", "vendors"):
        source = EXAMPLE / name
        if source.is_dir():
            shutil.copytree(source, cli.folder / name)
        else:
            shutil.copy(source, cli.folder / name)
    return cli


def in_a_process_of_its_own(folder: Path, seed: str) -> bytes:
    """Return the document as another person gets it, with another order of hashes."""
    command = [sys.executable, "-c", RUN, "fit", "--format", "json"]
    found = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
    )
    return found.stdout


def test_the_same_files_give_the_same_bytes(copy: Cli) -> None:
    first = in_a_process_of_its_own(copy.folder, "1")
    assert in_a_process_of_its_own(copy.folder, "2") == first
    assert in_a_process_of_its_own(EXAMPLE, "3") == first


def test_every_file_is_told_by_its_content(copy: Cli) -> None:
    files = copy("fit", "--format", "json").json["basis"]["files"]
    told = {entry["file"]: entry["sha256"] for entry in files}
    assert list(told) == sorted(told)
    for name in (
        "procfit.toml",
        "processes/complaint.toml",
        "processes/capabilities.toml",
        "vendors/evaluation.toml",
        "vendors/cedar.toml",
        "vendors/cedar-dogwood-comparison.xlsx",
        "vendors/elder-add-ons.csv",
        "vendors/scores/ana.toml",
    ):
        assert told[name] == sha256((copy.folder / name).read_bytes()).hexdigest()


def test_any_change_of_a_file_shows(copy: Cli) -> None:
    before = copy("fit", "--format", "json").json["basis"]
    path = copy.folder / "vendors/birch.toml"
    path.write_text(path.read_text() + "\n# a remark\n")
    after = copy("fit", "--format", "json").json["basis"]
    changed = [
        old["file"] for old, new in zip(before["files"], after["files"], strict=True) if old != new
    ]
    assert changed == ["vendors/birch.toml"]
    assert {**before, "files": []} == {**after, "files": []}


def test_what_was_asked_is_told(copy: Cli) -> None:
    told = copy(
        "fit",
        "--format",
        "json",
        "--without-vendor",
        "elder",
        "--view",
        "as-is",
        "--set",
        "chat.weight=2%",
    ).json["basis"]
    assert (told["view"], told["without_vendors"], told["set"]) == (
        "as-is",
        ["elder"],
        ["chat.weight=2%"],
    )
    assert (told["draws"], told["undecided_below"], told["kappa"]) == (2000, 0.7, 20.0)
    assert date.fromisoformat(told["date"])
    assert told["seed"]
    assert told["version"]
    assert told["numpy"]


def test_a_file_that_is_not_there_has_no_content(copy: Cli) -> None:
    (copy.folder / "vendors/alder-response.xlsx").unlink()
    files = copy("fit", "--format", "json").json["basis"]["files"]
    assert {"file": "vendors/alder-response.xlsx", "sha256": None} in files
