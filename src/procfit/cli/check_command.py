"""``procfit check``: everything read, every rule run, every finding with its proof."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.model.errors import Problem
    from procfit.model.finding import Finding, Savings
    from procfit.rules.overlap import Together

__all__ = ["add", "finding_entry", "run"]


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "check",
        help="find redundant steps, with proof",
        description="Read every file, run the redundancy rules and print each finding with the path that "
        "proves it. Levels are set in procfit.toml under [rules].",
    )
    command.add_argument("maps", nargs="*", metavar="MAP", help="the maps (default: all)")
    command.add_argument(
        "--explain", metavar="RULE", help="print what a rule looks for, and when it is silent"
    )
    command.add_argument(
        "--rule", metavar="RULE", action="append", help="only this rule; may be repeated"
    )
    command.add_argument(
        "--not-assessed",
        action="store_true",
        help="list what could not be judged, and the missing fields",
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Check the maps that were asked for."""
    from procfit.cli.check_text import Told, print_report
    from procfit.cli.chosen import choose
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.rules.engine import all_rules, check, explain
    from procfit.rules.overlap import together
    from procfit.workspace import open_workspace

    if arguments.explain:
        print(explain(arguments.explain))
        return 0
    for name in arguments.rule or ():
        _check_rule(name, all_rules())
    rules = arguments.rule or ()
    workspace = open_workspace(arguments.workspace)
    chosen = choose(workspace, arguments.maps)
    problems = chosen.problems
    report = check(workspace.portfolio, list(chosen.maps))
    findings = [found for found in report.findings if not rules or found.rule in rules]
    whole = together(workspace.portfolio, findings)
    gaps = [gap for gap in report.not_assessed if not rules or gap.rule in rules]
    if arguments.format == "json":
        print_json(
            {
                "findings": [finding_entry(finding) for finding in findings],
                "not_assessed": [asdict(gap) for gap in gaps],
                "together": together_entry(whole, findings),
                "problems": [problem_entry(problem) for problem in problems],
            }
        )
    else:
        print_problems(problems)
        print_report(
            workspace,
            Told(findings, gaps, whole),
            quiet=arguments.quiet,
            with_gaps=arguments.not_assessed,
        )
    return _exit_code(problems, findings)


def finding_entry(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON holds it."""
    entry = asdict(replace(finding, remedy=None))
    del entry["remedy"]
    entry["saves"] = _saves_entry(finding.saves)
    entry["witness"]["numbers"] = dict(finding.witness.numbers)
    return entry


def _saves_entry(saves: Savings) -> dict[str, Any]:
    return {
        "minutes_per_case": saves.minutes_per_case,
        "cost_per_case": saves.cost_per_case,
        "per_month": {"minutes": saves.minutes_per_month, "cost": saves.cost_per_month},
    }


def together_entry(whole: Together, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return what all findings save together as JSON holds it; groups name them by their place."""
    place = {id(finding): number for number, finding in enumerate(findings)}
    return {
        "groups": [
            {
                "process": group.process,
                "findings": [place[id(finding)] for finding in group.findings],
                "saves": _saves_entry(group.saves),
                "costs": asdict(group.costs),
            }
            for group in whole.groups
        ],
        "by_map": {name: _saves_entry(saves) for name, saves in whole.by_map.items()},
        "per_month": {"minutes": whole.minutes_per_month, "cost": whole.cost_per_month},
    }


def _check_rule(name: str, rules: Mapping[str, object]) -> None:
    from procfit.model.errors import UsageError
    from procfit.model.validate import did_you_mean

    if name not in rules:
        hint = did_you_mean(name, rules) or f"rules: {', '.join(rules)}"
        raise UsageError(f'there is no rule "{name}"', hint)


def _exit_code(problems: Iterable[Problem], findings: Iterable[Finding]) -> int:
    if any(problem.level == "error" for problem in problems):
        return 3
    return 1 if any(found.level == "error" and not found.accepted for found in findings) else 0
