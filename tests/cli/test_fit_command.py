from __future__ import annotations

from math import fsum
from os import terminal_size

import pytest

from helpers_cli import Cli, Terminal
from procfit.cli.output import width

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
    assert text.startswith("Nobody can be ranked yet, because nothing has a weight")
    assert "0.00" not in text
    assert "  0 weighed capabilities · 2 vendors · 0 evaluators" in text.splitlines()


def test_chances_and_evaluators_who_disagree_are_shown(example: Cli) -> None:
    text = example("fit").out
    assert "P(first)" in text
    assert "> 0.99" in text
    assert "“Visits without a network” (evaluators disagree: customization, third-party)" in text
    assert "“Visits without a network” (blank; cedar-dogwood-comparison.xlsx Comparison!D53)" in text


def test_single_weights_that_would_turn_it_are_told_with_who_leads_then(small: Cli) -> None:
    text = small("fit").out
    said = " ".join(text.split())
    others = "and the others kept their proportions, Birch would lead."
    assert f"If “Quotes” weighed below 50.0 % (now 75.0 %) {others}" in said
    assert f"If “Visits” weighed over 50.0 % (now 25.0 %) {others}" in said
    (entry,) = small("fit", "--format", "json").json["stability"][1:]
    assert (entry["capability"], entry["from"], entry["then"]) == (
        "visits",
        0,
        {"below": None, "above": "birch"},
    )
    assert entry["to"] == pytest.approx(0.5)
    assert "weighed" not in small("fit", "--without-vendor", "birch").out.replace("2 weighed", "")


def test_one_of_a_kind_is_counted_as_one(small: Cli) -> None:
    lines = small("fit", "--without-vendor", "birch").out.splitlines()
    assert "  2 weighed capabilities · 1 vendor · 0 evaluators" in lines


def test_the_leader_is_named_on_the_screen(small: Cli) -> None:
    text = small("fit").out
    assert text.startswith("Alder leads: it scores 0.75 out of 1")
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
    assert "Field service visit" in text


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


def test_explained_parts_sum_to_the_score(example: Cli) -> None:
    for place in example("fit", "--format", "json").json["ranking"]:
        found = example("fit", "--explain", place["vendor"], "--format", "json").json
        same = pytest.approx(place["score"], abs=1e-12)
        assert found["score"]["score"] == same
        assert fsum(part["points"] for part in found["processes"]) == same
        assert fsum(row["points"] for row in found["waterfall"]) == same
        below = fsum(part["below"] for part in found["range"])
        assert place["score"] - below == pytest.approx(place["low"], abs=1e-12)
        above = fsum(part["above"] for part in found["range"])
        assert place["score"] + above == pytest.approx(place["high"], abs=1e-12)


def test_what_is_printed_sums_to_what_is_printed(example: Cli) -> None:
    lines = example("fit", "--explain", "cedar").out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("process "))
    end = next(number for number, line in enumerate(lines) if line.startswith("all "))
    points = [float(line.split()[-4]) for line in lines[start + 1 : end]]
    total = float(lines[end].split()[-4])
    assert sum(points) == pytest.approx(total, abs=0.00005 * len(points))
    assert f"scores {total:.4f} out of 1" in lines[0]


def test_one_answer_is_explained_with_its_whole_origin(example: Cli) -> None:
    text = example("fit", "--explain", "alder", "offline-visits").out
    for word in ("Functional!E52", "demonstrated", "Repair machine", "98.0 %", "points of"):
        assert word in text
    assert (
        "Field service visit: importance 5 (survey 2026-03, n = 212); Repair machine: value 5"
        in " ".join(text.split())
    )
    found = example("fit", "--explain", "alder", "offline-visits", "--format", "json").json
    assert found["sources"][0]["importance_source"] == "survey 2026-03, n = 212"
    assert found["answer"]["cell"] == "E52"
    assert len(found["answer"]["sha256"]) == 64
    assert fsum(row["weight"] for row in found["waterfall"]) == found["weight"]


def test_a_silence_is_explained_as_one(example: Cli) -> None:
    text = example("fit", "--explain", "cedar", "offline-visits").out
    assert "nobody answered, so it may be worth anything from 0 to 1" in text


def test_a_capability_without_weight_says_so(example: Cli) -> None:
    text = example("fit", "--explain", "cedar", "loyalty-points").out
    assert "It has no weight: no step of this view needs it." in text


def test_a_weight_that_the_team_set_is_explained_with_its_reason(example: Cli) -> None:
    text = example("fit", "--explain", "cedar", "accessibility").out
    assert "The team set this weight to 2.00 %" in text
    assert "Works agreement" in text


def test_a_vendor_left_out_is_not_explained(small: Cli) -> None:
    result = small("fit", "--explain", "birch", "--without-vendor", "birch")
    assert (result.code, "is left out of this run" in result.err) == (2, True)


def test_a_workspace_without_capabilities_is_explained_as_one_without_score(small: Cli) -> None:
    path = small.folder / "processes/a.toml"
    path.write_text(path.read_text().replace("value = 2\n", "value = 0\n"))
    assert small("fit", "--explain", "alder").out == "Alder has no score: nothing has a weight.\n"
    assert small("fit", "--explain", "alder", "--format", "json").json["score"] is None


