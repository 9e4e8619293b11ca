from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from procfit.flow.repeats import Place, Text, longest_repeats


def text(letters: str) -> Text:
    """Return a text in which stretches may begin and end anywhere, and each letter counts one."""
    codes = tuple(map(ord, letters))
    ones = tuple(1 for _ in codes)
    anywhere = tuple(True for _ in codes)
    return Text(codes, codes, anywhere, anywhere, ones, tuple(accumulate(ones)))


def repeats(*texts: str, least: int = 2) -> list[tuple[str, list[int]]]:
    """Return each repeated stretch with the texts it stands in."""
    return [
        (texts[place.text][place.first : place.last + 1], [each.text for each in places])
        for place, places in longest_repeats(list(map(text, texts)), least)
    ]


def test_the_longest_stretch_of_each_text_is_told() -> None:
    assert repeats("abcd", "xabcy", "zab") == [
        ("abc", [0, 1]),
        ("abc", [0, 1]),
        ("ab", [0, 1, 2]),
    ]


def test_what_stands_once_is_no_repeat() -> None:
    assert repeats("abcd", "efgh") == []
    assert repeats() == []


def test_equal_texts_repeat_as_a_whole() -> None:
    assert repeats("abc", "abc") == [("abc", [0, 1]), ("abc", [0, 1])]


def test_a_stretch_may_stand_twice_in_one_text_but_not_on_itself() -> None:
    assert repeats("abxab") == [("ab", [0, 0]), ("ab", [0, 0])]
    assert repeats("aaa") == []


def test_a_stretch_must_count_enough() -> None:
    assert repeats("ab", "ab", least=3) == []


def test_a_stretch_begins_and_ends_only_where_it_may() -> None:
    codes = tuple(map(ord, "abcd"))
    ones = (1, 1, 1, 1)
    bound = Text(codes, codes, (False, True, True, True), (True, True, True, False), ones, (1, 2, 3, 4))
    assert [place for place, _ in longest_repeats([bound, bound], 2)] == [Place(0, 1, 2), Place(1, 1, 2)]


@given(st.lists(st.text("abc", max_size=8), max_size=4))
def test_every_place_told_is_right_and_nothing_longer_repeats(texts: list[str]) -> None:
    told = longest_repeats(list(map(text, texts)), 2)
    for place, places in told:
        stretch = texts[place.text][place.first : place.last + 1]
        assert len(places) > 1
        for each in places:
            assert texts[each.text][each.first : each.last + 1] == stretch
    for number, letters in enumerate(texts):
        for first in range(len(letters) - 1):
            pair = letters[first : first + 2]
            elsewhere = any(pair in other for other in texts[:number] + texts[number + 1 :])
            covered = any(
                place.text == number and place.first <= first and place.last > first for place, _ in told
            )
            assert covered or not elsewhere
