"""ELECTRE I: which vendors cannot be struck out.

Roy, Revue française d'informatique et de recherche opérationnelle 2 (8), 1968, 57-75. A vendor outranks
another where the columns on which it is at least as good weigh enough (concordance), and on no column
the other is so much better that it vetoes (discordance). The kernel is the set of vendors of which none
outranks another and one of which outranks everyone outside. Vendors that outrank each other in a circle
count as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.methods.tables import shares

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from procfit.fit.methods.tables import Matrix

    Relation = NDArray[numpy.bool_]

__all__ = ["Outranking", "electre", "kernel"]

TIE = 1e-12


@dataclass(frozen=True)
class Outranking:
    """How much speaks for "row is at least as good as column", how much against, and what follows."""

    concordance: Matrix
    discordance: Matrix
    outranks: Relation
    kernel: tuple[int, ...]


def electre(
    utilities: Matrix,
    weights: Matrix,
    concordance: float = 0.65,
    discordance: float = 0.35,
    scale: float = 1.0,
) -> Outranking:
    """Return who outranks whom, and the kernel.

    Parameters
    ----------
    utilities, weights
        The table, more being better, and what each column weighs.
    concordance
        How much of the weight must agree, at least.
    discordance
        How far the other may be ahead on a single column, at most, as a share of `scale`.
    scale
        The length of the scale of the table: 1 for utilities.
    """
    import numpy

    table, parts = numpy.asarray(utilities, float), shares(weights)
    ahead = table[:, None, :] - table[None, :, :]
    agree = ((ahead >= -TIE) * parts).sum(axis=2)
    veto = numpy.maximum(-ahead / scale, 0.0).max(axis=2, initial=0.0)
    outranks = (agree >= concordance - TIE) & (veto <= discordance + TIE)
    numpy.fill_diagonal(outranks, False)
    return Outranking(agree, veto, outranks, kernel(outranks))


def kernel(outranks: Relation) -> tuple[int, ...]:
    """Return the rows of the kernel of an outranking relation.

    Examples
    --------
    >>> import numpy
    >>> kernel(numpy.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]], bool))  # 0 beats 1, which beats 2
    (0, 2)
    """
    import numpy

    reach = outranks.copy()
    for middle in range(len(reach)):
        reach |= numpy.outer(reach[:, middle], reach[middle])
    together = (reach & reach.T) | numpy.eye(len(reach), dtype=bool)
    groups = list(dict.fromkeys(tuple(numpy.flatnonzero(row).tolist()) for row in together))
    # Whoever beats a group reaches all of it and all that it reaches: with the farthest reach first, a
    # group comes after everyone who could keep it out.
    groups.sort(key=lambda group: -int((reach[group[0]] & ~together[group[0]]).sum()))
    kept: list[tuple[int, ...]] = []
    for group in groups:
        if not any(outranks[numpy.ix_(other, group)].any() for other in kept):
            kept.append(group)
    return tuple(sorted(row for group in kept for row in group))
