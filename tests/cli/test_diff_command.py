from __future__ import annotations

from pathlib import Path

import pytest

from helpers_bpmn import document
from helpers_cli import Cli
from helpers_git import commit, needs_git
from helpers_maps import HEAD, chain
from procfit.cli.diff_command import difference_told
from procfit.compare.effects import Amount, Figure

TEXT = HEAD + chain("ask", "check", "quote", ask='work = "5m"', check='disposition = "discard"')


@pytest.fixture
def workspace(cli: Cli) -> Path:
    (cli.folder / "processes").mkdir()
    path = cli.folder / "processes" / "one.toml"
    path.write_text(TEXT)
    return path


def test_the_example_as_is_against_to_be_is_told_in_plain_words(example: Cli) -> None:
    result = example("diff", "lead-to-order")
    assert result.code == 0
    for line in (
        "Lead to order: lead-to-order@as-is → lead-to-order@to-be",
        '  + added "Offer call slot online" in "Sales engineers", after "Assign sales engineer"',
        '  - removed "Log enquiry" in "Inside sales"',
        '      system "Website" → "CRM"',
        '  + added "Fill in web form" → "Check for known customer"',
        "lead time   ≥ ",
        "not assessed before: wait of note-loss, decline",
        '  - gone no-value: "Log enquiry" adds nothing',
    ):
        assert line in result.out
    assert not any(line != line.rstrip() for line in result.out.splitlines())


def test_the_document_holds_ids_figures_and_findings(example: Cli) -> None:
    result = example("diff", "lead-to-order", "--format", "json")
    found = result.json
    assert (found["format"], found["different"]) == (1, True)
    assert found["a"] == {"name": "lead-to-order@as-is", "map": "lead-to-order", "view": "as-is"}
    by_change = {change["change"]: change for change in found["steps"]}
    assert (by_change["added"]["step"], by_change["added"]["other"]) == (None, "offer-slot")
    assert (by_change["removed"]["step"], by_change["removed"]["other"]) == ("log-enquiry", None)
    assert found["figures"]["lead_time"]["before"]["at_least"] is True
    assert found["figures"]["cost"]["after"]["value"] < found["figures"]["cost"]["before"]["value"]
    assert found["not_assessed"]["before"]["wait"] == ["note-loss", "decline"]
    assert {"repeat-ask", "no-value"} <= {finding["rule"] for finding in found["findings"]["gone"]}
    assert all(finding["other_side_judged"] for finding in found["findings"]["gone"])
    measured = example("measure", "lead-to-order", "--view", "both", "--format", "json").json
    for side, view in (("before", "as-is"), ("after", "to-be")):
        figures = measured["maps"]["lead-to-order"][view]
        assert found["figures"]["lead_time"][side]["value"] == figures["lead_time"]["mean"]


def test_the_exit_code_tells_a_difference_only_when_asked(cli: Cli, workspace: Path) -> None:
    assert cli("diff", "one").code == 0
    assert cli("diff", "one", "--exit-code").code == 1
    same = cli("diff", "one", "one", "--exit-code")
    assert same.code == 0
    assert "nothing differs in the map itself" in same.out
    assert "A case: the figures are the same" in same.out


def test_two_files_are_compared_by_meaning(cli: Cli) -> None:
    (cli.folder / "a.toml").write_text(TEXT)
    (cli.folder / "b.toml").write_text(
        "# other words\n" + TEXT.replace('"5m"', '"300s"').replace('"check"', '"x"')
    )
    result = cli("diff", "a.toml", "b.toml", "-q")
    assert result.out.splitlines() == ["", "Steps", '  ~ renamed "Check"', '      id "check" → "x"']


@needs_git
def test_a_revision_is_compared_with_today(cli: Cli, workspace: Path) -> None:
    commit(cli.folder, "Begin")
    workspace.write_text(TEXT.replace('"5m"', '"2m"'))
    result = cli("diff", "one@HEAD")
    assert "      work 5m → 2m" in result.out
    assert cli("diff", "one@HEAD", "one@HEAD", "--exit-code").code == 0
    refused = cli("diff", "one@--output=x")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.count("\n") == 1
    unknown = cli("diff", "one@nope")
    assert unknown.code == 3
    assert 'git knows no revision "nope"' in unknown.err


def test_a_drawing_is_compared_with_a_map(cli: Cli, workspace: Path) -> None:
    body = '<process id="p" name="Test"><task id="a1" name="Ask"/><task id="q1" name="Quote"/>'
    (cli.folder / "drawn.bpmn").write_bytes(
        document(body + '<sequenceFlow id="f" sourceRef="a1" targetRef="q1"/></process>')
    )
    result = cli("diff", "drawn.bpmn", "one", "--format", "json")
    found = {(change["change"], change["other"]) for change in result.json["steps"]}
    assert found == {("renamed", "ask"), ("renamed", "quote"), ("added", "check")}
    assert [flow["change"] for flow in result.json["flows"]] == ["removed", "added", "added"]


def test_a_map_that_cannot_be_judged_is_compared_without_figures(cli: Cli) -> None:
    flow = '<sequenceFlow id="{0}{1}" sourceRef="{0}" targetRef="{1}"/>'
    flows = flow.format("a", "b") + flow.format("b", "a")
    tasks = '<task id="a" name="Ask"/><task id="b" name="Quote"/>'
    (cli.folder / "loop.bpmn").write_bytes(document(f'<process id="p">{tasks}{flows}</process>'))
    result = cli("diff", "loop.bpmn", "loop.bpmn")
    assert result.code == 0
    assert "figures and findings not assessed: loop.bpmn" in result.out


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (Amount(100.0), Amount(150.0), "+50 %"),
        (Amount(100.0), Amount(37.0), "−63 %"),
        (Amount(100.0), Amount(100.0), "the same"),
        (Amount(100.0, at_least=True), Amount(50.0), ""),
        (Amount(None), Amount(50.0), ""),
        (Amount(0.0), Amount(50.0), ""),
        (
            Amount(100.0, standard_error=1.0),
            Amount(103.0, standard_error=1.0),
            "no clear difference (simulated)",
        ),
        (Amount(100.0, standard_error=1.0), Amount(110.0, standard_error=1.0), "+10 %"),
    ],
)
def test_a_difference_is_told_only_where_there_is_one_to_tell(
    before: Amount, after: Amount, told: str
) -> None:
    assert difference_told(Figure(before, after)) == told


def test_wrong_operands_are_one_line(cli: Cli) -> None:
    for operands, code in ((["nope"], 2), (["nope.toml", "x.toml"], 3), (["nope@HEAD"], 3)):
        result = cli("diff", *operands)
        assert result.code == code
        assert result.err.count("\n") == 1
