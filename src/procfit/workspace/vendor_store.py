"""Storing what a person confirmed about a vendor's workbook, and the workbook beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from procfit.files import write_atomically
from procfit.formats.response_versions import RowChange
from procfit.formats.toml_file import parse_toml
from procfit.formats.vendor_save import new_vendor, with_moved_links, with_stale, with_table
from procfit.formats.vendor_toml import build_vendor
from procfit.model.errors import OutputError, Place
from procfit.model.scale import with_scores
from procfit.model.vendor import Evaluation, Vendor
from procfit.workspace.folder import Workspace
from procfit.workspace.saving import text_on_disk
from procfit.workspace.vendor_prepared import Confirmed, Prepared
from procfit.workspace.vendor_versions import EARLIER

__all__ = ["put_workbook", "store_import"]


def store_import(
    workspace: Workspace, prepared: Prepared, confirmed_by: str = "", today: date | None = None
) -> list[str]:
    """Store what was prepared and return the files written, relative to the workspace.

    The workbook is put beside the vendors' files where it is not yet; a version it replaces is kept under
    ``vendors/earlier/``. Every mapping goes to its vendor's file, whose other text stays as it is.

    Raises
    ------
    OutputError
        When a file cannot be written; it is then as it was.
    """
    today = today or workspace.opened
    written: list[str] = []
    if prepared.confirmed:
        written += put_workbook(workspace.root, prepared.file, prepared.content)
    for vendor in dict.fromkeys(one.vendor for one in prepared.confirmed):
        own = [one for one in prepared.confirmed if one.vendor == vendor]
        shown = f"vendors/{vendor}.toml"
        text = text_on_disk(workspace.root / shown, shown) or new_vendor(own[0].name)
        changed = _with_tables(text, own, prepared, confirmed_by, today)
        if vendor in workspace.vendors:
            changed = _with_changes(changed, workspace.vendors[vendor], prepared, today)
        _check(changed, vendor, shown, workspace.evaluation, own)
        if changed != text or vendor not in workspace.vendors:
            write_atomically(workspace.root / shown, changed, within=workspace.root)
            written.append(shown)
    return written


def put_workbook(root: Path, file: str, content: bytes) -> list[str]:
    """Put a workbook beside the vendors' files, and what it replaces under earlier/; return the files."""
    folder = root / "vendors"
    target = folder / file
    if target.is_file() and target.read_bytes() == content:
        return []
    written = []
    if target.is_file():
        old = target.read_bytes()
        kept = f"{EARLIER}/{target.stem}-{sha256(old).hexdigest()[:8]}{target.suffix}"
        write_atomically(folder / kept, old, within=root)
        written.append(f"vendors/{kept}")
    write_atomically(target, content, within=root)
    return [*written, f"vendors/{file}"]


def _with_tables(
    text: str, own: Iterable[Confirmed], prepared: Prepared, confirmed_by: str, today: date
) -> str:
    for one in own:
        table = one.table
        if not prepared.known:
            table = replace(table, confirmed_by=confirmed_by, date=today)
            if one.old is not None:
                table = replace(
                    table, evidence=one.old.evidence, codes={**one.table.codes, **one.old.codes}
                )
        else:
            table = replace(table, stale=_stale_rows(one, prepared))
        text = with_table(text, table, one.index, one.old)
    return text


def _stale_rows(one: Confirmed, prepared: Prepared) -> tuple[str, ...]:
    """Return the rows whose answer is no longer the one whose evidence was confirmed."""
    if one.table.evidence == "claimed":
        return one.table.stale
    rows = {row.row for row in one.rows}
    changed = [
        told.change.row.row
        for told in prepared.changes
        if told.vendor == one.vendor and told.change.change in ("changed", "appeared")
    ]
    places = prepared.moved.get(one.vendor, {})
    kept = [places.get(row, row) for row in one.table.stale]
    return tuple(row for row in dict.fromkeys([*kept, *changed]) if row in rows)


def _with_changes(text: str, vendor: Vendor, prepared: Prepared, today: date) -> str:
    """Return a vendor's text with moved links renamed and stale evidence marked."""
    own = [told for told in prepared.changes if told.vendor == vendor.id]
    remarks = {}
    for told in own:
        for capability in told.capabilities if told.change.change != "remark" else ():
            agreed = vendor.agreed.get(capability)
            if agreed is not None and agreed.evidence not in (None, "claimed") and not agreed.stale:
                remarks[capability] = f"{today.isoformat()}: {_told(told.change)}"
    return with_stale(with_moved_links(text, prepared.moved.get(vendor.id, {})), remarks)


def _told(change: RowChange) -> str:
    if change.after is None:
        return f"row {change.row.row} is no longer in the vendor's workbook"
    before = change.before.raw.strip() if change.before else ""
    cell = f"{change.after.sheet}!{change.after.cell}"
    return f'the vendor\'s answer in {cell} went from "{before}" to "{change.after.raw.strip()}"'


def _check(text: str, vendor: str, shown: str, evaluation: Evaluation, own: Iterable[Confirmed]) -> None:
    """Refuse a text that would not read back with the mappings in it."""
    file = parse_toml(text, shown)
    codes = [code for one in own for code in one.table.codes.values()]
    read = build_vendor(file, vendor, with_scores(evaluation, codes))
    faults = [problem for problem in file.reading.problems if problem.level == "error"]
    missing = [
        one for one in own if read and not any(table.file == one.table.file for table in read.tables)
    ]
    if read is None or faults or missing:
        reason = faults[0].message if faults else "a mapping is missing"
        raise OutputError(
            f"the mapping cannot be put into the file ({reason})", "mend the file first", Place(shown)
        )
