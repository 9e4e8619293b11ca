"""Question workbooks of a vendor that a newer one takes the place of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256
from pathlib import Path

from procfit.files import write_atomically
from procfit.formats.question_manifest import RECOGNIZED_BY
from procfit.model.vendor import Row, Vendor
from procfit.workspace.folder import Workspace
from procfit.workspace.vendor_versions import EARLIER

__all__ = ["older_files", "put_away"]


def older_files(
    vendor: Vendor, rows: Sequence[Row], file: str, asked: Collection[str]
) -> tuple[list[str], list[str]]:
    """Return the question workbooks that a newer one replaces, and those that hold more answers than it.

    Parameters
    ----------
    vendor
        The vendor as its file is.
    rows
        What was read from its workbooks.
    file
        The newer workbook.
    asked
        The capabilities that it asks about.
    """
    files = dict.fromkeys(
        table.file
        for table in vendor.tables
        if table.confirmed_by == RECOGNIZED_BY and table.file != file
    )
    others = set(vendor.links) - set(asked)
    more = {row.file for row in rows if row.raw.strip() and row.row in others}
    return [each for each in files if each not in more], [each for each in files if each in more]


def put_away(workspace: Workspace, vendor: str, files: Collection[str]) -> None:
    """Move workbooks under vendors/earlier/, but for those that another vendor's answers stand in."""
    used = {
        table.file
        for name, other in workspace.vendors.items()
        if name != vendor
        for table in other.tables
    }
    for file in files:
        path: Path = workspace.root / "vendors" / file
        if file in used or not path.is_file():
            continue
        content = path.read_bytes()
        kept = path.parent / EARLIER / f"{path.stem}-{sha256(content).hexdigest()[:8]}{path.suffix}"
        write_atomically(kept, content, within=workspace.root)
        path.unlink()
