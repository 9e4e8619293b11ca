from __future__ import annotations

from pathlib import Path

import pytest

from helpers_maps import SHARED
from procfit.formats.process_toml import read_process, read_process_text
from procfit.formats.toml_file import MOST_PROBLEMS

HOSTILE = {
    "bomb-nested-arrays.toml": "nested deeper than 32 levels",
    "bomb-inline-tables.toml": "nested deeper than 32 levels",
    "bomb-nested-tables.toml": "nested deeper than 32 levels",
    "bomb-huge-int.toml": "too many digits",
    "bomb-duplicate-keys.toml": "there twice",
    "bomb-duplicate-tables.toml": "there twice",
    "bomb-invalid-utf8.toml": "2: not UTF-8",
    "bomb-long-string.toml": "2: name has 900,000 characters",
    "bomb-control.toml": "control character U+001B",
    "bomb-merge-conflict.toml": "2: the file holds the marks of an unfinished merge",
    "bomb-future-format.toml": "made by a newer version",
    "empty.toml": "not a map: no format",
}


@pytest.mark.parametrize(("name", "told"), HOSTILE.items())
def test_a_hostile_file_gives_clear_lines(name: str, told: str) -> None:
    path = SHARED / "hostile" / name
    if not path.exists():
        pytest.skip("../shared/data is absent")
    process, problems = read_process(path, name)
    assert process is None
    assert any(told in str(problem) for problem in problems)
    assert all("\n" not in str(problem) and len(str(problem)) < 400 for problem in problems)


def test_infinite_numbers_are_refused_by_name() -> None:
    text = 'format = 1\nname = "A"\n[[step]]\nid = "a"\nname = "A"\ncost = inf'
    _, problems = read_process_text(text, "a")
    assert [str(problem) for problem in problems] == [
        "a:6: cost must be a finite number; leave the key out if it is not known"
    ]


def test_each_broken_block_is_told_and_the_others_are_still_judged() -> None:
    text = """format = 1
name = "A"
[[step]]
id = "a
[[step]]
id = "b"
name = "B"
value = 9
[[step]]
id = "c"
name = C
"""
    _, problems = read_process_text(text, "a")
    assert [(problem.where.line, problem.message.partition(" (")[0]) for problem in problems] == [
        (4, "not TOML: a quote is not closed on this line"),
        (8, "value 9 is out of range"),
        (11, "not TOML: invalid value"),
    ]


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    _, (problem,) = read_process(tmp_path / "none.toml", "none.toml")
    assert str(problem).startswith("none.toml: cannot be read: No such file")


def test_a_flood_of_problems_is_cut_with_a_word() -> None:
    steps = "".join(f'[[step]]\nid = "s{i}"\nname = "S"\nvalue = 9\n' for i in range(500))
    _, problems = read_process_text(f'format = 1\nname = "A"\n{steps}', "a")
    assert any(problem.message == f"more than {MOST_PROBLEMS} problems" for problem in problems)
    assert len(problems) <= MOST_PROBLEMS + 1
