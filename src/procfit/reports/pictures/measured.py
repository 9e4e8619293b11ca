"""Figures for pictures: of a case, of a change, and of the customer's way through a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from procfit.compare.meaning import STEP_FIELDS, References, differing
from procfit.compare.wording import field_lines
from procfit.diagrams.journey_strips import Touch, Way
from procfit.diagrams.panels import Figured
from procfit.diagrams.styles.change import ChangeFacts
from procfit.diagrams.styles.journey import JourneyFacts
from procfit.diagrams.styles.value import ValueFacts
from procfit.flow.catalog import CATALOG
from procfit.flow.difference import differences
from procfit.flow.figure_text import change, figure
from procfit.flow.journey import is_contact
from procfit.flow.journeys import PathTold
from procfit.flow.measure import Measures, measure
from procfit.model import sayings
from procfit.model.process import ProcessMap, Step, View
from procfit.reports.pictures.around import Around

__all__ = ["change_facts", "journey_facts", "value_facts"]

_VALUE = ("lead_time", "touch_time", "flow_efficiency", "value", "value_per_hour", "value_adding_ratio")
_CHANGE = ("lead_time", "touch_time", "cost", "value", "contacts", "hand_offs", "repeat_asks", "effort")
_UNTOLD = frozenset({"id", "name", "disposition", "to_be", "source", "tags", "description", "reason"})
NOT_ASSESSED = "not assessed"
_WAYS = {"typical": "The likeliest way", "longest": "The longest way"}
MOST_CONTACTS = 48
"""A longer way is left out of the picture."""


def value_facts(process: ProcessMap, view: View, around: Around) -> ValueFacts:
    """Return the figures of a case."""
    measures = measure(process, around.portfolio, view)
    return ValueFacts(tuple(_figures(_VALUE, measures, around)))


def _figures(names: Sequence[str], measures: Measures, around: Around) -> Iterator[Figured]:
    currency = around.portfolio.settings.currency
    for name in names:
        kind = CATALOG[name]
        yield Figured(kind.label, _told(figure(kind, measures, currency)))


def _told(said: str) -> str:
    return NOT_ASSESSED if said == sayings.UNKNOWN else said.replace("  ", ", ")


def change_facts(process: ProcessMap, view: View, around: Around) -> ChangeFacts:
    """Return what the planned change does to a case and to each step; `view` does not matter."""
    del view
    today, planned = (measure(process, around.portfolio, each) for each in ("as-is", "to-be"))
    currency = around.portfolio.settings.currency
    told = differences(today, planned)
    figures = []
    for name in _CHANGE:
        kind = CATALOG[name]
        before, after = (_told(figure(kind, each, currency)) for each in (today, planned))
        figures.append(Figured(kind.label, before, after, _told(change(kind, told[name], currency))))
    return ChangeFacts(tuple(figures), dict(_changed(process, around)), _summary(figures))


def _summary(figures: Sequence[Figured]) -> str:
    """Return what gets better, worse, and what cannot be told."""
    better, worse, untold = (
        [each.name.lower() for each in figures if each.difference.endswith(word)]
        for word in ("better", "worse", NOT_ASSESSED)
    )
    parts = [f"Better: {', '.join(better) or 'nothing that is assessed'}"]
    parts.append(f"worse: {', '.join(worse) or 'nothing that is assessed'}")
    return "; ".join([*parts, *([f"not assessed: {', '.join(untold)}"] if untold else [])]) + "."


def _changed(process: ProcessMap, around: Around) -> Iterator[tuple[str, tuple[str, ...]]]:
    same = {step.id: step.id for step in process.steps}
    said = References(same, {lane.id: lane.id for lane in process.lanes}).said
    lanes = {lane.id: lane.label for lane in process.lanes}
    names = tuple(name for name in STEP_FIELDS if name not in _UNTOLD)

    def name_of(field: str, name: str, side: int) -> str:
        del side
        if field == "lane":
            return lanes.get(name, name)
        capability = around.portfolio.capabilities.get(name) if field == "needs" else None
        return capability.name if capability else name

    for step, planned in zip(process.steps, process.planned, strict=True):
        if step.disposition == "discard":
            reason = (f"reason: {step.reason}",) if step.reason else ()
            yield step.id, (f"{_times(step)} fall away", *reason)
        elif step.disposition == "add":
            yield step.id, tuple(_new(step))
        else:
            fields = differing(step, planned, names, said)
            yield step.id, tuple(field_lines(fields, name_of)) or (_unsaid(step),)


def _unsaid(step: Step) -> str:
    return "other ways on" if "next" in step.to_be else f"what changes: {NOT_ASSESSED}"


def _times(step: Step) -> str:
    return f"work {sayings.duration(step.work)}, wait {sayings.duration(step.wait)}"


def _new(step: Step) -> Iterator[str]:
    value = f"{step.value} of 5" if step.value is not None else NOT_ASSESSED
    yield f"value {value}, {_times(step)}"
    if step.benefit:
        yield step.benefit


def _is_served(process: ProcessMap, step: str) -> bool:
    lane = process.lane_of(process.step(step))
    return lane is None or lane.kind != "customer"


def journey_facts(process: ProcessMap, view: View, around: Around) -> JourneyFacts:
    """Return the contacts on the likeliest way, and on the longest one where these are others."""
    measures = measure(process, around.portfolio, view)
    if not measures.is_known:
        return JourneyFacts()
    ways: list[Way] = []
    for kind, name in _WAYS.items():
        told = measures.paths.get(kind)
        if told is None or len(told.journey.contacts) > MOST_CONTACTS:
            continue
        way = _way(name, told, measures)
        if [touch.step for touch in way.contacts] not in _steps_of(ways):
            ways.append(way)
    met = {step for steps in _steps_of(ways) for step in steps}
    others = (step.id for step in measures.process.steps if is_contact(step) and step.id not in met)
    return JourneyFacts(tuple(ways), tuple(others))


def _steps_of(ways: Sequence[Way]) -> list[list[str]]:
    return [[touch.step for touch in way.contacts] for way in ways]


def _way(name: str, told: PathTold, measures: Measures) -> Way:
    contacts = tuple(
        Touch(
            each.step,
            each.begin,
            each.end,
            each.waited,
            each.asks,
            each.asks_again,
            each.lane,
            _is_served(measures.process, each.step),
        )
        for each in told.journey.contacts
    )
    chance = f"{sayings.percent(told.path.chance)} of cases go exactly so"
    return Way(f"{name} ({chance})", contacts, told.path.minutes, measures.is_lower("lead_time"))
