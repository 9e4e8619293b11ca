"""``procfit vendors import``: a vendor's workbook in any form, taken in with a confirmation."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procfit.formats.grid import CELL_BUDGET

if TYPE_CHECKING:
    from procfit.formats.proposal import Wishes
    from procfit.model.errors import Problem
    from procfit.workspace.vendor_prepared import Prepared

__all__ = ["add", "run"]

EPILOG = """\
examples:
  procfit vendors import response.xlsx                       look at what was found; asks before storing
  procfit vendors import response.xlsx --yes                 store what was found
  procfit vendors import response.xlsx --sheet Functional --header 4 --feature C --answer E --vendor alder
  procfit vendors import comparison.xlsx --answer cedar=D --answer dogwood=F
"""
WIDEST = 100
_ANSWER = re.compile(r"(?:(.+)=)?([A-Za-z]{1,3})")


def add(subcommands: Any) -> argparse.ArgumentParser:
    """Add the subcommand to the parser."""
    command: argparse.ArgumentParser = subcommands.add_parser(
        "import",
        help="take in a vendor's workbook: .xlsx .xlsm .csv .tsv",
        description="Find the tables of a vendor's workbook, show how they would be read and why, and store "
        "that in vendors/ once you confirm. A file whose tables were confirmed before is taken in at once, "
        "and what the vendor changed is listed. The workbook itself is never changed.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", metavar="FILE", type=Path, help="the workbook")
    command.add_argument("--vendor", metavar="ID", default="", help="whose workbook it is")
    command.add_argument("--sheet", metavar="NAME", default="", help="read only this sheet")
    command.add_argument("--header", metavar="N", type=_row, default=0, help="the row of the head")
    command.add_argument(
        "--feature", metavar="COL", type=_column, default="", help="the column of the requirements"
    )
    command.add_argument(
        "--answer",
        metavar="COL|ID=COL",
        type=_answer,
        action="append",
        default=[],
        help="a column of answers, and whose; may be repeated",
    )
    command.add_argument(
        "--max-cells",
        metavar="N",
        type=int,
        default=CELL_BUDGET,
        help=f"how many cells the workbook may hold (default: {CELL_BUDGET:,})",
    )
    command.add_argument("--by", metavar="NAME", default="", help="who confirms")
    command.add_argument("--yes", action="store_true", help="store without asking")
    return command


def run(arguments: argparse.Namespace) -> int:
    """Show what was found, and store it when that is confirmed."""
    from procfit.cli.output import print_json, print_problems
    from procfit.cli.rfp_returned import take_returned
    from procfit.formats.question_answers import is_question_book
    from procfit.workspace import open_workspace
    from procfit.workspace.vendor_files import prepare_import
    from procfit.workspace.vendor_store import store_import

    workspace = open_workspace(arguments.workspace)
    if is_question_book(arguments.file) and not _maps_by_hand(arguments):
        return take_returned(
            workspace,
            arguments.file,
            arguments.vendor or "",
            yes=arguments.yes,
            as_json=arguments.format == "json",
            quiet=arguments.quiet,
        )
    prepared = prepare_import(workspace, arguments.file, _wishes(arguments), arguments.max_cells)
    as_text = arguments.format == "text"
    if as_text:
        from procfit.cli.vendors_import_text import print_prepared

        print_prepared(prepared, arguments.quiet)
    stored: list[str] = []
    unattended = arguments.yes or (prepared.known and not prepared.renamed)
    if prepared.confirmed and (unattended or (as_text and _confirmed())):
        stored = store_import(workspace, prepared, arguments.by)
    if as_text:
        _print_stored(prepared, stored)
        notices = () if arguments.quiet else prepared.proposal.notices
        print_problems(
            [*notices, *(one for one in prepared.problems if _is_shown(one, arguments.quiet))]
        )
    else:
        from procfit.cli.vendors_import_json import document

        print_json({**document(prepared), "stored": stored})
        print_problems(one for one in prepared.problems if one.level == "error")
    return 3 if any(problem.level == "error" for problem in prepared.problems) else 0


def _maps_by_hand(arguments: argparse.Namespace) -> bool:
    """Tell whether a person says where answers stand, also in a workbook that would map itself."""
    return any((arguments.sheet, arguments.header, arguments.feature, arguments.answer))


def _is_shown(problem: Problem, quiet: bool) -> bool:
    return problem.level == "error" or not quiet


def _wishes(arguments: argparse.Namespace) -> Wishes:
    from procfit.formats.proposal import Wishes

    return Wishes(
        sheet=arguments.sheet,
        header=arguments.header,
        feature=arguments.feature,
        answers=tuple(arguments.answer),
        vendor=arguments.vendor,
    )


def _confirmed() -> bool:
    """Ask on a terminal whether to store; anywhere else nothing is stored."""
    import sys

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return input("Store this? [y/N] ").strip().casefold() in ("y", "yes")


def _print_stored(prepared: Prepared, stored: list[str]) -> None:
    from textwrap import fill

    if stored:
        print(fill(f"Stored in {', '.join(stored)}.", WIDEST, break_on_hyphens=False))
    elif prepared.known and not prepared.renamed:
        print("Nothing to store: the file is as it was confirmed.")
    elif prepared.confirmed:
        print("Nothing was stored. Add --yes to store it, or correct it with the options.")
    elif prepared.proposal.tables:
        print("Nothing can be stored: whose answers stand where is not clear. Say it with --answer.")
    else:
        print("Nothing can be stored: no list of requirements was found.")


def _row(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_048_576:
        raise argparse.ArgumentTypeError(f'"{text}" is no row number')
    return int(text)


def _column(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z]{1,3}", text):
        raise argparse.ArgumentTypeError(f'"{text}" is no column; write its letters')
    return text.upper()


def _answer(text: str) -> tuple[str, str]:
    found = _ANSWER.fullmatch(text)
    if not found:
        raise argparse.ArgumentTypeError(f'"{text}" is no column; write E, or alder=E')
    return found[2].upper(), found[1] or ""
