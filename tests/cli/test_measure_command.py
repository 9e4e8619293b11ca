from __future__ import annotations

import pytest

from helpers_cli import Cli
from helpers_maps import HEAD, chain


def test_figures_of_the_example_are_printed_and_parsed(example: Cli) -> None:
    text = example("measure", "complaint", "--view", "both").out
    assert text.splitlines()[2].split() == ["as-is", "to-be", "difference"]
    assert "better" in next(line for line in text.splitlines() if line.startswith("Lead time"))
    document = example("measure", "--format", "json").json
    assert document["format"] == 1
    assert set(document["portfolio"]) == {"as-is"}
    figures = document["maps"]["lead-to-order"]["as-is"]
    assert figures["steps"]["log-enquiry"]["visits"] == pytest.approx(1.0)
    assert figures["at_least"] is True


def test_an_unknown_figure_is_a_dash_and_null(cli: Cli) -> None:
    maps = cli.folder / "processes"
    maps.mkdir()
    (maps / "a.toml").write_text(HEAD + chain("x", "y"))
    assert "–" in cli("measure").out
    figures = cli("measure", "--format", "json").json["maps"]["a"]["as-is"]
    assert (figures["cost"], figures["value"], figures["touch_time"]) == (None, None, None)


def test_cost_and_value_that_lack_something_read_at_least(cli: Cli) -> None:
    maps = cli.folder / "processes"
    maps.mkdir()
    steps = (
        '[[step]]\nid = "x"\nname = "X"\nwork = "6m"\nwait = "0m"\ncost = 7\nvalue = 2\nnext = ["y"]\n'
        '[[step]]\nid = "y"\nname = "Y"\nwork = "6m"\nwait = "0m"\n'
    )
    (maps / "a.toml").write_text(HEAD + steps)
    line = next(line for line in cli("measure").out.splitlines() if line.startswith("a "))
    assert "≥ 7.00" in line
    assert "≥ 2" in line
    assert line.count("≥") == 2


def test_totals_per_month_are_the_figures_times_the_volume(example: Cli) -> None:
    document = example("measure", "quotation", "--format", "json").json
    figures = document["maps"]["quotation"]["as-is"]
    totals = document["portfolio"]["as-is"]
    assert totals["work"] == pytest.approx(figures["touch_time"] * totals["cases"])


def test_a_broken_map_is_told_and_the_others_are_measured(cli: Cli) -> None:
    maps = cli.folder / "processes"
    maps.mkdir()
    (maps / "a.toml").write_text(HEAD + chain("x", "y"))
    (maps / "b.toml").write_text("oops")
    result = cli("measure", "--format", "json")
    assert result.code == 3
    assert list(result.json["maps"]) == ["a"]
    assert result.json["problems"][0]["file"] == "processes/b.toml"
