"""What a case knows at each step, and what is still needed after it.

An item is known once a step has asked the customer for it or written it (also inside a called map); it
is needed where a step reads or delivers it. What every case knows is the "available expressions" of a
compiler over executions, what is needed its "live variables" (Aho, Lam, Sethi and Ullman, 2006).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from procfit.flow.avoidance import before_first
from procfit.flow.dominance import Order, order_of, surely_at_end, surely_before
from procfit.flow.liveness import Liveness, Passage
from procfit.flow.structure import Structure, structure_of
from procfit.flow.visits import routing_of
from procfit.model.process import ProcessMap, Step
from procfit.model.text import item_key

__all__ = ["Information", "gives", "keys", "uses"]

_NONE: frozenset[str] = frozenset()


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
    called
        Per calling step the information of the map that it runs.
    """

    process: ProcessMap
    called: Mapping[str, Information]

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
        return {
            step.id: gives(step)
            | (self.called[step.id].known_at_end if step.id in self.called else _NONE)
            for step in self.process.steps
        }

    def inside(self, step: str) -> tuple[Step, ...]:
        """Return the steps that cases come to in the map that a step calls, and in those called there."""
        return self.called[step].everywhere if step in self.called else ()

    @cached_property
    def everywhere(self) -> tuple[Step, ...]:
        """The steps that cases come to, here and inside called maps."""
        found: dict[tuple[str, str], Step] = {}
        waiting = [self]
        while waiting:
            here = waiting.pop()
            for number in here.structure.reached:
                step = here.structure.step(number)
                if (here.process.id, step.id) not in found:
                    found[here.process.id, step.id] = step
                    waiting.extend(filter(None, [here.called.get(step.id)]))
        return tuple(found.values())

    @cached_property
    def may_write(self) -> dict[str, frozenset[str]]:
        """Per step the keys that it may write, inside called maps too."""
        return self._possible(lambda step: keys(step.writes))

    @cached_property
    def may_give(self) -> dict[str, frozenset[str]]:
        """Per step the keys that may be known after it, from inside called maps too."""
        return self._possible(gives)

    @cached_property
    def may_use(self) -> dict[str, frozenset[str]]:
        """Per step the keys that it may read or deliver, inside called maps too."""
        return self._possible(uses)

    def _possible(self, own: Callable[[Step], frozenset[str]]) -> dict[str, frozenset[str]]:
        return {step.id: own(step).union(*map(own, self.inside(step.id))) for step in self.process.steps}

    def givers(self, key: str) -> tuple[str, ...]:
        """Return the steps after which an item is known, in the order of the map."""
        return tuple(name for name, given in self.given.items() if key in given)

    def perhaps_givers(self, key: str) -> tuple[str, ...]:
        """Return the calling steps after which an item may be known and may not, in the order of the map."""
        return tuple(
            name for name, may in self.may_give.items() if key in may and key not in self.given[name]
        )

    def comes_first(self, earlier: str, step: str) -> bool:
        """Tell whether some case has been at an earlier step before it first comes to a step."""
        number = self.structure.number
        if step not in self._before_first:
            self._before_first[step] = before_first(self.structure, number[step])
        return number[earlier] in self._before_first[step]

    @cached_property
    def _before_first(self) -> dict[str, set[int]]:
        return {}

    def share_before(self, earlier: Collection[str], step: str) -> float:
        """Return the share of the cases at a step that have been at an earlier one when they first come.

        Parameters
        ----------
        earlier
            The steps of which at least one must have come before.
        step
            The step.
        """
        routing = routing_of(self.process)
        reach = routing.reach[step]
        without = routing.visits_until({*earlier, step})[step]
        return max(1 - without / reach, 0.0) if reach else 0.0

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
    def known(self) -> dict[str, frozenset[str]]:
        """Per step the keys that every case knows before it comes there."""
        before = surely_before(self.structure, self._gathered)
        return {name: self._names(bits) for name, bits in zip(self.structure.ids, before, strict=True)}

    @cached_property
    def known_at_end(self) -> frozenset[str]:
        """The keys that every case knows when it has ended."""
        return self._names(surely_at_end(self.structure, self._gathered))

    def needed(self, at_end: frozenset[str] = _NONE) -> dict[str, frozenset[str]]:
        """Return per step the keys that some step after it, or beside it in parallel work, still uses.

        An item that is surely written again before it is used is not needed in between.

        Parameters
        ----------
        at_end
            The keys that are needed when the case has ended, by the maps that call this one.
        """
        after = self._liveness.after(self._bits_of(at_end & self._bits.keys()))
        untouched = at_end - self._bits.keys()
        used: dict[frozenset[int], frozenset[str]] = {}
        found = {}
        for number, name in enumerate(self.structure.ids):
            others = self.structure.beside(number)
            if others not in used:
                used[others] = _NONE.union(*(self.may_use[self.structure.ids[each]] for each in others))
            found[name] = self._names(after[number]) | used[others] | untouched
        return found

    @property
    def needed_at_start(self) -> frozenset[str]:
        """The keys that the map uses before it writes them."""
        return self._names(self._liveness.whole.used)

    @cached_property
    def surely_written(self) -> frozenset[str]:
        """The keys that every case writes."""
        return self._names(~self._liveness.whole.kept)

    @cached_property
    def _liveness(self) -> Liveness:
        return Liveness(self.structure, list(map(self._passage, self.process.steps)))

    def _passage(self, step: Step) -> Passage:
        """Return what a step does with the items: it reads, runs the map that it calls, and writes."""
        found = Passage(self._bits_of(uses(step)), -1)
        if step.id in self.called:
            inner = self.called[step.id]
            found = found.then(
                Passage(self._bits_of(inner.needed_at_start), ~self._bits_of(inner.surely_written))
            )
        return found.then(Passage(0, ~self._bits_of(keys(step.writes))))

    @cached_property
    def _bits(self) -> dict[str, int]:
        found = _NONE.union(*self.may_give.values(), *self.may_use.values())
        return {key: 1 << place for place, key in enumerate(sorted(found))}

    @cached_property
    def _gathered(self) -> list[int]:
        return [self._bits_of(given) for given in self.given.values()]

    def _bits_of(self, found: Iterable[str]) -> int:
        return sum(self._bits[key] for key in found)

    def _names(self, bits: int) -> frozenset[str]:
        return frozenset(key for key, bit in self._bits.items() if bits & bit)
