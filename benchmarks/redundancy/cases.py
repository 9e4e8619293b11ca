"""Cases walked one by one through a map, from plain data: what each step surely has behind it."""

from __future__ import annotations

from functools import cached_property
from random import Random

from benchmarks.redundancy.times import shares_of
from benchmarks.redundancy.ways import graph_of, starts_of
from benchmarks.redundancy.worlds import Plain, ways

__all__ = ["Look", "fold"]

CASES = 300
LONGEST = 2000
SPLITS = ("parallel", "inclusive")

Visit = tuple[str, frozenset[str]]
"""A step, and the steps that surely came before it in this case."""


def fold(item: str) -> str:
    """Return what makes two items the same."""
    return " ".join(item.casefold().split())


class Look:
    """One map of a world, looked at by itself.

    Parameters
    ----------
    plain
        The map.
    maps
        The maps of its world, for what calls bring.
    """

    def __init__(self, plain: Plain, maps: dict[str, Plain]) -> None:
        self.plain = plain
        self.maps = maps
        self.steps: dict[str, Plain] = {step["id"]: step for step in plain["step"]}
        self.lanes: dict[str, Plain] = {lane["id"]: lane for lane in plain.get("lane", ())}
        self.graph = graph_of(plain)

    def lane(self, name: str) -> Plain:
        """Return the lane of a step; empty where it has none."""
        return self.lanes.get(self.steps[name].get("lane", ""), {})

    def items(self, name: str, *fields: str) -> set[str]:
        """Return what stands in some fields of a step, of a called map's steps too."""
        step = self.steps[name]
        found = {fold(item) for field in fields for item in step.get(field, ())}
        called = self.maps.get(step.get("call", ""))
        if called and called is not self.plain:
            inside = Look(called, {key: each for key, each in self.maps.items() if each is not called})
            found = found.union(*(inside.items(each, *fields) for each in inside.steps))
        return found

    def is_contact(self, name: str) -> bool:
        """Tell whether the customer is met at a step."""
        step = self.steps[name]
        met = any(step.get(field) for field in ("channel", "asks", "delivers"))
        return met or self.lane(name).get("kind") == "customer"

    @cached_property
    def runs(self) -> list[list[Visit]]:
        """Many cases as often as they come, always the same ones."""
        dice = Random(str(self.plain.get("name")))
        return [self._run(dice) for _ in range(CASES)]

    @cached_property
    def even_runs(self) -> list[list[Visit]]:
        """Many cases that take each branch alike, so that rare ways are walked too."""
        even = Look(_evenly_shared(self.plain), self.maps)
        return even.runs

    def arrivals(self, name: str, *, even: bool = True) -> list[frozenset[str]]:
        """Return per case that comes to a step what it surely has behind it when it first comes."""
        runs = self.even_runs if even else self.runs
        found = (next((past for visit, past in run if visit == name), None) for run in runs)
        return [past for past in found if past is not None]

    def visited(self, *names: str) -> list[set[str]]:
        """Return what the cases visit that come to all of some steps."""
        every = [{visit for visit, _ in run} for run in self.even_runs]
        return [visits for visits in every if visits.issuperset(names)]

    def after(self, name: str) -> list[set[str]]:
        """Return per case that comes to a step what it visits after its last time there."""
        found = []
        for run in self.even_runs:
            at = [place for place, (visit, _) in enumerate(run) if visit == name]
            if at:
                found.append({visit for visit, _ in run[at[-1] + 1 :]} - {name})
        return found

    def _start(self, dice: Random) -> str:
        starts = starts_of(self.plain)
        shares = [float(str(self.steps[name].get("share", "0%")).rstrip("%")) for name in starts]
        return dice.choices(starts, shares if sum(shares) else None)[0]

    def _run(self, dice: Random) -> list[Visit]:
        visits: list[Visit] = []
        moving: list[Visit] = [(self._start(dice), frozenset())]
        held: dict[str, frozenset[str]] = {}
        while (moving or held) and len(visits) < LONGEST:
            if not moving:
                moving.append(held.popitem())
            elif self.steps[moving[-1][0]].get("kind") == "join":
                name, past = moving.pop()
                held[name] = held.get(name, frozenset()) | past
                continue
            name, past = moving.pop()
            visits.append((name, past))
            moving += [(target, past | {name}) for target in self._ways_on(name, dice)]
        return visits

    def _ways_on(self, name: str, dice: Random) -> list[str]:
        flows = shares_of(self.steps[name])
        kind = self.steps[name].get("kind", "task")
        if kind == "parallel" or not flows:
            return [target for target, _ in flows]
        if kind == "inclusive":
            given = [way.get("share") for way in self.steps[name]["next"] if isinstance(way, dict)]
            chances = [share if any(given) else 1.0 for _, share in flows]
            return [
                target
                for (target, _), chance in zip(flows, chances, strict=True)
                if dice.random() < chance
            ]
        return [dice.choices([target for target, _ in flows], [share for _, share in flows])[0]]


def _evenly_shared(plain: Plain) -> Plain:
    steps = []
    for step in plain["step"]:
        flows = ways(step)
        if step.get("kind") == "decision":
            flows = [{**way, "share": f"{100 / len(flows)}%"} for way in flows]
        steps.append({**step, "next": flows})
    return {**plain, "step": steps}
