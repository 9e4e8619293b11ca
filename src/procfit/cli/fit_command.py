"""``procfit fit``: which vendor serves what the customers of the processes value."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, get_args

from procfit.model import sayings
from procfit.model.process import View

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.decide import DecidingCell
    from procfit.fit.score import Standing
    from procfit.workspace import Workspace

__all__ = ["add", "run"]

EPILOG = """\
examples:
  procfit fit                                    the ranking, and how sure it is
  procfit fit --explain alder                    where its score comes from
  procfit fit --explain alder offline-visits     one answer, down to the cell
  procfit fit --set offline-visits.weight=0.05   what if this weighed more?
"""
BAR = 26
MOST_CELLS = 8
_STATUS = {"pass": "pass", "fail": "FAIL", "unproven": "unproven"}
MOST_EXPLAINED = 12


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
    command.add_argument(
        "--explain",
        nargs="+",
        metavar=("VENDOR", "CAPABILITY"),
        help="where a score comes from, down to the cell",
    )
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
    return command


def run(arguments: argparse.Namespace) -> int:
    """Assess the vendors of the workspace."""
    from procfit.api import fit
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
    if arguments.explain:
        _explain(workspace, assessed, arguments)
    elif arguments.format == "json":
        print_json({**assessed.to_dict(), "problems": [problem_entry(entry) for entry in problems]})
    else:
        notices = len(problems) - len(errors)
        print("\n".join(_summary(workspace, assessed, notices, quiet=arguments.quiet)))
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


def _summary(workspace: Workspace, assessed: Fit, notices: int, quiet: bool) -> Iterator[str]:
    from procfit.cli.output import paint

    vendors, weights = len(assessed.standings), len(assessed.weights.shares)
    counted = (
        _counted(weights, "weighed capability", "weighed capabilities"),
        _counted(vendors, "vendor"),
        _counted(len(workspace.scores), "evaluator"),
    )
    yield " · ".join(counted)
    verdict = assessed.verdict
    if verdict.decided:
        yield paint(f"{_name(workspace, verdict.leader)} leads", "green")
    else:
        names = " or ".join(_name(workspace, vendor) for vendor in _contenders(assessed))
        yield paint(f"UNDECIDED{': ' if names else ''}{names}", "yellow")
    yield from (f"  {reason}" for reason in verdict.reasons)
    yield ""
    yield _ranking(workspace, assessed)
    yield from _gates(assessed)
    if quiet:
        return
    yield ""
    yield from _deciding(workspace, assessed)
    rests_on = sayings.percent(assessed.weights.rests_on)
    yield f"The weights rest on {rests_on} of the steps that need something; the others lack a value."
    if assessed.weights.unneeded:
        unneeded = ", ".join(assessed.weights.unneeded)
        yield f"Needed by no step: {unneeded}"
    if notices:
        yield f"{_counted(notices, 'notice')} about files and cells; see with --format json"


def _chance(share: float | None) -> str:
    """Return a probability; one found by drawing is never told as certain."""
    if share is None:
        return sayings.UNKNOWN
    return f"{share:.2f}" if 0.005 <= share < 0.995 else "> 0.99" if share > 0.5 else "< 0.01"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _contenders(assessed: Fit) -> list[str]:
    """Return the vendors that share the first place, or the leader and the nearest to it."""
    first = [standing.vendor for standing in assessed.standings if standing.rank == 1]
    flip = assessed.verdict.flip
    return [*first, flip.challenger] if len(first) == 1 and flip else first


def _ranking(workspace: Workspace, assessed: Fit) -> str:
    from procfit.cli.output import table

    rows = []
    scored = bool(assessed.weights.shares)
    for standing in assessed.standings:
        score = standing.score
        said = f"{score.mid:.2f} ({score.low:.2f}–{score.high:.2f})"
        first = assessed.chances.first(standing.vendor)
        rows.append(
            (
                "–" if standing.rank is None else str(standing.rank),
                standing.vendor,
                _name(workspace, standing.vendor),
                _STATUS[assessed.gate(standing.vendor)],
                _bar(standing) if scored else "",
                said if scored else sayings.UNKNOWN,
                _chance(first),
                sayings.percent(assessed.coverage[standing.vendor] if scored else None),
            )
        )
    head = ("", "id", "vendor", "gates", f"0{'score':^{BAR - 2}}1", "", "P(first)", "answered")
    return table(head, rows, right=(6, 7))


def _gates(assessed: Fit) -> Iterator[str]:
    """Yield a line per vendor that has not passed every gate."""
    for standing in assessed.standings:
        status = assessed.gate(standing.vendor)
        named = [str(gate) for gate in assessed.gates[standing.vendor] if gate.status == status]
        if status != "pass":
            yield f"{_STATUS[status]}: {standing.vendor}: {', '.join(named)}"


def _bar(standing: Standing) -> str:
    """Return the range of a score as a line: ├──●──┤."""
    low, mid, high = (
        round(value * (BAR - 1))
        for value in (standing.score.low, standing.score.mid, standing.score.high)
    )
    marks = [" "] * BAR
    marks[low : high + 1] = "─" * (high + 1 - low)
    marks[low], marks[high], marks[mid] = "├", "┤", "●"
    return "".join(marks)


def _deciding(workspace: Workspace, assessed: Fit) -> Iterator[str]:
    verdict = assessed.verdict
    if verdict.cells:
        yield "What would turn it:" if verdict.decided else "What would decide it:"
    for cell in verdict.cells[:MOST_CELLS]:
        yield f"  {_cell(workspace, cell)}"
    if len(verdict.cells) > MOST_CELLS:
        yield f"  … and {len(verdict.cells) - MOST_CELLS} more"
    flip = verdict.flip
    if flip is not None and flip.distance is not None:
        leader, other = _name(workspace, verdict.leader), _name(workspace, flip.challenger)
        yield f"{leader} leads {other}: moving {flip.distance:.1%} of the weight ties them."


def _cell(workspace: Workspace, cell: DecidingCell) -> str:
    answer = cell.answer
    place = f"{answer.file} {answer.sheet}!{answer.cell}" if answer.cell else "no row linked"
    said = answer.code if answer.evidence is None else f"{answer.code}, {answer.evidence}"
    why = "gate" if cell.why == "gate" else f"can move the lead by {cell.swing:.3f}"
    return f"{_name(workspace, answer.vendor)} · {answer.capability} ({said}; {place}): {why}"


def _explain(workspace: Workspace, assessed: Fit, arguments: argparse.Namespace) -> None:
    from procfit.cli.output import print_json
    from procfit.model.errors import UsageError

    vendor, *capability = arguments.explain
    if len(capability) > 1:
        raise UsageError(
            "--explain takes a vendor and one capability", "procfit fit --explain alder quotes"
        )
    workspace.vendor(vendor)
    names = capability or _by_points(assessed, vendor)
    rows = {name: assessed.waterfall(vendor, name) for name in names}
    if arguments.format == "json":
        from dataclasses import asdict

        print_json(
            {"vendor": vendor, "waterfall": [asdict(row) for found in rows.values() for row in found]}
        )
        return
    if capability:
        print("\n".join(_one_capability(workspace, assessed, vendor, capability[0])))
    else:
        print("\n".join(_one_vendor(workspace, assessed, vendor, names)))


def _by_points(assessed: Fit, vendor: str) -> list[str]:
    """Return the weighed capabilities, those that give the vendor most points first."""
    answers, shares = assessed.answers[vendor], assessed.weights.shares
    return sorted(shares, key=lambda name: -shares[name] * answers[name].mid)


def _one_vendor(workspace: Workspace, assessed: Fit, vendor: str, names: list[str]) -> Iterator[str]:
    from procfit.cli.answer_text import place_of
    from procfit.cli.output import table

    answers, shares = assessed.answers[vendor], assessed.weights.shares
    lost = sorted(names, key=lambda name: -shares[name] * (1 - answers[name].mid))

    def rows(chosen: Iterable[str]) -> list[tuple[str, ...]]:
        return [
            (
                name,
                sayings.percent(shares[name], 1),
                answers[name].code,
                f"{answers[name].mid:.2f}",
                f"{shares[name] * answers[name].mid:.3f}",
                f"{shares[name] * (1 - answers[name].mid):.3f}",
                place_of(answers[name]),
            )
            for name in chosen
        ]

    head = ("capability", "weight", "answer", "worth", "points", "lost", "from")
    score = next(place.score for place in assessed.standings if place.vendor == vendor)
    interval = f"{score.mid:.3f} ({score.low:.3f}–{score.high:.3f})"
    yield f"{_name(workspace, vendor)}: {interval}, the sum of weight × worth"
    yield "\nwhere its points come from"
    yield table(head, rows(names[:MOST_EXPLAINED]), right=(1, 3, 4, 5))
    yield "\nwhere it loses most"
    yield table(head, rows(lost[:MOST_EXPLAINED]), right=(1, 3, 4, 5))
    yield f"\nall of it: procfit fit --explain {vendor} --format json"


def _one_capability(workspace: Workspace, assessed: Fit, vendor: str, capability: str) -> Iterator[str]:
    from procfit.cli.answer_text import answer_lines
    from procfit.cli.output import table

    rows = assessed.waterfall(vendor, capability)
    answer = assessed.answers[vendor][capability]
    name = workspace.capabilities[capability].name
    yield f"{_name(workspace, vendor)} · {name} ({capability})"
    yield from answer_lines(answer)
    if not rows:
        yield "  weight   none: no step of this view needs it"
        return
    yield f"  weight   {sayings.percent(sum(row.weight for row in rows), 2)}, the sum of"
    written = [
        (
            row.process or "override",
            row.step or "–",
            sayings.percent(row.process_weight, 1),
            sayings.percent(row.step_share, 1),
            sayings.percent(row.need_share),
            sayings.percent(row.weight, 2),
            f"{row.points:.4f}",
        )
        for row in rows
    ]
    head = ("process", "step", "process weighs", "× step's share", "× need", "= weight", "points")
    yield table(head, written, right=(2, 3, 4, 5, 6))


def _name(workspace: Workspace, vendor: str | None) -> str:
    from procfit.model.text import visible

    found = workspace.vendors.get(vendor or "")
    return visible(found.name) if found else vendor or "–"
