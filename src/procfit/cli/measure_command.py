"""``procfit measure``: what each process takes, costs and gives its customer."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

from procfit.model.process import View

if TYPE_CHECKING:
    from procfit.cli.chosen import Chosen
    from procfit.cli.measured import Measured

__all__ = ["add", "run"]


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "measure",
        help="times, cost and customer value of maps",
        description="Times, cost and customer value per case. A figure marked ≥ is a lower bound: some "
        "step lacks a time, a rate or a value. With one MAP, also the customer's journey, what the figures "
        "hang on, every step, and what is not assessed.",
    )
    command.add_argument("maps", nargs="*", metavar="MAP", help="the maps (default: all)")
    command.add_argument(
        "--view",
        choices=(*get_args(View), "both"),
        default="as-is",
        help="as it runs today, as it will be, or both with the difference (default: as-is)",
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        dest="changes",
        metavar="STEP.FIELD=VALUE",
        help="what if: calculate with another value, or 'STEP->TARGET=SHARE', without touching the file; "
        "may be repeated",
    )
    command.add_argument(
        "--explain",
        metavar="FIGURE",
        help="what a figure is made of, such as lead_time, cost or STEP.visits",
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Measure the maps that were asked for."""
    from procfit.api import scenario
    from procfit.cli.chosen import choose
    from procfit.cli.measured import measured
    from procfit.cli.output import print_problems
    from procfit.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    chosen = choose(workspace, arguments.maps)
    portfolio = scenario(workspace, arguments.changes, chosen.maps) if arguments.changes else None
    found = measured(
        workspace.portfolio,
        portfolio,
        list(chosen.maps),
        _views(arguments.view),
        quantiles=bool(arguments.maps) or arguments.format == "json",
    )
    print_problems(chosen.errors)
    if arguments.explain:
        _explain(arguments, found)
    elif arguments.format == "json":
        _print_document(found, chosen)
    else:
        _print_text(arguments, found)
    return 3 if chosen.errors else 0


def _views(view: str) -> tuple[View, ...]:
    views: Mapping[str, tuple[View, ...]] = {
        "as-is": ("as-is",), "to-be": ("to-be",), "both": ("as-is", "to-be"),
    }  # fmt: skip
    return views[view]


def _explain(arguments: argparse.Namespace, found: Measured) -> None:
    from procfit.cli.explained import explained, print_explanations
    from procfit.cli.output import print_json

    explanations = explained(found, arguments.explain)
    if arguments.format == "json":
        print_json({"explain": [entry.to_dict() for entry in explanations]})
    else:
        print_explanations(explanations, found.currency)


def _print_document(found: Measured, chosen: Chosen) -> None:
    from procfit.cli.output import print_json, problem_entry

    print_json({**found.to_dict(), "problems": [problem_entry(problem) for problem in chosen.errors]})


def _print_text(arguments: argparse.Namespace, found: Measured) -> None:
    from procfit.cli.measure_map import print_map
    from procfit.cli.measure_table import print_table, print_totals

    if len(found.maps) == 1 and arguments.maps:
        print_map(found, next(iter(found.maps)))
        return
    if not found.maps:
        print("no map to measure")
        return
    print_table(found)
    if not arguments.quiet:
        print_totals(found)
