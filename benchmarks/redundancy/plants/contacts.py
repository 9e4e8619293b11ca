"""What the customer meets: faces, departments, contacts, channels and silence."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from benchmarks.redundancy.draft import Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []

FEW_MAPS = 5

# --------------------------------------------------------------------------------------- too-many-faces


def _faces(draft: Draft, count: int, **fields: Any) -> list[Plain]:
    """Return contacts with as many teams, in a map where no customer is met otherwise."""
    draft.require(not draft.meets_customers())
    return [
        draft.step(channel="phone", delivers=[draft.words.thing()], lane=draft.lane("front"), **fields)
        for _ in range(count)
    ]


@plant("too-many-faces")
def four_faces(draft: Draft) -> Mark:
    """More than 3 different teams on the path that every case takes."""
    steps = _faces(draft, draft.dice.choice((4, 5)))
    draft.put_surely(*steps)
    return draft.mark(*steps)


@plant("too-many-faces")
def four_faces_apart(draft: Draft) -> Mark:
    """The same with other work in between."""
    steps = _faces(draft, 4)
    draft.put_apart(steps[:2], [steps[2], draft.step(), steps[3]])
    return draft.mark(*steps)


@near_miss("too-many-faces")
def three_faces(draft: Draft) -> Mark:
    """Three teams are not more than three; one of them is met twice."""
    steps = _faces(draft, 3)
    again = draft.step(channel="phone", delivers=[draft.words.thing()], lane=steps[0]["lane"])
    draft.put_surely(*steps, again)
    return draft.mark(*steps, again)


@near_miss("too-many-faces")
def one_named_contact(draft: Draft) -> Mark:
    """Guard: one named contact."""
    steps = _faces(draft, 4, tags=["single-contact"])
    draft.put_surely(*steps)
    return draft.mark(*steps)


@near_miss("too-many-faces")
def three_faces_one_of_them_named(draft: Draft) -> Mark:
    """Three teams: that one of them is the named contact at one of its two steps makes no fourth."""
    steps = _faces(draft, 3)
    again = draft.step(channel="phone", delivers=[draft.words.thing()], lane=steps[0]["lane"])
    again["tags"] = ["single-contact"]
    draft.put(*steps, again)
    return draft.mark(*steps, again)


@near_miss("too-many-faces")
def two_faces_on_each_branch(draft: Draft) -> Mark:
    """Four teams, but two on each of two exclusive branches: no path meets more than two."""
    steps = _faces(draft, 4)
    end = draft.step()
    for step, after in zip(steps, (steps[1], end, steps[3], end), strict=True):
        step["next"] = [after["id"]]
    draft.put_surely(draft.decision({"to": steps[0]["id"]}, {"to": steps[2]["id"]}), *steps, end)
    return draft.mark(*steps)


# --------------------------------------------------------------------------------------- silo-crossings


def _crossing(draft: Draft, maps: int, **fields: Any) -> Mark:
    """Let a map of 12 and more steps change departments at each of them, among calm maps."""
    draft.require(not draft.meets_customers())
    calm = [name for name in draft.world.maps if name != draft.target]
    for name in calm:
        del draft.world.maps[name]
    for lane in draft.map["lane"]:
        lane["department"] = "Works"
    for number in range(maps - 1):
        draft.add_map(f"calm-{number}", [draft.step() for _ in range(6)])
    site = draft.dice.choice(draft.sites())
    lanes = [draft.lane() for _ in range(2)]
    items = [draft.words.thing() for _ in range(3 * len(draft.map["step"]))]
    row = [
        draft.step(lane=lanes[number % 2], reads=[item], writes=[after], **fields)
        for number, (item, after) in enumerate(pairwise(items))
    ]
    draft.put(*row, draft.step(reads=[items[-1]]), at=site)
    return draft.mark(*row, whole=True)


@plant("silo-crossings")
def changes_departments_at_each_step(draft: Draft) -> Mark:
    """The map's department changes at most of its steps, those of the others at none.

    By nearest rank the 75th percentile of five maps or more with one high rate is 0.
    """
    return _crossing(draft, draft.dice.choice((5, 6, 8)))


@near_miss("silo-crossings")
def too_few_maps(draft: Draft) -> Mark:
    """Fewer than five maps: not assessed."""
    return _crossing(draft, FEW_MAPS - 1)


@near_miss("silo-crossings")
def legally_separate(draft: Draft) -> Mark:
    """Guard: legal separation."""
    return _crossing(draft, 6, tags=["legal"], control="regulatory")


# ----------------------------------------------------------------------------------------- split-contact


def _two_contacts(draft: Draft, between: list[Plain], reads: list[str] | None = None) -> Mark:
    """Put two contacts by one person, an hour apart, in a channel that nobody else uses."""
    lane = draft.lane("front")
    asked, told, source = (draft.words.thing() for _ in range(3))
    first = draft.step(channel="video", asks=[asked], lane=lane)
    second = draft.step(channel="video", asks=[told], lane=lane, reads=reads or [source], wait="1h")
    for step in between:
        step.setdefault("lane", lane)
    draft.put(first, *between, second, draft.step(reads=[asked, told], lane=lane))
    return draft.mark(first, second)


@plant("split-contact")
def two_calls_in_a_row(draft: Draft) -> Mark:
    """The second contact follows an hour later in the same channel, and nothing is done in the gap."""
    return _two_contacts(draft, [])


@plant("split-contact")
def two_calls_around_idle_work(draft: Draft) -> Mark:
    """What is done in between gives the second contact nothing: its result is read later."""
    item = draft.words.thing()
    own = draft.step(writes=[item])
    mark = _two_contacts(draft, [own])
    draft.put(draft.step(reads=[item]), at=draft.last_site())
    return mark


@near_miss("split-contact")
def needed_the_gap(draft: Draft) -> Mark:
    """What is done in between writes what the second contact reads."""
    item = draft.words.thing()
    return _two_contacts(draft, [draft.step(writes=[item])], [item])


@near_miss("split-contact")
def customer_fetches(draft: Draft) -> Mark:
    """Guard: the customer must fetch something."""
    lane = draft.lane("customer")
    return _two_contacts(draft, [draft.step(name="Fetch the papers", lane=lane, wait="1d")])


@near_miss("split-contact")
def customer_decides(draft: Draft) -> Mark:
    """Guard: the customer must decide; the waiting stands in the customer's lane."""
    lane = draft.lane("customer")
    return _two_contacts(draft, [draft.step("wait", name="Think it over", lane=lane, wait="2d")])


