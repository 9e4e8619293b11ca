"""Steps whose benefit is missing, late or cheaper elsewhere: the rules on value and time."""

from __future__ import annotations

from typing import Any

from benchmarks.redundancy.draft import OUT, Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.times import expected_minutes
from benchmarks.redundancy.worlds import Plain

__all__ = ["one"]

# --------------------------------------------------------------------------------------------- no-value

UNSAID: Plain = {"value": None, "benefit": None, "expected": None}


def one(draft: Draft, **fields: Any) -> Mark:
    """Put one step on a flow that every case passes."""
    step = draft.step(**fields)
    draft.put(step)
    return draft.mark(step)


@plant("no-value")
def adds_nothing(draft: Draft) -> Mark:
    """The team says that it adds nothing."""
    return one(draft, **UNSAID, adds="nothing")


@plant("no-value")
def value_without_benefit(draft: Draft) -> Mark:
    """Customer value is claimed by a number without a benefit."""
    return one(draft, **{**UNSAID, "value": 3, "adds": None})


@plant("no-value")
def adding_without_benefit(draft: Draft) -> Mark:
    """Customer value is claimed by `adds` without a benefit."""
    return one(draft, **UNSAID, adds="customer")


@plant("no-value")
def business_without_reason(draft: Draft) -> Mark:
    """Business value is claimed without a reason; a segregation control is not regulatory."""
    control = draft.dice.choice((None, "segregation"))
    return one(draft, **UNSAID, adds="business", control=control)


@near_miss("no-value")
def demanded_by_a_regulator(draft: Draft) -> Mark:
    """Guard: control = regulatory."""
    return one(draft, **UNSAID, adds=draft.dice.choice(("nothing", "business")), control="regulatory")


@near_miss("no-value")
def claimed_but_regulatory(draft: Draft) -> Mark:
    """Guard: control = regulatory, also where customer value is claimed without a benefit."""
    return one(draft, **{**UNSAID, "value": 3, "adds": "customer"}, control="regulatory")


@near_miss("no-value")
def business_with_reason(draft: Draft) -> Mark:
    """The reason is given."""
    return one(draft, **UNSAID, adds="business", reason="German Commercial Code, section 257")


@near_miss("no-value")
def customer_with_benefit(draft: Draft) -> Mark:
    """The benefit is given."""
    return one(draft, value=3)


# ---------------------------------------------------------------------------------- slow-without-offset


def _slow(draft: Draft, share: float, **fields: Any) -> Plain:
    """Return a step that takes a share of the map's lead time, as work or as waiting."""
    lead = expected_minutes(draft.map)
    draft.require(lead is not None and lead > 60)
    minutes = round((lead or 0.0) * share / (1 - share)) + 1
    times = draft.dice.choice(
        ({"work": f"{minutes}m"}, {"wait": f"{minutes}m"}, {"work": "1m", "wait": f"{minutes}m"})
    )
    return draft.step(**{**times, **fields})


@plant("slow-without-offset")
def slow_without_benefit(draft: Draft) -> Mark:
    """Every case waits for it (so it is on the critical path), 20 % or more, and no benefit is named."""
    share = draft.dice.choice((0.2, 0.5, 0.8))
    step = _slow(draft, share, **UNSAID, adds="business", reason="Audit")
    draft.put_surely(step)
    return draft.mark(step)


@plant("slow-without-offset")
def slow_and_unexpected(draft: Draft) -> Mark:
    """The benefit is named, but customers would not expect it for the time: just over 10 %."""
    step = _slow(draft, 0.12, expected=False)
    draft.put_surely(step)
    return draft.mark(step)


@plant("slow-without-offset")
def slow_beside_quick_work(draft: Draft) -> Mark:
    """The slow branch of parallel work is the critical one."""
    step, beside = _slow(draft, 0.5, expected=False), draft.step()
    join = draft.step("join")
    step["next"], beside["next"] = [join["id"]], [join["id"]]
    draft.put_surely(draft.step("parallel", next=[step["id"], beside["id"]]), step, beside, join)
    return draft.mark(step)


@near_miss("slow-without-offset")
def slow_but_seldom(draft: Draft) -> Mark:
    """Long for the 2 % of the cases that come there, less than 10 % of what an average case takes."""
    draft.require((expected_minutes(draft.map, whole=True) or 0) > 100)
    step = _slow(draft, 0.5, expected=False)
    draft.put_surely(
        draft.decision({"to": step["id"], "share": "2%"}, {"to": OUT, "share": "98%"}), step
    )
    return draft.mark(step)


@near_miss("slow-without-offset")
def slow_but_worth_it(draft: Draft) -> Mark:
    """Guard: a sourced benefit that customers expect."""
    step = _slow(draft, 0.5)
    draft.put_surely(step)
    return draft.mark(step)


