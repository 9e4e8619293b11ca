"""Many vectors are compared at once, with the same result as one by one."""

from __future__ import annotations

from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from procfit.matching import vectors as matching
from procfit.matching.crowd import close_pairs
from procfit.matching.vectors import Vector, Weights, likeliest_pairs

DOCUMENTS = st.lists(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([0.4, 1.0, 2.0]), max_size=5),
    max_size=14,
)


def vectors_of(documents: list[dict[str, float]]) -> list[Vector]:
    weights = Weights(documents)
    return [weights.vector(document) for document in documents]


@given(
    DOCUMENTS,
    st.sampled_from([0.2, 0.6, 0.9]),
    st.integers(1, 20),
    st.none() | st.frozensets(st.integers(0, 13)),
)
def test_many_vectors_have_the_same_likeliest_pairs_as_few(
    documents: list[dict[str, float]], least: float, most: int, among: frozenset[int] | None
) -> None:
    vectors = vectors_of(documents)
    asked = None if among is None else frozenset(each for each in among if each < len(vectors))
    few = sorted(likeliest_pairs(vectors, least, most, asked))
    with mock.patch.object(matching, "MANY", 0):
        many = sorted(likeliest_pairs(vectors, least, most, asked))
    assert many == few


def test_no_more_pairs_are_kept_than_are_wanted_where_cosines_differ() -> None:
    vectors = vectors_of([{"a": 1.0, "b": 1.0 + place / 10, str(place): 1.0} for place in range(40)])
    assert len(list(close_pairs(vectors, 0.1, 5))) < 50
