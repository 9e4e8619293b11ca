"""The same benefit from elsewhere: replaceable and beaten-by-rival."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from benchmarks.redundancy.draft import Draft, Mark
from benchmarks.redundancy.plants.value import one
from benchmarks.redundancy.registry import near_miss, plant

__all__: list[str] = []

# ------------------------------------------------------------------------------------------ replaceable


def _with_capability(draft: Draft, **fields: Any) -> str:
    known = {"id": "planted-ability", "name": "Do it by itself", **fields}
    draft.world.capabilities.append(known)
    return "planted-ability"


@plant("replaceable")
def replaceable_in_house(draft: Draft) -> Mark:
    """`without` names a capability that is in-house."""
    capability = _with_capability(draft, have=True)
    step = draft.step(without={"how": "self-service form", "capability": capability})
    draft.put(step)
    return draft.mark(step, level="warning")


@plant("replaceable")
def replaceable_by_wording(draft: Draft) -> Mark:
    """`without` in words alone is a note."""
    step = draft.step(without="self-service form")
    draft.put(step)
    return draft.mark(step, level="note")


@near_miss("replaceable")
def already_discarded(draft: Draft) -> Mark:
    """Guard: already discarded."""
    capability = _with_capability(draft, have=True)
    without = draft.dice.choice(("a form", {"how": "a form", "capability": capability}))
    return one(draft, without=without, disposition="discard")


@near_miss("replaceable")
def capability_not_there(draft: Draft) -> Mark:
    """The named capability is neither in-house nor offered by any vendor."""
    capability = _with_capability(draft)
    return one(draft, without={"how": "self-service form", "capability": capability})


# -------------------------------------------------------------------------------------- beaten-by-rival


def _rival(draft: Draft, minutes: int, **fields: Any) -> Mark:
    seen = date.today() - timedelta(days=draft.dice.choice((30, 300, 600)))
    rival = {"who": "Acme", "time": f"{minutes}m", "same_benefit": True, "source": "mystery shopping"}
    rival |= {"date": seen, **fields}
    known = {key: value for key, value in rival.items() if value is not None}
    return one(draft, work="40m", wait="60m", rival=known)


@plant("beaten-by-rival")
def much_quicker_rival(draft: Draft) -> Mark:
    """The rival takes 40 of our 100 minutes of work and waiting, sourced and recent."""
    return _rival(draft, 40)


@plant("beaten-by-rival")
def just_quicker_rival(draft: Draft) -> Mark:
    """The rival is 22 % quicker than work and waiting together, though slower than work alone."""
    return _rival(draft, 78)


@plant("beaten-by-rival")
def just_quick_enough_rival(draft: Draft) -> Mark:
    """The rival is 20 % quicker to the minute: "at least" counts."""
    return _rival(draft, 80)


@near_miss("beaten-by-rival")
def hardly_quicker_rival(draft: Draft) -> Mark:
    """17 % quicker is less than 20 %."""
    return _rival(draft, 83)


@near_miss("beaten-by-rival")
def undated_rival(draft: Draft) -> Mark:
    """Nobody knows whether it is under 24 months old."""
    return _rival(draft, 40, date=None)


@near_miss("beaten-by-rival")
def unsourced_rival(draft: Draft) -> Mark:
    """Guard: without a source it is not assessed."""
    return _rival(draft, 40, source=None)


@near_miss("beaten-by-rival")
def old_rival(draft: Draft) -> Mark:
    """Not under 24 months old."""
    return _rival(draft, 40, date=date.today() - timedelta(days=760))


@near_miss("beaten-by-rival")
def other_benefit_rival(draft: Draft) -> Mark:
    """The rival does not give the same benefit."""
    return _rival(draft, 40, same_benefit=False)
