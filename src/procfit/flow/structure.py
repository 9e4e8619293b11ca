"""How a map is nested: where cases begin, where they choose, and which join closes which split.

A *body* is what one thread of work passes through: the whole map, or one branch of a parallel or
inclusive split. Inside a body every step leads to one next step or chooses among several, so a body is
an absorbing Markov chain; a split stands in its body like a step that leads straight to its join.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from procfit.flow.chain import Way
from procfit.flow.threads import Block, Body, Threads
from procfit.model.process import ProcessMap, Step

__all__ = ["Block", "Body", "Structure", "structure_of"]


@dataclass(frozen=True)
class Structure:
    """A map as bodies and blocks.

    Attributes
    ----------
    ids
        The step ids by number, in the order of the map.
    ways
        Per step its flows as ``(target, chance that a case takes it)``.
    bodies
        The bodies, each before those nested in it; the first is the whole map.
    body_of
        Per step the body it stands in; -1 where no case comes.
    blocks
        The blocks by the number of their split.
    assumed
        Ids of splits and starts whose shares are not given: equal shares stand in for them.
    loose
        Why the nesting cannot be told (empty when it can): parallel work that is joined in part, leaves
        its block or merges without a join.
    joins
        The join of each split as far as it is known, for the step-by-step play of loose maps.
    united
        The splits whose join is clear also where the nesting of the whole map cannot be told, with the
        branches that surely come there.
    """

    process: ProcessMap
    ids: tuple[str, ...]
    ways: tuple[tuple[Way, ...], ...]
    starts: tuple[Way, ...]
    bodies: tuple[Body, ...]
    body_of: tuple[int, ...]
    blocks: dict[int, Block]
    assumed: tuple[str, ...]
    loose: str
    joins: dict[int, int] = field(default_factory=dict)
    united: dict[int, Block] = field(default_factory=dict)

    @cached_property
    def after(self) -> list[list[int]]:
        """Per step the steps that cases go on to; a share of 0 is no way."""
        return [[target for target, chance in ways if chance > 0] for ways in self.ways]

    @cached_property
    def before(self) -> list[list[int]]:
        """Per step the steps that lead to it, those that no case comes to left out."""
        before: list[list[int]] = [[] for _ in self.ids]
        for source in self.reached:
            for target in self.after[source]:
                before[target].append(source)
        return before

    @cached_property
    def onward(self) -> list[list[int]]:
        """Per step the steps that may come next: as `after`, and the join of a split that may be idle."""
        onward = [list(targets) for targets in self.after]
        for split, join in self._skipped:
            onward[split].append(join)
        return onward

    @cached_property
    def back(self) -> list[list[int]]:
        """Per step the steps that may come right before it: the opposite of `onward`."""
        back = [list(sources) for sources in self.before]
        for split, join in self._skipped:
            back[join].append(split)
        return back

    @cached_property
    def _skipped(self) -> list[tuple[int, int]]:
        """The splits of which every branch may be left out, each with its join."""
        return [
            (block.split, block.join)
            for block in self.blocks.values()
            if block.join is not None and block.split in self.reached and max(block.shares) < 1
        ]

    @cached_property
    def reached(self) -> dict[int, None]:
        """The steps that cases come to, each after those before it as far as loops allow."""
        done: dict[int, None] = {}
        stack = [(start, False) for start, share in self.starts if share > 0]
        seen: set[int] = set()
        while stack:
            step, leaving = stack.pop()
            if leaving:
                done[step] = None
            elif step not in seen:
                seen.add(step)
                stack.append((step, True))
                stack.extend((target, False) for target in self.after[step] if target not in seen)
        return dict.fromkeys(reversed(done))

    @cached_property
    def incoming(self) -> list[tuple[tuple[int, ...], ...]]:
        """Per step groups of steps before it: at least one of each group has run, whatever the way.

        At a merge there is one group; at the join of a split one per branch that always runs.
        """
        groups: list[tuple[tuple[int, ...], ...]] = [
            (tuple(sources),) if sources else () for sources in self.before
        ]
        for block in self.united.values():
            if block.join is not None and block.split in self.reached:
                groups[block.join] = self._into_join(block)
        return groups

    def _into_join(self, block: Block) -> tuple[tuple[int, ...], ...]:
        groups: list[tuple[int, ...]] = [(block.split,)]
        for body, share in zip(block.bodies, block.shares, strict=True):
            inside = tuple(
                source for source in self.before[block.join or 0] if self.body_of[source] == body
            )
            if inside and share >= 1:
                groups.append(inside)
        return tuple(groups)

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each step id."""
        return {name: number for number, name in enumerate(self.ids)}

    @cached_property
    def block_of_body(self) -> dict[int, tuple[Block, float]]:
        """The block that a branch body belongs to, with the chance that the branch is started."""
        return {
            body: (block, share)
            for block in self.blocks.values()
            for body, share in zip(block.bodies, block.shares, strict=True)
        }

    def beside(self, step: int) -> frozenset[int]:
        """Return the steps that come in no order with a step: those of the other branches around it.

        None where the nesting cannot be told.
        """
        nested = step in self.reached and not self.loose
        return self._beside[self.body_of[step]] if nested else frozenset()

    @cached_property
    def _beside(self) -> list[frozenset[int]]:
        """Per body the steps of the other branches of all splits around it."""
        within = [frozenset(self.reached.keys() & body.steps) for body in self.bodies]
        for number in range(len(within) - 1, 0, -1):
            within[self._around[number]] |= within[number]
        found: list[frozenset[int]] = [frozenset()]
        for number in range(1, len(within)):
            block, _ = self.block_of_body[number]
            others = (within[other] for other in block.bodies if other != number)
            found.append(found[self._around[number]].union(*others))
        return found

    @cached_property
    def _around(self) -> list[int]:
        """Per body the body that its split stands in; the whole map stands in none."""
        splits = (self.block_of_body[number][0].split for number in range(1, len(self.bodies)))
        return [-1, *(self.body_of[split] for split in splits)]

    def step(self, number: int) -> Step:
        """Return the step with that number."""
        return self.process.steps[number]


