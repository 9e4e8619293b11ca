"""Putting dispositions into a map: as many as it can take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from procfit.model.edit_basis import checked
from procfit.model.errors import EditError
from procfit.model.process import Disposition, ProcessMap

__all__ = ["with_dispositions"]


def with_dispositions(
    process: ProcessMap, wanted: Mapping[str, Disposition | None]
) -> tuple[ProcessMap, dict[str, EditError]]:
    """Return the map with dispositions set, and those that it cannot take with the reason.

    All are tried together first: a step that may not go alone may go with those that lead to it.

    Parameters
    ----------
    process
        The map.
    wanted
        The dispositions by step id; the empty id is the process as a whole.
    """
    try:
        return checked(process, _with(process, wanted)), {}
    except EditError:
        return _one_by_one(process, wanted)


def _one_by_one(
    process: ProcessMap, wanted: Mapping[str, Disposition | None]
) -> tuple[ProcessMap, dict[str, EditError]]:
    """Set dispositions one at a time, as long as one more can be set."""
    left = dict(wanted)
    while True:
        refused: dict[str, EditError] = {}
        for step, disposition in left.items():
            try:
                process = checked(process, _with(process, {step: disposition}))
            except EditError as error:
                refused[step] = error
        if len(refused) in (0, len(left)):
            return process, refused
        left = {step: left[step] for step in refused}


def _with(process: ProcessMap, wanted: Mapping[str, Disposition | None]) -> ProcessMap:
    steps = tuple(
        replace(step, disposition=wanted[step.id]) if step.id in wanted else step
        for step in process.steps
    )
    return replace(process, steps=steps, disposition=wanted.get("", process.disposition))
