from __future__ import annotations

import pytest

from helpers_cli import Cli
from helpers_vendors import make_workspace

FILE = "vendors/scenarios.toml"


@pytest.fixture
def small(cli: Cli) -> Cli:
    make_workspace(cli.folder)
    return cli


def test_a_run_is_saved_and_run_again_by_name(small: Cli) -> None:
    said = ["--set", "leads.weight=90%", "--must", "visits", "--weight-basis", "importance"]
    saved = small("fit", *said, "--save-scenario", "leads first", "--note", "Bo asks")
    assert saved.out.splitlines()[-1] == 'saved as "leads first" in vendors/scenarios.toml'
    assert (small.folder / FILE).read_text() == (
        "#:schema ../.procfit/schema/scenarios.json\nformat = 1\n\n[[scenario]]\n"
        'name = "leads first"\nnote = "Bo asks"\nset = ["leads.weight=90%"]\nmust = ["visits"]\n'
        'weight_basis = "importance"\n'
    )
    direct = small("fit", *said, "--format", "json").json
    assert small("fit", "--scenario", "Leads First", "--format", "json").json == direct
    assert small("fit", "--format", "json").json != direct


def test_all_stand_side_by_side_beside_today(small: Cli) -> None:
    asked = ["--set", "visits.weight=0", "--save-scenario", "no visits", "--note", "why not"]
    assert small("fit", *asked, "--format", "json").json["saved"] == "no visits"
    text = small("fit", "--scenarios").out
    assert [line.split("  ")[0] for line in text.splitlines()[:3]] == ["scenario", "today", "no visits"]
    assert "no visits: why not" in text
    document = small("fit", "--scenarios", "--format", "json").json
    assert [entry["scenario"] for entry in document["scenarios"]] == [None, "no visits"]
    assert document["scenarios"][1]["note"] == "why not"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--save-scenario", "x"], "nothing differs from today"),
        (["--note", "x"], "--note goes with --save-scenario"),
        (["--scenario", "x"], 'there is no scenario "x"'),
        (["--relax", "leads"], '"leads" is no gate'),
        (["--set", "leads.weight=2"], "is not a weight"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    small: Cli, arguments: list[str], said: str
) -> None:
    result = small("fit", *arguments)
    assert result.code == 2
    assert said in result.err
    assert not (small.folder / FILE).exists()


def test_without_any_saved_the_way_to_save_is_told(small: Cli) -> None:
    assert "--save-scenario NAME" in small("fit", "--scenarios").out


def test_a_file_that_cannot_be_read_is_told_with_its_line(small: Cli) -> None:
    (small.folder / FILE).write_text('format = 1\n[[scenario]]\nnane = "x"\n')
    result = small("fit", "--scenarios")
    assert result.code == 3
    assert f"{FILE}:3:" in result.err


def test_money_follows_the_scenario(example: Cli) -> None:
    today = example("fit", "--money", "--format", "json").json["cost"]["benefit"]["planned"]
    dear = example("fit", "--money", "--set", "rates.default=500", "--format", "json").json
    assert dear["cost"]["benefit"]["planned"] > today


def test_the_schema_of_scenarios_is_there(small: Cli) -> None:
    assert '"title": "procfit scenarios (vendors/scenarios.toml)"' in small("schema", "scenarios").out
