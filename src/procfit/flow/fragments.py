"""The parts of a map that have one way in and one way out, and codes by which equal parts are found.

A *run* is a list of steps that a case passes one after the other, with what lies between two of them: a
flow, or a whole part of the map (branches, a loop). Any stretch of a run has one way in and one way out,
and every such part of the map is a stretch of some run: runs are the polygons of the refined process
structure tree (Vanhatalo, Völzer and Koehler, 2009; Johnson, Pearson and Pingali, 1994).

Two steps are in one run when every round trip through the map that passes one passes the other. Each flow
that closes a round trip gets a random number; the numbers that meet at a step, by exclusive or, are equal
for the steps of a run. So all runs take time in proportion to the map.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise

from procfit.flow.structure import Structure, structure_of
from procfit.model.process import ProcessMap, Step
from procfit.model.text import item_key

__all__ = ["MERGE", "CodedRun", "Gap", "Labelling", "Run", "coded", "runs_of"]

Labelling = Callable[[Step], Hashable]
"""What two steps share when they do the same; None for a step that is like no other."""

MERGE = -1
"""Stands in a run behind a part of the map, where its ways have come together and no join waits for them."""

BITS = 64
_unlike = count()


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two neighbors of a run, by step numbers; ``inner`` is empty for a mere flow."""

    inner: tuple[int, ...] = ()
    flows: tuple[tuple[int, int, str], ...] = ()


FLOW = Gap()


@dataclass(frozen=True, slots=True)
class Run:
    """Steps that cases pass one after the other, by number, and the gap behind each but the last."""

    steps: tuple[int, ...]
    gaps: tuple[Gap, ...]

    def within(self, first: int, last: int) -> tuple[int, ...]:
        """Return the steps from one place of the run to another, those in the gaps included, in order."""
        found: list[int] = []
        for place in range(first, last + 1):
            if self.steps[place] != MERGE:
                found.append(self.steps[place])
            if place < last:
                found += self.gaps[place].inner
        return tuple(found)


@dataclass(frozen=True, slots=True)
class CodedRun:
    """A run with codes that are equal where labels, kinds and flows are.

    Attributes
    ----------
    run
        The run.
    labels
        The code of the step at each place.
    letters
        Per place the code of the gap before it and its step together; those of a stretch, its first one
        replaced by its label, are equal exactly where the stretches are.
    inner
        Per gap the codes of the steps in it.
    links
        Per gap the codes of its flows: of the two steps that each leads from and to.
    """

    run: Run
    labels: tuple[int, ...]
    letters: tuple[int, ...]
    inner: tuple[tuple[int, ...], ...] = field(default=())
    links: tuple[tuple[tuple[int, int], ...], ...] = field(default=())


def runs_of(process: ProcessMap) -> tuple[Run, ...]:
    """Return the runs of one view of a map, in the order of the map; computed once per map object.

    Starts and ends, and steps that no case comes to, are in none.
    """
    known: dict[str, tuple[Run, ...]] = vars(process)
    if "_runs" not in known:
        structure = structure_of(process)
        place = {step: number for number, step in enumerate(structure.reached)}
        known["_runs"] = tuple(
            run for steps in _sequences(structure) for run in _without_marks(structure, place, steps)
        )
    return known["_runs"]


def _sequences(structure: Structure) -> list[list[int]]:
    """Return the steps of each run, the first ones first."""
    marks = _marks(structure)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for step in structure.reached:
        found[marks[step]].append(step)
    return list(found.values())


def _marks(structure: Structure) -> dict[int, int]:
    """Return a number per step that is the same for the steps of one run."""
    ways = _two_way(structure)
    dice = random.Random(0)  # noqa: S311  marks that differ by chance, nothing secret
    order, above = _spanning_tree(ways)
    in_tree = set(above.values())
    found = dict.fromkeys(order, 0)
    own: dict[int, int] = {}
    for edge, (source, target) in enumerate(ways):
        if edge not in in_tree:
            own[edge] = dice.getrandbits(BITS)
            found[source] ^= own[edge]
            found[target] ^= own[edge]
    for node in reversed(order):
        if node in above:
            own[above[node]] = found[node]
            source, target = ways[above[node]]
            found[source if target == node else target] ^= found[node]
    return {step: own[edge] for edge, step in enumerate(structure.reached)}


def _two_way(structure: Structure) -> list[tuple[int, int]]:
    """Return the map as edges between nodes, those of the steps first; all cases pass one outer node.

    A step is the edge from where flows come into it (twice its number) to where they leave it (one more).
    """
    outside = 2 * len(structure.ids)
    edges = [(2 * step, 2 * step + 1) for step in structure.reached]
    edges += [(outside, 2 * step) for step, share in structure.starts if share > 0]
    for step in structure.reached:
        edges += [(2 * step + 1, 2 * target) for target in structure.after[step]]
    return [*edges, *((2 * step + 1, outside) for step in _lasts(structure))]


