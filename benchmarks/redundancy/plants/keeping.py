"""Information that is typed again, or written for nobody: re-key and dead-output."""

from __future__ import annotations

from typing import Any

from benchmarks.redundancy.draft import OUT, Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []

# ---------------------------------------------------------------------------------------------- re-key


def _two_writers(draft: Draft, item: str, **second: Any) -> tuple[Plain, Plain]:
    """Return two steps that type an item from one source into two systems."""
    source = draft.words.thing()
    first = draft.step(reads=[source], writes=[item], system="Ledger")
    again = draft.step(**{"reads": [source], "writes": [item], "system": "Tracker", **second})
    return first, again


def _two_systems(draft: Draft, between: list[Plain], item: str, **second: Any) -> Mark:
    first, again = _two_writers(draft, item, **second)
    draft.put(first, *between, again, draft.step(reads=[item]))
    return draft.mark(first, again)


@plant("re-key")
def typed_twice(draft: Draft) -> Mark:
    """Two steps write the item from one source into two systems, and nothing carries it over."""
    return _two_systems(draft, [], draft.words.thing())


@plant("re-key")
def typed_twice_apart(draft: Draft) -> Mark:
    """Other work in between is no transfer."""
    item = draft.words.thing()
    first, again = _two_writers(draft, item)
    draft.put_apart([first], [again, draft.step(reads=[item])])
    return draft.mark(first, again)


@plant("re-key")
def retyped_from_screen(draft: Draft) -> Mark:
    """The second step reads just what the first one wrote: no other source, and no transfer."""
    item = draft.words.thing()
    return _two_systems(draft, [draft.step()], item, reads=[item])


@near_miss("re-key")
def carried_over(draft: Draft) -> Mark:
    """Guard: a step tagged transfer reads the item between the two writers."""
    item = draft.words.thing()
    return _two_systems(draft, [draft.step(tags=["transfer"], reads=[item])], item)


@near_miss("re-key")
def carried_over_by_a_system(draft: Draft) -> Mark:
    """Guard: a step of a system lane reads the item between the two writers."""
    item = draft.words.thing()
    return _two_systems(draft, [draft.step(lane=draft.lane("system"), reads=[item])], item)


@near_miss("re-key")
def from_another_source(draft: Draft) -> Mark:
    """Guard: the second writer reads another source."""
    item, source = draft.words.thing(), draft.words.thing()
    return _two_systems(draft, [draft.step(writes=[source])], item, reads=[source])


@near_miss("re-key")
def written_to_one_system(draft: Draft) -> Mark:
    """Both write into the same system."""
    return _two_systems(draft, [draft.step()], draft.words.thing(), system="Ledger")


@near_miss("re-key")
def typed_on_either_branch(draft: Draft) -> Mark:
    """No case passes both writers."""
    item = draft.words.thing()
    first, again = _two_writers(draft, item)
    reader = draft.step(reads=[item])
    first["next"], again["next"] = [reader["id"]], [reader["id"]]
    draft.put(draft.decision({"to": first["id"]}, {"to": again["id"]}), first, again, reader)
    return draft.mark(first, again)


@near_miss("re-key")
def other_items(draft: Draft) -> Mark:
    """What the two steps write is not the same item."""
    item, other = draft.words.thing(), draft.words.thing()
    first, again = _two_writers(draft, item, writes=[other])
    draft.put(first, again, draft.step(reads=[item, other]))
    return draft.mark(first, again)


# ------------------------------------------------------------------------------------------ dead-output


def _writes_for_nobody(draft: Draft, **fields: Any) -> tuple[Plain, str]:
    """Put a writer, and somebody who reads something else, into a map whose readers are known."""
    _known_readers(draft)
    item, other = draft.words.thing(), draft.words.thing()
    writer = draft.step(**{"writes": [item, other], **fields})
    draft.put(writer, draft.step(reads=[other]))
    return writer, item


def _known_readers(draft: Draft) -> None:
    draft.require(any(step.get("reads") or step.get("delivers") for step in draft.map["step"]))


@plant("dead-output")
def never_read(draft: Draft) -> Mark:
    """No step of any map reads or delivers the item."""
    writer, _ = _writes_for_nobody(draft)
    return draft.mark(writer)


@plant("dead-output")
def only_that_is_written(draft: Draft) -> Mark:
    """The step writes nothing but an item that nobody reads."""
    _known_readers(draft)
    item = draft.words.thing()
    writer = draft.step(writes=[item], system="Ledger", lane=draft.lane())
    draft.put_apart(
        [writer], [draft.step(writes=[reader := draft.words.thing()]), draft.step(reads=[reader])]
    )
    return draft.mark(writer)


@plant("dead-output")
def read_only_in_future(draft: Draft) -> Mark:
    """The only reader is planned (`add`): as the map runs today nobody reads it."""
    writer, item = _writes_for_nobody(draft)
    draft.put(draft.step(reads=[item], disposition="add"), at=draft.last_site())
    return draft.mark(writer)


@near_miss("dead-output")
def read_on_one_branch(draft: Draft) -> Mark:
    """A step reads it, if only for some cases."""
    writer, item = _writes_for_nobody(draft)
    reader = draft.step(reads=[item])
    draft.put(draft.decision({"to": reader["id"]}, {"to": OUT}), reader, at=draft.last_site())
    return draft.mark(writer)


@near_miss("dead-output")
def archived(draft: Draft) -> Mark:
    """Guard: kept as an archive."""
    return draft.mark(_writes_for_nobody(draft, tags=["archive"])[0])


@near_miss("dead-output")
def kept_for_the_law(draft: Draft) -> Mark:
    """Guard: kept for the law."""
    return draft.mark(_writes_for_nobody(draft, tags=["legal"])[0])


@near_miss("dead-output")
def read_in_another_map(draft: Draft) -> Mark:
    """A step of another map reads the item."""
    writer, item = _writes_for_nobody(draft)
    draft.add_map("reading", [draft.step(reads=[item])])
    return draft.mark(writer)


@near_miss("dead-output")
def received(draft: Draft) -> Mark:
    """The customer receives the item."""
    item = draft.words.thing()
    writer = draft.step(writes=[item])
    draft.put(writer, draft.step(delivers=[item.title()], channel="video"))
    return draft.mark(writer)
