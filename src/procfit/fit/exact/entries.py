"""How sure the order is, as a document of plain lists and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import combinations
from math import isfinite
from typing import TYPE_CHECKING, Any

from procfit.fit.exact.cells import DecidingCell
from procfit.fit.exact.moves import pair_distances
from procfit.fit.exact.settling import Outcome
from procfit.fit.exact.steady import StableWeight, stable_capabilities, stable_processes

if TYPE_CHECKING:
    from procfit.fit.assess import Fit

__all__ = ["cell_entry", "sureness"]


def sureness(fit: Fit) -> dict[str, Any]:
    """Return what it takes to change the order: weights, answers and gates."""
    together = fit.settling.together(fit) if fit.settling else None
    return {
        "flips": _flips(fit),
        "stability": _stable("capability", stable_capabilities(fit)),
        "process_stability": _stable("process", stable_processes(fit)),
        "if_all_turn_out_against": _outcome(together),
        "to_prove": _to_prove(fit),
    }


def cell_entry(fit: Fit, cell: DecidingCell) -> dict[str, Any]:
    """Return what a deciding cell is worth knowing, and what the verdict becomes either way."""
    worth = cell.worth
    entry: dict[str, Any] = {
        "value_of_information": worth.value if worth else None,
        "chance_to_change_leader": worth.chance if worth else None,
        "doubt": worth.doubt if worth else None,
        "if_worst": None,
        "if_best": None,
        "outcomes": [],
    }
    if fit.settling is None:
        return entry
    if cell.why == "score":
        worst, best = fit.settling.at_ends(fit, cell)
        return {**entry, "if_worst": _outcome(worst), "if_best": _outcome(best)}
    by_code = fit.settling.by_code(fit, cell)
    return {
        **entry,
        "if_worst": _outcome(by_code[-1] if by_code else None),
        "if_best": _outcome(by_code[0] if by_code else None),
        "outcomes": [asdict(outcome) for outcome in by_code],
    }


def _outcome(outcome: Outcome | None) -> dict[str, Any] | None:
    return asdict(outcome) if outcome else None


def _stable(noun: str, weights: Iterable[StableWeight]) -> list[dict[str, Any]]:
    return [
        {
            noun: own.name,
            "weight": own.weight,
            "from": own.lowest,
            "to": own.highest,
            "then": {"below": own.below, "above": own.above},
        }
        for own in weights
    ]


def _flips(fit: Fit) -> list[dict[str, Any]]:
    """Return for each two vendors the share of the weight that would tie them, the better one first."""
    race = fit.race
    if not race.capabilities:
        return []
    distances = pair_distances(race.weights, race.mid)
    row = {name: number for number, name in enumerate(race.vendors)}
    running = [place.vendor for place in fit.standings if place.rank is not None]
    return [
        {
            "better": better,
            "vendor": other,
            "distance": float(distance) if isfinite(distance) else None,
        }
        for better, other in combinations(running, 2)
        for distance in [distances[row[better], row[other]]]
    ]


def _to_prove(fit: Fit) -> dict[str, Any] | None:
    """Return the fewest gates that the leader must pass to be proven: all that are open."""
    leader = fit.verdict.leader
    if leader is None or fit.gate(leader) != "unproven":
        return None
    gates = [gate.capability for gate in fit.gates[leader] if gate.status == "unproven"]
    shown = fit.settling.if_proven(fit) if fit.settling else None
    return {"vendor": leader, "gates": gates, "if_shown": _outcome(shown)}
