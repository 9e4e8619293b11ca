"""Weights that people set by hand: absolute shares of 1, while the rest shares what remains."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from procfit.fit.contributions import NOTHING, Contribution, shares_of
from procfit.model.capability import Capability
from procfit.model.errors import InputError

__all__ = ["Override", "chosen_overrides", "with_overrides"]

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Override:
    """A weight that people set, as an absolute share of 1, with what the maps would have given."""

    capability: str
    weight: float
    from_maps: float
    reason: str


def chosen_overrides(
    capabilities: Mapping[str, Capability], more: Mapping[str, float], known: Collection[str]
) -> dict[str, tuple[float, str]]:
    """Return weight and reason per capability: the run's own first, then the capabilities'.

    Raises
    ------
    InputError
        When a weight is no share, or all together are more than 1.
    """
    own = {
        name: (capability.weight, capability.reason)
        for name, capability in capabilities.items()
        if capability.weight is not None
    }
    asked = {name: (weight, "asked for in this run") for name, weight in more.items()}
    chosen = {name: given for name, given in {**own, **asked}.items() if name in known}
    for name, (weight, _) in chosen.items():
        if not 0 <= weight <= 1:
            raise InputError(f"the weight set for {name} is {weight:g}", "give a share from 0 to 1")
    total = sum(weight for weight, _ in chosen.values())
    if total > 1 + TOLERANCE:
        names = ", ".join(chosen)
        raise InputError(
            f"the weights set for {names} sum to {total:.4g}, more than 1",
            "a weight is a share of everything; lower them in processes/capabilities.toml",
        )
    return chosen


def with_overrides(
    contributions: tuple[Contribution, ...], chosen: Mapping[str, tuple[float, str]]
) -> tuple[tuple[Contribution, ...], tuple[Override, ...]]:
    """Return the contributions scaled so that overrides hold and the rest fills what remains."""
    if not chosen:
        return contributions, ()
    shares = shares_of(contributions)
    held = sum(share for name, share in shares.items() if name not in chosen)
    fixed = sum(weight for weight, _ in chosen.values())
    # Without anything else to weigh, the overrides alone must fill the whole.
    stretch = 1 / fixed if fixed > NOTHING and not held else 1.0
    rest = (1 - fixed) / held if held else 0.0
    scaled = []
    for part in contributions:
        factor = rest
        if part.capability in chosen:
            factor = chosen[part.capability][0] * stretch / shares[part.capability]
        scaled.append(replace(part, weight=part.weight * factor))
    for name, (weight, _) in chosen.items():
        if name not in shares and weight > NOTHING:
            scaled.append(Contribution("", "", name, 0.0, 0.0, 0.0, weight * stretch))
    kept = tuple(
        Override(name, weight, shares.get(name, 0.0), reason)
        for name, (weight, reason) in chosen.items()
    )
    return tuple(part for part in scaled if part.weight > NOTHING), kept
