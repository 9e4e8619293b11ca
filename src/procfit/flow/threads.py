"""Which thread of work each step belongs to, and which join closes which split."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from procfit.flow.chain import Chain, Way
from procfit.model.process import ProcessMap

__all__ = ["THREADS", "Block", "Body", "Threads"]

THREADS = frozenset({"parallel", "inclusive"})
"""The kinds that start several branches for one case."""


@dataclass(frozen=True, slots=True)
class Block:
    """A split that starts branches, with the join that waits for them.

    ``join`` is None where every branch runs to an end of its own. ``shares`` are the chances that a
    branch is started: 1 each for a parallel split.
    """

    split: int
    join: int | None
    bodies: tuple[int, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Body:
    """One thread of work: its steps, where cases enter, and the choices between the steps.

    Attributes
    ----------
    steps
        The numbers of its steps.
    entries
        ``(step, share)`` of the cases that enter; empty for a branch that leads straight to the join.
    """

    steps: tuple[int, ...]
    entries: tuple[Way, ...]
    ways: tuple[tuple[Way, ...], ...]
    ends: tuple[float, ...]

    @cached_property
    def position(self) -> dict[int, int]:
        """Where each step stands in ``steps``."""
        return {step: place for place, step in enumerate(self.steps)}

    @cached_property
    def chain(self) -> Chain:
        """The chain over the places of ``steps``."""
        return Chain(self.ways, self.ends)

    @cached_property
    def visits(self) -> list[float]:
        """The expected visits at each place by a case that enters."""
        return self.chain.visits(self.arrivals)

    @cached_property
    def arrivals(self) -> list[float]:
        """The share of cases that enter at each place."""
        found = [0.0] * len(self.steps)
        for step, share in self.entries:
            found[self.position[step]] += share
        return found


class Threads:
    """Follows the flows from the starts and notes which thread of work each step belongs to."""

    def __init__(self, process: ProcessMap, ways: tuple[tuple[Way, ...], ...]) -> None:
        self.steps = process.steps
        self.ways = ways
        self.body_of = [-1] * len(process.steps)
        self.opened_by: list[tuple[int, int, int]] = [(-1, -1, -1)]  # parent body, split, branch
        self.branches: dict[int, list[int]] = {}
        self.join_of: dict[int, int] = {}
        self.split_of: dict[int, int] = {}
        self.arrived: dict[int, set[int]] = {}
        self.open: set[int] = set()
        self.ended: set[int] = set()
        self.tangled: set[int] = set()
        self.problem = ""

    def follow(self, starts: list[int]) -> None:
        """Walk every flow once, from the starts on."""
        waiting = [(start, 0) for start in reversed(starts)]
        while waiting:
            step, thread = waiting.pop()
            body = self._body_at(step, thread)
            if self.body_of[step] < 0:
                self.body_of[step] = body
                waiting.extend(reversed(self._onward(step, body)))
            elif self.body_of[step] != body:
                self._note(f'branches of parallel work meet at "{self.steps[step].name}" without a join')
                self._tangle(body, self.body_of[step])

    def _body_at(self, step: int, thread: int) -> int:
        """Return the body a step stands in when a thread reaches it: a join closes the thread."""
        if self.steps[step].kind != "join":
            return thread
        parent, split, branch = self.opened_by[thread]
        name = self.steps[step].name
        if self.split_of.setdefault(step, split) != split:
            self._note(f'"{name}" joins branches of different splits')
            self.tangled |= {split, self.split_of[step]}
        if split < 0:
            return thread
        if self.join_of.setdefault(split, step) != step:
            self._note(f'branches of "{self.steps[split].name}" are joined in different places')
            self.tangled.add(split)
        self.arrived.setdefault(split, set()).add(branch)
        return parent

    def _onward(self, step: int, body: int) -> list[tuple[int, int]]:
        targets = [target for target, _ in self.ways[step]]
        if not targets:
            self._end(body)
        if not self._is_split(step):
            return [(target, body) for target in targets]
        self.branches[step] = list(range(len(self.opened_by), len(self.opened_by) + len(targets)))
        self.opened_by += [(body, step, branch) for branch in range(len(targets))]
        return list(zip(targets, self.branches[step], strict=True))

    def _is_split(self, step: int) -> bool:
        several = len(self.ways[step]) > 1
        return self.steps[step].kind in THREADS and (several or self.steps[step].kind == "inclusive")

    def _end(self, body: int) -> None:
        """Note that a thread ends here, inside every block around it."""
        while body not in self.ended:
            self.ended.add(body)
            parent, split, _ = self.opened_by[body]
            if split < 0:
                return
            self.open.add(split)
            body = parent

    def _tangle(self, *bodies: int) -> None:
        """Note that nothing can be said of how the splits around some bodies are joined."""
        for body in bodies:
            while body > 0:
                body, split, _ = self.opened_by[body]
                self.tangled.add(split)

    def _note(self, problem: str) -> None:
        self.problem = self.problem or problem

    def fault(self) -> str:
        """Return why the nesting cannot be told, or the empty string."""
        for split, join in self.join_of.items():
            if split in self.open:
                self._note(f'a branch of "{self.steps[split].name}" ends before its join')
            elif len(self.arrived[split]) < len(self.branches[split]):
                self._note(f'not every branch of "{self.steps[split].name}" reaches its join')
            elif self.body_of[join] < 0:
                self._note(f'"{self.steps[join].name}" is never reached')
        return self.problem

    def blocks(self) -> dict[int, Block]:
        """Return the blocks by their split."""
        return {
            split: Block(
                split,
                self.join_of.get(split),
                tuple(bodies),
                tuple(share for _, share in self.ways[split]),
            )
            for split, bodies in self.branches.items()
        }

    def united(self) -> dict[int, Block]:
        """Return the splits whose join is clear, with the branches that surely come there, by split.

        They may stand in a map whose parallel work is not nested elsewhere.
        """
        found = {}
        for split, join in self.join_of.items():
            if split in self.tangled or self.body_of[join] < 0:
                continue
            sure = [
                (body, share)
                for branch, (body, (_, share)) in enumerate(
                    zip(self.branches[split], self.ways[split], strict=True)
                )
                if branch in self.arrived[split] and body not in self.ended
            ]
            bodies, shares = zip(*sure, strict=True) if sure else ((), ())
            found[split] = Block(split, join, bodies, shares)
        return found

    def bodies(self, starts: tuple[Way, ...]) -> tuple[Body, ...]:
        """Return every body with its chain."""
        members: list[list[int]] = [[] for _ in self.opened_by]
        for step, body in enumerate(self.body_of):
            if body >= 0:
                members[body].append(step)
        return tuple(self._body(body, steps, starts) for body, steps in enumerate(members))

    def _body(self, body: int, steps: list[int], starts: tuple[Way, ...]) -> Body:
        place = {step: index for index, step in enumerate(steps)}
        rows: list[tuple[Way, ...]] = []
        ends: list[float] = []
        for step in steps:
            ways = self._ways_inside(step)
            rows.append(tuple((place[target], chance) for target, chance in ways if target in place))
            ends.append(sum(chance for target, chance in ways if target not in place) if ways else 1.0)
        return Body(tuple(steps), self._entries(body, place, starts), tuple(rows), tuple(ends))

    def _ways_inside(self, step: int) -> tuple[Way, ...]:
        if step not in self.branches:
            return self.ways[step]
        join = self.join_of.get(step)
        return () if join is None else ((join, 1.0),)

    def _entries(self, body: int, place: dict[int, int], starts: tuple[Way, ...]) -> tuple[Way, ...]:
        if body == 0:
            return starts
        _, split, branch = self.opened_by[body]
        first = self.ways[split][branch][0]
        return ((first, 1.0),) if first in place else ()
