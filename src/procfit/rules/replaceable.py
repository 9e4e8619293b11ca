"""Steps that could be done without, as their team says, when what it takes is there."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.model.finding import Witness
from procfit.model.process import Disposition, Step, Without
from procfit.rules.context import MapContext
from procfit.rules.remedies import done_without_work
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, quoted

__all__ = ["RULE"]


def _run(context: MapContext) -> Iterator[Verdict]:
    unknown = []
    for step in context.steps:
        if step.without is None or step.disposition == "discard":
            continue
        if not step.without.capability:
            yield _finding(context, step, f"{_instead(step, step.without)}, as its team says")
            continue
        available = _available(context, step.without.capability)
        if available is None:
            unknown.append(step)
        elif available:
            yield _finding(context, step, f"{_instead(step, step.without)}, and {available}")
    if unknown:
        yield context.not_assessed(RULE, unknown, ["capability have"])


def _instead(step: Step, without: Without) -> str:
    how = without.how.strip().rstrip(".")
    return f'{quoted(step)} could make room for "{how}"' if how else f"{quoted(step)} could go"


def _available(context: MapContext, capability: str) -> str | None:
    """Return where a capability is to be had, "" where nobody has it, None where nobody knows."""
    known = context.portfolio.capabilities.get(capability)
    name = known.name if known else capability
    if known is not None and known.have:
        return f"what that takes is in-house: {name}"
    vendors = context.portfolio.offered.get(capability)
    if vendors is None:
        return None
    verb = "offers" if len(vendors) == 1 else "offer"
    return f"{all_of(vendors)} {verb} what that takes: {name}" if vendors else ""


def _finding(context: MapContext, step: Step, sentence: str) -> Verdict:
    return context.finding(
        RULE,
        [step.id],
        f"{sentence}.",
        _suggestion(context, step),
        Witness(path=context.order.path_from_start(step.id)),
        remedy=done_without_work(context.process, [step.id]),
        quieter=not (step.without and step.without.capability),
    )


def _suggestion(context: MapContext, step: Step) -> Disposition:
    """Discard a step that holds no check, no choice, and nothing that others need from it alone."""
    stays = step.control or len(step.next) > 1 or context.is_sole_source(step)
    return "modify" if stays else "discard"


RULE = MapRule(
    id="replaceable",
    title="Step that could be done without",
    question="How could the customer get this benefit without the step, and what does that take?",
    guard="the team has not discarded the step already, and what replaces it can be had",
    run=_run,
)
