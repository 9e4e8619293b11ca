"""What findings on information must prove."""

from __future__ import annotations

from benchmarks.redundancy.cases import Look, fold
from benchmarks.redundancy.proofs.parts import NEAR, Checks, between
from benchmarks.redundancy.witness import Claim, proof

__all__: list[str] = []

FEW = 40
"""From how many cases a share can be counted."""


@proof("repeat-ask")
def _repeat_ask(claim: Claim) -> Checks:
    (name,) = claim.finding.steps
    of, step, share = claim.of, claim.first, claim.numbers["share"]
    yield claim.items <= of.items(name, "asks"), "it does not ask for the items"
    yield not ({"verify", "consent"} & {*step.get("tags", ())} or "control" in step), "it verifies"
    for item in claim.items:
        known = [_is_known(of, item, name, past) for past in of.arrivals(name)]
        yield all(known) if share == 1 else any(known), f"{item} is not known there"
        counted = [_is_known(of, item, name, past) for past in of.arrivals(name, even=False)]
        rare = len(counted) < FEW or sum(counted) / len(counted) > share - NEAR
        yield rare, f"{item} is known in {sum(counted)} of {len(counted)} cases"


def _is_known(look: Look, item: str, name: str, past: frozenset[str]) -> bool:
    return any(item in look.items(each, "asks", "writes") for each in past if each != name)


@proof("ask-what-we-hold")
def _ask_what_we_hold(claim: Claim) -> Checks:
    name = claim.finding.steps[0]
    yield claim.items <= claim.of.items(name, "asks"), "it does not ask for the items"
    for item in claim.items:
        held = any(
            fold(key) == item and known.get("held_in") for key, known in claim.world.items.items()
        )
        writers = [
            (look, each) for look in claim.looks for each in look.steps if _keeps(look, each, item)
        ]
        here = any(
            all(each in past for past in claim.of.arrivals(name))
            for look, each in writers
            if look is claim.of
        )
        customer = str(claim.of.plain.get("customer"))
        there = any(
            fold(str(look.plain.get("customer"))) == fold(customer)
            for look, _ in writers
            if look is not claim.of
        )
        yield held or here or there, f"no system holds {item}"


def _keeps(look: Look, name: str, item: str) -> bool:
    step = look.steps[name]
    system = step.get("system") or look.lane(name).get("kind") == "system"
    return bool(system) and item in {fold(each) for each in step.get("writes", ())}


@proof("re-key")
def _re_key(claim: Claim) -> Checks:
    first, last = claim.finding.steps[0], claim.finding.steps[-1]
    for item in claim.items:
        yield (
            all(item in claim.of.items(each, "writes") for each in (first, last)),
            f"{item} not written",
        )
    systems = {
        fold(str(claim.step(each).get("system") or claim.of.lane(each).get("name")))
        for each in (first, last)
    }
    yield len(systems) == 2, "they write into one system"
    for name in between(claim.finding.witness.path, first, last):
        tagged = "transfer" in claim.step(name).get("tags", ())
        carries = tagged or claim.of.lane(name).get("kind") == "system"
        yield not (carries and claim.items & claim.of.items(name, "reads")), f"{name} carries it over"


@proof("dead-output")
def _dead_output(claim: Claim) -> Checks:
    (name,) = claim.finding.steps
    yield claim.items <= {fold(item) for item in claim.first.get("writes", ())}, "it does not write them"
    yield not {"archive", "legal"} & {*claim.first.get("tags", ())}, "it is kept on purpose"
    for item in claim.items:
        yield (
            not claim.users(item, "reads", "delivers"),
            f"{item} is used by {claim.of.steps[name]['name']}",
        )
