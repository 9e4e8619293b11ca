"""The same work in more than one place: exact-clone, near-clone and parallel-silo."""

from __future__ import annotations

from typing import Any

from benchmarks.redundancy.draft import Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []

# ------------------------------------------------------------------------------ exact-clone, near-clone


def _copies(draft: Draft, names: list[str], **fields: Any) -> list[Plain]:
    return [draft.step(name=name, **fields) for name in names]


def _names(draft: Draft, count: int) -> list[str]:
    return [draft.words.name() for _ in range(count)]


def _in_two_maps(draft: Draft, here: list[Plain], there: list[Plain]) -> Mark:
    draft.put(draft.step(), *here, draft.step())
    draft.add_map("other", there)
    return draft.mark(*here, implied=frozenset(draft.place(step, "other") for step in there))


@plant("exact-clone")
def copied_row(draft: Draft) -> Mark:
    """The same steps in the same order stand in two maps; both copies have one way in and one out."""
    names = _names(draft, draft.dice.choice((2, 3, 4)))
    return _in_two_maps(draft, _copies(draft, names), _copies(draft, names))


def _split_fragment(draft: Draft, names: list[str]) -> list[Plain]:
    first, yes, no, last = _copies(draft, names[:4])
    yes["next"], no["next"] = [last["id"]], [last["id"]]
    split = draft.decision(
        {"to": yes["id"], "when": "in time"}, {"to": no["id"], "when": "late"}, name=names[4]
    )
    return [first, split, yes, no, last]


@plant("exact-clone")
def copied_block(draft: Draft) -> Mark:
    """The same steps around the same decision stand in two maps."""
    names = _names(draft, 5)
    return _in_two_maps(draft, _split_fragment(draft, names), _split_fragment(draft, names))


@plant("exact-clone")
def copied_in_one_map(draft: Draft) -> Mark:
    """Two branches of one map hold the same row, between steps of their own."""
    names = _names(draft, 3)
    one, other = _copies(draft, names), _copies(draft, names)
    rows = [[draft.step(), *row, draft.step()] for row in (one, other)]
    draft.put(*draft.branches(rows, draft.step()))
    return draft.mark(*one)


@near_miss("exact-clone")
def called_in_both(draft: Draft) -> Mark:
    """Guard: what both maps hold are calls already."""
    draft.add_map("first-part", [draft.step()])
    draft.add_map("second-part", [draft.step()])
    names = _names(draft, 2)
    here, there = (
        [
            draft.step("call", name=name, call=called)
            for name, called in zip(names, ("first-part", "second-part"), strict=True)
        ]
        for _ in range(2)
    )
    return _in_two_maps(draft, here, there)


@near_miss("exact-clone", "near-clone")
def one_step_alike(draft: Draft) -> Mark:
    """One step alone is no fragment."""
    name = draft.words.name()
    return _in_two_maps(draft, [draft.step(name=name)], [draft.step(name=name)])


@near_miss("exact-clone")
def other_order(draft: Draft) -> Mark:
    """The flows between the steps differ, so that no part of two steps is equal."""
    names = _names(draft, 2)
    return _in_two_maps(draft, _copies(draft, names), _copies(draft, names[::-1]))


@near_miss("exact-clone", "near-clone")
def entered_from_aside(draft: Draft) -> Mark:
    """Of two equal steps the second is also entered from elsewhere here: no single entry."""
    names = _names(draft, 2)
    first, second = _copies(draft, names)
    aside = draft.step(next=[second["id"]])
    split = draft.decision({"to": first["id"]}, {"to": aside["id"]})
    draft.put(split, first, aside, second, draft.step())
    first["next"] = [second["id"]]
    draft.add_map("other", _copies(draft, names))
    return draft.mark(first, second)


@plant("near-clone")
def one_step_added(draft: Draft) -> Mark:
    """5 and 6 steps in a row, 5 steps and 3 flows alike: distance 1 - 2 × 8 / (9 + 11) = 0.2."""
    names = _names(draft, 5)
    return _alike(draft, names, [*names[:2], draft.words.name(), *names[2:]])


@plant("near-clone")
def one_step_renamed(draft: Draft) -> Mark:
    """5 steps each, 4 steps and 2 flows alike: distance 1 - 2 × 6 / (9 + 9) = 0.33."""
    names = _names(draft, 5)
    return _alike(draft, names, [*names[:2], draft.words.name(), *names[3:]])


def _alike(draft: Draft, names: list[str], others: list[str], **there: Any) -> Mark:
    here = _copies(draft, names)
    mark = _in_two_maps(draft, here, _copies(draft, others, **there))
    return draft.mark(*(step for step in here if step["name"] in others), implied=mark.implied)


