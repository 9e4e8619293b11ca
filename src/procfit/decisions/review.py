"""The review of a portfolio: how far it is, what is left to decide, and what follows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from procfit.decisions.gained import Gained, gained
from procfit.decisions.progress import (
    Count,
    ProcessProgress,
    findings_of,
    is_decided,
    progress_of,
    steps_of,
)
from procfit.decisions.remaining import Remaining, remaining_of
from procfit.decisions.requirements import Requirement, requirements_of
from procfit.fit.weights import weigh
from procfit.model.finding import Finding
from procfit.model.portfolio import Portfolio
from procfit.model.vendor import Evaluation
from procfit.rules.engine import check
from procfit.rules.overlap import Together, together

if TYPE_CHECKING:
    import pandas

__all__ = ["Review", "review"]


@dataclass(frozen=True)
class Review:
    """What a team has decided of its portfolio.

    Attributes
    ----------
    progress
        Each process, in the order of the portfolio.
    processes, steps, findings
        How many are decided in all.
    remaining
        What is left, what matters most first.
    requirements
        What the planned steps need, the heaviest first.
    found
        The findings that were counted.
    gained
        What the decisions taken so far change together.
    together
        What the suggestions of the open findings would save together.
    """

    progress: tuple[ProcessProgress, ...]
    processes: Count
    steps: Count
    findings: Count
    remaining: tuple[Remaining, ...]
    requirements: tuple[Requirement, ...]
    found: tuple[Finding, ...]
    gained: Gained
    together: Together

    def to_frame(self) -> pandas.DataFrame:
        """Return the processes as a data frame, one row each."""
        import pandas

        rows = [asdict(line) for line in self.progress]
        for row in rows:
            for name in ("steps", "findings"):
                count = row.pop(name)
                row |= {f"{name}_decided": count["decided"], name: count["total"]}
        return pandas.DataFrame(rows)


def review(portfolio: Portfolio, evaluation: Evaluation) -> Review:
    """Return the review of all maps of a portfolio.

    Parameters
    ----------
    portfolio
        The maps and what the team knows around them.
    evaluation
        How capabilities are weighed.
    """
    maps = portfolio.maps
    found = check(portfolio).findings
    counts = [steps_of(process) for process in maps.values()]
    return Review(
        tuple(
            progress_of(process, [each for each in found if each.process == name], maps)
            for name, process in maps.items()
        ),
        Count.of(process.disposition is not None for process in maps.values()),
        Count(sum(count.decided for count in counts), sum(count.total for count in counts)),
        findings_of(found, maps),
        remaining_of(maps, found),
        requirements_of(portfolio, weigh(portfolio, evaluation)),
        found,
        gained(portfolio),
        together(portfolio, [each for each in found if not is_decided(each, maps)]),
    )
