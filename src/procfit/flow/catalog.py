"""Every figure of a map that people ask for, with its unit, its formula and which way is better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from procfit.flow.measured import LOWERING, Measures, Summed

__all__ = ["CATALOG", "FigureKind", "Unit"]

Unit = Literal["minutes", "money", "share", "count", "points", "points per hour"]


@dataclass(frozen=True)
class FigureKind:
    """A figure of one view of a map.

    Attributes
    ----------
    name
        As JSON and ``--explain`` call it.
    label
        As people call it.
    better
        Whether less or more of it is better for the customer or the business; empty where it depends.
    formula
        How it is made, in one line.
    get
        Returns it; None = not assessed.
    sums
        The sums it is made of, which make it a lower bound where they are.
    ratio_of
        The sums it divides; where one lacks a part the ratio is that of the known parts.
    """

    name: str
    label: str
    unit: Unit
    better: Literal["less", "more", ""]
    formula: str
    get: Callable[[Measures], float | None]
    sums: tuple[Summed, ...] = ()
    ratio_of: tuple[Summed, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The fields of steps that it needs."""
        return frozenset[str]().union(*(LOWERING[each] for each in (*self.sums, *self.ratio_of)))

    def is_partial(self, measures: Measures) -> bool:
        """Tell whether it is the ratio of the known parts alone, which may be too high or too low."""
        return any(measures.is_lower(each) for each in self.ratio_of)

    def is_lower(self, measures: Measures) -> bool:
        """Tell whether the figure lacks a part, so that it is a lower bound."""
        return any(measures.is_lower(each) for each in self.sums)


_KINDS = (
    FigureKind(
        "lead_time", "Lead time", "minutes", "less",
        "critical path: times each step holds up the end × (work + wait)",
        lambda measures: measures.lead_time.mean, ("lead_time",),
    ),
    FigureKind(
        "lead_time_p50", "half done within", "minutes", "less", "median of simulated cases",
        lambda measures: measures.lead_time.p50, ("lead_time",),
    ),
    FigureKind(
        "lead_time_p90", "nine of ten within", "minutes", "less", "ninth decile of simulated cases",
        lambda measures: measures.lead_time.p90, ("lead_time",),
    ),
    FigureKind(
        "touch_time", "Work", "minutes", "less", "visits × work, parallel work added up",
        lambda measures: measures.touch_time, ("touch_time",),
    ),
    FigureKind(
        "flow_efficiency", "Flow efficiency", "share", "more", "lead time with every wait zero ÷ lead time",
        lambda measures: measures.flow_efficiency, ratio_of=("lead_time",),
    ),
    FigureKind(
        "value_adding_ratio", "Work that adds value", "share", "more",
        'work of steps with adds = "customer" ÷ work',
        lambda measures: measures.value_adding_ratio, ratio_of=("touch_time", "adds"),
    ),
    FigureKind(
        "cost", "Cost", "money", "less", "visits × (work × rate + cost)",
        lambda measures: measures.cost, ("cost",),
    ),
    FigureKind(
        "value", "Customer value", "points", "more", "chance to reach the step × value",
        lambda measures: measures.value, ("value",),
    ),
    FigureKind(
        "value_per_hour", "Value per hour", "points per hour", "more", "customer value ÷ lead time",
        lambda measures: measures.value_per_hour, ratio_of=("value", "lead_time"),
    ),
    FigureKind(
        "contacts", "Contacts", "count", "", "visits of steps with a channel or questions",
        lambda measures: measures.contacts,
    ),
    FigureKind(
        "faces", "Teams met", "count", "less", "chance to meet each lane",
        lambda measures: measures.faces,
    ),
    FigureKind(
        "channel_switches", "Channel switches", "count", "less",
        "contacts in another channel than the one before",
        lambda measures: measures.channel_switches,
    ),
    FigureKind(
        "items_asked", "Items asked", "count", "less", "visits × items asked for",
        lambda measures: measures.items_asked,
    ),
    FigureKind(
        "repeat_asks", "Items asked again", "count", "less",
        "visits at which another step has given the item before",
        lambda measures: measures.repeat_asks,
    ),
    FigureKind(
        "waiting_between_contacts", "Waiting between contacts", "minutes", "less",
        "minutes after one contact and before the next",
        lambda measures: measures.waiting_between_contacts.mean, ("lead_time",),
    ),
    FigureKind(
        "effort", "Customer's effort", "points", "less", "visits × effort",
        lambda measures: measures.effort, ("effort",),
    ),
    FigureKind(
        "hand_offs", "Hand-offs", "count", "less", "passages from lane to lane, customers aside",
        lambda measures: measures.hand_offs,
    ),
    FigureKind(
        "department_crossings", "Department crossings", "count", "less",
        "hand-offs to another department",
        lambda measures: measures.department_crossings,
    ),
    FigureKind(
        "systems", "Systems touched", "count", "less", "chance to touch each system",
        lambda measures: measures.systems,
    ),
    FigureKind(
        "work_in_progress", "Cases in progress", "count", "less",
        "cases a month × lead time ÷ working time of a month (Little's law)",
        lambda measures: measures.work_in_progress, ("lead_time",),
    ),
    FigureKind(
        "cost_per_month", "Cost a month", "money", "less", "cases a month × cost",
        lambda measures: measures.per_month.cost, ("cost",),
    ),
)  # fmt: skip

CATALOG: dict[str, FigureKind] = {kind.name: kind for kind in _KINDS}
"""The figures by name, in the order in which they are shown."""
