"""The most different marks, such as teams, that one case can come by.

Sets of marks are bits of a number. A set that lies in another one is dropped, so that few are left: never
more than the antichains of the marks (Sperner, 1928), 924 of twelve marks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from procfit.flow.structure import Body, Structure
from procfit.model.components import strongly_connected

__all__ = ["Widest", "widest"]

MOST_SETS = 1024
"""The sets that are kept at a step; beyond that the largest stay, and the count is a lower bound."""

MOST_PAIRS = 2**17
"""The pairs of sets that are joined at once; two branches of 20 steps have far fewer."""

Options = dict[int, tuple[int, ...]]
"""Sets of marks that a case may have come by, each with the steps where it came by a new one."""

NOTHING: Options = {0: ()}


@dataclass(frozen=True, slots=True)
class Widest:
    """The steps at which a case first comes by each mark, and whether no case comes by more."""

    steps: tuple[int, ...]
    exact: bool


def widest(structure: Structure, marks: Sequence[int]) -> Widest:
    """Return a case that comes by the most marks, without listing the paths.

    All branches that are started count; a loop can be gone round until everything in it was met. Where
    parallel work is not nested, a case is taken to follow one branch, and the count is a lower bound.

    Parameters
    ----------
    structure
        The map.
    marks
        Per step its mark, a number with one bit set, or 0.
    """
    search = _Search(structure, marks)
    options = search.run()
    best = max(options, key=int.bit_count, default=0)
    return Widest(options.get(best, ()), search.exact and not structure.loose)


@dataclass
class _Search:
    structure: Structure
    marks: Sequence[int]
    exact: bool = True
    of_body: dict[int, Options] = field(default_factory=dict)

    def run(self) -> Options:
        """Return the sets of marks of whole cases: the innermost bodies are looked at first."""
        if self.structure.loose:
            return self._through(_as_one_body(self.structure))
        for number in range(len(self.structure.bodies) - 1, -1, -1):
            self.of_body[number] = self._through(self.structure.bodies[number])
        return self.of_body.get(0, {})

    def _through(self, body: Body) -> Options:
        if not body.entries:
            return NOTHING
        graph = {
            place: [target for target, chance in ways if chance > 0]
            for place, ways in enumerate(body.ways)
        }
        arriving: dict[int, Options] = {
            body.position[step]: NOTHING for step, share in body.entries if share > 0
        }
        ended: Options = {}
        for part in reversed(strongly_connected(graph)):
            came = self._kept(arriving.get(place, {}) for place in part)
            left = self._both(came, self._passing(body, part, graph)) if came else {}
            for place in part:
                for target in graph[place]:
                    arriving[target] = self._kept((arriving.get(target, {}), left))
                if body.ends[place] > 0:
                    ended = self._kept((ended, left))
        return ended

    def _passing(self, body: Body, part: list[int], graph: Mapping[int, list[int]]) -> Options:
        """Return what passing a step brings, or going round a loop until nothing in it is new."""
        each = [self._at(body.steps[place]) for place in part]
        if len(part) == 1 and part[0] not in graph[part[0]]:
            return each[0]
        whole: Options = NOTHING
        for options in each:
            for mask, steps in options.items():
                whole = self._both(whole, {mask: steps})
        return whole

    def _at(self, step: int) -> Options:
        found: Options = {self.marks[step]: (step,) if self.marks[step] else ()}
        block = self.structure.blocks.get(step)
        for body, share in zip(block.bodies, block.shares, strict=True) if block else ():
            if share > 0:
                found = self._both(found, self.of_body[body])
        return found

    def _both(self, first: Options, then: Options) -> Options:
        joined: Options = {}
        few = MOST_SETS
        if len(first) * len(then) > MOST_PAIRS:
            few, self.exact = math.isqrt(MOST_PAIRS), False
        for mask, steps in islice(first.items(), few):
            for other, more in islice(then.items(), few):
                new = tuple(step for step in more if not self.marks[step] & mask)
                joined.setdefault(mask | other, (*steps, *new))
        return self._kept((joined,))

    def _kept(self, parts: Iterable[Options]) -> Options:
        """Return the sets that lie in no other one, the largest first."""
        together: Options = {}
        for part in parts:
            for mask, steps in part.items():
                together.setdefault(mask, steps)
        kept: list[int] = []
        for _, same_size in groupby(sorted(together, key=_size), key=_size):
            kept += [mask for mask in same_size if not any(mask & other == mask for other in kept)]
            if len(kept) > MOST_SETS:
                self.exact = False
                break
        return {mask: together[mask] for mask in kept[:MOST_SETS]}


def _size(mask: int) -> int:
    """Return what sorts large sets first."""
    return -mask.bit_count()


def _as_one_body(structure: Structure) -> Body:
    ends = tuple(0.0 if ways else 1.0 for ways in structure.ways)
    return Body(tuple(range(len(structure.ids))), structure.starts, structure.ways, ends)
