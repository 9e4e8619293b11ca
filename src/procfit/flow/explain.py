"""What a figure is made of, down to the steps."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from procfit.flow.catalog import CATALOG, Unit
from procfit.flow.explain_step import STEP_FIGURES, step_parts
from procfit.flow.figure_parts import PARTS, RATIOS
from procfit.flow.measured import Gap, Measures
from procfit.flow.parts import Part
from procfit.flow.simulation import simulated
from procfit.model import sayings
from procfit.model.errors import UsageError
from procfit.model.faults import listing
from procfit.model.validate import did_you_mean

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True)
class Explanation:
    """One figure and what it is made of.

    Attributes
    ----------
    parts
        What it is made of, the largest first; for a ratio what is divided and by what.
    missing
        What is not in it, since a step lacks a field.
    method
        "exact", or "simulated" with its standard error in ``note``.
    """

    figure: str
    label: str
    unit: Unit
    value: float | None
    at_least: bool
    formula: str
    method: str
    parts: tuple[Part, ...]
    missing: tuple[Gap, ...] = ()
    note: str = ""
    divides: bool = field(default=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as plain values."""
        return asdict(self)


def explain(measures: Measures, figure: str) -> Explanation:
    """Return what a figure of a measured map is made of.

    Parameters
    ----------
    measures
        The measured view.
    figure
        A name of `procfit.flow.catalog.CATALOG`, or ``STEP.FIGURE`` with a figure of `StepFigures`.

    Raises
    ------
    UsageError
        When there is no such figure.
    """
    step, dot, name = figure.rpartition(".")
    if dot:
        return _of_step(measures, step, name, figure)
    if figure not in CATALOG:
        hint = did_you_mean(figure, CATALOG) or f"figures: {', '.join(CATALOG)}, or STEP.FIGURE"
        raise UsageError(f'there is no figure "{figure}"', hint)
    kind = CATALOG[figure]
    parts = list(PARTS[figure](measures)) if measures.is_known else []
    divides = figure in RATIOS
    return Explanation(
        figure=figure,
        label=kind.label,
        unit=kind.unit,
        value=kind.get(measures),
        at_least=kind.is_lower(measures),
        formula=kind.formula,
        method=_method(measures, figure),
        parts=tuple(parts if divides else sorted(parts, key=lambda part: -abs(part.amount))),
        missing=tuple(
            gap for gap in measures.not_assessed if gap.missing in {*kind.fields, "share", "join"}
        ),
        note=_note(measures, figure),
        divides=divides,
    )


def _of_step(measures: Measures, step: str, name: str, figure: str) -> Explanation:
    if step not in measures.steps:
        hint = did_you_mean(step, measures.steps) or f"its steps are {listing(measures.steps)}"
        raise UsageError(f'there is no step "{step}"', hint)
    if name not in STEP_FIGURES:
        hint = f"figures of a step: {', '.join(STEP_FIGURES)}"
        raise UsageError(f'a step has no figure "{name}"', did_you_mean(name, STEP_FIGURES) or hint)
    unit, formula = STEP_FIGURES[name]
    return Explanation(
        figure=figure,
        label=f"{measures.process.step(step).name}: {name}",
        unit=unit,
        value=getattr(measures.steps[step], name),
        at_least=False,
        formula=formula,
        method=measures.figures.routing.method,
        parts=tuple(step_parts(measures.figures, step, name)) if measures.is_known else (),
        missing=tuple(
            Gap(gap.missing, (step,), gap.note) for gap in measures.not_assessed if step in gap.steps
        ),
        divides=name == "reach",
    )


def _method(measures: Measures, figure: str) -> str:
    if figure in ("lead_time_p50", "lead_time_p90"):
        return "simulated"
    if figure == "waiting_between_contacts":
        return measures.waiting_between_contacts.method
    timed = figure in ("lead_time", "flow_efficiency", "value_per_hour", "work_in_progress")
    return measures.lead_time.method if timed else measures.figures.routing.method


def _note(measures: Measures, figure: str) -> str:
    error = measures.lead_time.standard_error
    told = CATALOG[figure].get(measures) is not None
    if told and _method(measures, figure) == "simulated" and figure.startswith("lead_time"):
        drawn = simulated(measures.figures)
        cases = len(drawn.minutes) if drawn else 0
        precise = f", standard error of the mean {sayings.minutes(error)}" if error else ""
        return f"{cases:,} cases{precise}"
    return measures.figures.routing.note
