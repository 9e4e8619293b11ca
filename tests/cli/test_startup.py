"""Commands start fast because they load only what they need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpers_maps import EXAMPLE

SLOW = ("pandas", "networkx", "numpy", "openpyxl", "lxml", "textual", "graphviz", "rich", "hypothesis")


def loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys\n"
        "from procfit.cli import main\n"
        "try:\n"
        f"    main({list(arguments)!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('LOADED', *sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=EXAMPLE, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stderr.rpartition("LOADED")[2].split()}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("schema", "process"),
        ("check",),
        ("check", "--help"),
        ("similar",),
        ("weights",),
        ("review",),
        ("diff", "complaint"),
    ],
)
def test_a_command_loads_no_library_it_does_not_need(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) & set(SLOW) == set()


def test_measuring_loads_only_what_it_draws_cases_with() -> None:
    assert loaded_by("measure", "complaint") & set(SLOW) <= {"numpy"}


@pytest.mark.parametrize("what", [("list",), ("link",), ("show", "alder")])
def test_vendors_load_only_what_reads_workbooks(what: tuple[str, ...]) -> None:
    reader = {"openpyxl", "numpy", "lxml"}  # openpyxl loads the other two where they are installed
    assert loaded_by("vendors", *what) & set(SLOW) <= reader


def test_merging_loads_no_library_it_does_not_need(tmp_path: Path) -> None:
    sides = ["processes/complaint.toml"] * 3
    assert loaded_by("merge", *sides, "-o", str(tmp_path / "out")) & set(SLOW) == set()


def test_importing_the_package_loads_next_to_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, procfit; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert {name for name in done.stdout.split() if name.startswith("procfit")} == {"procfit"}
