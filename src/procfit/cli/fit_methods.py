"""``procfit fit --method``: what other scoring methods say, beside the score."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.second_opinions import Opinion
    from procfit.workspace import Workspace

__all__ = ["NAMES", "add_method", "asked_opinions", "methods_document", "methods_text"]

WIDE = 78
NAMES = ("topsis", "vikor", "promethee-1", "promethee-2", "electre-1", "all")


def add_method(command: argparse.ArgumentParser) -> None:
    """Add ``--method`` to the command."""
    command.add_argument(
        "--method",
        choices=NAMES,
        metavar="NAME",
        help=f"a second opinion beside the score: {', '.join(NAMES)}",
    )


def asked_opinions(assessed: Fit, method: str) -> dict[str, Opinion]:
    """Return the opinion that is asked for, or all of them."""
    return assessed.opinions() if method == "all" else {method: assessed.opinion(method)}


def methods_document(assessed: Fit, method: str | None) -> dict[str, Any]:
    """Return the key ``methods`` of the JSON document; nothing where no method is asked for."""
    if method is None:
        return {}
    from procfit.fit.second_opinions import opinions_document

    return {"methods": opinions_document(asked_opinions(assessed, method))}


def methods_text(workspace: Workspace, assessed: Fit, method: str) -> Iterator[str]:
    """Yield the lines that tell a second opinion, or all of them side by side."""
    from procfit.fit.second_opinions import RELATIVE

    found = list(asked_opinions(assessed, method).values())
    names = {name: vendor.name for name, vendor in workspace.vendors.items()}
    yield "Second opinions. The score stays the score; see docs/second-opinions.md"
    yield f"They are {RELATIVE}."
    yield ""
    if not found[0].values or not assessed.weights.shares:
        yield "There is nothing to compare: no vendor in the race, or nothing that has a weight."
        return
    yield _table(assessed, found, names)
    yield "● put first, or left when the others are struck out"
    out = [place.vendor for place in assessed.standings if place.rank is None]
    if out:
        yield f"Not in the race, for they fail a gate: {', '.join(out)}"
    for each in found:
        yield ""
        yield from _one(each)


def _table(assessed: Fit, found: Sequence[Opinion], names: dict[str, str]) -> str:
    from procfit.cli.output import table
    from procfit.model.text import visible

    single = len(found) == 1
    rows = []
    for place in assessed.standings:
        if place.rank is None:
            continue
        row = [place.vendor, visible(names.get(place.vendor, place.vendor))]
        row += [f"{place.rank}", f"{place.score.mid:.2f}"]
        for each in found:
            row += [f"{each.values[place.vendor]:.3f}"] if single else []
            row.append(_place(each, place.vendor))
        rows.append(row)
    heads = [each.title for each in found]
    if single:
        heads = [found[0].figure, heads[0]]
    head = ("id", "vendor", "rank", "score", *heads)
    return table(head, rows, right=range(2, len(head)))


def _place(found: Opinion, vendor: str) -> str:
    """Return a rank, with a mark where the method puts the vendor first."""
    mark = "●" if vendor in found.first else "·"
    return f"{mark} {found.ranks[vendor]}" if found.ranks else mark


def _one(found: Opinion) -> Iterator[str]:
    yield from wrap(f"{found.title}. {found.how}", WIDE)
    first = "puts first" if found.ranks else "leaves"
    yield f"  {first:<10}  ● {', '.join(found.first)}"
    if found.remark:
        yield f"  remark      {found.remark}"
    if found.agreement is not None:
        order = _agreement(found.agreement)
        yield f"  order       {order} that of the score (Kendall's τ {found.agreement:.2f})"
    if set(found.silent_as_zero) != set(found.first):
        yield f"  silences    if they were worth nothing: {', '.join(found.silent_as_zero)}"
    for vendor, now in found.reversals.items():
        yield f"  unstable    without {vendor}, which loses here: {', '.join(now)}"
    if not found.reversals and len(found.values) > len(found.first):
        yield "  stable      dropping one that loses here changes nothing at the top"


def _agreement(tau: float) -> str:
    if tau > 1 - 1e-9:
        return "the same as"
    return "mostly in line with" if tau >= 0.5 else "partly in line with" if tau > 0 else "against"
