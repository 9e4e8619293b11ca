"""``procfit measure``: what each process takes, costs and gives its customer."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, get_args

from procfit.model import sayings
from procfit.model.process import View

if TYPE_CHECKING:
    from procfit.flow.measure import Measures
    from procfit.workspace import Workspace

__all__ = ["add", "run"]

MOST_NAMED = 6
Figures = Mapping[View, "Measures"]


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "measure",
        help="times, cost and customer value of maps",
        description="Times, cost and customer value per case. A figure marked ≥ is a lower bound: some "
        "step lacks a time, a rate or a value. With one MAP, also every step of it.",
    )
    command.add_argument("maps", nargs="*", metavar="MAP", help="the maps (default: all)")
    command.add_argument(
        "--view",
        choices=(*get_args(View), "both"),
        default="as-is",
        help="as it runs today, as it will be, or both side by side (default: as-is)",
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Measure the maps that were asked for."""
    from procfit.cli.chosen import choose
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.flow.measure import measure
    from procfit.flow.totals import monthly_totals
    from procfit.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    chosen = choose(workspace, arguments.maps)
    maps, errors = chosen.maps, chosen.errors
    views: tuple[View, ...] = get_args(View) if arguments.view == "both" else (arguments.view,)
    portfolio = workspace.portfolio
    figures = {
        name: {view: measure(process, portfolio, view) for view in views}
        for name, process in maps.items()
    }
    totals = {view: monthly_totals(portfolio, view, maps) for view in views}
    print_problems(errors)
    if arguments.format == "json":
        print_json(
            {
                "maps": {
                    name: {view: shown.to_dict() for view, shown in by_view.items()}
                    for name, by_view in figures.items()
                },
                "portfolio": {view: total.to_dict() for view, total in totals.items()},
                "problems": [problem_entry(problem) for problem in errors],
            }
        )
        return 3 if errors else 0
    _print_table(workspace, figures)
    if len(maps) == 1 and arguments.maps:
        for name, by_view in figures.items():
            _print_steps(workspace, name, by_view)
    elif not arguments.quiet:
        _print_totals(totals, workspace.settings.currency)
    return 3 if errors else 0


def _print_table(workspace: Workspace, figures: Mapping[str, Figures]) -> None:
    from procfit.cli.output import table

    currency = workspace.settings.currency
    columns: dict[str, Callable[[Measures], str]] = {
        "lead time": lambda shown: sayings.minutes(shown.lead_time.mean, shown.is_lower("lead_time")),
        "work": lambda shown: sayings.minutes(shown.touch_time, shown.is_lower("touch_time")),
        "flow eff.": lambda shown: sayings.percent(shown.flow_efficiency),
        f"{currency}/case": lambda shown: _bound(sayings.decimal(shown.cost, 2), shown.is_lower("cost")),
        "value/case": lambda shown: _bound(sayings.decimal(shown.value), shown.is_lower("value")),
        "contacts": lambda shown: sayings.decimal(shown.contacts),
        "hand-offs": lambda shown: sayings.decimal(shown.hand_offs),
    }
    rows = []
    for name, by_view in figures.items():
        for view, shown in by_view.items():
            label = name if len(by_view) == 1 else f"{name} {view}"
            rows.append((label, *(write(shown) for write in columns.values())))
    print(table(("process", *columns), rows, right=range(1, len(columns) + 1)))


def _bound(said: str, at_least: bool) -> str:
    return f"≥ {said}" if at_least and said != sayings.UNKNOWN else said


def _print_steps(workspace: Workspace, name: str, by_view: Figures) -> None:
    from procfit.cli.output import table

    for view, shown in by_view.items():
        steps = workspace.map(name).view(view).steps
        rows = [
            (
                step.name,
                sayings.decimal(figures.visits, 2),
                sayings.minutes(figures.work),
                sayings.minutes(figures.wait),
                sayings.decimal(figures.cost, 2),
                sayings.decimal(figures.value, 2),
            )
            for step in steps
            if (figures := shown.steps[step.id])
        ]
        head = (f"step ({view})", "visits", "work", "wait", workspace.settings.currency, "value")
        print("\n" + table(head, rows, right=range(1, 6)))
        _print_gaps(shown)


def _print_gaps(shown: Measures) -> None:
    if shown.not_assessed:
        print("\nnot assessed:")
    for gap in shown.not_assessed:
        said = f" ({gap.note})" if gap.note else ""
        print(f"  {gap.missing}: {', '.join(gap.steps) or 'the whole map'}{said}")


def _print_totals(totals: Mapping[View, Any], currency: str) -> None:
    print()
    for view, total in totals.items():
        value = _bound(sayings.decimal(total.value, 0), "value" in total.at_least)
        parts = (
            f"{_bound(sayings.decimal(total.cases, 0), 'cases' in total.at_least)} cases",
            f"{sayings.minutes(total.work, 'work' in total.at_least)} of work",
            _bound(sayings.money(total.cost, currency), "cost" in total.at_least),
            f"{value} points of customer value",
        )
        print(f"{view} per month: {', '.join(parts)}")
    left_out = next(iter(totals.values())).left_out
    if left_out:
        shown = ", ".join(left_out[:MOST_NAMED])
        more = f" and {len(left_out) - MOST_NAMED} more" if len(left_out) > MOST_NAMED else ""
        print(f"not in every total, since a volume or figure is not assessed: {shown}{more}")
