"""Play thousands of cases through a map at once, step by step, with NumPy.

Works for every map. Where parallel work is nested, a join waits for the branches that its split has
started. Elsewhere it waits until no other work of the case can still reach it: the "inclusive join" of
workflow patterns (Wynn, van der Aalst, ter Hofstede and Edmond, 2009). A join that a started branch can
no longer reach would wait for ever: such cases are counted as stuck, and played on as if it let them go.
Ways and times are drawn with fixed seeds from streams of their own, so that the same map always gives the
same figures, and the same ways whatever the times.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from procfit.flow.board import CHOOSES, ENDS, SPLITS, Board, board_of
from procfit.flow.draws import Draws, fixed_draws
from procfit.flow.history import History, Recorder
from procfit.flow.structure import Structure

if TYPE_CHECKING:
    from procfit.flow.board import Flags, Floats, Numbers

__all__ = ["Played", "play", "play_loose"]

SEED = 20260101
MOVES_OF_A_CASE = 10_000
TRIAL_CASES = 50
MOVES = 200_000
FEWEST_CASES = 100
MOST_CASES = 2_000


@dataclass(frozen=True)
class Played:
    """What the played cases did.

    Attributes
    ----------
    minutes
        Per case its minutes from start to the last end.
    history
        Every visit; None where it was not asked for.
    stuck
        Per join number the share of cases in which it waits for a branch that has gone elsewhere.
    circular
        Whether joins of a case wait for each other.
    endless
        Whether a case was given up because its work multiplied without end.
    """

    minutes: Floats
    history: History | None = None
    stuck: dict[int, float] = field(default_factory=dict)
    circular: bool = False
    endless: bool = False

    @property
    def recorded(self) -> History:
        """Every visit; ValueError where they were not asked for."""
        if self.history is None:
            raise ValueError("the visits of these cases were not recorded")
        return self.history


def play(board: Board, draws: Draws, cases: int, *, recorded: bool = False) -> Played:
    """Play cases from start to end.

    Parameters
    ----------
    board
        The map.
    draws
        What its steps take.
    cases
        How many cases.
    recorded
        Whether to keep every visit, for what the lead times alone do not tell.
    """
    return _Game(board, draws, cases, Recorder() if recorded else None).run()


def play_loose(structure: Structure, draws: Draws | None = None, *, recorded: bool = True) -> Played:
    """Play a map whose parallel work is not nested, as many cases as its length allows.

    Some cases are tried first: they tell the length, and whether work multiplies without end.
    """
    board = board_of(structure)
    nothing = fixed_draws([0.0] * len(structure.ids))
    trial = play(board, nothing, TRIAL_CASES, recorded=True)
    if trial.endless:
        return trial
    length = max(len(trial.recorded.case) / TRIAL_CASES, 1)
    cases = int(min(MOST_CASES, max(FEWEST_CASES, MOVES / length)))
    return play(board, draws or nothing, cases, recorded=recorded)


@dataclass
class _Tokens:
    """Work on its way: the case, the step it comes to, since when, and the visit that sent it."""

    case: Numbers
    step: Numbers
    time: Floats
    sender: Numbers

    def at(self, here: Numbers | Flags) -> _Tokens:
        return _Tokens(self.case[here], self.step[here], self.time[here], self.sender[here])


class _Game:
    """The state of all cases."""

    def __init__(self, board: Board, draws: Draws, cases: int, recorder: Recorder | None) -> None:
        import numpy

        self.np = numpy
        self.board, self.draws, self.cases, self.recorder = board, draws, cases, recorder
        self.ways = numpy.random.default_rng(SEED)
        self.dice = numpy.random.default_rng(SEED + 1)
        self.last = numpy.zeros(cases)
        self.moves = numpy.zeros(cases, dtype=numpy.int64)
        waiting = cases * len(board.joins)
        self.held = numpy.full(waiting, -1.0)
        self.sender = numpy.full(waiting, -1)
        self.open = numpy.zeros(waiting if board.counted else 0, dtype=numpy.int64)
        self.strayed = numpy.zeros(0 if board.counted else waiting, dtype=bool)
        self.stuck = numpy.zeros(0 if board.counted else waiting, dtype=bool)
        self.circular = False

    def run(self) -> Played:
        """Move all work until none is left."""
        np = self.np
        case = np.arange(self.cases)
        drawn = np.searchsorted(self.board.start_ranks, self.ways.random(self.cases), side="right")
        tokens = _Tokens(case, self.board.starts[drawn], np.zeros(self.cases), np.full(self.cases, -1))
        while len(tokens.case):
            tokens = self._wait(self._move(tokens))
            if self._is_endless(tokens):
                return self._played(endless=True)
        return self._played()

    def _is_endless(self, tokens: _Tokens) -> bool:
        if self.board.counted:
            return False
        self.moves += self.np.bincount(tokens.case, minlength=self.cases)
        return bool(self.moves.max(initial=0) > MOVES_OF_A_CASE)

    def _played(self, endless: bool = False) -> Played:
        stuck = {}
        if len(self.stuck):
            shares = self.stuck.reshape(self.cases, -1).mean(axis=0)
            stuck = {int(join): float(shares[join]) for join in self.np.flatnonzero(shares)}
        history = self.recorder.history(self.cases) if self.recorder else None
        return Played(self.last, history, stuck, self.circular, endless)

    def _move(self, tokens: _Tokens) -> _Tokens:
        """Let every piece of work do its step and go on."""
        spent = self.draws.draw(tokens.step, self.dice)
        if self.recorder:
            tokens.sender = self.recorder.visit(
                tokens.case, tokens.step, tokens.time, spent, tokens.sender
            )
        tokens.time = tokens.time + spent
        steps = tokens.step
        tokens.step = self.board.onward[steps]
        if tokens.step.min() >= 0:
            return tokens
        choosing = self.np.flatnonzero(tokens.step == CHOOSES)
        if len(choosing):
            tokens.step[choosing] = self._choose(tokens.case[choosing], steps[choosing])
        if tokens.step.min() >= 0:
            return tokens
        self._end(tokens.at(tokens.step == ENDS))
        split = self.np.flatnonzero(tokens.step == SPLITS)
        going = tokens.at(tokens.step >= 0)
        return (
            self._together(going, self._split(tokens.at(split), steps[split])) if len(split) else going
        )

    def _choose(self, cases: Numbers, steps: Numbers) -> Numbers:
        rank = steps + self.ways.random(len(steps))
        flows = self.np.searchsorted(self.board.ranks, rank, side="right")
        for flow, joins in self.board.strays.items():
            gone = cases[flows == flow]
            for join in joins if len(gone) else ():
                self.strayed[gone * len(self.board.joins) + join] = True
        targets: Numbers = self.board.targets[flows]
        return targets

    def _end(self, tokens: _Tokens) -> None:
        self.np.maximum.at(self.last, tokens.case, tokens.time)
        if self.recorder:
            self.recorder.end(tokens.case, tokens.time, tokens.sender)

    def _split(self, tokens: _Tokens, steps: Numbers) -> _Tokens:
        """Start the branches; where none is, the case goes on at the join, or ends there."""
        np, board = self.np, self.board
        width = board.first[steps + 1] - board.first[steps]
        owner = np.repeat(np.arange(len(steps)), width)
        flows = np.arange(len(owner)) + np.repeat(board.first[steps] - np.cumsum(width) + width, width)
        started = np.flatnonzero(self.ways.random(len(owner)) < board.shares[flows])
        owner, flows = owner[started], flows[started]
        branches = tokens.at(owner)
        branches.step = board.targets[flows]
        count = np.bincount(owner, minlength=len(steps))
        self._expect(tokens.case, board.closes[steps], np.maximum(count, 1))
        idle = tokens.at(np.flatnonzero(count == 0))
        if not len(idle.case):
            return branches
        closes = board.closes[steps[count == 0]]
        self._end(idle.at(closes < 0))
        passed = idle.at(closes >= 0)
        passed.step = board.joins[closes[closes >= 0]]
        return self._together(branches, passed)

    def _expect(self, cases: Numbers, joins: Numbers, branches: Numbers) -> None:
        if self.board.counted:
            closed = joins >= 0
            self.open[cases[closed] * len(self.board.joins) + joins[closed]] = branches[closed]

    def _together(self, *parts: _Tokens) -> _Tokens:
        join = self.np.concatenate
        return _Tokens(
            join([part.case for part in parts]),
            join([part.step for part in parts]),
            join([part.time for part in parts]),
            join([part.sender for part in parts]),
        )

    def _wait(self, tokens: _Tokens) -> _Tokens:
        """Hold the work that comes to joins, and let go what need not wait any longer."""
        if not len(self.board.joins):
            return tokens
        joins = self.board.join_at[tokens.step]
        arrived = self.np.flatnonzero(joins >= 0)
        going = tokens
        keys = self.np.zeros(0, dtype=self.np.int64)
        if len(arrived):
            going, coming = tokens.at(joins < 0), tokens.at(arrived)
            keys = coming.case * len(self.board.joins) + joins[arrived]
            self._hold(keys, coming)
        free = self._counted(keys) if self.board.counted else self._stalled(going)
        return self._together(going, self._release(free)) if len(free) else going

    def _hold(self, keys: Numbers, coming: _Tokens) -> None:
        self.np.maximum.at(self.held, keys, coming.time)
        if self.recorder:
            slowest = self.held[keys] == coming.time
            self.sender[keys[slowest]] = coming.sender[slowest]
            self.recorder.arrive(keys, coming.sender)

    def _counted(self, keys: Numbers) -> Numbers:
        """Return the joins at which every started branch has arrived."""
        if not len(keys):
            return keys
        self.np.subtract.at(self.open, keys, 1)
        free: Numbers = self.np.unique(keys[self.open[keys] == 0])
        return free

    def _stalled(self, going: _Tokens) -> Numbers:
        """Return a join of each case whose work all waits, one that nothing else can still reach."""
        np, width = self.np, len(self.board.joins)
        waits = (self.held >= 0).reshape(self.cases, width)
        moving = np.bincount(going.case, minlength=self.cases) > 0
        cases: Numbers = np.flatnonzero(waits.any(axis=1) & ~moving)
        if not len(cases):
            return cases
        here = waits[cases]
        free = here & (here.astype(np.int64) @ self.board.leads.astype(np.int64) == 0)
        blocked = ~free.any(axis=1)
        self.circular = self.circular or bool(blocked.any())
        free[blocked] = here[blocked]
        keys: Numbers = cases * width + free.argmax(axis=1)
        self.stuck[keys] |= self.strayed[keys]
        self.strayed[keys] = False
        return keys

    def _release(self, keys: Numbers) -> _Tokens:
        width = len(self.board.joins)
        tokens = _Tokens(
            keys // width, self.board.joins[keys % width], self.held[keys], self.sender[keys]
        )
        if self.recorder:
            tokens.sender = self.recorder.leave(keys, tokens.case, tokens.time, tokens.sender)
        self.held[keys] = -1.0
        return tokens