def structure_of(process: ProcessMap) -> Structure:
    """Return the nesting of one view of a map; computed once per map object."""
    known: dict[str, Structure] = vars(process)
    if "_structure" not in known:
        known["_structure"] = _build(process)
    return known["_structure"]


def _build(process: ProcessMap) -> Structure:
    number = {step.id: index for index, step in enumerate(process.steps)}
    ways = tuple(_ways(step, number) for step in process.steps)
    starts = _start_shares(process, number)
    threads = Threads(process, ways)
    threads.follow([start for start, _ in starts])
    loose = threads.fault()
    return Structure(
        process=process,
        ids=tuple(number),
        ways=ways,
        starts=starts,
        bodies=() if loose else threads.bodies(starts),
        body_of=tuple(threads.body_of),
        blocks={} if loose else threads.blocks(),
        assumed=_assumed(process),
        loose=loose,
        joins=threads.join_of,
        united=threads.united(),
    )


def _ways(step: Step, number: dict[str, int]) -> tuple[Way, ...]:
    """Return the flows with the chance that a case at the step takes each."""
    equal = 1 / max(len(step.next), 1)
    if step.kind == "parallel":
        return tuple((number[flow.to], 1.0) for flow in step.next)
    given = [flow.share for flow in step.next]
    if step.kind == "inclusive":
        chances = [equal if share is None else share for share in given]
    elif None in given or len(given) == 1:
        chances = [equal] * len(given)
    else:
        total = sum(share for share in given if share is not None) or 1.0
        chances = [(share or 0.0) / total for share in given]
    return tuple((number[flow.to], chance) for flow, chance in zip(step.next, chances, strict=True))


def _start_shares(process: ProcessMap, number: dict[str, int]) -> tuple[Way, ...]:
    starts = process.starts
    given = sum(start.share for start in starts if start.share is not None)
    bare = sum(start.share is None for start in starts)
    rest = max(1 - given, 0.0) / bare if bare else 0.0
    shares = [rest if start.share is None else start.share for start in starts]
    total = sum(shares)
    if total <= 0:
        return tuple((number[start.id], 1 / len(starts)) for start in starts)
    return tuple((number[start.id], share / total) for start, share in zip(starts, shares, strict=True))


def _assumed(process: ProcessMap) -> tuple[str, ...]:
    splits = [
        step.id
        for step in process.steps
        if step.kind in ("decision", "inclusive")
        and len(step.next) > 1
        and any(flow.share is None for flow in step.next)
    ]
    starts = process.starts
    if len(starts) > 1:
        splits += [start.id for start in starts if start.share is None]
    return tuple(splits)