def test_why_one_is_before_the_other(small: Cli) -> None:
    text = small("fit", "--why", "alder", "birch").out
    assert text.startswith("Alder scores 0.7500 and Birch 0.2500: a gap of +0.5000")
    lines = text.splitlines()
    own, other = lines[lines.index("For Alder") + 1], lines[lines.index("For Birch") + 1]
    assert own.split()[0] == "“Quotes”"
    assert own.endswith("+0.7500    150 % of gap")
    assert other.split()[0] == "“Visits”"
    assert other.endswith("−0.2500    −50 % of gap")
    assert lines[-1].split() == ["the", "gap", "+0.5000"]
    found = small("fit", "--why", "alder", "birch", "--format", "json").json
    assert (found["vendor"], found["against"], found["gap"]) == ("alder", "birch", pytest.approx(0.5))


def test_why_names_cells_steps_and_gates(example: Cli) -> None:
    text = " ".join(example("fit", "--why", "dogwood", "alder").out.split())
    assert "Before any score counts: Dogwood Relate fails “Audit trail” (none)" in text
    assert "Comparison!" in text
    assert "serves " in text
    assert "others " in text


def test_why_wants_two_vendors_that_are_there(small: Cli) -> None:
    assert "compared with itself" in small("fit", "--why", "alder", "alder").err
    assert 'did you mean "birch"?' in small("fit", "--why", "alder", "brich").err


def _on_a_terminal(cli: Cli, columns: int, *arguments: str) -> list[str]:
    """Return the lines that a command prints on a terminal so wide."""
    size = terminal_size((columns, 24))
    with cli.monkeypatch.context() as patched:
        patched.setenv("NO_COLOR", "1")
        patched.setattr("shutil.get_terminal_size", lambda *_: size)
        patched.setattr("sys.stdout", screen := Terminal())
        cli(*arguments)
    return screen.getvalue().splitlines()


SCREENS = [
    (),
    ("--explain", "cedar"),
    ("--explain", "alder", "offline-visits"),
    ("--explain", "cedar", "accessibility"),
    ("--why", "cedar", "elder"),
]


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("arguments", SCREENS, ids=" ".join)
def test_nothing_is_wider_than_the_terminal_or_cut(
    example: Cli, columns: int, arguments: tuple[str, ...]
) -> None:
    lines = _on_a_terminal(example, columns, "fit", *arguments)
    assert max(map(width, lines)) <= columns
    assert not set("…\x1b") & set("".join(lines))


def test_room_is_used_where_there_is_some(example: Cli) -> None:
    wide = "\n".join(_on_a_terminal(example, 160, "fit"))
    narrow = "\n".join(_on_a_terminal(example, 80, "fit"))
    assert "├" in wide
    assert "worst-served step" in wide
    assert "├" not in narrow


def test_long_names_are_cut_and_figures_are_not(small: Cli) -> None:
    path = small.folder / "vendors/alder.toml"
    path.write_text(path.read_text().replace('name = "Alder"', f'name = "{"Alder 株式会社 " * 12}"'))
    lines = _on_a_terminal(small, 80, "fit")
    assert max(map(width, lines)) <= 80
    row = next(line for line in lines if line.startswith("1  alder"))
    assert "…" in row
    assert "0.75 (" in row


def test_quiet_leaves_the_verdict_and_the_ranking(example: Cli) -> None:
    quiet = example("fit", "-q").out
    assert quiet.startswith("Undecided between Cedarworks One and Alder Customer Suite, because ")
    assert "1  cedar" in quiet
    assert "Ask next" not in quiet
    assert quiet in example("fit").out
    assert len(quiet.splitlines()) <= 24


def test_the_screen_says_what_would_change_it_and_what_to_ask(example: Cli) -> None:
    text = " ".join(example("fit").out.split())
    assert (
        "What would change it Cedarworks One's answer on “Visits without a network”: as standard or "
        "configuration, Cedarworks One wins; as third-party or roadmap, it is open who wins; otherwise "
        "Alder Customer Suite wins." in text
    )
    assert (
        "1. Cedarworks One: “Visits without a network” (blank; cedar-dogwood-comparison.xlsx "
        "Comparison!D53), a gate" in text
    )
    assert "6." not in text.split("Ask next")[1].split("Weakest")[0].replace("0.", "")


def test_the_document_tells_who_wins_by_which_answer(example: Cli) -> None:
    first, *others = example("fit", "--format", "json").json["deciding_cells"]
    assert (first["vendor"], first["capability"]) == ("cedar", "offline-visits")
    assert first["if_best"] == {"code": "standard", "leader": "cedar", "decided": True}
    assert first["if_worst"] == {"code": "none", "leader": "alder", "decided": True}
    # The portal is a must-have that is only claimed: refuted, its gate is failed.
    (portal,) = (cell for cell in others if cell["capability"] == "self-service")
    assert portal["if_worst"] == {"code": "none", "leader": "alder", "decided": True}


def test_where_nobody_passes_the_fewest_gates_are_named(small: Cli) -> None:
    path = small.folder / "processes/capabilities.toml"
    path.write_text(path.read_text().replace('name = "Visits"', 'name = "Visits"\nmust = true'))
    text = small("fit", "--without-vendor", "birch").out
    assert text.startswith(
        "Nobody can be chosen: no vendor passes the gates. Relaxing the gate “Visits”"
    )
