"""What findings on checks and returns must prove."""

from __future__ import annotations

from benchmarks.redundancy.cases import Look, fold
from benchmarks.redundancy.proofs.parts import NEAR, Checks, between
from benchmarks.redundancy.times import shares_of
from benchmarks.redundancy.witness import Claim, proof
from benchmarks.redundancy.worlds import ways

__all__: list[str] = []


@proof("stacked-approval")
def _stacked_approval(claim: Claim) -> Checks:
    steps = claim.finding.steps
    yield len(steps) > 1, "one approval"
    yield not any("control" in claim.step(name) for name in steps), "one is a control"
    yield bool(claim.of.visited(*steps)), "no case meets them all"
    for name in between(claim.finding.witness.path, steps[0], steps[-1]):
        wrote = name not in steps and claim.of.items(name, "writes")
        yield not wrote, f"{name} writes something in between"


@proof("check-without-effect")
def _check_without_effect(claim: Claim) -> Checks:
    step = claim.first
    yield step.get("kind") in ("decision", "inclusive"), "no decision"
    ends = {_behind_gateways(claim.of, way["to"]) for way in ways(step)}
    rare = bool(step.get("source")) and any(share < 0.01 for _, share in shares_of(step))
    yield len(ends) == 1 or rare, "its branches differ"


def _behind_gateways(look: Look, name: str) -> str:
    seen = set()
    while name not in seen and look.steps[name].get("kind") in (
        "decision",
        "join",
        "parallel",
        "inclusive",
    ):
        seen.add(name)
        if len({*look.graph[name]}) != 1:
            break
        name = look.graph[name][0]
    return name


@proof("knock-out-order")
def _knock_out_order(claim: Claim) -> Checks:
    first, second = (claim.step(name) for name in claim.finding.steps[:2])
    yield all(step.get("source") for step in (first, second)), "shares not measured"
    yield not claim.of.items(first["id"], "writes") & claim.of.items(second["id"], "reads"), "dependent"


@proof("ping-pong")
def _ping_pong(claim: Claim) -> Checks:
    out, *away, back = claim.finding.steps
    lanes = [claim.step(name).get("lane") for name in (out, *away, back)]
    yield (
        lanes[0] == lanes[-1] and len({*lanes[1:-1]}) == 1 and lanes[1] != lanes[0],
        "not there and back",
    )
    brought = {item for name in away for item in claim.of.items(name, "asks", "writes")}
    read = {fold(item) for item in claim.step(back).get("reads", ())}
    yield bool(read) and not read & brought, "the other team brings something"


@proof("rework-loop")
def _rework_loop(claim: Claim) -> Checks:
    (name,) = claim.finding.steps
    path = claim.finding.witness.path
    yield claim.first.get("kind") == "decision", "no check"
    yield len(set(path)) < len(path), "the path does not come back"
    yield claim.numbers["passes"] >= 1.2, "fewer than 1.2 passes"
    counts = [sum(visit == name for visit, _ in run) for run in claim.of.runs]
    met = [count for count in counts if count]
    yield bool(met) and sum(met) / len(met) > 1.2 - NEAR, "cases do not pass it that often"
