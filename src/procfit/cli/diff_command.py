"""``procfit diff``: what changed between two maps in meaning, and what that does."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.compare.changes import MapDiff
    from procfit.compare.effects import Amount, Effects, Figure, FindingChanges, Side

__all__ = ["add", "difference_told", "run"]

EPILOG = """\
examples:
  procfit diff lead-to-order                   as-is against to-be
  procfit diff lead-to-order@HEAD              what changed since the last commit
  procfit diff lead-to-order@main lead-to-order@draft
  procfit diff old.toml new.toml
  procfit diff drawn.bpmn lead-to-order        a drawing against the map
"""
MOST_NAMED = 6
_FIGURES = {"lead_time": "lead time", "touch_time": "work", "cost": "cost", "value": "value"}
_TIMES = ("lead_time", "touch_time")
CLEAR = 3.0
"""Standard errors that a difference of simulated means must pass to be told."""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "diff",
        help="what changed between two maps, in meaning",
        description="Tell what changed between two maps in meaning: steps, flows, lanes, and what that does "
        "to times, cost, value and findings. A side is a map, MAP@as-is, MAP@to-be, MAP@REVISION of git, or "
        "a .toml or .bpmn file. One map alone is its as-is against its to-be; one revision alone is that "
        "revision against the map as it is now.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("a", metavar="A", help="one side")
    command.add_argument("b", metavar="B", nargs="?", help="the other side")
    command.add_argument(
        "--exit-code", action="store_true", help="return 1 when something differs, as git diff does"
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Compare the two sides."""
    from procfit.cli.check_command import finding_entry
    from procfit.cli.output import print_json
    from procfit.compare.document import as_document
    from procfit.compare.effects import effects_of
    from procfit.compare.maps import compare_maps
    from procfit.matching.stems import Wordings
    from procfit.workspace.sides import sides_of

    operands = [side for side in (arguments.a, arguments.b) if side is not None]
    before, after = sides_of(operands, arguments.workspace)
    known = after.portfolio
    diff = compare_maps(before.process, after.process, Wordings(known.settings.language, known.answers))
    effects = effects_of(before, after, diff.pairs)
    if arguments.format == "json":
        print_json(as_document(before, after, diff, effects, finding_entry))
    else:
        _print(before, after, diff, effects, arguments.quiet)
    return 1 if arguments.exit_code and not diff.is_empty else 0


def _print(before: Side, after: Side, diff: MapDiff, effects: Effects, quiet: bool) -> None:
    from procfit.cli.output import paint
    from procfit.compare.telling import sections
    from procfit.model.text import visible

    if not quiet:
        print(paint(visible(f"{after.process.name}: {before.label} → {after.label}"), "bold"))
    if diff.is_empty:
        print("nothing differs in the map itself")
    for heading, lines in sections(diff).items():
        print(f"\n{paint(heading, 'bold')}", *lines, sep="\n")
    if not quiet:
        for line in _effect_lines(after, effects):
            print(line)


def _effect_lines(after: Side, effects: Effects) -> Iterator[str]:
    from procfit.model.text import visible

    currency = after.portfolio.settings.currency
    if effects.figures is not None:
        yield from _figure_lines("A case", effects.figures, currency)
        if effects.planned is not None and effects.planned != effects.figures:
            yield from _figure_lines("A case as planned", effects.planned, currency)
        yield from _missing_lines(effects)
    if effects.findings is not None:
        yield from _finding_lines(effects.findings)
    for reason in effects.reasons:
        yield f"\nfigures and findings not assessed: {visible(reason)}"


def _figure_lines(heading: str, figures: Mapping[Any, Figure], currency: str) -> Iterator[str]:
    from procfit.cli.output import table

    yield ""
    if all(figure.before == figure.after for figure in figures.values()):
        yield f"{heading}: the figures are the same"
        return
    rows = [
        (
            _FIGURES[name],
            _amount(name, figure.before, currency),
            _amount(name, figure.after, currency),
            difference_told(figure),
        )
        for name, figure in figures.items()
    ]
    yield table((heading, "before", "after", ""), rows, right=(1, 2))


def _amount(name: str, amount: Amount, currency: str) -> str:
    if name in _TIMES:
        figure = sayings.minutes(amount.value)
    else:
        figure = (
            sayings.money(amount.value, currency) if name == "cost" else sayings.decimal(amount.value)
        )
    return f"≥ {figure}" if amount.at_least else figure


def difference_told(figure: Figure) -> str:
    """Return the difference in percent; nothing where it is unknown, and words where it is unclear."""
    before, difference = figure.before.value, figure.difference
    if not difference or not before:
        return "the same" if difference == 0 else ""
    errors = [amount.standard_error or 0.0 for amount in (figure.before, figure.after)]
    if abs(difference) < CLEAR * (errors[0] ** 2 + errors[1] ** 2) ** 0.5:
        return "no clear difference (simulated)"
    return f"{'+' if difference > 0 else '−'}{sayings.percent(abs(difference) / before)}"


def _missing_lines(effects: Effects) -> Iterator[str]:
    before, after = effects.missing
    sides = {"": before} if before == after else {" before": before, " after": after}
    for side, missing in sides.items():
        if missing:
            gaps = (f"{field} of {_named(steps)}" for field, steps in missing.items())
            yield f"not assessed{side}: {'; '.join(gaps)}"


def _named(steps: tuple[str, ...]) -> str:
    more = f" and {len(steps) - MOST_NAMED} more" if len(steps) > MOST_NAMED else ""
    return (", ".join(steps[:MOST_NAMED]) or "the whole map") + more


def _finding_lines(findings: FindingChanges) -> Iterator[str]:
    from procfit.cli.output import paint
    from procfit.model.text import visible

    yield ""
    counts = f"{len(findings.gone)} gone, {len(findings.new)} new, {len(findings.same)} the same"
    yield paint(f"Findings: {counts}", "bold")
    for mark, word, changed in (("-", "gone", findings.gone), ("+", "new", findings.new)):
        for finding in changed:
            note = ""
            if finding in findings.unjudged:
                other = "after" if word == "gone" else "before"
                note = f" (could not be judged {other}: data is missing)"
            yield f"  {mark} {word} {finding.rule}: {visible(finding.message)}{note}"
