"""What the witness of each rule must prove; see `benchmarks.redundancy.witness`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.redundancy.cases import Look, fold
from benchmarks.redundancy.times import expected_minutes, minutes_of, own_minutes, shares_of, visits_of
from benchmarks.redundancy.witness import Claim, proof
from benchmarks.redundancy.worlds import Plain, ways

__all__: list[str] = []

Checks = Iterator[tuple[bool, str]]

NEAR = 0.12
"""How far a share counted over a few hundred cases may lie from the true one."""

SMALL = ("the", "a", "an", "of", "and", "for", "to", "in", "with")


def alike(a: str, b: str) -> bool:
    """Tell whether two wordings have the same words up to their endings, whatever their order."""
    one, other = (
        {word[:4] for word in fold(text).replace(":", " ").split() if word not in SMALL}
        for text in (a, b)
    )
    return one == other


def _same(claim: Claim, a: Plain, b: Plain) -> bool:
    answered = claim.world.answers.get("same", ())
    names = {fold(a["name"]), fold(b["name"])}
    return alike(a["name"], b["name"]) or any({fold(s["a"]), fold(s["b"])} == names for s in answered)


def _between(path: tuple[str, ...], first: str, last: str) -> tuple[str, ...]:
    begin = path.index(first)
    return path[begin + 1 : path.index(last, begin + 1)]


# ------------------------------------------------------------------------------------------- what is known


@proof("repeat-ask")
def _repeat_ask(claim: Claim) -> Checks:
    (name,) = claim.finding.steps
    of, step, share = claim.of, claim.first, claim.numbers["share"]
    yield claim.items <= of.items(name, "asks"), "it does not ask for the items"
    yield not ({"verify", "consent"} & {*step.get("tags", ())} or "control" in step), "it verifies"
    past = of.arrivals(name)
    for item in claim.items:
        known = [
            any(item in of.items(each, "asks", "writes") for each in before if each != name)
            for before in past
        ]
        yield any(known), f"{item} is never known there"
        counted = sum(known) / len(known)
        yield counted == 1 if share == 1 else counted > share - NEAR, f"{item} known in {counted:.0%}"


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
        customer = claim.of.plain.get("customer", "")
        there = any(
            fold(look.plain.get("customer", "")) == fold(customer)
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
        fold(claim.step(each).get("system", claim.of.lane(each).get("id", ""))) for each in (first, last)
    }
    yield len(systems) == 2, "they write into one system"
    for name in _between(claim.finding.witness.path, first, last):
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


# ------------------------------------------------------------------------------------------ the same work


@proof("duplicate-step")
def _duplicate_step(claim: Claim) -> Checks:
    first, again = claim.finding.steps
    yield _same(claim, claim.step(first), claim.step(again)), "the names differ"
    yield not any("control" in claim.step(each) for each in (first, again)), "one is a control"
    past = claim.of.arrivals(again)
    yield bool(past) and all(first in before for before in past), "the first is not always before"
    for name in _between(claim.finding.witness.path, first, again):
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
    names = Counter(fold(claim.step(place)["name"]) for place in claim.finding.steps)
    everywhere = Counter(fold(step["name"]) for look in claim.looks for step in look.steps.values())
    yield len(claim.finding.steps) >= 2, "less than two steps"
    worded = sum(everywhere[name] > names[name] or names[name] > 1 for name in names)
    answered = bool(claim.world.answers.get("same"))
    yield answered or worded >= len(names) / 2, "the steps stand in one place only"


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


# ------------------------------------------------------------------------------------------ value and time


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


# --------------------------------------------------------------------------------------- checks and loops


@proof("stacked-approval")
def _stacked_approval(claim: Claim) -> Checks:
    steps = claim.finding.steps
    yield len(steps) > 1, "one approval"
    yield not any("control" in claim.step(name) for name in steps), "one is a control"
    yield bool(claim.of.visited(*steps)), "no case meets them all"
    for name in _between(claim.finding.witness.path, steps[0], steps[-1]):
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


# ------------------------------------------------------------------------------------------- the customer


@proof("too-many-faces")
def _too_many_faces(claim: Claim) -> Checks:
    met = {claim.step(name).get("lane") for name in claim.finding.steps if claim.of.is_contact(name)}
    yield len(met) > 3, "not more than three faces"
    yield bool(claim.of.visited(*claim.finding.steps)), "no case meets them all"


@proof("silo-crossings")
def _silo_crossings(claim: Claim) -> Checks:
    departments = {claim.of.lane(name).get("department") for name in claim.of.steps}
    yield len(departments) > 1, "one department"
    yield len(claim.world.maps) >= 5, "fewer than five maps"


@proof("split-contact")
def _split_contact(claim: Claim) -> Checks:
    first, second = claim.finding.steps[0], claim.finding.steps[-1]
    yield claim.of.is_contact(first) and claim.of.is_contact(second), "no contact"
    between = _between(claim.finding.witness.path, first, second)
    read = {fold(item) for item in claim.step(second).get("reads", ())}
    for name in between:
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
