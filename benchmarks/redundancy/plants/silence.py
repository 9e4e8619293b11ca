"""Customers who act and hear nothing more: silent-end."""

from __future__ import annotations

from typing import Any

from benchmarks.redundancy.draft import OUT, Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []


def _action(draft: Draft, **fields: Any) -> Plain:
    """Return something that the customer does, asked for or in the customer's own lane."""
    if draft.dice.random() < 0.5:
        return draft.step(lane=draft.lane("customer"), **fields)
    return draft.step(asks=[draft.words.thing()], channel="video", lane=draft.lane("front"), **fields)


def _quiet_behind(draft: Draft, action: Plain, *after: Plain) -> Mark:
    """Put the action behind a contact of ours, so that contacts are known in the map."""
    draft.require(not draft.meets_customers())
    lane = draft.lane("front")
    greeting = draft.step(channel="phone", delivers=[draft.words.thing()], lane=lane)
    draft.put_surely(greeting, action, draft.step(reads=action.get("asks"), lane=draft.lane()), *after)
    return draft.mark(action)


@plant("silent-end")
def never_hears_again(draft: Draft) -> Mark:
    """Behind the customer's action the map holds only back office work."""
    return _quiet_behind(draft, _action(draft))


@plant("silent-end")
def never_hears_again_on_any_branch(draft: Draft) -> Mark:
    """Every branch behind the customer's action stays behind the line of visibility."""
    one, other = draft.step(next=[OUT]), draft.step(next=[OUT])
    split = draft.decision({"to": one["id"]}, {"to": other["id"]})
    return _quiet_behind(draft, _action(draft), split, one, other)


@near_miss("silent-end")
def wants_no_more(draft: Draft) -> Mark:
    """Guard: explicit opt-out."""
    return _quiet_behind(draft, _action(draft, tags=["opt-out"]))


@near_miss("silent-end")
def hears_at_the_end(draft: Draft) -> Mark:
    """Every path comes back to the customer."""
    answer = draft.step(channel="post", delivers=[draft.words.thing()], lane=draft.lane("front"))
    return _quiet_behind(draft, _action(draft), draft.step(), answer)


@near_miss("silent-end")
def hears_from_beside(draft: Draft) -> Mark:
    """Of two parallel branches one comes back to the customer."""
    answer = draft.step(channel="post", delivers=[draft.words.thing()], lane=draft.lane("front"))
    beside, join = draft.step(), draft.step("join")
    answer["next"], beside["next"] = [join["id"]], [join["id"]]
    split = draft.step("parallel", next=[answer["id"], beside["id"]])
    return _quiet_behind(draft, _action(draft), split, answer, beside, join)


@near_miss("silent-end")
def hears_in_a_called_map(draft: Draft) -> Mark:
    """The map called behind the action comes back to the customer."""
    answer = draft.step(channel="post", delivers=[draft.words.thing()])
    called = draft.add_map("answering", [answer])
    return _quiet_behind(draft, _action(draft), draft.step("call", call=called))


@near_miss("silent-end")
def hears_on_one_branch(draft: Draft) -> Mark:
    """Not every path is silent: one branch comes back."""
    answer = draft.step(channel="post", delivers=[draft.words.thing()], lane=draft.lane("front"))
    answer["next"] = [OUT]
    split = draft.decision({"to": answer["id"]}, {"to": OUT})
    return _quiet_behind(draft, _action(draft), split, answer)
