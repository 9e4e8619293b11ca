from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from procfit.fit.answers import answers_of, linked_rows, utility_range
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Answer, EvaluatorScores, Evidence, Link, LinkNote, Row, Settled, Vendor

CODES = list(DEFAULT_EVALUATION.codes)


def row(name: str, code: str, text: str = "", **more: Any) -> Row:
    return Row(name, text or name, code, code, "a.xlsx", "Sheet", "C5", **more)


def one(
    vendor: Vendor, *rows: Row, scores: dict[str, Settled] | None = None, not_applicable: bool = False
) -> Answer:
    files = {
        name: EvaluatorScores(name, {vendor.id: {"cap": given}})
        for name, given in (scores or {}).items()
    }
    evaluation = DEFAULT_EVALUATION
    if not_applicable:
        evaluation = replace(evaluation, not_applicable={"cap": "no fax"})
    return answers_of(vendor, rows, files, evaluation, ["cap"])["cap"]


def linked(*names: str, **more: Settled) -> Vendor:
    return Vendor("v", "V", links={"cap": tuple(Link(name) for name in names)}, agreed=more)


def span(answer: Answer) -> tuple[float, float, float]:
    return answer.low, answer.mid, answer.high


@pytest.mark.parametrize(
    ("evidence", "low"),
    [("claimed", 0.5), ("documented", 0.8), ("demonstrated", 0.95), ("reference", 0.95)],
)
def test_evidence_widens_an_answer_but_never_multiplies_it(evidence: Evidence, low: float) -> None:
    assert utility_range("standard", evidence, DEFAULT_EVALUATION) == (low, 1.0, 1.0)


def test_workbook_answer_keeps_its_origin() -> None:
    answer = one(linked("F-1"), row("F-1", "configuration", comment="see manual", rule="'C' is listed"))
    assert span(answer) == (0.45, 0.9, 0.95)
    assert (answer.used, answer.file, answer.sheet, answer.cell) == ("workbook", "a.xlsx", "Sheet", "C5")
    assert (answer.comment, answer.rule, answer.evidence) == ("see manual", "'C' is listed", "claimed")


def test_worst_of_several_rows_counts() -> None:
    answer = one(linked("1", "2"), row("1", "standard"), row("2", "third-party"))
    assert answer.code == "third-party"
    assert span(answer) == (0.3, 0.6, 0.8)
    assert answer.rule.startswith("worst of 2 rows")


def best_of(*names: str, note: LinkNote | None = None) -> Vendor:
    return replace(linked(*names), link_notes={"cap": note or LinkNote("best")})


def test_best_of_several_rows_counts_where_somebody_decided_so() -> None:
    note = LinkNote("best", "Ana", "either module does it", date(2026, 5, 2))
    rows = (row("1", "standard", rule="'S' is listed"), row("2", "third-party"))
    answer = one(best_of("2", "1", note=note), *rows)
    assert (answer.code, answer.raw) == ("standard", "standard")
    assert span(answer) == (0.5, 1.0, 1.0)
    assert answer.rule == (
        "best of 2 rows: 'S' is listed, as Ana decided on 2026-05-02: either module does it"
    )
    said = one(replace(best_of("1", "2"), link_notes={"cap": LinkNote("worst", "Bo")}), *rows)
    assert said.code == "third-party"
    assert said.rule.endswith(", as Bo decided")


def test_a_row_without_an_answer_may_still_be_the_best() -> None:
    answer = one(best_of("1", "2", "3"), row("1", "roadmap"), row("2", "blank"), row("3", "none"))
    assert (answer.code, answer.mid) == ("roadmap", 0.2)
    assert answer.low <= answer.mid < answer.high == 1.0
    assert answer.rule.startswith("best of 3 rows (1 without an answer)")
    nothing = one(best_of("1", "2"), row("1", "blank"), row("2", "unreadable"))
    assert (nothing.code, span(nothing)) == ("blank", (0.0, 0.5, 1.0))
    gone = one(best_of("1", "2"), row("1", "none"))
    assert (gone.code, gone.low, gone.high) == ("none", 0.0, 1.0)


def test_a_blank_beside_a_no_stays_a_no_and_beside_a_yes_stays_open() -> None:
    assert span(one(linked("1", "2"), row("1", "blank"), row("2", "none"))) == (0, 0, 0)
    answer = one(linked("1", "2"), row("1", "blank"), row("2", "standard"))
    assert (answer.code, span(answer)) == ("blank", (0, 0.5, 1.0))


