"""A run of steps typed one after the other: where the next comes, with branches that come together again.

Behind a decision the first branch is typed, then the second; nothing typed ends a branch. What is typed
behind both is where their open ends come together. A branch that is left empty goes straight there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from procfit.model.edit_basis import checked, with_step
from procfit.model.edit_entries import Wanted, write_step
from procfit.model.edit_flows import SHARE_DIGITS, connect
from procfit.model.errors import EditError
from procfit.model.process import SPLITS, Flow, ProcessMap, Step

__all__ = ["Back", "Fork", "Run"]

BRANCHES = 2
"""How many branches of a decision are asked for; a third is added by asking for it."""


@dataclass(frozen=True, slots=True)
class Fork:
    """A split whose branches are being typed: how many are there, and which of them lead nowhere yet."""

    step: str
    branches: int = 0
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Back:
    """A way back that was typed, and comes once there is a way out of its loop."""

    sources: tuple[str, ...]
    target: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """Where the next step of a run comes.

    `after` are the steps that will lead to it; empty at the start of a branch and of a map. `forks` are the
    splits around it, the innermost last. `shares` keeps the shares typed for the branches of each decision,
    which stand in the map once the last of them is known; `backs` the ways back that wait for a way out.
    """

    after: tuple[str, ...] = ()
    forks: tuple[Fork, ...] = ()
    shares: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)
    backs: tuple[Back, ...] = ()

    @classmethod
    def behind(cls, step: Step | None) -> Run:
        """Return the run that begins behind a step, or with the first step of a map."""
        if step is None:
            return cls()
        return cls().forked(step) if step.kind in SPLITS else cls((step.id,))

    @property
    def fork(self) -> Fork | None:
        """The split whose next branch begins here; None elsewhere."""
        return self.forks[-1] if self.forks and not self.after else None

    @property
    def rest(self) -> float | None:
        """Return the share of the cases that a decision's next branch gets; None where that is open."""
        known = self.shares.get(self.fork.step, ()) if self.fork else ()
        given = [share for share in known if share is not None]
        return round(1 - sum(given), SHARE_DIGITS) if given and len(given) == len(known) else None

    def add(self, process: ProcessMap, wanted: Wanted) -> tuple[ProcessMap, str, Run | None]:
        """Return the map with a step here, its id, and where the run goes on; None where it has ended.

        Raises
        ------
        EditError
            When the step has no name, or cannot come here.
        """
        sources = (self.fork.step,) if self.fork else self.after
        plain = [name for name in sources if process.step(name).kind not in SPLITS]
        last = max(plain, key=[step.id for step in process.steps].index, default=None)
        share = wanted.share if last is None and sources else None
        if sources and not wanted.lane:
            wanted = replace(wanted, lane=process.step(sources[0]).lane)
        told = replace(wanted, share=None) if last is None and sources else wanted
        changed, name = write_step(process, told, after=last)
        others = (source for source in sources if source != last)
        changed, run = self._counted().led(changed, others, name, share)
        changed, run = run.led_back(changed)
        checked(process, changed)
        step = changed.step(name)
        if step.kind in SPLITS:
            forked = replace(run, after=()).forked(step)
            return changed, name, forked if len(step.next) < BRANCHES else forked.closed(())
        closed = step.kind == "end" or bool(wanted.ways)
        return changed, name, run.closed(()) if closed else replace(run, after=(name,))

    def lead(
        self, process: ProcessMap, target: str, share: float | None = None
    ) -> tuple[ProcessMap, Run | None]:
        """Return the map in which the run leads to a step that is there, and where it goes on.

        Raises
        ------
        EditError
            When nothing leads there yet, or cannot.
        """
        sources = (self.fork.step,) if self.fork else self.after
        if not sources:
            raise EditError("there is no step yet that could lead there", "type the first step")
        following = self._counted().closed(())
        if following and following.fork and _reaches(process, target, sources):
            return process, replace(following, backs=(*self.backs, Back(sources, target, share)))
        changed, run = self._counted().led(process, sources, target, share)
        changed, run = run.led_back(changed)
        return checked(process, changed), run.closed(())

    def skip(self) -> Run | None:
        """Return where the run goes on when nothing is typed; None where it has ended."""
        fork = self.fork
        if fork is None:
            return self.closed(self.after) if self.forks else None
        if fork.branches >= BRANCHES:
            return replace(self, forks=self.forks[:-1]).closed(()) if self.forks[1:] else None
        if not fork.branches and not self.forks[1:]:
            return None
        return self._counted(BRANCHES).closed((fork.step,))

    def forked(self, step: Step) -> Run:
        """Return the run at the next branch of a split."""
        shares = tuple(flow.share for flow in step.next)
        fork = Fork(step.id, len(step.next))
        return replace(self, forks=(*self.forks, fork), shares={**self.shares, step.id: shares})

    def _counted(self, branches: int = 0) -> Run:
        """Return the run with the branch counted that begins here."""
        fork = self.fork
        if fork is None:
            return self
        counted = replace(fork, branches=branches or fork.branches + 1)
        return replace(self, forks=(*self.forks[:-1], counted))

    def closed(self, ends: tuple[str, ...]) -> Run | None:
        """Return where the run goes on behind a branch with these open ends."""
        if not self.forks:
            return replace(self, after=ends) if ends else None
        fork = self.forks[-1]
        fork = replace(fork, ends=(*fork.ends, *ends))
        if fork.branches < BRANCHES:
            return replace(self, after=(), forks=(*self.forks[:-1], fork))
        outer = replace(self, after=fork.ends, forks=self.forks[:-1])
        return outer if fork.ends else outer.closed(())

    def led(
        self, process: ProcessMap, sources: Iterable[str], target: str, share: float | None
    ) -> tuple[ProcessMap, Run]:
        """Return the map with flows to a step, and the run with the shares that are known then."""
        shares = dict(self.shares)
        for source in sources:
            here = process.step(source)
            if here.kind not in SPLITS or len(here.next) >= BRANCHES:
                process = connect(process, source, target, share)
                continue
            known = (*shares.get(source, (None,) * len(here.next)), share)
            shares[source] = known
            process = with_step(process, replace(here, next=_ways(here, target, known)))
        return process, replace(self, shares=shares)

    def led_back(self, process: ProcessMap) -> tuple[ProcessMap, Run]:
        """Return the map with the ways back that waited."""
        run = replace(self, backs=())
        for back in self.backs:
            process, run = run.led(process, back.sources, back.target, back.share)
        return process, run


def _reaches(process: ProcessMap, start: str, wanted: Iterable[str]) -> bool:
    """Return whether cases come from one step to one of others."""
    seen, ahead = set(), [start]
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead += [flow.to for flow in process.step(name).next if flow.to in process]
    return not seen.isdisjoint(wanted)


def _ways(step: Step, target: str, known: tuple[float | None, ...]) -> tuple[Flow, ...]:
    """Return a split's flows with one more; shares of a decision stand there once all are known."""
    flows = (*step.next, Flow(target))
    given = [share for share in known if share is not None]
    if given and step.kind not in ("decision", "inclusive"):
        raise EditError(
            f'a {step.kind} such as "{step.name}" gives its ways no share', "leave the share out"
        )
    if step.kind == "decision" and (not given or len(given) < max(len(known) - 1, 1)):
        return flows
    if step.kind == "decision" and len(known) == 1:
        return flows
    rest = round(1 - sum(given), SHARE_DIGITS) if step.kind == "decision" else None
    return tuple(
        replace(flow, share=rest if share is None else share)
        for flow, share in zip(flows, known, strict=True)
    )
