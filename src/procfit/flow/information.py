"""What a case knows at each step, and what is still needed after it.

An item is known once a step has asked the customer for it or written it (also inside a called map); it
is needed where a step reads or delivers it. The first is the "available expressions" of a compiler over
executions, the second its "live variables" (Aho, Lam, Sethi and Ullman, 2006).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from procfit.flow.dominance import Order, order_of, surely_before
from procfit.flow.structure import Structure, structure_of
from procfit.model.process import ProcessMap, Step
from procfit.model.text import item_key

__all__ = ["Information", "gives", "keys", "uses"]


def keys(items: Iterable[str]) -> frozenset[str]:
    """Return the keys of items, by which two wordings are the same item."""
    return _keys(tuple(items))


@lru_cache(maxsize=65536)
def _keys(items: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(item_key, items))


def gives(step: Step) -> frozenset[str]:
    """Return the keys of the items that are known after a step: asked for or written."""
    return keys((*step.asks, *step.writes))


def uses(step: Step) -> frozenset[str]:
    """Return the keys of the items that a step needs: read or delivered."""
    return keys((*step.reads, *step.delivers))


@dataclass(frozen=True)
class Information:
    """The information of one view of a map.

    Parameters
    ----------
    process
        The view.
    from_calls
        Per calling step the keys that are known whenever its called map has run.
    """

    process: ProcessMap
    from_calls: Mapping[str, frozenset[str]]

    @cached_property
    def structure(self) -> Structure:
        """The nesting of the map."""
        return structure_of(self.process)

    @cached_property
    def order(self) -> Order:
        """The order of its steps."""
        return order_of(self.process)

    @cached_property
    def given(self) -> dict[str, frozenset[str]]:
        """Per step the keys that are known after it."""
        none: frozenset[str] = frozenset()
        return {step.id: gives(step) | self.from_calls.get(step.id, none) for step in self.process.steps}

    def givers(self, key: str) -> tuple[str, ...]:
        """Return the steps after which an item is known, in the order of the map."""
        return tuple(name for name, given in self.given.items() if key in given)

    def surely_after(self, givers: Collection[str], step: str) -> bool:
        """Tell whether every case that comes to `step` has been at one of `givers` before."""
        sure = self._surely_after.get(frozenset(givers))
        if sure is None:
            bits = [int(name in givers) for name in self.structure.ids]
            before = surely_before(self.structure, bits)
            sure = frozenset(name for name, bit in zip(self.structure.ids, before, strict=True) if bit)
            self._surely_after[frozenset(givers)] = sure
        return step in sure and self.order.is_reached(step)

    @cached_property
    def _surely_after(self) -> dict[frozenset[str], frozenset[str]]:
        return {}

    @cached_property
    def _bits(self) -> dict[str, int]:
        found = sorted({key for given in self.given.values() for key in given})
        return {key: 1 << place for place, key in enumerate(found)}

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """Per step the keys that every case knows before it comes there."""
        before = surely_before(self.structure, self._gathered)
        return {name: self._names(bits) for name, bits in zip(self.structure.ids, before, strict=True)}

    @cached_property
    def known_at_end(self) -> frozenset[str]:
        """The keys that every case knows when it has ended."""
        structure = self.structure
        before = surely_before(structure, self._gathered)
        ends = [
            before[number] | self._gathered[number]
            for number, ways in enumerate(structure.ways)
            if self.order.is_reached(structure.ids[number])
            and (structure.loose or structure.body_of[number] == 0)
            and (not ways or _runs_out(structure, number))
        ]
        together = ends[0] if ends else 0
        for bits in ends:
            together &= bits
        return self._names(together)

    @cached_property
    def needed(self) -> dict[str, frozenset[str]]:
        """Per step the keys that some step after it, or beside it in parallel work, still uses.

        An item that is written again before it is used is not needed in between.
        """
        live = {name: frozenset[str]() for name in self.structure.ids}
        beside = self._used_beside
        waiting = list(self.structure.ids)
        while waiting:
            name = waiting.pop()
            step = self.process.step(name)
            found = (live[name] - keys(step.writes)) | uses(step)
            for before in self.process.before(name):
                grown = live[before.id] | found
                if grown != live[before.id]:
                    live[before.id] = grown
                    waiting.append(before.id)
        return {name: live[name] | beside[name] for name in live}

    @cached_property
    def _used_beside(self) -> dict[str, frozenset[str]]:
        """Per step what the other branches of the splits around it use."""
        structure = self.structure
        if structure.loose:
            everything = frozenset[str]().union(*map(uses, self.process.steps))
            return dict.fromkeys(structure.ids, everything)
        inside = [frozenset[str]() for _ in structure.bodies]
        for number in range(len(structure.bodies) - 1, -1, -1):
            for step in structure.bodies[number].steps:
                block = structure.blocks.get(step)
                parts = [inside[body] for body in block.bodies] if block else []
                inside[number] = inside[number].union(uses(structure.step(step)), *parts)
        found: dict[str, frozenset[str]] = dict.fromkeys(structure.ids, frozenset())
        beside: list[frozenset[str]] = []
        for number, body in enumerate(structure.bodies):
            around: frozenset[str] = frozenset()
            if number in structure.block_of_body:
                block, _ = structure.block_of_body[number]
                others = [inside[other] for other in block.bodies if other != number]
                around = beside[structure.body_of[block.split]].union(*others)
            beside.append(around)
            found.update(dict.fromkeys((structure.ids[step] for step in body.steps), around))
        return found

    @cached_property
    def _gathered(self) -> list[int]:
        return [sum(self._bits[key] for key in given) for given in self.given.values()]

    def _names(self, bits: int) -> frozenset[str]:
        return frozenset(key for key, bit in self._bits.items() if bits & bit)


def _runs_out(structure: Structure, split: int) -> bool:
    """Tell whether the branches of a split run to ends of their own."""
    block = structure.blocks.get(split)
    return block is not None and block.join is None
