"""What findings on the customer's contacts must prove."""

from __future__ import annotations

import math
from itertools import pairwise

from benchmarks.redundancy.cases import Look, fold
from benchmarks.redundancy.proofs.parts import Checks, between
from benchmarks.redundancy.witness import Claim, proof

__all__: list[str] = []


@proof("too-many-faces")
def _too_many_faces(claim: Claim) -> Checks:
    met = {claim.step(name).get("lane") for name in claim.finding.steps if claim.of.is_contact(name)}
    yield len(met) > 3, "not more than three faces"
    yield bool(claim.of.visited(*claim.finding.steps)), "no case meets them all"


@proof("silo-crossings")
def _silo_crossings(claim: Claim) -> Checks:
    rates = sorted(_crossings(look) for look in claim.looks)
    yield len(rates) >= 5, "fewer than five maps"
    usual = rates[math.ceil(0.75 * len(rates)) - 1]
    mine = _crossings(claim.of)
    yield mine > 0.85 * usual, f"{mine:.3f} changes per step, {usual:.3f} at the 75th percentile"


def _crossings(look: Look) -> float:
    """Return the department changes per step at work in an average case, parallel work in some order."""
    changes = visits = 0
    for run in look.runs:
        at_work = [name for name, _ in run if _department(look, name)]
        visits += len(at_work)
        changes += sum(
            _department(look, one) != _department(look, other)
            for one, other in pairwise(at_work)
            if not _is_kept_apart(look, one) and not _is_kept_apart(look, other)
        )
    return changes / visits if visits else 0.0


def _department(look: Look, name: str) -> str:
    works = look.steps[name].get("kind", "task") in ("task", "decision", "call")
    return str(look.lane(name).get("department", "")) if works else ""


def _is_kept_apart(look: Look, name: str) -> bool:
    step = look.steps[name]
    return "control" in step or "legal" in step.get("tags", ())


@proof("split-contact")
def _split_contact(claim: Claim) -> Checks:
    first, second = claim.finding.steps[0], claim.finding.steps[-1]
    yield claim.of.is_contact(first) and claim.of.is_contact(second), "no contact"
    path = between(claim.finding.witness.path, first, second)
    read = {fold(item) for item in claim.step(second).get("reads", ())}
    for name in path:
        yield not read & claim.of.items(name, "writes"), f"the second contact needs what {name} writes"
        yield claim.of.lane(name).get("kind") != "customer", "the customer acts in between"


@proof("context-break")
def _context_break(claim: Claim) -> Checks:
    first, second = claim.finding.steps[0], claim.finding.steps[-1]
    one, other = claim.step(first), claim.step(second)
    changed = any(one.get(field) != other.get(field) for field in ("channel", "system"))
    yield changed, "neither channel nor system changes"
    given = claim.of.items(first, "asks", "writes")
    yield not given & {fold(item) for item in other.get("reads", ())}, "an item crosses"


@proof("silent-end")
def _silent_end(claim: Claim) -> Checks:
    name = claim.finding.steps[0]
    acts = claim.first.get("asks") or claim.of.lane(name).get("kind") == "customer"
    yield bool(acts), "no action of the customer"
    yield "opt-out" not in claim.first.get("tags", ()), "an opt-out"
    for later in claim.of.after(name):
        met = sorted(each for each in later if claim.of.is_contact(each))
        yield not met, f"the customer is met again at {met}"
