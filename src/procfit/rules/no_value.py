"""Steps that add nothing, or claim a value that nobody can name."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.model.finding import Witness
from procfit.model.process import Disposition, Step
from procfit.rules.context import MapContext
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import quoted

__all__ = ["RULE"]


def _run(context: MapContext) -> Iterator[Verdict]:
    unknown = []
    for step in context.steps:
        if step.control == "regulatory":
            continue
        flaw = _flaw(context, step)
        if flaw is not None:
            message, suggest = flaw
            witness = Witness(path=context.order.path_from_start(step.id))
            yield context.finding(RULE, [step.id], f"{quoted(step)} {message}.", suggest, witness)
        elif step.kind == "task" and step.adds is None and not step.value:
            unknown.append(step)
    if unknown:
        yield context.not_assessed(RULE, unknown, ["adds"])


def _flaw(context: MapContext, step: Step) -> tuple[str, Disposition] | None:
    """Return what is wrong with what a step is said to add, and what to do about it."""
    if step.adds == "nothing":
        suggest: Disposition = "modify" if context.is_sole_source(step) else "discard"
        return "adds nothing, neither for the customer nor for the business", suggest
    if step.adds == "business" and not step.reason:
        return "is said to be for the business, but nobody has said why it must stay", "modify"
    if (step.adds == "customer" or step.value) and not step.benefit:
        return "is said to be worth something to the customer, but no benefit is named", "modify"
    return None


RULE = MapRule(
    id="no-value",
    title="Step without value",
    question="What does this step do for the customer, or why must the business have it?",
    guard="no law or regulator demands the step",
    run=_run,
)
