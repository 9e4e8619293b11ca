"""The customer's journey on the typical and the longest path of a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from procfit.flow.figures import MapFigures
from procfit.flow.path_journey import PathJourney, journey_along
from procfit.flow.paths import Case, PathTaken, longest_path, typical_path
from procfit.flow.simulation import drawn_cases

__all__ = ["PathTold", "path_journeys"]

MOST_CASES = 500
"""How many simulated cases are looked at where parallel work is not nested."""


@dataclass(frozen=True, slots=True)
class PathTold:
    """A path and what the customer and the work meet on it."""

    path: PathTaken
    journey: PathJourney

    def to_dict(self) -> dict[str, Any]:
        """Return the path as plain values."""
        journey = self.journey
        return {
            "chance": self.path.chance,
            "lead_time": self.path.minutes,
            "steps": [visit.step for visit in self.path.visits],
            "contacts": [asdict(contact) for contact in journey.contacts],
            "channels": list(journey.channels),
            "channel_switches": journey.channel_switches,
            "faces": list(journey.faces),
            "items_asked": journey.items_asked,
            "items_asked_again": journey.items_asked_again,
            "waiting": journey.waiting,
            "effort": journey.effort,
            "effort_at_least": journey.effort_at_least,
            "teams": list(journey.teams),
            "departments": list(journey.departments),
            "hand_offs": journey.hand_offs,
            "department_crossings": journey.department_crossings,
            "systems": list(journey.systems),
        }


def path_journeys(figures: MapFigures) -> Mapping[str, PathTold]:
    """Return the journey by path: "typical" is the most likely way, "longest" the one that takes longest."""
    cases = () if figures.routing.method == "exact" else _cases(figures)
    found = {
        "typical": typical_path(figures.routing, figures.minutes, cases),
        "longest": longest_path(figures.routing, figures.minutes, cases),
    }
    return {
        name: PathTold(path, journey_along(figures.process, path))
        for name, path in found.items()
        if path is not None
    }


def _cases(figures: MapFigures) -> list[Case]:
    history = drawn_cases(figures)
    if history is None:
        return []
    ids = figures.routing.structure.ids
    return [
        [(ids[step], begin, end) for step, begin, end in history.of_case(case)]
        for case in range(min(history.cases, MOST_CASES))
    ]
