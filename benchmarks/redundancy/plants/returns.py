"""Work that comes back: ping-pong and rework-loop."""

from __future__ import annotations

from typing import Any

from benchmarks.redundancy.draft import OUT, Draft, Mark
from benchmarks.redundancy.registry import near_miss, plant
from benchmarks.redundancy.worlds import Plain

__all__: list[str] = []

# -------------------------------------------------------------------------------- ping-pong, rework-loop


def _there_and_back(draft: Draft, away: list[Plain], reads: str = "", **back: Any) -> Mark:
    own = draft.words.thing()
    home, there = draft.lane(), draft.lane()
    first = draft.step(writes=[own], lane=home)
    last = draft.step(**{"reads": [reads or own], "lane": home, **back})
    for step in away:
        step.setdefault("lane", there)
    draft.put(first, *away, last)
    return draft.mark(first, *away, last)


@plant("ping-pong")
def there_and_back(draft: Draft) -> Mark:
    """B writes nothing at all; A's second step reads what A wrote."""
    return _there_and_back(draft, [draft.step() for _ in range(draft.dice.choice((1, 2)))])


@plant("ping-pong")
def there_and_back_with_other_things(draft: Draft) -> Mark:
    """B writes something, but A's second step reads something else; the item is read much later."""
    item = draft.words.thing()
    mark = _there_and_back(draft, [draft.step(writes=[item])])
    draft.put(draft.step(reads=[item]), at=draft.last_site())
    return mark


@near_miss("ping-pong")
def brings_something(draft: Draft) -> Mark:
    """B writes what A's second step reads."""
    item = draft.words.thing()
    return _there_and_back(draft, [draft.step(writes=[item])], item)


@near_miss("ping-pong")
def review_that_changes(draft: Draft) -> Mark:
    """Guard: a review that changes something: B reads the item and writes it anew, A reads it."""
    item = draft.words.thing()
    return _there_and_back(draft, [draft.step(reads=[item], writes=[item])], item)


@near_miss("ping-pong")
def review_that_decides(draft: Draft) -> Mark:
    """Guard: a review that changes something: by its result some cases end there."""
    home, there = draft.lane(), draft.lane()
    own = draft.words.thing()
    gone = draft.step("end", lane=there)
    last = draft.step(reads=[own], lane=home)
    review = draft.decision(
        {"to": last["id"]}, {"to": gone["id"], "rejects": True}, lane=there, work="5m"
    )
    first = draft.step(writes=[own], lane=home)
    draft.put_surely(first, review, last)
    draft.map["step"].append(gone)
    return draft.mark(first, review, last)


@near_miss("ping-pong")
def goes_on_elsewhere(draft: Draft) -> Mark:
    """A, B, C: the work does not come back."""
    return _there_and_back(draft, [draft.step()], lane=draft.lane())


def _loop(draft: Draft, back: str | None, **work: Any) -> Mark:
    item = draft.words.thing()
    step = draft.step(writes=[item], **work)
    whole = f"{100 - int(back.rstrip('%'))}%" if back else None
    check = draft.decision(
        {"to": step["id"], "share": back}, {"to": OUT, "share": whole}, reads=[item], work="2m"
    )
    if not back:
        del check["source"]
    draft.put(step, check)
    return draft.mark(check)


@plant("rework-loop")
def sent_back(draft: Draft) -> Mark:
    """1 / (1 - r) passes: 30 % sent back make 1.43, 50 % make 2."""
    return _loop(draft, draft.dice.choice(("30%", "50%")))


@plant("rework-loop")
def sent_back_just_often_enough(draft: Draft) -> Mark:
    """18 % sent back make 1.22 passes."""
    return _loop(draft, "18%")


@plant("rework-loop")
def sent_back_by_a_mending_step(draft: Draft) -> Mark:
    """The way back holds a step that mends: 40 % make 1.67 passes."""
    item = draft.words.thing()
    work, mend = draft.step(writes=[item]), draft.step(reads=[item])
    mend["next"] = [work["id"]]
    check = draft.decision({"to": mend["id"], "share": "40%"}, {"to": OUT, "share": "60%"}, reads=[item])
    work["next"] = [check["id"]]
    draft.put(work, check, mend)
    return draft.mark(check)


@plant("rework-loop")
def mended_until_right(draft: Draft) -> Mark:
    """The check stands first: 40 % go through a mending step and back to it, 1.67 passes."""
    mend = draft.step()
    check = draft.decision({"to": mend["id"], "share": "40%"}, {"to": OUT, "share": "60%"})
    mend["next"] = [check["id"]]
    draft.put(check, mend)
    return draft.mark(check)


@plant("rework-loop")
def sent_back_beside_other_work(draft: Draft) -> Mark:
    """A loop with 1.67 passes on one branch of parallel work."""
    work, beside, join = draft.step(), draft.step(), draft.step("join")
    check = draft.decision({"to": work["id"], "share": "40%"}, {"to": join["id"], "share": "60%"})
    work["next"], beside["next"] = [check["id"]], [join["id"]]
    draft.put(draft.step("parallel", next=[work["id"], beside["id"]]), work, check, beside, join)
    return draft.mark(check)


@near_miss("rework-loop")
def negotiated(draft: Draft) -> Mark:
    """Guard: tagged intended (negotiation)."""
    return _loop(draft, "50%", tags=["negotiation"])


@near_miss("rework-loop")
def seldom_sent_back(draft: Draft) -> Mark:
    """15 % sent back make 1.18 passes."""
    return _loop(draft, "15%")


@near_miss("rework-loop")
def nobody_knows_how_often(draft: Draft) -> Mark:
    """Without shares the passes are not known: not assessed."""
    return _loop(draft, None)
