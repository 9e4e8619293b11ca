"""``procfit weights``: what each capability weighs and why, and what people judged about it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from procfit.model.process import View

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = ["add", "run"]

EPILOG = """\
examples:
  procfit weights                                   what weighs how much, and what rests on nothing
  procfit weights --explain offline-visits          one weight: process, step, need
  procfit weights --judge judgments/workshop.toml   what a judgment would change
  procfit weights --judge workshop.toml --save      take it, after a question
"""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "weights",
        help="what each capability weighs and why; judgments about it",
        description="Show what each capability weighs: process, step and need, what rests on nothing, and "
        "what people set by hand. With --judge: what a judgment (points, ranks, comparisons) would change.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--explain", metavar="CAPABILITY", help="where one weight comes from")
    command.add_argument(
        "--view",
        choices=get_args(View),
        default="to-be",
        help="which steps the weights come from (default: to-be)",
    )
    command.add_argument(
        "--judge", metavar="FILE", type=Path, help="what the judgment in a TOML file would change"
    )
    command.add_argument(
        "--save", action="store_true", help="with --judge: store it as overrides, after a question"
    )
    command.add_argument("--yes", action="store_true", help="with --save: store it without asking")
    command.add_argument("--all", action="store_true", help="list everything, not only the first of it")
    return command


def run(arguments: argparse.Namespace) -> int:
    """Show the weights of the workspace, or what a judgment would change."""
    from procfit.cli.output import print_problems
    from procfit.workspace import open_workspace

    _check_usage(arguments)
    workspace = open_workspace(arguments.workspace)
    errors = [problem for problem in workspace.problems if problem.level == "error"]
    print_problems(errors)
    if arguments.judge:
        from procfit.cli.weights_judge import judge

        return judge(workspace, arguments) or (3 if errors else 0)
    _show(workspace, arguments)
    return 3 if errors else 0


def _check_usage(arguments: argparse.Namespace) -> None:
    from procfit.model.errors import UsageError

    if arguments.save and not arguments.judge:
        raise UsageError("--save needs --judge FILE", "without a judgment there is nothing to store")
    if arguments.yes and not arguments.save:
        raise UsageError("--yes needs --save", "without --save nothing is asked")
    if arguments.judge and arguments.explain:
        raise UsageError("--judge and --explain are two questions", "ask one after the other")
    if arguments.judge and arguments.view != "to-be":
        raise UsageError("--judge is about the to-be weights", "leave --view out")


def _show(workspace: Workspace, arguments: argparse.Namespace) -> None:
    from procfit.cli.output import print_json, problem_entry
    from procfit.cli.weights_text import explained_lines, weights_lines
    from procfit.fit.weights import weigh
    from procfit.fit.weights_document import explained_document, weights_document

    weights = weigh(workspace.portfolio, workspace.evaluation, arguments.view)
    capability = workspace.capability(arguments.explain).id if arguments.explain else None
    if arguments.format == "json":
        problems = [problem_entry(problem) for problem in workspace.problems]
        document = (
            explained_document(weights, capability)
            if capability
            else weights_document(weights, workspace.portfolio, workspace.evaluation)
        )
        print_json({"view": arguments.view, **document, "problems": problems})
    elif capability:
        print("\n".join(explained_lines(workspace, weights, capability)))
    else:
        lines = weights_lines(workspace, weights, arguments.all, arguments.quiet)
        print("\n".join(lines))