def _lasts(structure: Structure) -> list[int]:
    """Return the steps at which cases leave the map; one of those in which they are caught for ever."""
    ends = [step for step in structure.reached if not structure.after[step]]
    leaving = _leading_to(structure, ends)
    for step in reversed(structure.reached):
        if step not in leaving:
            ends.append(step)
            leaving |= _leading_to(structure, [step])
    return ends


def _leading_to(structure: Structure, steps: Iterable[int]) -> set[int]:
    found: set[int] = set()
    waiting = list(steps)
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting += structure.before[step]
    return found


def _spanning_tree(edges: Sequence[tuple[int, int]]) -> tuple[list[int], dict[int, int]]:
    """Return the nodes, each after the one above it, and the edge to that one; all edges hang together."""
    if not edges:
        return [], {}
    at: defaultdict[int, list[int]] = defaultdict(list)
    for edge, (source, target) in enumerate(edges):
        at[source].append(edge)
        at[target].append(edge)
    root = edges[0][0]
    order, seen = [root], {root}
    above: dict[int, int] = {}
    for node in order:
        for edge in at[node]:
            source, target = edges[edge]
            other = target if source == node else source
            if other not in seen:
                seen.add(other)
                above[other] = edge
                order.append(other)
    return order, above


def _without_marks(structure: Structure, place: Mapping[int, int], steps: list[int]) -> list[Run]:
    """Return a run without its starts and ends, with the places at which branches merge."""
    parts: list[list[int]] = [[]]
    for step in steps:
        if structure.step(step).kind in ("start", "end"):
            parts.append([])
        else:
            parts[-1].append(step)
    return [_run(structure, place, part) for part in parts if part]


def _run(structure: Structure, place: Mapping[int, int], steps: list[int]) -> Run:
    places, gaps = [steps[0]], list[Gap]()
    for source, target in pairwise(steps):
        gap = _gap(structure, place, source, target)
        gaps.append(gap)
        if gap.flows and structure.step(target).kind != "join":
            places.append(MERGE)
            gaps.append(FLOW)
        places.append(target)
    return Run(tuple(places), tuple(gaps))


def _gap(structure: Structure, place: Mapping[int, int], source: int, target: int) -> Gap:
    inner: set[int] = set()
    waiting = list(structure.after[source])
    while waiting:
        step = waiting.pop()
        if step != target and step not in inner:
            inner.add(step)
            waiting += structure.after[step]
    in_order = tuple(sorted(inner, key=place.__getitem__))
    number = structure.number
    flows = [
        (step, number[flow.to], item_key(flow.when) if flow.when else "")
        for step in (source, *in_order)
        for flow in structure.step(step).next
        if number[flow.to] in structure.after[step]
    ]
    if not inner and len(flows) == 1:
        return FLOW
    return Gap(in_order, tuple(flows))


def coded(process: ProcessMap, label: Labelling) -> tuple[CodedRun, ...]:
    """Return the runs of one view of a map with their codes.

    The codes do not depend on ids or on the order of steps and branches. Parts of branches are told apart
    by color refinement (Weisfeiler and Leman, 1968).

    Parameters
    ----------
    process
        The view of the map.
    label
        What two steps share when they do the same.
    """
    labels = [_code_of(step, label(step)) for step in process.steps]
    return tuple(_coded(run, labels) for run in runs_of(process))


def _code_of(step: Step, label: Hashable) -> int:
    return hash((step.kind, next(_unlike) if label is None else (label,)))


def _coded(run: Run, labels: Sequence[int]) -> CodedRun:
    merge = hash("merge")
    steps = tuple(merge if step == MERGE else labels[step] for step in run.steps)
    codes = [_gap_code(gap, labels) for gap in run.gaps]
    return CodedRun(
        run,
        labels=steps,
        letters=(steps[0], *(hash(pair) for pair in zip(codes, steps[1:], strict=True))),
        inner=tuple(tuple(labels[step] for step in gap.inner) for gap in run.gaps),
        links=tuple(
            _links(gap, labels, pair) for gap, pair in zip(run.gaps, pairwise(steps), strict=True)
        ),
    )


def _links(gap: Gap, labels: Sequence[int], ends: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple((labels[source], labels[target]) for source, target, _ in gap.flows) or (ends,)


def _gap_code(gap: Gap, labels: Sequence[int]) -> int:
    if not gap.flows:
        return 0
    colors = {step: labels[step] for flow in gap.flows for step in flow[:2]}
    distinct = 0
    while len(set(colors.values())) > distinct:
        distinct = len(set(colors.values()))
        colors = _refined(gap, colors)
    return hash(tuple(sorted((colors[source], when, colors[to]) for source, to, when in gap.flows)))


def _refined(gap: Gap, colors: dict[int, int]) -> dict[int, int]:
    around: defaultdict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for source, target, when in gap.flows:
        around[source].append((1, when, colors[target]))
        around[target].append((0, when, colors[source]))
    return {step: hash((color, tuple(sorted(around[step])))) for step, color in colors.items()}
