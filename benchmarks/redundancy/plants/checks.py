"""Approvals, checks and returns: stacked-approval, check-without-effect, knock-out-order, loops."""

from __future__ import annotations

from typing import Any

from benchmarks.redundancy.draft import OUT, Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []

COUNTED = "CRM report 2026-03, n = 4120"

# ------------------------------------------------------------------------------------- stacked-approval


def _approvals(draft: Draft, count: int = 2, **later: Any) -> list[Plain]:
    thing = draft.words.thing()
    first = draft.step(approves=thing, lane=draft.lane())
    more = [draft.step(**{"approves": thing, "lane": draft.lane(), **later}) for _ in range(count - 1)]
    return [first, *more]


@plant("stacked-approval")
def approved_twice(draft: Draft) -> Mark:
    """Two approvals of one object, nothing written between."""
    steps = _approvals(draft)
    draft.put(*steps)
    return draft.mark(*steps)


@plant("stacked-approval")
def approved_by_task_and_decision(draft: Draft) -> Mark:
    """The second approval is a decision that works by itself, and turns some cases away."""
    first, _ = _approvals(draft)
    gone = draft.step("end", lane=first["lane"])
    second = draft.decision(
        {"to": OUT, "share": "90%"},
        {"to": gone["id"], "share": "10%", "rejects": True},
        approves=first["approves"].title(),
        lane=draft.lane(),
        work="10m",
        wait="0m",
    )
    draft.put_surely(first, second)
    draft.map["step"].append(gone)
    return draft.mark(first, second)


@plant("stacked-approval")
def approved_three_times(draft: Draft) -> Mark:
    """Three approvals of one object; work between them writes nothing."""
    steps = _approvals(draft, 3)
    draft.put(steps[0], draft.step(), *steps[1:])
    return draft.mark(*steps)


@plant("stacked-approval")
def approved_by_name(draft: Draft) -> Mark:
    """The stems of the names say approval; their other stems, the object, are equal."""
    thing = draft.words.thing()
    wordings = [f"Approve {thing}", f"Sign off {thing}", f"Release the {thing}", f"Authorise {thing}"]
    names = draft.dice.sample(wordings, 2)
    steps = [draft.step(name=name, lane=draft.lane()) for name in names]
    draft.put(*steps)
    return draft.mark(*steps)


@near_miss("stacked-approval")
def segregated(draft: Draft) -> Mark:
    """Guard: segregation of duties, or a regulation."""
    steps = _approvals(draft, control=draft.dice.choice(("segregation", "regulatory")))
    draft.put(*steps)
    return draft.mark(*steps)


@near_miss("stacked-approval")
def beyond_a_threshold(draft: Draft) -> Mark:
    """Guard: disjoint thresholds: only what is over the limit goes on to the second approval."""
    first, second = _approvals(draft)
    split = draft.decision(
        {"to": second["id"], "when": "over 10,000"}, {"to": OUT, "when": "10,000 or less"}
    )
    draft.put(first, split, second)
    return draft.mark(first, second)


@near_miss("stacked-approval")
def thresholds_on_branches(draft: Draft) -> Mark:
    """Guard: disjoint thresholds on exclusive branches."""
    first, second = _approvals(draft)
    first["next"], second["next"] = [OUT], [OUT]
    low, high = {"to": first["id"], "when": "up to 500"}, {"to": second["id"], "when": "over 500"}
    draft.put(draft.decision(low, high), first, second)
    return draft.mark(first, second)


@near_miss("stacked-approval")
def written_between(draft: Draft) -> Mark:
    """Something is written between the approvals."""
    first, second = _approvals(draft)
    item = draft.words.thing()
    draft.put(first, draft.step(writes=[item]), second, draft.step(reads=[item]))
    return draft.mark(first, second)


@near_miss("stacked-approval")
def other_things_approved(draft: Draft) -> Mark:
    """Different objects are approved."""
    steps = _approvals(draft, approves=draft.words.thing())
    draft.put(*steps)
    return draft.mark(*steps)


# --------------------------------------------------------------------------------- check-without-effect


@plant("check-without-effect")
def decides_nothing(draft: Draft) -> Mark:
    """All branches go to the same step, with no step on any."""
    branches = [{"to": OUT} for _ in range(draft.dice.choice((2, 3)))]
    check = draft.decision(*branches, work="5m", wait="0m")
    draft.put(draft.step(), check)
    return draft.mark(check)


@plant("check-without-effect")
def hardly_ever_otherwise(draft: Draft) -> Mark:
    """One branch takes 0.5 % of the cases, and the decision has a source: the shares are measured."""
    mend = draft.step()
    check = draft.decision({"to": OUT, "share": "99.5%"}, {"to": mend["id"], "share": "0.5%"})
    draft.put(check, mend)
    return draft.mark(check)


