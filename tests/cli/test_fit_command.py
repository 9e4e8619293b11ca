from __future__ import annotations

import pytest

from helpers_cli import Cli

STANDARD = 'code = "standard", by = "committee", evidence = "reference"'


@pytest.fixture
def small(cli: Cli) -> Cli:
    """One step that needs two capabilities, and two vendors whose answers were agreed on."""
    files = {
        "processes/a.toml": 'format = 1\nname = "A"\nimportance = 3\n[[step]]\nid = "s"\nname = "S"\n'
        "value = 2\n"
        'needs = [{ id = "quotes", share = 0.75 }, "visits"]\n',
        "processes/capabilities.toml": 'format = 1\n[[capability]]\nid = "quotes"\nname = "Quotes"\n'
        '[[capability]]\nid = "visits"\nname = "Visits"\n',
        "vendors/alder.toml": f'format = 1\nname = "Alder"\n[agreed]\nquotes = {{ {STANDARD} }}\n'
        'visits = { code = "none", by = "committee" }\n',
        "vendors/birch.toml": f'format = 1\nname = "Birch"\n[agreed]\nvisits = {{ {STANDARD} }}\n'
        'quotes = { code = "none", by = "committee" }\n',
    }
    for name, text in files.items():
        path = cli.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return cli


def test_scores_are_those_worked_out_by_hand(small: Cli) -> None:
    document = small("fit", "--format", "json").json
    weights = {entry["capability"]: entry["weight"] for entry in document["weights"]}
    assert weights == {"quotes": pytest.approx(0.75), "visits": pytest.approx(0.25)}
    scores = {entry["vendor"]: entry["score"] for entry in document["ranking"]}
    assert scores == {"alder": pytest.approx(0.75), "birch": pytest.approx(0.25)}
    assert document["decided"] is True
    assert document["flip"]["distance"] == pytest.approx(0.25)


@pytest.mark.parametrize("broken", ["vendors/cedar.toml", "vendors/birch.toml", "gone.xlsx"])
def test_vendor_that_cannot_be_read_leaves_it_undecided(small: Cli, broken: str) -> None:
    if broken.endswith(".toml"):
        (small.folder / broken).write_text("format = 1\nname = ")
    else:
        with (small.folder / "vendors/birch.toml").open("a") as file:
            file.write('[[table]]\nfile = "gone.xlsx"\nfeature = "A"\nanswer = "B"\n')
    result = small("fit", "--format", "json")
    assert (result.code, result.json["decided"]) == (3, False)
    assert broken in result.err
    assert f"{broken} could not be read" in result.json["why"]
    if broken == "gone.xlsx":
        assert small("fit", "--without-vendor", "birch", "--format", "json").json["decided"]


def test_scores_without_weights_are_dashes(small: Cli) -> None:
    path = small.folder / "processes/a.toml"
    path.write_text(path.read_text().replace("value = 2\n", "value = 0\n"))
    text = small("fit").out
    assert "nothing has a weight" in text
    assert "0.00" not in text
    assert text.splitlines()[0] == "0 weighed capabilities · 2 vendors · 0 evaluators"


def test_chances_and_evaluators_who_disagree_are_shown(example: Cli) -> None:
    text = example("fit").out
    assert "P(first)" in text
    assert "> 0.99" in text
    assert "offline-visits (evaluators disagree: customization, third-party)" in text
    assert "offline-visits (blank; " in text


def test_what_an_open_gate_decides_is_told_for_every_code(example: Cli) -> None:
    lines = [line.strip() for line in example("fit").out.splitlines()]
    assert "if standard or configuration: Cedarworks One has won" in lines
    assert "if customization or none: Alder Customer Suite has won" in lines
    assert "If those 4 answers all turn out against Cedarworks One, Alder Customer Suite leads." in lines


def test_single_weights_that_would_turn_it_are_told_with_who_leads_then(small: Cli) -> None:
    text = small("fit").out
    assert "quotes: below 50.0 % (now 75.0 %), then Birch leads" in text
    assert "visits: over 50.0 % (now 25.0 %), then Birch leads" in text
    (entry,) = small("fit", "--format", "json").json["stability"][1:]
    assert (entry["capability"], entry["from"], entry["then"]) == (
        "visits",
        0,
        {"below": None, "above": "birch"},
    )
    assert entry["to"] == pytest.approx(0.5)
    assert "Single weights" not in small("fit", "--without-vendor", "birch").out


def test_one_of_a_kind_is_counted_as_one(small: Cli) -> None:
    first = small("fit", "--without-vendor", "birch").out.splitlines()[0]
    assert first == "2 weighed capabilities · 1 vendor · 0 evaluators"


def test_the_leader_is_named_on_the_screen(small: Cli) -> None:
    text = small("fit").out
    assert text.splitlines()[1] == "Alder leads"
    assert "1  alder" in text


def test_another_weight_turns_the_ranking(small: Cli) -> None:
    document = small("fit", "--set", "visits.weight=90%", "--format", "json").json
    assert document["ranking"][0]["vendor"] == "birch"


def test_leaving_a_vendor_out_changes_no_other_score(example: Cli) -> None:
    whole = example("fit", "--format", "json").json["ranking"]
    scores = {entry["vendor"]: (entry["low"], entry["score"], entry["high"]) for entry in whole}
    for gone in scores:
        rest = example("fit", "--without-vendor", gone, "--format", "json").json["ranking"]
        assert {entry["vendor"] for entry in rest} == scores.keys() - {gone}
        for entry in rest:
            assert (entry["low"], entry["score"], entry["high"]) == scores[entry["vendor"]]


def test_a_score_is_explained_down_to_the_cell(example: Cli) -> None:
    document = example("fit", "--format", "json").json
    leader = document["ranking"][0]
    assert sum(entry["weight"] for entry in document["weights"]) == pytest.approx(1, abs=1e-9)
    rows = example("fit", "--explain", leader["vendor"], "--format", "json").json["waterfall"]
    assert sum(row["points"] for row in rows) == pytest.approx(leader["score"], abs=1e-9)
    text = example("fit", "--explain", "cedar", "offline-visits").out
    assert "Comparison!" in text
    assert "field-service-visit" in text


@pytest.mark.parametrize(
    "setting", ["visits=0.1", "visits.weight=2", "visits.weight=x", "visits.weight=nan"]
)
def test_a_weight_that_is_none_is_wrong_usage(small: Cli, setting: str) -> None:
    result = small("fit", "--set", setting)
    assert (result.code, "is not a weight" in result.err) == (2, True)


def test_wrong_names_are_told_with_the_nearest(small: Cli) -> None:
    assert 'did you mean "alder"?' in small("fit", "--explain", "adler").err
    assert 'did you mean "quotes"?' in small("fit", "--set", "quote.weight=0.1").err


def test_a_workspace_without_vendors_says_what_is_missing(cli: Cli) -> None:
    cli("init", ".")
    result = cli("fit")
    assert result.code == 0
    assert "there is no vendor to compare" in result.out
