"""``procfit vendors link``: proposals, and where what a person says goes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from helpers_cli import Cli, Result, Terminal
from helpers_vendors import ROWS, make_workspace, put_workbook
from procfit import open_workspace
from procfit.model.vendor import Link

FORMS = Link("F-1", "Web forms that capture leads")
OFFLINE = Link("F-2", "Offline visits, no network needed")


@pytest.fixture
def small(cli: Cli) -> Cli:
    """Two vendors that sent the same rows; nothing is linked yet."""
    make_workspace(cli.folder, ("alder", "birch"))
    return cli


def vendor_file(cli: Cli, name: str = "alder") -> Path:
    return cli.folder / "vendors" / f"{name}.toml"


def links_of(cli: Cli, name: str = "alder") -> dict[str, tuple[Link, ...]]:
    return dict(open_workspace(cli.folder).vendors[name].links)


def test_proposals_tell_rows_scores_and_reasons(small: Cli) -> None:
    text = small("vendors", "link", "--vendor", "alder").out
    assert "alder · Lead capture (leads)\n  Enquiries from the web become leads.\n" in text
    assert "F-1  Web forms that capture leads" in text
    assert "same words:" in text
    assert "no row looks like it" in text
    assert "0 linked or without a row, 3 not linked yet" in text


def test_the_document_holds_every_capability_the_heaviest_first(small: Cli) -> None:
    document = small("vendors", "link", "--format", "json").json
    assert [(each["vendor"], each["capability"]) for each in document["links"]] == [
        (vendor, capability)
        for vendor in ("alder", "birch")
        for capability in ("leads", "visits", "fax")
    ]
    first = document["links"][0]
    assert set(first) == {"vendor", "capability", "rows", "confirmed", "link"}
    assert first["confirmed"] is False
    assert {"row", "text", "score", "why"} <= set(first["rows"][0])
    assert first["rows"][0]["row"] == "F-1"
    assert document["stored"] == []


def test_named_rows_and_none_are_stored_and_told(small: Cli) -> None:
    said = small("vendors", "link", "--vendor", "alder", "--link", "leads=f-1,F-2", "--none", "fax")
    assert said.code == 0
    assert f"alder · leads = F-1 {FORMS.text}, F-2 {OFFLINE.text} (the worst counts)\n" in said.out
    assert "alder · fax = no row\n" in said.out
    assert links_of(small) == {"leads": (FORMS, OFFLINE), "fax": ()}
    assert links_of(small, "birch") == {}
    assert "# by hand\n[links] # Bo\n" in vendor_file(small).read_text()


def test_a_wording_is_learned_unless_told_otherwise(small: Cli) -> None:
    said = small("vendors", "link", "--vendor", "alder", "--link", "leads=F-1", "--format", "json")
    (stored,) = said.json["stored"]
    assert (stored["capability"], stored["learned"]) == ("leads", FORMS.text)
    small("vendors", "link", "--vendor", "alder", "--link", "visits=F-2", "--no-learn")
    capabilities = open_workspace(small.folder).capabilities
    assert [capabilities[name].same_as for name in ("leads", "visits")] == [(FORMS.text,), ()]


def test_a_link_that_is_named_again_takes_the_place_of_the_old_one(small: Cli) -> None:
    small("vendors", "link", "--vendor", "alder", "--none", "leads")
    small("vendors", "link", "--vendor", "alder", "--link", "leads=F-1")
    assert links_of(small) == {"leads": (FORMS,)}


def test_a_wording_learned_by_mistake_is_told_when_the_link_is_mended(small: Cli) -> None:
    small("vendors", "link", "--vendor", "alder", "--link", "leads=F-2")
    said = small("vendors", "link", "--vendor", "alder", "--link", "leads=F-1")
    assert f'same_as still holds "{OFFLINE.text}": remove it where it is wrong' in said.out
    again = small("vendors", "link", "--vendor", "alder", "--link", "leads=F-1", "--format", "json")
    assert again.json["stored"][0]["doubtful"] == []


def test_rows_of_a_capability_may_be_named_one_by_one(small: Cli) -> None:
    small("vendors", "link", "--vendor", "alder", "--link", "leads=F-1", "--link", "leads=F-2")
    assert links_of(small) == {"leads": (FORMS, OFFLINE)}


def test_the_best_row_counts_where_somebody_says_so_and_it_is_told_who(small: Cli) -> None:
    vendor = ("vendors", "link", "--vendor", "alder")
    small(*vendor, "--link", "leads=F-1,F-2", "--by", "Bo")
    worst = small("vendors", "show", "alder", "leads").out
    assert "worst of 2 rows" in worst
    assert "  linked   Bo, 20" in worst
    said = small(*vendor, "--counts", "leads=best", "--by", "Ana", "--reason", "either does it")
    assert "(the best counts)" in said.out
    assert links_of(small) == {"leads": (FORMS, OFFLINE)}
    best = small("vendors", "show", "alder", "leads").out
    decided = "as Ana decided on "
    assert "read     best of 2 rows: 'S' is listed" in best
    assert best.count(decided) == 2
    assert "either does it" in best
    (answer,) = small("vendors", "show", "alder", "leads", "--format", "json").json["answers"]
    assert answer["code"] == "standard"
    opened = open_workspace(small.folder).opened.isoformat()
    link = {"counts": "best", "by": "Ana", "reason": "either does it", "date": opened}
    assert answer["link"] == link
    listed = small(*vendor, "--format", "json").json["links"]
    assert {each["capability"]: each["link"] for each in listed} == {
        "leads": link, "visits": None, "fax": None,
    }  # fmt: skip
    assert "the best counts, as Ana decided" in small(*vendor, "--all").out


def test_other_rows_are_another_decision(small: Cli) -> None:
    vendor = ("vendors", "link", "--vendor", "alder")
    small(*vendor, "--link", "leads=F-1,F-2", "--counts", "leads=best", "--by", "Ana")
    small(*vendor, "--link", "leads=F-1,F-3", "--by", "Bo")
    note = open_workspace(small.folder).vendors["alder"].link_notes["leads"]
    assert (note.counts, note.by) == (None, "Bo")


def test_what_is_clear_is_linked_and_the_rest_is_asked(small: Cli) -> None:
    said = small("vendors", "link", "--yes-above", "0.3")
    assert [set(links_of(small, name)) for name in ("alder", "birch")] == [{"leads", "visits"}] * 2
    assert "4 linked or without a row, 2 not linked yet" in said.out
    assert open_workspace(small.folder).capabilities["leads"].same_as == ()
    nothing = small("vendors", "link", "--yes-above", "0")
    assert "linked yet" in nothing.out


def test_rows_of_one_id_are_told_apart_by_their_cell(small: Cli) -> None:
    put_workbook(small.folder, "alder.xlsx", [*ROWS, ("F-1", "Lead capture by phone", "S", None)])
    result = small("vendors", "link", "--vendor", "alder", "--link", "leads=F-1")
    assert (result.code, "write Answers!C2 or Answers!C5" in result.err) == (2, True)
    small("vendors", "link", "--vendor", "alder", "--link", "leads=Answers!C5")
    assert links_of(small) == {"leads": (Link("F-1", "Lead capture by phone"),)}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--link", "leads=F-1"), "name it with --vendor ID"),
        (("--vendor", "alder", "--link", "leads=F-9"), 'there is no row "F-9"'),
        (("--vendor", "alder", "--link", "leads"), "links nothing"),
        (("--vendor", "alder", "--link", "leads= , "), "links nothing"),
        (("--vendor", "alder", "--link", "lead=F-1"), 'did you mean "leads"?'),
        (("--vendor", "alder", "--none", "lead"), 'did you mean "leads"?'),
        (("--vendor", "alder", "--link", "leads=F-1", "--none", "leads"), "choose one"),
        (("--vendor", "alder", "--counts", "leads=mean"), "does not say which row counts"),
        (("--vendor", "alder", "--counts", "leads=best"), "has no two rows"),
        (("--vendor", "alder", "--link", "leads=F-1", "--counts", "leads=best"), "has no two rows"),
        (("--vendor", "adler"), 'did you mean "alder"?'),
        (("--yes-above", "2"), "from 0 to 1"),
        (("--ask",), "needs a terminal"),
    ],
)
def test_what_cannot_be_linked_is_told_and_nothing_is_stored(
    small: Cli, arguments: tuple[str, ...], message: str
) -> None:
    before = vendor_file(small).read_text()
    result = small("vendors", "link", *arguments)
    assert (result.code, message in result.err) == (2, True), result.err
    assert vendor_file(small).read_text() == before


def answering(cli: Cli, lines: Iterable[str]) -> Result:
    cli.monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))
    return cli("vendors", "link", "--vendor", "alder", "--ask")


def test_questions_are_asked_one_by_one_and_stored_at_once(small: Cli) -> None:
    result = answering(small, ["1", "F-9", "F-2, F-3", "n"])
    assert result.code == 0
    assert "1 of 3: which rows answer it?" in result.out
    assert 'there is no row "F-9"' in result.out
    commission = Link("F-3", "Commission statements")
    assert links_of(small) == {"leads": (FORMS,), "visits": (OFFLINE, commission), "fax": ()}
    assert "0 not linked yet" in small("vendors", "link", "--vendor", "alder").out


def test_a_row_tells_what_it_was_linked_to_just_before(small: Cli) -> None:
    said = answering(small, ["F-2", "q"])
    assert "answers leads already" in said.out


def test_other_words_find_other_rows(small: Cli) -> None:
    result = answering(small, ["/commissions", "1", "q"])
    assert "1" in result.out
    assert links_of(small) == {"leads": (Link("F-3", "Commission statements"),)}


@pytest.mark.parametrize("lines", [["q"], [], ["s", "q"], ["", "", ""]])
def test_leaving_or_skipping_stores_nothing(small: Cli, lines: list[str]) -> None:
    assert answering(small, lines).code == 0
    assert links_of(small) == {}


def test_everything_is_listed_with_what_is_linked(example: Cli) -> None:
    whole = example("vendors", "link", "--vendor", "elder", "--all").out
    assert "✓" in whole
    assert "no row\n" in whole
