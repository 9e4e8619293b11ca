"""Which contacts with the customer follow each other, and what lies between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procfit.flow.journey import is_contact
from procfit.model.process import Step
from procfit.rules.context import MapContext

__all__ = ["Following", "by_customer", "followings"]


@dataclass(frozen=True, slots=True)
class Following:
    """A contact that may come right after another one, and the steps between them.

    None of the steps between is a contact, or a call, which may hold contacts.
    """

    first: Step
    then: Step
    between: tuple[Step, ...]


def followings(context: MapContext, then: Step) -> Iterator[Following]:
    """Yield the contacts after which a contact may be the next one the customer has."""
    structure = context.order.structure
    firsts: list[Step] = []
    passed: set[str] = set()
    waiting = list(structure.before[structure.number[then.id]])
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        step = structure.step(number)
        if number in seen or step.id == then.id:
            continue
        seen.add(number)
        if is_contact(step):
            firsts.append(step)
        elif step.kind != "call":
            passed.add(step.id)
            waiting += structure.before[number]
    for first in firsts:
        # where no case has been there before it first comes to the later contact, it is no earlier one
        if context.information.comes_first(first.id, then.id):
            yield Following(first, then, _between(context, first, passed))


def _between(context: MapContext, first: Step, passed: set[str]) -> tuple[Step, ...]:
    """Return the steps that lead on from the first contact, of those passed on the way back to it."""
    structure = context.order.structure
    found: dict[int, Step] = {}
    waiting = list(structure.after[structure.number[first.id]])
    while waiting:
        number = waiting.pop()
        if number not in found and structure.ids[number] in passed:
            found[number] = structure.step(number)
            waiting += structure.after[number]
    return tuple(found[number] for number in sorted(found))


def by_customer(context: MapContext, step: Step) -> bool:
    """Tell whether a step stands in a lane of the customer."""
    lane = context.process.lane_of(step)
    return lane is not None and lane.kind == "customer"
