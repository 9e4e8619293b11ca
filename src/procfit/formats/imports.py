"""Maps from files in other formats: one door for all of them, by ending and, in doubt, by content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from procfit.formats.map_import import MapImport
from procfit.model.errors import InputError, Place
from procfit.model.quantities import Calendar

__all__ = ["ENDINGS", "read_maps"]

Reader = Callable[[Path, str, Calendar | None], MapImport]
SNIFFED_BYTES = 4096


def _bpmn(path: Path, shown: str, _calendar: Calendar | None) -> MapImport:
    from procfit.formats.bpmn import read_bpmn

    return read_bpmn(path, shown)


def _step_list(path: Path, shown: str, calendar: Calendar | None) -> MapImport:
    from procfit.formats.step_list import read_step_list

    return read_step_list(path, shown, calendar)


def _mermaid(path: Path, shown: str, _calendar: Calendar | None) -> MapImport:
    from procfit.formats.mermaid import read_mermaid

    return read_mermaid(path, shown)


ENDINGS: Mapping[str, Reader] = {
    ".bpmn": _bpmn,
    ".xml": _bpmn,
    ".xlsx": _step_list,
    ".xlsm": _step_list,
    ".csv": _step_list,
    ".tsv": _step_list,
    ".mmd": _mermaid,
    ".mermaid": _mermaid,
    ".md": _mermaid,
    ".markdown": _mermaid,
}
"""What reads a file, by its ending."""


def read_maps(path: str | Path, shown: str = "", calendar: Calendar | None = None) -> MapImport:
    """Read the maps of a file in another format.

    Parameters
    ----------
    path
        A BPMN file, a step list, or a drawing in Mermaid.
    shown
        Its name in messages; the path itself by default.
    calendar
        The working calendar for the days and weeks of a step list.

    Raises
    ------
    InputError
        When the file cannot be read, or is none of these.
    """
    path = Path(path)
    shown = shown or str(path)
    read = ENDINGS.get(path.suffix.lower()) or _by_content(path, shown)
    if read is None:
        known = " ".join(ENDINGS)
        raise InputError("is of no kind that can be imported", f"give one of {known}", Place(shown))
    return read(path, shown, calendar)


def _by_content(path: Path, shown: str) -> Reader | None:
    """Return what reads a file whose ending says nothing."""
    from procfit.formats.mermaid.drawing import is_flowchart

    try:
        with path.open("rb") as file:
            start = file.read(SNIFFED_BYTES)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"cannot be read: {reason}", "check the path and its rights", Place(shown)
        ) from None
    text = start.decode("utf-8-sig", errors="replace")
    if text.lstrip().startswith("<"):
        return _bpmn
    if is_flowchart(text):
        return _mermaid
    if start.startswith(b"PK"):
        raise InputError("may be a workbook", "rename it to end in .xlsx", Place(shown))
    return None
