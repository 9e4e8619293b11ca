from __future__ import annotations

import pytest

from helpers_cli import Cli
from procfit.cli.fit_methods import NAMES
from procfit.fit.methods.catalog import METHODS
from procfit.fit.second_opinions import RELATIVE


def test_all_opinions_are_told_side_by_side(example: Cli) -> None:
    text = example("fit", "--method", "all").out
    assert RELATIVE in text
    assert all(method.title in text for method in METHODS.values())
    assert "Not in the race, for they fail a gate: dogwood" in text
    assert "cedar  Cedarworks One           1   0.91" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("name", METHODS)
def test_one_opinion_tells_its_figures(example: Cli, name: str) -> None:
    text = example("fit", "--method", name).out
    assert METHODS[name].figure in text
    assert sum(method.title + "." in text for method in METHODS.values()) == 1


def test_json_holds_the_opinions_beside_the_fit(example: Cli) -> None:
    document = example("fit", "--method", "all", "--format", "json").json
    assert document["ranking"][0]["vendor"] == "cedar"
    assert list(document["methods"]) == list(METHODS)
    entry = document["methods"]["topsis"]
    assert entry["relative"] == RELATIVE
    assert entry["first"] == ["cedar"]
    assert entry["silent_as_zero"] == ["alder"]
    assert set(entry["ranks"]) == {"cedar", "alder", "birch", "elder"}
    assert "methods" not in example("fit", "--format", "json").json


def test_the_names_are_those_of_the_methods() -> None:
    assert (*METHODS, "all") == NAMES


def test_nothing_to_compare_is_said(cli: Cli) -> None:
    (cli.folder / "processes").mkdir()
    assert "There is nothing to compare" in cli("fit", "--method", "all").out
