"""``procfit fit`` in scenarios: the options, running one, all side by side, and saving one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from procfit.model import sayings
from procfit.model.vendor import WeightBasis

if TYPE_CHECKING:
    from procfit.cases import Case
    from procfit.fit.scenarios import Compared
    from procfit.model.fit_scenario import FitScenario
    from procfit.workspace import Workspace

__all__ = ["add_scenarios", "chosen_case", "print_comparison", "save_asked"]

TODAY = "today"


def add_scenarios(command: argparse.ArgumentParser) -> None:
    """Add the options to the parser of ``procfit fit``."""
    for flag, text in (
        ("--relax", "do not treat a capability as a gate (repeatable)"),
        ("--must", "treat a capability as a gate (repeatable)"),
    ):
        command.add_argument(flag, metavar="CAPABILITY", action="append", default=[], help=text)
    command.add_argument(
        "--weight-basis", choices=get_args(WeightBasis), help="what makes a process weigh (as agreed)"
    )
    command.add_argument(
        "--scenario", metavar="NAME", help="as a saved scenario of vendors/scenarios.toml has it"
    )
    command.add_argument(
        "--scenarios", action="store_true", help="all saved scenarios side by side, beside today"
    )
    command.add_argument(
        "--save-scenario", metavar="NAME", help="save what this run differs in under a name"
    )
    command.add_argument("--note", metavar="TEXT", default="", help="why it is looked at, to be saved")


def chosen_case(workspace: Workspace, arguments: argparse.Namespace) -> Case:
    """Return the workspace and its fit as the options, and the scenario they name, ask for."""
    from procfit.cases import case_of

    return case_of(workspace, _wanted(workspace, arguments))


def save_asked(workspace: Workspace, arguments: argparse.Namespace) -> str:
    """Save the run as a scenario where that was asked for, and return what to say about it."""
    from dataclasses import replace

    from procfit.model.errors import UsageError
    from procfit.model.fit_scenario import FitScenario
    from procfit.workspace.scenarios import save_scenario

    if arguments.save_scenario is None:
        if arguments.note:
            raise UsageError("--note goes with --save-scenario", 'add --save-scenario "no field app"')
        return ""
    asked = _wanted(workspace, arguments)
    if replace(asked, name="", note="") == FitScenario():
        raise UsageError(
            "nothing differs from today, so there is nothing to save",
            "add --set, --relax, --must, --without-vendor or the like",
        )
    note = arguments.note or asked.note
    save_scenario(workspace, replace(asked, name=arguments.save_scenario, note=note))
    return f'saved as "{arguments.save_scenario}" in vendors/scenarios.toml'


def print_comparison(workspace: Workspace, arguments: argparse.Namespace) -> int:
    """Print today and all saved scenarios side by side, and return the exit code."""
    from procfit.cases import compare_scenarios
    from procfit.cli.output import print_json, print_problems, problem_entry

    names = [arguments.scenario] if arguments.scenario else []
    found = compare_scenarios(workspace, _asked(arguments), names)
    problems = [*workspace.problems, *workspace.workbook_problems]
    errors = [problem for problem in problems if problem.level == "error"]
    print_problems(errors)
    if arguments.format == "json":
        entries = [problem_entry(problem) for problem in problems]
        print_json({"scenarios": [each.to_dict() for each in found], "problems": entries})
    else:
        print("\n".join(_lines(found, quiet=arguments.quiet)))
    return 3 if errors else 0


def _wanted(workspace: Workspace, arguments: argparse.Namespace) -> FitScenario:
    from procfit.model.fit_scenario import FitScenario, combined

    saved = workspace.scenario(arguments.scenario) if arguments.scenario else FitScenario()
    return combined(saved, _asked(arguments))


def _asked(arguments: argparse.Namespace) -> FitScenario:
    from procfit.model.fit_scenario import FitScenario

    return FitScenario(
        set=tuple(arguments.set),
        without_vendors=tuple(arguments.without_vendor),
        without_evaluators=tuple(arguments.without_evaluator),
        relax=tuple(arguments.relax),
        must=tuple(arguments.must),
        view=arguments.view,
        weight_basis=arguments.weight_basis,
    )


def _lines(found: Sequence[Compared], quiet: bool) -> Iterator[str]:
    from procfit.cli.output import table
    from procfit.model.text import visible

    today = found[0].fit
    vendors = [place.vendor for place in today.standings] if today else []
    rows = [_row(each, vendors) for each in found]
    head = ("scenario", "leader", "decided", "P(first)", *vendors)
    yield table(head, rows, right=range(3, len(head)), cut=0)
    if len(found) == 1:
        yield "\nno scenario is saved: procfit fit --set … --save-scenario NAME"
    if quiet:
        return
    for each in found[1:]:
        yield ""
        yield f"{visible(each.name)}: {visible(each.note)}" if each.note else visible(each.name)
        told = (f"cannot be run: {each.error}",) if each.fit is None else each.differs
        yield from (
            f"  {visible(line)}" for line in told or ("leader, gates and scores are those of today",)
        )
    if any(_stopped(each) for each in found):
        yield "\n* a gate stops it; the score is what it would have had"


def _row(each: Compared, vendors: Sequence[str]) -> tuple[str, ...]:
    from procfit.model.text import visible

    name = visible(each.name) or TODAY
    if each.fit is None:
        return (name, sayings.UNKNOWN, "cannot be run", *([sayings.UNKNOWN] * (len(vendors) + 1)))
    leader = each.fit.verdict.leader
    first = each.fit.chances.first(leader) if leader else None
    scored = bool(each.fit.weights.shares)
    places = {place.vendor: place for place in each.fit.standings}
    stopped = _stopped(each)
    scores = [
        f"{places[vendor].score.mid:.2f}{'*' if vendor in stopped else ' '}"
        if vendor in places and scored
        else sayings.UNKNOWN
        for vendor in vendors
    ]
    decided = "yes" if each.fit.decided else "no"
    return (name, leader or sayings.UNKNOWN, decided, sayings.chance(first), *scores)


def _stopped(each: Compared) -> set[str]:
    """Return the vendors that a gate stops in a scenario."""
    standings = each.fit.standings if each.fit else ()
    return {place.vendor for place in standings if place.rank is None}
