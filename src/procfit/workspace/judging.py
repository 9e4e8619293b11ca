"""Reading a judgment about weights, and storing what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from procfit.files import write_atomically
from procfit.formats.judgment_toml import build_judgment
from procfit.formats.toml_file import Reading, read_toml
from procfit.formats.weights_save import with_weights
from procfit.model.capability import Capability
from procfit.model.errors import OutputError, Place
from procfit.model.judgment import Judgment
from procfit.model.process import ProcessMap
from procfit.workspace.folder import Workspace
from procfit.workspace.linking import capabilities_in, check_reads_back
from procfit.workspace.loading import CAPABILITIES
from procfit.workspace.saving import save_maps, text_on_disk

__all__ = ["read_judgment", "save_importances", "save_weights"]


def read_judgment(workspace: Workspace, path: Path) -> tuple[Judgment | None, Reading]:
    """Return a judgment, None where it cannot be used, and its file's problems and places."""
    file = read_toml(path, str(path))
    known: dict[str, Collection[str]] = {
        "capabilities": tuple(workspace.capabilities),
        "processes": tuple(workspace.maps),
    }
    judgment = build_judgment(file, known, tuple(workspace.evaluation.not_applicable))
    return judgment, file.reading


def save_weights(workspace: Workspace, chosen: Mapping[str, Capability]) -> Workspace:
    """Store overridden weights with their reasons, and return the workspace with them.

    The list is read afresh, so that what others have put into it meanwhile stays.

    Raises
    ------
    OutputError
        When the list of capabilities was changed so that the weights no longer fit, or cannot be read or
        written; it is then as it was.
    """
    text = text_on_disk(workspace.root / CAPABILITIES, CAPABILITIES) or ""
    current = capabilities_in(text)
    for name in chosen:
        loaded, there = workspace.capabilities[name], current.get(name)
        if there is None or (there.weight, there.reason) != (loaded.weight, loaded.reason):
            hint = "run it again, and look at the weights"
            raise OutputError(f'the weight of "{name}" was changed meanwhile', hint, Place(CAPABILITIES))
    new = {
        name: replace(each, weight=chosen[name].weight, reason=chosen[name].reason)
        if name in chosen
        else each
        for name, each in current.items()
    }
    written = with_weights(text, chosen)
    hint = "write each capability there as a [[capability]] table"
    check_reads_back(
        lambda: capabilities_in(written) == new,
        OutputError("the weights would not read back", hint, Place(CAPABILITIES)),
    )
    write_atomically(workspace.root / CAPABILITIES, written, within=workspace.root)
    return workspace.with_links(capabilities=new)


def save_importances(workspace: Workspace, maps: Mapping[str, ProcessMap]) -> Workspace:
    """Store the importances of processes in their maps, and return the workspace with them.

    Raises
    ------
    OutputError
        When a map cannot be written, or its importance was changed otherwise meanwhile.
    """
    saved, conflicts = save_maps(workspace, maps.values())
    for name in conflicts:
        place = Place(f"processes/{name}.toml")
        raise OutputError("the importance was changed meanwhile", "run it again, and look at it", place)
    return saved
