"""Whatever a map holds, its workbook comes back as it went out."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_review import TODAY
from helpers_rules import portfolio, step
from procfit.decisions.review import review
from procfit.decisions.taking import take
from procfit.formats.workbook import parse_workbook
from procfit.model.portfolio import Portfolio
from procfit.model.process import Disposition, ProcessMap
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.team import Accepted, TeamAnswers
from procfit.model.text import normal, unsafe_at
from procfit.reports.review_book.reader import filled_in
from procfit.reports.review_book.writer import review_book

NAMES = ("a", "b", "c")
DECIDED = st.sampled_from([None, *get_args(Disposition)])
TEXTS = st.text(min_size=1, max_size=40).map(normal).filter(lambda text: unsafe_at(text) is None)
"""Texts as files give them: without signs that act on a screen, in normal form."""
HOSTILE = st.sampled_from(["=1+1", "@x", "'=a", "_x000D_", "-1", "a\nb", "yes", " padded  ", "\u00a0"])


@st.composite
def maps(draw: st.DrawFn) -> ProcessMap:
    plain = portfolio(
        "".join(step(name, after) for name, after in zip(NAMES, ("b", "c", ""), strict=True))
    )
    process = plain.maps["test"]
    steps = tuple(
        replace(
            known,
            name=draw(TEXTS | HOSTILE),
            benefit=draw(st.just("") | TEXTS | HOSTILE),
            adds=draw(st.sampled_from([None, "nothing", "customer"])),
            expected=draw(st.sampled_from([None, True, False])),
            disposition=draw(st.sampled_from([None, "keep", "modify"])),
        )
        for known in process.steps
    )
    return replace(process, name=draw(TEXTS | HOSTILE), steps=steps, disposition=draw(DECIDED))


@settings(max_examples=30)
@given(maps(), TEXTS | HOSTILE, st.lists(st.sampled_from(NAMES), unique=True))
def test_writing_a_workbook_and_reading_it_changes_nothing(
    process: ProcessMap, reason: str, accepted: list[str]
) -> None:
    answers = tuple(Accepted("no-value", "test", (name,), reason, "Bo") for name in accepted)
    around = Portfolio({"test": process}, answers=TeamAnswers(accepted=answers))
    found = review(around, DEFAULT_EVALUATION)
    book = parse_workbook(review_book(around, found, "Test"), "review.xlsx")
    taken = take(around, found.found, filled_in(book), TODAY)
    assert (taken.maps, taken.changes, taken.accepted) == ({}, (), ())
    assert (taken.conflicts, taken.problems) == ((), ())
