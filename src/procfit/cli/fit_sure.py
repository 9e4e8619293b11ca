"""What would decide a race or turn it, as text: how each open answer ends, and how far weights may go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.decide import DecidingCell
    from procfit.fit.exact.steady import StableWeight

    Name = Callable[[str | None], str]

__all__ = ["outcome_lines", "together_lines", "weight_lines"]

MOST_WEIGHTS = 3


def outcome_lines(fit: Fit, cell: DecidingCell, name: Name) -> Iterator[str]:
    """Yield what the verdict becomes for each code that an open gate may turn out as."""
    if cell.why != "gate" or fit.settling is None:
        return
    ends: dict[tuple[str | None, bool], list[str]] = {}
    for outcome in fit.settling.by_code(fit, cell):
        ends.setdefault((outcome.leader, outcome.decided), []).append(outcome.code or "")
    for (leader, decided), codes in ends.items():
        result = f"{name(leader)} {'has won' if decided else 'leads, still undecided'}"
        yield f"if {_alternatives(codes)}: {result if leader else 'nobody is left'}"


def together_lines(fit: Fit, name: Name) -> Iterator[str]:
    """Yield who leads when all open gates are shown, or all deciding answers turn out against the leader."""
    gates = sum(cell.why == "gate" for cell in fit.verdict.cells)
    shown = fit.settling.if_proven(fit) if fit.settling else None
    if gates > 1 and shown:
        result = "has won" if shown.decided else "leads, still undecided"
        yield f"If {name(fit.verdict.leader)} shows all its must-haves, {name(shown.leader)} {result}."
    counted = sum(cell.why == "score" for cell in fit.verdict.cells)
    end = fit.settling.together(fit) if fit.settling else None
    if not counted or end is None:
        return
    what = f"those {counted} answers all turn out" if counted > 1 else "that answer turns out"
    yield f"If {what} against {name(fit.verdict.leader)}, {name(end.leader)} leads."


def weight_lines(fit: Fit, name: Name) -> Iterator[str]:
    """Yield the single weights that are nearest to where another vendor leads: capabilities and processes."""
    from procfit.fit.exact.steady import stable_capabilities, stable_processes

    capabilities = ((own.name, own) for own in stable_capabilities(fit))
    processes = ((f"process {own.name}", own) for own in stable_processes(fit))
    near = sorted(
        (distance, what, taker, end, own)
        for what, own in (*capabilities, *processes)
        for distance, taker, end in _ends(own)
    )
    if near:
        yield "Single weights that would turn it, nearest first; the others keep their proportions:"
    for _, what, taker, end, own in near[:MOST_WEIGHTS]:
        side = "below" if end < own.weight else "over"
        limit, now = sayings.percent(end, 1), sayings.percent(own.weight, 1)
        yield f"  {what}: {side} {limit} (now {now}), then {name(taker)} leads"


def _ends(own: StableWeight) -> Iterator[tuple[float, str, float]]:
    if own.below is not None:
        yield own.weight - own.lowest, own.below, own.lowest
    if own.above is not None:
        yield own.highest - own.weight, own.above, own.highest


def _alternatives(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
