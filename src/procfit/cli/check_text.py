"""Findings as ``procfit check`` tells them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from procfit.cli.output import paint
from procfit.model import sayings
from procfit.model.finding import Finding, NotAssessed
from procfit.model.text import visible
from procfit.rules.overlap import Together
from procfit.rules.told import amounts, grounds, step_name, worth
from procfit.workspace import Workspace

__all__ = ["Told", "print_report"]


@dataclass(frozen=True)
class Told:
    """What there is to tell: the findings, what could not be judged, and what is saved together."""

    findings: Sequence[Finding]
    gaps: Sequence[NotAssessed]
    together: Together


def print_report(workspace: Workspace, told: Told, *, quiet: bool, with_gaps: bool) -> None:
    """Print the findings by map, those that save most first, and a summary."""
    findings, gaps, whole = told.findings, told.gaps, told.together
    for name in dict.fromkeys(finding.process for finding in findings):
        print(paint(f"{workspace.map(name).name} ({name})", "bold"))
        for line in _map_lines(workspace, name, findings, whole, quiet=quiet):
            print(line)
        print()
    if with_gaps:
        _print_gaps(gaps)
    if not quiet:
        print(_summary(workspace, findings, gaps))
        if whole.groups:
            print(_saved_together(whole, workspace.settings.currency))


def _map_lines(
    workspace: Workspace, name: str, findings: Sequence[Finding], whole: Together, *, quiet: bool
) -> Iterator[str]:
    """Yield the findings of a map: those that save most first, accepted ones last."""
    currency = workspace.settings.currency
    groups = [group for group in whole.groups if group.process == name]
    for group in groups:
        for finding in group.findings:
            yield from _finding_lines(workspace, finding, quiet=quiet)
        if len(group.findings) > 1 and not quiet:
            names = "both" if len(group.findings) == 2 else f"these {len(group.findings)}"
            yield f"    {names} are about the same work{amounts(group.saves, currency, '; together they ')}"
    for finding in findings:
        if finding.process == name and finding.accepted:
            yield from _finding_lines(workspace, finding, quiet=quiet)
    if len(groups) > 1 and not quiet:
        yield f"    all suggestions together{amounts(whole.by_map[name], currency, ' ')}"


def _saved_together(whole: Together, currency: str) -> str:
    parts = []
    if whole.minutes_per_month is not None:
        parts.append(f"{sayings.minutes(whole.minutes_per_month)} of lead time")
    if whole.cost_per_month is not None:
        parts.append(sayings.money(whole.cost_per_month, currency))
    if not parts:
        return "what all suggestions save a month is not assessed: no map with findings has a volume"
    return f"all suggestions together save {' and '.join(parts)} a month; nothing is counted twice"


def _finding_lines(workspace: Workspace, finding: Finding, quiet: bool) -> Iterator[str]:
    color = {"error": "red", "warning": "yellow"}.get(finding.level, "dim")
    level = "accepted" if finding.accepted else finding.level
    yield f"  {paint(level, 'dim' if finding.accepted else color)} {finding.rule}: {visible(finding.message)}"
    if quiet:
        return
    if finding.accepted:
        yield f"      accepted: {visible(finding.accepted_reason)}"
        return
    path = " > ".join(step_name(workspace.maps, finding.process, step) for step in finding.witness.path)
    yield f"      proof: {visible(path)}"
    yield f"      checked: {visible(finding.guard)}"
    yield f"      {visible(grounds(workspace.maps, finding))}"
    yield f"      suggest: {finding.suggest}{worth(finding, workspace.settings.currency)}"


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
