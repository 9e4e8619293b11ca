"""What a change does: times, money and value of a case before and after, and the rules' findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from procfit.compare.maps import seen
from procfit.model.errors import InputError
from procfit.model.finding import Finding
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, View
from procfit.model.validate import circular_calls, faults_of_map

if TYPE_CHECKING:
    from procfit.flow.measure import Measures
    from procfit.rules.engine import Report

__all__ = [
    "FIGURES",
    "Amount",
    "Effects",
    "Figure",
    "FindingChanges",
    "Side",
    "compared_findings",
    "effects_of",
]

FigureName = Literal["lead_time", "touch_time", "cost", "value"]
FIGURES: tuple[FigureName, ...] = ("lead_time", "touch_time", "cost", "value")


@dataclass(frozen=True)
class Side:
    """One side of a comparison.

    Attributes
    ----------
    label
        How a person named it.
    whole
        The map with all its decisions.
    portfolio
        What is known around the map.
    view
        The view to compare; None for the whole map.
    """

    label: str
    whole: ProcessMap
    portfolio: Portfolio
    view: View | None = None

    @cached_property
    def process(self) -> ProcessMap:
        """What is compared: the whole map, or a view of it without the decisions that led to it."""
        return self.whole if self.view is None else seen(self.whole, self.view)

    @cached_property
    def around(self) -> Portfolio:
        """The portfolio with this map in it."""
        return replace(self.portfolio, maps={**self.portfolio.maps, self.whole.id: self.whole})

    @cached_property
    def judged(self) -> Portfolio:
        """The portfolio as the rules judge it: as it runs today, or as if every plan were carried out."""
        if self.view != "to-be":
            return self.around
        maps = {name: seen(process, "to-be") for name, process in self.around.maps.items()}
        return replace(self.around, maps=maps)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of one side: None = not assessed; ``at_least`` marks a lower bound.

    ``standard_error`` is that of a simulated mean.
    """

    value: float | None
    at_least: bool = False
    standard_error: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a case on both sides: minutes, workspace money or points of value."""

    before: Amount
    after: Amount

    @property
    def difference(self) -> float | None:
        """How much more it is after; None where one side is unknown or a lower bound."""
        sides = (self.before, self.after)
        if self.before.value is None or self.after.value is None or any(s.at_least for s in sides):
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings that only one side has, and those of both in the words of the second side.

    `unjudged` holds those of ``gone`` and ``new`` whose rule could not judge the other side.
    """

    gone: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    same: tuple[Finding, ...] = ()
    unjudged: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Effects:
    """What a change does; figures and findings are None where a side cannot be judged.

    Attributes
    ----------
    figures
        The figures of a case: of the compared views, as it runs today where whole maps are compared.
    planned
        The same for the to-be of whole maps; None where views are compared.
    findings
        What the rules say.
    missing
        Per side what is not assessed: the missing fields with the steps that lack them.
    reasons
        Why a side cannot be judged.
    """

    figures: Mapping[FigureName, Figure] | None = None
    planned: Mapping[FigureName, Figure] | None = None
    findings: FindingChanges | None = None
    missing: tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]] = field(
        default_factory=lambda: ({}, {})
    )
    reasons: tuple[str, ...] = ()


def effects_of(before: Side, after: Side, pairs: Mapping[str, str]) -> Effects:
    """Return what the change from one side to the other does.

    Parameters
    ----------
    before, after
        The two sides.
    pairs
        Which step of the second side each step of the first one is.
    """
    try:
        reasons = tuple(_reasons(before, after))
        if reasons:
            return Effects(reasons=reasons)
        return _effects(before, after, pairs)
    except InputError as error:
        return Effects(reasons=(str(error),))


def _reasons(*sides: Side) -> Iterable[str]:
    for side in sides:
        fault = next((found for found in faults_of_map(side.whole) if found.level == "error"), None)
        if fault is not None:
            yield f"{side.label}: {fault.message}"
        elif circle := circular_calls(side.judged.maps):
            yield f"{side.label}: maps that run inside themselves: {', '.join(sorted(circle))}"


def _effects(before: Side, after: Side, pairs: Mapping[str, str]) -> Effects:
    from procfit.flow.measure import measure
    from procfit.rules.engine import check

    def figures(side: Side, view: View) -> Measures:
        return measure(side.whole, side.around, view)

    def report(side: Side) -> Report:
        return check(side.judged, [side.whole.id])

    shown = figures(before, before.view or "as-is"), figures(after, after.view or "as-is")
    whole = before.view is None and after.view is None
    return Effects(
        figures=_figures(*shown),
        planned=_figures(figures(before, "to-be"), figures(after, "to-be")) if whole else None,
        findings=compared_findings(report(before), report(after), pairs),
        missing=(_missing(shown[0]), _missing(shown[1])),
    )


def _figures(before: Measures, after: Measures) -> dict[FigureName, Figure]:
    return {name: Figure(_amount(before, name), _amount(after, name)) for name in FIGURES}


def _amount(measures: Measures, name: FigureName) -> Amount:
    error = None
    if name == "lead_time":
        value, error = measures.lead_time.mean, measures.lead_time.standard_error or None
    else:
        value = getattr(measures, name)
    return Amount(value, measures.is_lower(name) and value is not None, error)


def _missing(measures: Measures) -> dict[str, tuple[str, ...]]:
    return {gap.missing: gap.steps for gap in measures.not_assessed}


def compared_findings(before: Report, after: Report, pairs: Mapping[str, str]) -> FindingChanges:
    """Return which findings are gone, new and the same.

    A finding is the same when its rule, its steps and the items of its proof are.
    """
    back = {new: old for old, new in pairs.items()}
    own = {step: step for finding in after.findings for step in finding.steps}
    waiting: dict[object, list[Finding]] = {}
    for finding in after.findings:
        waiting.setdefault(_key(finding, own), []).append(finding)
    gone, same = [], []
    for finding in before.findings:
        match = waiting.get(_key(finding, pairs))
        if match:
            same.append(match.pop(0))
        else:
            gone.append(finding)
    new = [finding for left in waiting.values() for finding in left]
    unjudged = [found for found in gone if _is_unjudged(found, after, pairs)]
    unjudged += [found for found in new if _is_unjudged(found, before, back)]
    return FindingChanges(tuple(gone), tuple(new), tuple(same), tuple(unjudged))


def _key(finding: Finding, pairs: Mapping[str, str]) -> object:
    steps = frozenset(_there(step, pairs) for step in finding.steps)
    return finding.rule, steps, frozenset(finding.witness.items)


def _there(step: str, pairs: Mapping[str, str]) -> str:
    """Return the id that a step of a finding has on the other side; steps of other maps keep theirs."""
    return step if "#" in step else pairs.get(step, f"-{step}")


def _is_unjudged(finding: Finding, other: Report, pairs: Mapping[str, str]) -> bool:
    """Tell whether the rule could not judge the steps of a finding on the other side."""
    steps = {pairs[step] for step in finding.steps if step in pairs}
    return any(
        gap.rule == finding.rule and (not gap.steps or bool(steps & set(gap.steps)))
        for gap in other.not_assessed
    )
