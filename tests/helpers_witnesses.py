"""An independent look at the worked example: its raw files, and cases walked one by one.

Nothing of procfit's flow or rules is used here. Each module of this folder proves the findings of one rule
again: ``check(found, of)`` fails where a finding is wrong; ``FLAGGED`` names the steps that the example was
made to show as ``map#step``, ``HELD`` those that tempt the rule and must stay unflagged; ``PATH`` says
what the path of its witnesses is: a path "from start", a path somewhere "inside" the map, or "pieces": steps
that need not follow each other, maybe of several maps.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from functools import cache
from typing import Any

import procfit
from helpers_maps import EXAMPLE
from procfit.model.finding import Finding
from procfit.rules.engine import check

CASES = 3000
NOT_MAPS = {"answers", "capabilities", "items"}
SPLITS = ("parallel", "inclusive")


@cache
def findings() -> tuple[Finding, ...]:
    return check(procfit.open_workspace(EXAMPLE).portfolio).findings


class Raw:
    """One map as its file has it, without the steps that are only planned."""

    def __init__(self, name: str) -> None:
        with (EXAMPLE / "processes" / f"{name}.toml").open("rb") as file:
            self.data: dict[str, Any] = tomllib.load(file)
        steps = {step["id"]: step for step in self.data["step"]}
        self.steps = {name: step for name, step in steps.items() if step.get("disposition") != "add"}
        self.lanes = {lane["id"]: lane for lane in self.data.get("lane", [])}
        self.next = {name: self._ways(step, steps) for name, step in self.steps.items()}
        led_to = {target for ways in self.next.values() for target, _ in ways}
        starts = [name for name, step in self.steps.items() if step.get("kind") == "start"]
        self.starts = starts or [name for name in self.steps if name not in led_to]

    def _ways(self, step: dict[str, Any], steps: dict[str, Any]) -> list[tuple[str, float]]:
        written = step.get("next", [])
        flows = (
            list(written.items())
            if isinstance(written, dict)
            else [
                (way["to"], way.get("share")) if isinstance(way, dict) else (way, None)
                for way in written
            ]
        )
        ways = []
        for target, share in flows:
            while steps[target].get("disposition") == "add":
                (target,) = steps[target]["next"]
            whole = 1.0 if step.get("kind") in SPLITS else 1 / len(flows)
            ways.append((target, float(share.rstrip("%")) / 100 if share else whole))
        return ways

    def gives(self, name: str) -> set[str]:
        step = self.steps[name]
        items = {*step.get("asks", []), *step.get("writes", [])}
        if step.get("kind") == "call":
            called = raw(step["call"])
            inner = [
                set().union(*map(called.gives, dict.fromkeys(n for n, _ in run)))
                for run in called.runs()
            ]
            items |= set.intersection(*inner)
        return {fold(item) for item in items}

    def writes(self, name: str) -> set[str]:
        step = self.steps[name]
        items = {fold(item) for item in step.get("writes", [])}
        if step.get("kind") == "call":
            called = raw(step["call"])
            items = items.union(*map(called.writes, called.steps))
        return items

    @cache  # noqa: B019 - a handful of maps in one test run
    def runs(self) -> list[list[tuple[str, frozenset[str]]]]:
        """Walk many cases; each visit comes with the steps that surely came before it."""
        dice = random.Random(f"{self.data['name']}")
        return [self._run(dice) for _ in range(CASES)]

    def _run(self, dice: random.Random) -> list[tuple[str, frozenset[str]]]:
        shares = [float(self.steps[s].get("share", "0%").rstrip("%")) for s in self.starts]
        start = dice.choices(self.starts, shares if sum(shares) else None)[0]
        visits: list[tuple[str, frozenset[str]]] = []
        work, held = [(start, frozenset[str]())], dict[str, frozenset[str]]()
        while work or held:
            if work:
                name, past = work.pop()
                if self.steps[name].get("kind") == "join":
                    held[name] = held.get(name, frozenset()) | past
                    continue
            else:
                name, past = held.popitem()
            visits.append((name, past))
            past |= {name}
            ways = self.next[name]
            if self.steps[name].get("kind") in SPLITS:
                work += [(target, past) for target, share in ways if dice.random() < share]
            elif ways:
                work.append((dice.choices([w for w, _ in ways], [s for _, s in ways])[0], past))
        return visits


@cache
def raw(name: str) -> Raw:
    return Raw(name)


@cache
def all_maps() -> list[Raw]:
    stems = sorted(path.stem for path in (EXAMPLE / "processes").glob("*.toml"))
    return [raw(stem) for stem in stems if stem not in NOT_MAPS]


def fold(item: str) -> str:
    return " ".join(item.casefold().split())


def minutes(text: str) -> float:
    unit = {"s": 1 / 60, "m": 1, "h": 60, "d": 480, "w": 2400}
    each = [
        sum(float(n) * unit[u] for n, u in re.findall(r"([\d.]+)\s*([smhdw])", part))
        for part in text.split("/")
    ]
    return each[0] if len(each) == 1 else (each[0] + 4 * each[1] + each[2]) / 6


def own_minutes(of: Raw, name: str) -> float:
    step = of.steps[name]
    timeless = step.get("kind", "task") not in ("task", "wait")
    wait = step.get("wait", "0m" if timeless else of.data.get("default_wait", "0m"))
    return minutes(step.get("work", "0m")) + minutes(wait)


def average(of: Raw, name: str) -> tuple[float, float]:
    """Return the visits per case, and the share of cases that come there."""
    visits, cases = counts(of)
    return visits[name] / CASES, cases[name] / CASES


@cache
def counts(of: Raw) -> tuple[Counter[str], Counter[str]]:
    visits = Counter(name for run in of.runs() for name, _ in run)
    return visits, Counter(name for run in of.runs() for name in {visit for visit, _ in run})


def since(first: str, run: list[tuple[str, frozenset[str]]], place: int) -> set[str]:
    """Return what a case passes between its latest visit of `first` and the visit at `place`."""
    past = run[place][1]
    latest = max(number for number in range(place) if run[number][0] == first)
    return {name for name, _ in run[latest + 1 : place] if name in past}
