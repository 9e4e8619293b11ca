"""Taking a vendor's workbook in: what would be stored, for a person to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from procfit.formats.grid import CELL_BUDGET, Workbook
from procfit.formats.proposal import Proposal, ProposedTable, VendorColumn, Wishes, propose
from procfit.formats.toml_file import read_bytes
from procfit.formats.workbook import parse_workbook
from procfit.model.errors import InputError, Place, Problem, UsageError
from procfit.model.scale import is_score, with_scores
from procfit.model.text import slug
from procfit.model.vendor import Table, Vendor
from procfit.workspace.folder import Workspace
from procfit.workspace.vendor_prepared import Confirmed, Prepared, grouped, read_table, vendor_id
from procfit.workspace.vendor_versions import new_version

__all__ = ["prepare_import"]


def prepare_import(
    workspace: Workspace, path: Path, wishes: Wishes | None = None, budget: int = CELL_BUDGET
) -> Prepared:
    """Return what taking a workbook in would store, for a person to look at.

    A file that vendors have confirmed tables in is read by them; what changed since is in `changes`. Any
    other gets a proposal.

    Parameters
    ----------
    workspace
        The workspace.
    path
        The workbook.
    wishes
        What the person has said already.
    budget
        How many cells it may hold.

    Raises
    ------
    InputError
        When the file cannot be read.
    UsageError
        When a wish names what is not there.
    """
    wishes = replace(wishes or Wishes(), known={key: one.name for key, one in workspace.vendors.items()})
    content, problem = read_bytes(path, str(path))
    if problem is not None:
        raise InputError(problem.message, problem.hint, problem.where)
    book = parse_workbook(content, str(path), budget)
    file = _name_in(workspace.root / "vendors", path)
    known = list(_confirmed_before(workspace, file, wishes, book))
    if known:
        return new_version(workspace, path, file, content, book, known)
    proposal = propose(book, workspace.evaluation, wishes)
    proposal = Proposal(tuple(replace(table, file=file) for table in proposal.tables), proposal.notices)
    renamed = _renamed(workspace, proposal, book, wishes)
    if renamed:
        return replace(new_version(workspace, path, file, content, book, renamed), renamed=True)
    confirmed, problems = _proposed(workspace, book, proposal, wishes, sha256(content).hexdigest())
    told = tuple(grouped(problems))
    return Prepared(path, file, content, proposal, tuple(confirmed), problems=told)


def _name_in(folder: Path, path: Path) -> str:
    """Return the name of a workbook relative to the vendors' folder, where it lies or will lie."""
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return path.name


def _confirmed_before(
    workspace: Workspace, file: str, wishes: Wishes, book: Workbook
) -> Iterator[tuple[Vendor, int]]:
    """Yield the tables that vendors have in the file, unless the person asks for other columns."""
    if wishes.sheet or wishes.header or wishes.feature or wishes.answers:
        return
    wanted = vendor_id(workspace, wishes.vendor) if wishes.vendor else ""
    for vendor in workspace.vendors.values():
        if wanted and vendor.id != wanted:
            continue
        own = [index for index, table in enumerate(vendor.tables) if table.file == file]
        yield from ((vendor, index) for index in own)
        if not own and wanted:
            yield from ((vendor, index) for index in _same_sheets(vendor, book))


def _renamed(
    workspace: Workspace, proposal: Proposal, book: Workbook, wishes: Wishes
) -> list[tuple[Vendor, int]]:
    """Return the tables of known vendors that a file of another name looks like a new version of."""
    if wishes.sheet or wishes.header or wishes.feature or wishes.answers or wishes.vendor:
        return []
    names = {vendor_id(workspace, column.name) for table in proposal.tables for column in table.vendors}
    known = [workspace.vendors.get(name) for name in names]
    found = [(vendor, index) for vendor in known if vendor for index in _same_sheets(vendor, book)]
    return found if len({vendor.id for vendor, _ in found}) == len(names) else []


def _same_sheets(vendor: Vendor, book: Workbook) -> list[int]:
    """Return the tables of a vendor's only workbook, where a file of another name has all its sheets."""
    names = {grid.name for grid in book.grids}
    files = {table.file for table in vendor.tables}
    if len(files) != 1 or not all(table.sheet in names for table in vendor.tables):
        return []
    return list(range(len(vendor.tables)))


