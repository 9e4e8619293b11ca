"""Maps made, copied, renamed and taken out, with what refers to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from procfit.model.edit_basis import free_id, listing, refuse_id
from procfit.model.errors import EditError
from procfit.model.portfolio import NOT_MAPS
from procfit.model.process import Lane, LaneKind, ProcessMap
from procfit.model.renames import rename_maps
from procfit.model.team import TeamAnswers
from procfit.model.text import item_key, slug

__all__ = ["copy_map", "map_id", "new_lanes", "refuse_lost_map", "rename_map"]

_CUSTOMERS = frozenset({"customer", "client", "kunde", "klant", "cliente"})


def map_id(name: str, taken: Collection[str]) -> str:
    """Return a free id for a map of that name.

    Examples
    --------
    >>> map_id("Enquiry to quote", {"enquiry-to-quote"})
    'enquiry-to-quote-2'
    """
    return free_id(slug(name, "process"), {*taken, *NOT_MAPS})


def new_lanes(said: str, customer: str = "") -> tuple[Lane, ...]:
    """Return lanes from names with commas between them; the one of the customer is known by its name.

    Parameters
    ----------
    said
        The names.
    customer
        How the map calls its customer.

    Examples
    --------
    >>> [(lane.id, lane.kind) for lane in new_lanes("Customer, Inside sales")]
    [('customer', 'customer'), ('inside-sales', None)]
    """
    lanes: dict[str, Lane] = {}
    for name in dict.fromkeys(" ".join(part.split()) for part in said.split(",")):
        if name:
            own = item_key(name)
            kind: LaneKind | None = (
                "customer" if own in _CUSTOMERS or own == item_key(customer) else None
            )
            lane = free_id(slug(name, "lane"), lanes)
            lanes[lane] = Lane(lane, name, kind=kind)
    return tuple(lanes.values())


def copy_map(process: ProcessMap, name: str, taken: Collection[str]) -> ProcessMap:
    """Return a copy of a map under another name; what it says of its own steps follows."""
    new = map_id(name, taken)
    return replace(rename_maps([process], {process.id: new})[0], name=name)


def rename_map(
    maps: Mapping[str, ProcessMap],
    old: str,
    name: str,
    new: str,
    taken: Collection[str],
    answers: TeamAnswers,
) -> dict[str, ProcessMap | None]:
    """Return the maps that change when a map gets another name or id; None for the old id.

    Parameters
    ----------
    maps
        All maps.
    old
        The map's id.
    name, new
        Its name and id from now on; calls and messages of all maps follow.
    taken
        The ids of files that are no maps in `maps`, or not any more.
    answers
        What the team accepted.

    Raises
    ------
    EditError
        When the id is taken or no id, or when findings of the map were accepted, which stand under its id.
    """
    if new == old:
        return {old: replace(maps[old], name=name)}
    refuse_id(new, {*maps, *taken, *NOT_MAPS}, "file or map")
    if any(accepted.process == old for accepted in answers.accepted):
        raise EditError(
            f'findings of "{old}" are accepted in processes/answers.toml',
            "change the name only, or the id in that file first",
        )
    renamed = {process.id: process for process in rename_maps(tuple(maps.values()), {old: new})}
    renamed[new] = replace(renamed[new], name=name)
    changed = {key: process for key, process in renamed.items() if maps.get(key) != process}
    return {old: None, **changed}


def refuse_lost_map(maps: Mapping[str, ProcessMap], gone: str) -> None:
    """Raise EditError when other maps call a map, or exchange messages with it."""
    users = [process.id for name, process in maps.items() if name != gone and _uses(process, gone)]
    if users:
        raise EditError(
            f'"{gone}" is called by or linked from {listing(users[:5])}',
            "take those calls and messages out first",
        )


def _uses(process: ProcessMap, other: str) -> bool:
    calls = (call for step in process.steps for call in (step.call, step.to_be.get("call", "")))
    return other in calls or other in _ends(process)


def _ends(process: ProcessMap) -> Iterable[str]:
    for message in process.messages:
        for end in (message.source, message.target):
            yield end.partition("#")[0]
