"""Maps in other formats: which ending is written by what. It stands above formats and diagrams alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from procfit.model.errors import UsageError
from procfit.model.process import ProcessMap, View

if TYPE_CHECKING:
    from procfit.formats.notices import Notice

__all__ = ["EXPORTS", "export"]


def export(process: ProcessMap, path: str | Path, view: View | None = None) -> tuple[Notice, ...]:
    """Write a map in the format that the file's ending names.

    Parameters
    ----------
    process
        The map.
    path
        The file; `EXPORTS` lists the endings.
    view
        The view to write; by default the whole map, as-is and to-be in one.

    Returns
    -------
    tuple
        A notice for everything that the format cannot carry.

    Raises
    ------
    UsageError
        When nothing writes files with that ending.
    OutputError
        When the file cannot be written.
    """
    path = Path(path)
    write = EXPORTS.get(path.suffix.lower())
    if write is None:
        endings = " ".join(EXPORTS)
        raise UsageError(f'nothing writes "{path.name}"', f"name a file that ends in one of {endings}")
    return write(process.view(view) if view else process, path)


def _toml(process: ProcessMap, path: Path) -> tuple[Notice, ...]:
    from procfit.api import write_map

    write_map(process, path)
    return ()


def _bpmn(process: ProcessMap, path: Path) -> tuple[Notice, ...]:
    from procfit.api import write_bpmn

    write_bpmn(process, path)
    return ()


def _step_list(process: ProcessMap, path: Path) -> tuple[Notice, ...]:
    from procfit.formats.step_list import write_step_list

    return write_step_list(process, path)


def _mermaid(process: ProcessMap, path: Path) -> tuple[Notice, ...]:
    from procfit.formats.mermaid import write_mermaid

    return write_mermaid(process, path)


EXPORTS: Mapping[str, Callable[[ProcessMap, Path], tuple[Notice, ...]]] = {
    ".bpmn": _bpmn,
    ".xlsx": _step_list,
    ".csv": _step_list,
    ".mmd": _mermaid,
    ".toml": _toml,
}
"""What writes a map, by the ending of the file."""
