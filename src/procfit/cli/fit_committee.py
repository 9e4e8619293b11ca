"""``procfit fit --committee``: one screen to open the meeting of a committee with."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from procfit.cli.fit_text import vendor_name
from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.fit.committee.group import Committee
    from procfit.fit.committee.topics import Topic
    from procfit.workspace import Workspace

__all__ = ["committee_lines", "committee_options", "unequal"]

MOST_TOPICS = 10
WIDEST = 100


def committee_options(command: argparse.ArgumentParser) -> None:
    """Add what shows the committee instead of the ranking."""
    command.add_argument(
        "--committee",
        action="store_true",
        help="how far the evaluators agree, what to talk about, and who turns the result",
    )


def unequal(workspace: Workspace) -> str:
    """Return who counts more or less than once, or nothing where all count the same."""
    from procfit.fit.committee.telling import listed

    counts = {name: workspace.evaluation.counts(name) for name in workspace.scores}
    said = [f"{name} counts {count:g}" for name, count in counts.items() if count != 1]
    return f" ({listed(said)})" if len(set(counts.values())) > 1 else ""


def committee_lines(workspace: Workspace, found: Committee, quiet: bool = False) -> Iterator[str]:
    """Yield the screen: agreement, who ranks whom where, what to talk about, who turns what, majorities."""
    from procfit.cli.output import paint
    from procfit.fit.committee.telling import agreement_told, firsts_told, majority_told

    def name(vendor: str) -> str:
        return vendor_name(workspace, vendor)

    for sentence in agreement_told(found):
        yield from _wrapped(sentence)
    if not any(one.standings for one in found.evaluators):
        return
    yield from _wrapped(firsts_told(found, name))
    if found.stopped:
        yield from _wrapped(f"Stopped by a gate and not ranked: {', '.join(map(name, found.stopped))}.")
    yield ""
    yield _evaluators(found)
    if any(one.apart for one in found.evaluators):
        far = next(one.name for one in found.evaluators if one.apart)
        yield f"← {far} is much further from each of the others than they are from each other"
    yield ""
    yield paint("What to talk about: gates first, then by weight × how far apart the scores are", "bold")
    yield from _topics(workspace, found, quiet=quiet)
    yield ""
    yield paint("Without one of them", "bold")
    yield from _without(workspace, found)
    yield ""
    yield paint("Majorities", "bold")
    for sentence in majority_told(found, name):
        yield from _wrapped(sentence, "  ")
    if found.majority.votes and not quiet:
        yield _votes(found)


def _wrapped(text: str, indent: str = "", further: str = "") -> list[str]:
    import shutil
    from textwrap import wrap

    columns = min(shutil.get_terminal_size().columns, WIDEST)
    return wrap(text, columns, initial_indent=indent, subsequent_indent=further or indent)


def _evaluators(found: Committee) -> str:
    from procfit.cli.output import table

    places = len(found.vendors)
    counts = ["counts"] if found.is_weighted else []
    head = ["", *counts, "scored", "apart", *(f"{place}." for place in range(1, places + 1))]
    rows = []
    for one in found.evaluators:
        ranked = [place for place in one.standings if place.rank is not None]
        said = [f"{place.vendor} {place.score.mid:.2f}" for place in ranked]
        level = [
            "= " if row and ranked[row - 1].rank == place.rank else ""
            for row, place in enumerate(ranked)
        ]
        order = [mark + text for mark, text in zip(level, said, strict=True)]
        rows.append(
            [
                f"{'← ' if one.apart else ''}{one.name}",
                *([f"{one.counts:g}"] if counts else []),
                sayings.percent(one.scored),
                sayings.decimal(one.distance, 2),
                *(order or [sayings.UNKNOWN] * places),
            ]
        )
    return table(head, rows, right=range(1, 3 + len(counts)))


def _topics(workspace: Workspace, found: Committee, quiet: bool) -> Iterator[str]:
    if not found.topics:
        settled = ", or have settled it since" if found.settled else ""
        yield f"  Nothing: where two of them scored the same answer, they agree{settled}."
    for number, topic in enumerate(found.topics[:MOST_TOPICS], 1):
        yield from _topic(workspace, number, topic, quiet=quiet)
    left = len(found.topics) - MOST_TOPICS
    if left > 0:
        yield f"  … and {left} more: --format json has all"
    if found.settled:
        yield f"  {found.settled} more they differed on, and have agreed since"
    if found.topics and not quiet:
        first = found.topics[0]
        told = f"procfit vendors agree {first.vendor} {first.capability} CODE --reason …"
        yield f"  settle one with: {told}"


def _topic(workspace: Workspace, number: int, topic: Topic, quiet: bool) -> Iterator[str]:
    from procfit.cli.output import paint
    from procfit.model.text import visible

    sum_told = f"{sayings.percent(topic.weight, 1)} × {topic.spread:.2f} = {topic.size:.4f}"
    gate = f"  {paint('gate', 'yellow')}" if topic.gate else ""
    yield f"{number:>3}  {vendor_name(workspace, topic.vendor)} · {topic.capability}  {sum_told}{gate}"
    if quiet:
        return
    names = max(len(one.evaluator) for one in topic.opinions)
    codes = max(len(one.code) for one in topic.opinions)
    for one in topic.opinions:
        alone = " ← alone" if one.alone else ""
        note = visible(" ".join(one.note.split()))
        said = f"{one.evaluator:{names}}  {one.code:{codes}}{alone}  {note}".rstrip()
        yield from _wrapped(said, "     ", " " * (9 + names + codes))


def _without(workspace: Workspace, found: Committee) -> Iterator[str]:
    from procfit.cli.output import paint
    from procfit.fit.committee.telling import listed, without_told

    names = max((len(one.evaluators[0]) for one in found.without), default=0)
    for one in found.without:
        told = without_told(found, one, lambda vendor: vendor_name(workspace, vendor))
        lines = _wrapped(f"{one.evaluators[0]:{names}}  {told}", "  ", " " * (4 + names))
        yield from (paint(line, "yellow") if one.changes else line for line in lines)
    for one in found.without_two:
        told = without_told(found, one, lambda vendor: vendor_name(workspace, vendor))
        for line in _wrapped(f"{listed(one.evaluators)} both left out: {told}", "  ", "    "):
            yield paint(line, "yellow")


def _votes(found: Committee) -> str:
    """Return the votes of each vendor against each other: for–against."""
    from procfit.cli.output import table

    votes = found.majority
    rows = [
        [
            f"  {one}",
            *(
                "" if one == other else f"{votes.of(one, other):g}–{votes.of(other, one):g}"
                for other in votes.vendors
            ),
        ]
        for one in votes.vendors
    ]
    return table(["  for – against", *votes.vendors], rows, right=range(1, len(votes.vendors) + 1))
