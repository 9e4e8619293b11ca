"""The longest stretches that stand in several places of many texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Place", "Text", "longest_repeats"]

Start = tuple[int, int]
"""A text and a place in it."""


@dataclass(frozen=True, eq=False)
class Text:
    """Letters among which repeated stretches are looked for.

    Attributes
    ----------
    first
        Per place its letter where a stretch begins there.
    letters
        Per place its letter further on in a stretch.
    begins, ends
        Whether a stretch may begin, and end, at a place.
    own
        What a place counts where a stretch begins there.
    total
        What the text counts up to a place, that place included.
    """

    first: tuple[int, ...]
    letters: tuple[int, ...]
    begins: tuple[bool, ...]
    ends: tuple[bool, ...]
    own: tuple[int, ...]
    total: tuple[int, ...]

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The places at which a stretch may begin, each with a code of the two letters there."""
        return tuple(
            (place, hash((self.first[place], self.letters[place + 1])))
            for place in range(len(self.first) - 1)
            if self.begins[place]
        )

    @cached_property
    def key(self) -> tuple[int, ...]:
        """What equal texts share."""
        return (*self.first[:1], *self.letters)

    def worth(self, first: int, last: int) -> int:
        """Return what a stretch counts."""
        return self.total[last] - self.total[first] + self.own[first]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text, by its number and the first and last place."""

    text: int
    first: int
    last: int


def longest_repeats(texts: Sequence[Text], least: int) -> list[tuple[Place, tuple[Place, ...]]]:
    """Return every stretch that stands elsewhere too and is part of no longer such stretch of its text.

    Stretches have at least two letters.

    Takes time in proportion to the texts and to the length of what repeats: stretches grow letter by
    letter, and only those go on that still stand in two places and are not the end of a longer one
    wherever they stand. Equal texts are looked at once.

    Parameters
    ----------
    texts
        The texts.
    least
        What a stretch must count.

    Returns
    -------
    list
        Per stretch its place, and all places of the same stretch, by text.
    """
    alike: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        alike[text.key].append(number)
    copies = {numbers[0]: numbers for numbers in alike.values()}
    spread: dict[int, tuple[Place, ...]] = {}
    found = []
    for (number, first), (last, starts) in _longest(texts, copies, least).items():
        places = spread.get(id(starts)) or _spread(starts, last - first, copies)
        spread[id(starts)] = places
        found += [(Place(copy, first, last), places) for copy in copies[number]]
    return sorted(found, key=lambda each: (each[0].text, each[0].first))


def _longest(
    texts: Sequence[Text], copies: dict[int, list[int]], least: int
) -> dict[Start, tuple[int, list[Start]]]:
    """Return per place the last place of the longest repeat from there, and where the same begins."""
    best: dict[Start, tuple[int, list[Start]]] = {}
    for length, starts in _repeats(texts, copies):
        number, first = starts[0]
        last = first + length - 1
        if texts[number].ends[last] and texts[number].worth(first, last) >= least:
            best.update({(text, place): (place + length - 1, starts) for text, place in starts})
    longest = {}
    reached = -1, -1
    for start in sorted(best):
        end = start[0], best[start][0]
        if end > reached:
            longest[start] = best[start]
            reached = end
    return longest


def _repeats(texts: Sequence[Text], copies: dict[int, list[int]]) -> Iterator[tuple[int, list[Start]]]:
    """Yield the length and the places of the stretches that stand in two places, the shorter ones first."""
    pairs: defaultdict[int, list[Start]] = defaultdict(list)
    for number in copies:
        for place, code in texts[number].pairs:
            pairs[code].append((number, place))
    found = list(pairs.values())
    length = 2
    while found:
        repeated = [
            starts
            for starts in found
            if _stand_apart(starts, length, copies) and not _go_further_back(texts, starts)
        ]
        for starts in repeated:
            yield length, starts
        found = [group for starts in repeated for group in _longer(texts, starts, length)]
        length += 1


def _longer(texts: Sequence[Text], starts: list[Start], length: int) -> Iterator[list[Start]]:
    """Yield the places where a stretch goes on with the same letter."""
    groups: defaultdict[int, list[Start]] = defaultdict(list)
    for number, place in starts:
        letters = texts[number].letters
        if place + length < len(letters):
            groups[letters[place + length]].append((number, place))
    yield from groups.values()


def _stand_apart(starts: list[Start], length: int, copies: dict[int, list[int]]) -> bool:
    """Whether at least two of the places do not overlap; they are in order."""
    first, last = starts[0], starts[-1]
    return first[0] != last[0] or last[1] - first[1] >= length or len(copies[first[0]]) > 1


def _go_further_back(texts: Sequence[Text], starts: list[Start]) -> bool:
    """Whether the letters before are the same at all places, so that the longer stretch tells all of this."""
    number, first = starts[0]
    begins = texts[number].begins
    for back in range(1, first + 1):
        if not all(place >= back for _, place in starts):
            return False
        before = {
            (texts[text].first[place - back], texts[text].letters[place - back + 1])
            for text, place in starts
        }
        if len(before) > 1 or begins[first - back]:
            return len(before) == 1
    return False


def _spread(starts: list[Start], beyond: int, copies: dict[int, list[int]]) -> tuple[Place, ...]:
    """Return the places in all copies of the texts, without those that overlap the one before."""
    places: list[Place] = []
    for number, first in starts:
        if places and places[-1].text == number and first <= places[-1].last:
            continue
        places.append(Place(number, first, first + beyond))
    return tuple(
        sorted(
            (Place(copy, each.first, each.last) for each in places for copy in copies[each.text]),
            key=lambda place: (place.text, place.first),
        )
    )
