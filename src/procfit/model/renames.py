"""New ids and names, with everything that refers to the old ones following."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from procfit.model.capability import Capability, Item
from procfit.model.edit_basis import change_messages, known_step, refuse_id, retargeted
from procfit.model.errors import EditError
from procfit.model.portfolio import NOT_MAPS
from procfit.model.process import Message, Need, ProcessMap, Step, Without
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.team import Accepted, TeamAnswers
from procfit.model.text import item_key, normal, unsafe_at, visible
from procfit.model.validate import did_you_mean
from procfit.model.vendor import Evaluation, EvaluatorScores, Price, Vendor

__all__ = [
    "Everything",
    "rename_capability_everywhere",
    "rename_item_everywhere",
    "rename_map_everywhere",
    "rename_maps",
    "rename_step",
    "rename_step_everywhere",
]

Value = TypeVar("Value")
LONGEST_ITEM = 500
_ITEM_FIELDS = ("asks", "reads", "writes", "delivers")


@dataclass(frozen=True)
class Everything:
    """All parts of a workspace that refer to maps, steps, capabilities and items, each by id.

    `items` is keyed by `procfit.model.text.item_key`.
    """

    maps: Mapping[str, ProcessMap] = field(default_factory=dict)
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    answers: TeamAnswers = field(default_factory=TeamAnswers)
    vendors: Mapping[str, Vendor] = field(default_factory=dict)
    scores: Mapping[str, EvaluatorScores] = field(default_factory=dict)
    evaluation: Evaluation = DEFAULT_EVALUATION


def rename_step(process: ProcessMap, old: str, new: str) -> ProcessMap:
    """Return the map with another id for a step; flows, ``to_be.next`` and the map's messages follow.

    Raises
    ------
    EditError
        When the new id is taken, or no id.
    """
    known_step(process, old)
    if old == new:
        return process
    refuse_id(new, [step.id for step in process.steps], "step")
    return replace(
        process,
        steps=tuple(
            retargeted(replace(step, id=new) if step.id == old else step, {old: new})
            for step in process.steps
        ),
        messages=change_messages(process.messages, {f"{process.id}#{old}": f"{process.id}#{new}"}),
    )


def rename_step_everywhere(everything: Everything, process: str, old: str, new: str) -> Everything:
    """Return everything with another id for a step of a map.

    Flows, messages of all maps and accepted findings follow.

    Raises
    ------
    EditError
        When the new id is taken, or no id.
    """
    renamed = rename_step(_known(everything.maps, process, "map"), old, new)
    ends = {f"{process}#{old}": f"{process}#{new}"}
    maps = {**everything.maps, process: renamed}
    maps = {name: _with_messages(known, ends) for name, known in maps.items()}

    def follow(accepted: Accepted) -> Accepted:
        names = {**ends, old: new} if accepted.process == process else ends
        return replace(accepted, steps=tuple(names.get(step, step) for step in accepted.steps))

    return replace(everything, maps=maps, answers=_with_accepted(everything.answers, follow))


def rename_map_everywhere(everything: Everything, old: str, new: str) -> Everything:
    """Return everything with another id for a map; calls, messages and accepted findings follow.

    Raises
    ------
    EditError
        When the new id is taken, no id, or the name of another file beside the maps.
    """
    _known(everything.maps, old, "map")
    if old == new:
        return everything
    refuse_id(new, [*everything.maps, *NOT_MAPS], "file or map")
    maps = rename_maps(tuple(everything.maps.values()), {old: new})

    def follow(accepted: Accepted) -> Accepted:
        return replace(
            accepted,
            process=new if accepted.process == old else accepted.process,
            steps=tuple(
                _end_renamed(step, {old: new}) if "#" in step else step for step in accepted.steps
            ),
        )

    return replace(
        everything,
        maps={process.id: process for process in maps},
        answers=_with_accepted(everything.answers, follow),
    )


def rename_capability_everywhere(everything: Everything, old: str, new: str) -> Everything:
    """Return everything with another id for a capability.

    What steps need or could do without them, as-is and to-be, vendors' links and agreed answers,
    evaluators' scores and what the evaluation calls not applicable follow.

    Raises
    ------
    EditError
        When the new id is taken, or no id.
    """
    capability = _known(everything.capabilities, old, "capability")
    if old == new:
        return everything
    refuse_id(new, everything.capabilities, "capability")
    names = {old: new}

    def follow(value: Any) -> Any:
        return _need_renamed(value, names)

    capabilities = {**everything.capabilities, old: replace(capability, id=new)}
    return replace(
        everything,
        maps=_in_all_steps(
            everything.maps, lambda step: _with_fields(step, ("needs", "without"), follow)
        ),
        capabilities=_rekeyed(capabilities, names),
        vendors={
            name: replace(
                vendor,
                links=_rekeyed(vendor.links, names),
                agreed=_rekeyed(vendor.agreed, names),
                link_notes=_rekeyed(vendor.link_notes, names),
                price=_priced(vendor.price, names),
            )
            for name, vendor in everything.vendors.items()
        },
        scores={
            name: replace(
                scores, scores={key: _rekeyed(given, names) for key, given in scores.scores.items()}
            )
            for name, scores in everything.scores.items()
        },
        evaluation=replace(
            everything.evaluation, not_applicable=_rekeyed(everything.evaluation.not_applicable, names)
        ),
    )


def rename_item_everywhere(everything: Everything, old: str, new: str) -> Everything:
    """Return everything with another name for an item of information.

    What steps ask, read, write and deliver follows, as-is and to-be, and what is known about the item.

    Raises
    ------
    EditError
        When no map and no file knows the item, when another has the new name, or when it is no text.
    """
    new = normal(new)
    before, after = item_key(old), item_key(new)
    used = {item_key(item) for process in everything.maps.values() for item in _items_of(process)}
    known = used | everything.items.keys()
    if before not in known:
        raise EditError(f'there is no item "{visible(old)}"', did_you_mean(before, sorted(known)))
    if after != before and after in known:
        raise EditError(f'there is an item "{visible(new)}" already', "choose another name")
    if not after or unsafe_at(new) is not None or len(new) > LONGEST_ITEM:
        raise EditError(f'"{visible(new[:40])}" is not the name of an item', "give it a short name")

    def follow(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if item_key(name) == before else name for name in names)

    items = {
        key: replace(item, name=new) if key == before else item for key, item in everything.items.items()
    }
    return replace(
        everything,
        maps=_in_all_steps(everything.maps, lambda step: _with_fields(step, _ITEM_FIELDS, follow)),
        items=_rekeyed(items, {before: after}),
    )


def rename_maps(maps: Sequence[ProcessMap], names: Mapping[str, str]) -> tuple[ProcessMap, ...]:
    """Return the maps under new ids, calls and messages between them following.

    Parameters
    ----------
    maps
        The maps.
    names
        New ids by old ids; a map that is not named keeps its id.
    """
    if all(old == new for old, new in names.items()):
        return tuple(maps)
    return tuple(
        replace(
            process,
            id=names.get(process.id, process.id),
            steps=tuple(_call_renamed(step, names) for step in process.steps),
            messages=tuple(_ends_renamed(message, names) for message in process.messages),
        )
        for process in maps
    )


def _call_renamed(step: Step, names: Mapping[str, str]) -> Step:
    later = step.to_be.get("call", "")
    if later in names:
        step = replace(step, to_be={**step.to_be, "call": names[later]})
    return replace(step, call=names[step.call]) if step.call in names else step


def _ends_renamed(message: Message, names: Mapping[str, str]) -> Message:
    return replace(
        message, source=_end_renamed(message.source, names), target=_end_renamed(message.target, names)
    )


def _end_renamed(end: str, names: Mapping[str, str]) -> str:
    process, mark, step = end.partition("#")
    return f"{names.get(process, process)}{mark}{step}"


def _known(things: Mapping[str, Value], name: str, what: str) -> Value:
    if name not in things:
        raise EditError(f'there is no {what} "{visible(name)}"', did_you_mean(name, list(things)))
    return things[name]


def _priced(price: Price, names: Mapping[str, str]) -> Price:
    extra = (replace(one, capability=names.get(one.capability, one.capability)) for one in price.extra)
    return replace(price, extra=tuple(extra))


def _rekeyed(things: Mapping[str, Value], names: Mapping[str, str]) -> dict[str, Value]:
    """Return a mapping with some keys replaced, in the same order."""
    return {names.get(key, key): value for key, value in things.items()}


def _with_accepted(answers: TeamAnswers, follow: Callable[[Accepted], Accepted]) -> TeamAnswers:
    return replace(answers, accepted=tuple(map(follow, answers.accepted)))


def _with_messages(process: ProcessMap, ends: Mapping[str, str]) -> ProcessMap:
    messages = change_messages(process.messages, ends)
    return process if messages == process.messages else replace(process, messages=messages)


def _in_all_steps(
    maps: Mapping[str, ProcessMap], change: Callable[[Step], Step]
) -> dict[str, ProcessMap]:
    """Return the maps with their steps changed; a map without a changed step stays the same object."""
    changed = {}
    for name, process in maps.items():
        steps = tuple(map(change, process.steps))
        changed[name] = process if steps == process.steps else replace(process, steps=steps)
    return changed


def _with_fields(step: Step, names: Sequence[str], change: Callable[[Any], Any]) -> Step:
    """Return a step with some fields changed, as-is and to-be."""
    now = {name: change(getattr(step, name)) for name in names}
    later = {key: change(value) if key in names else value for key, value in step.to_be.items()}
    return replace(step, **now, to_be=later)


def _need_renamed(value: tuple[Need, ...] | Without | None, names: Mapping[str, str]) -> Any:
    if isinstance(value, Without):
        return replace(value, capability=names.get(value.capability, value.capability))
    return value and tuple(
        replace(need, capability=names.get(need.capability, need.capability)) for need in value
    )


def _items_of(process: ProcessMap) -> list[str]:
    return [
        item
        for step in process.steps
        for name in _ITEM_FIELDS
        for item in (*getattr(step, name), *step.to_be.get(name, ()))
    ]
