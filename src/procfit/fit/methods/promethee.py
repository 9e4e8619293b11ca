"""PROMETHEE: what speaks for a vendor against each other one, and what against it.

Brans and Vincke, Management Science 31, 1985, 647-656; Brans, Vincke and Mareschal, European Journal of
Operational Research 24, 1986, 228-238. A preference function turns the difference on a column into a
degree P from 0 to 1; π(a, b) = Σ w·P(a, b). φ⁺(a) is the mean of π(a, ·) and φ⁻(a) that of π(·, a).
PROMETHEE I orders two vendors only where both flows agree; PROMETHEE II by φ = φ⁺ - φ⁻.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.methods.tables import shares

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from procfit.fit.methods.tables import Matrix

    Preference = Callable[[Matrix], Matrix]

__all__ = [
    "Flows",
    "flows",
    "gauss",
    "level",
    "linear",
    "preferences",
    "u_shape",
    "usual",
    "v_shape",
]

TIE = 1e-12


def usual() -> Preference:
    """Return the usual criterion: any difference is full preference."""
    return linear(0.0, 0.0)


def u_shape(q: float) -> Preference:
    """Return the quasi-criterion: full preference above `q`, none up to it."""
    return linear(q, q)


def v_shape(p: float) -> Preference:
    """Return linear preference up to `p`, full from there on."""
    return linear(0.0, p)


def level(q: float, p: float) -> Preference:
    """Return the level criterion: none up to `q`, a half up to `p`, full above it."""

    def degree(difference: Matrix) -> Matrix:
        import numpy

        return numpy.where(difference > p, 1.0, numpy.where(difference > q, 0.5, 0.0))

    return degree


def linear(q: float, p: float) -> Preference:
    """Return linear preference with indifference: none up to `q`, full from `p` on."""

    def degree(difference: Matrix) -> Matrix:
        import numpy

        if p <= q:
            return numpy.where(difference > q, 1.0, 0.0)
        return numpy.clip((difference - q) / (p - q), 0.0, 1.0)

    return degree


def gauss(s: float) -> Preference:
    """Return the Gaussian criterion: 1 - exp(-d² / 2s²) for a positive difference."""

    def degree(difference: Matrix) -> Matrix:
        import numpy

        return 1 - numpy.exp(-(numpy.maximum(difference, 0.0) ** 2) / (2 * s**2))

    return degree


@dataclass(frozen=True)
class Flows:
    """What speaks for each row (φ⁺), what against it (φ⁻), and the difference (φ)."""

    plus: Matrix
    minus: Matrix

    @property
    def net(self) -> Matrix:
        """The net flow, which PROMETHEE II orders by."""
        return self.plus - self.minus

    @property
    def outranks(self) -> NDArray[numpy.bool_]:
        """Whether a row beats a column in PROMETHEE I: at least as good in both flows, better in one."""
        more = self.plus[:, None] - self.plus[None, :]
        less = self.minus[None, :] - self.minus[:, None]
        found: NDArray[numpy.bool_] = (more >= -TIE) & (less >= -TIE) & ((more > TIE) | (less > TIE))
        return found

    @property
    def incomparable(self) -> NDArray[numpy.bool_]:
        """Whether the flows of a row and a column disagree, so that PROMETHEE I does not order them."""
        more = self.plus[:, None] - self.plus[None, :]
        less = self.minus[None, :] - self.minus[:, None]
        found: NDArray[numpy.bool_] = (more * less < 0) & (abs(more) > TIE) & (abs(less) > TIE)
        return found


def preferences(utilities: Matrix, weights: Matrix, functions: Sequence[Preference]) -> Matrix:
    """Return π: how much each row is preferred to each column.

    Parameters
    ----------
    utilities, weights
        The table, more being better, and what each column weighs.
    functions
        The preference function of each column.
    """
    import numpy

    table, parts = numpy.asarray(utilities, float), shares(weights)
    found = numpy.zeros((len(table), len(table)))
    for column, function in enumerate(functions):
        own = table[:, column]
        found += parts[column] * function(own[:, None] - own[None, :])
    numpy.fill_diagonal(found, 0.0)
    return found


def flows(preferred: Matrix) -> Flows:
    """Return the flows of a matrix of preferences; zero for a vendor that is alone."""
    others = max(len(preferred) - 1, 1)
    return Flows(preferred.sum(axis=1) / others, preferred.sum(axis=0) / others)
