"""The requirements that follow from the maps: which capabilities the steps need, and how much they weigh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procfit.fit.weights import Weights
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap

__all__ = ["NeededBy", "Requirement", "requirements_of"]


@dataclass(frozen=True, slots=True)
class NeededBy:
    """A step that needs a capability: whether it does today, and whether it will."""

    process: str
    step: str
    today: bool
    planned: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """One capability with its steps; `weight` is a share of 1, None = no planned step gives it weight."""

    capability: str
    name: str
    group: str
    must: bool
    weight: float | None
    needed_by: tuple[NeededBy, ...]

    @property
    def only_as_is(self) -> bool:
        """Whether only steps need it that will not be there, or not need it, any more."""
        return not any(need.planned for need in self.needed_by)


def requirements_of(portfolio: Portfolio, weights: Weights) -> tuple[Requirement, ...]:
    """Return the capabilities that steps need, the heaviest first, those for the as-is only last.

    Parameters
    ----------
    portfolio
        The maps and the capabilities.
    weights
        The weights by the planned steps.
    """
    needs: dict[str, list[NeededBy]] = {}
    for process in portfolio.maps.values():
        for capability, need in _needs_of(process):
            needs.setdefault(capability, []).append(need)
    found = [_requirement(portfolio, weights, name, tuple(by)) for name, by in needs.items()]
    return tuple(sorted(found, key=lambda need: (need.only_as_is, -(need.weight or 0), not need.must)))


def _requirement(
    portfolio: Portfolio, weights: Weights, name: str, needed_by: tuple[NeededBy, ...]
) -> Requirement:
    known = portfolio.capabilities.get(name)
    return Requirement(
        name,
        known.name if known else name,
        known.group if known else "",
        known.must if known else False,
        weights.shares.get(name),
        needed_by,
    )


def _needs_of(process: ProcessMap) -> Iterator[tuple[str, NeededBy]]:
    today, planned = _needed(process.as_is), _needed(process.to_be)
    for step in process.steps:
        now, later = today.get(step.id, {}), planned.get(step.id, {})
        for capability in {**now, **later}:
            yield capability, NeededBy(process.id, step.id, capability in now, capability in later)


def _needed(view: ProcessMap) -> dict[str, dict[str, None]]:
    return {step.id: dict.fromkeys(need.capability for need in step.needs) for step in view.steps}
