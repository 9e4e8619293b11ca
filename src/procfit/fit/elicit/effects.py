"""What taking a judgment would change, before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import floor, fsum

from procfit.fit.elicit.eliciting import Elicited, reason_of
from procfit.fit.elicit.importances import importances
from procfit.fit.weights import Weights, weigh
from procfit.model.capability import Capability
from procfit.model.errors import InputError
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap
from procfit.model.vendor import Evaluation

__all__ = ["Change", "Effects", "effects"]

UNITS = 1_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """One judged item: its share among them, and what it has from the maps, now, and then.

    For capabilities the figures are weights, for processes importances; None is not assessed.
    """

    item: str
    share: float
    from_maps: float | None
    now: float | None
    then: float


@dataclass(frozen=True)
class Effects:
    """What a judgment would change: item by item, and in the weights of all capabilities.

    `capabilities` and `maps` hold what would be stored; `asked` how the importances were asked so far.
    """

    elicited: Elicited
    changes: tuple[Change, ...]
    before: Weights
    after: Weights
    capabilities: Mapping[str, Capability]
    maps: Mapping[str, ProcessMap]
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def moved(self) -> float:
        """The share of all weight that moves from one capability to another."""
        names = {*self.before.shares, *self.after.shares}
        before, after = self.before.shares, self.after.shares
        return fsum(abs(after.get(name, 0.0) - before.get(name, 0.0)) for name in names) / 2


def effects(elicited: Elicited, portfolio: Portfolio, evaluation: Evaluation) -> Effects:
    """Return what taking a judgment would change.

    Raises
    ------
    InputError
        When what was judged has no weight together, so that a share must be given, or when all overrides
        together would be more than 1.
    """
    before = weigh(portfolio, evaluation)
    if elicited.judgment.about == "processes":
        maps = _with_importances(elicited, portfolio)
        changed = replace(portfolio, maps={**portfolio.maps, **maps})
        changes = _process_changes(elicited, portfolio, maps)
        asked = {name: portfolio.maps[name].importance_source for name in maps}
        return Effects(elicited, changes, before, weigh(changed, evaluation), {}, maps, asked)
    capabilities = _with_weights(elicited, portfolio, before)
    changed = replace(portfolio, capabilities={**portfolio.capabilities, **capabilities})
    changes = _capability_changes(elicited, portfolio, evaluation, capabilities, before)
    return Effects(elicited, changes, before, weigh(changed, evaluation), capabilities, {})


def _with_weights(elicited: Elicited, portfolio: Portfolio, before: Weights) -> dict[str, Capability]:
    judgment = elicited.judgment
    held = fsum(before.shares.get(name, 0.0) for name in elicited.shares)
    whole = held if judgment.share is None else judgment.share
    if not whole:
        raise InputError(
            "what was judged has no weight in the maps", 'say what it holds together: share = "20%"'
        )
    reason = reason_of(judgment)
    return {
        name: replace(portfolio.capabilities[name], weight=weight, reason=reason)
        for name, weight in _written(elicited.shares, whole).items()
    }


def _written(shares: Mapping[str, float], whole: float) -> dict[str, float]:
    """Return weights in six decimals, as a person would read them, that keep their sum."""
    units = {name: floor(share * whole * UNITS) for name, share in shares.items()}
    rest = {name: share * whole * UNITS - units[name] for name, share in shares.items()}
    missing = round(whole * UNITS) - sum(units.values())
    for name in sorted(rest, key=lambda name: -rest[name])[:missing]:
        units[name] += 1
    return {name: count / UNITS for name, count in units.items()}


def _capability_changes(
    elicited: Elicited,
    portfolio: Portfolio,
    evaluation: Evaluation,
    chosen: Mapping[str, Capability],
    before: Weights,
) -> tuple[Change, ...]:
    bare = {name: replace(each, weight=None) for name, each in portfolio.capabilities.items()}
    maps = weigh(replace(portfolio, capabilities=bare), evaluation).shares
    return tuple(
        Change(name, share, maps.get(name), before.shares.get(name), chosen[name].weight or 0.0)
        for name, share in elicited.shares.items()
    )


def _with_importances(elicited: Elicited, portfolio: Portfolio) -> dict[str, ProcessMap]:
    judged = {name: portfolio.maps[name].importance for name in elicited.shares}
    others = [each for name, each in portfolio.maps.items() if name not in judged and each.importance]
    known = [importance for importance in judged.values() if importance is not None]
    keeps = others and len(known) == len(judged)
    found = importances(elicited.shares, sum(known) if keeps else None)
    return {
        name: _judged_map(portfolio.maps[name], importance, reason_of(elicited.judgment))
        for name, importance in found.items()
    }


def _judged_map(process: ProcessMap, importance: int, source: str) -> ProcessMap:
    """Return a map with an importance that was judged; what was asked before stays readable."""
    if process.importance_source.startswith(source):
        source = process.importance_source
    elif process.importance_source:
        source = f"{source}; before: {process.importance}, {process.importance_source}"
    return replace(process, importance=importance, importance_source=source)


def _process_changes(
    elicited: Elicited, portfolio: Portfolio, maps: Mapping[str, ProcessMap]
) -> tuple[Change, ...]:
    return tuple(
        Change(
            name,
            share,
            portfolio.maps[name].importance,
            portfolio.maps[name].importance,
            maps[name].importance or 0,
        )
        for name, share in elicited.shares.items()
    )
