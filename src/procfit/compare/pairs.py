"""Which step of one map is which of another: by id, else by wording together with the steps around.

The surest pairs come first: the same id and the same work. An id alone is trusted unless the wording of
one of its two steps turns up at another step, as it does when steps are numbered anew. What is left is
paired by likeness, the best first; each pair speaks for the pairs around it. Swapping the two maps gives
the same pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from heapq import heappop, heappush
from itertools import product

from procfit.compare.likeness import COMPANY, SAME, SeenStep, likeness, seen_steps
from procfit.matching.stems import Wordings
from procfit.model.process import ProcessMap

__all__ = ["paired_steps"]

MOST_PER_WORD = 10_000
MOST_AROUND = 1024
Rank = tuple[float, int, int, int]


def paired_steps(before: ProcessMap, after: ProcessMap, wordings: Wordings) -> dict[str, str]:
    """Return the steps of the second map by the steps of the first that they are, by id.

    Examples
    --------
    >>> from procfit.model.process import Step
    >>> before = ProcessMap("p", "P", steps=(Step("ask", "Ask address"), Step("pay", "Pay")))
    >>> after = ProcessMap("p", "P", steps=(Step("x", "Ask the address"), Step("y", "Refund")))
    >>> paired_steps(before, after, Wordings())
    {'ask': 'x'}
    """
    search = _Search(before, after, wordings)
    same_id = [name for name in search.a if name in search.b]
    settled = [name for name in same_id if wordings.same(*search.names(name))]
    for name in settled:
        search.take(name, name)
    left = [name for name in same_id if name not in search.there]
    doubtful = search.wording_elsewhere(left)
    for name in left:
        if name not in doubtful:
            search.take(name, name)
    for name in list(search.there):
        search.offer_around(name)
    search.offer_by_words()
    search.pair_the_likely()
    for name in left:
        if name not in search.there and name not in search.back:
            search.take(name, name)
            search.offer_around(name)
    search.pair_the_likely()
    return {name: search.there[name] for name in search.a if name in search.there}


class _Search:
    """The pairs found so far, and the likely ones among the steps that are left."""

    def __init__(self, before: ProcessMap, after: ProcessMap, wordings: Wordings) -> None:
        self.a, self.b = seen_steps(before, wordings), seen_steps(after, wordings)
        self.there: dict[str, str] = {}
        self.back: dict[str, str] = {}
        self._wordings = wordings
        self._alike: dict[tuple[str, str], float] = {}
        self._around = (_around(before), _around(after))
        self._likely: list[tuple[Rank, str, str]] = []

    def names(self, name: str) -> tuple[str, str]:
        """Return the wordings of the two steps with that id."""
        return self.a[name].step.name, self.b[name].step.name

    def wording_elsewhere(self, names: Iterable[str]) -> set[str]:
        """Return the ids whose step on one side is worded like a step left on the other side."""
        left_a = {seen.group for name, seen in self.a.items() if name not in self.there}
        left_b = {seen.group for name, seen in self.b.items() if name not in self.back}
        return {name for name in names if self.a[name].group in left_b or self.b[name].group in left_a}

    def take(self, x: str, y: str) -> None:
        """Take two steps for one."""
        self.there[x], self.back[y] = y, x

    def offer_around(self, x: str) -> None:
        """Offer the steps around a pair; a step that leads nearly everywhere proves nothing."""
        around_a, around_b = self._around[0][x], self._around[1][self.there[x]]
        for ways_a, ways_b in zip(around_a, around_b, strict=True):
            if len(ways_a) * len(ways_b) <= MOST_AROUND:
                for p, q in product(ways_a, ways_b):
                    self._offer(p, q)

    def offer_by_words(self) -> None:
        """Offer the steps that share wording; for a frequent word only those at about the same place."""
        for words in (lambda seen: (seen.group,), lambda seen: seen.stems):
            left_a, left_b = self._left(self.a, self.there, words), self._left(self.b, self.back, words)
            for word in left_a.keys() & left_b.keys():
                for x, y in _near(left_a[word], left_b[word]):
                    self._offer(x, y)

    def pair_the_likely(self) -> None:
        """Pair steps by likeness until none are alike; pairs of one rank are paired together."""
        while self._likely:
            rank = self._likely[0][0]
            equal = []
            while self._likely and self._likely[0][0] == rank:
                _, x, y = heappop(self._likely)
                if x not in self.there and y not in self.back:
                    equal.append((x, y))
            for x, y in equal:
                self.take(x, y)
            for x, _ in equal:
                self.offer_around(x)

    @staticmethod
    def _left(
        side: dict[str, SeenStep],
        paired: dict[str, str],
        words: Callable[[SeenStep], Iterable[Hashable]],
    ) -> dict[Hashable, list[str]]:
        found: dict[Hashable, list[str]] = {}
        for name, seen in side.items():
            if name not in paired:
                for word in words(seen):
                    found.setdefault(word, []).append(name)
        return found

    def _offer(self, x: str, y: str) -> None:
        if x in self.there or y in self.back:
            return
        alone = self._alike.get((x, y))
        if alone is None:
            alone = self._alike[x, y] = likeness(self.a[x], self.b[y], self._wordings)
        score = round(alone + COMPANY * self._company(x, y), 9) if alone else 0.0
        if score >= SAME:
            low, high = sorted((self.a[x].place, self.b[y].place))
            heappush(self._likely, ((-score, high - low, low, high), x, y))

    def _company(self, x: str, y: str) -> float:
        """Return the share of the steps around that are the same."""
        around_a, around_b = self._around[0][x], self._around[1][y]
        most = max(sum(map(len, around_a)), sum(map(len, around_b)))
        same = sum(
            self.there.get(p) in ways_b
            for ways_a, ways_b in zip(around_a, around_b, strict=True)
            for p in ways_a
        )
        return same / most if most else 0.0


Around = dict[str, tuple[set[str], set[str]]]


def _around(process: ProcessMap) -> Around:
    """Return the steps before and after each step."""
    around: Around = {step.id: (set(), set()) for step in process.steps}
    for step in process.steps:
        for flow in step.next:
            around[step.id][1].add(flow.to)
            if flow.to in around:
                around[flow.to][0].add(step.id)
    return around


def _near(a: list[str], b: list[str]) -> Iterator[tuple[str, str]]:
    reach = max(1, MOST_PER_WORD // max(len(a), len(b)))
    for place, x in enumerate(a):
        for y in b[max(0, place - reach) : place + reach + 1]:
            yield x, y
