"""All pairs of steps of a portfolio that are the same work, or may be."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from procfit.matching.candidates import Pair, maybe_pairs, same_pairs
from procfit.matching.kinds import Work, works_of
from procfit.matching.stems import Wordings
from procfit.model.errors import UsageError
from procfit.model.faults import did_you_mean
from procfit.model.portfolio import Portfolio

if TYPE_CHECKING:
    import pandas

__all__ = ["Similar", "similar"]


@dataclass(frozen=True)
class Similar:
    """The pairs of steps that count as the same work, and those that a person should answer.

    Parameters
    ----------
    works
        The work that is compared.
    wordings
        The judge of same work, with the team's answers.
    maps
        Only pairs with an end in one of these maps; all where it is None.
    """

    works: tuple[Work, ...]
    wordings: Wordings
    maps: frozenset[str] | None = None

    def each_same(self) -> Iterator[Pair]:
        """Yield the pairs that count as the same work; they can be many where maps are alike."""
        return same_pairs(self.works, self.wordings, self.maps)

    @cached_property
    def same(self) -> tuple[Pair, ...]:
        """The pairs that count as the same work."""
        return tuple(self.each_same())

    @cached_property
    def maybe(self) -> tuple[Pair, ...]:
        """The pairs that a person should answer, likeliest first."""
        return tuple(maybe_pairs(self.works, self.wordings, self.maps))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs, likeliest first."""
        return (*self.same, *self.maybe)

    def to_dict(self) -> dict[str, Any]:
        """Return the pairs as JSON holds them."""
        return {"pairs": [asdict(pair) for pair in self.pairs]}

    def to_frame(self) -> pandas.DataFrame:
        """Return the pairs as a data frame, one row each."""
        import pandas

        columns = ["a", "b", "tier", "score", "why", "wordings"]
        rows = [[getattr(pair, column) for column in columns] for pair in self.pairs]
        return pandas.DataFrame(rows, columns=columns)


def similar(portfolio: Portfolio, maps: Collection[str] | None = None) -> Similar:
    """Return which steps of a portfolio, as it runs today, are the same work or may be.

    Parameters
    ----------
    portfolio
        All maps, with what the team answered.
    maps
        Only pairs with an end in one of these maps; all by default.

    Raises
    ------
    UsageError
        When there is no map of that name.
    """
    for name in maps or ():
        if name not in portfolio.maps:
            raise UsageError(f'there is no map "{name}"', did_you_mean(name, portfolio.maps))
    return Similar(
        works_of(portfolio.maps.values()),
        Wordings(portfolio.settings.language, portfolio.answers),
        None if maps is None else frozenset(maps),
    )
