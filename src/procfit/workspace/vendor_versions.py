"""A new version of a vendor's workbook, read by the mapping that was confirmed for the last one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from procfit.fit.answers import linked_rows
from procfit.formats.grid import Workbook
from procfit.formats.proposal import Proposal
from procfit.formats.response_versions import RowChange, compare_rows, moved_table
from procfit.formats.toml_file import read_bytes
from procfit.formats.workbook import parse_workbook
from procfit.model.errors import InputError, Place, Problem, UsageError
from procfit.model.vendor import Row, Table, Vendor
from procfit.workspace.folder import Workspace
from procfit.workspace.revisions import bytes_at
from procfit.workspace.vendor_prepared import Confirmed, Prepared, VendorChange, grouped, read_table

__all__ = ["EARLIER", "new_version"]

EARLIER = "earlier"
"""The folder in vendors/ where replaced versions of workbooks are kept."""


def new_version(
    workspace: Workspace,
    path: Path,
    file: str,
    content: bytes,
    book: Workbook,
    known: list[tuple[Vendor, int]],
) -> Prepared:
    """Return what a new version of a workbook changes.

    Parameters
    ----------
    workspace
        The workspace.
    path, file
        Where the workbook is, and its name beside the vendors' files.
    content, book
        What it holds.
    known
        The tables confirmed in it: the vendor, and which of its tables.
    """
    digest = sha256(content).hexdigest()
    earlier: dict[tuple[str, str], Workbook | None] = {}
    confirmed: list[Confirmed] = []
    changes: list[VendorChange] = []
    problems: list[Problem] = list(book.notices)
    moved: dict[str, dict[str, str]] = {}
    for vendor, index in known:
        table = vendor.tables[index]
        key = table.file, table.sha256
        if key not in earlier:
            earlier[key] = book if table.sha256 == digest else _earlier(workspace.root, table)
        version = _Version(workspace, vendor, table, earlier[key], path)
        read = version.read_in(book, file, digest)
        problems += version.problems
        if read is None:
            continue
        confirmed.append(replace(read, index=index))
        told, places = version.compared(read.rows)
        changes += told
        moved.setdefault(vendor.id, {}).update(places)
    return Prepared(
        path,
        file,
        content,
        Proposal(()),
        tuple(confirmed),
        tuple(changes),
        tuple(grouped(problems)),
        known=True,
        moved=moved,
    )


class _Version:
    """One confirmed table in its last version and in a new one; what was noticed is in `problems`."""

    def __init__(
        self, workspace: Workspace, vendor: Vendor, table: Table, before: Workbook | None, path: Path
    ) -> None:
        self.problems: list[Problem] = [] if before else [_not_at_hand(path)]
        self._evaluation = workspace.evaluation
        self._vendor = vendor
        self._table = table
        self._before = before

    def read_in(self, book: Workbook, file: str, digest: str) -> Confirmed | None:
        """Return the table as it stands in a new version, None where its sheet is gone."""
        old, vendor = self._table, self._vendor
        grid = book.grid(old.sheet)
        if grid is None:
            self.problems.append(_no_sheet(book, old))
            return None
        before = self._before.grid(old.sheet) if self._before else None
        table = replace(moved_table(old, before, grid), file=file, sha256=digest)
        rows, found = read_table(book, table, self._evaluation, vendor.name)
        self.problems += found
        return Confirmed(vendor.id, vendor.name, table, rows, old=old)

    def compared(self, rows: tuple[Row, ...]) -> tuple[list[VendorChange], dict[str, str]]:
        """Return what changed, and where rows that are named by their place stand now."""
        if self._before is None:
            return [], {}
        vendor = self._vendor
        before, _ = read_table(self._before, self._table, self._evaluation, vendor.name)
        told, pairs = compare_rows(before, rows)
        changes = [VendorChange(vendor.id, one, _resting_on(vendor, one, before)) for one in told]
        return changes, {old.row: new.row for old, new in pairs if old.row != new.row}


def _resting_on(vendor: Vendor, change: RowChange, rows: Iterable[Row]) -> tuple[str, ...]:
    before = change.before
    if before is None:
        return ()
    known = tuple(rows)
    return tuple(
        capability
        for capability, links in vendor.links.items()
        if any(row is before for row in linked_rows(links, known))
    )


def _earlier(root: Path, table: Table) -> Workbook | None:
    """Return the version of a workbook that a table was confirmed for, wherever it still is."""
    folder = root / "vendors"
    for candidate in (folder / table.file, *sorted((folder / EARLIER).glob("*"))):
        if candidate.is_file():
            found, problem = read_bytes(candidate, candidate.name)
            if problem is None and sha256(found).hexdigest() == table.sha256:
                return parse_workbook(found, f"vendors/{table.file}")
    return _in_git(root, table)


def _in_git(root: Path, table: Table) -> Workbook | None:
    try:
        found = bytes_at(root, f"vendors/{table.file}", "HEAD")
        if sha256(found).hexdigest() == table.sha256:
            return parse_workbook(found, f"vendors/{table.file}")
    except (InputError, UsageError):
        pass
    return None


def _not_at_hand(path: Path) -> Problem:
    return Problem(
        "the version that was confirmed is not at hand, so what changed cannot be listed",
        "import a new version from where it arrived, not over the old one",
        Place(path.name),
        "warning",
    )


def _no_sheet(book: Workbook, table: Table) -> Problem:
    names = ", ".join(grid.name for grid in book.grids)
    message = f'has no sheet "{table.sheet}" any more, so its answers are not read'
    return Problem(message, f"sheets: {names}; import it with --sheet", Place(book.file))
