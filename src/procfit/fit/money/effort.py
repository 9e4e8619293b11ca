"""What closing a vendor's gaps takes: days per needed capability, by the code of its answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from procfit.fit.answers import is_silent
from procfit.model.portfolio import Portfolio
from procfit.model.process import View
from procfit.model.vendor import SILENCES, Answer, Evaluation, Range

__all__ = ["Gap", "GapEffort", "days_of", "gap_effort", "needed_by", "total"]

NO_DAYS: Range = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Gap:
    """One needed capability with the days it takes to close what its answer leaves open.

    `days` is None where the scale does not say what the code takes; `steps` are the steps that need it,
    as ``map#step``. Where the vendor closes it for a price, it is `priced` and takes no days.
    """

    answer: Answer
    days: Range | None
    steps: tuple[str, ...]
    priced: bool = False

    @property
    def capability(self) -> str:
        """The capability."""
        return self.answer.capability


@dataclass(frozen=True)
class GapEffort:
    """The gaps of one vendor, the widest first."""

    gaps: tuple[Gap, ...]

    @cached_property
    def days(self) -> Range:
        """Least, usual and most days of all gaps together, as far as they are known."""
        return total(gap.days for gap in self.gaps if gap.days is not None)

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes that the scale gives no effort for."""
        return tuple(dict.fromkeys(gap.answer.code for gap in self.gaps if gap.days is None))

    @property
    def silent(self) -> tuple[Gap, ...]:
        """The gaps that nothing was answered for."""
        return tuple(gap for gap in self.gaps if is_silent(gap.answer) and not gap.priced)


def total(ranges: Iterable[Range]) -> Range:
    """Return the sum of ranges.

    Examples
    --------
    >>> total([(1, 2, 3), (10, 20, 30)])
    (11.0, 22.0, 33.0)
    """
    columns = list(zip(*ranges, strict=True)) or [(), (), ()]
    least, usual, most = (fsum(column) for column in columns)
    return least, usual, most


def needed_by(portfolio: Portfolio, evaluation: Evaluation, view: View) -> dict[str, tuple[str, ...]]:
    """Return the capabilities that steps of a view need, each with those steps as ``map#step``."""
    found: dict[str, list[str]] = {}
    for process in portfolio.maps.values():
        for step in process.view(view).steps:
            for need in dict.fromkeys(need.capability for need in step.needs):
                found.setdefault(need, []).append(f"{process.id}#{step.id}")
    known = set(portfolio.capabilities) - set(evaluation.not_applicable)
    return {name: tuple(steps) for name, steps in found.items() if name in known}


def gap_effort(
    answers: Mapping[str, Answer],
    needed: Mapping[str, tuple[str, ...]],
    evaluation: Evaluation,
    priced: Collection[str] = (),
) -> GapEffort:
    """Return what it takes to close the gaps of a vendor.

    Parameters
    ----------
    answers
        The vendor's answers by capability.
    needed
        The capabilities that count, with the steps that need them.
    evaluation
        The scale with the days of each code.
    priced
        The capabilities that the vendor closes for a price of their own, so that they are not charged twice.
    """
    gaps = [
        Gap(answers[name], NO_DAYS, steps, priced=True)
        if name in priced
        else Gap(answers[name], days_of(answers[name], evaluation), steps)
        for name, steps in needed.items()
    ]
    ordered = sorted(gaps, key=lambda gap: (-(gap.days or (0, 0, 0))[1], gap.capability))
    return GapEffort(tuple(ordered))


def days_of(answer: Answer, evaluation: Evaluation) -> Range | None:
    """Return the days that an answer leaves to do; None where the scale does not say.

    Of several evaluators the least and the most count, and the mean of what is usual. A silence may take
    anything from the least to the most of the whole scale, and usually what is halfway between the easiest
    and the hardest code: who says nothing must not come out cheaper than who says "no".
    """
    codes = tuple(answer.evaluators.values()) if answer.used == "evaluators" else (answer.code,)
    found = [_days(code, evaluation) for code in codes]
    known = [days for days in found if days is not None]
    if len(known) < len(found):
        return None
    least, usual, most = zip(*known, strict=True)
    return min(least), fsum(usual) / len(usual), max(most)


def _days(code: str, evaluation: Evaluation) -> Range | None:
    if code not in SILENCES:
        return evaluation.codes[code].effort_days if code in evaluation.codes else None
    known = [each.effort_days for each in evaluation.codes.values() if each.effort_days is not None]
    if not known:
        return None
    least, usual, most = zip(*known, strict=True)
    return min(least), (min(usual) + max(usual)) / 2, max(most)
