"""The line under the portfolio: what all the maps that it shows take together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from procfit.model.process import View
from procfit.tui.state import Session
from procfit.tui.views.portfolio_lines import Line

if TYPE_CHECKING:
    from procfit.flow.measure import Measures

__all__ = ["Totals", "in_lines", "said", "totals_of"]

_HOUR = 60


class Totals(NamedTuple):
    """Sums over maps; None = not assessed.

    `hours` is work a month in the view that is shown, `saved` what the decisions taken so far save of
    it; `at_least` tells that a map or a part of one lacks its times or its volume.
    """

    maps: int
    of: int
    steps: int
    findings: int | None
    decided: int
    to_decide: int
    hours: float | None
    at_least: bool
    saved: float | None


def totals_of(session: Session, lines: Sequence[Line]) -> Totals:
    """Return the totals of the maps shown."""
    counted = {line.process.id for line in lines if line.volume is not None}
    works = [(line, _work(session, line, session.view, counted)) for line in lines]
    known = [work for _, work in works if work is not None]
    lower = any(
        work is None or (line.measures is not None and line.measures.is_lower("touch_time"))
        for line, work in works
    )
    gains = [_gain(session, line, counted) for line in lines]
    found = [gain for gain in gains if gain is not None]
    judged = session.report is not None
    return Totals(
        maps=len(lines),
        of=len(session.workspace.maps) if session.workspace else 0,
        steps=sum(len(line.process.steps) for line in lines),
        findings=sum(line.open_findings for line in lines) if judged else None,
        decided=sum(line.decided for line in lines),
        to_decide=sum(line.to_decide for line in lines),
        hours=sum(known) if known else None,
        at_least=lower,
        saved=sum(found) if found else None,
    )


def _work(session: Session, line: Line, view: View, counted: Collection[str]) -> float | None:
    """Return the hours of work that a map takes a month."""
    from procfit.flow.totals import own_amount

    found: Measures | None = session.measures.get((line.process.id, view))
    if found is None or line.volume is None or not found.is_known:
        return None
    own = own_amount(found.figures, "touch_time", found.touch_time, counted)
    return None if own is None else own * line.volume / _HOUR


def _gain(session: Session, line: Line, counted: Collection[str]) -> float | None:
    """Return the hours a month that the decisions on a map save."""
    today, planned = (_work(session, line, view, counted) for view in ("as-is", "to-be"))
    return None if today is None or planned is None else today - planned


def said(totals: Totals) -> list[str]:
    """Return the totals in words, the most important first."""
    maps = f"{totals.maps} of {totals.of} maps" if totals.maps != totals.of else _many(totals.of, "map")
    parts = [maps, _many(totals.steps, "step")]
    if totals.findings is not None:
        parts.append(f"{_many(totals.findings, 'finding')} open")
    if totals.hours is not None:
        parts.append(f"{'≥ ' if totals.at_least else ''}{totals.hours:,.0f} h/month")
    if totals.to_decide:
        parts.append(f"decided {totals.decided}/{totals.to_decide}{_effect(totals.saved)}")
    return parts


def in_lines(parts: Sequence[str], width: int) -> str:
    r"""Return parts with a dot between them, broken only there.

    Examples
    --------
    >>> in_lines(["16 maps", "296 steps", "143 findings"], 24)
    '16 maps · 296 steps ·\n143 findings'
    """
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(f"{lines[-1]} · {part}") + 2 <= width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return " ·\n".join(lines)


def _effect(saved: float | None) -> str:
    if saved is None or round(saved) == 0:
        return ""
    return f", {'saves' if saved > 0 else 'adds'} {abs(saved):,.0f} h/month"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
