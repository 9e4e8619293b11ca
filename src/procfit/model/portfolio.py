"""All processes of a workspace with what the team knows around them: what the judging code works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from procfit.model.capability import Capability, Item
from procfit.model.process import ProcessMap
from procfit.model.team import Settings, TeamAnswers

__all__ = ["NOT_MAPS", "Portfolio"]

NOT_MAPS = frozenset({"capabilities", "items", "answers"})
"""The files under ``processes/`` that hold no map, and so no names of maps."""


@dataclass(frozen=True)
class Portfolio:
    """The maps that can be judged, by id, with capabilities, items, settings and the team's answers.

    `items` is keyed by `procfit.model.text.item_key`.

    Attributes
    ----------
    offered
        Per capability the names of vendors that offer it as standard or by configuration: empty where none
        of those that answered does, absent where none has answered. It need not name them all.
    today
        The date that ages are counted from.
    """

    maps: Mapping[str, ProcessMap] = field(default_factory=dict)
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    answers: TeamAnswers = field(default_factory=TeamAnswers)
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    today: date = field(default_factory=date.today)
