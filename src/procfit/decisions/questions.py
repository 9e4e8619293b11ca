"""The questions to vendors that follow from the maps: what is required, and why it matters to customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from procfit.decisions.requirements import Requirement, requirements_of
from procfit.fit.weights import Weights
from procfit.model.portfolio import Portfolio
from procfit.model.vendor import Evaluation

__all__ = ["OTHER", "Question", "Why", "benefits_of", "by_area", "questions_of"]

OTHER = "Other requirements"
"""The area of capabilities without a group."""


@dataclass(frozen=True, slots=True)
class Why:
    """A planned step that needs the capability: what it gives the customer, in their words."""

    process: str
    step: str
    process_name: str
    step_name: str
    customer: str
    benefit: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Question:
    """One question to a vendor; `weight` is a share of 1, None = no planned step gives it weight."""

    number: str
    capability: str
    requirement: str
    description: str
    area: str
    must: bool
    weight: float | None
    why: tuple[Why, ...]


def questions_of(portfolio: Portfolio, evaluation: Evaluation, weights: Weights) -> tuple[Question, ...]:
    """Return the questions, area by area, the heaviest area and in each the heaviest question first.

    Asked is what planned steps need, what has a weight of its own, and every must-have, for a gate that
    nobody asks about stays unproven. What the buyer called not applicable is not asked.

    Parameters
    ----------
    portfolio
        The maps and the capabilities.
    evaluation
        What the buyer called not applicable.
    weights
        The weights by the planned steps.
    """
    needs = {need.capability: need for need in requirements_of(portfolio, weights)}
    asked = dict.fromkeys(
        [
            *(() if weights.equal else weights.shares),
            *(name for name, need in needs.items() if not need.only_as_is),
            *(name for name, capability in portfolio.capabilities.items() if capability.must),
        ]
    )
    found = [
        _question(portfolio, weights, name, needs.get(name))
        for name in asked
        if name in portfolio.capabilities and name not in evaluation.not_applicable
    ]
    return tuple(
        replace(question, number=f"Q-{number:03}") for number, question in enumerate(_in_order(found), 1)
    )


def _in_order(questions: Iterable[Question]) -> list[Question]:
    """Return the questions by the weight of their area, then by their own; must-haves first of equals."""
    listed = list(questions)
    areas: dict[str, float] = {}
    for question in listed:
        areas[question.area] = areas.get(question.area, 0.0) + (question.weight or 0.0)
    place = {
        area: number
        for number, area in enumerate(sorted(areas, key=lambda area: (area == OTHER, -areas[area])))
    }
    return sorted(listed, key=lambda each: (place[each.area], -(each.weight or 0.0), not each.must))


def _question(portfolio: Portfolio, weights: Weights, name: str, need: Requirement | None) -> Question:
    capability = portfolio.capabilities[name]
    return Question(
        "",
        name,
        capability.name,
        capability.description,
        capability.group or OTHER,
        capability.must,
        weights.shares.get(name),
        tuple(_reasons(portfolio, weights, name, need)) if need else (),
    )


def _reasons(portfolio: Portfolio, weights: Weights, name: str, need: Requirement) -> Iterator[Why]:
    """Yield the planned steps that need a capability, those that give it most weight first."""
    given: Mapping[tuple[str, str], float] = {
        (part.process, part.step): part.weight for part in weights.of(name)
    }
    planned = [(by.process, by.step) for by in need.needed_by if by.planned]
    for process, step in sorted(planned, key=lambda place: -given.get(place, 0.0)):
        view = portfolio.maps[process].to_be
        found = view.step(step)
        yield Why(
            process,
            step,
            view.name,
            found.name,
            view.customer,
            found.benefit,
            given.get((process, step), 0.0),
        )


def benefits_of(reasons: Iterable[Why], most: int) -> list[Why]:
    """Return the weightiest steps, each benefit once; those without one only where no step has any."""
    listed = list(reasons)
    said: dict[str, Why] = {}
    for why in listed:
        if why.benefit:
            said.setdefault(why.benefit, why)
    return list(said.values() or listed)[:most]


def by_area(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Return the questions of each area, in order."""
    return {area: list(same) for area, same in groupby(questions, key=lambda each: each.area)}
