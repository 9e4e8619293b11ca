"""Nested maps with their textbook formulas, and every short execution of a map, for tests of flow."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

from helpers_executions import histories
from procfit.model.process import Flow, ProcessMap, Step, StepKind
from procfit.model.quantities import Duration


@dataclass(frozen=True)
class Tree:
    """A block: a task, a sequence, a choice, parallel or inclusive branches, or a loop.

    ``shares`` are those of the branches; for a loop the single chance to go round again.
    """

    kind: str
    parts: tuple[Tree, ...] = ()
    shares: tuple[float, ...] = ()
    minutes: float = 0.0


def _shares(weights: list[int]) -> tuple[float, ...]:
    return tuple(weight / sum(weights) for weight in weights)


tasks = st.builds(Tree, st.just("task"), minutes=st.integers(0, 50).map(float))


def _wider(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(trees, min_size=2, max_size=3).map(tuple)
    chance = st.sampled_from([0.1, 0.25, 0.5, 0.75])
    choices = several.flatmap(
        lambda parts: st.lists(st.integers(1, 9), min_size=len(parts), max_size=len(parts)).map(
            lambda weights: Tree("xor", parts, _shares(weights))
        )
    )
    inclusive = several.flatmap(
        lambda parts: st.lists(
            st.sampled_from([0.2, 0.5, 1.0]), min_size=len(parts), max_size=len(parts)
        ).map(lambda shares: Tree("or", parts, tuple(shares)))
    )
    loops = st.builds(lambda body, again: Tree("loop", (body,), (again,)), trees, chance)
    return st.one_of(
        st.builds(Tree, st.just("seq"), several),
        choices,
        st.builds(Tree, st.just("and"), several),
        inclusive,
        loops,
    )


trees = st.recursive(tasks, _wider, max_leaves=12)


def random_tree(dice: random.Random, depth: int = 3) -> Tree:
    """Return a random tree, for tests that need more of them than hypothesis gives in time."""
    if depth == 0 or dice.random() < 0.25:
        return Tree("task", minutes=float(dice.randrange(50)))
    kind = dice.choice(["seq", "seq", "xor", "and", "or", "loop"])
    if kind == "loop":
        return Tree("loop", (random_tree(dice, depth - 1),), (dice.choice([0.1, 0.5]),))
    parts = tuple(random_tree(dice, depth - 1) for _ in range(dice.choice([2, 2, 3])))
    weights = [dice.randint(1, 9) for _ in parts]
    shares = {"xor": _shares(weights), "or": tuple(dice.choice([0.3, 1.0]) for _ in parts)}
    return Tree(kind, parts, shares.get(kind, ()))


@dataclass
class _Writer:
    """Turns a tree into steps, and notes which task became which step."""

    steps: list[Step] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    ids: dict[int, str] = field(default_factory=dict)

    def add(self, kind: StepKind, flows: tuple[Flow, ...], minutes: float | None = None) -> str:
        name = f"s{next(self.numbers)}"
        work = None if minutes is None else Duration.fixed(minutes)
        wait = None if minutes is None else Duration.fixed(0)
        self.steps.append(Step(name, name, kind=kind, next=flows, work=work, wait=wait))
        return name

    def write(self, tree: Tree, after: str) -> str:
        """Write a tree that goes on to `after`; return its first step."""
        if tree.kind == "task":
            name = self.add("task", (Flow(after),), tree.minutes)
            self.ids[id(tree)] = name
            return name
        if tree.kind == "seq":
            for part in reversed(tree.parts):
                after = self.write(part, after)
            return after
        if tree.kind == "loop":
            return self._loop(tree, after)
        if tree.kind == "xor":
            flows = [
                Flow(self.write(p, after), share)
                for p, share in zip(tree.parts, tree.shares, strict=True)
            ]
            return self.add("decision", tuple(flows))
        join = self.add("join", (Flow(after),))
        firsts = [self.write(part, join) for part in tree.parts]
        if tree.kind == "and":
            return self.add("parallel", tuple(map(Flow, firsts)))
        return self.add("inclusive", tuple(map(Flow, firsts, tree.shares)))

    def _loop(self, tree: Tree, after: str) -> str:
        check = f"s{next(self.numbers)}"
        first = self.write(tree.parts[0], check)
        flows = (Flow(after, 1 - tree.shares[0]), Flow(first, tree.shares[0]))
        self.steps.append(Step(check, check, kind="decision", next=flows))
        return first


def written(tree: Tree) -> tuple[ProcessMap, dict[int, str]]:
    """Return the map of a tree, and the step of each task by ``id(task)``."""
    tree = _unshared(tree)
    writer = _Writer()
    writer.steps.append(Step("end", "end", kind="end"))
    first = writer.write(tree, "end")
    writer.steps.append(Step("start", "start", kind="start", next=(Flow(first),)))
    writer.ids[0] = first
    process = ProcessMap("m", "M", steps=tuple(reversed(writer.steps)))
    return process, {**writer.ids, -1: tree}  # type: ignore[dict-item]


def starting_at(heads: Sequence[Tree], tail: Tree, *, open_end: StepKind | None) -> ProcessMap:
    """Return a map whose starts lead through one head each, all on to the tail.

    With an open end the tail is followed by a split of that kind whose branches run to ends of their own.
    """
    writer = _Writer()
    after = ends = [writer.add("end", ()) for _ in range(2 if open_end else 1)]
    if open_end:
        tasks = [writer.write(Tree("task"), end) for end in ends]
        sure = None if open_end == "parallel" else 1.0
        after = [writer.add(open_end, (Flow(tasks[0], sure), Flow(tasks[1], sure and 0.5)))]
    after = [writer.write(_unshared(tail), after[0])]
    firsts = [writer.write(_unshared(head), after[0]) for head in heads] or after
    for number, first in enumerate(firsts):
        share = (0.3, 0.7)[number] if len(firsts) > 1 else None
        name = f"start-{number}"
        writer.steps.append(Step(name, name, kind="start", share=share, next=(Flow(first),)))
    return ProcessMap("m", "M", steps=tuple(reversed(writer.steps)))


def _unshared(tree: Tree) -> Tree:
    """Return a copy in which no two tasks are the same object."""
    return Tree(tree.kind, tuple(map(_unshared, tree.parts)), tree.shares, tree.minutes)


def map_of(tree: Tree) -> tuple[ProcessMap, dict[str, float], dict[str, float]]:
    """Return the map of a tree with the visits and the reach of its tasks by the textbook formulas."""
    process, ids = written(tree)
    copy: Tree = ids.pop(-1)  # type: ignore[assignment]
    return (
        process,
        {ids[k]: v for k, v in visits_of(copy).items()},
        {ids[k]: v for k, v in reach_of(copy).items()},
    )


def _factors(tree: Tree) -> list[float]:
    """How often each part runs when the block runs once."""
    if tree.kind == "loop":
        return [1 / (1 - tree.shares[0])]
    return list(tree.shares) or [1.0] * len(tree.parts)


def visits_of(tree: Tree) -> dict[int, float]:
    """Expected executions of each task, by ``id``."""
    if tree.kind == "task":
        return {id(tree): 1.0}
    return {
        task: factor * visits
        for part, factor in zip(tree.parts, _factors(tree), strict=True)
        for task, visits in visits_of(part).items()
    }


def reach_of(tree: Tree) -> dict[int, float]:
    """The chance that each task runs at least once, by ``id``."""
    if tree.kind == "task":
        return {id(tree): 1.0}
    if tree.kind == "loop":
        again = tree.shares[0]
        return {task: h / (1 - (1 - h) * again) for task, h in reach_of(tree.parts[0]).items()}
    shares = tree.shares or (1.0,) * len(tree.parts)
    return {
        task: share * h
        for part, share in zip(tree.parts, shares, strict=True)
        for task, h in reach_of(part).items()
    }


def minutes_of(tree: Tree) -> float:
    """The expected minutes of a tree without inclusive branches, the longest branch by expected times."""
    if tree.kind == "task":
        return tree.minutes
    parts = [minutes_of(part) for part in tree.parts]
    if tree.kind == "and":
        return max(parts)
    return sum(factor * part for factor, part in zip(_factors(tree), parts, strict=True))


def holds(tree: Tree, kinds: set[str]) -> bool:
    """Tell whether a block of these kinds is in the tree."""
    return tree.kind in kinds or any(holds(part, kinds) for part in tree.parts)


def without(tree: Tree, *kinds: str) -> Tree:
    """Return the tree with blocks of these kinds turned into sequences of their parts."""
    parts = tuple(without(part, *kinds) for part in tree.parts)
    if tree.kind in kinds:
        return Tree("seq", parts)
    return Tree(tree.kind, parts, tree.shares, tree.minutes)


Visit = tuple[str, frozenset[str]]
"""A step, and the steps that were surely done before it in this execution."""


def executions(process: ProcessMap, most: int = 400) -> Iterator[list[Visit]]:
    """Yield executions of a small map, each as its visits with what caused them."""
    for history in histories(process, most=most):
        names = [event.of[0] for event in history.events]
        yield [
            (event.of[0], frozenset(name for place, name in enumerate(names) if event.past >> place & 1))
            for event in history.events
        ]
