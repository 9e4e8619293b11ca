"""Likeness letter by letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from procfit.matching.letters import dice, grams, trigrams

TEXTS = st.text(max_size=30)


@given(TEXTS, TEXTS)
def test_dice_is_symmetric_and_a_share(a: str, b: str) -> None:
    found = dice(trigrams(a), trigrams(b))
    assert found == dice(trigrams(b), trigrams(a))
    assert 0 <= found <= 1


@given(TEXTS)
def test_a_text_is_wholly_like_itself_in_any_case_and_spacing(text: str) -> None:
    assert dice(trigrams(text), trigrams(f"  {text} ")) == 1


def test_nothing_is_like_nothing_by_chance() -> None:
    assert dice(frozenset(), frozenset()) == 0


def test_a_slip_of_the_pen_keeps_most_rows_of_letters() -> None:
    assert dice(trigrams("Prüfe Rechnung"), trigrams("Prüfe Rechnugn")) > 0.5


@given(st.text(alphabet="abc", min_size=1, max_size=9))
def test_rows_of_letters_have_the_lengths_asked_for(word: str) -> None:
    rows = list(grams(word, 3, 5))
    assert all(3 <= len(row) <= 5 for row in rows)
    assert len(rows) == sum(max(0, len(word) + 3 - length) for length in (3, 4, 5))
