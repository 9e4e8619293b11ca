"""``procfit vendors``: the list, and where an answer comes from."""

from __future__ import annotations

import pytest

from helpers_cli import Cli
from helpers_vendors import ROWS, make_workspace, put_workbook

ANSWER_KEYS = (
    "vendor, capability, code, raw, file, sheet, cell, text, comment, evidence, rule, confirmed_by, low, "
    "mid, high, evaluators, used"
)


@pytest.fixture
def small(cli: Cli) -> Cli:
    """A vendor with a workbook of three rows, of which two answer a capability."""
    make_workspace(cli.folder)
    cli("vendors", "link", "--link", "leads=F-1", "--link", "visits=F-3", "--none", "fax", "--no-learn")
    return cli


def test_without_anything_more_it_lists(small: Cli) -> None:
    assert small("vendors").out == small("vendors", "list").out
    assert small("vendors", "--format", "json").json == small("vendors", "list", "--format", "json").json


@pytest.mark.parametrize("what", ["list", "link", "show"])
def test_common_options_stand_before_or_behind_what_to_do(small: Cli, what: str) -> None:
    more = ("alder",) if what == "show" else ()
    behind = small("vendors", what, *more, "--format", "json", "-w", str(small.folder))
    before = small("vendors", "--format", "json", what, *more)
    assert behind.json == before.json


def test_the_list_tells_coverage_and_what_is_left(small: Cli) -> None:
    (entry,) = small("vendors", "--format", "json").json["vendors"]
    assert (entry["vendor"], entry["rows"], entry["linked"]) == ("alder", 3, 2)
    assert entry["coverage"] == pytest.approx(0.75)
    (unread,) = entry["unread"]
    assert (unread["raw"], unread["capabilities"]) == ("hm", ["visits"])
    assert unread["cells"] == ["alder.xlsx Answers!C4"]
    assert [each["capability"] for each in entry["unanswered"]] == ["fax"]
    assert [each["row"] for each in entry["unneeded_rows"]] == ["F-2"]
    (book,) = entry["workbooks"]
    assert (book["file"], book["state"]) == ("alder.xlsx", "as confirmed")
    text = small("vendors").out
    assert text.splitlines()[1].split()[:5] == ["alder", "3", "2", "1", "0"]
    assert "alder.xlsx Answers!C4 (visits): 'hm' is no code of the built-in scale" in text
    assert "fax (no weight): no row" in text
    assert "F-2  Offline visits, no network needed" in text


def test_a_changed_and_a_missing_workbook_are_told(small: Cli) -> None:
    put_workbook(small.folder, "alder.xlsx", ROWS[:3])
    assert "alder.xlsx (changed)" in small("vendors").out
    (small.folder / "vendors" / "alder.xlsx").unlink()
    gone = small("vendors")
    assert (gone.code, "alder.xlsx (missing)" in gone.out) == (3, True)
    assert "is missing" in gone.err


def test_long_lists_are_cut_unless_everything_is_asked_for(example: Cli) -> None:
    short, whole = example("vendors"), example("vendors", "list", "--all")
    assert "… and " in short.out
    assert "… and " not in whole.out
    assert "Weather report" in whole.out
    only = example("vendors", "list", "--vendor", "elder")
    assert "Alder" not in only.out
    assert example("vendors", "list", "--quiet").out.count("\n") == 6


def test_with_many_vendors_what_is_left_is_told_for_the_one_asked_for(cli: Cli) -> None:
    make_workspace(cli.folder, [f"vendor-{number}" for number in range(11)])
    many = cli("vendors").out
    assert "not linked" not in many.partition("\n")[2]
    assert "--vendor ID" in many
    assert "leads (75.0 %): not linked" in cli("vendors", "list", "--vendor", "vendor-3").out
    assert "leads (75.0 %): not linked" in cli("vendors", "list", "--all").out


def test_a_workspace_without_vendors_says_how_to_get_one(cli: Cli) -> None:
    (cli.folder / "processes").mkdir()
    result = cli("vendors")
    assert (result.code, "procfit vendors import" in result.out) == (0, True)


def test_an_answer_is_shown_with_its_whole_origin(small: Cli) -> None:
    text = small("vendors", "show", "alder", "leads").out
    for part in (
        "Alder · Lead capture (leads)",
        "alder.xlsx Answers!C2",
        "Web forms that capture leads",
        "'S' is listed under standard in the built-in scale",
        "since 2019",
        "claimed",
        "ana, 2026-04-20",
        "SHA-256",
        "as confirmed",
    ):
        assert part in text
    document = small("vendors", "show", "alder", "leads", "--format", "json").json
    (answer,) = document["answers"]
    assert set(ANSWER_KEYS.split(", ")) <= set(answer)
    assert (answer["raw"], answer["cell"], answer["date"]) == ("S", "C2", "2026-04-20")
    assert "rows" not in document


def test_without_a_capability_all_answers_and_rows_are_shown(small: Cli) -> None:
    document = small("vendors", "show", "alder", "--format", "json").json
    assert [answer["capability"] for answer in document["answers"]] == ["leads", "visits", "fax"]
    assert [(row["row"], row["capabilities"]) for row in document["rows"]] == [
        ("F-1", ["leads"]),
        ("F-2", []),
        ("F-3", ["visits"]),
    ]
    text = small("vendors", "show", "alder").out
    assert "searched, no row" in text
    assert "procfit vendors show alder leads" in text


def test_what_the_workbook_says_stays_visible_behind_what_was_agreed(example: Cli) -> None:
    text = example("vendors", "show", "alder", "quote-approval").out
    assert "agreed (workbook: alder-response.xlsx Functional!E16)" in text
    assert "unreadable in Functional!E16: 'S/C' is no code of evaluation.toml" in text
    several = example("vendors", "show", "alder", "dashboards").out
    assert "F-081" in several
    assert "F-085" in several


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "adler"), 'did you mean "alder"?'),
        (("show", "alder", "lead"), 'did you mean "leads"?'),
        (("list", "--vendor", "x"), 'there is no vendor "x"'),
    ],
)
def test_wrong_names_are_told_with_the_nearest(
    small: Cli, arguments: tuple[str, ...], message: str
) -> None:
    result = small("vendors", *arguments)
    assert (result.code, message in result.err) == (2, True)


def test_only_problems_of_the_vendor_asked_for_are_told(example: Cli) -> None:
    problems = example("vendors", "show", "alder", "--format", "json").json["problems"]
    assert {problem["file"] for problem in problems} == {"vendors/alder-response.xlsx"}
