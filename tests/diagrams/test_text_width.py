from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.diagrams.dot import escape
from procfit.diagrams.text_width import cells, points, shorten, wrap


@given(st.text(max_size=60), st.integers(3, 20), st.integers(1, 3))
def test_wrapped_lines_keep_to_the_width(text: str, width: int, lines: int) -> None:
    found = wrap(text, width, lines)
    assert len(found) <= lines
    assert all(cells(line) <= width for line in found)


def test_all_words_are_kept_where_they_fit() -> None:
    assert wrap("Check for known customer", 14, 2) == ["Check for", "known customer"]


def test_what_does_not_fit_is_seen_to_be_cut() -> None:
    assert wrap("one two three four", 5, 2)[-1].endswith("…")


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("注文", 4), ("é", 1), ("e\u0301", 1)])
def test_cells_count_what_a_terminal_shows(text: str, width: int) -> None:
    assert cells(text) == width


def test_points_follow_the_letters() -> None:
    assert points("WWW", 10) > points("iii", 10) * 3
    assert points("Quote", 10, is_bold=True) > points("Quote", 10)


def test_short_text_is_not_cut() -> None:
    assert shorten("abc", 3) == "abc"


@given(st.text(max_size=40))
def test_escaped_text_has_no_lone_backslash_and_no_bare_entity(text: str) -> None:
    escaped = escape(text)
    assert escaped.replace("\\\\", "").count("\\") == 0
    assert escaped.replace("&amp;", "").count("&") == 0
