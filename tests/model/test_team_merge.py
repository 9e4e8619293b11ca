"""Two edits of the team's answers become one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from procfit.model.team import Accepted, SameWork, TeamAnswers
from procfit.model.team_merge import merge_answers

PAIR = SameWork("Take call", "Answer phone")
OTHER = SameWork("Plan visit", "Plan crew")
LAW = Accepted("no-value", "one", ("a", "b"), "The law")
BASE = TeamAnswers(same=(PAIR,), accepted=(LAW,))

WORDS = st.sampled_from(["Call", "Phone", "Visit", "Plan"])
PAIRS = st.lists(st.builds(SameWork, WORDS, WORDS), max_size=4, unique=True).map(tuple)
ACCEPTED = st.lists(
    st.builds(Accepted, st.just("no-value"), st.just("one"), st.tuples(WORDS), WORDS),
    max_size=4,
    unique=True,
).map(tuple)
ANSWERS = st.builds(TeamAnswers, PAIRS, PAIRS, ACCEPTED)


def test_what_either_side_added_or_took_back_counts() -> None:
    ours = replace(BASE, same=(), different=(OTHER,))
    theirs = replace(BASE, accepted=(), same=(PAIR, SameWork("x", "y")))
    merged = merge_answers(BASE, ours, theirs)
    assert merged.answers == TeamAnswers((SameWork("x", "y"),), (OTHER,), ())
    assert merged.refused == ()


def test_the_same_answer_twice_is_theirs_whatever_the_order_of_words() -> None:
    theirs = TeamAnswers(same=(SameWork("answer phone", "Take call", "Bo"),))
    assert merge_answers(TeamAnswers(), TeamAnswers(same=(PAIR,)), theirs).answers == theirs
    known = TeamAnswers(accepted=(replace(LAW, steps=("b", "a"), reason="Custom"),))
    assert merge_answers(TeamAnswers(), TeamAnswers(accepted=(LAW,)), known).answers == known


def test_an_answer_that_others_contradict_is_told_and_theirs_stands() -> None:
    theirs = TeamAnswers(different=(PAIR,))
    merged = merge_answers(TeamAnswers(), TeamAnswers(same=(PAIR, OTHER)), theirs)
    assert merged.answers == TeamAnswers((OTHER,), (PAIR,))
    assert merged.refused == (
        'somebody else answered that "Take call" and "Answer phone" are different work; that stands',
    )


@given(ANSWERS, ANSWERS)
def test_where_one_side_changed_nothing_the_other_counts(
    base: TeamAnswers, changed: TeamAnswers
) -> None:
    assert merge_answers(base, base, changed).answers == changed
    assert merge_answers(base, changed, changed).answers == changed
