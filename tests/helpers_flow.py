"""Nested maps with their textbook formulas, and every short execution of a map, for tests of flow."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

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

MOST_VISITS = 2


def executions(process: ProcessMap, most: int = 400) -> Iterator[list[Visit]]:
    """Yield executions of a small map, each as its visits with what caused them.

    Every choice is tried, each step at most twice in an execution; parallel work is kept unordered by
    carrying with each piece of work the steps that led to it. Written without the code under test.
    """
    pending: list[tuple[int, ...]] = [()]
    given = 0
    while pending and given < most:
        choices = pending.pop()
        done, further = _execute(process, choices)
        pending.extend(further)
        if done is not None:
            given += 1
            yield done


def _execute(
    process: ProcessMap, choices: tuple[int, ...]
) -> tuple[list[Visit] | None, list[tuple[int, ...]]]:
    used = 0
    further: list[tuple[int, ...]] = []

    def choose(options: int) -> int:
        nonlocal used, choices
        if used == len(choices):
            further.extend((*choices, other) for other in range(1, options))
            choices = (*choices, 0)
        used += 1
        return choices[used - 1]

    visits: list[Visit] = []
    starts = process.starts
    work = [(starts[choose(len(starts))].id, frozenset[str]())]
    waiting: dict[str, list[frozenset[str]]] = {}
    counts: dict[str, int] = {}
    while work or waiting:
        if work:
            name, past = work.pop()
            if process.step(name).kind == "join":
                waiting.setdefault(name, []).append(past)
                continue
        else:
            name = next(
                j for j in waiting if not any(_reaches(process, o, j) for o in waiting if o != j)
            )
            past = frozenset().union(*waiting.pop(name))
        counts[name] = counts.get(name, 0) + 1
        if counts[name] > MOST_VISITS:
            return None, further
        visits.append((name, past))
        step, past = process.step(name), past | {name}
        live = [flow for flow in step.next if flow.share != 0]
        if step.kind == "parallel":
            work += [(flow.to, past) for flow in live]
        elif step.kind == "inclusive":
            drawn = [flow for flow in live if flow.share == 1 or choose(2)]
            work += [(flow.to, past) for flow in drawn] or [(_join_behind(process, step), past)]
        elif live:
            work.append((live[choose(len(live)) if len(live) > 1 else 0].to, past))
    return visits, further


def _reaches(process: ProcessMap, source: str, target: str) -> bool:
    seen: set[str] = set()
    waiting = [flow.to for flow in process.step(source).next]
    while waiting:
        name = waiting.pop()
        if name == target:
            return True
        if name not in seen:
            seen.add(name)
            waiting += [flow.to for flow in process.step(name).next]
    return False


def _join_behind(process: ProcessMap, split: Step) -> str:
    """Return the join of a nested split: walk on, counting the splits and joins on the way."""
    depth, name = 1, split.next[0].to
    seen: set[str] = set()
    while True:
        step = process.step(name)
        if step.kind == "join":
            depth -= 1
            if depth == 0:
                return name
        if step.kind in ("parallel", "inclusive"):
            depth += 1
        onward = [flow.to for flow in step.next if flow.to not in seen]
        seen.add(name)
        name = onward[0]
