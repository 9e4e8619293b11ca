"""Scenarios of the fit: other gates, and what a scenario changes against today."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from procfit.fit.assess import Fit
from procfit.model import sayings
from procfit.model.capability import Capability
from procfit.model.errors import UsageError
from procfit.model.faults import did_you_mean

__all__ = ["Compared", "compared", "with_gates"]

CLEAR = 0.05
"""How far a probability must move to be told."""


@dataclass(frozen=True)
class Compared:
    """One scenario beside today.

    Attributes
    ----------
    name, note
        Of the scenario; today has neither.
    fit
        Its fit; None where it cannot be run.
    differs
        What differs from today, in words.
    error
        Why it cannot be run.
    """

    name: str
    note: str
    fit: Fit | None
    differs: tuple[str, ...] = ()
    error: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the scenario as other programs read it."""
        document: dict[str, Any] = {"scenario": self.name or None, "note": self.note}
        if self.fit is None:
            return {**document, "error": self.error}
        whole = self.fit.to_dict()
        kept = ("ranking", "decided", "why", "flip", "weights_rest_on")
        leader = self.fit.verdict.leader
        shown = {key: whole[key] for key in kept}
        return {**document, "leader": leader, **shown, "differs": list(self.differs)}


def with_gates(
    capabilities: Mapping[str, Capability], relax: Collection[str], must: Collection[str]
) -> dict[str, Capability]:
    """Return the capabilities with some gates relaxed and others added.

    Raises
    ------
    UsageError
        When a capability is not known, or one to relax is no gate.
    """
    for name in (*relax, *must):
        if name not in capabilities:
            hint = did_you_mean(name, list(capabilities)) or "see processes/capabilities.toml"
            raise UsageError(f'there is no capability "{name}"', hint)
    for name in relax:
        if not capabilities[name].must:
            gates = ", ".join(each.id for each in capabilities.values() if each.must)
            raise UsageError(
                f'"{name}" is no gate, so it cannot be relaxed', f"gates: {gates or 'none'}"
            )
    return {
        name: replace(own, must=(own.must or name in must) and name not in relax)
        for name, own in capabilities.items()
    }


def compared(name: str, note: str, today: Fit, other: Fit) -> Compared:
    """Return a scenario beside today, with what differs in words."""
    return Compared(name, note, other, tuple(_differences(today, other)))


def _differences(today: Fit, other: Fit) -> Iterator[str]:
    before, after = today.verdict, other.verdict
    if before.leader != after.leader:
        yield f"{after.leader or 'nobody'} leads instead of {before.leader or 'nobody'}"
    if before.decided != after.decided:
        yield "decided" if after.decided else f"no longer decided: {after.why}"
    yield from _gates(today, other)
    yield from _first(today, other)
    yield from _scores(today, other)


def _gates(today: Fit, other: Fit) -> Iterator[str]:
    for vendor in today.gates:
        if vendor not in other.gates:
            yield f"{vendor} is left out"
        elif today.gate(vendor) != other.gate(vendor):
            yield f"gates of {vendor}: {other.gate(vendor)} instead of {today.gate(vendor)}"


def _first(today: Fit, other: Fit) -> Iterator[str]:
    moved = []
    for vendor in other.gates:
        one, two = today.chances.first(vendor), other.chances.first(vendor)
        if two is not None and abs(two - (one or 0.0)) >= CLEAR:
            moved.append(f"{vendor} {sayings.chance(one)} → {sayings.chance(two)}")
    if moved:
        yield f"P(first): {', '.join(moved)}"


def _scores(today: Fit, other: Fit) -> Iterator[str]:
    old = {place.vendor: f"{place.score.mid:.2f}" for place in today.standings}
    new = {place.vendor: f"{place.score.mid:.2f}" for place in other.standings}
    moved = [
        f"{name} {old[name]} → {new[name]}" for name in old if new.get(name, old[name]) != old[name]
    ]
    if moved:
        yield f"scores: {', '.join(moved)}"
