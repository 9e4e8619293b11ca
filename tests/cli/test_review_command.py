"""``procfit review`` on screen, as a workbook, and back."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers_cli import Cli
from helpers_review import Book, workspace_in
from procfit import open_workspace
from procfit.reports.workshop.answer_sheet import answer_sheet


@pytest.fixture
def team(cli: Cli) -> Cli:
    """Commands in a small workspace."""
    workspace_in(cli.folder)
    return cli


def test_the_review_is_read_in_a_minute_at_80_columns(example: Cli) -> None:
    result = example("review")
    lines = result.out.splitlines()
    assert result.code == 0
    assert len(lines) <= 55
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("Decided: ")
    assert "Left to decide, what saves most a month first" in lines


def test_all_of_it_is_listed_when_asked(example: Cli) -> None:
    lines = example("review", "--all").out.splitlines()
    assert not any("list them with --all" in line for line in lines)
    assert sum(line.startswith("  step: ") for line in lines) > 5


def test_json_holds_what_other_programs_rely_on(team: Cli) -> None:
    document = team("review", "--format", "json").json
    assert set(document) == {
        "procfit", "format", "decided", "gained_per_month", "open_per_month", "progress", "remaining",
        "requirements", "problems",
    }  # fmt: skip
    assert document["decided"]["steps"] == {"decided": 1, "total": 6}
    assert set(document["remaining"][0]) == {
        "kind", "process", "steps", "message", "rule", "suggest", "evidence",
        "minutes_per_month", "cost_per_month", "importance",
    }  # fmt: skip
    (need,) = document["requirements"]
    assert (need["capability"], need["only_as_is"]) == ("quoting", False)


def test_a_map_that_cannot_be_judged_is_told(team: Cli) -> None:
    (team.folder / "processes" / "broken.toml").write_text("format = 1\n")
    result = team("review")
    assert result.code == 3
    assert "broken.toml" in result.err


def filled(team: Cli, *, dry_run: bool = False) -> tuple[Path, tuple[str, ...]]:
    path = team.folder / "review.xlsx"
    assert team("review", "-o", "review.xlsx").code == 0
    book = Book(path.read_bytes())
    book.decide("quotes", "copy", "discard")
    book.fill(
        "Findings", ("quotes", "no-value", "refuse"),
        Accepted="yes", Reason_to_live_with_it="Law", Who_decided="Bo",
    )  # fmt: skip
    path.write_bytes(book.content)
    return path, ("review", "--answers", "review.xlsx", *(["--dry-run"] if dry_run else []))


def texts(team: Cli) -> dict[str, str]:
    return {path.name: path.read_text() for path in (team.folder / "processes").iterdir()}


def test_a_filled_in_workbook_goes_into_the_files(team: Cli) -> None:
    _, command = filled(team)
    result = team(*command)
    assert (result.code, result.err) == (0, "")
    assert "  Copy: not reviewed → discard" in result.out
    assert "accepted no-value in Quotes: Law (Bo)" in result.out
    assert "1 disposition changed in 1 map, 1 finding accepted" in result.out.splitlines()[-1]
    decided = team("review", "--format", "json").json["decided"]
    assert decided["steps"] == {"decided": 2, "total": 6}
    again = team(*command)
    assert again.out.startswith("0 dispositions changed, 0 findings accepted")


def test_a_dry_run_writes_nothing(team: Cli) -> None:
    _, command = filled(team, dry_run=True)
    before = texts(team)
    result = team(*command)
    assert "→ discard" in result.out
    assert result.out.rstrip().endswith("nothing was written (--dry-run)")
    assert texts(team) == before


def test_a_map_that_changed_meanwhile_is_told_and_the_rest_is_taken(team: Cli) -> None:
    _, command = filled(team)
    path = team.folder / "processes" / "quotes.toml"
    path.write_text(
        path.read_text().replace('adds = "nothing"\nwork = "5m"', 'disposition = "keep"\nwork = "5m"')
    )
    result = team(*command)
    assert result.code == 1
    assert 'the map says "keep" now' in result.err
    assert 'disposition = "discard"' not in path.read_text()
    assert "1 finding accepted" in result.out


def test_what_cannot_be_taken_is_told_with_its_cell(team: Cli) -> None:
    path, command = filled(team)
    book = Book(path.read_bytes())
    cell = book.decide("quotes", "take", "perhaps")
    path.write_bytes(book.content)
    result = team(*command)
    assert result.code == 3
    assert f"review.xlsx:{cell}" in result.err
    assert "1 disposition changed" in result.out
    document = team(*command, "--format", "json").json
    assert document["unchanged"] > 0
    (problem,) = document["problems"]
    assert f"{problem['sheet']}!{problem['cell']}" == cell


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "review.pdf"), "name a file that ends in .xlsx"),
        (("--dry-run",), "--dry-run needs --answers"),
        (("-o", "a.xlsx", "--answers", "b.xlsx"), "not allowed with"),
    ],
)
def test_wrong_usage_is_told(team: Cli, arguments: tuple[str, ...], said: str) -> None:
    result = team("review", *arguments)
    assert (result.code, said in result.err) == (2, True)


def test_answers_go_into_the_files_and_comments_stay(team: Cli) -> None:
    content = answer_sheet(open_workspace(team.folder).maps.values(), "Team")
    book = Book(content)
    expected = "Would_the_customer_expect_that_in_return?"
    book.fill("Answers", ("quotes", "take"), Disposition="modify", **{expected: "no"})
    (team.folder / "answers.xlsx").write_bytes(book.content)
    path = team.folder / "processes" / "quotes.toml"
    before = path.read_text()
    dry = team("review", "--answers", "answers.xlsx", "--dry-run")
    assert "  Take: expected: yes → no" in dry.out
    assert path.read_text() == before
    result = team("review", "--answers", "answers.xlsx", "--yes")
    assert (result.code, result.err) == (0, "")
    assert "1 answer changed, 1 disposition changed in 1 map" in result.out
    after = path.read_text()
    assert "# heard at the counter" in after
    assert (before.count("expected = true"), after.count("expected = true")) == (1, 0)
    assert after.count('disposition = "modify"') == 1
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    assert team("review", "--answers", "answers.xlsx", "--format", "json").json["answers"] == []


@pytest.mark.parametrize(("said", "is_written"), [("y", True), ("", False)])
def test_a_person_at_a_terminal_is_asked(
    team: Cli, monkeypatch: pytest.MonkeyPatch, said: str, is_written: bool
) -> None:
    _, command = filled(team)
    before = texts(team)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda question: said)
    result = team(*command)
    assert (texts(team) != before) == is_written
    assert result.out.endswith("nothing was written\n") != is_written
