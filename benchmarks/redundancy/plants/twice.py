"""The same work twice in one map: duplicate-step and hoistable-twin."""

from __future__ import annotations

from typing import Any

from benchmarks.redundancy.draft import OUT, Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []

# --------------------------------------------------------------------------------------- duplicate-step


def _twice(draft: Draft, names: tuple[str, str], between: list[Plain], **second: Any) -> Mark:
    item = draft.words.thing()
    first = draft.step(name=names[0], reads=[item])
    again = draft.step(**{"name": names[1], "reads": [item], **second})
    draft.put(draft.step(writes=[item]), first, *between, again)
    return draft.mark(first, again)


def _same_name(draft: Draft) -> tuple[str, str]:
    name = draft.words.name()
    return name, name


@plant("duplicate-step")
def done_again(draft: Draft) -> Mark:
    """The same name and object, the first on every path to the second, nothing in between changes it."""
    return _twice(draft, _same_name(draft), [])


@plant("duplicate-step")
def done_again_after_other_work(draft: Draft) -> Mark:
    """What is written in between is not what the work is about."""
    other = draft.words.thing()
    between = [draft.step(writes=[other]), draft.step(reads=[other])]
    return _twice(draft, _same_name(draft), between)


@plant("duplicate-step")
def done_again_in_other_words(draft: Draft) -> Mark:
    """Equal stem sets are tier "same": order, articles and plural do not count."""
    verb, thing = draft.words.verb(), draft.words.thing()
    things = thing if thing.endswith(("s", "x", "h")) else f"{thing}s"
    return _twice(draft, (f"{verb} the {thing}", f"{things.capitalize()}: {verb.lower()}"), [])


@plant("duplicate-step")
def done_again_by_others(draft: Draft) -> Mark:
    """Who does it does not matter without a control."""
    return _twice(draft, _same_name(draft), [draft.step()], lane=draft.lane())


@plant("duplicate-step")
def called_the_same_by_the_team(draft: Draft) -> Mark:
    """The team answered that the two wordings are the same work."""
    names = draft.words.name(), draft.words.name()
    draft.world.answers.setdefault("same", []).append({"a": names[0], "b": names[1], "by": "Petra"})
    return _twice(draft, names, [])


@plant("duplicate-step")
def done_again_behind_a_join(draft: Draft) -> Mark:
    """One branch of parallel work has done it, and both have run at the join."""
    item, name = draft.words.thing(), draft.words.name()
    first, again = draft.step(name=name, reads=[item]), draft.step(name=name, reads=[item])
    beside, join = draft.step(), draft.step("join")
    first["next"], beside["next"] = [join["id"]], [join["id"]]
    split = draft.step("parallel", next=[first["id"], beside["id"]])
    draft.put(draft.step(writes=[item]), split, first, beside, join, again)
    return draft.mark(first, again)


@plant("duplicate-step")
def called_again(draft: Draft) -> Mark:
    """The same map is called twice under the same name, and nothing happens in between."""
    called = draft.add_map("done-there", [draft.step()])
    name = draft.words.name()
    first, again = (draft.step("call", name=name, call=called) for _ in range(2))
    draft.put(first, again)
    return draft.mark(first, again)


@plant("duplicate-step")
def done_again_behind_a_loop(draft: Draft) -> Mark:
    """Each case has done it at least once in the loop before; that is no iteration of one step."""
    item, name = draft.words.thing(), draft.words.name()
    first, again = draft.step(name=name, reads=[item]), draft.step(name=name, reads=[item])
    check = draft.decision({"to": first["id"], "share": "5%"}, {"to": again["id"], "share": "95%"})
    draft.put(draft.step(writes=[item]), first, check, again)
    return draft.mark(first, again)


@near_miss("duplicate-step")
def done_beside(draft: Draft) -> Mark:
    """Parallel branches are unordered, so neither dominates the other."""
    item, name = draft.words.thing(), draft.words.name()
    first, again = draft.step(name=name, reads=[item]), draft.step(name=name, reads=[item])
    lead, join = draft.step(), draft.step("join")
    first["next"], lead["next"], again["next"] = [join["id"]], [again["id"]], [join["id"]]
    split = draft.step("parallel", next=[first["id"], lead["id"]])
    draft.put(draft.step(writes=[item]), split, first, lead, again, join, draft.step())
    return draft.mark(first, again)


@near_miss("duplicate-step")
def object_changed_in_a_call(draft: Draft) -> Mark:
    """The map called in between writes what the work is about."""
    item, name = draft.words.thing(), draft.words.name()
    called = draft.add_map("changed-there", [draft.step(writes=[item])])
    first, again = draft.step(name=name, reads=[item]), draft.step(name=name, reads=[item])
    draft.put(draft.step(writes=[item]), first, draft.step("call", call=called), again)
    return draft.mark(first, again)


@near_miss("duplicate-step")
def four_eyes(draft: Draft) -> Mark:
    """Guard: a control that needs a second pair of eyes."""
    return _twice(draft, _same_name(draft), [], control="segregation", lane=draft.lane())


@near_miss("duplicate-step")
def object_changed(draft: Draft) -> Mark:
    """Something in between writes what the work is about."""
    item, name = draft.words.thing(), draft.words.name()
    first, again = draft.step(name=name, reads=[item]), draft.step(name=name, reads=[item])
    draft.put(draft.step(writes=[item]), first, draft.step(writes=[item]), again)
    return draft.mark(first, again)


