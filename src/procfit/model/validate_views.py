"""What makes the as-is and the to-be of a map judgeable: no gap in the flow, a way out of every loop."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.model.components import strongly_connected
from procfit.model.faults import SHARE_TOLERANCE, Fault, listing
from procfit.model.process import ProcessMap, Step, View
from procfit.model.views import REROUTE, Lost, hidden_splits, lost_branches

__all__ = ["faults_of_views"]

WORDS: dict[View, str] = {"as-is": "added", "to-be": "discarded"}


def faults_of_views(process: ProcessMap, unsure: frozenset[str]) -> list[Fault]:
    """Return what is wrong with the two views of a map.

    `unsure` names the steps whose ways on are not all known; nothing is said that depends on them.
    """
    splits = list(_hidden_splits(process))
    lost = {view: lost_branches(process, view) for view in WORDS}
    gaps = [*splits, *_lost_branches(process, lost, unsure)]
    if splits or any(lost.values()):
        return [*gaps, *_traps(process, [process], unsure)]
    faults = list(_traps(process, [process.as_is, process.to_be], unsure))
    if not unsure:
        faults += [*_starts(process), *_unreachable(process)]
    return faults


def _hidden_splits(process: ProcessMap) -> Iterator[Fault]:
    index = {step.id: number for number, step in enumerate(process.steps)}
    for view, word in WORDS.items():
        for step in hidden_splits(process, view):
            yield Fault(
                ("step", index[step.id], "disposition"),
                f'{word} step "{step.id}" splits the flow, so the {view} view has no way past it',
                REROUTE[view],
            )


def _lost_branches(
    process: ProcessMap, lost: dict[View, list[Lost]], unsure: frozenset[str]
) -> Iterator[Fault]:
    index = {step.id: number for number, step in enumerate(process.steps)}
    for view, branches in lost.items():
        for branch in branches:
            if branch.step.id in unsure:
                continue
            share = "cases" if branch.share is None else f"{100 * branch.share:.4g} % of the cases"
            yield Fault(
                ("step", index[branch.step.id], "disposition"),
                f'{WORDS[view]} step "{branch.step.id}" ends the flow, so the {view} view loses {share} '
                f'at "{branch.split.id}"',
                REROUTE[view],
            )


def _starts(process: ProcessMap) -> Iterator[Fault]:
    """Yield what is wrong with the shares of several starts, once for both views."""
    index = {step.id: number for number, step in enumerate(process.steps)}
    told: set[str] = set()
    for view in (process.as_is, process.to_be):
        message, hint = _start_shares(view.starts)
        if message and message not in told:
            told.add(message)
            yield Fault(("step", index[view.starts[0].id], "share"), message, hint)


def _start_shares(starts: tuple[Step, ...]) -> tuple[str, str]:
    given = [step.share for step in starts if step.share is not None]
    if len(starts) < 2 or not given:
        return "", ""
    if len(given) < len(starts):
        bare = listing(step.id for step in starts if step.share is None)
        return f"some starts give a share and others none ({bare})", "give every start a share, or none"
    total = sum(given)
    if abs(total - 1) <= SHARE_TOLERANCE:
        return "", ""
    names = listing(step.id for step in starts)
    return f"shares of the starts {names} sum to {100 * total:.4g} %", "make them sum to 100 %"


def _traps(process: ProcessMap, shown: list[ProcessMap], unsure: frozenset[str]) -> Iterator[Fault]:
    """Yield the loops that no branch leaves in one of the shown views."""
    index = {step.id: number for number, step in enumerate(process.steps)}
    told: set[frozenset[str]] = set()
    for view in shown:
        for loop in _loops(view):
            exits = any(
                flow.to not in loop and flow.share != 0 for name in loop for flow in view.step(name).next
            )
            if exits or loop in told or loop & unsure:
                continue
            told.add(loop)
            names = [step.id for step in process.steps if step.id in loop]
            yield Fault(
                ("step", index[names[0]], "next"),
                f"no way out of the loop {listing(names)}",
                "lead one of its branches on to the end",
            )


def _unreachable(process: ProcessMap) -> Iterator[Fault]:
    index = {step.id: number for number, step in enumerate(process.steps)}
    told: set[str] = set()
    for view, shown in (("as-is", process.as_is), ("to-be", process.to_be)):
        reached = {step.id for step in shown.starts}
        waiting = list(reached)
        while waiting:
            for flow in shown.step(waiting.pop()).next:
                if flow.to not in reached:
                    reached.add(flow.to)
                    waiting.append(flow.to)
        for step in shown.steps:
            if step.id not in reached and step.id not in told:
                told.add(step.id)
                yield Fault(
                    ("step", index[step.id]),
                    f'no case ever reaches step "{step.id}" ({view})',
                    "lead a flow to it, or remove it",
                    "warning",
                )


def _loops(process: ProcessMap) -> list[frozenset[str]]:
    """Return the strongly connected sets of steps that hold a loop."""
    ways = {step.id: [flow.to for flow in step.next] for step in process.steps}
    return [
        frozenset(part) for part in strongly_connected(ways) if len(part) > 1 or part[0] in ways[part[0]]
    ]