# ----------------------------------------------------------------------------------------- context-break


def _contacts_apart(
    draft: Draft, first: Plain, second: Plain, between: list[Plain] | None = None
) -> Mark:
    """Put two contacts in a map that holds no other."""
    draft.require(not draft.meets_customers())
    lane = draft.lane("front")
    for step in (first, *(between or ()), second):
        step["lane"] = lane
    draft.put(first, *(between or []), second, draft.step(reads=second.get("asks"), lane=lane))
    return draft.mark(first, second)


def _contact(draft: Draft, channel: str, **fields: Any) -> Plain:
    """Return a contact at which something is asked, and something read that only this step knows."""
    own = {"asks": [draft.words.thing()], "reads": [draft.words.thing()]}
    return draft.step(**{"channel": channel, **own, **fields})


@plant("context-break")
def nothing_crosses(draft: Draft) -> Mark:
    """Video, then counter, and the second contact reads nothing that was known at the first one."""
    first, second = _contact(draft, "video"), _contact(draft, "counter")
    between = [draft.step(reads=first["asks"])]
    return _contacts_apart(draft, first, second, between)


@plant("context-break")
def nothing_crosses_between_systems(draft: Draft) -> Mark:
    """The channel stays, the system changes, and no item crosses."""
    first = _contact(draft, "video", system="Ledger")
    second = _contact(draft, "video", system="Tracker")
    between = [draft.step(reads=first["asks"])]
    return _contacts_apart(draft, first, second, between)


@near_miss("context-break")
def something_crosses(draft: Draft) -> Mark:
    """The second contact reads what the customer said at the first one."""
    first = _contact(draft, "video")
    return _contacts_apart(draft, first, _contact(draft, "counter", reads=first["asks"]))


@near_miss("context-break")
def something_made_of_it_crosses(draft: Draft) -> Mark:
    """What is made of the customer's words crosses."""
    first, made = _contact(draft, "video"), draft.words.thing()
    between = [draft.step(reads=first["asks"], writes=[made])]
    return _contacts_apart(draft, first, _contact(draft, "counter", reads=[made]), between)


@near_miss("context-break")
def deliberately_anonymous(draft: Draft) -> Mark:
    """Guard: deliberate anonymity."""
    first, second = (
        _contact(draft, "video", tags=["anonymous"]),
        _contact(draft, "counter", tags=["anonymous"]),
    )
    return _contacts_apart(draft, first, second, [draft.step(reads=first["asks"])])


@near_miss("context-break")
def same_channel_and_system(draft: Draft) -> Mark:
    """Neither channel nor system changes."""
    first = _contact(draft, "video", system="Ledger")
    second = _contact(draft, "video", system="Ledger")
    return _contacts_apart(draft, first, second, [draft.step(reads=first["asks"])])
