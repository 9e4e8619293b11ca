from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procfit.flow.fragments import coded
from procfit.flow.repeats import Text
from procfit.model.process import Flow, ProcessMap, Step
from procfit.rules.likeness import FARTHEST, Comparable, Likeness, likenesses


def line(letters: str) -> Comparable:
    """Return a chain of steps named by these letters, as a run that can be compared."""
    ids = [f"s{number}" for number in range(len(letters))]
    flows = [*((Flow(then),) for then in ids[1:]), ()]
    steps = tuple(
        Step(each, name, next=way) for each, name, way in zip(ids, letters, flows, strict=True)
    )
    (run,) = coded(ProcessMap("m", "M", steps=steps), lambda step: step.name)
    yes, one = (True,) * len(letters), (1,) * len(letters)
    return Comparable(
        run, Text(run.labels, run.letters, yes, yes, one, tuple(range(1, len(letters) + 1)))
    )


def parts(found: Likeness, *texts: str) -> tuple[str, str]:
    one, other = (texts[place.text][place.first : place.last + 1] for place in (found.one, found.other))
    return one, other


def like(*texts: str) -> list[Likeness]:
    return likenesses([line(text) for text in texts])


def test_parts_begin_and_end_with_what_both_have() -> None:
    (found,) = like("xabcy", "zabqcw")
    assert parts(found, "xabcy", "zabqcw") == ("abc", "abqc")
    assert found.distance == pytest.approx(1 - 2 * 4 / (5 + 7))
    assert found.common == 4


def test_parts_grow_as_far_as_they_stay_near() -> None:
    (found,) = like("abcdefgh", "abxcdefyzgh")
    assert parts(found, "abcdefgh", "abxcdefyzgh") == ("abcdefgh", "abxcdefyzgh")


def test_what_shares_too_little_is_not_alike() -> None:
    assert like("abcdef", "axybzw") == []
    assert like("abc", "def") == []
    assert like("ab", "ab") == []


def test_equal_runs_are_no_likeness() -> None:
    assert like("abcd", "abcd") == []


@given(st.text("abcdef", min_size=3, max_size=9), st.text("abcdef", min_size=3, max_size=9))
@settings(deadline=None)
def test_the_distance_is_that_of_steps_and_flows(one: str, other: str) -> None:
    for found in like(one, other):
        mine, theirs = (Counter([*part, *pairwise(part)]) for part in parts(found, one, other))
        common = sum((mine & theirs).values())
        assert found.common == common
        assert found.distance == pytest.approx(1 - 2 * common / (mine.total() + theirs.total()))
        assert found.distance <= FARTHEST + 1e-9


@given(st.lists(st.text("abcdef", min_size=3, max_size=9), min_size=2, max_size=4))
@settings(deadline=None)
def test_what_is_known_of_two_runs_holds(texts: list[str]) -> None:
    runs = [line(text) for text in texts]
    assert likenesses(runs) == likenesses(runs)
