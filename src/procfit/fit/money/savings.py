"""What each step of a process costs less per case in the to-be than today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from procfit.flow.figures import COST_FIELDS, MapFigures, figures_of
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap

__all__ = ["Saving", "Untold", "savings_of"]


@dataclass(frozen=True, slots=True)
class Saving:
    """What one step costs an average case today and in the to-be; None = it is not there.

    Cost is minutes × the rate of the lane, and the step's own cost, times how often a case comes by.
    """

    step: str
    before: float | None
    after: float | None

    @property
    def per_case(self) -> float:
        """Money per case; negative where the step becomes dearer."""
        return (self.before or 0.0) - (self.after or 0.0)


@dataclass(frozen=True, slots=True)
class Untold:
    """Why the savings of a process cannot be told."""

    why: str


def savings_of(
    process: ProcessMap, portfolio: Portfolio, counted: Collection[str]
) -> tuple[Saving, ...] | Untold:
    """Return what changes, step by step; steps that cost the same are left out.

    Parameters
    ----------
    process
        The map.
    portfolio
        The maps it may call, and the rates.
    counted
        The maps that are counted by themselves, so that a call of them saves nothing here.
    """
    today = figures_of(process, portfolio, "as-is")
    later = figures_of(process, portfolio, "to-be")
    if not (today.routing.known and later.routing.known):
        return Untold("work multiplies without end")
    if _lacks(today) != _lacks(later):
        lacking = sorted(_lacks(today) ^ _lacks(later))
        names = ", ".join(f"{step} ({field})" for field, step in lacking[:3])
        return Untold(f"cost cannot be compared: as-is or to-be alone lacks {names}")
    if today.total_cost is None or later.total_cost is None:
        return Untold("cost not assessed")
    before, after = _costs(today, counted), _costs(later, counted)
    found = (Saving(step, before.get(step), after.get(step)) for step in {**before, **after})
    return tuple(saving for saving in found if saving.per_case)


def _lacks(figures: MapFigures) -> set[tuple[str, str]]:
    return {
        (field, step)
        for field, steps in figures.missing.items()
        if field in COST_FIELDS
        for step in steps
    }


def _costs(figures: MapFigures, counted: Collection[str]) -> dict[str, float]:
    """Return the money per case of each step, without what is counted with a called map."""
    costs = {step: cost for step, cost in figures.cost.items() if cost is not None}
    for step, called in figures.called.items():
        if step in costs and figures.process.step(step).call in counted:
            costs[step] -= figures.routing.visits[step] * (called.total_cost or 0.0)
    return costs
