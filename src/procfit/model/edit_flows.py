"""Changing the flows of a map: where they lead, and the shares of a decision's branches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from procfit.model.edit_basis import (
    VIEWS,
    checked,
    known_step,
    led_elsewhere,
    listing,
    refuse_lost_share,
    targets_of,
    ways_on,
    with_step,
    with_ways,
)
from procfit.model.edit_steps import add_step
from procfit.model.errors import EditError
from procfit.model.process import SPLITS, Flow, ProcessMap, Step, StepKind, View
from procfit.model.views import apply_to_be

__all__ = ["branch", "connect", "disconnect", "reconnect", "set_shares"]

SHARE_DIGITS = 9
"""How exactly the shares of other branches are written when a new one takes its part of them."""


def connect(
    process: ProcessMap,
    source: str,
    target: str,
    share: float | None = None,
    when: str = "",
    view: View = "as-is",
) -> ProcessMap:
    """Return the map with a new flow.

    Parameters
    ----------
    process
        The map.
    source, target
        The steps it joins.
    share
        The share of the cases that take it, for a branch of a decision or an inclusive split. The other
        branches of a decision keep their proportions in the rest.
    when
        The condition in words.
    view
        As-is adds it to ``next`` and leaves a ``to_be.next`` as it is; to-be to ``to_be.next`` only.

    Raises
    ------
    EditError
        When `source` is an end or has a way on without being a split, or the flow is there.
    """
    here, there = known_step(process, source), known_step(process, target)
    shown = here if view == "as-is" else apply_to_be(here)
    flows = ways_on(here, view)
    _refuse_way(shown, there, flows, when)
    _refuse_share(shown, share)
    if shown.kind == "decision" and share is not None:
        flows = _made_room(flows, share)
    here = with_ways(here, (*flows, Flow(target, share, when)), view)
    return checked(process, with_step(process, here))


def _refuse_way(source: Step, target: Step, flows: tuple[Flow, ...], when: str) -> None:
    if source.kind == "end":
        raise EditError(f'"{source.id}" is an end and leads nowhere', "make it a task first")
    if any(flow.to == target.id and flow.when == when for flow in flows):
        raise EditError(
            f'"{source.id}" leads to "{target.id}" already', "give the second flow its own condition"
        )
    if flows and source.kind not in SPLITS:
        raise EditError(
            f'"{source.id}" is a {source.kind} and leads to "{flows[0].to}" already',
            "put a decision behind it, or lead its flow elsewhere",
        )


def _refuse_share(source: Step, share: float | None) -> None:
    if share is None:
        return
    if source.kind not in ("decision", "inclusive"):
        raise EditError(
            f'a {source.kind} such as "{source.id}" gives its ways no share', "leave the share out"
        )
    if not 0 <= share <= 1:
        raise EditError(f"{share:g} is not a share", "give a number from 0 to 1")


def _made_room(flows: tuple[Flow, ...], share: float) -> tuple[Flow, ...]:
    """Return a decision's flows scaled so that they leave `share` for a new one."""
    shares = [flow.share for flow in flows if flow.share is not None]
    if len(shares) < len(flows) or not sum(shares):
        return flows
    factor = (1 - share) / sum(shares)
    return tuple(
        replace(flow, share=round(old * factor, SHARE_DIGITS))
        for flow, old in zip(flows, shares, strict=True)
    )


def disconnect(process: ProcessMap, source: str, target: str, view: View = "as-is") -> ProcessMap:
    """Return the map without the flows from one step to another.

    `view` as-is takes them out of ``next``, and out of ``to_be.next`` where they are there too; to-be out of
    ``to_be.next`` only.

    Raises
    ------
    EditError
        When there is none, when a decision would lose a branch that cases take, or a loop its way out.
    """
    here = known_step(process, source)
    _refuse_no_flow(here, target, view)
    for each in _views_changed(here, view):
        flows = ways_on(here, each)
        refuse_lost_share(here if each == "as-is" else apply_to_be(here), flows, {target})
        here = with_ways(here, tuple(flow for flow in flows if flow.to != target), each)
    return checked(process, with_step(process, here))


