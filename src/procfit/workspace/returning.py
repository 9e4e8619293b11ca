"""Taking a returned question workbook into the workspace: the file beside its vendor, its answers counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from procfit.files import write_atomically
from procfit.fit.answers import answers_of
from procfit.formats.extra_save import with_extras
from procfit.formats.links_save import with_links
from procfit.formats.question_answers import ReturnedBook, rfp_tables
from procfit.formats.returned_save import with_returned
from procfit.formats.toml_file import parse_toml
from procfit.formats.vendor_save import new_vendor, with_stale
from procfit.formats.vendor_toml import build_vendor
from procfit.model.errors import InputError, OutputError, Place, Problem, UsageError
from procfit.model.vendor import Answer, Link, Linked, Price, Vendor
from procfit.workspace.extra_prices import Extras, extras_in
from procfit.workspace.folder import Workspace
from procfit.workspace.older_questions import older_files, put_away
from procfit.workspace.saving import text_on_disk
from procfit.workspace.vendor_prepared import vendor_id
from procfit.workspace.vendor_store import put_workbook

__all__ = ["Changed", "Return", "prepare_return", "save_return"]


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that is not what it was before; empty where there was none."""

    capability: str
    before: str
    after: str


@dataclass(frozen=True)
class Return:
    """A returned workbook with what taking it does; nothing is written yet.

    Attributes
    ----------
    vendor
        The vendor as its file will read.
    is_new
        Whether the vendor has no file yet.
    source, content
        The workbook as it came.
    book
        What was read from it.
    answers
        The vendor's answer in the workbook for each capability that was asked about.
    changed
        What differs from the vendor's answers so far; empty for a new vendor.
    extras
        What becomes of the extra prices beside its answers.
    replaced
        Older question workbooks of the vendor that this one takes the place of.
    newer
        Capabilities that are asked about by now, and not in this workbook.
    problems
        What was changed that must not be, and what could not be read.
    """

    vendor: Vendor
    is_new: bool
    source: Path
    content: bytes
    text: str
    before: str | None
    book: ReturnedBook
    answers: Mapping[str, Answer]
    changed: tuple[Changed, ...]
    extras: Extras
    replaced: tuple[str, ...]
    newer: tuple[str, ...]
    problems: tuple[Problem, ...]


def prepare_return(workspace: Workspace, path: Path, name: str = "") -> Return:
    """Return what taking a returned question workbook would do; nothing is written.

    Parameters
    ----------
    workspace
        The workspace that asked.
    path
        The workbook.
    name
        The vendor: an id or a name; by default what the workbook says.

    Raises
    ------
    InputError
        When the file cannot be read, or is no question workbook.
    UsageError
        When nobody says whose it is.
    """
    book = rfp_tables(path, today=workspace.opened)
    if book is None:
        hint = "import it with `procfit vendors import`; only what `procfit rfp -o` wrote maps itself"
        raise InputError("is no question workbook of procfit", hint, Place(str(path)))
    identity, called = _identity(workspace, name, book)
    before = text_on_disk(_own_path(workspace, identity), _own_name(identity))
    vendor = _as_written(workspace, identity, before) or Vendor(identity, called)
    book = _filed(book, _file_name(workspace, vendor, path))
    rows, noticed = book.rows(workspace.evaluation)
    answering = replace(vendor, links=book.links, agreed={})
    answers = answers_of(answering, rows, {}, workspace.evaluation, _asked(workspace, book))
    changed = tuple(_changes(workspace, vendor, answers)) if before is not None else ()
    links = _links(vendor, book, answers)
    extras = extras_in(book, vendor.price.extra, workspace.opened, answers, _own_name(identity))
    older = older_files(vendor, workspace.rows.get(identity, ()), book.file, book.asked)
    text = _text(workspace, vendor, before, book, links, extras, older)
    text = with_stale(text, _remarks(workspace, vendor, changed))
    return Return(
        _read_back(text, identity, book, links, extras, workspace),
        before is None,
        path,
        path.read_bytes(),
        text,
        before,
        book,
        answers,
        changed,
        extras,
        tuple(older[0]),
        _newer(workspace, book),
        (*book.problems, *noticed, *_told_about_price(vendor, book), *extras.problems),
    )


def save_return(workspace: Workspace, found: Return) -> None:
    """Put the workbook beside the vendor's file, and its tables, links and prices into that file.

    Raises
    ------
    OutputError
        When a file cannot be written, was changed meanwhile, or is somebody else's.
    """
    vendor, name = found.vendor, found.book.file
    own = _own_path(workspace, vendor.id)
    if text_on_disk(own, _own_name(vendor.id)) != found.before:
        hint = "take the workbook once more"
        raise OutputError("was changed meanwhile", hint, Place(_own_name(vendor.id)))
    target = workspace.root / "vendors" / name
    known = workspace.vendors.get(vendor.id)
    is_own = known is not None and any(table.file == name for table in known.tables)
    if target.exists() and not is_own and target.read_bytes() != found.content:
        hint = "rename the workbook that came"
        raise OutputError("is there already", hint, Place(f"vendors/{name}"))
    put_workbook(workspace.root, name, found.content)
    write_atomically(own, found.text, within=workspace.root)
    put_away(workspace, vendor.id, found.replaced)


def _identity(workspace: Workspace, name: str, book: ReturnedBook) -> tuple[str, str]:
    """Return the id of the vendor, and what it is called where it is new.

    A name given as an id is only that; the vendor's own word for its product is then the better name.
    """
    said = name or book.vendor_name
    if not said:
        raise UsageError("the workbook does not say whose it is", "name the vendor: --vendor NAME")
    identity = vendor_id(workspace, said)
    return identity, said if name != identity else book.vendor_name or said