@near_miss("duplicate-step")
def exclusive_doers(draft: Draft) -> Mark:
    """Guard: the two stand on exclusive branches."""
    item, name = draft.words.thing(), draft.words.name()
    first, again = draft.step(name=name, reads=[item]), draft.step(name=name, reads=[item])
    lead, end = draft.step(), draft.step()
    first["next"], lead["next"], again["next"] = [end["id"]], [again["id"]], [end["id"]]
    split = draft.decision({"to": first["id"]}, {"to": lead["id"]})
    draft.put(draft.step(writes=[item]), split, first, lead, again, end)
    return draft.mark(first, again)


@near_miss("duplicate-step")
def iterated(draft: Draft) -> Mark:
    """Guard: iteration of one step."""
    step = draft.step()
    check = draft.decision({"to": step["id"], "share": "5%"}, {"to": OUT, "share": "95%"})
    draft.put(step, check)
    return draft.mark(step)


@near_miss("duplicate-step")
def other_object(draft: Draft) -> Mark:
    """The two are about different things."""
    first_item, item = draft.words.thing(), draft.words.thing()
    name = draft.words.name()
    first, again = draft.step(name=name, reads=[first_item]), draft.step(name=name, reads=[item])
    draft.put(draft.step(writes=[first_item, item]), first, again)
    return draft.mark(first, again)


@near_miss("duplicate-step")
def opposite_work(draft: Draft) -> Mark:
    """Opposites are never the same work."""
    thing = draft.words.thing()
    return _twice(draft, (f"Open {thing}", f"Close {thing}"), [])


@near_miss("duplicate-step")
def numbered_apart(draft: Draft) -> Mark:
    """Numbers keep wordings apart."""
    name = draft.words.name()
    return _twice(draft, (f"{name} 1", f"{name} 2"), [])


@near_miss("duplicate-step")
def called_different_by_the_team(draft: Draft) -> Mark:
    """The team answered that the two wordings are different work."""
    verb, thing = draft.words.verb(), draft.words.thing()
    names = f"{verb} {thing}", f"{thing.capitalize()}: {verb.lower()}"
    draft.world.answers.setdefault("different", []).append({"a": names[0], "b": names[1], "by": "Zoë"})
    return _twice(draft, names, [])


# --------------------------------------------------------------------------------------- hoistable-twin


def _twins(draft: Draft, count: int, **fields: Any) -> list[Plain]:
    item, name = draft.words.thing(), draft.words.name()
    twins = [draft.step(**{"name": name, "reads": [item], **fields}) for _ in range(count)]
    lane = draft.lane()
    for twin in twins:
        twin.setdefault("lane", lane)
    return twins


@plant("hoistable-twin")
def begun_alike(draft: Draft) -> Mark:
    """Every branch begins with the same step, done by the same team on the same data."""
    twins = _twins(draft, draft.dice.choice((2, 3)))
    draft.put(*draft.branches([[twin, draft.step()] for twin in twins], draft.step()))
    return draft.mark(*twins)


@plant("hoistable-twin")
def ended_alike(draft: Draft) -> Mark:
    """Every branch ends with the same step, done by the same team on the same data."""
    twins = _twins(draft, draft.dice.choice((2, 3)))
    draft.put(*draft.branches([[draft.step(), twin] for twin in twins], draft.step()))
    return draft.mark(*twins)


@plant("hoistable-twin")
def begun_alike_side_by_side(draft: Draft) -> Mark:
    """Every branch of a parallel split begins with the same step."""
    twins = _twins(draft, 2)
    rows = [[twin, draft.step()] for twin in twins]
    split, *inside, behind = draft.branches(rows, draft.step())
    join = draft.step("join", next=[behind["id"]])
    for row in rows:
        row[-1]["next"] = [join["id"]]
    split = draft.step("parallel", id=split["id"], next=[twin["id"] for twin in twins])
    draft.put(split, *inside, join, behind)
    return draft.mark(*twins)


@near_miss("hoistable-twin")
def one_branch_is_empty(draft: Draft) -> Mark:
    """One branch goes straight to where the others meet: not every branch begins with the step."""
    twins = _twins(draft, 2)
    behind = draft.step()
    split, *inside, behind = draft.branches([[twin, draft.step()] for twin in twins], behind)
    split["next"] = [{"to": way["to"], "share": "30%"} for way in split["next"]]
    split["next"].append({"to": behind["id"], "share": "40%"})
    draft.put(split, *inside, behind)
    return draft.mark(*twins)


@near_miss("hoistable-twin")
def other_actors(draft: Draft) -> Mark:
    """Guard: branch-specific actors."""
    twins = _twins(draft, 2)
    twins[1]["lane"] = draft.lane()
    draft.put(*draft.branches([[twin, draft.step()] for twin in twins], draft.step()))
    return draft.mark(*twins)


@near_miss("hoistable-twin")
def other_data(draft: Draft) -> Mark:
    """Guard: branch-specific data."""
    twins = _twins(draft, 2)
    twins[1]["reads"] = [draft.words.thing()]
    source = draft.step(writes=[twins[0]["reads"][0], twins[1]["reads"][0]])
    draft.put(source, *draft.branches([[twin, draft.step()] for twin in twins], draft.step()))
    return draft.mark(*twins)


@near_miss("hoistable-twin")
def one_branch_differs(draft: Draft) -> Mark:
    """Not every branch begins or ends with the step."""
    twins = _twins(draft, 2)
    rows = [*([twin, draft.step()] for twin in twins), [draft.step(), draft.step()]]
    draft.put(*draft.branches(rows, draft.step()))
    return draft.mark(*twins)
