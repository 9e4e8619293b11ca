"""A named way to look at the fit: other weights, gates, values of steps, vendors or evaluators."""

from __future__ import annotations

from dataclasses import dataclass, replace

from procfit.model.process import View
from procfit.model.vendor import WeightBasis

__all__ = ["WEIGHT", "FitScenario", "combined", "weight_of"]

WEIGHT = ".weight"
"""How the name of what is set ends where it is the weight of a capability."""


@dataclass(frozen=True, slots=True)
class FitScenario:
    """What differs from the workspace as it is; what is empty or None is as there.

    Attributes
    ----------
    set
        ``capability.weight=SHARE``, or a value as ``procfit measure --set`` takes it: ``map#step.value=5``.
    without_vendors, without_evaluators
        Who is left out.
    relax, must
        Capabilities that are no gate here, and that are one.
    """

    name: str = ""
    note: str = ""
    set: tuple[str, ...] = ()
    without_vendors: tuple[str, ...] = ()
    without_evaluators: tuple[str, ...] = ()
    relax: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    view: View | None = None
    weight_basis: WeightBasis | None = None

    @property
    def weights(self) -> tuple[str, ...]:
        """What is set that is a weight of a capability."""
        return tuple(said for said in self.set if weight_of(said) is not None)

    @property
    def changes(self) -> tuple[str, ...]:
        """What is set in the maps and rates."""
        return tuple(said for said in self.set if weight_of(said) is None)


def weight_of(said: str) -> str | None:
    """Return the capability whose weight is set, or None where something else is.

    Examples
    --------
    >>> weight_of("offline-visits.weight=5%"), weight_of("complaint#decide.value=5")
    ('offline-visits', None)
    """
    name = said.partition("=")[0].strip()
    return name.removesuffix(WEIGHT) if name.endswith(WEIGHT) and "#" not in name else None


def combined(scenario: FitScenario, more: FitScenario) -> FitScenario:
    """Return a scenario with more put on top: lists grow, and what `more` chooses wins.

    Examples
    --------
    >>> combined(FitScenario("a", set=("x.weight=1%",)), FitScenario(set=("y.weight=2%",))).set
    ('x.weight=1%', 'y.weight=2%')
    """
    return replace(
        scenario,
        name=more.name or scenario.name,
        note=more.note or scenario.note,
        set=_joined(scenario.set, more.set),
        without_vendors=_joined(scenario.without_vendors, more.without_vendors),
        without_evaluators=_joined(scenario.without_evaluators, more.without_evaluators),
        relax=_joined(tuple(each for each in scenario.relax if each not in more.must), more.relax),
        must=_joined(tuple(each for each in scenario.must if each not in more.relax), more.must),
        view=more.view or scenario.view,
        weight_basis=more.weight_basis or scenario.weight_basis,
    )


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
