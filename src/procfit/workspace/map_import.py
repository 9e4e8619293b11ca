"""Maps that a team has in another format, as they would be taken in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from procfit.model.edit_basis import free_id
from procfit.model.portfolio import NOT_MAPS
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar

__all__ = ["calendar_of", "map_counts", "with_free_ids"]


def calendar_of(root: Path) -> Calendar:
    """Return the calendar of a workspace; the usual one where its settings cannot be read."""
    from procfit.formats.settings_toml import build_settings
    from procfit.formats.toml_file import read_toml

    path = root / "procfit.toml"
    return build_settings(read_toml(path)).calendar if path.exists() else Calendar()


def map_counts(process: ProcessMap) -> dict[str, int]:
    """Return how many steps, flows and lanes a map has."""
    flows = sum(len(step.next) for step in process.steps)
    return {"steps": len(process.steps), "flows": flows, "lanes": len(process.lanes)}


def with_free_ids(maps: Sequence[ProcessMap], taken: Collection[str]) -> Sequence[ProcessMap]:
    """Return maps under ids that are not taken, their calls and messages following.

    Parameters
    ----------
    maps
        The maps.
    taken
        The ids that there are already.
    """
    from procfit.model.renames import rename_maps

    used = {*taken, *NOT_MAPS}
    renamed: dict[str, str] = {}
    for process in maps:
        renamed[process.id] = free_id(process.id, used)
        used.add(renamed[process.id])
    return rename_maps(maps, renamed)
