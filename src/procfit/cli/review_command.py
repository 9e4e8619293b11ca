"""``procfit review``: how far the team is with its decisions, on screen and as a workbook for meetings."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.decisions.review import Review
    from procfit.decisions.taking import Taken
    from procfit.model.errors import Problem
    from procfit.workspace import Workspace

__all__ = ["add", "run"]

EPILOG = """\
examples:
  procfit review                                     what is decided, what is left, what follows
  procfit review -o review.xlsx                      a workbook to fill in during a meeting
  procfit review --answers review.xlsx --dry-run     what the filled-in workbook would change
  procfit review --answers review.xlsx               take it back into the maps and answers.toml
  procfit review --answers answers.xlsx --yes        the same with an answer sheet, without asking
"""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "review",
        help="what is decided about each process and step, and what is left",
        description="Show how many processes, steps and findings are decided, what is left, what saves most "
        "first, and the requirements that follow.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    which = command.add_mutually_exclusive_group()
    which.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write a workbook (.xlsx) to fill in"
    )
    which.add_argument(
        "--answers", metavar="FILE", type=Path, help="take a filled-in workbook or answer sheet back"
    )
    command.add_argument(
        "--dry-run", action="store_true", help="with --answers: show what would change, write nothing"
    )
    command.add_argument(
        "--yes", action="store_true", help="with --answers: take it without asking at a terminal"
    )
    command.add_argument("--all", action="store_true", help="list everything, not only the first of it")
    return command


def run(arguments: argparse.Namespace) -> int:
    """Show the review, write its workbook, or take one back."""
    from procfit.api import review
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.cli.review_text import review_document, review_lines
    from procfit.model.errors import UsageError
    from procfit.workspace import open_workspace

    if arguments.dry_run and not arguments.answers:
        raise UsageError("--dry-run needs --answers FILE.xlsx", "without --answers nothing is changed")
    if arguments.yes and not arguments.answers:
        raise UsageError("--yes needs --answers FILE.xlsx", "without --answers nothing is asked")
    workspace = open_workspace(arguments.workspace)
    found = review(workspace)
    if arguments.answers:
        return _take_back(workspace, found, arguments)
    if arguments.output:
        return _write(workspace, found, arguments)
    problems = _of_maps(workspace)
    if arguments.format == "json":
        print_json(
            review_document(found) | {"problems": [problem_entry(problem) for problem in problems]}
        )
    else:
        print_problems(problems)
        print("\n".join(review_lines(workspace, found, arguments.all)))
    return 3 if any(problem.level == "error" for problem in problems) else 0


def _of_maps(workspace: Workspace) -> list[Problem]:
    from procfit.cli.chosen import choose

    return [
        problem
        for problem in choose(workspace, []).problems
        if not problem.where.file.startswith("vendors/")
    ]


def _write(workspace: Workspace, found: Review, arguments: argparse.Namespace) -> int:
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.files import write_atomically
    from procfit.model.errors import UsageError
    from procfit.model.text import visible
    from procfit.reports.review_book.writer import review_book

    if arguments.output.suffix.lower() != ".xlsx":
        raise UsageError(
            f'no review ends in "{arguments.output.suffix}"', "name a file that ends in .xlsx"
        )
    problems = _of_maps(workspace)
    write_atomically(arguments.output, review_book(workspace.portfolio, found, workspace.name))
    if arguments.format == "json":
        entries = [problem_entry(problem) for problem in problems]
        print_json({"file": str(arguments.output), "problems": entries})
    else:
        print_problems(problems)
        if not arguments.quiet:
            print(f"{visible(str(arguments.output))}: {found.steps.total} steps to decide on")
    return 3 if any(problem.level == "error" for problem in problems) else 0


def _take_back(workspace: Workspace, found: Review, arguments: argparse.Namespace) -> int:
    from datetime import date

    from procfit.cli.output import print_json
    from procfit.cli.review_text import taken_document
    from procfit.decisions.taking import take
    from procfit.formats.workbook import read_workbook
    from procfit.reports.review_book.reader import filled_in

    filled = filled_in(read_workbook(arguments.answers), workspace.settings.calendar)
    taken = take(workspace.portfolio, found.found, filled, date.today(), workspace.broken)
    if arguments.format == "json":
        if not arguments.dry_run:
            _save(workspace, taken)
        print_json(taken_document(taken, str(arguments.answers), arguments.dry_run))
    else:
        _tell_and_save(workspace, taken, arguments)
    if any(problem.level == "error" for problem in taken.problems):
        return 3
    return 1 if taken.conflicts else 0


def _tell_and_save(workspace: Workspace, taken: Taken, arguments: argparse.Namespace) -> None:
    """Show what a workbook changes, and write it; a person at a terminal is asked before."""
    from procfit.cli.output import print_problems
    from procfit.cli.review_text import taken_lines
    from procfit.cli.rfp_returned import agreed_to

    is_asked = not (arguments.dry_run or arguments.yes) and sys.stdin.isatty()
    is_something = bool(taken.maps or taken.accepted)
    print_problems((*taken.problems, *taken.conflicts))
    *lines, outcome = taken_lines(workspace, taken, arguments.dry_run, arguments.quiet)
    print("\n".join(lines), end="\n" if lines else "")
    if is_asked and is_something and not agreed_to("Write this?"):
        print("nothing was written")
        return
    if not arguments.dry_run:
        _save(workspace, taken)
    print(outcome)


def _save(workspace: Workspace, taken: Taken) -> None:
    from procfit.model.errors import OutputError, Place
    from procfit.workspace.answering import save_accepted
    from procfit.workspace.saving import save_maps

    workspace, conflicts = save_maps(workspace, taken.maps.values())
    save_accepted(workspace, taken.accepted)
    for name in conflicts:
        raise OutputError(
            "was changed outside at this very moment, and is not written",
            "give the workbook once more",
            Place(f"processes/{name}.toml"),
        )
