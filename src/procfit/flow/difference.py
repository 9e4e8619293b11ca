"""What changes from one measured view to another."""

from __future__ import annotations

from dataclasses import dataclass

from procfit.flow.catalog import CATALOG, FigureKind
from procfit.flow.measured import Measures

__all__ = ["Difference", "differences"]

CLEAR = 2.0
"""Standard errors that a difference of simulated means must pass to be told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more a figure is after than before; None where it cannot be told.

    Where parts are missing it is told if both lack the same fields of the same steps: it is then that of the
    known parts. ``clear`` is False where simulated means are too close to tell them apart.
    """

    amount: float | None
    clear: bool = True


def differences(before: Measures, after: Measures) -> dict[str, Difference]:
    """Return the differences of all figures by name."""
    return {name: _difference(kind, before, after) for name, kind in CATALOG.items()}


def _difference(kind: FigureKind, before: Measures, after: Measures) -> Difference:
    one, other = kind.get(before), kind.get(after)
    if one is None or other is None or _lacks(kind, before) != _lacks(kind, after):
        return Difference(None)
    if "lead_time" in kind.sums:
        errors = [side.lead_time.standard_error or 0.0 for side in (before, after)]
        if 0 < abs(other - one) < CLEAR * (errors[0] ** 2 + errors[1] ** 2) ** 0.5:
            return Difference(other - one, clear=False)
    return Difference(other - one)


def _lacks(kind: FigureKind, measures: Measures) -> set[tuple[str, str]]:
    return {
        (gap.missing, step)
        for gap in measures.not_assessed
        if gap.missing in kind.fields
        for step in gap.steps
    }
