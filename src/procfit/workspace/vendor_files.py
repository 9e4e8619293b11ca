"""Taking a vendor's workbook in: what would be stored, then storing it; nothing is decided here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from procfit.files import write_atomically
from procfit.fit.answers import linked_rows
from procfit.formats.grid import CELL_BUDGET, Workbook
from procfit.formats.proposal import Proposal, ProposedTable, VendorColumn, Wishes, propose
from procfit.formats.response_tables import TableReader
from procfit.formats.response_versions import RowChange, compare_rows, moved_table
from procfit.formats.responses import repeated_rows
from procfit.formats.toml_file import parse_toml, read_bytes
from procfit.formats.vendor_save import new_vendor, with_moved_links, with_stale, with_table
from procfit.formats.vendor_toml import build_vendor
from procfit.formats.workbook import parse_workbook
from procfit.model.errors import InputError, OutputError, Place, Problem, UsageError
from procfit.model.scale import with_scores
from procfit.model.text import item_key, slug
from procfit.model.vendor import Evaluation, Row, Table, Vendor
from procfit.workspace.folder import Workspace
from procfit.workspace.saving import text_on_disk

__all__ = ["Confirmed", "Prepared", "VendorChange", "prepare_import", "store_import"]

_IN_CELL = re.compile(r" in [A-Z]{1,3}\d+$")
MOST_CELLS = 8
EARLIER = "earlier"
"""The folder in vendors/ where replaced versions of workbooks are kept."""


@dataclass(frozen=True)
class Confirmed:
    """A mapping to store for one vendor; `index` and `old` where it replaces one of the vendor's tables."""

    vendor: str
    name: str
    table: Table
    rows: tuple[Row, ...] = ()
    index: int | None = None
    old: Table | None = None


@dataclass(frozen=True)
class VendorChange:
    """A row that a new version answers otherwise, with the capabilities that rest on it."""

    vendor: str
    change: RowChange
    capabilities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A workbook as it would be taken in; nothing is written yet.

    `known` tells that every table was confirmed before, so that no person needs to be asked.
    """

    source: Path
    file: str
    content: bytes
    proposal: Proposal
    confirmed: tuple[Confirmed, ...]
    changes: tuple[VendorChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    known: bool = False
    moved: Mapping[str, Mapping[str, str]] | None = None


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
        return _new_version(workspace, path, file, content, book, known)
    proposal = propose(book, workspace.evaluation, wishes)
    proposal = Proposal(tuple(replace(table, file=file) for table in proposal.tables), proposal.notices)
    confirmed, problems = _proposed(workspace, book, proposal, wishes, sha256(content).hexdigest())
    told = tuple(grouped(problems))
    return Prepared(path, file, content, proposal, tuple(confirmed), problems=told)


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
    written = _put_workbook(workspace.root, prepared)
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


def grouped(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each problem once, those that differ only in the cell as one that counts them."""
    same: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        message = _IN_CELL.sub("", problem.message)
        key = (message, problem.hint, problem.level, f"{problem.where.file}!{problem.where.sheet}")
        same.setdefault(key, []).append(problem)
    for (message, *_), members in same.items():
        cells = [problem.where.cell for problem in members]
        more = f" and {len(cells) - MOST_CELLS} more" if len(cells) > MOST_CELLS else ""
        told = f"{message} in {', '.join(cells[:MOST_CELLS])}{more}"
        yield members[0] if len(members) == 1 else replace(members[0], message=told)


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
    wanted = _vendor_id(workspace, wishes.vendor) if wishes.vendor else ""
    for vendor in workspace.vendors.values():
        if wanted and vendor.id != wanted:
            continue
        own = [index for index, table in enumerate(vendor.tables) if table.file == file]
        yield from ((vendor, index) for index in own)
        if not own and wanted:
            yield from ((vendor, index) for index in _same_sheets(vendor, book))


def _same_sheets(vendor: Vendor, book: Workbook) -> list[int]:
    """Return the tables of a vendor's only workbook, where a file of another name has all its sheets."""
    names = {grid.name for grid in book.grids}
    files = {table.file for table in vendor.tables}
    if len(files) != 1 or not all(table.sheet in names for table in vendor.tables):
        return []
    return list(range(len(vendor.tables)))


