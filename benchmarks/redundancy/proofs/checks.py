"""What findings on checks and returns must prove."""

from __future__ import annotations

from itertools import pairwise

from benchmarks.redundancy.cases import Look, fold
from benchmarks.redundancy.proofs.parts import NEAR, Checks, between
from benchmarks.redundancy.times import own_minutes, shares_of
from benchmarks.redundancy.witness import Claim, proof
from benchmarks.redundancy.worlds import Plain, ways

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
    yield not claim.of.items(first["id"], "writes") & claim.of.items(second["id"], "reads"), "dependent"
    row = claim.finding.steps
    passing = [dict(shares_of(claim.step(name))).get(after) for name, after in pairwise(row)]
    yield None not in passing, "they are no neighbors"
    costs = [
        own_minutes(claim.of.plain, _touched(claim.step(name)))[0] / (1 - share)
        for name, share in zip(row, passing, strict=False)
        if share is not None and share < 1
    ]
    last = claim.step(row[-1])
    rejected = [
        share for (_, share), way in zip(shares_of(last), ways(last), strict=True) if way.get("rejects")
    ]
    if sum(rejected):
        costs.append(own_minutes(claim.of.plain, _touched(last))[0] / sum(rejected))
    priced = len({claim.step(name).get("lane") for name in row}) > 1 or len(costs) < len(row)
    yield priced or costs != sorted(costs), "they are in rising order"


def _touched(step: Plain) -> Plain:
    return {**step, "wait": "0m"}


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
