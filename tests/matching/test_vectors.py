"""TF-IDF vectors, the index and the search for the likeliest pairs."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.matching.vectors import Index, Vector, Weights, likeliest_pairs, logarithmic

DOCUMENTS = st.lists(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4).map(float), max_size=5),
    max_size=14,
)


def vectors_of(documents: list[dict[str, float]]) -> list[Vector]:
    weights = Weights(documents)
    return [weights.vector(document) for document in documents]


def cosine(a: Vector, b: Vector) -> float:
    return sum(weight * b.get(feature, 0.0) for feature, weight in a.items())


def test_a_rare_feature_says_more_than_a_common_one() -> None:
    weights = Weights([["order", "check"], ["order", "send"], ["order"]])
    assert weights.of("unheard") > weights.of("check") > weights.of("order") == pytest.approx(1)


def test_weights_follow_the_formula() -> None:
    weights = Weights([["order", "order", "check"], ["order"]])
    assert weights.of("check") == pytest.approx(math.log(3 / 2) + 1)


@given(DOCUMENTS)
def test_vectors_have_length_one_or_are_empty(documents: list[dict[str, float]]) -> None:
    for document, vector in zip(documents, vectors_of(documents), strict=True):
        assert cosine(vector, vector) == pytest.approx(1.0 if document else 0.0)


def test_a_tempered_count_grows_slower_than_the_count() -> None:
    assert logarithmic(1) == 1
    assert logarithmic(10) < 10


@given(DOCUMENTS)
def test_the_index_gives_the_cosine_with_every_vector_that_shares_a_feature(
    documents: list[dict[str, float]],
) -> None:
    vectors = vectors_of(documents)
    index = Index(vectors)
    for vector in vectors:
        found = index.cosines(vector)
        for place, other in enumerate(vectors):
            assert found.get(place, 0.0) == pytest.approx(cosine(vector, other))


@given(DOCUMENTS, st.sampled_from([0.1, 0.4, 0.7, 0.99]))
def test_no_pair_above_the_least_cosine_is_missed_and_none_below_is_found(
    documents: list[dict[str, float]], least: float
) -> None:
    vectors = vectors_of(documents)
    found = {(a, b): value for a, b, value in likeliest_pairs(vectors, least, 1000)}
    for a, b in combinations(range(len(vectors)), 2):
        value = cosine(vectors[a], vectors[b])
        if abs(value - least) > 1e-9:
            assert ((a, b) in found) == (value > least)
        if (a, b) in found:
            assert found[a, b] == pytest.approx(value)


@given(DOCUMENTS, st.integers(1, 6))
def test_of_too_many_pairs_the_likeliest_are_kept(documents: list[dict[str, float]], most: int) -> None:
    vectors = vectors_of(documents)
    every = sorted((value for _, _, value in likeliest_pairs(vectors, 0.05, 1000)), reverse=True)
    kept = sorted((value for _, _, value in likeliest_pairs(vectors, 0.05, most)), reverse=True)
    assert kept == pytest.approx(every[:most])


@given(DOCUMENTS, st.frozensets(st.integers(0, 13)))
def test_only_pairs_with_one_of_the_vectors_asked_for_are_found(
    documents: list[dict[str, float]], among: frozenset[int]
) -> None:
    vectors = vectors_of(documents)
    every = {(a, b) for a, b, _ in likeliest_pairs(vectors, 0.2, 1000)}
    found = {(a, b) for a, b, _ in likeliest_pairs(vectors, 0.2, 1000, among)}
    assert found == {pair for pair in every if among & set(pair)}
