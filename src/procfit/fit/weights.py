"""What each capability weighs, from what customers value in the maps.

A process weighs what its customers said (optionally times its volume); within it a step weighs the
probability that a case reaches it times its value; within a step the capabilities it needs share that
value. Every weight is a sum of contributions, each of which names its process and step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import chain

from procfit.fit.contributions import NOTHING, Contribution, shares_of
from procfit.fit.equal_weights import equal_contributions
from procfit.fit.overrides import Override, chosen_overrides, with_overrides
from procfit.flow.visits import routing_of
from procfit.model.portfolio import Portfolio
from procfit.model.process import Need, ProcessMap, Step, View
from procfit.model.vendor import Evaluation, WeightBasis

__all__ = ["Contribution", "LeftOut", "NotAssessed", "Override", "Weights", "need_shares", "weigh"]

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A process without weight: why, and the share it held before (None where not assessed)."""

    process: str
    share: float | None
    why: str


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A step that needs capabilities but lacks a figure, so that it gives no weight."""

    process: str
    step: str
    missing: str


@dataclass(frozen=True)
class Weights:
    """The weights with everything they rest on.

    Attributes
    ----------
    shares
        Capability id to weight; they sum to 1, or there are none.
    rests_on
        The share of the maps' need-bearing steps that have all figures, by weight of their process.
    unneeded
        Capabilities that no step of the view needs.
    equal_because
        What must be said wherever these weights are shown, if they are equal for want of any value.
    """

    shares: Mapping[str, float] = field(default_factory=dict)
    contributions: tuple[Contribution, ...] = ()
    overrides: tuple[Override, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    not_assessed: tuple[NotAssessed, ...] = ()
    rests_on: float = 0.0
    unneeded: tuple[str, ...] = ()
    equal_because: str = ""

    @property
    def equal(self) -> bool:
        """Whether the maps say nothing of value, so that all weighs the same."""
        return bool(self.equal_because)

    def of(self, capability: str) -> tuple[Contribution, ...]:
        """Return the contributions to one capability, the largest first."""
        found = (part for part in self.contributions if part.capability == capability)
        return tuple(sorted(found, key=lambda part: -part.weight))


@dataclass(frozen=True, slots=True)
class _Valued:
    """One process as far as it can be weighed: its steps with reach × value and need shares."""

    process: str
    steps: tuple[tuple[Step, float, Mapping[str, float]], ...]
    not_assessed: tuple[NotAssessed, ...]
    needs: tuple[tuple[str, str, Mapping[str, float]], ...]

    @property
    def total(self) -> float:
        return sum(worth for _, worth, _ in self.steps)

    @property
    def assessed(self) -> float:
        """The share of the steps with needs that have all figures."""
        every = len(self.steps) + len(self.not_assessed)
        return len(self.steps) / every if every else 0.0


def weigh(
    portfolio: Portfolio,
    evaluation: Evaluation,
    view: View = "to-be",
    overrides: Mapping[str, float] | None = None,
) -> Weights:
    """Return the weights of all capabilities.

    Parameters
    ----------
    portfolio
        The maps and the capabilities, whose own ``weight`` overrides count too.
    evaluation
        The weight basis, and the requirements that the buyer called not applicable.
    view
        The view of the maps that the needs and values are taken from.
    overrides
        More overrides, absolute shares of 1, which win over the capabilities' own.

    Raises
    ------
    InputError
        When the overrides sum to more than 1.
    """
    known = set(portfolio.capabilities) - set(evaluation.not_applicable)
    asked = _importances(portfolio, evaluation.weight_basis)
    total = sum(share for share in asked.values() if share is not None)
    valued = {name: _value(process, view, known) for name, process in portfolio.maps.items()}
    counted = {
        name: share
        for name, share in asked.items()
        if share is not None and share * valued[name].total > 0
    }
    contributions = tuple(
        chain.from_iterable(
            _contributions(valued[name], share / sum(counted.values()))
            for name, share in counted.items()
        )
    )
    equal_because = ""
    if not contributions and _is_unassessed(asked, valued):
        every = [need for part in valued.values() for need in part.needs]
        listed = [name for name in portfolio.capabilities if name in known]
        contributions, equal_because = equal_contributions(every, listed)
    chosen = chosen_overrides(portfolio.capabilities, overrides or {}, known)
    contributions, kept = with_overrides(contributions, chosen)
    shares = shares_of(contributions)
    return Weights(
        shares,
        contributions,
        kept,
        _left_out(asked, valued, counted, total, evaluation.weight_basis),
        tuple(chain.from_iterable(part.not_assessed for part in valued.values())),
        sum((share or 0) * valued[name].assessed for name, share in asked.items()) / total
        if total
        else 0.0,
        tuple(name for name in portfolio.capabilities if name in known and name not in shares),
        equal_because,
    )


def need_shares(needs: Collection[Need]) -> dict[str, float]:
    """Return how the needs of a step share its value: given shares stay, the others split the rest.

    Shares that leave nothing for the others, or that do not sum to 1 by themselves, are scaled to 1.

    Examples
    --------
    >>> need_shares([Need("a"), Need("b"), Need("c", 0.3)])
    {'a': 0.35, 'b': 0.35, 'c': 0.3}
    """
    given = sum(need.share for need in needs if need.share is not None)
    bare = sum(need.share is None for need in needs)
    rest = max(1 - given, 0.0) / bare if bare else 0.0
    raw = [rest if need.share is None else need.share for need in needs]
    total = sum(raw)
    shares: dict[str, float] = defaultdict(float)
    for need, share in zip(needs, raw, strict=True):
        if not total:
            shares[need.capability] += 1 / len(needs)
        else:
            shares[need.capability] += share if abs(total - 1) <= TOLERANCE else share / total
    return dict(shares)


def _importances(portfolio: Portfolio, basis: WeightBasis) -> dict[str, float | None]:
    calendar = portfolio.settings.calendar
    asked: dict[str, float | None] = {}
    for name, process in portfolio.maps.items():
        weight: float | None = process.importance
        if weight is not None and basis == "importance-volume":
            weight = weight * process.volume.per_month(calendar) if process.volume else None
        asked[name] = weight
    return asked


def _value(process: ProcessMap, view: View, known: Collection[str]) -> _Valued:
    shown = process.view(view)
    routing = routing_of(shown)
    steps = []
    missing = []
    every = []
    for step in shown.steps:
        needs = [need for need in step.needs if need.capability in known]
        if not needs:
            continue
        shares = need_shares(needs)
        every.append((process.id, step.id, shares))
        if step.value is None:
            missing.append(NotAssessed(process.id, step.id, "value"))
        elif not routing.known:
            missing.append(NotAssessed(process.id, step.id, "probability that a case gets here"))
        else:
            steps.append((step, routing.reach[step.id] * step.value, shares))
    return _Valued(process.id, tuple(steps), tuple(missing), tuple(every))


def _is_unassessed(asked: Mapping[str, float | None], valued: Mapping[str, _Valued]) -> bool:
    """Tell whether nothing weighs because nobody has said a value; a value of 0 is a word, too."""
    with_needs = [name for name, part in valued.items() if part.needs]
    return not any(asked[name] is not None and valued[name].steps for name in with_needs)


def _contributions(valued: _Valued, process_weight: float) -> list[Contribution]:
    total = valued.total
    return [
        Contribution(
            valued.process,
            step.id,
            capability,
            process_weight,
            worth / total,
            share,
            process_weight * worth / total * share,
        )
        for step, worth, shares in valued.steps
        for capability, share in shares.items()
        if process_weight * worth / total * share > NOTHING
    ]


def _left_out(
    asked: Mapping[str, float | None],
    valued: Mapping[str, _Valued],
    counted: Collection[str],
    total: float,
    basis: WeightBasis,
) -> tuple[LeftOut, ...]:
    left = []
    for name, weight in asked.items():
        if name in counted:
            continue
        if weight is None:
            missing = "importance" if basis == "importance" else "importance or volume"
            left.append(LeftOut(name, None, f"{missing} not assessed"))
        else:
            why = (
                "its steps with needs are worth 0"
                if valued[name].steps
                else "no step has value and needs"
            )
            left.append(LeftOut(name, weight / total if total else 0.0, why))
    return tuple(left)