@near_miss("slow-without-offset")
def nearly_slow(draft: Draft) -> Mark:
    """Less than 10 % of the lead time: 5 %, and at most 3 minutes for rounding."""
    lead = expected_minutes(draft.map, whole=True)
    draft.require(lead is not None and lead > 100)
    step = _slow(draft, 0.05, expected=False)
    draft.put_surely(step)
    return draft.mark(step)


@near_miss("slow-without-offset")
def off_the_critical_path(draft: Draft) -> Mark:
    """Not on the critical path: the branch beside it takes longer."""
    step, beside = _slow(draft, 0.4, expected=False), _slow(draft, 0.6)
    join = draft.step("join")
    step["next"], beside["next"] = [join["id"]], [join["id"]]
    draft.put_surely(draft.step("parallel", next=[step["id"], beside["id"]]), step, beside, join)
    return draft.mark(step)


# ------------------------------------------------------------------------------------ benefit-elsewhere


def _sole_producer(draft: Draft, benefit: str) -> tuple[Plain, Plain]:
    """Return a step that gives a benefit and must stay, and the reader for whom it must."""
    item = draft.words.thing()
    return draft.step(benefit=benefit, writes=[item]), draft.step(reads=[item])


@plant("benefit-elsewhere")
def benefit_given_before(draft: Draft) -> Mark:
    """Every case gets the benefit from an earlier step; the later one writes nothing."""
    benefit = draft.words.benefit()
    producer, reader = _sole_producer(draft, benefit)
    step = draft.step(benefit=benefit)
    draft.put_apart([producer, reader], [step])
    return draft.mark(step)


@plant("benefit-elsewhere")
def benefit_given_after(draft: Draft) -> Mark:
    """Every case gets the benefit from a later step; the earlier one writes nothing."""
    benefit = draft.words.benefit()
    producer, reader = _sole_producer(draft, benefit)
    step = draft.step(benefit=benefit)
    draft.put_apart([step], [producer, reader])
    return draft.mark(step)


@plant("benefit-elsewhere")
def benefit_given_on_each_branch(draft: Draft) -> Mark:
    """Each branch behind it holds a step with the benefit, so every path through it has one."""
    benefit = draft.words.benefit()
    one, one_reader = _sole_producer(draft, benefit)
    two, two_reader = _sole_producer(draft, benefit)
    step, end = draft.step(benefit=benefit), draft.step()
    one["next"], one_reader["next"] = [one_reader["id"]], [end["id"]]
    two["next"], two_reader["next"] = [two_reader["id"]], [end["id"]]
    split = draft.decision({"to": one["id"]}, {"to": two["id"]})
    draft.put(step, split, one, one_reader, two, two_reader, end)
    return draft.mark(step)


@plant("benefit-elsewhere")
def benefit_and_item_elsewhere(draft: Draft) -> Mark:
    """It writes an item, but another step on every path writes that too, later."""
    benefit = draft.words.benefit()
    producer, reader = _sole_producer(draft, benefit)
    item = producer["writes"][0]
    step = draft.step(benefit=benefit, writes=[item])
    other = draft.words.thing()
    producer["writes"], reader["reads"] = [item, other], [item, other]
    draft.put(step, producer, reader)
    return draft.mark(step)


@near_miss("benefit-elsewhere")
def only_producer(draft: Draft) -> Mark:
    """Guard: sole producer of what a later step reads."""
    benefit = draft.words.benefit()
    producer, reader = _sole_producer(draft, benefit)
    step, later = _sole_producer(draft, benefit)
    draft.put(producer, reader, step, later)
    return draft.mark(step)


@near_miss("benefit-elsewhere")
def benefit_of_a_control(draft: Draft) -> Mark:
    """Guard: control."""
    benefit = draft.words.benefit()
    producer, reader = _sole_producer(draft, benefit)
    control = draft.dice.choice(("regulatory", "segregation"))
    step = draft.step(benefit=benefit, control=control)
    draft.put(producer, reader, step)
    return draft.mark(step)


@near_miss("benefit-elsewhere")
def benefit_on_some_paths(draft: Draft) -> Mark:
    """Only one branch gives the benefit as well."""
    benefit = draft.words.benefit()
    producer, reader = _sole_producer(draft, benefit)
    step, other, end = draft.step(benefit=benefit), draft.step(), draft.step()
    producer["next"], reader["next"], other["next"] = [reader["id"]], [end["id"]], [end["id"]]
    split = draft.decision({"to": producer["id"]}, {"to": other["id"]})
    draft.put(step, split, producer, reader, other, end)
    return draft.mark(step)