def _own_name(identity: str) -> str:
    return f"vendors/{identity}.toml"


def _own_path(workspace: Workspace, identity: str) -> Path:
    return workspace.root / _own_name(identity)


def _as_written(workspace: Workspace, identity: str, text: str | None) -> Vendor | None:
    """Return the vendor as its file is now, None where there is no file.

    Raises
    ------
    OutputError
        When the file cannot be read, so that nothing may be added to it.
    """
    if text is None:
        return None
    file = parse_toml(text, _own_name(identity))
    vendor = build_vendor(file, identity, workspace.evaluation)
    errors = [problem for problem in file.reading.problems if problem.level == "error"]
    if vendor is None or errors:
        message, hint, where = (
            (errors[0].message, errors[0].hint, errors[0].where)
            if errors
            else ("cannot be read", "", Place(_own_name(identity)))
        )
        raise OutputError(message, hint or "mend the file first", where)
    return vendor


def _text(
    workspace: Workspace,
    vendor: Vendor,
    before: str | None,
    book: ReturnedBook,
    links: Mapping[str, tuple[Link, ...]],
    extras: Extras,
    older: tuple[list[str], list[str]],
) -> str:
    """Return the text of the vendor's file with the tables, links and prices of the workbook."""
    text = with_returned(
        before or new_vendor(vendor.name), vendor.tables, book.tables, book.price, *older
    )
    text = with_extras(text, extras.held, extras.instead, extras.more)
    groups = {name: each.group for name, each in workspace.capabilities.items()}
    there = vendor.linked
    new = {name: Linked(rows) for name, rows in links.items() if vendor.links.get(name) != rows}
    return with_links(text, there, {**there, **new}, groups)


def _file_name(workspace: Workspace, vendor: Vendor, path: Path) -> str:
    """Return the name of the workbook beside the vendor's file; vendors all send back the same name."""
    folder = (workspace.root / "vendors").resolve()
    if path.resolve().is_relative_to(folder):
        return path.resolve().relative_to(folder).as_posix()
    return path.name if path.stem.startswith(vendor.id) else f"{vendor.id}-{path.name}"


def _filed(book: ReturnedBook, name: str) -> ReturnedBook:
    return replace(book, file=name, tables=tuple(replace(table, file=name) for table in book.tables))


def _asked(workspace: Workspace, book: ReturnedBook) -> list[str]:
    return [name for name in book.asked if name in workspace.capabilities]


def _links(
    vendor: Vendor, book: ReturnedBook, answers: Mapping[str, Answer]
) -> dict[str, tuple[Link, ...]]:
    """Return the links to write: an answer wins over a row of another workbook, silence does not."""
    links = {}
    for name, answer in answers.items():
        elsewhere = any(link.row != name for link in vendor.links.get(name, ()))
        if answer.raw or not elsewhere:
            links[name] = book.links[name]
    return links


def _read_back(
    text: str,
    identity: str,
    book: ReturnedBook,
    links: Mapping[str, tuple[Link, ...]],
    extras: Extras,
    workspace: Workspace,
) -> Vendor:
    """Return the vendor as its new file reads, after making sure that all of it does.

    Raises
    ------
    OutputError
        When the file is spelled in a way that nothing can be added to.
    """
    vendor = _as_written(workspace, identity, text)
    if (
        vendor is None
        or any(table not in vendor.tables for table in book.tables)
        or any(vendor.links.get(name) != rows for name, rows in links.items())
        or not extras.stand_in(vendor.price.extra)
    ):
        hint = "write [[table]], [[price.extra]] and [links] as tables of their own"
        raise OutputError(
            "cannot take the tables, prices and links of the workbook", hint, Place(_own_name(identity))
        )
    return vendor


def _changes(workspace: Workspace, vendor: Vendor, answers: Mapping[str, Answer]) -> list[Changed]:
    """Return what the vendor answers otherwise than in its workbooks so far."""
    unsettled = replace(vendor, agreed={})
    rows = workspace.rows.get(vendor.id, ())
    so_far = answers_of(unsettled, rows, {}, workspace.evaluation, answers)
    return [
        Changed(name, so_far[name].code, answer.code)
        for name, answer in answers.items()
        if (answer.raw or so_far[name].raw) and so_far[name].code != answer.code
    ]


def _remarks(workspace: Workspace, vendor: Vendor, changed: Iterable[Changed]) -> dict[str, str]:
    """Return why evidence that was agreed on is stale, where the vendor now answers otherwise."""
    told = {}
    for change in changed:
        agreed = vendor.agreed.get(change.capability)
        if agreed is not None and agreed.evidence not in (None, "claimed") and not agreed.stale:
            said = f'the vendor\'s answer went from "{change.before}" to "{change.after}"'
            told[change.capability] = f"{workspace.opened.isoformat()}: {said}"
    return told


def _newer(workspace: Workspace, book: ReturnedBook) -> tuple[str, ...]:
    from procfit.decisions.questions import questions_of
    from procfit.fit.weights import weigh

    weights = weigh(workspace.portfolio, workspace.evaluation)
    now = questions_of(workspace.portfolio, workspace.evaluation, weights)
    return tuple(each.capability for each in now if each.capability not in book.asked)


def _told_about_price(vendor: Vendor, book: ReturnedBook) -> list[Problem]:
    held = replace(vendor.price, extra=())
    if book.price == Price() or held in (Price(), book.price):
        return []
    message = "the prices in the workbook differ from [price], which stays as it is"
    return [
        Problem(
            message, "change [price] by hand if they are newer", Place(_own_name(vendor.id)), "warning"
        )
    ]
