"""What findings on value and time must prove."""

from __future__ import annotations

from datetime import date, timedelta

from benchmarks.redundancy.cases import fold
from benchmarks.redundancy.proofs.parts import Checks
from benchmarks.redundancy.times import expected_minutes, minutes_of, own_minutes, visits_of
from benchmarks.redundancy.witness import Claim, proof
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []


@proof("no-value")
def _no_value(claim: Claim) -> Checks:
    step = claim.first
    yield step.get("control") != "regulatory", "a regulator demands it"
    adds = step.get("adds")
    claimed = (adds == "customer" or step.get("value")) and not step.get("benefit")
    unsaid = adds == "business" and not step.get("reason")
    yield bool(adds == "nothing" or claimed or unsaid), "its value is named"


@proof("slow-without-offset")
def _slow_without_offset(claim: Claim) -> Checks:
    step, share = claim.first, claim.numbers["share"]
    yield not step.get("benefit") or step.get("expected") is False, "a benefit is expected"
    yield share >= 0.1, "less than 10 %"
    lead, visits = expected_minutes(claim.of.plain), visits_of(claim.of.plain)
    if lead and visits:
        counted = visits[step["id"]] * own_minutes(claim.of.plain, step)[0] / lead
        yield abs(counted - share) < 0.01, f"it takes {counted:.1%} of the lead time"


@proof("benefit-elsewhere")
def _benefit_elsewhere(claim: Claim) -> Checks:
    name = claim.finding.steps[0]
    benefit = fold(claim.first["benefit"])
    givers = {
        other
        for other, step in claim.of.steps.items()
        if fold(step.get("benefit", "")) == benefit and other != name
    }
    yield "control" not in claim.first, "a control"
    visited = claim.of.visited(name)
    yield (
        bool(visited) and all(givers & visits for visits in visited),
        "not every case gets it elsewhere",
    )


@proof("replaceable")
def _replaceable(claim: Claim) -> Checks:
    without = claim.first["without"]
    yield claim.first.get("disposition") != "discard", "already discarded"
    if isinstance(without, dict) and without.get("capability"):
        have = {each["id"] for each in claim.world.capabilities if each.get("have")}
        yield without["capability"] in have, "nobody has the capability"
    else:
        yield claim.finding.level == "note", "wording alone is a note"


@proof("beaten-by-rival")
def _beaten_by_rival(claim: Claim) -> Checks:
    rival, (ours, whole) = claim.first["rival"], own_minutes(claim.of.plain, claim.first)
    yield bool(rival.get("same_benefit") and rival.get("source")), "not the same, or unsourced"
    yield whole and minutes_of(rival["time"]) <= 0.8 * ours + 1e-9, "not 20 % quicker"
    yield rival["date"] > date.today() - timedelta(days=732), "too old"


@proof("long-wait")
def _long_wait(claim: Claim) -> Checks:
    path = [claim.step(name) for name in claim.finding.witness.path]
    whole = sum(own_minutes(claim.of.plain, step)[0] for step in path)
    touch = sum(own_minutes(claim.of.plain, _at_work(step))[0] for step in path)
    yield whole > 0 and 1 - touch / whole > 0.9, "not over 90 % of the path"
    for name in claim.finding.steps:
        yield claim.of.lane(name).get("kind") != "customer", "waiting for the customer"


def _at_work(step: Plain) -> Plain:
    return {**step, "wait": "0m"}


@proof("needless-sequence")
def _needless_sequence(claim: Claim) -> Checks:
    first, second = claim.finding.steps[:2]
    yield second in claim.of.graph[first], "no neighbors"
    yield claim.step(first).get("lane") != claim.step(second).get("lane"), "the same actor"
    given = claim.of.items(first, "asks", "writes")
    yield not given & claim.of.items(second, "reads", "delivers"), "the second uses what the first gives"
