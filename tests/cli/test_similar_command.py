"""``procfit similar``: questions, answers, and where the answers go."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from helpers_cli import Cli, Result, Terminal
from helpers_rules import step
from procfit import open_workspace

ONE = step("a", "b", name="Check credit") + step("b", "c", name="Print quote") + step("c", name="Ship")
TWO = (
    step("a", "b", name="Review credit") + step("b", "c", name="Offer printing") + step("c", name="Ship")
)


@pytest.fixture
def maps(cli: Cli) -> Cli:
    """Commands in a workspace of two maps."""
    (cli.folder / "processes").mkdir()
    for name, text in (("one", ONE), ("two", TWO)):
        path = cli.folder / "processes" / f"{name}.toml"
        path.write_text(f'format = 1\nname = "{name}"\n{text}')
    return cli


def answers_file(cli: Cli) -> Path:
    return cli.folder / "processes" / "answers.toml"


def asked(result: Result) -> list[tuple[str, str]]:
    return [(pair["a"], pair["b"]) for pair in result.json["pairs"] if pair["tier"] == "maybe"]


def test_pairs_are_listed_with_what_speaks_for_them(maps: Cli) -> None:
    result = maps("similar")
    assert result.code == 0
    assert '"Check credit" and "Review credit"\n      one#a  two#a\n' in result.out
    assert "same words: credit; words alike: check / review" in result.out
    assert "2 pairs are maybe the same work\n" in result.out
    assert "--tier same" in result.out


def test_the_document_holds_both_tiers(maps: Cli) -> None:
    pairs = maps("similar", "--format", "json").json["pairs"]
    assert [pair["tier"] for pair in pairs] == ["same", "maybe", "maybe"]
    assert pairs[0] == {
        "a": "one#c",
        "b": "two#c",
        "tier": "same",
        "score": 1.0,
        "why": ["same wording"],
        "wordings": ["Ship", "Ship"],
        "also": [],
    }


def test_tiers_and_limits_choose_what_is_listed(maps: Cli) -> None:
    same = maps("similar", "--tier", "same")
    assert '"Ship" and "Ship"' in same.out
    assert same.out.endswith("1 pair is the same work\n")
    assert "there may be more" in maps("similar", "--tier", "same", "--limit", "1").out
    assert "credit" not in same.out
    limited = maps("similar", "--limit", "1")
    assert "2 pairs are maybe the same work, the first 1 shown" in limited.out
    only = maps("similar", "--format", "json", "--tier", "maybe", "--limit", "1").json["pairs"]
    assert len(only) == 1
    assert maps("similar", "--limit", "few").code == 2


def test_a_yes_counts_as_the_same_work_from_then_on(maps: Cli) -> None:
    stored = maps("similar", "--same", "one#a", "two#a", "--by", "Ana", "--reason", "one desk")
    assert stored.out == 'stored: "Check credit" and "Review credit" are the same work\n'
    (answer,) = open_workspace(maps.folder).answers.same
    assert (answer.a, answer.b, answer.by) == ("Check credit", "Review credit", "Ana")
    assert answer.reason == "one desk"
    assert answer.date is not None
    assert asked(maps("similar", "--format", "json")) == [("one#b", "two#b")]
    again = maps("similar", "--same", "two#a", "one#a")
    assert again.out.startswith("known already")
    assert len(open_workspace(maps.folder).answers.same) == 1


def test_a_no_is_never_asked_again(maps: Cli) -> None:
    result = maps(
        "similar", "--different", "one#a", "two#a", "--different", "one#b", "two#b", "--format", "json"
    )
    assert [each["stored"] for each in result.json["answered"]] == [True, True]
    assert asked(result) == asked(maps("similar", "--format", "json")) == []


def test_names_are_stored_in_one_normal_form(maps: Cli) -> None:
    assert maps("similar", "--same", "one#a", "two#a", "--by", "Ine\u0302s").code == 0
    (answer,) = open_workspace(maps.folder).answers.same
    assert answer.by == "In\u00eas"


def test_answers_keep_the_remarks_of_the_file(maps: Cli) -> None:
    answers_file(maps).write_text("# ours\nformat = 1\n# the end\n")
    maps("similar", "--same", "one#a", "two#a")
    assert answers_file(maps).read_text().startswith("# ours\nformat = 1\n# the end\n\n[[same]]\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--same", "one", "two#a"), '"one" names no step; write MAP#STEP'),
        (("--same", "on#a", "two#a"), 'there is no map "on"; did you mean "one"?'),
        (("--same", "one#aa", "two#a"), 'map "one" has no step "aa"'),
        (("--same", "one#c", "two#c"), 'both steps are called "Ship"; rename one of them'),
        (("--same", "one#a", "two#a", "--different", "two#a", "one#a"), "an earlier answer says"),
        (("nine",), 'there is no map "nine"'),
        (("--ask", "--format", "json"), "--ask needs a terminal"),
        (("--ask",), "--ask needs a terminal"),
        (("--same", "one#a", "two#a", "--by", "A\x1b[2Jna"), "--by holds a control character"),
    ],
)
def test_what_cannot_be_answered_is_told_and_nothing_is_stored(
    maps: Cli, arguments: tuple[str, ...], message: str
) -> None:
    result = maps("similar", *arguments)
    assert (result.code, message in result.err) == (2, True), result.err
    assert not answers_file(maps).exists()


def test_an_answers_file_that_cannot_be_read_is_not_touched(maps: Cli) -> None:
    answers_file(maps).write_text("format = 1\n[[same]\n")
    result = maps("similar", "--same", "one#a", "two#a")
    assert result.code == 3
    assert "answers.toml:2" in result.err
    assert answers_file(maps).read_text() == "format = 1\n[[same]\n"
    assert maps("similar").code == 3


def answering(cli: Cli, lines: Iterable[str]) -> Result:
    cli.monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))
    return cli("similar", "--ask", "--by", "Bo")


def test_questions_are_asked_one_by_one_and_stored_at_once(maps: Cli) -> None:
    result = answering(maps, ["what?", "n", "yes"])
    assert result.code == 0
    assert "1 of 2: the same work?" in result.out
    answers = open_workspace(maps.folder).answers
    assert [len(answers.same), len(answers.different)] == [1, 1]
    assert {answer.by for answer in (*answers.same, *answers.different)} == {"Bo"}
    assert "0 pairs are maybe the same work" in maps("similar").out


@pytest.mark.parametrize("lines", [["q"], [], ["s", "q"], ["", ""]])
def test_leaving_or_skipping_stores_nothing(maps: Cli, lines: list[str]) -> None:
    assert answering(maps, lines).code == 0
    assert not answers_file(maps).exists()


def test_what_an_answer_settles_is_not_asked_any_more(maps: Cli) -> None:
    text = step("a", name="Examine credit")
    (maps.folder / "processes" / "three.toml").write_text(f'format = 1\nname = "three"\n{text}')
    count = len(asked(maps("similar", "--format", "json")))
    assert count == 4
    result = answering(maps, ["y"] * count)
    assert result.out.count("stored:") == 3