@plant("near-clone")
def one_step_added_to_a_block(draft: Draft) -> Mark:
    """5 and 6 steps around a decision, 5 steps and 4 flows alike: distance 1 - 2 × 9 / (10 + 12) = 0.18."""
    names = _names(draft, 5)
    here, there = _split_fragment(draft, names), _split_fragment(draft, names)
    added = draft.step(next=there[3]["next"])
    there[3]["next"] = [added["id"]]
    return _in_two_maps(draft, here, [*there[:4], added, there[4]])


@near_miss("near-clone")
def apart_by_law(draft: Draft) -> Mark:
    """Guard: tagged different by law."""
    names = _names(draft, 5)
    return _alike(draft, names, [*names[:2], draft.words.name(), *names[2:]], tags=["legal"])


@near_miss("near-clone")
def apart_by_segment(draft: Draft) -> Mark:
    """Guard: tagged different by segment."""
    names = _names(draft, 5)
    return _alike(draft, names, [*names[:2], draft.words.name(), *names[2:]], tags=["regional"])


@near_miss("near-clone")
def too_far_apart(draft: Draft) -> Mark:
    """Every second of 7 steps is alike and no flow: distance 1 - 2 × 4 / (13 + 13) = 0.69.

    No part is nearer than 3 steps with 2 alike: 1 - 2 × 2 / (5 + 5) = 0.6.
    """
    names = _names(draft, 7)
    others = [name if number % 2 == 0 else draft.words.name() for number, name in enumerate(names)]
    return _alike(draft, names, others)


# ----------------------------------------------------------------------------------------- parallel-silo


def _two_departments(
    draft: Draft, here: Plain, there: Plain, *departments: str, about: str = "customer"
) -> Mark:
    item = here["reads"][0]
    draft.world.items[item] = {"about": about}
    here["lane"] = draft.lane("back", departments[0])
    lane = {"id": "others", "name": draft.words.lane(), "kind": "back", "department": departments[1]}
    customer = str(draft.map.setdefault("customer", draft.words.thing()))
    draft.put(draft.step(writes=[item]), here)
    draft.add_map("silo", [draft.step(writes=[there["reads"][0]]), there], customer, lane)
    return draft.mark(here, implied=frozenset({draft.place(there, "silo")}))


def _same_pair(draft: Draft) -> tuple[Plain, Plain]:
    item, name = draft.words.thing(), draft.words.name()
    return draft.step(name=name, reads=[item]), draft.step(name=name, reads=[item])


@plant("parallel-silo")
def same_work_in_two_departments(draft: Draft) -> Mark:
    """Two departments do the same work on the same item about the same customer, in two maps."""
    return _two_departments(draft, *_same_pair(draft), "Pumps", "Valves")


@plant("parallel-silo")
def same_record_kept_twice(draft: Draft) -> Mark:
    """As above, and both write the same item as well."""
    here, there = _same_pair(draft)
    result = draft.words.thing()
    here["writes"], there["writes"] = [result], [result]
    return _two_departments(draft, here, there, "Pumps", "Valves")


@plant("parallel-silo")
def same_work_by_answer(draft: Draft) -> Mark:
    """The team has said that the two wordings are the same work."""
    here, there = _same_pair(draft)
    there["name"] = draft.words.name()
    draft.world.answers.setdefault("same", []).append({"a": here["name"], "b": there["name"]})
    return _two_departments(draft, here, there, "Pumps", "Valves")


@near_miss("parallel-silo")
def regional_variants(draft: Draft) -> Mark:
    """Guard: declared regional variants."""
    here, there = _same_pair(draft)
    here["tags"], there["tags"] = ["regional"], ["regional"]
    return _two_departments(draft, here, there, "Pumps", "Valves")


@near_miss("parallel-silo")
def one_department(draft: Draft) -> Mark:
    """The same department does both."""
    return _two_departments(draft, *_same_pair(draft), "Pumps", "Pumps")


@near_miss("parallel-silo")
def different_objects(draft: Draft) -> Mark:
    """The same words, but about different things."""
    here, there = _same_pair(draft)
    there["reads"] = [draft.words.thing()]
    return _two_departments(draft, here, there, "Pumps", "Valves")


@near_miss("parallel-silo")
def different_work(draft: Draft) -> Mark:
    """The same object, but opposite work."""
    here, there = _same_pair(draft)
    thing = draft.words.thing()
    here["name"], there["name"] = f"Open {thing}", f"Close {thing}"
    return _two_departments(draft, here, there, "Pumps", "Valves")
