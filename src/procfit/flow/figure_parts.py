"""The parts that each figure of the catalog is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from procfit.flow.catalog import Unit
from procfit.flow.explain_step import step_parts
from procfit.flow.journey import (
    channel_switches,
    department_of,
    faces,
    is_contact,
    passes_on,
    repeat_asks,
    systems,
)
from procfit.flow.measured import Measures
from procfit.flow.parts import Part, source_of
from procfit.flow.simulation import simulated
from procfit.flow.waiting import waiting_parts
from procfit.model import sayings
from procfit.model.process import Step

__all__ = ["PARTS", "RATIOS"]


def _contributions(
    measures: Measures, amounts: Mapping[str, float], how: Callable[[Step], str]
) -> Iterator[Part]:
    """Yield a part for each step that adds something."""
    for name, amount in amounts.items():
        step = measures.process.step(name)
        if amount:
            yield Part(step.name, amount, how(step), (name,), source_of(step))


def _lead_time(measures: Measures) -> Iterator[Part]:
    for each in measures.critical_path:
        step = measures.process.step(each.step)
        if not each.minutes:
            continue
        called = f', map "{step.call}" included' if step.call else ""
        minutes = sayings.minutes(each.minutes / each.passes)
        how = f"{sayings.decimal(each.passes, 2)} × {minutes}{called}, {sayings.percent(each.share)}"
        yield Part(step.name, each.minutes, how, (each.step,), source_of(step))


def _quantiles(measures: Measures) -> Iterator[Part]:
    import numpy

    drawn = simulated(measures.figures) if measures.lead_time.p50 is not None else None
    if drawn is not None:
        for percent in (10, 25, 50, 75, 90):
            minutes = float(numpy.quantile(drawn.minutes, percent / 100))
            yield Part(f"{percent} % of cases within", minutes, "")


def _of_steps(name: str) -> Callable[[Measures], Iterator[Part]]:
    """Return what yields the parts of a sum over all steps."""

    def parts(measures: Measures) -> Iterator[Part]:
        amounts = {step: getattr(each, name) or 0.0 for step, each in measures.steps.items()}
        yield from _contributions(
            measures, amounts, lambda step: _product(step_parts(measures.figures, step.id, name))
        )

    return parts


def _product(parts: Iterable[Part]) -> str:
    return "; ".join(part.how for part in parts if part.how)


def _ratio(above: str, over: str) -> Callable[[Measures], Iterator[Part]]:
    def parts(measures: Measures) -> Iterator[Part]:
        split = measures.time_split
        values: dict[str, tuple[float | None, Unit]] = {
            "lead time": (measures.lead_time.mean, "minutes"),
            "lead time with every wait zero": (measures.theoretical_lead_time, "minutes"),
            "work": (measures.touch_time, "minutes"),
            "work that adds value": (split.customer if split else None, "minutes"),
            "customer value": (measures.value, "points"),
        }
        for name, how in ((above, "divided by"), (over, "")):
            value, unit = values[name]
            if value is not None:
                yield Part(name, value, how, unit=unit)

    return parts


def _contacts(measures: Measures) -> Iterator[Part]:
    visits = measures.figures.routing.visits
    amounts = {step.id: visits[step.id] for step in measures.process.steps if is_contact(step)}
    yield from _contributions(measures, amounts, lambda step: step.channel or "asks the customer")


def _items(measures: Measures) -> Iterator[Part]:
    visits = measures.figures.routing.visits
    amounts = {step.id: visits[step.id] * len(step.asks) for step in measures.process.steps}
    yield from _contributions(
        measures, amounts, lambda step: f"{sayings.decimal(visits[step.id], 2)} × {', '.join(step.asks)}"
    )


def _effort(measures: Measures) -> Iterator[Part]:
    visits = measures.figures.routing.visits
    amounts = {step.id: visits[step.id] * (step.effort or 0) for step in measures.process.steps}
    yield from _contributions(
        measures, amounts, lambda step: f"{sayings.decimal(visits[step.id], 2)} × {step.effort}"
    )


def _met(
    groups: Mapping[str, list[str]], named: Callable[[str], str], measures: Measures
) -> Iterator[Part]:
    for name, steps in groups.items():
        chance = measures.figures.routing.reach_any(steps)
        if chance:
            yield Part(named(name), chance, f"met by {sayings.percent(chance)} of cases", tuple(steps))


def _faces(measures: Measures) -> Iterator[Part]:
    lanes = {lane.id: lane.label for lane in measures.process.lanes}
    yield from _met(faces(measures.process), lanes.__getitem__, measures)


def _systems(measures: Measures) -> Iterator[Part]:
    yield from _met(systems(measures.process), str, measures)


def _hand_offs(measures: Measures, across: bool = False) -> Iterator[Part]:
    handed = passes_on(measures.process)
    for (source, target), passages in measures.figures.routing.flows.items():
        lanes = handed(source, target)
        if lanes is None or not passages:
            continue
        if across and department_of(lanes[0]) == department_of(lanes[1]):
            continue
        one, other = measures.process.step(source), measures.process.step(target)
        how = f"{lanes[0].label} to {lanes[1].label}"
        yield Part(f"{one.name} → {other.name}", passages, how, (source, target))


def _switches(measures: Measures) -> Iterator[Part]:
    contacts = [step for step in measures.process.steps if is_contact(step)]
    amounts = channel_switches(measures.figures.routing, contacts)
    yield from _contributions(measures, amounts, lambda step: f"to {step.channel}")


def _again(measures: Measures) -> Iterator[Part]:
    for (name, item), amount in repeat_asks(measures.figures.routing).items():
        if amount:
            step = measures.process.step(name)
            yield Part(step.name, amount, f"asks for {item}", (name,), source_of(step))


def _waiting(measures: Measures) -> Iterator[Part]:
    drawn = measures.waiting_between_contacts.method == "simulated"
    how = "waited before it" if drawn else "between contacts"
    yield from _contributions(measures, waiting_parts(measures.figures), lambda step: how)


def _monthly(
    figure: Callable[[Measures], float | None], label: str
) -> Callable[[Measures], Iterator[Part]]:
    def parts(measures: Measures) -> Iterator[Part]:
        cases, value = measures.per_month.cases, figure(measures)
        if cases is not None and value is not None:
            yield Part("cases a month", cases, "times", unit="count")
            yield Part(label, value, "")

    return parts


def _little(measures: Measures) -> Iterator[Part]:
    cases, lead = measures.per_month.cases, measures.lead_time.mean
    if cases is not None and lead is not None:
        month = measures.calendar.minutes_per_month
        yield Part("cases a month", cases, "times", unit="count")
        yield Part("lead time", lead, "divided by", unit="minutes")
        yield Part("working time of a month", month, "", unit="minutes")


PARTS: Mapping[str, Callable[[Measures], Iterator[Part]]] = {
    "lead_time": _lead_time,
    "lead_time_p50": _quantiles,
    "lead_time_p90": _quantiles,
    "touch_time": _of_steps("work"),
    "flow_efficiency": _ratio("lead time with every wait zero", "lead time"),
    "value_adding_ratio": _ratio("work that adds value", "work"),
    "cost": _of_steps("cost"),
    "value": _of_steps("value"),
    "value_per_hour": _ratio("customer value", "lead time"),
    "contacts": _contacts,
    "faces": _faces,
    "channel_switches": _switches,
    "items_asked": _items,
    "repeat_asks": _again,
    "waiting_between_contacts": _waiting,
    "effort": _effort,
    "hand_offs": _hand_offs,
    "department_crossings": lambda measures: _hand_offs(measures, across=True),
    "systems": _systems,
    "work_in_progress": _little,
    "cost_per_month": _monthly(lambda measures: measures.cost, "cost per case"),
}
"""What yields the parts of each figure of the catalog."""
RATIOS = frozenset(
    {
        "flow_efficiency", "value_adding_ratio", "value_per_hour", "work_in_progress", "cost_per_month",
        "lead_time_p50", "lead_time_p90",
    }
)  # fmt: skip
"""Figures whose parts are no summands, so that their order says how they are put together."""