@pytest.mark.parametrize("code", ["blank", "unreadable"])
def test_silence_is_anything_from_nothing_to_all(code: str) -> None:
    answer = one(linked("1"), row("1", code))
    assert (answer.code, span(answer)) == (code, (0.0, 0.5, 1.0))


def test_no_row_and_not_looked_for_are_told_apart() -> None:
    searched = one(Vendor("v", "V", links={"cap": ()}))
    unsought = one(Vendor("v", "V"))
    assert (searched.code, searched.searched) == ("blank", True)
    assert (unsought.code, unsought.searched) == ("blank", False)
    assert searched.rule != unsought.rule


def test_agreed_wins_and_the_workbook_stays_visible() -> None:
    vendor = linked("1", cap=Settled("none", "demonstrated", by="committee", reason="demo"))
    answer = one(vendor, row("1", "standard"), scores={"ana": Settled("standard")})
    assert (answer.used, answer.code, span(answer)) == ("agreed", "none", (0, 0, 0))
    assert (answer.raw, answer.cell, answer.confirmed_by) == ("standard", "C5", "committee")
    assert answer.evaluators == {"ana": "standard"}


def test_evaluators_combine_to_mean_least_and_most() -> None:
    scores = {"ana": Settled("standard", "reference"), "bo": Settled("third-party", "reference")}
    answer = one(linked("1"), row("1", "none"), scores=scores)
    assert answer.used == "evaluators"
    assert span(answer) == (0.4, 0.8, 1.0)
    assert answer.code == "third-party"
    assert answer.rule == "scored by ana standard, bo third-party"


def test_buyers_not_applicable_counts_before_all_else() -> None:
    answer = one(linked("1"), row("1", "standard"), not_applicable=True)
    assert (answer.code, answer.used) == ("not-applicable", "none")
    assert "no fax" in answer.rule


def test_links_find_rows_by_id_and_moved_rows_by_wording() -> None:
    rows = [row("1", "standard", "Web forms"), row("2", "none", "Dedupe"), row("2", "roadmap", "Tours")]
    assert linked_rows([Link("1")], rows) == [rows[0]]
    assert linked_rows([Link("9", "web  FORMS")], rows) == [rows[0]]
    assert linked_rows([Link("1", "Dedupe")], rows) == [rows[1]]
    assert linked_rows([Link("2", "Tours")], rows) == [rows[2]]
    assert linked_rows([Link("1", "Web forms, reworded")], rows) == [rows[0]]
    assert linked_rows([Link("7", "gone")], rows) == []


def test_lost_row_is_a_blank_that_says_so() -> None:
    answer = one(linked("F-9"), row("F-1", "standard"))
    assert answer.code == "blank"
    assert "F-9 is not in the workbook" in answer.rule
    half = one(linked("F-1", "F-9"), row("F-1", "standard"))
    assert (half.code, span(half)) == ("blank", (0.0, 0.5, 1.0))


def test_silence_has_no_evidence() -> None:
    assert one(linked("1"), row("1", "blank", evidence="documented")).evidence is None
    assert one(linked("1", cap=Settled("blank", "demonstrated"))).evidence is None
    scores = {"ana": Settled("blank", "claimed"), "bo": Settled("standard", "reference")}
    assert one(linked("1"), scores=scores).evidence is None
    assert one(linked("1"), scores={"ana": Settled("blank"), "bo": scores["bo"]}).code == "blank"


def test_code_that_is_not_on_the_scale_is_unreadable() -> None:
    for answer in (
        one(linked("1"), row("1", "perhaps", rule="'p' is listed")),
        one(linked("1", cap=Settled("perhaps", "reference"))),
        one(linked("1"), scores={"ana": Settled("perhaps")}),
    ):
        assert (answer.code, span(answer), answer.evidence) == ("unreadable", (0.0, 0.5, 1.0), None)
        assert '"perhaps" is not on the scale' in answer.rule
    assert one(linked("1"), scores={"ana": Settled("perhaps")}).evaluators == {"ana": "unreadable"}


def test_a_row_named_by_its_place_is_lost_when_another_stands_there() -> None:
    from procfit.fit.answers import linked_rows

    there = Row("A!4", "Something else", "S", "standard", "a.xlsx", "A", "C4")
    assert linked_rows([Link("A!4", "Web forms")], [there]) == []
    assert linked_rows([Link("A!4")], [there]) == [there]
