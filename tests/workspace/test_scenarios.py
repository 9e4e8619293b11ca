from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers_vendors import make_workspace
from procfit import open_workspace
from procfit.model.errors import OutputError, UsageError
from procfit.model.fit_scenario import FitScenario
from procfit.workspace.scenarios import save_scenario

FILE = "vendors/scenarios.toml"
BOTH = FitScenario("no fax", "Ana asks", ("leads.weight=50%", "sell#ask.value=5"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path)


def test_what_is_saved_is_there_when_opened_again(folder: Path) -> None:
    saved = save_scenario(open_workspace(folder), BOTH)
    opened = open_workspace(folder)
    assert saved.scenarios == opened.scenarios == (BOTH,)
    assert opened.problems == ()
    assert set(opened.vendors) == {"alder"}


def test_what_was_saved_meanwhile_is_kept(folder: Path) -> None:
    one, two = open_workspace(folder), open_workspace(folder)
    save_scenario(one, BOTH)
    assert save_scenario(two, FitScenario("thrift", relax=("leads",))).scenarios[0] == BOTH


def test_a_name_is_given_once_whatever_its_case(folder: Path) -> None:
    saved = save_scenario(open_workspace(folder), BOTH)
    before = (folder / FILE).read_text()
    with pytest.raises(UsageError, match="already"):
        save_scenario(saved, replace(BOTH, name="No FAX"))
    with pytest.raises(UsageError, match="needs a name"):
        save_scenario(saved, replace(BOTH, name=" "))
    assert (folder / FILE).read_text() == before


def test_a_broken_file_is_left_as_it_is(folder: Path) -> None:
    (folder / FILE).write_text("format = 1\n[[scenario]\n")
    with pytest.raises(OutputError, match="cannot be read"):
        save_scenario(open_workspace(folder), BOTH)
    assert (folder / FILE).read_text() == "format = 1\n[[scenario]\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('without_vendors = ["oak"]', 'unknown vendor "oak"'),
        ('without_evaluators = ["zoe"]', 'unknown evaluator "zoe"'),
        ('relax = ["leeds"]', 'unknown capability "leeds"'),
        ('must = ["leeds"]', 'unknown capability "leeds"'),
        ('set = ["leeds.weight=1%"]', 'unknown capability "leeds"'),
        ('set = ["sell#aks.value=3"]', 'map "sell" has no step "aks"'),
        ('set = ["sell#ask.value=9"]', "9 is out of range"),
    ],
)
def test_what_is_not_there_is_told_at_its_line(folder: Path, line: str, said: str) -> None:
    (folder / FILE).write_text(f'format = 1\n[[scenario]]\nname = "a"\n{line}\n')
    (problem,) = open_workspace(folder).problems
    assert str(problem).startswith(f"{FILE}:4:")
    assert said in str(problem)
    assert problem.level == "warning"


def test_a_scenario_is_found_by_name_and_a_near_one_is_proposed(folder: Path) -> None:
    saved = save_scenario(open_workspace(folder), BOTH)
    assert saved.scenario("NO fax") == BOTH
    with pytest.raises(UsageError) as refused:
        saved.scenario("no fex")
    assert "no fax" in refused.value.hint
