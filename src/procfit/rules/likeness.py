"""Parts of maps that are almost the same: found from flows that they share, and grown from there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from weakref import WeakKeyDictionary

from procfit.flow.fragments import MERGE, CodedRun
from procfit.flow.repeats import Place, Text

__all__ = ["FARTHEST", "Comparable", "Likeness", "likenesses"]

FARTHEST = 0.4
"""The largest distance at which two parts are almost the same (after Ekanayake et al., 2012)."""

LEAST_STEPS = 3
HOPELESS = 0.6
REACH = 4
"""How many steps that differ may stand between two that do not."""

NEIGHBORS = 8
"""With how many others each part is compared that holds a flow between the same steps."""

_JUMPS = sorted(
    ((one, other) for one in range(1, REACH + 1) for other in range(1, REACH + 1)),
    key=lambda jump: (sum(jump), jump),
)
_Token = int | tuple[int, int]
_Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grown:
    """The first and last places of two parts that are near enough, their distance, what they share."""

    mine: _Ends
    theirs: _Ends
    distance: float
    common: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two parts that are almost the same, their distance from 0 to 1, and how much they share."""

    one: Place
    other: Place
    distance: float
    common: int


@dataclass(frozen=True, eq=False)
class Comparable:
    """A run that can be compared with others.

    Parameters
    ----------
    run
        The run with its codes.
    text
        Where parts of it may begin and end, and how many steps they have.
    """

    run: CodedRun
    text: Text

    @cached_property
    def seeds(self) -> tuple[tuple[int, tuple[int, int]], ...]:
        """The places of two steps in a row, with their labels in either order."""
        if len(self.run.labels) < LEAST_STEPS:
            return ()
        return tuple(
            (place, (min(pair), max(pair)))
            for place, pair in enumerate(pairwise(self.run.labels))
            if self.text.own[place] and self.text.own[place + 1]
        )

    @cached_property
    def known(self) -> WeakKeyDictionary[Comparable, dict[tuple[int, int], Grown | None]]:
        """What was found with other runs, by the places it has grown from."""
        return WeakKeyDictionary()


def likenesses(runs: Sequence[Comparable]) -> list[Likeness]:
    """Return parts of two runs that are almost the same, at most one pair of parts per two runs.

    Both parts begin and end with a step that the other one has. The distance is 1 - 2 c / (a + b), with a
    and b the steps and flows of each and c those in common. Parts so near to each other share a flow
    between the same two steps, so only runs that do are compared, and each only with those nearest to it
    in length. Equal runs are compared once.
    """
    found: dict[tuple[int, int], Likeness] = {}
    for (one, at), (other, there) in _seeds(runs):
        known = found.get((one, other))
        if known and known.one.first <= at < known.one.last:
            continue
        grown = _grown(runs[one], runs[other], at, there)
        if grown and (known is None or grown.common > known.common):
            found[one, other] = Likeness(
                Place(one, *grown.mine), Place(other, *grown.theirs), grown.distance, grown.common
            )
    return list(found.values())


def _seeds(runs: Sequence[Comparable]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield pairs of places, in two runs, from which a flow leads between the same two steps."""
    at: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    seen: set[tuple[int, ...]] = set()
    for number in sorted(range(len(runs)), key=lambda run: len(runs[run].run.labels)):
        if runs[number].text.key not in seen:
            seen.add(runs[number].text.key)
            for place, pair in runs[number].seeds:
                at[pair].append((number, place))
    for places in at.values():
        for one, each in enumerate(places):
            for other in places[one + 1 : one + 1 + NEIGHBORS]:
                if each[0] != other[0]:
                    yield each, other


def _grown(one: Comparable, other: Comparable, at: int, there: int) -> Grown | None:
    """Return the largest parts around two places that are near enough; computed once per two runs."""
    known = one.known.setdefault(other, {})
    if (at, there) not in known:
        known[at, there] = _Pair(one, other).grown(at, there)
    return known[at, there]


@dataclass(slots=True)
class _Window:
    """A stretch of a run that grows, with its steps and flows."""

    run: CodedRun
    first: int
    last: int
    holds: Counter[_Token] = field(default_factory=Counter)
    size: int = 0

    def grow(self, first: int, last: int) -> Iterator[_Token]:
        """Take in more places, and yield what comes in by that."""
        for place in (*range(first, self.first), *range(self.last + 1, last + 1)):
            yield from self.step(place)
        for gap in (*range(first, self.first), *range(max(first, self.last), last)):
            yield from self.between(gap)
        self.first, self.last = first, last

    def step(self, place: int) -> Iterator[_Token]:
        if self.run.run.steps[place] != MERGE:
            yield self.run.labels[place]

    def between(self, gap: int) -> Iterator[_Token]:
        steps = self.run.run.steps
        yield from self.run.inner[gap]
        if MERGE not in steps[gap : gap + 1]:
            yield from self.run.links[gap]


@dataclass(slots=True)
class _Pair:
    """Two runs that are compared."""

    one: Comparable
    other: Comparable
    common: int = 0

    def grown(self, at: int, there: int) -> Grown | None:
        """Return the largest parts around two places that are near enough, if any."""
        mine, theirs = _Window(self.one.run, at, at - 1), _Window(self.other.run, there, there - 1)
        self._take(mine, theirs, (at, at + 1))
        self._take(theirs, mine, (there, there + 1))
        best = None
        while self._distance(mine, theirs) <= HOPELESS:
            if self._is_alike(mine, theirs):
                ends = (mine.first, mine.last), (theirs.first, theirs.last)
                best = Grown(*ends, self._distance(mine, theirs), self.common)
            jump = self._next(mine, theirs)
            if jump is None:
                break
            self._take(mine, theirs, jump[0])
            self._take(theirs, mine, jump[1])
        return best

    def _distance(self, mine: _Window, theirs: _Window) -> float:
        return 1 - 2 * self.common / (mine.size + theirs.size)

    def _is_alike(self, mine: _Window, theirs: _Window) -> bool:
        near = self._distance(mine, theirs) <= FARTHEST + 1e-9
        return near and _fits(self.one.text, mine) and _fits(self.other.text, theirs)

    def _take(self, window: _Window, against: _Window, to: _Ends) -> None:
        for token in window.grow(*to):
            self.common += window.holds[token] < against.holds[token]
            window.holds[token] += 1
            window.size += 1

    def _next(self, mine: _Window, theirs: _Window) -> tuple[_Ends, _Ends] | None:
        """Return how far both go to the nearest two equal steps before or behind them."""
        labels, others = self.one.run.labels, self.other.run.labels
        for here, there in _JUMPS:
            last, other_last = mine.last + here, theirs.last + there
            if last < len(labels) and other_last < len(others) and labels[last] == others[other_last]:
                return (mine.first, last), (theirs.first, other_last)
            first, other_first = mine.first - here, theirs.first - there
            if first >= 0 and other_first >= 0 and labels[first] == others[other_first]:
                return (first, mine.last), (other_first, theirs.last)
        return None


def _fits(text: Text, window: _Window) -> bool:
    ends = text.begins[window.first] and text.ends[window.last]
    return ends and text.worth(window.first, window.last) >= LEAST_STEPS
