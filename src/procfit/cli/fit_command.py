"""``procfit fit``: which vendor serves what the customers of the processes value."""

from __future__ import annotations

import argparse
from typing import Any, get_args

from procfit.cli.fit_committee import committee_options
from procfit.cli.fit_methods import add_method, methods_document, methods_text
from procfit.cli.fit_money import add_money, money_document, print_money
from procfit.cli.fit_scenarios import add_scenarios, chosen_case, print_comparison, save_asked
from procfit.model.process import View

__all__ = ["add", "run"]

EPILOG = """\
examples:
  procfit fit                                    the ranking, and how sure it is
  procfit fit --explain alder                    where its score comes from
  procfit fit --explain alder offline-visits     one answer, down to the cell
  procfit fit --why cedar alder                  what puts one before the other
  procfit fit --committee                        where the evaluators differ, to open a meeting with
  procfit fit --set offline-visits.weight=0.05   what if this weighed more?
  procfit fit --money                            what the vendors cost and bring
  procfit fit --scenarios                        saved scenarios side by side
"""


def _shown_options(command: argparse.ArgumentParser) -> None:
    """Add what is shown instead of the ranking."""
    command.add_argument(
        "--explain",
        nargs="+",
        metavar=("VENDOR", "CAPABILITY"),
        help="where a score comes from, down to the cell",
    )
    command.add_argument(
        "--why",
        nargs=2,
        metavar=("VENDOR", "OTHER"),
        help="which capabilities put a vendor before another, or behind it",
    )


def _tried_options(command: argparse.ArgumentParser) -> None:
    """Add what is tried for one run."""
    command.add_argument(
        "--view",
        choices=get_args(View),
        help="which steps the weights come from (default: to-be)",
    )
    for flag, noun in (("--without-vendor", "vendor"), ("--without-evaluator", "evaluator")):
        command.add_argument(
            flag, metavar="NAME", action="append", default=[], help=f"leave a {noun} out (repeatable)"
        )
    command.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="try CAPABILITY.weight=SHARE, as a share of 1 or in percent, or MAP#STEP.FIELD=VALUE as "
        "procfit measure takes it (repeatable)",
    )


OPTIONS = (_shown_options, committee_options, add_method, _tried_options, add_scenarios, add_money)
"""What adds options to the command, in the order of its help; each part of `fit` adds its own."""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "fit",
        help="weigh capabilities and rank the vendors",
        description="Weigh capabilities by what customers value, and rank the vendors by their answers. "
        "Scores are ranges: a blank could be anything, a claim may turn out worse.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for add_options in OPTIONS:
        add_options(command)
    return command


def run(arguments: argparse.Namespace) -> int:
    """Assess the vendors of the workspace."""
    from procfit.cli.equal_notice import print_notice_of
    from procfit.cli.fit_basis import basis
    from procfit.cli.fit_explain import explain
    from procfit.cli.fit_screen import summary
    from procfit.cli.fit_why import print_why
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    if arguments.scenarios:
        return print_comparison(workspace, arguments)
    case = chosen_case(workspace, arguments)
    saved = save_asked(workspace, arguments)
    workspace, assessed = case.workspace, case.fit
    problems = [*workspace.problems, *workspace.workbook_problems]
    errors = [problem for problem in problems if problem.level == "error"]
    print_problems(errors)
    # Each other view of the fit takes a branch here; the ranking comes last.
    if arguments.explain:
        explain(workspace, assessed, arguments)
    elif arguments.why:
        print_why(workspace, assessed, arguments.why, arguments.format)
    elif arguments.money is not None and arguments.format != "json":
        print_money(workspace, assessed, arguments)
    elif arguments.format == "json":
        shown = {**assessed.to_dict(), **money_document(workspace, assessed, arguments)}
        shown |= methods_document(assessed, arguments.method)
        shown |= {"saved": arguments.save_scenario} if saved else {}
        told = {"basis": basis(case), "problems": [problem_entry(entry) for entry in problems]}
        print_json({**shown, **told})
    elif arguments.committee:
        from procfit.cli.fit_committee import committee_lines

        print("\n".join(committee_lines(workspace, assessed.group, quiet=arguments.quiet)))
    elif arguments.method:
        print_notice_of(assessed.weights)
        print("\n".join(methods_text(workspace, assessed, arguments.method)))
    else:
        notices = len(problems) - len(errors)
        print("\n".join(summary(workspace, assessed, notices, quiet=arguments.quiet)))
    if saved and arguments.format != "json":
        print(saved)
    return 3 if errors else 0
