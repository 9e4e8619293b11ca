from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_git import git, needs_git
from procfit.formats.fit_scenarios import NEW_SCENARIOS, build_scenarios, with_scenario
from procfit.formats.toml_file import parse_toml
from procfit.model.fit_scenario import FitScenario

FULL = """\
format = 1
[[scenario]]
name = "thrift"
note = "what if"
set = ["fax.weight=1%", "m#s.value=5"]
without_vendors = ["alder"]
without_evaluators = ["ana"]
relax = ["fax"]
must = ["mail"]
view = "as-is"
weight_basis = "importance-volume"
"""


def read(text: str) -> tuple[tuple[FitScenario, ...], list[str]]:
    file = parse_toml(text, "s.toml")
    return build_scenarios(file), [str(problem) for problem in file.reading.problems]


def test_every_key_is_read() -> None:
    (found,), problems = read(FULL)
    assert problems == []
    assert found == FitScenario(
        "thrift",
        "what if",
        ("fax.weight=1%", "m#s.value=5"),
        ("alder",),
        ("ana",),
        ("fax",),
        ("mail",),
        "as-is",
        "importance-volume",
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[scenario]]\nnote = "x"\n', 2, "has no name"),
        ('[[scenario]]\nname = "a"\nweights = 1\n', 4, 'unknown key "weights"'),
        ('[[scenario]]\nname = "a"\nview = "later"\n', 4, "as-is, to-be"),
        ('[[scenario]]\nname = "a"\n[[scenario]]\nname = "A"\n', 5, 'two scenarios are called "A"'),
        ('[[scenario]]\nname = " "\n', 3, "empty name"),
        ('[[scenario]]\nname = "a"\nset = ["fax"]\n', 4, '"fax" sets nothing'),
        ('[[scenario]]\nname = "a"\nrelax = ["g"]\nmust = ["g"]\n', 5, '"g" is also under relax'),
        ('[[scenario]]\nnote = "x"\n[[scenario]]\nname = "b"\nset = ["x"]\n', 6, '"x" sets nothing'),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text: str, line: int, said: str) -> None:
    _, problems = read("format = 1\n" + text)
    assert any(problem.startswith(f"s.toml:{line}:") and said in problem for problem in problems), (
        problems
    )


def test_a_file_without_format_is_no_list_of_scenarios() -> None:
    assert read('[[scenario]]\nname = "a"\n')[1] == [
        "s.toml:1: not a list of scenarios: no format; begin the file with format = 1"
    ]


def test_a_scenario_goes_before_the_first_that_comes_later_and_comments_stay() -> None:
    text = (
        'format = 1\n\n# Bo\'s\n[[scenario]]\nname = "b"  # yes\n\n# Dee\'s\n[[scenario]]\nname = "d"\n'
    )
    assert with_scenario(text, FitScenario("c", relax=("x",))) == (
        'format = 1\n\n# Bo\'s\n[[scenario]]\nname = "b"  # yes\n\n[[scenario]]\nname = "c"\nrelax = ["x"]\n'
        '\n# Dee\'s\n[[scenario]]\nname = "d"\n'
    )


def test_a_new_file_and_windows_line_ends() -> None:
    assert with_scenario("", FitScenario("a")) == f'{NEW_SCENARIOS}\n[[scenario]]\nname = "a"\n'
    written = with_scenario('format = 1\r\n[[scenario]]\r\nname = "z"\r\n', FitScenario("a"))
    assert written.replace("\r\n", "").count("\n") == 0


WORDS = st.text("abzé \"'\\#[]=", min_size=1, max_size=8).filter(lambda text: text.strip())
IDS = st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True), max_size=2, unique=True).map(tuple)


@given(
    st.lists(st.tuples(WORDS, WORDS, IDS, IDS), max_size=5, unique_by=lambda drawn: drawn[0].casefold())
)
def test_what_is_saved_is_read_back(
    drawn: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]],
) -> None:
    text = ""
    saved = [
        FitScenario(name, note, relax=relax, without_vendors=out) for name, note, relax, out in drawn
    ]
    for scenario in saved:
        text = with_scenario(text, scenario)
    if saved:
        found, problems = read(text)
        assert problems == []
        assert set(found) == set(saved)


@needs_git
def test_scenarios_that_two_people_save_merge_in_git(tmp_path: Path) -> None:
    base = ""
    for name in ("d", "m", "t"):
        base = with_scenario(base, FitScenario(name, relax=("x",)))
    sides = {"base": base, "ours": with_scenario(base, FitScenario("a"))}
    sides["theirs"] = with_scenario(base, FitScenario("p"))
    for name, text in sides.items():
        (tmp_path / name).write_text(text)
    git(tmp_path, "merge-file", "ours", "base", "theirs")
    found, problems = read((tmp_path / "ours").read_text())
    assert problems == []
    assert [scenario.name for scenario in found] == ["a", "d", "m", "p", "t"]
