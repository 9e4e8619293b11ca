"""The weights and answers of a fit as arrays, which everything that tries many weights or answers shares.

A weight is made in two stages: process weights, and the shares of steps inside each process; within a step
the capabilities it needs share its part. For `m` vendors, `n` capabilities, `s` steps and `k` needs::

    weights[c] = Σ over the needs of c of process_weights[p] × step_shares[s] × need_shares
    score[v]   = mid[v] @ weights = by_step(mid)[v] @ step_weights

The second form is why a change of weights is cheap: `by_step` once, then every other set of process
weights and step shares costs `s` multiplications per vendor, however many capabilities there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.contributions import Contribution
from procfit.model.vendor import Answer

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]
    Numbers = NDArray[numpy.intp]

__all__ = ["FitArrays", "arrays_of"]

AT_A_TIME = 64


@dataclass(frozen=True, slots=True, eq=False)
class FitArrays:
    """What vendors answered and what it weighs; all arrays are to be read only.

    Attributes
    ----------
    vendors, capabilities
        What the rows and columns of `low`, `mid` and `high` stand for. Capabilities without weight are
        left out; those that are there are sorted by name, so that a change of weights moves none.
    weights
        The weight of each capability; they sum to 1.
    low, mid, high
        Least, usual and most utility, a row per vendor and a column per capability.
    processes, process_weights
        The processes with their weights, which sum to 1. What was set by hand and no step supports stands
        under a process without a name, each capability as a step of its own.
    steps, step_process, step_shares
        Process and step name of each step, the number of its process, and its share in the process (they
        sum to 1 in each). The steps of a process stand together.
    need_step, need_capability, need_shares
        Each need as the number of its step, the number of its capability and its share in the step (they
        sum to 1 in each). The needs of a step stand together.
    """

    vendors: tuple[str, ...]
    capabilities: tuple[str, ...]
    weights: Floats
    low: Floats
    mid: Floats
    high: Floats
    processes: tuple[str, ...]
    process_weights: Floats
    steps: tuple[tuple[str, str], ...]
    step_process: Numbers
    step_shares: Floats
    need_step: Numbers
    need_capability: Numbers
    need_shares: Floats

    @property
    def step_weights(self) -> Floats:
        """The weight of each step; they sum to 1."""
        found: Floats = self.process_weights[self.step_process] * self.step_shares
        return found

    def by_step(self, values: Floats) -> Floats:
        """Return what values per capability (last axis) come to in each step: the mean by need."""
        return _sums(values[..., self.need_capability] * self.need_shares, self.need_step)

    def by_process(self, values: Floats) -> Floats:
        """Return what values per capability (last axis) come to in each process: the mean by step."""
        return _sums(self.by_step(values) * self.step_shares, self.step_process)

    def process_sums(self, step_weights: Floats) -> Floats:
        """Return the weight that weights of the steps (last axis) give to each process."""
        return _sums(step_weights, self.step_process)

    def capability_weights(self, step_weights: Floats, out: Floats | None = None) -> Floats:
        """Return the capability weights that weights of the steps (last axis) make.

        With `out` they are written into that array.
        """
        import numpy

        steps_first = numpy.moveaxis(step_weights, -1, 0)
        shape = (*step_weights.shape[:-1], len(self.capabilities))
        found = numpy.empty(shape) if out is None else out
        found[:] = 0
        capabilities_first = numpy.moveaxis(found, -1, 0)
        for needs in self._rounds():
            parts = steps_first[self.need_step[needs]].T * self.need_shares[needs]
            capabilities_first[self.need_capability[needs]] += parts.T
        return found

    def _rounds(self) -> Iterator[Numbers]:
        """Yield the first need of every capability, then the second and so on, some at a time.

        No two of a round go to one capability, and some at a time need little memory.
        """
        import numpy

        order = numpy.argsort(self.need_capability, kind="stable")
        starts = numpy.searchsorted(self.need_capability[order], self.need_capability[order])
        turn = numpy.arange(len(order)) - starts
        for number in range(int(turn.max(initial=-1)) + 1):
            those = order[turn == number]
            for start in range(0, len(those), AT_A_TIME):
                yield those[start : start + AT_A_TIME]


def arrays_of(
    contributions: Collection[Contribution],
    answers: Mapping[str, Mapping[str, Answer]],
    vendors: Sequence[str],
) -> FitArrays:
    """Return weights and answers as arrays.

    Parameters
    ----------
    contributions
        What each step gives to the weights, overrides included.
    answers
        Vendor to capability to answer.
    vendors
        The vendors to take, in order.

    Examples
    --------
    >>> half = [Contribution("p", "s", name, 1.0, 1.0, 0.5, 0.5) for name in ("a", "b")]
    >>> said = {"x": {name: Answer("x", name, "", 0.0, 0.4, 1.0, "") for name in ("a", "b")}}
    >>> arrays = arrays_of(half, said, ["x"])
    >>> arrays.mid @ arrays.weights, arrays.by_step(arrays.mid).tolist()
    (array([0.4]), [[0.4]])
    """
    import numpy

    needs = _needs(contributions)
    capabilities = sorted({capability for _, _, capability in needs})
    steps = list(dict.fromkeys((process, step) for process, step, _ in needs))
    processes = list(dict.fromkeys(process for process, _ in steps))
    column = {name: number for number, name in enumerate(capabilities)}
    row = {step: number for number, step in enumerate(steps)}
    place = {name: number for number, name in enumerate(processes)}
    need_step = numpy.array([row[process, step] for process, step, _ in needs], dtype=numpy.intp)
    need_capability = numpy.array([column[name] for _, _, name in needs], dtype=numpy.intp)
    step_process = numpy.array([place[process] for process, _ in steps], dtype=numpy.intp)
    parts = numpy.array(list(needs.values()), dtype=float)
    held_by_step = _sums(parts, need_step)
    held_by_process = _sums(held_by_step, step_process)
    spans = numpy.array(
        [[_span(answers[vendor][name]) for name in capabilities] for vendor in vendors], dtype=float
    ).reshape(len(vendors), len(capabilities), 3)
    low, mid, high = (numpy.ascontiguousarray(spans[:, :, number]) for number in range(3))
    return FitArrays(
        tuple(vendors),
        tuple(capabilities),
        numpy.bincount(need_capability, parts, len(capabilities)).astype(float),
        low,
        mid,
        high,
        tuple(processes),
        held_by_process,
        tuple(steps),
        step_process,
        held_by_step / held_by_process[step_process],
        need_step,
        need_capability,
        parts / held_by_step[need_step],
    )


def _needs(contributions: Collection[Contribution]) -> dict[tuple[str, str, str], float]:
    """Return the weight by process, step and capability, what belongs together side by side."""
    grouped: dict[str, dict[str, dict[str, float]]] = {}
    for part in contributions:
        if part.weight > 0:
            # An override that no step supports stands for itself.
            step = part.step or part.capability
            own = grouped.setdefault(part.process, {}).setdefault(step, {})
            own[part.capability] = own.get(part.capability, 0.0) + part.weight
    return {
        (process, step, capability): weight
        for process, steps in grouped.items()
        for step, needs in steps.items()
        for capability, weight in needs.items()
    }


def _span(answer: Answer) -> tuple[float, float, float]:
    return answer.low, answer.mid, answer.high


def _sums(values: Floats, group: Numbers) -> Floats:
    """Return the sums of the last axis by group; a group stands together and none is empty."""
    import numpy

    if not len(group):
        return numpy.zeros(values.shape)
    starts = numpy.flatnonzero(numpy.diff(group, prepend=-1))
    found: Floats = numpy.add.reduceat(values, starts, axis=-1)
    return found
