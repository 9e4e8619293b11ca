"""Words that often stand for each other."""

from __future__ import annotations

from itertools import combinations

import pytest

from procfit.matching.guards import opposed
from procfit.matching.reading import LANGUAGES
from procfit.matching.thesaurus import ALIKE, concept_of, words_alike


@pytest.mark.parametrize("language", sorted(ALIKE))
def test_no_words_alike_are_opposites(language: str) -> None:
    for group in ALIKE[language]:
        for first, second in combinations(group, 2):
            assert not opposed(first, second, language), (first, second)


def test_every_language_has_words_alike() -> None:
    assert ALIKE.keys() == LANGUAGES.keys()


def test_forms_of_a_word_share_its_concept() -> None:
    assert concept_of("verifi") == concept_of("check") == "check"
    assert concept_of("zebra") == ""


def test_words_alike_are_told_in_the_order_of_the_labels() -> None:
    assert words_alike("Review the quote", "Check an offer") == (("review", "check"), ("quote", "offer"))
    assert words_alike("Check quotes", "Checking the quote") == ()
