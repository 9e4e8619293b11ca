"""Steps copied with what joins them, and put into the same map or another one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from procfit.model.components import strongly_connected
from procfit.model.edit_basis import (
    VIEWS,
    checked,
    free_id,
    known_step,
    listing,
    targets_of,
    ways_on,
    with_ways,
)
from procfit.model.edit_entries import find_lane, place_step
from procfit.model.edit_lanes import add_lane
from procfit.model.edit_steps import delete_step
from procfit.model.errors import EditError
from procfit.model.process import TIMELESS, Flow, Lane, ProcessMap, Step, View
from procfit.model.quantities import Duration

__all__ = ["Copied", "copy_steps", "delete_steps", "paste_steps"]


@dataclass(frozen=True)
class Copied:
    """Some steps of a map as they were, with their lanes and the waiting that the map assumes.

    `runs` are the steps that hang together, each run with the one step that leads into it first.
    """

    process: str
    steps: tuple[Step, ...]
    runs: tuple[tuple[str, ...], ...]
    lanes: tuple[Lane, ...]
    default_wait: Duration | None


def copy_steps(process: ProcessMap, names: Collection[str], view: View = "as-is") -> Copied:
    """Return some steps as a view has them, to be put elsewhere; starts and ends stay behind.

    Decisions stay behind too: nobody has decided about a copy yet.

    Raises
    ------
    EditError
        When nothing is left to copy, or steps that hang together have several ways in.
    """
    wanted = {known_step(process, name).id for name in names}
    shown = process.steps if view == "as-is" else process.planned
    steps = tuple(
        replace(step, disposition=None, to_be={}, share=None)
        for step in shown
        if step.id in wanted and step.kind not in ("start", "end")
    )
    if not steps:
        raise EditError("starts and ends are not copied", "choose the steps between them")
    inside = {step.id for step in steps}
    lanes = {step.lane for step in steps}
    return Copied(
        process.id,
        steps,
        tuple(_run(steps, run) for run in _runs(steps, inside)),
        tuple(lane for lane in process.lanes if lane.id in lanes),
        process.default_wait,
    )


def _runs(steps: tuple[Step, ...], inside: Collection[str]) -> list[list[str]]:
    """Return the steps that hang together, in the order of the map."""
    joined: dict[str, list[str]] = {step.id: [] for step in steps}
    for step in steps:
        for target in targets_of(step.next):
            if target in inside:
                joined[step.id].append(target)
                joined[target].append(step.id)
    place = {step.id: number for number, step in enumerate(steps)}
    parts = [sorted(part, key=place.__getitem__) for part in strongly_connected(joined)]
    return sorted(parts, key=lambda part: place[part[0]])


def _run(steps: tuple[Step, ...], run: list[str]) -> tuple[str, ...]:
    """Return a run with the step that cases come in at first."""
    inner = {target for step in steps if step.id in run for target in targets_of(step.next)}
    entries = [name for name in run if name not in inner]
    if len(entries) > 1:
        raise EditError(
            f"cases come in at {listing(entries)}", "choose steps with one way in, or fewer steps"
        )
    first = entries[0] if entries else run[0]
    return (first, *(name for name in run if name != first))


def paste_steps(
    process: ProcessMap, copied: Copied, after: str | None = None
) -> tuple[ProcessMap, tuple[str, ...]]:
    """Return the map with copied steps behind a step, and their ids in it.

    Flows among them stay; what led out of them leads on to what follows. Steps that do not hang together
    come one after the other. Lanes are found by id or name, and made where there is none. A step that
    waited what its map assumes says so where the other map assumes something else.

    Parameters
    ----------
    process
        The map.
    copied
        The steps.
    after
        The step behind which they come; None puts them into a map by themselves.

    Raises
    ------
    EditError
        When nothing can come there, or a decision would lose cases.
    """
    changed, lanes = _with_lanes(process, copied.lanes)
    names = _names(changed, copied)
    steps = {step.id: step for step in copied.steps}
    for run in copied.runs:
        entry = steps[run[0]]
        stub = Step(names[entry.id], entry.name, lane=lanes.get(entry.lane, ""))
        changed = place_step(changed, stub, None, after)
        put = changed.step(stub.id)
        ways: Mapping[View, str] = {
            view: next(iter(targets_of(ways_on(put, view))), "") for view in VIEWS
        }
        new = tuple(
            _renamed(steps[name], names, lanes, ways, _wait(process, copied, steps[name]))
            for name in run
        )
        at = changed.steps.index(put)
        changed = replace(changed, steps=(*changed.steps[:at], *new, *changed.steps[at + 1 :]))
        after = _last(new, ways["as-is"])
    return checked(process, changed), tuple(names[step.id] for step in copied.steps)


def _last(new: tuple[Step, ...], behind: str) -> str:
    """Return the step of a run behind which the next run comes."""
    leaving = [step.id for step in new if not step.next or behind in targets_of(step.next)]
    return leaving[-1] if leaving else new[-1].id


def _names(process: ProcessMap, copied: Copied) -> dict[str, str]:
    taken = {step.id for step in process.steps}
    names: dict[str, str] = {}
    for step in copied.steps:
        names[step.id] = free_id(step.id, taken)
        taken.add(names[step.id])
    return names


def _with_lanes(process: ProcessMap, lanes: tuple[Lane, ...]) -> tuple[ProcessMap, dict[str, str]]:
    """Return the map with the lanes that are needed, and what each is called in it."""
    names: dict[str, str] = {}
    for lane in lanes:
        same = next((known for known in process.lanes if known.id == lane.id), None)
        same = same or _named(process, lane)
        if same is None:
            parents = {known.id for known in process.lanes}
            same = lane if lane.parent in parents else replace(lane, parent="")
            process = add_lane(process, same)
        names[lane.id] = same.id
    return process, names


def _named(process: ProcessMap, lane: Lane) -> Lane | None:
    found = find_lane(process, lane.label)
    return found if found and found.label.casefold() == lane.label.casefold() else None


def _wait(process: ProcessMap, copied: Copied, step: Step) -> Duration | None:
    """Return what a step waits, written out where the other map would assume something else."""
    assumed = step.wait is None and step.kind not in TIMELESS
    if assumed and copied.default_wait != process.default_wait:
        return copied.default_wait
    return step.wait


def _renamed(
    step: Step,
    names: Mapping[str, str],
    lanes: Mapping[str, str],
    ways: Mapping[View, str],
    wait: Duration | None,
) -> Step:
    """Return a step under its new id, leading among the new steps or to what follows them."""
    led = {view: _led(step.next, names, ways[view]) for view in VIEWS}
    new = replace(
        step,
        id=names[step.id],
        lane=lanes.get(step.lane, ""),
        wait=wait,
        next=led["as-is"],
    )
    return new if led["to-be"] == led["as-is"] else with_ways(new, led["to-be"], "to-be")


def _led(flows: tuple[Flow, ...], names: Mapping[str, str], behind: str) -> tuple[Flow, ...]:
    if not flows:
        return (Flow(behind),) if behind else ()
    led = (replace(flow, to=names.get(flow.to, behind)) for flow in flows)
    return tuple(flow for flow in led if flow.to)


def delete_steps(process: ProcessMap, names: Collection[str]) -> ProcessMap:
    """Return the map without several steps; one that cannot go before another one goes after it.

    Raises
    ------
    EditError
        When one of them cannot go at all.
    """
    left = [step.id for step in process.steps if step.id in set(names)]
    while left:
        refused: EditError | None = None
        gone: list[str] = []
        for name in left:
            try:
                process = delete_step(process, name)
                gone.append(name)
            except EditError as error:
                refused = refused or error
        if refused is not None and not gone:
            raise refused
        left = [name for name in left if name not in gone]
    return process
