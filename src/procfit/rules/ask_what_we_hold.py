"""Customers asked for what our systems hold of them already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from procfit.flow.information import keys
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.model.text import item_key
from procfit.rules.context import MapContext
from procfit.rules.effects import NOT_ASSESSED
from procfit.rules.facts import HeldBy, system_of
from procfit.rules.freshness import changed_since, untimed_if_fresh
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, quoted

__all__ = ["RULE"]

VERIFYING = frozenset({"verify", "consent"})
CUSTOMER = "customer"
"""What an item is about that stays the same from case to case."""

Gaps = dict[str, dict[str, Step]]
"""Steps that lack a field, by field and id."""

Place = tuple[str, tuple[str, ...]]
"""Where an item is held, in words, and the path that proves it."""


@dataclass
class _Held:
    """Items that are held in one place, and the path, or the step of another map, that proves it."""

    path: tuple[str, ...]
    items: list[str] = field(default_factory=list)


def _run(context: MapContext) -> Iterator[Verdict]:
    gaps: Gaps = {}
    for step in context.steps:
        if step.control or VERIFYING & frozenset(step.tags):
            continue
        places: dict[str, _Held] = {}
        for item in step.asks:
            found = _held_here(context, step, item, gaps) or _held_anyway(context, step, item, gaps)
            if found is not None:
                where, path = found
                places.setdefault(where, _Held(path)).items.append(item)
        if places:
            yield _finding(context, step, places)
    for missing, steps in gaps.items():
        yield context.not_assessed(RULE, steps.values(), [missing])


def _held_here(context: MapContext, step: Step, item: str, gaps: Gaps) -> Place | None:
    """Return the system into which a step before has written the item in every case."""
    key = item_key(item)
    for name in context.information.givers(key):
        writer = context.step(name)
        system = system_of(context.process, writer)
        if not system or key not in keys(writer.writes) or not context.order.dominates(name, step.id):
            continue
        untimed = untimed_if_fresh(context, name, step, key)
        if untimed is None or changed_since(context, name, step, key):
            continue
        for each in untimed:
            _note(gaps, "work", context.step(each))
            _note(gaps, "wait", context.step(each))
        if not untimed:
            path = context.order.path_from_start(name, step.id, avoiding=[step.id])
            return f"in {system} since {quoted(writer)}", path
    return None


def _held_anyway(context: MapContext, step: Step, item: str, gaps: Gaps) -> Place | None:
    """Return the system that keeps the item of the customer from case to case."""
    known = context.portfolio.items.get(item_key(item))
    elsewhere = context.held_elsewhere.get(item_key(item))
    if elsewhere is None and (known is None or not known.held_in):
        if known is None:
            _note(gaps, "held_in", step)
        return None
    if known is None or not known.about:
        _note(gaps, "about", step)
        return None
    if item_key(known.about) != CUSTOMER or known.valid_for is not None:
        return None
    if known.held_in:
        return f"in {known.held_in}", context.order.path_from_start(step.id)
    return _kept_by(context, step, elsewhere, gaps)


def _kept_by(context: MapContext, step: Step, other: HeldBy | None, gaps: Gaps) -> Place | None:
    if other is None:
        return None
    if not context.process.customer:
        _note(gaps, "customer", step)
        return None
    there = context.around.maps[other.process].process
    where = f'in {other.system} since "{there.step(other.step).name}" of "{there.name}"'
    return where, (f"{other.process}#{other.step}", step.id)


def _note(gaps: Gaps, missing: str, step: Step) -> None:
    gaps.setdefault(missing, {})[step.id] = step


def _finding(context: MapContext, step: Step, places: dict[str, _Held]) -> Verdict:
    items = [item for held in places.values() for item in held.items]
    if len(places) == 1:
        held = f", which we hold {next(iter(places))}"
    else:
        held = "; we hold " + ", and ".join(f"{all_of(p.items)} {where}" for where, p in places.items())
    dropped = _asks_only_that(context, step, items)
    return context.finding(
        RULE,
        [step.id],
        f"{quoted(step)} asks the customer for {all_of(items)}{held}.",
        "discard" if dropped else "modify",
        Witness(path=next(iter(places.values())).path, items=tuple(items)),
        effect=None if dropped else NOT_ASSESSED,
    )


def _asks_only_that(context: MapContext, step: Step, items: list[str]) -> bool:
    """Whether a step does nothing but ask for what we hold."""
    writes_nothing_new = keys(step.writes) <= context.information.known[step.id]
    does_more = step.delivers or step.value or step.kind != "task"
    return keys(step.asks) <= keys(items) and writes_nothing_new and not does_more


RULE = MapRule(
    id="ask-what-we-hold",
    title="Asked for what we hold",
    question="Why do we ask the customer for what our own systems can tell us?",
    guard="no verification or consent, held of the same customer, no record that may be out of date",
    run=_run,
)
