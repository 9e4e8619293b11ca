"""What findings of the same work must prove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from benchmarks.redundancy.cases import Look
from benchmarks.redundancy.proofs.parts import Checks, alike, between, same, wording
from benchmarks.redundancy.witness import Claim, proof
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []


@proof("duplicate-step")
def _duplicate_step(claim: Claim) -> Checks:
    first, again = claim.finding.steps
    yield same(claim, claim.step(first), claim.step(again)), "the names differ"
    yield not any("control" in claim.step(each) for each in (first, again)), "one is a control"
    past = claim.of.arrivals(again)
    yield bool(past) and all(first in before for before in past), "the first is not always before"
    for name in between(claim.finding.witness.path, first, again):
        yield not claim.items & claim.of.items(name, "writes"), f"{name} changes what it is about"


@proof("hoistable-twin")
def _hoistable_twin(claim: Claim) -> Checks:
    twins = [
        name for name in claim.finding.steps if alike(claim.step(name)["name"], _twin(claim)["name"])
    ]
    yield len(twins) > 1, "no twins"
    yield len({claim.step(name).get("lane") for name in twins}) == 1, "different actors"
    yield len({frozenset(claim.of.items(name, "reads")) for name in twins}) == 1, "different data"
    begin = any(len(to) > 1 and {*to} == {*twins} for to in claim.of.graph.values())
    targets = {frozenset(claim.of.graph[name]) for name in twins}
    yield begin or len(targets) == 1, "they neither begin nor end all branches"


def _twin(claim: Claim) -> Plain:
    return claim.step(claim.finding.steps[-1])


@proof("exact-clone")
def _exact_clone(claim: Claim) -> Checks:
    steps = claim.finding.steps
    yield len(steps) >= 2, "less than two steps"
    everywhere = Counter(edge for look in claim.looks for edge in _worded_flows(look, look.graph))
    inside = [name for name in steps if "#" not in name]
    alone = [edge for edge in _worded_flows(claim.of, inside) if everywhere[edge] < 2]
    yield bool(claim.world.answers.get("same")) or not alone, f"no other place has {alone}"


def _worded_flows(look: Look, names: Iterable[str]) -> list[tuple[frozenset[str], frozenset[str]]]:
    inside = [*names]
    return [
        (wording(look.steps[name]["name"]), wording(look.steps[target]["name"]))
        for name in inside
        for target in look.graph[name]
        if target in inside
    ]


@proof("near-clone")
def _near_clone(claim: Claim) -> Checks:
    yield len(claim.finding.steps) >= 3, "less than three steps"
    yield claim.numbers.get("distance", 0) <= 0.4 + 1e-9, "too far apart"


@proof("parallel-silo")
def _parallel_silo(claim: Claim) -> Checks:
    placed = [claim.place(place) for place in (*claim.finding.steps, *claim.finding.witness.path)]
    departments = {look.lane(name).get("department") for look, name in placed}
    yield len(departments) > 1, "one department"
    yield len({id(look) for look, _ in placed}) > 1, "one map"
