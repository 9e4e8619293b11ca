"""``procfit vendors list``: each vendor's workbooks, what they cover, and what is left to do."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.fit.overview import Overview
    from procfit.model.errors import Problem
    from procfit.workspace import Workspace
    from procfit.workspace.workbooks import WorkbookState

__all__ = ["add", "run", "vendor_problems"]

SHOWN = 5
DETAILED = 10
"""With more vendors than this, what is left to do is told only where it is asked for."""


def add(subcommands: Any) -> argparse.ArgumentParser:
    """Add the subcommand to the parser."""
    command: argparse.ArgumentParser = subcommands.add_parser(
        "list",
        help="vendors, workbooks, coverage, and what is left to link or to ask",
        description="List the vendors with their workbooks: whether these are as confirmed, how much of "
        "the requirements' weight they answer, which texts nobody has given a meaning, which "
        "capabilities no row answers, and which rows no capability needs.",
    )
    command.add_argument("--vendor", metavar="ID", help="only this vendor")
    command.add_argument("--all", action="store_true", help="list everything, not only the first of it")
    return command


def run(arguments: argparse.Namespace) -> int:
    """List the vendors of the workspace, or one of them."""
    from procfit.api import vendors
    from procfit.cli.equal_notice import equal_entry, print_equal_notice
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.workspace import open_workspace
    from procfit.workspace.workbooks import workbooks_of

    workspace = open_workspace(arguments.workspace)
    wanted = workspace.vendor(arguments.vendor).id if arguments.vendor else None
    found = [each for each in vendors(workspace) if wanted in (None, each.vendor)]
    books = {each.vendor: workbooks_of(workspace, each.vendor) for each in found}
    problems = vendor_problems(workspace, wanted)
    errors = [problem for problem in problems if problem.level == "error"]
    if arguments.format == "json":
        entries = [
            each.to_dict() | {"workbooks": [book.to_dict() for book in books[each.vendor]]}
            for each in found
        ]
        described = [problem_entry(problem) for problem in problems]
        print_json({"vendors": entries, **equal_entry(workspace), "problems": described})
    else:
        print_problems(errors)
        print_equal_notice(workspace)
        print("\n".join(_lines(found, books, arguments)))
    return 3 if errors else 0


def vendor_problems(workspace: Workspace, vendor: str | None = None) -> list[Problem]:
    """Return what is wrong with the files of one vendor, or with all under ``vendors/``."""
    found = (
        problem
        for problem in (*workspace.problems, *workspace.workbook_problems)
        if problem.where.file.startswith("vendors/")
    )
    if vendor is None:
        return list(dict.fromkeys(found))
    files = {f"{vendor}.toml", *(table.file for table in workspace.vendor(vendor).tables)}
    own = {f"vendors/{file}" for file in files}
    return [problem for problem in dict.fromkeys(found) if problem.where.file in own]


def _lines(
    found: Sequence[Overview],
    books: dict[str, tuple[WorkbookState, ...]],
    arguments: argparse.Namespace,
) -> Iterator[str]:
    from procfit.cli.output import table

    if not found:
        yield "there is no vendor yet: `procfit vendors import FILE` makes one from a workbook"
        return
    head = ("vendor", "rows", "linked", "no row", "not linked", "coverage", "unread", "workbooks")
    rows = [_row(each, books[each.vendor]) for each in found]
    yield table(head, rows, right=(1, 2, 3, 4, 5, 6))
    if arguments.quiet:
        return
    if len(found) > DETAILED and not arguments.all:
        yield "\nwhat is left to do for one of them: procfit vendors list --vendor ID"
        return
    most = None if arguments.all else SHOWN
    for each in found:
        yield from _details(each, most)
    if most is not None:
        yield "\neverything: procfit vendors list --all; what to link: procfit vendors link"


def _row(each: Overview, books: Iterable[WorkbookState]) -> tuple[str, ...]:
    from procfit.model import sayings
    from procfit.model.text import visible

    states = ", ".join(
        book.file if book.state == "as confirmed" else f"{book.file} ({book.state})" for book in books
    )
    return (
        each.vendor,
        str(each.rows),
        str(each.linked),
        str(each.counted("no row")),
        str(each.counted("not linked") + each.counted("row is gone")),
        sayings.percent(each.coverage, 1),
        str(sum(len(one.cells) for one in each.unread)),
        visible(states) or "none",
    )


def _details(each: Overview, most: int | None) -> Iterator[str]:
    """Yield what is left to do for one vendor, the most important first."""
    from procfit.cli.output import paint
    from procfit.model.text import visible

    parts = (
        ("texts without a meaning", list(_unread(each))),
        ("capabilities that no row answers", list(_unanswered(each))),
        ("rows that no capability needs", [f"{row.row}  {row.text}" for row in each.unneeded]),
    )
    if any(lines for _, lines in parts):
        yield f"\n{paint(visible(each.name), 'bold')} ({each.vendor})"
    for title, lines in parts:
        if lines:
            yield f"  {title}: {len(lines)}"
            yield from (f"    {visible(line)}" for line in lines[:most])
            if most is not None and len(lines) > most:
                yield f"    … and {len(lines) - most} more"


def _unread(each: Overview) -> Iterator[str]:
    for one in each.unread:
        asked = f" ({', '.join(one.capabilities)})" if one.capabilities else ""
        yield f"{one.cells[0]}{_more(one.cells)}{asked}: {one.rule}"


def _more(cells: Sequence[str]) -> str:
    return f" and {len(cells) - 1} more" if len(cells) > 1 else ""


def _unanswered(each: Overview) -> Iterator[str]:
    from procfit.model import sayings

    for one in each.unanswered:
        said = {"agreed": ", but agreed", "evaluators": ", but scored"}.get(one.used, "")
        weight = sayings.percent(one.weight, 1) if one.weight else "no weight"
        yield f"{one.capability} ({weight}): {one.why}{said}"
