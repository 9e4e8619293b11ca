"""Whether a vendor's workbooks still are what was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal

from procfit.formats.toml_file import read_bytes
from procfit.model.vendor import Table
from procfit.workspace.folder import Workspace

__all__ = ["WorkbookState", "workbooks_of"]

State = Literal["as confirmed", "changed", "missing", "not confirmed"]


@dataclass(frozen=True, slots=True)
class WorkbookState:
    """A vendor's workbook as it is now.

    `sha256` is the hash of its content, empty where it cannot be read; `state` compares it with the one
    that a person confirmed.
    """

    file: str
    sheets: tuple[str, ...]
    sha256: str
    state: State
    confirmed_by: str = ""
    date: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "file": self.file,
            "sheets": list(self.sheets),
            "sha256": self.sha256 or None,
            "state": self.state,
            "confirmed_by": self.confirmed_by,
            "date": self.date.isoformat() if self.date else None,
        }


def workbooks_of(workspace: Workspace, vendor: str) -> tuple[WorkbookState, ...]:
    """Return the state of each workbook of a vendor, in the order of its file."""
    by_file: dict[str, list[Table]] = {}
    for table in workspace.vendor(vendor).tables:
        by_file.setdefault(table.file, []).append(table)
    return tuple(_state(workspace, file, tables) for file, tables in by_file.items())


def _state(workspace: Workspace, file: str, tables: Sequence[Table]) -> WorkbookState:
    folder = workspace.root / "vendors"
    path = folder / file
    inside = path.resolve().is_relative_to(folder.resolve())
    content, problem = read_bytes(path, file) if inside else (b"", None)
    digest = sha256(content).hexdigest() if inside and problem is None else ""
    confirmed = {table.sha256 for table in tables}
    state: State = "as confirmed"
    if not digest:
        state = "missing"
    elif "" in confirmed:
        state = "not confirmed"
    elif confirmed != {digest}:
        state = "changed"
    dated = max(tables, key=lambda table: table.date or date.min)
    sheets = tuple(dict.fromkeys(table.sheet for table in tables))
    return WorkbookState(file, sheets, digest, state, dated.confirmed_by, dated.date)
