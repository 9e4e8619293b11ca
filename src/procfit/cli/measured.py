"""The measures that the command line prints: maps by view, with and without a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from procfit.flow.difference import Difference, differences
from procfit.flow.measure import measure
from procfit.flow.totals import MonthlyTotals, monthly_totals
from procfit.model.portfolio import Portfolio
from procfit.model.process import View
from procfit.model.text import visible

if TYPE_CHECKING:
    from procfit.flow.measure import Measures

__all__ = ["Column", "Measured", "measured"]


@dataclass(frozen=True, slots=True)
class Column:
    """One way to look at the maps: a view, of the maps as they are or of the scenario."""

    title: str
    view: View
    portfolio: Portfolio


@dataclass(frozen=True)
class Measured:
    """What was asked for, measured.

    Attributes
    ----------
    columns
        What stands side by side: one view, or two with their difference.
    maps
        Per map its measures in the order of the columns.
    changed
        Whether the last column, or all of them, are those of a scenario.
    """

    columns: tuple[Column, ...]
    maps: Mapping[str, tuple[Measures, ...]]
    changed: bool

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return visible(self.columns[0].portfolio.settings.currency)

    @cached_property
    def totals(self) -> tuple[MonthlyTotals, ...]:
        """The totals of a month, in the order of the columns."""
        return tuple(
            monthly_totals(
                column.portfolio, column.view, {name: column.portfolio.maps[name] for name in self.maps}
            )
            for column in self.columns
        )

    def differences(self, name: str) -> dict[str, Difference]:
        """Return what the last column of a map has more than the first."""
        return differences(self.maps[name][0], self.maps[name][-1])

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``measure`` by map and view; one view of a scenario has its ``base``."""
        shown = [
            (number, column)
            for number, column in enumerate(self.columns)
            if not self.changed or column.portfolio is self.columns[-1].portfolio
        ]
        document: dict[str, Any] = {
            "maps": {name: self._views(name, shown) for name in self.maps},
            "portfolio": {column.view: self.totals[number].to_dict() for number, column in shown},
        }
        if len(self.columns) > 1:
            document["difference"] = {
                name: {figure: asdict(each) for figure, each in self.differences(name).items()}
                for name in self.maps
            }
        base = [pair for pair in enumerate(self.columns) if pair not in shown]
        if base:
            document["base"] = {name: self._views(name, base) for name in self.maps}
        return document

    def _views(self, name: str, columns: Sequence[tuple[int, Column]]) -> dict[str, Any]:
        return {column.view: self.maps[name][number].to_dict() for number, column in columns}


def measured(
    portfolio: Portfolio,
    changed: Portfolio | None,
    names: Sequence[str],
    views: Sequence[View],
    *,
    quantiles: bool,
) -> Measured:
    """Return the measures of some maps.

    Parameters
    ----------
    portfolio
        The maps as they are.
    changed
        The maps of a scenario; with one view it stands beside the maps as they are.
    names
        The maps asked for.
    views
        The views asked for.
    quantiles
        Whether the spread of the lead time is wanted, which has to be simulated.
    """
    columns = [Column(view, view, changed or portfolio) for view in views]
    if changed is not None and len(views) == 1:
        columns = [
            Column(views[0], views[0], portfolio),
            Column(f"{views[0]}, changed", views[0], changed),
        ]
    elif changed is not None:
        columns = [Column(f"{view}, changed", view, changed) for view in views]
    maps = {
        name: tuple(
            measure(column.portfolio.maps[name], column.portfolio, column.view, quantiles=quantiles)
            for column in columns
        )
        for name in names
    }
    return Measured(tuple(columns), maps, changed is not None)
