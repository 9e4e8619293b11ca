from __future__ import annotations

from pathlib import Path

import pytest

from helpers_cli import Cli

CAPABILITIES = ("quotes", "visits", "mail")
# Each ranks the three vendors in another order, as in Condorcet's circle.
CIRCLE = {
    "ana": {"alder": "standard", "birch": "third-party", "cedar": "none"},
    "bo": {"birch": "standard", "cedar": "third-party", "alder": "none"},
    "chandra": {"cedar": "standard", "alder": "third-party", "birch": "none"},
}


@pytest.fixture
def circle(cli: Cli) -> Cli:
    """Three evaluators who scored everything, and whose majorities lead round in a circle."""
    needs = ", ".join(f'"{name}"' for name in CAPABILITIES)
    files = {
        "processes/a.toml": 'format = 1\nname = "A"\nimportance = 3\n[[step]]\nid = "s"\nname = "S"\n'
        f"value = 2\nneeds = [{needs}]\n",
        "processes/capabilities.toml": "format = 1\n"
        + "".join(f'[[capability]]\nid = "{name}"\nname = "{name.title()}"\n' for name in CAPABILITIES),
        "vendors/evaluation.toml": 'format = 1\nevaluators = ["ana", "bo", "chandra"]\n',
        **{f"vendors/{name}.toml": f'format = 1\nname = "{name.title()}"\n' for name in CIRCLE["ana"]},
        **{f"vendors/scores/{name}.toml": scores(own) for name, own in CIRCLE.items()},
    }
    for name, text in files.items():
        path = cli.folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    return cli


def scores(own: dict[str, str]) -> str:
    tables = [
        f"[{vendor}]\n" + "".join(f'{name} = {{ code = "{code}" }}\n' for name in CAPABILITIES)
        for vendor, code in own.items()
    ]
    return "format = 1\n" + "".join(tables)


def test_the_screen_has_every_section(circle: Cli) -> None:
    text = circle("fit", "--committee").out
    assert text.startswith("The three hardly agree (Kendall's W 0.00;")
    assert "as much agreement or more would come about in 100 of 100" in " ".join(text.split())
    assert "Ranked first: Alder (ana); Birch (bo); Cedar (chandra)." in text
    assert "Alder · mail  33.3 % × 1.00 = 0.3333" in text
    assert "THE WINNER CHANGES" in text
    flat = " ".join(text.split())
    assert "Round in a circle: Alder beats Birch 2 to 1, Birch beats Cedar 2 to 1" in flat
    assert "procfit vendors agree alder mail CODE" in text


def test_the_document_fills_the_group(circle: Cli) -> None:
    found = circle("fit", "--committee", "--format", "json").json["group"]
    assert found["kendall_w"] == 0
    assert found["p"] == 1
    assert found["cycles"] == [["alder", "birch", "cedar"]]
    assert found["majority"]["votes"]["alder"]["birch"] == 2
    assert found["without"]["ana"]["changes"] is True


def test_one_left_out_is_left_out_of_everything(circle: Cli) -> None:
    found = circle("fit", "--without-evaluator", "ana", "--format", "json").json["group"]
    assert list(found["evaluators"]) == ["bo", "chandra"]
    assert list(found["without"]) == ["bo", "chandra"]
    assert found["cycles"] == []


def test_who_counts_more_is_shown_only_when_weights_differ(circle: Cli) -> None:
    assert "counts" not in circle("fit", "--committee").out
    assert "counts" not in circle("fit").out
    with (circle.folder / "vendors/evaluation.toml").open("a") as file:
        file.write("[evaluator_weights]\nbo = 2\n")
    text = circle("fit", "--committee").out
    assert "counts  scored" in text
    assert circle("fit").out.splitlines()[0].endswith(" · 3 evaluators (bo counts 2)")
    assert "A majority" not in text  # alder and birch are level at 2 to 2
    assert "As many for as against: Birch and Alder." in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bob = 2", 'unknown evaluator "bob"; did you mean "bo"?'),
        ("bo = 0", "is out of range; give a number from 0.01 to 100"),
        ('bo = "much"', "must be a number"),
    ],
)
def test_a_weight_that_cannot_be_is_told_at_its_line(circle: Cli, line: str, said: str) -> None:
    with (circle.folder / "vendors/evaluation.toml").open("a") as file:
        file.write(f"[evaluator_weights]\n{line}\n")
    problems = circle("fit", "--format", "json").json["problems"]
    (problem,) = [each for each in problems if each["file"] == "vendors/evaluation.toml"]
    assert said in f"{problem['message']}; {problem['hint']}"
    assert problem["line"] == 4


def test_who_is_declared_may_count_before_scoring(circle: Cli) -> None:
    (circle.folder / "vendors/evaluation.toml").write_text(
        'format = 1\nevaluators = ["ana", "bo", "chandra", "dora"]\n[evaluator_weights]\ndora = 2\n'
    )
    assert circle("fit", "--format", "json").json["problems"] == []


def test_without_scores_it_says_so_and_no_more(circle: Cli) -> None:
    for name in CIRCLE:
        Path(circle.folder / f"vendors/scores/{name}.toml").unlink()
    result = circle("fit", "--committee")
    assert result.code == 0
    assert result.out == "How far they agree is not assessed: nobody has scored yet.\n"


def test_the_example_has_something_to_talk_about(example: Cli) -> None:
    text = example("fit", "--committee").out
    flat = " ".join(text.split())
    assert "That says little yet" in flat
    assert "Birchline CRM Cloud · offline-visits" in text.split("What to talk about")[1].splitlines()[1]
    assert "= 0.0018  gate" in text
    assert "bo configuration ← alone one record per department" in flat
    assert "chandra Cedarworks One stays first; Birchline CRM Cloud fails a gate" in flat
    assert "A majority ranks Cedarworks One above every other vendor." in text
    assert max(map(len, text.splitlines())) <= 100


def test_quiet_leaves_out_notes_and_votes(example: Cli) -> None:
    text = example("fit", "--committee", "-q").out
    assert "the app forgot two photos" not in text
    assert "for – against" not in text
