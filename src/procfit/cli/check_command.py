"""``procfit check``: everything read, every rule run, every finding with its proof."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.model.errors import Problem
    from procfit.model.finding import Finding, NotAssessed
    from procfit.workspace import Workspace

__all__ = ["add", "finding_entry", "run"]

MOST_NAMES = 3
"""How many steps without a source are named; JSON has them all."""


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
    from procfit.cli.chosen import choose
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.rules.engine import all_rules, check, explain
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
    gaps = [gap for gap in report.not_assessed if not rules or gap.rule in rules]
    if arguments.format == "json":
        print_json(
            {
                "findings": [finding_entry(finding) for finding in findings],
                "not_assessed": [asdict(gap) for gap in gaps],
                "problems": [problem_entry(problem) for problem in problems],
            }
        )
    else:
        print_problems(problems)
        _print_report(workspace, findings, gaps, arguments)
    return _exit_code(problems, findings)


def finding_entry(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON holds it."""
    entry = asdict(finding)
    saves = entry["saves"]
    entry["saves"] = {
        "minutes_per_case": saves["minutes_per_case"],
        "cost_per_case": saves["cost_per_case"],
        "per_month": {"minutes": saves["minutes_per_month"], "cost": saves["cost_per_month"]},
    }
    entry["witness"]["numbers"] = dict(finding.witness.numbers)
    return entry


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


def _print_report(
    workspace: Workspace,
    findings: Sequence[Finding],
    gaps: Sequence[NotAssessed],
    arguments: argparse.Namespace,
) -> None:
    from procfit.cli.output import paint

    by_map: dict[str, list[Finding]] = {}
    for finding in findings:
        by_map.setdefault(finding.process, []).append(finding)
    for name, found in by_map.items():
        print(paint(f"{workspace.map(name).name} ({name})", "bold"))
        for finding in found:
            for line in _finding_lines(workspace, finding, quiet=arguments.quiet):
                print(line)
        print()
    if arguments.not_assessed:
        _print_gaps(gaps)
    if not arguments.quiet:
        print(_summary(workspace, findings, gaps))


def _finding_lines(workspace: Workspace, finding: Finding, quiet: bool) -> Iterator[str]:
    from procfit.cli.output import paint
    from procfit.model.text import visible

    color = {"error": "red", "warning": "yellow"}.get(finding.level, "dim")
    level = "accepted" if finding.accepted else finding.level
    yield f"  {paint(level, 'dim' if finding.accepted else color)} {finding.rule}: {visible(finding.message)}"
    if quiet:
        return
    if finding.accepted:
        yield f"      accepted: {visible(finding.accepted_reason)}"
        return
    path = " > ".join(_step_name(workspace, finding.process, step) for step in finding.witness.path)
    yield f"      proof: {visible(path)}"
    yield f"      checked: {visible(finding.guard)}"
    yield f"      {visible(_grounds(workspace, finding))}"
    yield f"      suggest: {finding.suggest}{_worth(finding, workspace.settings.currency)}"


def _grounds(workspace: Workspace, finding: Finding) -> str:
    if finding.evidence != "assumed":
        return f"rests on: what was {finding.evidence}"
    names = [_step_name(workspace, finding.process, step) for step in finding.assumes]
    more = f" and {len(names) - MOST_NAMES} more steps" if len(names) > MOST_NAMES else ""
    return f"rests on assumptions: no source for {', '.join(names[:MOST_NAMES]) or 'it'}{more}"


def _step_name(workspace: Workspace, process: str, step: str) -> str:
    """Return a step's name, with its map's where it stands in another one."""
    other, mark, step_id = step.rpartition("#")
    home = workspace.maps.get(other or process)
    name = home.step(step_id).name if home and step_id in home else step
    return f"{home.name}: {name}" if mark and home else name


def _worth(finding: Finding, currency: str) -> str:
    saves, parts = finding.saves, []
    if saves.minutes_per_case == 0 and not saves.cost_per_case:
        return f", saves a case no time{'' if saves.cost_per_case is None else ' or money'}"
    if saves.minutes_per_case is not None:
        parts.append(f"{sayings.minutes(saves.minutes_per_case)} a case")
    if saves.minutes_per_month is not None:
        parts.append(f"{sayings.minutes(saves.minutes_per_month)} a month")
    if saves.cost_per_month is not None:
        parts.append(f"{sayings.money(saves.cost_per_month, currency)} a month")
    said = f", saves {' · '.join(parts)}" if parts else ", savings not assessed"
    lost = finding.costs.value_per_case
    return (
        f"{said}; costs the customer {sayings.decimal(lost, 2)} points of value a case" if lost else said
    )


def _print_gaps(gaps: Iterable[NotAssessed]) -> None:
    for gap in gaps:
        steps = ", ".join(gap.steps) or "the whole map"
        print(f"  not assessed {gap.rule}: {gap.process}: {steps}: lacks {', '.join(gap.missing)}")


def _summary(workspace: Workspace, findings: Sequence[Finding], gaps: Sequence[NotAssessed]) -> str:
    levels: Mapping[str, int] = Counter(found.level for found in findings if not found.accepted)
    accepted = sum(found.accepted for found in findings)
    counts = [
        _counted(levels[level], level) for level in ("error", "warning", "note") if levels.get(level)
    ]
    said = ", ".join(counts) or "no findings"
    lines = [
        f"{said}{f', {accepted} accepted' if accepted else ''} in {_counted(len(workspace.maps), 'map')}"
    ]
    if workspace.broken:
        lines.append(f"not judged, see the errors above: {', '.join(workspace.broken)}")
    if gaps:
        rules = Counter(gap.rule for gap in gaps)
        told = ", ".join(f"{rule} ({count})" for rule, count in rules.most_common())
        lines.append(f"not assessed for want of data: {told}; list them with --not-assessed")
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
