"""Small maps that say what their steps ask for, read, write and deliver, with all their short executions."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from helpers_executions import Event, History, histories
from helpers_flow import Tree, random_tree, starting_at
from helpers_random_maps import errors_of
from procfit.flow.information import Information
from procfit.flow.structure import structure_of
from procfit.model.process import Flow, ProcessMap, Step, StepKind

ITEMS = ("a", "b", "c")
MOST = 100
"""The executions from which on a map is not used."""


@dataclass(frozen=True)
class Sample:
    """A map, the maps that its steps call, and all its executions as far as no step runs thrice."""

    made: ProcessMap
    called: Mapping[str, ProcessMap]
    runs: tuple[Run, ...]

    @cached_property
    def information(self) -> Information:
        return Information(self.made, {name: Information(m, {}) for name, m in self.called.items()})

    @cached_property
    def visited(self) -> list[str]:
        return [s.id for s in self.made.steps if any(s.id in run.names for run in self.runs)]

    def deeper(self) -> Sample:
        """Return the sample with the executions in which steps run three times too."""
        return replace(self, runs=tuple(map(Run, histories(self.made, self.called, 5000, visits=3))))


class Run:
    """One execution, in the sets that the analysis speaks of."""

    def __init__(self, history: History) -> None:
        self.events = history.events
        self.chance = history.chance
        self.used = [_items(e, "reads", "delivers") if e.begins else set() for e in self.events]
        self.written = [_items(e, "writes") if e.ends else set() for e in self.events]
        self.given = [_items(e, "asks", "writes") if e.ends else set() for e in self.events]
        self.places = range(len(self.events))
        self.own = [place for place, event in enumerate(self.events) if len(event.of) == 1]
        self.begins = [place for place in self.own if self.events[place].begins]
        self.names = {self.name(place) for place in self.own}

    def name(self, place: int) -> str:
        return self.events[place].of[0]

    def is_before(self, place: int, other: int) -> bool:
        return bool(self.events[other].past >> place & 1)

    @cached_property
    def past(self) -> list[list[int]]:
        return [
            [other for other in range(place) if self.is_before(other, place)] for place in self.places
        ]

    @cached_property
    def names_before(self) -> list[set[str]]:
        own = {place: self.name(place) for place in self.own}
        return [{own[other] for other in past if other in own} for past in self.past]

    @cached_property
    def known(self) -> list[set[str]]:
        return [set().union(*(self.given[other] for other in past)) for past in self.past]

    def firsts(self) -> Iterator[int]:
        """Yield the visits of each step before which it has not been visited."""
        return (place for place in self.begins if self.name(place) not in self.names_before[place])

    def needed(self, place: int, at_end: set[str]) -> set[str]:
        """What may be used after an event before it is written, in some order of what has no order."""
        after = [other for other in self.places if self.is_before(place, other)]
        found = at_end.difference(*(self.written[other] for other in after))
        for use, items in enumerate(self.used):
            if items and use != place and not self.is_before(use, place):
                between = [other for other in after if self.is_before(other, use)]
                found |= items.difference(*(self.written[other] for other in between))
        return found

    def between(self, first: str, then: str) -> set[str]:
        """The steps on a chain of causes from one step to another that passes neither of them again."""
        ends = {first, then}
        begun, leading = set[int](), set[int]()
        for place, event in enumerate(self.events):
            if any(
                self.name(c) == first or (self.name(c) not in ends and c in begun) for c in event.causes
            ):
                begun.add(place)
        for place in range(len(self.events) - 1, -1, -1):
            name = self.name(place)
            if name == then or (name not in ends and place in leading):
                leading.update(self.events[place].causes)
        return {self.name(place) for place in begun & leading} - ends


def _items(event: Event, *fields: str) -> set[str]:
    return {item for field in fields for item in getattr(event.step, field)}


def some(dice: random.Random, chance: float) -> tuple[str, ...]:
    return tuple(item for item in ITEMS if dice.random() < chance)


def _told(dice: random.Random, step: Step) -> Step:
    """Return the step with some items that it asks for, reads, writes and delivers."""
    if step.kind not in ("task", "decision", "call"):
        return step
    return replace(
        step,
        asks=some(dice, 0.1),
        reads=some(dice, 0.12),
        writes=some(dice, 0.18),
        delivers=some(dice, 0.05),
    )


def _thinned(dice: random.Random, tree: Tree) -> Tree:
    """Return the tree with some branches that no case takes, and some tasks that may be left out."""
    shares = tree.shares
    if tree.kind == "task" and dice.random() < 0.06:
        return Tree("or", (tree,), (0.4,))
    if tree.kind == "xor" and len(shares) > 1 and dice.random() < 0.15:
        shares = (0.0, *shares[1:])
    if tree.kind == "or" and dice.random() < 0.1:
        shares = (*shares[:-1], 0.0)
    return Tree(tree.kind, tuple(_thinned(dice, part) for part in tree.parts), shares, tree.minutes)


def _open_end(dice: random.Random, chance: float) -> StepKind | None:
    return dice.choice(("parallel", "inclusive")) if dice.random() < chance else None


def nested(dice: random.Random) -> tuple[ProcessMap, dict[str, ProcessMap]]:
    """A map of nested blocks, with one or two starts and ends, some of whose steps call a small map."""
    heads = [
        _thinned(dice, random_tree(dice, dice.choice([0, 1, 2]))) for _ in range(dice.choice([1, 1, 2]))
    ]
    tail = _thinned(dice, random_tree(dice, dice.choice([1, 2, 2])))
    made = starting_at(heads, tail, open_end=_open_end(dice, 0.2))
    called: dict[str, ProcessMap] = {}
    if dice.random() < 0.4:
        inner = starting_at([random_tree(dice, 1)], random_tree(dice, 1), open_end=_open_end(dice, 0.3))
        inner = replace(inner, id="inner", steps=tuple(_told(dice, step) for step in inner.steps))
        tasks = [step.id for step in made.steps if step.kind == "task"]
        called = dict.fromkeys(dice.sample(tasks, min(len(tasks), dice.choice([1, 1, 2]))), inner)
    steps = (replace(s, kind="call", call="inner") if s.id in called else s for s in made.steps)
    return replace(made, steps=tuple(_told(dice, step) for step in steps)), called


def graph(dice: random.Random) -> ProcessMap:
    """A map of choices only, with ways in any direction."""
    size = dice.randint(3, 6)
    steps = []
    for number in range(size):
        onward = dice.sample(range(size), dice.randint(0, 2))
        kind: StepKind = "decision" if len(onward) > 1 else "task"
        flows = tuple(Flow(f"s{target}", 1 / len(onward)) for target in onward)
        steps.append(_told(dice, Step(f"s{number}", f"s{number}", kind=kind, next=flows)))
    return ProcessMap("m", "M", steps=tuple(steps))


def loose(dice: random.Random) -> ProcessMap:
    """A map in which some flows of parallel work lead out of their block, or into another branch."""
    trees = [random_tree(dice, dice.choice([1, 2])) for _ in range(2)]
    made = starting_at(
        [], Tree("seq", (Tree("and", tuple(trees)), random_tree(dice, 1))), open_end=False
    )
    names = [step.id for step in made.steps if step.kind != "start"]
    steps = list(made.steps)
    for _ in range(dice.choice([1, 2])):
        at = dice.choice([number for number, step in enumerate(steps) if step.next])
        if steps[at].kind == "inclusive":
            continue
        led = replace(steps[at].next[0], to=dice.choice(names))
        steps[at] = replace(steps[at], next=(led, *steps[at].next[1:]))
    steps = [replace(s, kind="parallel") if s.kind == "inclusive" else s for s in steps]
    return replace(made, steps=tuple(_told(dice, step) for step in steps))


def sample(made: ProcessMap, called: Mapping[str, ProcessMap]) -> Sample | None:
    """Return a map with its executions; None where it cannot be judged or has too many."""
    if errors_of(made):
        return None
    runs = list(histories(made, called, MOST))
    return Sample(made, called, tuple(map(Run, runs))) if 0 < len(runs) < MOST else None


def exact_sample(seed: int) -> Sample | None:
    dice = random.Random(seed)
    made, called = (graph(dice), {}) if seed % 5 == 0 else nested(dice)
    assert not structure_of(made).loose
    return sample(made, called)


def loose_sample(seed: int) -> Sample | None:
    made = loose(random.Random(seed))
    return sample(made, {}) if structure_of(made).loose else None


def samples(block: int, wanted: int, kind: str) -> Iterator[Sample]:
    draw = exact_sample if kind == "nested" else loose_sample
    found, seed = 0, 100_000 * block
    while found < wanted:
        case = draw(seed)
        seed += 1
        if case is not None:
            found += 1
            yield case
