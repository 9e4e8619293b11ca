"""Information that is written and never used."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.flow.information import keys
from procfit.model.finding import Witness
from procfit.model.process import Disposition, Step
from procfit.model.text import item_key
from procfit.rules.context import MapContext
from procfit.rules.facts import item_use_of
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, quoted

__all__ = ["RULE"]

KEPT = frozenset({"archive", "legal"})


def _run(context: MapContext) -> Iterator[Verdict]:
    unknown = []
    for step in context.steps:
        if KEPT & frozenset(step.tags):
            continue
        dead = [item for item in step.writes if item_key(item) not in context.around.item_use.used]
        if dead and not item_use_of(context.process).users:
            unknown.append(step)
        elif dead:
            yield _finding(context, step, dead)
    if unknown:
        yield context.not_assessed(RULE, unknown, ["reads"])


def _finding(context: MapContext, step: Step, dead: list[str]) -> Verdict:
    return context.finding(
        RULE,
        [step.id],
        f"{quoted(step)} writes {all_of(dead)}, which no step of any process reads and nobody receives.",
        _suggestion(step, dead),
        Witness(path=context.order.path_from_start(step.id), items=tuple(dead)),
    )


def _suggestion(step: Step, dead: list[str]) -> Disposition:
    """Discard a step that does nothing but write what nobody uses."""
    only_that = keys(step.writes) == keys(dead) and not (step.delivers or step.asks or step.value)
    return "discard" if only_that and step.kind == "task" and not step.control else "modify"


RULE = MapRule(
    id="dead-output",
    title="Written and never used",
    question="Who uses what this step writes?",
    guard="not kept as an archive or for the law",
    run=_run,
)