def _proposed(
    workspace: Workspace, book: Workbook, proposal: Proposal, wishes: Wishes, digest: str
) -> tuple[list[Confirmed], list[Problem]]:
    """Return the mappings to store for every vendor found, and what reading by them noticed."""
    confirmed: list[Confirmed] = []
    problems: list[Problem] = []
    for table in proposal.tables:
        problems += _namesakes(table, book.file)
        for column in _told_apart(table):
            name = column.name
            identity = vendor_id(workspace, name)
            held = workspace.vendors.get(identity)
            mapping = table.table(column, digest)
            shared = _confirmed_codes(held, table, mapping)
            if shared:
                mapping = replace(mapping, codes={**mapping.codes, **shared})
                problems.append(_as_elsewhere(shared, table, book.file))
            evaluation = with_scores(workspace.evaluation, mapping.codes.values())
            rows, found = read_table(book, mapping, evaluation, name)
            problems += found
            index = _replaced(held, mapping)
            old = held.tables[index] if held and index is not None else None
            confirmed.append(Confirmed(identity, held.name if held else name, mapping, rows, index, old))
    return _of_wished_vendor(workspace, confirmed, wishes), problems


def _confirmed_codes(held: Vendor | None, table: ProposedTable, mapping: Table) -> dict[str, str]:
    """Return what the vendor's other workbooks say of texts that only this one leaves open, or as numbers."""
    known = {raw: code for own in (held.tables if held else ()) for raw, code in own.codes.items()}
    open_texts = [*table.unknown, *(raw for raw, code in mapping.codes.items() if is_score(code))]
    return {raw: known[raw] for raw in open_texts if raw in known}


def _as_elsewhere(codes: Mapping[str, str], table: ProposedTable, file: str) -> Problem:
    shown = ", ".join(f'"{raw}" {code}' for raw, code in list(codes.items())[:8])
    message = f"read as confirmed for the vendor's other workbook: {shown}"
    return Problem(message, "say otherwise under codes", Place(file, sheet=table.sheet), "note")


def _told_apart(table: ProposedTable) -> list[VendorColumn]:
    """Return the vendors of a table whose name no other column has."""
    names = Counter(slug(column.name) for column in table.vendors)
    return [column for column in table.vendors if names[slug(column.name)] == 1]


def _namesakes(table: ProposedTable, file: str) -> Iterator[Problem]:
    """Yield a problem for each name that stands over several columns of a table."""
    columns: dict[str, list[VendorColumn]] = {}
    for column in table.vendors:
        columns.setdefault(slug(column.name), []).append(column)
    for same in columns.values():
        if len(same) > 1:
            where = " and ".join(table.slot(column.answer) for column in same)
            hint = "say whose each is: " + " ".join(
                f"--answer NAME={table.slot(column.answer)}" for column in same[:2]
            )
            place = Place(file, sheet=table.sheet)
            yield Problem(f'columns {where} are both headed "{same[0].name}"', hint, place)


def _of_wished_vendor(
    workspace: Workspace, confirmed: list[Confirmed], wishes: Wishes
) -> list[Confirmed]:
    """Return the mappings of the vendor that was asked for, where a workbook holds several."""
    if not wishes.vendor or len({one.vendor for one in confirmed}) < 2:
        return confirmed
    wanted = vendor_id(workspace, wishes.vendor)
    kept = [one for one in confirmed if one.vendor == wanted]
    if not kept:
        names = ", ".join(dict.fromkeys(one.vendor for one in confirmed))
        raise UsageError(
            f'the workbook holds no answers of "{wishes.vendor}"', f"it holds {names}; or give --answer"
        )
    return kept


def _replaced(vendor: Vendor | None, table: Table) -> int | None:
    """Return which of a vendor's tables the same place of the same file was confirmed as, or None."""
    for index, held in enumerate(vendor.tables if vendor else ()):
        same = (held.file, held.sheet or table.sheet) == (table.file, table.sheet)
        place = (held.header, held.layout, held.feature)
        if same and place == (table.header, table.layout, table.feature):
            return index
    return None
