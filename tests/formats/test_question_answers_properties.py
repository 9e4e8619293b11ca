"""Whatever a vendor does to rows, ids and sheets, no answer ends at another question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_questions import put, returned
from procfit.decisions.questions import Question
from procfit.fit.answers import linked_rows
from procfit.formats.question_manifest import HEADINGS
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.reports.question_book.writer import Asking, question_book

CODES = tuple(DEFAULT_EVALUATION.codes)
COUNT = 12
ID, NUMBER, REQUIREMENT, ANSWER = 1, 2, 3, list(HEADINGS).index("answer") + 1


def question(number: int) -> Question:
    """Return a question; some share their wording but not their description."""
    return Question(
        f"Q-{number:03}", f"c{number}", f"Wording {number // 2}", f"Meant {number}",
        f"Area {number % 2}", False, 1 / COUNT, (),
    )  # fmt: skip


QUESTIONS = sorted((question(number) for number in range(COUNT)), key=lambda each: each.area)


@cache
def blank() -> bytes:
    return question_book(
        [replace(each) for each in QUESTIONS],
        Asking("Ours", date(2026, 5, 4), "EUR", tuple(DEFAULT_EVALUATION.codes.values())),
    )


@dataclass(frozen=True)
class Treatment:
    """What happens to the rows of a workbook on its way."""

    answers: tuple[str, ...]
    orders: tuple[tuple[int, ...], ...]
    ids: dict[int, str]


treatments = st.builds(
    Treatment,
    st.lists(st.sampled_from(["", *CODES]), min_size=COUNT, max_size=COUNT).map(tuple),
    st.tuples(*[st.permutations(range(COUNT // 2)).map(tuple)] * 2),
    st.dictionaries(
        st.integers(0, COUNT - 1), st.sampled_from(["", "nonsense", *(f"c{n}" for n in range(COUNT))])
    ),
)


def treated(treatment: Treatment) -> bytes:
    book = openpyxl.load_workbook(BytesIO(blank()))
    for place, each in enumerate(QUESTIONS):
        sheet, row = book[each.area], 5 + place % (COUNT // 2)
        sheet.cell(row, ANSWER).value = treatment.answers[place] or None
        if place in treatment.ids:
            sheet.cell(row, ID).value = treatment.ids[place] or None
    for number, order in enumerate(treatment.orders):
        sheet = book[f"Area {number}"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        for target, source in enumerate(order):
            for column, value in enumerate(rows[source], 1):
                put(sheet.cell(5 + target, column), value)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@settings(deadline=None, max_examples=40)
@given(treatments)
def test_no_answer_ends_at_another_question_and_every_changed_id_is_told(treatment: Treatment) -> None:
    book = returned(treated(treatment))
    rows, _ = book.rows(DEFAULT_EVALUATION)
    told = " ".join(problem.message for problem in book.problems)
    for place, each in enumerate(QUESTIONS):
        said = "".join(row.raw for row in linked_rows(book.links[each.capability], rows))
        if said != treatment.answers[place]:
            assert said == ""
            assert f"{each.number} has the id and the wording of another row" in told
    changed = sum(treatment.ids[place] != QUESTIONS[place].capability for place in treatment.ids)
    assert told.count("the hidden id of") == changed
