"""Every short execution of a small map, found without the code under test."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from procfit.model.process import ProcessMap, Step

MOST_VISITS = 2


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens in an execution: a step runs, or a step that calls a map begins or ends.

    ``causes`` are the places of the events it came straight after, ``past`` those of all before it, as
    bits. ``of`` tells the step, with the calling step before it inside a called map: ``("c", "s")``.
    """

    of: tuple[str, ...]
    step: Step
    causes: tuple[int, ...]
    past: int
    begins: bool = True
    ends: bool = True


@dataclass(frozen=True, slots=True)
class History:
    """One execution of a map: its events, each after those that it came after, and how likely it is."""

    events: list[Event]
    chance: float


def histories(
    process: ProcessMap,
    called: Mapping[str, ProcessMap] | None = None,
    most: int = 400,
    visits: int = MOST_VISITS,
) -> Iterator[History]:
    """Yield executions of a small map that may call others, by the calling steps in `called`.

    Every choice is tried, each step at most `visits` times in an execution; parallel work is kept unordered
    by carrying with each piece of work what led to it. Written without the code under test.
    """
    pending: list[tuple[int, ...]] = [()]
    given = 0
    while pending and given < most:
        play = _Play(called or {}, pending.pop(), visits)
        if play.run(process, (), ()) is not None:
            given += 1
            yield History(play.events, play.chance)
        pending.extend(play.further)


class _Play:
    """One execution by given choices; those left open take the first way and note the others."""

    def __init__(self, called: Mapping[str, ProcessMap], choices: tuple[int, ...], visits: int) -> None:
        self.called = called
        self.visits = visits
        self.choices = choices
        self.used = 0
        self.chance = 1.0
        self.further: list[tuple[int, ...]] = []
        self.events: list[Event] = []

    def choose(self, weights: list[float]) -> int:
        if len(weights) == 1:
            return 0
        if self.used == len(self.choices):
            self.further.extend((*self.choices, other) for other in range(1, len(weights)))
            self.choices = (*self.choices, 0)
        self.used += 1
        chosen = self.choices[self.used - 1]
        self.chance *= weights[chosen] / sum(weights)
        return chosen

    def run(
        self, process: ProcessMap, inside: tuple[str, ...], causes: tuple[int, ...]
    ) -> tuple[int, ...] | None:
        """Play a map; return the events that nothing came after, None where a step runs too often."""
        starts = [start for start in process.starts if start.share != 0]
        first = starts[self.choose([start.share or 1.0 for start in starts])].id
        work: list[tuple[str, tuple[int, ...], int]] = [(first, causes, 0)]
        waiting: dict[str, tuple[int, ...]] = {}
        depths: dict[str, int] = {}
        counts: dict[str, int] = {}
        last: tuple[int, ...] = ()
        while work or waiting:
            if work:
                name, causes, depth = work.pop()
                if process.step(name).kind == "join":
                    waiting[name] = (*waiting.get(name, ()), *causes)
                    depths[name] = depth - 1
                    continue
            else:
                name = _next_join(process, waiting, depths)
                causes, depth = waiting.pop(name), depths[name]
            counts[name] = counts.get(name, 0) + 1
            done = (
                None if counts[name] > self.visits else self._visit(process.step(name), inside, causes)
            )
            if done is None:
                return None
            onward = self._onward(process, process.step(name))
            depth += process.step(name).kind in ("parallel", "inclusive")
            work += [(target, (done,), depth) for target in onward]
            last += () if onward else (done,)
        return last

    def _visit(self, step: Step, inside: tuple[str, ...], causes: tuple[int, ...]) -> int | None:
        """Note a visit; return the event that ends it."""
        if step.id not in self.called or inside:
            return self._note(Event((*inside, step.id), step, causes, self._past(causes)))
        begun = self._note(Event((step.id,), step, causes, self._past(causes), ends=False))
        ended = self.run(self.called[step.id], (step.id,), (begun,))
        if ended is None:
            return None
        return self._note(Event((step.id,), step, ended, self._past(ended), begins=False))

    def _past(self, causes: tuple[int, ...]) -> int:
        past = 0
        for cause in causes:
            past |= self.events[cause].past | 1 << cause
        return past

    def _note(self, event: Event) -> int:
        self.events.append(event)
        return len(self.events) - 1

    def _onward(self, process: ProcessMap, step: Step) -> list[str]:
        live = [flow for flow in step.next if flow.share != 0]
        if step.kind == "parallel":
            return [flow.to for flow in live]
        if step.kind == "inclusive":
            drawn = [
                flow.to
                for flow in live
                if flow.share == 1 or self.choose([1 - (flow.share or 0.0), flow.share or 0.0])
            ]
            return drawn or [_join_behind(process, step)]
        if not live:
            return []
        return [live[self.choose([flow.share or 1.0 for flow in live])].to]


def _next_join(process: ProcessMap, waiting: Collection[str], depths: Mapping[str, int]) -> str:
    """Return a join that no other one still leads to, else, in a loop, the innermost."""
    for name in waiting:
        if not any(_reaches(process, other, name) for other in waiting if other != name):
            return name
    return max(waiting, key=depths.__getitem__)


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
