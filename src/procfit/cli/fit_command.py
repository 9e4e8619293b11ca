"""``procfit fit``: which vendor serves what the customers of the processes value."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any, get_args

from procfit.cli.fit_methods import add_method, methods_document, methods_text
from procfit.model.process import View

__all__ = ["add", "run"]

EPILOG = """\
examples:
  procfit fit                                    the ranking, and how sure it is
  procfit fit --explain alder                    where its score comes from
  procfit fit --explain alder offline-visits     one answer, down to the cell
  procfit fit --set offline-visits.weight=0.05   what if this weighed more?
"""


def _shown_options(command: argparse.ArgumentParser) -> None:
    """Add what is shown instead of the ranking."""
    command.add_argument(
        "--explain",
        nargs="+",
        metavar=("VENDOR", "CAPABILITY"),
        help="where a score comes from, down to the cell",
    )


def _tried_options(command: argparse.ArgumentParser) -> None:
    """Add what is tried for one run."""
    command.add_argument(
        "--view",
        choices=get_args(View),
        default="to-be",
        help="which steps the weights come from (default: to-be)",
    )
    for flag, noun in (("--without-vendor", "vendor"), ("--without-evaluator", "evaluator")):
        command.add_argument(
            flag, metavar="NAME", action="append", default=[], help=f"leave a {noun} out (repeatable)"
        )
    command.add_argument(
        "--set",
        metavar="CAPABILITY.weight=SHARE",
        action="append",
        default=[],
        help="try another weight, as a share of 1 or in percent (repeatable)",
    )


OPTIONS = (_shown_options, add_method, _tried_options)
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
    from procfit.api import fit
    from procfit.cli.equal_notice import print_notice_of
    from procfit.cli.fit_explain import explain
    from procfit.cli.fit_screen import summary
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    assessed = fit(
        workspace,
        arguments.view,
        arguments.without_vendor,
        arguments.without_evaluator,
        _weights(arguments.set),
    )
    problems = [*workspace.problems, *workspace.workbook_problems]
    errors = [problem for problem in problems if problem.level == "error"]
    print_problems(errors)
    # Each other view of the fit takes a branch here; the ranking comes last.
    if arguments.explain:
        explain(workspace, assessed, arguments)
    elif arguments.format == "json":
        document = {**assessed.to_dict(), **methods_document(assessed, arguments.method)}
        print_json({**document, "problems": [problem_entry(entry) for entry in problems]})
    elif arguments.method:
        print_notice_of(assessed.weights)
        print("\n".join(methods_text(workspace, assessed, arguments.method)))
    else:
        notices = len(problems) - len(errors)
        print("\n".join(summary(workspace, assessed, notices, quiet=arguments.quiet)))
    return 3 if errors else 0


def _weights(settings: Iterable[str]) -> dict[str, float]:
    """Read ``capability.weight=0.05`` or ``capability.weight=5%``."""
    from procfit.model.errors import UsageError

    weights = {}
    for setting in settings:
        name, _, text = setting.partition("=")
        number, scale = (text.removesuffix("%"), 100) if text.endswith("%") else (text, 1)
        try:
            share = float(number) / scale
        except ValueError:
            share = -1.0
        if not name.endswith(".weight") or not 0 <= share <= 1:
            raise UsageError(
                f'"{setting}" is not a weight', "write --set offline-visits.weight=0.05, between 0 and 1"
            )
        weights[name.removesuffix(".weight")] = share
    return weights
