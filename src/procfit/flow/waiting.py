"""How long customers wait between contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from procfit.flow.chain import Chain
from procfit.flow.figures import MapFigures
from procfit.flow.history import History
from procfit.flow.journey import is_contact
from procfit.flow.simulation import drawn_cases, simulated
from procfit.model.process import Step

__all__ = ["Waiting", "waiting_between_contacts", "waiting_parts"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Expected minutes per case between one contact and the next; None = not assessed."""

    mean: float | None
    method: Literal["exact", "simulated"] = "exact"


def waiting_between_contacts(figures: MapFigures) -> Waiting:
    """Return the minutes in which the customer has been in contact, will be again, and is not.

    Exact where there is no parallel work: a visit counts with the chance that a contact came before it and
    another one comes after it, which are independent of each other in a Markov chain. Else from simulated
    cases. The wait of a contact comes before its work. The time of a called map counts as waiting, since
    what happens there is told in its own figures.
    """
    contacts = _contacts(figures)
    if not contacts:
        return Waiting(None)
    method: Literal["exact", "simulated"] = "exact" if _is_sequential(figures) else "simulated"
    if method == "simulated" and simulated(figures) is None:
        return Waiting(None, method)
    return Waiting(sum(waiting_parts(figures).values()), method)


def _contacts(figures: MapFigures) -> list[Step]:
    return [step for step in figures.process.steps if is_contact(step)]


def _is_sequential(figures: MapFigures) -> bool:
    return figures.routing.method == "exact" and not figures.routing.structure.blocks


def waiting_parts(figures: MapFigures) -> dict[str, float]:
    """Return what each step adds to the waiting between contacts.

    Where it is simulated, parts are by contact: what customers wait before it.
    """
    if not _is_sequential(figures):
        history = drawn_cases(figures)
        return _between(figures, _contacts(figures), history) if history else {}
    routing = figures.routing
    names = {step.id for step in _contacts(figures)}
    first = routing.visits_until(names)
    ahead = _contact_ahead(figures, names)
    found: dict[str, float] = {}
    for name, visits in routing.visits.items():
        after_contact = max(visits - first[name], 0.0)
        wait = figures.times[name].wait
        if name not in names:
            found[name] = after_contact * ahead[name] * figures.minutes[name]
        elif wait is not None:
            found[name] = after_contact * wait.mean
    return found


def _contact_ahead(figures: MapFigures, contacts: set[str]) -> dict[str, float]:
    """Return per step the chance that a case which stands there comes to a contact later."""
    structure = figures.routing.structure
    body = structure.bodies[0]
    meets = [structure.ids[step] in contacts for step in body.steps]
    at_once = [
        0.0 if meets[place] else sum(chance for target, chance in row if meets[target])
        for place, row in enumerate(body.ways)
    ]
    ways = [[] if meets[place] else row for place, row in enumerate(body.ways)]
    ends = [1.0 if meets[place] else end for place, end in enumerate(body.ends)]
    chances = Chain(ways, ends).costs(at_once)
    found = dict.fromkeys(structure.ids, 0.0)
    found.update((structure.ids[step], chance) for step, chance in zip(body.steps, chances, strict=True))
    return found


def _between(figures: MapFigures, contacts: list[Step], history: History) -> dict[str, float]:
    """Return the gaps before the contacts of played cases by step, on average."""
    import numpy

    ids = figures.routing.structure.ids
    names = {step.id for step in contacts}
    touch = numpy.array([figures.times[name].mean_work for name in ids])
    is_met = numpy.array([name in names for name in ids])
    here = numpy.flatnonzero((history.step >= 0) & is_met[history.step])
    if not len(here):
        return {}
    end = history.end[here]
    begin = numpy.maximum(end - touch[history.step[here]], history.begin[here])
    order = numpy.lexsort((begin, history.case[here]))
    case, begin, end = history.case[here][order], begin[order], end[order]
    step = history.step[here][order]
    # Cases are laid one behind the other, so that one running maximum serves them all.
    apart = case * (float(history.end.max()) + 1.0)
    latest = numpy.maximum.accumulate(end + apart)
    gaps = numpy.where(case[1:] == case[:-1], (begin + apart)[1:] - latest[:-1], 0.0)
    waited = numpy.bincount(step[1:], numpy.maximum(gaps, 0.0), minlength=len(ids)) / history.cases
    return {name: float(minutes) for name, minutes in zip(ids, waited, strict=True) if minutes}
