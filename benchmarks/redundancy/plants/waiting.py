"""Time in which nothing happens, or one thing after the other: long-wait and needless-sequence."""

from __future__ import annotations

from typing import Any

from benchmarks.redundancy.draft import OUT, Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.times import expected_minutes
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []

# --------------------------------------------------------------------------------------------- long-wait


def _lying(draft: Draft, factor: float, kind: str = "task", **fields: Any) -> Plain:
    """Return a step that waits some times as long as a case of the map takes."""
    lead = expected_minutes(draft.map, whole=True)
    draft.require(lead is not None and lead > 0)
    return draft.step(kind, wait=f"{round(factor * (lead or 0.0)) + 60}m", **fields)


@plant("long-wait")
def lies_for_long(draft: Draft) -> Mark:
    """The wait alone is over 95 % of the time of every path; it is the worst."""
    step = _lying(draft, draft.dice.choice((30, 100)))
    draft.put_surely(step)
    return draft.mark(step)


@plant("long-wait")
def waits_for_nobody(draft: Draft) -> Mark:
    """The same with a step that only waits, in a lane of ours, for work of ours."""
    step = _lying(draft, 40, "wait", lane=draft.lane())
    draft.put_surely(step, draft.step(lane=step["lane"]))
    return draft.mark(step)


@plant("long-wait")
def lies_here_and_there(draft: Draft) -> Mark:
    """Three waits make up over 95 % of every path."""
    steps = [_lying(draft, factor) for factor in (12, 15, 18)]
    draft.put_surely(steps[0], draft.step(), *steps[1:])
    return draft.mark(*steps)


def _mostly_at_work(draft: Draft) -> None:
    """Only maps that do not wait over 90 % of the time by themselves can show the guards."""
    draft.require(expected_minutes(draft.map, whole=True) is not None)
    work = {
        **draft.map,
        "step": [_without_wait(step) for step in draft.map["step"]],
        "default_wait": "0m",
    }
    whole, touch = expected_minutes(draft.map), expected_minutes(work)
    draft.require(bool(whole and touch and touch > 0.2 * whole))


def _without_wait(step: Plain) -> Plain:
    return {**step, "wait": "0m"} if "wait" in step else step


@near_miss("long-wait")
def waits_for_the_customer(draft: Draft) -> Mark:
    """Guard: waiting for the customer: the wait stands in the customer's lane."""
    _mostly_at_work(draft)
    step = _lying(draft, 40, "wait", lane=draft.lane("customer"))
    draft.put_surely(step)
    return draft.mark(step)


@near_miss("long-wait")
def cools_off_by_law(draft: Draft) -> Mark:
    """Guard: cooling-off law."""
    _mostly_at_work(draft)
    law = draft.dice.choice(({"tags": ["legal"]}, {"control": "regulatory"}))
    step = _lying(draft, 40, "wait", reason="cooling-off, BGB section 355", **law)
    draft.put_surely(step)
    return draft.mark(step)


@near_miss("long-wait")
def waits_and_works(draft: Draft) -> Mark:
    """The step works half as long as it waits: waiting is below 90 % on every path."""
    _mostly_at_work(draft)
    step = _lying(draft, 40)
    step["work"] = f"{int(step['wait'].rstrip('m')) // 2}m"
    draft.put_surely(step)
    return draft.mark(step)


# ------------------------------------------------------------------------------------- needless-sequence


def _strangers(draft: Draft) -> tuple[Plain, Plain]:
    """Return two steps that have nothing in common, and say so."""
    one, made, other = (draft.words.thing() for _ in range(3))
    return draft.step(work="20m", reads=[one], writes=[made]), draft.step(work="30m", reads=[other])


def _neighbors(draft: Draft, first: Plain, second: Plain) -> Mark:
    """Put two neighbors between steps of their own teams, with which each shares its actor."""
    first.setdefault("lane", draft.lane())
    second.setdefault("lane", draft.lane())
    draft.put_surely(draft.step(lane=first["lane"]), first, second, draft.step(lane=second["lane"]))
    return draft.mark(first, second)


@plant("needless-sequence")
def could_run_side_by_side(draft: Draft) -> Mark:
    """Two neighbors that every case passes, by two teams, with items of their own and no control."""
    return _neighbors(draft, *_strangers(draft))


@plant("needless-sequence")
def could_run_side_by_side_with_data(draft: Draft) -> Mark:
    """The same where what either writes is read much later."""
    first, second = _strangers(draft)
    second["writes"] = [draft.words.thing()]
    _neighbors(draft, first, second)
    reader = draft.step(reads=[*first["writes"], *second["writes"]])
    draft.put(reader, at=draft.last_site())
    return draft.mark(first, second, implied=frozenset({draft.place(reader)}))


@near_miss("needless-sequence")
def one_person_does_both(draft: Draft) -> Mark:
    """Guard: one person does both."""
    first, second = _strangers(draft)
    first["lane"] = second["lane"] = draft.lane()
    return _neighbors(draft, first, second)


@near_miss("needless-sequence")
def uses_the_result(draft: Draft) -> Mark:
    """They share data: the second reads what the first writes."""
    first, second = _strangers(draft)
    second["reads"] = first["writes"]
    return _neighbors(draft, first, second)


@near_miss("needless-sequence")
def knocks_out_first(draft: Draft) -> Mark:
    """Guard: the first is a knock-out."""
    second = draft.step(work="30m", lane=draft.lane(), reads=[draft.words.thing()], next=[OUT])
    gone = draft.step("end")
    lane = draft.lane()
    first = draft.decision(
        {"to": second["id"], "share": "70%"},
        {"to": gone["id"], "share": "30%", "rejects": True},
        work="20m",
        wait="0m",
        lane=lane,
        reads=[draft.words.thing()],
    )
    draft.put_surely(draft.step(lane=lane), first, second)
    gone["lane"] = lane
    draft.map["step"].append(gone)
    draft.touched.add((draft.target, gone["id"]))
    return draft.mark(first, second)


@near_miss("needless-sequence")
def both_under_control(draft: Draft) -> Mark:
    """They share a control."""
    first, second = _strangers(draft)
    first["control"] = second["control"] = "regulatory"
    return _neighbors(draft, first, second)


@near_miss("needless-sequence")
def beside_longer_work(draft: Draft) -> Mark:
    """Not on the critical path: the branch beside them takes longer."""
    first, second = _strangers(draft)
    first["lane"], second["lane"] = draft.lane(), draft.lane()
    beside, join = draft.step(work="8h"), draft.step("join")
    first["next"], second["next"], beside["next"] = [second["id"]], [join["id"]], [join["id"]]
    draft.put_surely(
        draft.step("parallel", next=[first["id"], beside["id"]]), first, second, beside, join
    )
    return draft.mark(first, second)
