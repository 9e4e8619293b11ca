"""What comes out of a file that holds maps in another format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from procfit.formats.notices import Notice
from procfit.model.errors import Problem
from procfit.model.process import ProcessMap, StepKind
from procfit.model.text import item_key

__all__ = ["MapImport", "count_maps"]

_COUNTED: Mapping[StepKind, str] = {
    "start": "events",
    "end": "events",
    "wait": "events",
    "decision": "gateways",
    "inclusive": "gateways",
    "parallel": "gateways",
    "join": "gateways",
}


@dataclass(frozen=True, slots=True)
class MapImport:
    """What a file in another format holds.

    Attributes
    ----------
    maps
        The maps, in the order of the file.
    counts
        The elements of the whole file: ``activities``, ``events``, ``gateways``, ``sequence_flows``,
        ``lanes``, ``pools``, ``message_flows``, ``data_objects``.
    notices
        Every element that was repaired, lowered or left out.
    problems
        What keeps a map of the file from being made, each with its cell or line.
    """

    maps: tuple[ProcessMap, ...]
    counts: Mapping[str, int]
    notices: tuple[Notice, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def count_maps(maps: Iterable[ProcessMap]) -> dict[str, int]:
    """Return the elements of maps that came from a file without pools and message flows.

    Examples
    --------
    >>> count_maps([])["activities"]
    0
    """
    counts = dict.fromkeys(("activities", "events", "gateways", "sequence_flows", "lanes"), 0)
    items: set[str] = set()
    for process in maps:
        counts["lanes"] += len(process.lanes)
        for step in process.steps:
            counts[_COUNTED.get(step.kind, "activities")] += 1
            counts["sequence_flows"] += len(step.next)
            items.update(item_key(item) for item in (*step.reads, *step.writes))
    return {**counts, "pools": 0, "message_flows": 0, "data_objects": len(items)}
