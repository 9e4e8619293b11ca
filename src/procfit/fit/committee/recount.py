"""The scores of the vendors as one evaluator sees them, and as they are without some of them.

The same as scoring every answer anew, but over arrays, so that a large committee need not wait.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.answers import is_silent, utility_range
from procfit.fit.committee.opinions import Opinions
from procfit.fit.score import Score
from procfit.model.vendor import Answer

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]
    Marks = NDArray[numpy.bool_]

__all__ = ["Recount", "recount"]


@dataclass(frozen=True, eq=False)
class Recount:
    """What was answered and scored, as arrays.

    Attributes
    ----------
    vendors, weights
        The vendors, and the weight of each capability.
    counts
        How much each evaluator counts.
    given
        Least, usual and most of evaluators × vendors × capabilities; NaN where nothing was written.
    scored
        Where what was written is a score.
    now, before
        Least, usual and most of vendors × capabilities: as they count, and without any evaluator.
    open_now, open_before
        Where that is a silence.
    together
        Where it is the evaluators' scores that count.
    """

    vendors: tuple[str, ...]
    weights: Matrix
    counts: Matrix
    given: Matrix
    scored: Marks
    now: Matrix
    before: Matrix
    open_now: Marks
    open_before: Marks
    together: Marks

    def own(self, place: int) -> dict[str, Score]:
        """Return the scores as one evaluator sees them: own answers, else what counts without anybody's."""
        import numpy

        mine = self.scored[place]
        spans = numpy.where(mine[..., None], self.given[place], self.before)
        return self._scores(spans, self.open_before & ~mine)

    def without(self, out: Collection[int]) -> dict[str, Score]:
        """Return the scores when some evaluators are left out."""
        import numpy

        kept = [place for place in range(len(self.counts)) if place not in out]
        spans, silent = self.before, self.open_before
        if kept:
            low, mid, high = numpy.moveaxis(self.given[kept], -1, 0)
            there = ~numpy.isnan(mid)
            counts = there * self.counts[kept][:, None, None]
            whole = counts.sum(axis=0)
            mean = (numpy.where(there, mid, 0.0) * counts).sum(axis=0) / numpy.where(whole, whole, 1.0)
            worst = numpy.where(there, mid, numpy.inf).argmin(axis=0)
            open_worst = numpy.take_along_axis(there & ~self.scored[kept], worst[None], axis=0)[0]
            least = numpy.where(there, low, numpy.inf).min(axis=0)
            most = numpy.where(there, high, -numpy.inf).max(axis=0)
            found = numpy.stack([least, mean, most], axis=-1)
            spans = numpy.where((whole > 0)[..., None], found, spans)
            silent = numpy.where(whole > 0, open_worst, silent)
        spans = numpy.where(self.together[..., None], spans, self.now)
        return self._scores(spans, numpy.where(self.together, silent, self.open_now))

    def _scores(self, spans: Matrix, silent: Marks) -> dict[str, Score]:
        low, mid, high = (spans[:, :, number] @ self.weights for number in range(3))
        said = (spans[:, :, 1] * ~silent) @ self.weights
        columns = (each.tolist() for each in (low, mid, high, said))
        return {
            name: Score(*points)
            for name, points in zip(self.vendors, zip(*columns, strict=True), strict=True)
        }


def recount(opinions: Opinions, answers: Mapping[str, Mapping[str, Answer]]) -> Recount:
    """Return what was answered and scored as arrays; `answers` are those that count."""
    import numpy

    capabilities = list(opinions.shares)
    rows = {name: place for place, name in enumerate(answers)}
    columns = {name: place for place, name in enumerate(capabilities)}
    shape = (len(opinions.scores), len(rows), len(columns))
    given, scored = numpy.full((*shape, 3), numpy.nan), numpy.zeros(shape, dtype=bool)
    for place, file in enumerate(opinions.scores.values()):
        for vendor, own in file.scores.items():
            for capability, settled in own.items():
                if vendor in rows and capability in columns:
                    cell = place, rows[vendor], columns[capability]
                    given[cell] = utility_range(settled.code, settled.evidence, opinions.evaluation)
                    scored[cell] = opinions.is_score(settled)
    now, open_now = _spans(answers, list(rows), capabilities)
    before, open_before = _spans(opinions.without, list(rows), capabilities)
    together = [[answers[row][name].used == "evaluators" for name in capabilities] for row in rows]
    return Recount(
        tuple(rows),
        numpy.array(list(opinions.shares.values()), dtype=float),
        numpy.array([opinions.evaluation.counts(name) for name in opinions.scores], dtype=float),
        given,
        scored,
        now,
        before,
        open_now,
        open_before,
        numpy.array(together, dtype=bool).reshape(shape[1:]),
    )


def _spans(
    answers: Mapping[str, Mapping[str, Answer]], vendors: Sequence[str], capabilities: Sequence[str]
) -> tuple[Matrix, Marks]:
    """Return least, usual and most of vendors × capabilities, and where nothing was answered."""
    import numpy

    shape = (len(vendors), len(capabilities))
    cells = [answers[vendor][name] for vendor in vendors for name in capabilities]
    spans = numpy.array([(each.low, each.mid, each.high) for each in cells], dtype=float)
    silent = numpy.array([is_silent(each) for each in cells], dtype=bool)
    return spans.reshape(*shape, 3), silent.reshape(shape)
