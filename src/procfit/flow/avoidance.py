"""Which steps a case can pass without ever being at some others: the opposite of "on every path".

Meant over executions, as in `procfit.flow.dominance`: all branches of a parallel split run. Where parallel
work is not nested, single paths stand in for executions, which claims too many steps, never too few.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from procfit.flow.dominance import flood
from procfit.flow.structure import Body, Structure

__all__ = ["passed_without"]


def passed_without(structure: Structure, barred: Collection[int]) -> set[int]:
    """Return the steps that some case passes that is at none of the barred steps, before, after or beside.

    Parameters
    ----------
    structure
        The map.
    barred
        The numbers of the steps to stay away from.
    """
    if structure.loose:
        ends = [step for step in structure.reached if not structure.after[step]]
        starts = [step for step, share in structure.starts if share > 0]
        return _between(starts, ends, structure.after, lambda step: step not in barred)
    inside: list[set[int]] = [set() for _ in structure.bodies]

    def is_free(step: int) -> bool:
        block = structure.blocks.get(step)
        branches = zip(block.bodies, block.shares, strict=True) if block else ()
        return step not in barred and all(
            inside[body] or not structure.bodies[body].entries for body, share in branches if share >= 1
        )

    for number in range(len(structure.bodies) - 1, -1, -1):
        inside[number] = _through(structure.bodies[number], is_free)
    return _opened(structure, inside)


def _through(body: Body, is_free: Callable[[int], bool]) -> set[int]:
    """Return the steps of a body that lie on a way through it on which every step is free."""
    after = {
        step: [body.steps[place] for place, chance in ways if chance > 0]
        for step, ways in zip(body.steps, body.ways, strict=True)
    }
    ends = [step for step, end in zip(body.steps, body.ends, strict=True) if end > 0]
    return _between([step for step, share in body.entries if share > 0], ends, after, is_free)


def _opened(structure: Structure, inside: Sequence[set[int]]) -> set[int]:
    """Return the steps of all bodies whose split, and the splits around it, can be passed as well."""
    found = set(inside[0]) if inside else set()
    for number in range(1, len(inside)):
        block, share = structure.block_of_body[number]
        if share > 0 and block.split in found:
            found |= inside[number]
    return found


def _between(
    starts: Iterable[int],
    ends: Iterable[int],
    after: Sequence[Sequence[int]] | Mapping[int, Sequence[int]],
    is_free: Callable[[int], bool],
) -> set[int]:
    ahead = flood(starts, after, is_free)
    before: dict[int, list[int]] = {step: [] for step in ahead}
    for step in ahead:
        for target in after[step]:
            if target in before:
                before[target].append(step)
    return flood(ends, before, ahead.__contains__)
