"""A map into which something is planted, and the world around it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.redundancy.ways import Edge, graph_of, places, reachable, spine
from benchmarks.redundancy.words import FOR_PLANTS, Words
from benchmarks.redundancy.worlds import Plain, World, ways

__all__ = ["OUT", "Draft", "Mark", "Unsuitable"]

OUT = "OUT"
"""The way on to the step behind what is planted."""

WORKLESS = ("start", "end", "decision", "inclusive", "parallel", "join", "call", "wait")
TEAMS = ("front", "back", None)
FACES = ("channel", "asks", "delivers")

Place = tuple[str, str]
"""A map and a step of it."""


class Unsuitable(Exception):  # noqa: N818 - no error: another map is taken
    """The map offers no place for the plant."""


@dataclass(frozen=True)
class Mark:
    """What a rule must find, or must leave alone.

    Attributes
    ----------
    steps
        The steps that must be in one finding, or in none.
    whole
        Whether the finding is of the map as a whole, so that any of its steps may be in it.
    implied
        Steps whose other new findings the plant makes true as well.
    level
        The level the finding must have, where the rules say it.
    """

    steps: frozenset[Place]
    whole: bool = False
    implied: frozenset[Place] = frozenset()
    level: str = ""


class Draft:
    """An editable copy of one map of a world.

    Parameters
    ----------
    world
        What is there before.
    target
        The map to plant into.
    seed
        What the draws depend on.
    """

    def __init__(self, world: World, target: str, seed: str) -> None:
        self.world = world.with_copy_of(target)
        self.target = target
        self.map = self.world.maps[target]
        self.dice = Random(seed)
        self.words = Words(self.dice, FOR_PLANTS)
        self.touched: set[Place] = set()
        self._made = 0

    def mark(self, *steps: str | Plain, **more: Any) -> Mark:
        """Return steps of the map as what must be found, or left alone."""
        return Mark(frozenset(self.place(step) for step in steps), **more)

    def place(self, step: str | Plain, process: str = "") -> Place:
        """Return a step with its map."""
        return process or self.target, step if isinstance(step, str) else step["id"]

    def step(self, kind: str = "task", /, **fields: Any) -> Plain:
        """Return a step that no rule minds, with fields of its own; None takes a field away."""
        self._made += 1
        plain: Plain = {"id": f"planted-{self._made}", "name": self.words.name()}
        if kind != "task":
            plain["kind"] = kind
        if kind not in WORKLESS:
            plain |= {"adds": "customer", "value": 1, "benefit": self.words.benefit()}
            plain |= {"expected": True, "source": "interview 2026-04-14", "work": "1m", "wait": "0m"}
        plain |= fields
        return _said(plain)

    def decision(self, *branches: Plain, **fields: Any) -> Plain:
        """Return a decision with its branches, shared out equally unless they say otherwise."""
        even = 100 // len(branches)
        rest = [even] * (len(branches) - 1) + [100 - even * (len(branches) - 1)]
        named = [
            {"share": f"{share}%", "when": self.words.thing(), **branch}
            for share, branch in zip(rest, branches, strict=True)
        ]
        flows = list(map(_said, named))
        return self.step("decision", next=flows, source="CRM report 2026-03, n = 4120", **fields)

    def branches(self, rows: list[list[Plain]], behind: Plain) -> list[Plain]:
        """Return a decision with a row of steps on each branch, and a step where they meet."""
        for row in rows:
            for step, after in zip(row, [*row[1:], behind], strict=True):
                step["next"] = [after["id"]]
        split = self.decision(*({"to": row[0]["id"]} for row in rows))
        return [split, *(step for row in rows for step in row), behind]

    def lane(self, kind: str = "back", department: str = "") -> str:
        """Add a lane of its own and return its id."""
        return add_lane(self.map, self.words, kind, department)

    def put(self, *steps: Plain, at: Edge | None = None) -> list[str]:
        """Put steps on a flow, at best once passed; each leads to the next unless it says otherwise."""
        site = at or self.dice.choice(self.dice.choice((self.sites, self.all_sites))())
        self._splice(site, list(steps))
        lane = self._lane_at(site)
        for step in steps:
            step.setdefault("lane", lane)
            self.touched.add((self.target, step["id"]))
        return [step["id"] for step in steps]

    def put_surely(self, *steps: Plain) -> list[str]:
        """Put steps on a flow that every case passes once."""
        return self.put(*steps, at=self.dice.choice(self.sites()))

    def put_apart(self, first: list[Plain], then: list[Plain]) -> None:
        """Put steps on two flows one after the other, which every case passes once."""
        sites = self.sites()
        if len(sites) == 1:
            self.put(*first, self.step(), *then, at=sites[0])
            return
        early, late = sorted(self.dice.sample(range(len(sites)), 2))
        self.put(*then, at=sites[late])
        self.put(*first, at=sites[early])

    def add_map(
        self, name: str, steps: list[Plain], customer: str = "", lane: Plain | None = None
    ) -> str:
        """Add a map of some steps in a row, in one lane, and return its id."""
        plain: Plain = {"format": 1, "name": self.words.name(), "default_wait": "0m"}
        plain["customer"] = customer or self.words.thing()
        plain["lane"] = [] if lane is None else [lane]
        kept = str(lane["id"]) if lane else add_lane(plain, self.words, "back")
        ends = [self.step(lane=kept), *steps, self.step(lane=kept)]
        for step, after in zip(ends, [*ends[1:], None], strict=True):
            step.setdefault("lane", kept)
            flows = ways(step) or ([{"to": after["id"]}] if after else [])
            step["next"] = [
                {**way, "to": ends[-1]["id"] if way["to"] == OUT else way["to"]} for way in flows
            ]
        plain["step"] = ends
        self.world.maps[name] = plain
        self.touched |= {(name, step["id"]) for step in ends}
        return name

    def sites(self) -> list[Edge]:
        """Return the flows that every case passes once, in their order."""
        found = spine(self.map)
        self.require(bool(found))
        return found

    def all_sites(self) -> list[Edge]:
        """Return the flows that no case passes twice."""
        found = places(self.map)
        self.require(bool(found))
        return found

    def last_site(self) -> Edge:
        """Return the last flow that every case passes once."""
        return self.sites()[-1]

    def require(self, holds: bool) -> None:
        """Raise Unsuitable where a condition does not hold."""
        if not holds:
            raise Unsuitable

    def steps_of(self, process: str = "") -> dict[str, Plain]:
        """Return the steps of a map by id."""
        return {step["id"]: step for step in self.world.maps[process or self.target]["step"]}

    def lane_of(self, step: Plain) -> Plain:
        """Return the lane of a step; empty where it has none."""
        lanes = {lane["id"]: lane for lane in self.map.get("lane", ())}
        found: Plain = lanes.get(step.get("lane", ""), {})
        return found

    def is_team(self, step: Plain) -> bool:
        """Tell whether people of ours work at a step."""
        lane = self.lane_of(step)
        return bool(lane) and lane.get("kind") in TEAMS

    def team_sites(self) -> list[Edge]:
        """Return the sure flows between two tasks of our own people that no customer sees."""
        steps = self.steps_of()
        found = [edge for edge in self.sites() if all(self._is_inner(steps[name]) for name in edge)]
        self.require(bool(found))
        return found

    def _is_inner(self, step: Plain) -> bool:
        return (
            step.get("kind", "task") == "task"
            and self.is_team(step)
            and not any(step.get(f) for f in FACES)
        )

    def meets_customers(self, names: set[str] | None = None) -> bool:
        """Tell whether a customer is met at some step of the map, or at one of `names`."""
        return any(
            any(step.get(face) for face in FACES)
            or self.lane_of(step).get("kind") in ("customer", "front", "partner")
            or step.get("kind") == "call"
            for name, step in self.steps_of().items()
            if names is None or name in names
        )

    def after(self, name: str) -> set[str]:
        """Return the steps that may follow a step."""
        graph = graph_of(self.map)
        return reachable(graph, graph[name])

    def edit(self, name: str, **fields: Any) -> None:
        """Change fields of a step that is there."""
        self.steps_of()[name].update(fields)
        self.touched.add((self.target, name))

    def _splice(self, site: Edge, steps: list[Plain]) -> None:
        source, target = site
        for step, after in zip(steps, [*steps[1:], None], strict=True):
            flows = ways(step) or [{"to": after["id"] if after else OUT}]
            step["next"] = [{**way, "to": target if way["to"] == OUT else way["to"]} for way in flows]
            if step.get("kind") == "end":
                del step["next"]
        before = self.steps_of()[source]
        flows = [{**way, "to": steps[0]["id"]} if way["to"] == target else way for way in ways(before)]
        before["next"] = flows if len(flows) > 1 else [flows[0]["to"]]
        place = self.map["step"].index(before) + 1
        self.map["step"][place:place] = steps

    def _lane_at(self, site: Edge) -> str:
        steps = self.steps_of()
        for name in site:
            if self.is_team(steps[name]):
                return str(steps[name]["lane"])
        return self.lane()


def add_lane(plain: Plain, words: Words, kind: str, department: str = "") -> str:
    """Add a lane to a map and return its id."""
    name = words.lane()
    lane = {"id": name.lower().replace(" ", "-"), "name": name, "kind": kind}
    plain.setdefault("lane", []).append(
        {**lane, "department": department or f"{words.thing().capitalize()} office"}
    )
    return str(lane["id"])


def _said(plain: Plain) -> Plain:
    return {key: value for key, value in plain.items() if value is not None}
