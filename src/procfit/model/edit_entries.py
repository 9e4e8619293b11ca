"""A typed line put into a map: its step, its lane, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from procfit.model.edit_basis import checked, free_id, known_step, with_step
from procfit.model.edit_flows import SHARE_DIGITS, connect
from procfit.model.edit_lanes import add_lane
from procfit.model.edit_steps import add_step
from procfit.model.errors import EditError
from procfit.model.process import SPLITS, Flow, Lane, Need, ProcessMap, Step, StepKind
from procfit.model.quantities import Duration
from procfit.model.text import item_key, slug, visible

__all__ = [
    "Wanted",
    "find_lane",
    "find_step",
    "place_step",
    "write_lane",
    "write_step",
    "write_ways",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step that somebody wants; what is None or empty is not said.

    `lane` and the targets of `ways` are names, ids, or beginnings of them; `share` is that of the cases
    which come here from a decision.
    """

    name: str
    lane: str = ""
    kind: StepKind | None = None
    work: Duration | None = None
    wait: Duration | None = None
    value: int | None = None
    needs: tuple[str, ...] = ()
    ways: tuple[tuple[str, float | None], ...] = ()
    share: float | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


def write_step(
    process: ProcessMap, wanted: Wanted, after: str | None = None, before: str | None = None
) -> tuple[ProcessMap, str]:
    """Return the map with the wanted step, and the step's id.

    The lane is made where there is none like it. Behind a decision, split or step without a way on,
    the new step becomes a further branch, or simply what comes next.

    Parameters
    ----------
    process
        The map.
    wanted
        The step.
    after, before
        Where it comes, as in ``add_step``; with neither it stands alone, or behind nothing yet.

    Raises
    ------
    EditError
        When it has no name, or cannot come there.
    """
    if not wanted.name:
        raise EditError("the step has no name", "type what is done, such as: Call back customer")
    if wanted.lane:
        process, lane = write_lane(process, wanted.lane)
    else:
        near = after or before
        lane = process.step(near).lane if near and near in process else _first_lane(process)
    name = free_id(slug(wanted.name), {step.id for step in process.steps})
    step = _filled(Step(name, wanted.name, lane=lane), wanted)
    changed = place_step(process, step, wanted.share, after, before)
    return write_ways(changed, name, wanted.ways), name


def find_lane(process: ProcessMap, said: str) -> Lane | None:
    """Return the lane meant: by id or name, or by a beginning that only one lane has."""
    return _meant(said, [(lane, (lane.id, lane.label)) for lane in process.lanes])


def find_step(process: ProcessMap, said: str) -> str:
    """Return the id of the step meant: by id or name, or by a beginning that only one step has.

    Raises
    ------
    EditError
        When none or several steps may be meant.
    """
    named = [(step.id, (step.id, step.name)) for step in process.steps]
    found = _meant(said, named)
    if found is None and any(
        item_key(name).startswith(item_key(said)) for _, own in named for name in own
    ):
        raise EditError(f'several steps begin with "{visible(said)}"', "type more of the name")
    return found or known_step(process, said).id


def _meant(said: str, named: Iterable[tuple[T, tuple[str, str]]]) -> T | None:
    wanted = item_key(said)
    pairs = [(what, [item_key(name) for name in names]) for what, names in named]
    same = [what for what, names in pairs if wanted in names]
    begun = [what for what, names in pairs if any(name.startswith(wanted) for name in names)]
    if same:
        return same[0]
    return begun[0] if len(begun) == 1 else None


def write_lane(process: ProcessMap, said: str) -> tuple[ProcessMap, str]:
    """Return the map with the lane meant, made where there is none like it, and the lane's id."""
    found = find_lane(process, said)
    if found is not None:
        return process, found.id
    new = Lane(free_id(slug(said), {lane.id for lane in process.lanes}), said)
    return add_lane(process, new if new.id != said else replace(new, name="")), new.id


def _first_lane(process: ProcessMap) -> str:
    return process.lanes[0].id if process.lanes else ""


def _filled(step: Step, wanted: Wanted) -> Step:
    texts: dict[str, Any] = dict(wanted.texts)
    return replace(
        step,
        kind=wanted.kind or "task",
        work=wanted.work,
        wait=wanted.wait,
        value=wanted.value,
        needs=tuple(Need(capability) for capability in wanted.needs),
        **texts,
    )


def place_step(
    process: ProcessMap,
    step: Step,
    share: float | None,
    after: str | None = None,
    before: str | None = None,
) -> ProcessMap:
    """Return the map with a step behind another: a further branch of a split, or what comes next.

    Raises
    ------
    EditError
        When it cannot come there.
    """
    if after is not None and before is None:
        here = known_step(process, after)
        if here.kind in SPLITS and here.next:
            return connect(add_step(process, step), after, step.id, share)
        if not here.next and here.kind != "end":
            led = with_step(process, replace(here, next=(Flow(step.id, share),)))
            at = led.steps.index(led.step(after)) + 1
            return checked(process, replace(led, steps=(*led.steps[:at], step, *led.steps[at:])))
    return add_step(process, step, after=after, before=before)


def write_ways(process: ProcessMap, source: str, ways: Sequence[tuple[str, float | None]]) -> ProcessMap:
    """Return the map with the ways on that were typed.

    A split keeps the way that it took over when it was put there, with what the others leave of the
    cases; any other step leads where it was typed to lead.
    """
    if not ways:
        return process
    here = process.step(source)
    flows = {find_step(process, target): share for target, share in ways}
    if here.kind in SPLITS:
        flows = {**flows, **{flow.to: None for flow in here.next if flow.to not in flows}}
        flows = _with_rest(flows)
    elif len(flows) > 1:
        raise EditError(
            f'"{here.name}" is a {here.kind} and leads one way', "end its name with ? for a decision"
        )
    led = tuple(Flow(target, share) for target, share in flows.items())
    return checked(process, with_step(process, replace(here, next=led)))


def _with_rest(flows: dict[str, float | None]) -> dict[str, float | None]:
    """Return shares of branches where the one that has none gets what the others leave."""
    given = [share for share in flows.values() if share is not None]
    if len(given) != len(flows) - 1:
        return flows
    rest = round(1 - sum(given), SHARE_DIGITS)
    return {target: rest if share is None else share for target, share in flows.items()}