def _new_version(
    workspace: Workspace,
    path: Path,
    file: str,
    content: bytes,
    book: Workbook,
    known: list[tuple[Vendor, int]],
) -> Prepared:
    confirmed: list[Confirmed] = []
    changes: list[VendorChange] = []
    problems: list[Problem] = list(book.notices)
    moved: dict[str, dict[str, str]] = {}
    earlier: dict[str, Workbook | None] = {}
    for vendor, index in known:
        old = vendor.tables[index]
        before = earlier.setdefault(old.sha256, _earlier(workspace.root, old, path, content))
        grid, old_grid = book.grid(old.sheet), before.grid(old.sheet) if before else None
        if grid is None:
            problems.append(_no_sheet(book, old))
            continue
        table = replace(moved_table(old, old_grid, grid), file=file, sha256=sha256(content).hexdigest())
        rows, found = _read(book, table, workspace.evaluation, vendor.name)
        problems += found
        if before is None:
            problems.append(_not_at_hand(path))
        else:
            old_rows, _ = _read(before, old, workspace.evaluation, vendor.name)
            told, pairs = compare_rows(old_rows, rows)
            changes += [
                VendorChange(vendor.id, change, _resting_on(vendor, change, old_rows)) for change in told
            ]
            places = {one.row: other.row for one, other in pairs if one.row != other.row}
            moved.setdefault(vendor.id, {}).update(places)
        confirmed.append(Confirmed(vendor.id, vendor.name, table, rows, index, old))
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


def _earlier(root: Path, table: Table, path: Path, content: bytes) -> Workbook | None:
    """Return the version of a workbook that a table was confirmed for, wherever it still is."""
    if table.sha256 == sha256(content).hexdigest():
        return parse_workbook(content, str(path))
    folder = root / "vendors"
    for candidate in (folder / table.file, *sorted((folder / EARLIER).glob("*"))):
        if candidate.is_file():
            found, problem = read_bytes(candidate, candidate.name)
            if problem is None and sha256(found).hexdigest() == table.sha256:
                return parse_workbook(found, f"vendors/{table.file}")
    return _in_git(root, table)


def _in_git(root: Path, table: Table) -> Workbook | None:
    from procfit.workspace.revisions import bytes_at

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
            identity = _vendor_id(workspace, name)
            mapping = table.table(column, digest)
            evaluation = with_scores(workspace.evaluation, mapping.codes.values())
            rows, found = _read(book, mapping, evaluation, name)
            problems += found
            held = workspace.vendors.get(identity)
            index = _replaced(held, mapping)
            old = held.tables[index] if held and index is not None else None
            confirmed.append(Confirmed(identity, held.name if held else name, mapping, rows, index, old))
    return _of_wished_vendor(workspace, confirmed, wishes), problems


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
    wanted = _vendor_id(workspace, wishes.vendor)
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
        if same and (held.header, held.layout) == (table.header, table.layout):
            return index
    return None


def _read(
    book: Workbook, table: Table, evaluation: Evaluation, name: str
) -> tuple[tuple[Row, ...], list[Problem]]:
    grid = book.grid(table.sheet)
    if grid is None:
        return (), []
    try:
        reader = TableReader(grid, table, evaluation, name)
        rows = tuple(reader.rows())
        return rows, [*reader.problems, *repeated_rows(rows, "vendors")]
    except ValueError as error:
        return (), [Problem(str(error), "correct the mapping", Place(book.file, sheet=grid.name))]


def _vendor_id(workspace: Workspace, name: str) -> str:
    """Return the id of a vendor that is known by that name, else one made of the name."""
    if name in workspace.vendors:
        return name
    for vendor in workspace.vendors.values():
        if item_key(vendor.name) == item_key(name):
            return vendor.id
    made = slug(name, "vendor")
    return "vendor-evaluation" if made == "evaluation" else made


def _put_workbook(root: Path, prepared: Prepared) -> list[str]:
    """Put the workbook beside the vendors' files, and what it replaces under earlier/."""
    folder = root / "vendors"
    target = folder / prepared.file
    if not prepared.confirmed or (target.is_file() and target.read_bytes() == prepared.content):
        return []
    written = []
    if target.is_file():
        old = target.read_bytes()
        kept = f"{EARLIER}/{target.stem}-{sha256(old).hexdigest()[:8]}{target.suffix}"
        write_atomically(folder / kept, old, within=root)
        written.append(f"vendors/{kept}")
    write_atomically(target, prepared.content, within=root)
    return [*written, f"vendors/{prepared.file}"]


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
    places = (prepared.moved or {}).get(one.vendor, {})
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
    return with_stale(with_moved_links(text, (prepared.moved or {}).get(vendor.id, {})), remarks)


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
