"""Customers who are asked again: repeat-ask and ask-what-we-hold."""

from __future__ import annotations

from typing import Any

from benchmarks.redundancy.draft import OUT, Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []


def asking(draft: Draft, item: str, **fields: Any) -> Plain:
    """Return a step that asks for an item; the next step reads it."""
    return draft.step(asks=[item], channel="video", **fields)


# ------------------------------------------------------------------------------------------ repeat-ask


@plant("repeat-ask")
def asked_twice(draft: Draft) -> Mark:
    """Every case passes the first step that asks, so the item is available at the second one."""
    item = draft.words.thing()
    again = asking(draft, item)
    draft.put_apart([asking(draft, item)], [again, draft.step(reads=[item])])
    return draft.mark(again, level="warning")


@plant("repeat-ask")
def written_then_asked(draft: Draft) -> Mark:
    """Written before on every path counts as available."""
    item = draft.words.thing()
    again = asking(draft, item)
    draft.put_apart([draft.step(writes=[item])], [again, draft.step(reads=[item])])
    return draft.mark(again, level="warning")


@plant("repeat-ask")
def asked_with_news(draft: Draft) -> Mark:
    """One of two items asked is available; that the other one is new does not help. Case and spaces aside."""
    item, fresh = draft.words.thing(), draft.words.thing()
    again = draft.step(asks=[fresh, item.upper().replace(" ", "  ")], channel="video")
    draft.put_apart([asking(draft, item)], [again, draft.step(reads=[item, fresh])])
    return draft.mark(again, level="warning")


@plant("repeat-ask")
def asked_on_some_paths(draft: Draft) -> Mark:
    """Half of the cases were asked before: one level lower."""
    item = draft.words.thing()
    first, other, again = asking(draft, item), draft.step(), asking(draft, item)
    first["next"], other["next"] = [again["id"]], [again["id"]]
    split = draft.decision({"to": first["id"]}, {"to": other["id"]})
    draft.put(split, first, other, again, draft.step(reads=[item]))
    return draft.mark(again, level="note")


@plant("repeat-ask")
def asked_on_an_inclusive_branch(draft: Draft) -> Mark:
    """A branch that 40 % of the cases take beside the other one asks: one level lower."""
    item = draft.words.thing()
    first, beside, join = asking(draft, item), draft.step(), draft.step("join")
    again = asking(draft, item)
    first["next"], beside["next"] = [join["id"]], [join["id"]]
    flows = [{"to": first["id"], "share": "40%"}, {"to": beside["id"], "share": "100%"}]
    split = draft.step("inclusive", next=flows, source="CRM report 2026-03, n = 4120")
    draft.put(split, first, beside, join, again, draft.step(reads=[item]))
    return draft.mark(again, level="note")


@plant("repeat-ask")
def asked_on_either_branch(draft: Draft) -> Mark:
    """Each branch asks for it, so it is available on every path behind them."""
    item = draft.words.thing()
    first, other, again = asking(draft, item), asking(draft, item), asking(draft, item)
    first["next"], other["next"] = [again["id"]], [again["id"]]
    split = draft.decision({"to": first["id"]}, {"to": other["id"]})
    draft.put(split, first, other, again, draft.step(reads=[item]))
    return draft.mark(again, level="warning")


@plant("repeat-ask")
def asked_behind_a_join(draft: Draft) -> Mark:
    """Both branches have run at the join: what one of them asked is available."""
    item = draft.words.thing()
    first, other, join, again = (
        asking(draft, item),
        draft.step(),
        draft.step("join"),
        asking(draft, item),
    )
    first["next"], other["next"] = [join["id"]], [join["id"]]
    split = draft.step("parallel", next=[first["id"], other["id"]])
    draft.put(split, first, other, join, again, draft.step(reads=[item]))
    return draft.mark(again, level="warning")


@plant("repeat-ask")
def asked_while_it_holds(draft: Draft) -> Mark:
    """The item holds for a week; an hour after the first asking it has not expired."""
    item = draft.words.thing()
    draft.world.items[item] = {"valid_for": "1w", "about": "customer"}
    again = asking(draft, item)
    draft.put(asking(draft, item), draft.step(wait="1h"), again, draft.step(reads=[item]))
    return draft.mark(again, level="warning")


@plant("repeat-ask")
def asked_after_a_call(draft: Draft) -> Mark:
    """Every case of the called map is asked, so the item is available behind the call."""
    item = draft.words.thing()
    called = draft.add_map("asked-there", [asking(draft, item)])
    again = asking(draft, item)
    draft.put(draft.step("call", call=called), again, draft.step(reads=[item]))
    return draft.mark(again, level="warning")


@plant("repeat-ask")
def asked_twice_in_one_round(draft: Draft) -> Mark:
    """In each round of a loop the second step asks for what the first one has asked for."""
    item = draft.words.thing()
    first, again = asking(draft, item), asking(draft, item)
    check = draft.decision({"to": first["id"], "share": "5%"}, {"to": OUT, "share": "95%"}, reads=[item])
    draft.put(first, again, check)
    return draft.mark(again, level="warning", implied=frozenset({draft.place(first)}))


def _again_with(draft: Draft, **fields: Any) -> Mark:
    item = draft.words.thing()
    again = asking(draft, item, **fields)
    draft.put_apart([asking(draft, item)], [again, draft.step(reads=[item])])
    return draft.mark(again)


@near_miss("repeat-ask")
def verified(draft: Draft) -> Mark:
    """Guard: the step verifies."""
    return _again_with(draft, tags=["verify"])


@near_miss("repeat-ask")
def consent(draft: Draft) -> Mark:
    """Guard: the step takes consent."""
    return _again_with(draft, tags=["consent"])


