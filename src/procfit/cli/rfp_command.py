"""``procfit rfp``: the questions to vendors as a workbook, their answers taken back, and the demo script."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.decisions.questions import Question
    from procfit.workspace import Workspace

__all__ = ["add", "run"]

EPILOG = """\
examples:
  procfit rfp                                        what would be asked, and why
  procfit rfp -o questions.xlsx                      the workbook for vendors to fill in
  procfit rfp --answers questions.xlsx --vendor fir  take a filled-in one back
  procfit rfp --demo                                 which claims to see shown live
  procfit rfp --demo -o demo.xlsx                    the same as a form to fill in during the demos
  procfit rfp --demo --answers demo.xlsx             what was seen becomes agreed
"""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "rfp",
        help="ask vendors what the processes need, and take their answers back",
        description="Ask vendors about the capabilities that planned steps need, what customers value most "
        "first; take filled-in workbooks back without any mapping; list the claims to see shown live.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("-o", "--output", metavar="FILE", type=Path, help="write a workbook (.xlsx)")
    command.add_argument("--answers", metavar="FILE", type=Path, help="take a filled-in workbook back")
    command.add_argument("--demo", action="store_true", help="the claims to see shown live, per vendor")
    command.add_argument(
        "--vendor", metavar="NAME", help="with --answers: whose; with --demo: only theirs"
    )
    command.add_argument("--yes", action="store_true", help="with --answers: take it without asking")
    command.add_argument("--all", action="store_true", help="list everything, not only the first of it")
    return command


def run(arguments: argparse.Namespace) -> int:
    """Show the questions, write them, take answers back, or show the demo script."""
    from procfit.cli.rfp_returned import take_returned
    from procfit.cli.rfp_seen import take_seen
    from procfit.workspace import open_workspace

    _check_usage(arguments)
    workspace = open_workspace(arguments.workspace)
    if arguments.answers and arguments.demo:
        vendor = workspace.vendor(arguments.vendor).id if arguments.vendor else ""
        as_json = arguments.format == "json"
        return take_seen(workspace, arguments.answers, vendor, yes=arguments.yes, as_json=as_json)
    if arguments.answers:
        return take_returned(
            workspace,
            arguments.answers,
            arguments.vendor or "",
            yes=arguments.yes,
            as_json=arguments.format == "json",
            everything=arguments.all,
            quiet=arguments.quiet,
        )
    if arguments.demo:
        return _show_demo(workspace, arguments)
    return _ask(workspace, arguments)


def _check_usage(arguments: argparse.Namespace) -> None:
    from procfit.model.errors import UsageError

    if arguments.output and arguments.answers:
        raise UsageError("-o writes and --answers reads", "do one after the other")
    if arguments.output and arguments.output.suffix.lower() != ".xlsx":
        raise UsageError(
            f'no workbook ends in "{arguments.output.suffix}"', "name a file that ends in .xlsx"
        )
    if arguments.yes and not arguments.answers:
        raise UsageError("--yes needs --answers FILE.xlsx", "without --answers nothing is asked")
    if arguments.vendor and not (arguments.answers or arguments.demo):
        raise UsageError(
            "--vendor needs --answers or --demo", "the questions are the same for all vendors"
        )


def _ask(workspace: Workspace, arguments: argparse.Namespace) -> int:
    from procfit.api import questions
    from procfit.cli.equal_notice import equal_entry, print_equal_notice
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.cli.rfp_text import asked_lines, question_entry
    from procfit.model.text import visible

    asked = questions(workspace)
    problems = _of_maps(workspace)
    if arguments.output:
        _write(workspace, asked, arguments.output)
    if arguments.format == "json":
        print_json(
            {
                "file": str(arguments.output) if arguments.output else None,
                "questions": [question_entry(each) for each in asked],
                **equal_entry(workspace),
                "problems": [problem_entry(problem) for problem in problems],
            }
        )
        return 3 if problems else 0
    print_problems(problems)
    print_equal_notice(workspace)
    if not arguments.output:
        print("\n".join(asked_lines(asked, arguments.all)))
    elif not arguments.quiet:
        areas = len({each.area for each in asked})
        print(f"{visible(str(arguments.output))}: {len(asked)} questions on {areas} sheets")
    return 3 if problems else 0


def _of_maps(workspace: Workspace) -> list[Any]:
    """Return the errors in the maps and lists that the questions come from."""
    return [
        problem
        for problem in workspace.problems
        if problem.level == "error"
        and (not problem.where.file.startswith("vendors/") or "evaluation" in problem.where.file)
    ]


def _write(workspace: Workspace, asked: tuple[Question, ...], output: Path) -> None:
    from procfit.files import write_atomically
    from procfit.model.errors import UsageError
    from procfit.reports.question_book.writer import Asking, question_book

    if not asked:
        raise UsageError(
            "there is nothing to ask", "no planned step needs a capability; see docs/maps.md"
        )
    asking = Asking(
        workspace.name,
        workspace.opened,
        workspace.settings.currency,
        tuple(workspace.evaluation.codes.values()),
    )
    write_atomically(output, question_book(asked, asking))


def _show_demo(workspace: Workspace, arguments: argparse.Namespace) -> int:
    from procfit.api import demo
    from procfit.cli.demo_text import demo_document, demo_lines
    from procfit.cli.equal_notice import equal_entry, print_equal_notice
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.files import write_atomically
    from procfit.model.text import visible
    from procfit.reports.demo_book import demo_book

    vendors = [workspace.vendor(arguments.vendor).id] if arguments.vendor else []
    scripts = demo(workspace, vendors)
    names = {name: vendor.name for name, vendor in workspace.vendors.items()}
    problems = [
        problem
        for problem in (*workspace.problems, *workspace.workbook_problems)
        if problem.level == "error"
    ]
    if arguments.output:
        codes = tuple(workspace.evaluation.codes)
        write_atomically(arguments.output, demo_book(scripts, names, workspace.name, codes))
    if arguments.format == "json":
        written = str(arguments.output) if arguments.output else None
        entries = [problem_entry(problem) for problem in problems]
        document = {**demo_document(scripts), **equal_entry(workspace)}
        print_json({"file": written, **document, "problems": entries})
        return 3 if problems else 0
    print_problems(problems)
    print_equal_notice(workspace)
    if not arguments.output:
        print("\n".join(demo_lines(scripts, names, arguments.all)))
    elif not arguments.quiet:
        print(f"{visible(str(arguments.output))}: the claims of {len(scripts)} vendors to see shown")
    return 3 if problems else 0
