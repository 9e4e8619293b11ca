from __future__ import annotations

from helpers_cli import Cli
from helpers_maps import HEAD, chain

STEP = """
[[step]]
id = "a"
name = "Stamp the form"
adds = "nothing"
work = "5m"
wait = "0m"
next = ["b"]
[[step]]
id = "b"
name = "Repair the pump"
adds = "customer"
value = 5
benefit = "It runs again"
expected = true
source = "customers"
work = "5h"
wait = "0m"
"""


def written(cli: Cli, settings: str = "", **maps: str) -> Cli:
    folder = cli.folder / "processes"
    folder.mkdir()
    for name, text in maps.items():
        (folder / f"{name}.toml").write_text(text)
    if settings:
        (cli.folder / "procfit.toml").write_text(settings)
    return cli


def test_a_finding_is_told_with_proof_guard_and_worth(cli: Cli) -> None:
    result = written(cli, "[rates]\ndefault = 60\n", a=HEAD + 'volume = "12/month"\n' + STEP)("check")
    assert result.code == 0
    assert 'warning no-value: "Stamp the form" adds nothing' in result.out
    assert "proof: Stamp the form" in result.out
    assert "suggest: discard, saves 5 min a case · 60 min a month · 60 EUR a month" in result.out


def test_a_change_that_saves_a_case_nothing_says_so(cli: Cli) -> None:
    steps = '[[step]]\nid = "a"\nname = "Check order"\nnext = ["b"]\n'
    steps += '[[step]]\nid = "b"\nname = "Book order"\n'
    result = written(cli, a=HEAD + steps, b=HEAD + steps)("check")
    assert "suggest: modify, saves a case no time or money" in result.out


def test_a_finding_says_what_it_rests_on(cli: Cli) -> None:
    sourced = STEP.replace('adds = "nothing"', 'adds = "nothing"\nsource = "stopwatch 2026-03"')
    result = written(cli, a=HEAD + STEP, b=HEAD + sourced)("check")
    assert "rests on assumptions: no source for Stamp the form" in result.out
    assert "rests on: what was measured" in result.out


def test_json_holds_what_other_programs_rely_on(cli: Cli) -> None:
    document = written(cli, a=HEAD + STEP)("check", "--format", "json").json
    assert (document["format"], set(document)) == (
        1,
        {"procfit", "format", "findings", "not_assessed", "together", "problems"},
    )
    (finding,) = document["findings"]
    assert set(finding) == {
        "rule", "level", "process", "steps", "message", "witness", "guard", "saves", "costs",
        "suggest", "accepted", "accepted_reason", "evidence", "assumes", "drops",
    }  # fmt: skip
    assert set(finding["saves"]) == {"minutes_per_case", "cost_per_case", "per_month"}
    assert finding["saves"]["minutes_per_case"] == 5


def test_a_rule_set_to_error_makes_exit_code_one_and_off_silences_it(cli: Cli) -> None:
    settings = '[rules]\nno-value = "error"\n'
    assert written(cli, settings, a=HEAD + STEP)("check").code == 1
    (cli.folder / "procfit.toml").write_text(settings.replace("error", "off"))
    result = cli("check")
    assert (result.code, "no findings" in result.out) == (0, True)


def test_an_accepted_finding_stays_visible_and_never_changes_the_exit_code(cli: Cli) -> None:
    written(cli, '[rules]\nno-value = "error"\n', a=HEAD + STEP)
    (cli.folder / "processes" / "answers.toml").write_text(
        '[[accepted]]\nrule = "no-value"\nprocess = "a"\nsteps = ["a"]\nreason = "we like stamps"\n'
    )
    result = cli("check")
    assert result.code == 0
    assert "accepted: we like stamps" in result.out
    assert cli("check", "--format", "json").json["findings"][0]["accepted"] is True


def test_ten_mistakes_are_ten_lines_and_the_other_maps_are_still_judged(cli: Cli) -> None:
    mistakes = "\n".join(f'[[step]]\nid = "s{i}"\nname = "S"\nvalue = {i + 6}' for i in range(10))
    result = written(cli, good=HEAD + STEP, bad=HEAD + mistakes)("check")
    assert result.code == 3
    lines = [line for line in result.err.splitlines() if line.startswith("error: processes/bad.toml:")]
    assert len({line.split(":")[2] for line in lines}) == 10
    assert "no-value" in result.out
    assert "not judged, see the errors above: bad" in result.out


def test_one_map_or_one_rule_can_be_asked_for(cli: Cli) -> None:
    written(cli, one=HEAD + STEP, two=HEAD + STEP)
    document = cli("check", "two", "--rule", "no-value", "--format", "json").json
    assert {(found["process"], found["rule"]) for found in document["findings"]} == {("two", "no-value")}
    wrong = cli("check", "--rule", "no-valu")
    assert (wrong.code, 'did you mean "no-value"?' in wrong.err) == (2, True)


def test_a_rule_explains_itself(cli: Cli) -> None:
    assert "no-value" in cli("check", "--explain", "no-value").out
    assert cli("check", "--explain", "nonsense").code == 2


def test_what_could_not_be_judged_is_listed_when_asked(cli: Cli) -> None:
    written(cli, a=HEAD + chain("x", "y"))
    assert "not assessed no-value: a: x" in cli("check", "--not-assessed").out
