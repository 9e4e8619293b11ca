"""Which items are still needed after each step: live variables over executions, body by body.

Every stretch of work is told by two sets, kept as bits: the items it uses before writing them anew, and
those that some way through it leaves unwritten. Stretches that follow each other are composed; at a
choice both sets unite; of parallel branches the used sets unite, and an item stays unwritten only where
no branch that always runs must write it (after Hecht and Ullman, 1975, over a map's nesting).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from procfit.flow.structure import Body, Structure

__all__ = ["Liveness", "Passage"]


@dataclass(frozen=True, slots=True)
class Passage:
    """What a stretch of work does with the items, as bits.

    Attributes
    ----------
    used
        The items that some way uses before it writes them.
    kept
        The items that some way to the end of the stretch does not write.
    """

    used: int
    kept: int

    def then(self, later: Passage) -> Passage:
        """Return this stretch and a later one as one."""
        return Passage(self.used | (self.kept & later.used), self.kept & later.kept)

    def alive(self, at_end: int) -> int:
        """Return the items that are needed at the beginning, given those needed at the end."""
        return self.used | (self.kept & at_end)


_IDLE = Passage(0, -1)
_NO_WAY = Passage(0, 0)


def _either(ways: Iterable[Passage]) -> Passage:
    return reduce(
        lambda one, other: Passage(one.used | other.used, one.kept | other.kept), ways, _NO_WAY
    )


class Liveness:
    """What is needed where in a map.

    Parameters
    ----------
    structure
        The map.
    own
        Per step what it does itself.
    """

    def __init__(self, structure: Structure, own: Sequence[Passage]) -> None:
        self._structure = structure
        self._own = own
        self._place = {step: place for place, step in enumerate(structure.reached)}
        self._rest = [_NO_WAY] * len(own)
        self._inside = [_NO_WAY] * len(structure.bodies)
        for number in range(len(structure.bodies) - 1, -1, -1):
            self._inside[number] = self._solved(structure.bodies[number])

    @property
    def whole(self) -> Passage:
        """What the whole map does with the items of a case; where work is not nested, it may do anything."""
        return Passage(self._anywhere, -1) if self._structure.loose else self._inside[0]

    def after(self, at_end: int = 0) -> list[int]:
        """Return per step the items that are needed after it on its own way, as bits.

        Parameters
        ----------
        at_end
            The items that are needed when the case has ended.
        """
        structure = self._structure
        if structure.loose:
            return [self._anywhere | at_end] * len(self._own)
        found = [0] * len(self._own)
        ends: list[int] = []
        for number, body in enumerate(structure.bodies):
            ends.append(at_end)
            if number in structure.block_of_body:
                split = structure.block_of_body[number][0].split
                ends[number] = self._rest[split].alive(ends[structure.body_of[split]])
            for step in body.steps:
                found[step] = self._block(step).then(self._rest[step]).alive(ends[number])
        return found

    @property
    def _anywhere(self) -> int:
        return reduce(lambda found, each: found | each.used, self._own, 0)

    def _solved(self, body: Body) -> Passage:
        """Find what comes after each step of a body; return the passage through all of it."""
        # from the end on, so that only loops need a second look
        steps = sorted(self._place.keys() & body.steps, key=self._place.__getitem__, reverse=True)
        passing = dict.fromkeys(steps, _NO_WAY)
        changed = True
        while changed:
            changed = False
            for step in steps:
                self._rest[step] = _after(body, step, passing)
                found = self._own[step].then(self._block(step)).then(self._rest[step])
                changed = changed or found != passing[step]
                passing[step] = found
        entries = [passing[step] for step, share in body.entries if share > 0 and step in passing]
        return _either(entries) if body.entries else _IDLE

    def _block(self, step: int) -> Passage:
        """Return what the branches of a split do; all of them that always run have ended after it."""
        block = self._structure.blocks.get(step)
        if block is None:
            return _IDLE
        used, kept = 0, -1
        for body, share in zip(block.bodies, block.shares, strict=True):
            used |= self._inside[body].used
            kept &= self._inside[body].kept if share >= 1 else -1
        return Passage(used, kept)


def _after(body: Body, step: int, passing: dict[int, Passage]) -> Passage:
    place = body.position[step]
    targets = (body.steps[target] for target, chance in body.ways[place] if chance > 0)
    onward = [passing[target] for target in targets if target in passing]
    return _either([*onward, _IDLE] if body.ends[place] > 0 else onward)
