"""Expected minutes of a case by walking its chances forward, from plain data."""

from __future__ import annotations

import re

from benchmarks.redundancy.ways import starts_of
from benchmarks.redundancy.worlds import Plain, ways

__all__ = ["expected_minutes", "minutes_of", "own_minutes", "visits_of"]

UNITS = {"s": 1 / 60, "m": 1, "h": 60, "d": 480, "w": 2400}
SPLITS = ("parallel", "inclusive", "join", "call")
TIMELESS = ("start", "end", "decision", "inclusive", "parallel", "join", "call")
ROUNDS = 400


def minutes_of(text: str) -> float:
    """Return a duration in minutes; of three, the mean (least + 4 × usual + most) / 6."""
    each = [
        sum(float(number) * UNITS[unit] for number, unit in re.findall(r"([\d.]+)\s*([smhdw])", part))
        for part in text.split("/")
    ]
    return each[0] if len(each) == 1 else (each[0] + 4 * each[1] + each[2]) / 6


def own_minutes(plain: Plain, step: Plain) -> tuple[float, bool]:
    """Return the known minutes of one execution, and whether they are all."""
    kind = step.get("kind", "task")
    work = step.get("work", "0m" if kind in TIMELESS or kind == "wait" else None)
    wait = step.get("wait", "0m" if kind in TIMELESS else plain.get("default_wait"))
    return sum(minutes_of(text) for text in (work, wait) if text), None not in (work, wait)


def shares_of(step: Plain) -> list[tuple[str, float]]:
    """Return the ways on of a step with their shares of the cases; equal where none are given."""
    flows = ways(step)
    given = [float(str(way["share"]).rstrip("%")) / 100 if "share" in way else None for way in flows]
    return [
        (way["to"], 1 / len(flows) if share is None else share)
        for way, share in zip(flows, given, strict=True)
    ]


def visits_of(plain: Plain) -> dict[str, float] | None:
    """Return how often a case comes to each step; None where work runs in parallel or in other maps."""
    steps = {step["id"]: step for step in plain["step"]}
    if any(step.get("kind") in SPLITS for step in steps.values()):
        return None
    starts = starts_of(plain)
    given = [float(str(steps[name].get("share", "0%")).rstrip("%")) for name in starts]
    whole = sum(given)
    now = {
        name: share / whole if whole else 1 / len(starts)
        for name, share in zip(starts, given, strict=True)
    }
    visits = dict.fromkeys(steps, 0.0)
    for _ in range(ROUNDS):
        after: dict[str, float] = {}
        for name, chance in now.items():
            visits[name] += chance
            for target, share in shares_of(steps[name]):
                after[target] = after.get(target, 0.0) + chance * share
        now = {name: chance for name, chance in after.items() if chance > 1e-9}
    return visits


def expected_minutes(plain: Plain, *, whole: bool = False) -> float | None:
    """Return the expected known minutes of a case; None where they cannot be told, or not as a whole."""
    visits = visits_of(plain)
    own = {step["id"]: own_minutes(plain, step) for step in plain["step"]}
    if visits is None or (whole and not all(complete for _, complete in own.values())):
        return None
    return sum(visits[name] * minutes for name, (minutes, _) in own.items())
