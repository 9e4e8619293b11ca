"""Which steps a case can pass without being at some others, ever or yet: the opposite of "on every path".

Meant over executions, as in `procfit.flow.dominance`: all branches of a parallel split run. Where parallel
work is not nested, single paths stand in for executions, which claims too many steps, never too few.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from procfit.flow.dominance import flood
from procfit.flow.structure import Body, Structure

__all__ = ["before_first", "passed_without"]


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
    return _opened(structure, _inside(structure, barred))


def before_first(structure: Structure, step: int) -> set[int]:
    """Return the steps that some case has been at before it first comes to a step.

    Steps that only run beside it, or that come only after it, are none of them.

    Parameters
    ----------
    structure
        The map.
    step
        The number of the step.
    """
    closed = _closed(structure, step)

    def is_open(other: int) -> bool:
        return other != step and other not in closed

    starts = [start for start, share in structure.starts if share > 0]
    ahead = flood(starts, structure.onward, is_open)
    return ahead & flood(structure.back[step], structure.back, is_open)


def _closed(structure: Structure, step: int) -> set[int]:
    """Return the joins around a step that no case comes to before it has been at the step."""
    found: set[int] = set()
    body = structure.body_of[step]
    inside = _inside(structure, [step]) if body in structure.block_of_body else []
    while body in structure.block_of_body:
        block, share = structure.block_of_body[body]
        if share >= 1 and not inside[body] and block.join is not None:
            found.add(block.join)
        body = structure.body_of[block.split]
    return found


def _inside(structure: Structure, barred: Collection[int]) -> list[set[int]]:
    """Return per body the steps on the ways through it that are at none of the barred steps."""
    inside: list[set[int]] = [set() for _ in structure.bodies]

    def is_free(step: int) -> bool:
        block = structure.blocks.get(step)
        branches = zip(block.bodies, block.shares, strict=True) if block else ()
        return step not in barred and all(
            inside[body] or not structure.bodies[body].entries for body, share in branches if share >= 1
        )

    for number in range(len(structure.bodies) - 1, -1, -1):
        inside[number] = _through(structure.bodies[number], is_free)
    return inside


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