def reconnect(process: ProcessMap, source: str, old: str, new: str, view: View = "as-is") -> ProcessMap:
    """Return the map with the flows from `source` to `old` led to `new`; share and condition are kept.

    `view` as-is changes ``next``, and ``to_be.next`` where it holds the flow too; to-be ``to_be.next`` only.

    Raises
    ------
    EditError
        When there is no such flow, or a loop would lose its way out.
    """
    here, there = known_step(process, source), known_step(process, new)
    _refuse_no_flow(here, old, view)
    for each in _views_changed(here, view):
        here = with_ways(here, led_elsewhere(ways_on(here, each), {old: there.id}), each)
    return checked(process, with_step(process, here))


def _refuse_no_flow(source: Step, target: str, view: View) -> None:
    targets = targets_of(ways_on(source, view))
    if target not in targets:
        hint = f"it leads to {listing(targets)}" if targets else "it leads nowhere"
        raise EditError(f'"{source.id}" does not lead to "{target}"', hint)


def _views_changed(step: Step, view: View) -> tuple[View, ...]:
    """Return the views whose own list of ways on an edit changes."""
    return VIEWS if view == "as-is" and "next" in step.to_be else (view,)


def branch(
    process: ProcessMap,
    step: str,
    decision: Step,
    target: str,
    share: float | None = None,
    when: str = "",
) -> ProcessMap:
    """Return the map with a decision behind a step: one branch goes on as before, the other to `target`.

    Parameters
    ----------
    process
        The map.
    step
        A step with one way on.
    decision
        The new decision, inclusive or parallel split; a task becomes a decision.
    target
        Where the new branch leads.
    share
        The share of the cases that take it. The rest of a decision's goes on as before; after an inclusive
        split every case does.
    when
        The condition of the new branch, in words.

    Raises
    ------
    EditError
        When the step has no way on, or several.
    """
    kind = decision.kind if decision.kind in SPLITS else "decision"
    decision = replace(decision, kind=kind)
    if not known_step(process, step).next:
        raise EditError(f'"{step}" leads nowhere yet', "connect it first")
    _refuse_share(decision, share)
    there = known_step(process, target)
    added = add_step(process, decision, after=step)
    split = added.step(decision.id)
    on = replace(split.next[0], share=_share_of_rest(kind, share))
    split = replace(split, next=(on, Flow(there.id, share, when)))
    return checked(process, with_step(added, split))


def _share_of_rest(kind: StepKind, share: float | None) -> float | None:
    """Return the share of the cases that go on as before when a branch is put in their way."""
    if share is None or kind == "parallel":
        return None
    return 1.0 if kind == "inclusive" else round(1 - share, SHARE_DIGITS)


def set_shares(
    process: ProcessMap,
    decision: str,
    shares: Mapping[str, float | None] | Sequence[float | None],
    view: View = "as-is",
) -> ProcessMap:
    """Return the map with the shares of a decision's or inclusive split's branches set.

    Parameters
    ----------
    process
        The map.
    decision
        The split.
    shares
        Shares of 1 by target, or one for each branch in order where two lead to the same step. None = not
        assessed. Targets that are not named keep their share.
    view
        Whether the branches of ``next`` or of ``to_be.next`` are meant.

    Raises
    ------
    EditError
        When a decision's shares do not sum to 1, or only some are given.
    """
    split = known_step(process, decision)
    shown = split if view == "as-is" else apply_to_be(split)
    flows = ways_on(split, view)
    given = _shares_in_order(decision, flows, shares)
    for share in given:
        _refuse_share(shown, share)
    flows = tuple(replace(flow, share=share) for flow, share in zip(flows, given, strict=True))
    return checked(process, with_step(process, with_ways(split, flows, view)))


def _shares_in_order(
    decision: str,
    flows: tuple[Flow, ...],
    shares: Mapping[str, float | None] | Sequence[float | None],
) -> list[float | None]:
    if not isinstance(shares, Mapping):
        if len(shares) != len(flows):
            raise EditError(
                f'"{decision}" has {len(flows)} branches, not {len(shares)}', "give one share for each"
            )
        return list(shares)
    targets = [flow.to for flow in flows]
    for target in shares:
        if targets.count(target) != 1:
            raise EditError(
                f'{targets.count(target) or "no"} branches of "{decision}" lead to "{target}"',
                "give the shares in the order of the branches",
            )
    return [shares.get(flow.to, flow.share) for flow in flows]