@plant("check-without-effect")
def one_of_three_hardly_ever(draft: Draft) -> Mark:
    """One of three branches takes 0.4 % of the cases, measured."""
    one, other, rare = (draft.step(next=[OUT]) for _ in range(3))
    shares = zip((one, other, rare), ("60%", "39.6%", "0.4%"), strict=True)
    check = draft.decision(*({"to": step["id"], "share": share} for step, share in shares))
    draft.put(check, one, other, rare)
    return draft.mark(check)


@near_miss("check-without-effect")
def hardly_ever_by_guess(draft: Draft) -> Mark:
    """Guard: the share is not measured: no source."""
    mend = draft.step()
    check = draft.decision({"to": OUT, "share": "99.5%"}, {"to": mend["id"], "share": "0.5%"})
    del check["source"]
    draft.put(check, mend)
    return draft.mark(check)


@near_miss("check-without-effect")
def sometimes_otherwise(draft: Draft) -> Mark:
    """3 % measured is not under 1 %, and there is a step on one branch."""
    mend = draft.step()
    check = draft.decision({"to": OUT, "share": "97%"}, {"to": mend["id"], "share": "3%"})
    draft.put(check, mend)
    return draft.mark(check)


@near_miss("check-without-effect")
def work_on_each_branch(draft: Draft) -> Mark:
    """Both branches hold a step before they rejoin."""
    one, other = draft.step(next=[OUT]), draft.step(next=[OUT])
    check = draft.decision({"to": one["id"]}, {"to": other["id"]})
    draft.put(check, one, other)
    return draft.mark(check)


# -------------------------------------------------------------------------------------- knock-out-order


def _knock_outs(draft: Draft, costs: tuple[int, int], shares: tuple[int, int], **second: Any) -> Mark:
    """Put two checks by one team, each turning away some cases, and a step of value behind them."""
    lane = draft.lane()
    gone = draft.step("end"), draft.step("end")
    texts = f"{100 - shares[0]}%", f"{shares[0]}%", f"{100 - shares[1]}%", f"{shares[1]}%"
    marked = draft.dice.choice((True, None))
    later = draft.decision(
        {"to": OUT, "share": texts[2]},
        {"to": gone[1]["id"], "share": texts[3], "rejects": marked},
        **{"work": f"{costs[1]}m", "wait": "0m", "lane": lane, "reads": [draft.words.thing()], **second},
    )
    first = draft.decision(
        {"to": later["id"], "share": texts[0]},
        {"to": gone[0]["id"], "share": texts[1], "rejects": marked},
        work=f"{costs[0]}m",
        wait="0m",
        lane=lane,
        reads=[draft.words.thing()],
    )
    after = draft.step(value=5)
    later["next"][0]["to"] = after["id"]
    after["next"] = [OUT]
    writer = draft.step(writes=[*first["reads"], *later["reads"]])
    site = draft.dice.choice(draft.sites())
    draft.put(writer, first, later, after, at=site)
    for end, check in zip(gone, (first, later), strict=True):
        end["lane"] = lane
        place = draft.map["step"].index(check) + 1
        draft.map["step"].insert(place, end)
        draft.touched.add((draft.target, end["id"]))
    return draft.mark(first, later)


@plant("knock-out-order")
def dear_check_first(draft: Draft) -> Mark:
    """30 min / 5 % = 600 per rejection stands before 5 min / 40 % = 12.5; other data, measured shares."""
    return _knock_outs(draft, (30, 5), (5, 40))


@plant("knock-out-order")
def rare_check_first(draft: Draft) -> Mark:
    """10 min / 5 % = 200 per rejection stands before 10 min / 30 % = 33."""
    return _knock_outs(draft, (10, 10), (5, 30))


@near_miss("knock-out-order")
def cheap_check_first(draft: Draft) -> Mark:
    """They are in rising order of cost per rejection."""
    return _knock_outs(draft, (5, 30), (40, 5))


@near_miss("knock-out-order")
def work_between_checks(draft: Draft) -> Mark:
    """The checks are no neighbors: between them a step makes what the second one reads."""
    mark = _knock_outs(draft, (30, 5), (5, 40))
    first, second = _in_order(draft, mark)
    made = draft.words.thing()
    second["reads"] = [made]
    draft.put(draft.step(writes=[made]), at=(first["id"], second["id"]))
    return mark


@near_miss("knock-out-order")
def check_needs_the_other(draft: Draft) -> Mark:
    """Guard: data dependency: the second check reads what the first one writes."""
    mark = _knock_outs(draft, (30, 5), (5, 40))
    first, second = _in_order(draft, mark)
    result = draft.words.thing()
    first["writes"], second["reads"] = [result], [result]
    return mark


@near_miss("knock-out-order")
def shares_missing(draft: Draft) -> Mark:
    """Guard: missing shares."""
    mark = _knock_outs(draft, (30, 5), (5, 40))
    for check in _in_order(draft, mark):
        check.pop("source")
        for way in check["next"]:
            way.pop("share")
    return mark


def _in_order(draft: Draft, mark: Mark) -> list[Plain]:
    names = {step for _, step in mark.steps}
    return [step for step in draft.map["step"] if step["id"] in names]
