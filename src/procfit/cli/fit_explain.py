"""``procfit fit --explain``: from a score to the cells it comes from."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from procfit.cli.fit_text import vendor_name
from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.workspace import Workspace

__all__ = ["explain"]

MOST_EXPLAINED = 12


def explain(workspace: Workspace, assessed: Fit, arguments: argparse.Namespace) -> None:
    """Print where the score of a vendor comes from, or one of its answers."""
    from procfit.cli.equal_notice import entry_of, print_notice_of
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

        waterfall = [asdict(row) for found in rows.values() for row in found]
        print_json({"vendor": vendor, **entry_of(assessed.weights), "waterfall": waterfall})
        return
    print_notice_of(assessed.weights)
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
    yield f"{vendor_name(workspace, vendor)}: {interval}, the sum of weight × worth"
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
    yield f"{vendor_name(workspace, vendor)} · {name} ({capability})"
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
