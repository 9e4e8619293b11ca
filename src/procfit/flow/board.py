"""A map as arrays, so that thousands of cases can move through it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.flow.structure import Structure

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]
    Numbers = NDArray[numpy.int64]
    Places = NDArray[numpy.int32]
    Flags = NDArray[numpy.bool_]

__all__ = ["CHOOSES", "ENDS", "SPLITS", "Board", "board_of"]

ENDS, CHOOSES, SPLITS = -1, -2, -3
"""What stands for the next step where there is none, or not just one."""


@dataclass(frozen=True)
class Board:
    """The arrays of one map; steps, joins and flows are numbers.

    Attributes
    ----------
    onward
        Per step the only step that follows, or `ENDS`, `CHOOSES` or `SPLITS`.
    first
        Per step its first flow; the flows of a step follow each other. The last entry is their number.
    targets
        Per flow the step that it leads to.
    ranks
        Per flow the number of its step plus the shares of its step's flows up to this one.
    shares
        Per flow the chance that a branch is started.
    joins
        The steps that wait for branches.
    join_at
        Per step its number among ``joins``, -1 for all other steps.
    closes
        Per split the number of its join, -1 where there is none.
    counted
        Whether each join knows how many branches its split has started: parallel work is nested.
    leads
        Shape (joins, joins): whether work that waits at one join can still come to another.
    strays
        Per flow of a decision the joins that its step can come to and the flow's target cannot.
    """

    onward: Numbers
    first: Numbers
    targets: Numbers
    ranks: Floats
    shares: Floats
    joins: Numbers
    join_at: Numbers
    closes: Numbers
    counted: bool
    leads: Flags
    strays: dict[int, tuple[int, ...]]
    starts: Numbers
    start_ranks: Floats


def board_of(structure: Structure) -> Board:
    """Return the arrays of a map; computed once per map."""
    known: dict[str, Board] = vars(structure)
    if "_board" not in known:
        known["_board"] = _build(structure)
    return known["_board"]


def _build(structure: Structure) -> Board:
    import numpy

    ways = structure.ways
    first = numpy.zeros(len(ways) + 1, dtype=numpy.int64)
    first[1:] = numpy.cumsum([len(row) for row in ways])
    joins = _waiting_steps(structure)
    number = {step: place for place, step in enumerate(joins)}
    counted = not structure.loose
    coming = {} if counted else {join: _ancestors(structure, join) for join in joins}
    return Board(
        onward=numpy.array([_onward(structure, step) for step in range(len(ways))]),
        first=first,
        targets=numpy.array([target for row in ways for target, _ in row], dtype=numpy.int64),
        ranks=_ranks([[share for _, share in row] for row in ways]),
        shares=numpy.array([share for row in ways for _, share in row]),
        joins=numpy.array(joins, dtype=numpy.int64),
        join_at=numpy.array([number.get(step, -1) for step in range(len(ways))]),
        closes=numpy.array([number.get(structure.joins.get(step, -1), -1) for step in range(len(ways))]),
        counted=counted,
        leads=numpy.array(
            [[a != b and a in coming.get(b, ()) for b in joins] for a in joins], dtype=bool
        ).reshape(len(joins), len(joins)),
        strays=_strays(structure, coming, number),
        starts=numpy.array([start for start, _ in structure.starts]),
        start_ranks=_ranks([[share for _, share in structure.starts]]),
    )


def _onward(structure: Structure, step: int) -> int:
    """Return what follows a step; a split or decision with one way on is a step like any other."""
    ways, kind = structure.ways[step], structure.step(step).kind
    if not ways:
        return ENDS
    if kind == "inclusive" or (kind == "parallel" and len(ways) > 1):
        return SPLITS
    return CHOOSES if len(ways) > 1 else ways[0][0]


def _waiting_steps(structure: Structure) -> list[int]:
    """Return the joins; where work is nested, those that close a split."""
    if structure.loose:
        return [step for step in structure.reached if structure.step(step).kind == "join"]
    return sorted({block.join for block in structure.blocks.values() if block.join is not None})


def _ranks(rows: list[list[float]]) -> Floats:
    import numpy

    found: list[float] = []
    for rank, shares in enumerate(rows):
        total = 0.0
        for share in shares:
            total += share
            found.append(rank + min(total, 1.0))
        if shares:
            found[-1] = rank + 1.0
    return numpy.array(found)


def _ancestors(structure: Structure, join: int) -> frozenset[int]:
    """Return the steps whose work can still come to a join without passing it first."""
    found: set[int] = set()
    waiting = list(structure.before[join])
    while waiting:
        step = waiting.pop()
        if step not in found and step != join:
            found.add(step)
            waiting.extend(structure.before[step])
    return frozenset(found)


def _strays(
    structure: Structure, coming: dict[int, frozenset[int]], number: dict[int, int]
) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    flow = -1
    for step, row in enumerate(structure.ways):
        splits = _onward(structure, step) == SPLITS
        for target, _ in row:
            flow += 1
            left = tuple(
                number[join]
                for join, inside in coming.items()
                if step in inside and target not in inside and target != join
            )
            if left and not splits:
                found[flow] = left
    return found
