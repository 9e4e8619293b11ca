"""What makes a map judgeable. Every fault carries the path of the key it stands at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from procfit.model.capability import Capability
from procfit.model.components import strongly_connected
from procfit.model.faults import SHARE_TOLERANCE, Fault, Path, did_you_mean, listing
from procfit.model.process import SPLITS, Flow, Need, ProcessMap, Step
from procfit.model.validate_views import faults_of_views

__all__ = ["Fault", "Path", "circular_calls", "did_you_mean", "faults_between_maps", "faults_of_map"]


def faults_of_map(process: ProcessMap, unread: frozenset[str] = frozenset()) -> list[Fault]:
    """Return everything wrong inside one map, errors and warnings.

    `unread` names the steps whose ways on could not be read from the file; what depends on them is not
    judged, so that one mistake is told once.
    """
    faults = [*_duplicates(process), *_references(process), *_flows(process), *_need_shares(process)]
    sound, unsure = _sound_flows(process, unread)
    return faults + faults_of_views(sound, unsure)


def _sound_flows(process: ProcessMap, unread: frozenset[str]) -> tuple[ProcessMap, frozenset[str]]:
    """Return the map without flows to unknown steps and repeated ids, and the steps this touched."""
    known = {step.id for step in process.steps}
    steps: dict[str, Step] = {}
    unsure = set(unread)
    for step in process.steps:
        later = step.to_be.get("next", ())
        if any(flow.to not in known for flow in (*step.next, *later)):
            unsure.add(step.id)
            changes = {**step.to_be, "next": _known(later, known)} if later else step.to_be
            step = replace(step, next=_known(step.next, known), to_be=changes)
        if step.id in steps:
            unsure.add(step.id)
        steps.setdefault(step.id, step)
    if not unsure:
        return process, frozenset()
    return replace(process, steps=tuple(steps.values())), frozenset(unsure)


def _known(flows: tuple[Flow, ...], known: set[str]) -> tuple[Flow, ...]:
    return tuple(flow for flow in flows if flow.to in known)


def faults_between_maps(
    maps: Mapping[str, ProcessMap],
    capabilities: Mapping[str, Capability],
    broken: Collection[str] = (),
) -> dict[str, list[Fault]]:
    """Return per map what is wrong with its references to other maps and to capabilities.

    `broken` names the maps that exist but cannot be judged.
    """
    circular = circular_calls(maps)
    return {
        name: [
            *_calls(process, maps, circular, broken),
            *_messages(process, maps, broken),
            *_needs(process, capabilities),
        ]
        for name, process in maps.items()
    }


def _duplicates(process: ProcessMap) -> Iterator[Fault]:
    for table, ids in (
        ("step", [step.id for step in process.steps]),
        ("lane", [lane.id for lane in process.lanes]),
    ):
        seen: set[str] = set()
        for index, name in enumerate(ids):
            if name in seen:
                yield Fault(
                    (table, index, "id"), f'{table} "{name}" is there twice', "give each its own id"
                )
            seen.add(name)


def _references(process: ProcessMap) -> Iterator[Fault]:
    lanes = [lane.id for lane in process.lanes]
    for index, lane in enumerate(process.lanes):
        if lane.parent and lane.parent not in lanes:
            yield Fault(
                ("lane", index, "parent"),
                f'lane "{lane.id}" stands in unknown lane "{lane.parent}"',
                did_you_mean(lane.parent, lanes),
            )
    known = {step.id: step for step in process.steps}
    for index, step in enumerate(process.steps):
        if step.lane and step.lane not in lanes:
            hint = did_you_mean(step.lane, lanes) or f'add a [[lane]] with id = "{step.lane}"'
            yield Fault(
                ("step", index, "lane"), f'step "{step.id}" is in unknown lane "{step.lane}"', hint
            )
        for key, flows in (("next", step.next), ("to_be", step.to_be.get("next", ()))):
            for flow in flows:
                if flow.to not in known:
                    hint = did_you_mean(flow.to, known) or f'add a [[step]] with id = "{flow.to}"'
                    yield Fault(
                        ("step", index, key), f'step "{step.id}" leads to unknown step "{flow.to}"', hint
                    )


def _flows(process: ProcessMap) -> Iterator[Fault]:
    for index, (step, later) in enumerate(zip(process.steps, process.planned, strict=True)):
        yield from _flows_of(step, index, "next")
        if "next" in step.to_be or "kind" in step.to_be:
            yield from _flows_of(later, index, "to_be")
        if step.kind == "call" and not step.call:
            yield Fault(
                ("step", index, "kind"),
                f'step "{step.id}" calls no map',
                'add call = "the other map\'s id"',
            )
        if (step.call or later.call) and "call" not in (step.kind, later.kind):
            yield Fault(
                ("step", index, "call" if step.call else "to_be"),
                f'step "{step.id}" names map "{step.call or later.call}" but is a {step.kind}, no call',
                'add kind = "call", or remove call',
                "warning",
            )


def _flows_of(step: Step, index: int, key: str) -> Iterator[Fault]:
    here = ("step", index, key)
    if len(step.next) > 1 and step.kind not in SPLITS:
        yield Fault(
            here,
            f'step "{step.id}" is a {step.kind} with {len(step.next)} ways on',
            'only kind = "decision", "inclusive" or "parallel" may have several; '
            "put a decision behind it",
        )
    if step.kind == "end" and step.next:
        yield Fault(here, f'end "{step.id}" leads on', "remove its next, or make it a task")
    shares = [flow.share for flow in step.next if flow.share is not None]
    if step.kind == "decision" and shares:
        yield from _shares(step, shares, here)


def _shares(step: Step, shares: list[float], here: Path) -> Iterator[Fault]:
    total = sum(shares)
    if len(shares) < len(step.next):
        if total > 1 + SHARE_TOLERANCE:
            yield Fault(
                here, f'shares of "{step.id}" sum to {total:.4g}, more than 100 %', "mend the shares"
            )
        else:
            bare = ", ".join(flow.to for flow in step.next if flow.share is None)
            yield Fault(
                here,
                f'decision "{step.id}" gives some branches a share and others none ({bare})',
                "give every branch a share, or none",
            )
    elif abs(total - 1) > SHARE_TOLERANCE:
        yield Fault(here, f'shares of "{step.id}" sum to {100 * total:.4g} %', "make them sum to 100 %")


def _need_shares(process: ProcessMap) -> Iterator[Fault]:
    for index, step in enumerate(process.steps):
        later: tuple[Need, ...] = step.to_be.get("needs", ())
        for key, needs in (("needs", step.needs), ("to_be", later)):
            total = sum(need.share or 0.0 for need in needs)
            bare = listing(need.capability for need in needs if need.share is None)
            if total > 1 + SHARE_TOLERANCE:
                yield Fault(
                    ("step", index, key),
                    f'shares of what "{step.id}" needs sum to {100 * total:.4g} %, more than 100 %',
                    "lower them",
                )
            elif bare and total >= 1 - SHARE_TOLERANCE:
                yield Fault(
                    ("step", index, key),
                    f'the shares of what "{step.id}" needs leave nothing for {bare}',
                    "lower them, or give each its own share",
                    "warning",
                )


def circular_calls(maps: Mapping[str, ProcessMap]) -> set[str]:
    """Return the maps that run inside themselves, by way of others or not."""
    calls = {
        name: [step.call for step in process.steps if step.kind == "call" and step.call in maps]
        for name, process in maps.items()
    }
    return {
        name
        for part in strongly_connected(calls)
        if len(part) > 1 or part[0] in calls[part[0]]
        for name in part
    }


def _calls(
    process: ProcessMap,
    maps: Mapping[str, ProcessMap],
    circular: set[str],
    broken: Collection[str],
) -> Iterator[Fault]:
    for index, step in enumerate(process.steps):
        if step.kind != "call" or not step.call:
            continue
        if step.call in broken:
            yield Fault(
                ("step", index, "call"),
                f'step "{step.id}" calls map "{step.call}", which cannot be judged',
                f"mend processes/{step.call}.toml; figures leave the called part out",
                "warning",
            )
        elif step.call not in maps:
            hint = did_you_mean(step.call, maps) or f"add processes/{step.call}.toml"
            yield Fault(
                ("step", index, "call"), f'step "{step.id}" calls unknown map "{step.call}"', hint
            )
        elif process.id in circular and step.call in circular:
            yield Fault(
                ("step", index, "call"),
                f'step "{step.id}" calls "{step.call}", which leads back to "{process.id}"',
                "a map cannot run inside itself; break the circle of calls",
            )


def _messages(
    process: ProcessMap, maps: Mapping[str, ProcessMap], broken: Collection[str]
) -> Iterator[Fault]:
    for index, message in enumerate(process.messages):
        for key, end in (("from", message.source), ("to", message.target)):
            name, _, step = end.partition("#")
            if name in broken:
                continue
            if name not in maps or (step and step not in maps[name]):
                yield Fault(
                    ("message", index, key),
                    f'message end "{end}" is not a step of a map',
                    'write it as "map#step"',
                    "warning",
                )


def _needs(process: ProcessMap, capabilities: Mapping[str, Capability]) -> Iterator[Fault]:
    for index, step in enumerate(process.steps):
        for key, needs in (("needs", step.needs), ("to_be", step.to_be.get("needs", ()))):
            for need in needs:
                if need.capability not in capabilities:
                    hint = did_you_mean(need.capability, capabilities)
                    yield Fault(
                        ("step", index, key),
                        f'step "{step.id}" needs unknown capability "{need.capability}"',
                        hint or "add it to processes/capabilities.toml",
                        "warning",
                    )
