"""Reading a BPMN 2.0 file into maps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from procfit.formats.bpmn.artifacts import join_artifacts
from procfit.formats.bpmn.collect import collect, count
from procfit.formats.bpmn.document import Document
from procfit.formats.bpmn.links import join_references
from procfit.formats.bpmn.maps import maps_of
from procfit.formats.bpmn.restore import restore_own
from procfit.formats.bpmn.safe_xml import MAX_BYTES, parse_definitions
from procfit.formats.map_import import MapImport
from procfit.formats.notices import Notices
from procfit.model.errors import InputError, Place

__all__ = ["read_bpmn", "read_bpmn_bytes"]


def read_bpmn(path: str | Path, shown: str = "") -> MapImport:
    """Read a BPMN 2.0 file.

    Parameters
    ----------
    path
        The file.
    shown
        Its name in error messages; the path itself by default.

    Raises
    ------
    InputError
        When the file cannot be opened, is too large, has a DTD, is not well-formed or is not BPMN 2.0.
    """
    path = Path(path)
    shown = shown or str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"cannot be read: {reason}", "check the path and its rights", Place(shown)
        ) from None
    return read_bpmn_bytes(raw, path.stem, shown)


def read_bpmn_bytes(raw: bytes, stem: str, shown: str = "") -> MapImport:
    """Read the bytes of a BPMN 2.0 file; see `read_bpmn`. `stem` names a process without a name."""
    notices = Notices()
    document, counts = _collected(raw, shown or stem, notices)
    join_references(document, notices)
    restore_own(document)
    join_artifacts(document, notices)
    maps = maps_of(document, stem, notices)
    return MapImport(maps, counts, tuple(notices.told))


def _collected(raw: bytes, shown: str, notices: Notices) -> tuple[Document, dict[str, int]]:
    """Return the elements of a file with their counts; the tree itself is let go of."""
    root = parse_definitions(raw, shown, notices)
    counts = count(root)
    document = collect(root, notices)
    _tell_strays(document, counts, notices)
    return document, counts


def _tell_strays(document: Document, counts: Mapping[str, int], notices: Notices) -> None:
    """Tell of counted elements that stand where BPMN has no place for them, so that nothing found them."""
    found = {
        "flow nodes": sum(len(scope.nodes) for scope in document.scopes),
        "sequence_flows": sum(len(scope.flows) for scope in document.scopes),
        "lanes": sum(len(scope.lanes) for scope in document.scopes),
        "pools": len(document.participants),
        "message_flows": len(document.message_flows),
    }
    nodes = counts["activities"] + counts["events"] + counts["gateways"]
    for kind, number in found.items():
        lost = counts.get(kind, nodes) - number
        if lost:
            words = kind.replace("_", " ")
            notices.add("", f"{words} where BPMN has no place for them left out: {lost}")