@near_miss("repeat-ask")
def controlled(draft: Draft) -> Mark:
    """Guard: the step verifies by a control."""
    return _again_with(draft, control=draft.dice.choice(("regulatory", "segregation")))


@near_miss("repeat-ask", "ask-what-we-hold")
def expired(draft: Draft) -> Mark:
    """Guard: the item expires in between (the record may be stale): a day's validity, two days' wait."""
    item = draft.words.thing()
    draft.world.items[item] = {"valid_for": "1d", "about": "customer"}
    again = asking(draft, item)
    lying = draft.step(wait="2d")
    draft.put(
        asking(draft, item, system="Ledger", writes=[item]), lying, again, draft.step(reads=[item])
    )
    return draft.mark(again)


@near_miss("repeat-ask")
def changed_between(draft: Draft) -> Mark:
    """Guard: the item changes in between: a step reads it and writes it anew."""
    item = draft.words.thing()
    again = asking(draft, item)
    change = draft.step(reads=[item], writes=[item])
    draft.put(asking(draft, item), change, again, draft.step(reads=[item]))
    return draft.mark(again)


@near_miss("repeat-ask")
def same_step_in_a_loop(draft: Draft) -> Mark:
    """Guard: it is the same step that a loop repeats."""
    item = draft.words.thing()
    again = asking(draft, item)
    check = draft.decision({"to": again["id"], "share": "5%"}, {"to": OUT, "share": "95%"}, reads=[item])
    draft.put(again, check)
    return draft.mark(again)


@near_miss("repeat-ask")
def exclusive_askers(draft: Draft) -> Mark:
    """No case passes both steps, so at neither the item is available."""
    item = draft.words.thing()
    first, other, reader = asking(draft, item), asking(draft, item), draft.step(reads=[item])
    first["next"], other["next"] = [reader["id"]], [reader["id"]]
    split = draft.decision({"to": first["id"]}, {"to": other["id"]})
    draft.put(split, first, other, reader)
    return draft.mark(first, other)


@near_miss("repeat-ask")
def asked_beside(draft: Draft) -> Mark:
    """Steps of parallel branches are unordered."""
    item = draft.words.thing()
    first, other, join = asking(draft, item), draft.step(), draft.step("join")
    beside = asking(draft, item)
    first["next"], other["next"], beside["next"] = [join["id"]], [beside["id"]], [join["id"]]
    split = draft.step("parallel", next=[first["id"], other["id"]])
    draft.put(split, first, other, beside, join, draft.step(reads=[item]))
    return draft.mark(first, beside)


# ------------------------------------------------------------------------------------- ask-what-we-hold


@plant("ask-what-we-hold")
def held_by_system(draft: Draft) -> Mark:
    """A step with a system has written the item on every path."""
    item = draft.words.thing()
    again = asking(draft, item)
    draft.put_apart([draft.step(writes=[item], system="Ledger")], [again, draft.step(reads=[item])])
    return draft.mark(again)


@plant("ask-what-we-hold")
def held_by_system_lane(draft: Draft) -> Mark:
    """A step of a system lane has written the item on every path."""
    item = draft.words.thing()
    again = asking(draft, item)
    lane = draft.lane("system")
    draft.put_apart([draft.step(writes=[item], lane=lane)], [again, draft.step(reads=[item])])
    return draft.mark(again)


def _held_elsewhere(
    draft: Draft, customer: str, known: Plain, ask: Plain | None = None, **writer: Any
) -> Mark:
    item = draft.words.thing()
    again = asking(draft, item, **(ask or {}))
    draft.put(again, draft.step(reads=[item]))
    if known:
        draft.world.items[item] = known
    draft.add_map("kept", [draft.step(writes=[item], **writer), draft.step(reads=[item])], customer)
    return draft.mark(again)


def _own_customer(draft: Draft) -> str:
    return str(draft.map.setdefault("customer", draft.words.thing()))


@plant("ask-what-we-hold")
def held_in_another_map(draft: Draft) -> Mark:
    """Another map for the same customer writes it into a system."""
    return _held_elsewhere(draft, _own_customer(draft), {"about": "customer"}, system="Ledger")


@plant("ask-what-we-hold")
def held_by_what_items_say(draft: Draft) -> Mark:
    """items.toml says which system holds what another map for the same customer writes."""
    known = {"held_in": "Ledger", "about": "customer"}
    return _held_elsewhere(draft, _own_customer(draft), known)


@near_miss("ask-what-we-hold")
def held_for_another_customer(draft: Draft) -> Mark:
    """Guard: the other map is for another customer."""
    return _held_elsewhere(draft, draft.words.thing(), {}, system="Ledger")


@near_miss("ask-what-we-hold")
def held_but_maybe_stale(draft: Draft) -> Mark:
    """Guard: the record of another map holds for a day only and may be stale."""
    known = {"valid_for": "1d", "about": "customer"}
    return _held_elsewhere(draft, _own_customer(draft), known, system="Ledger")


@near_miss("ask-what-we-hold")
def written_on_paper(draft: Draft) -> Mark:
    """No system holds it: the step that writes it has none, and nothing says where it is held."""
    item = draft.words.thing()
    again = asking(draft, item)
    draft.put_apart([draft.step(writes=[item])], [again, draft.step(reads=[item])])
    return draft.mark(again)


@near_miss("ask-what-we-hold")
def held_on_some_paths(draft: Draft) -> Mark:
    """The system step does not dominate: it stands on the other branch."""
    item = draft.words.thing()
    first, again = draft.step(writes=[item], system="Ledger"), asking(draft, item)
    reader = draft.step(reads=[item])
    first["next"], again["next"] = [reader["id"]], [reader["id"]]
    split = draft.decision({"to": first["id"]}, {"to": again["id"]})
    draft.put(split, first, again, reader)
    return draft.mark(again)
