"""What lead time and cost hang on: how much they move with a minute of a step, or a share of a branch.

All are derivatives of the expected figures. A minute more of a step adds as many minutes as the step holds
up the end per case, and as much money as its visits times the rate. A share moved to a branch, from the
others in proportion, adds the visits of the split times what is ahead on that branch less what is ahead on
the others: the derivative of the solution of the same linear equations (Kemeny and Snell, 1960, chapter 3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from procfit.flow.ahead import Ahead, ahead_of
from procfit.flow.chain import Way
from procfit.flow.figures import MapFigures
from procfit.flow.loops import loop_steps
from procfit.flow.visits import Routing
from procfit.model.process import Step

__all__ = ["Lever", "Sensitivity", "sensitivities"]

Lever = Literal["work", "wait", "share", "loop"]

TENTH = 0.1
POINT = 0.01


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How lead time (minutes per case) and cost (money per case) move with one entry of a map.

    Attributes
    ----------
    lever
        "work" or "wait" of a step; the "share" of a branch of it; "loop": the share of a branch that leads
        back, so how often work is done again.
    step
        The step.
    target
        Where the branch leads; empty for times, and for the share of a start.
    lead_time, cost
        By how much they grow with one minute more, or one percentage point more of cases on the branch;
        the cost of work without a rate is None.
    lead_time_tenth, cost_tenth
        By how much they grow when the entry grows by a tenth of what it is.
    """

    lever: Lever
    step: str
    target: str
    lead_time: float
    cost: float | None
    lead_time_tenth: float
    cost_tenth: float | None


def sensitivities(figures: MapFigures, passes: Mapping[str, float]) -> tuple[Sensitivity, ...]:
    """Return what moves the lead time or the cost of a map, the strongest by a tenth first.

    Parameters
    ----------
    figures
        The figures of the map.
    passes
        How often per case each step holds up the end.

    Returns
    -------
    tuple
        Shares of branches only where parallel work is nested.
    """
    found = [*_times(figures, passes)]
    if figures.routing.method == "exact":
        found += _shares(figures, passes)
    moving = [each for each in found if each.lead_time or each.cost]
    return tuple(sorted(moving, key=_strength, reverse=True))


def _strength(each: Sensitivity) -> tuple[float, float]:
    return abs(each.lead_time_tenth), abs(each.cost_tenth or 0.0)


def _times(figures: MapFigures, passes: Mapping[str, float]) -> Iterator[Sensitivity]:
    for name, times in figures.times.items():
        held = passes.get(name, 0.0)
        if times.work is not None and times.work.most:
            money = None if times.rate is None else figures.routing.visits[name] * times.rate
            tenth = times.work.mean * TENTH
            money_tenth = None if money is None else money * tenth
            yield Sensitivity("work", name, "", held, money, held * tenth, money_tenth)
        if times.wait is not None and times.wait.most:
            yield Sensitivity("wait", name, "", held, 0.0, held * times.wait.mean * TENTH, 0.0)


def _shares(figures: MapFigures, passes: Mapping[str, float]) -> Iterator[Sensitivity]:
    ahead = ahead_of(figures)
    structure = figures.routing.structure
    again = _loop_branches(figures.routing)
    for number, ways in enumerate(structure.ways):
        step = structure.step(number)
        visits = figures.routing.visits[step.id]
        if not visits or len(ways) < 2 or step.kind not in ("decision", "inclusive"):
            continue
        held = passes.get(step.id, 0.0)
        branches = [(share, *ahead.beyond(number, target)) for target, share in ways]
        rates = _inclusive(ahead, number) if step.kind == "inclusive" else _exclusive(branches)
        for (target, share), (minutes, money) in zip(ways, rates, strict=True):
            lever: Lever = "loop" if (number, target) in again else "share"
            yield _share(lever, step, structure.ids[target], share, held * minutes, visits * money)
    yield from _starts(structure.starts, ahead, figures)


def _loop_branches(routing: Routing) -> set[tuple[int, int]]:
    """Return the branches that stay in a loop, an inner one too, which another branch leaves."""
    structure = routing.structure
    found: set[tuple[int, int]] = set()
    for names in loop_steps(routing).values():
        inside = {structure.number[name] for name in names}
        for step in inside:
            if not inside.issuperset(structure.after[step]):
                found.update((step, target) for target in inside.intersection(structure.after[step]))
    return found


def _share(
    lever: Lever, step: Step, target: str, share: float, minutes: float, money: float
) -> Sensitivity:
    """Return the sensitivity of a branch from its derivatives by the whole share."""
    tenth = share * TENTH
    return Sensitivity(
        lever, step.id, target, minutes * POINT, money * POINT, minutes * tenth, money * tenth
    )


def _starts(starts: Sequence[Way], ahead: Ahead, figures: MapFigures) -> Iterator[Sensitivity]:
    if len(starts) < 2:
        return
    rates = _exclusive([(share, ahead.minutes[start], ahead.money[start]) for start, share in starts])
    for (start, share), (minutes, money) in zip(starts, rates, strict=True):
        yield _share("share", figures.routing.structure.step(start), "", share, minutes, money)


def _exclusive(branches: Sequence[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """Return per branch what one case more on it adds, taken from the others in proportion.

    `branches` are ``(share, minutes, money)``.
    """
    found = []
    for number, (share, minutes, money) in enumerate(branches):
        others = [branch for place, branch in enumerate(branches) if place != number]
        rest = 1 - share
        weights = [chance / rest if rest > 0 else 1 / len(others) for chance, _, _ in others]
        found.append(
            (
                minutes - sum(w * ahead for w, (_, ahead, _) in zip(weights, others, strict=True)),
                money - sum(w * ahead for w, (_, _, ahead) in zip(weights, others, strict=True)),
            )
        )
    return found


def _inclusive(ahead: Ahead, split: int) -> list[tuple[float, float]]:
    """Return per branch what starting it once more adds to the slowest branch, and to the money."""
    branches = ahead.branches[split]
    found = []
    for number, (_, _, money) in enumerate(branches):
        slowest = [
            _slowest(
                [
                    (minutes, chance if place == number else share)
                    for place, (share, minutes, _) in enumerate(branches)
                ]
            )
            for chance in (1.0, 0.0)
        ]
        found.append((slowest[0] - slowest[1], money))
    return found


def _slowest(branches: list[tuple[float, float]]) -> float:
    """Return the expected minutes of the slowest of branches that are started by chance."""
    total, none_slower = 0.0, 1.0
    for minutes, share in sorted(branches, reverse=True):
        total += none_slower * share * minutes
        none_slower *= 1 - share
    return total
