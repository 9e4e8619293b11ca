"""Which parts of the maps of a portfolio are the same, or almost.

What a map holds is summed up once and kept with it; a check only merges what the maps hold.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from procfit.flow.fragments import MERGE, CodedRun, coded
from procfit.flow.repeats import Place, Text, longest_repeats
from procfit.matching.stems import Wordings, is_placeholder
from procfit.model.process import ProcessMap, Step
from procfit.model.text import item_key
from procfit.rules.context import RuleContext

__all__ = ["Clone", "Clones", "Fragment", "clones_of", "parts_of"]

APART = frozenset({"legal", "regional"})
"""Tags of steps that stand in two maps on purpose."""

GATEWAYS = frozenset({"parallel", "join", "inclusive"})
"""Kinds whose names say nothing about the work."""

LEAST_STEPS = 2


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a map with one way in and one way out, its steps in the order of the map."""

    process: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clone:
    """A fragment, and all fragments of the portfolio that are the same by map, itself among them."""

    here: Fragment
    places: Mapping[str, tuple[Fragment, ...]]


@dataclass(frozen=True)
class Part:
    """A run of a map as its rules see it.

    Attributes
    ----------
    ids
        The step ids of the map, by number.
    coded
        The run with its codes.
    text
        The run as the letters among which repeats are looked for.
    """

    ids: tuple[str, ...]
    coded: CodedRun
    text: Text

    def steps(self, first: int, last: int) -> tuple[str, ...]:
        """Return the ids of the steps from one place of the run to another."""
        return tuple(self.ids[step] for step in self.coded.run.within(first, last))


def parts_of(process: ProcessMap, wordings: Wordings, depends_on: Hashable) -> tuple[Part, ...]:
    """Return the runs of one view of a map; computed once per map object and answers of the team.

    Parameters
    ----------
    process
        The view of the map.
    wordings
        The judge of same work.
    depends_on
        What its judgment comes from besides the labels.
    """
    memory: dict[str, Any] = vars(process)
    known: tuple[Hashable, tuple[Part, ...]] | None = memory.get("_parts")
    if known is None or known[0] != depends_on:
        ids = tuple(step.id for step in process.steps)
        worth = [int(_is_work(step)) for step in process.steps]
        runs = coded(process, lambda step: _label(step, wordings))
        parts = tuple(Part(ids, run, _text(process, run, worth)) for run in runs)
        known = memory["_parts"] = depends_on, parts
    return known[1]


def _label(step: Step, wordings: Wordings) -> Hashable:
    """Return what steps that do the same share; None where a step is declared, or may be, different."""
    if APART & frozenset(step.tags):
        return None
    if step.kind in GATEWAYS:
        return step.kind
    if step.call:
        return "call", item_key(step.call)
    if is_placeholder(step.name):
        return "choice" if step.kind == "decision" else None
    return wordings.group(step.name)


def _is_work(step: Step) -> bool:
    """Whether a step is work that no called map holds already."""
    return step.kind in ("task", "decision") and not is_placeholder(step.name)


def _text(process: ProcessMap, run: CodedRun, worth: list[int]) -> Text:
    steps = run.run.steps
    own = tuple(0 if step == MERGE else worth[step] for step in steps)
    inside = (0, *(sum(worth[step] for step in gap.inner) for gap in run.run.gaps))
    return Text(
        first=run.labels,
        letters=run.letters,
        begins=tuple(step != MERGE and process.steps[step].kind != "join" for step in steps),
        ends=tuple(step == MERGE or len(process.steps[step].next) < 2 for step in steps),
        own=own,
        total=tuple(accumulate(map(sum, zip(own, inside, strict=True)))),
    )


@dataclass(frozen=True)
class Clones:
    """All runs of a portfolio, and what repeats among them."""

    context: RuleContext

    @cached_property
    def parts(self) -> list[tuple[str, Part]]:
        """The runs of all maps, each with the id of its map."""
        portfolio = self.context.portfolio
        depends_on = portfolio.settings.language, portfolio.answers.same
        return [
            (name, part)
            for name, context in self.context.maps.items()
            for part in parts_of(context.process, self.context.wordings, depends_on)
        ]

    @cached_property
    def exact(self) -> dict[str, list[Clone]]:
        """The largest fragments of each map that stand elsewhere too, in the order of the map."""
        found: dict[str, list[Clone]] = {}
        spread: dict[int, Mapping[str, tuple[Fragment, ...]]] = {}
        for place, places in longest_repeats([part.text for _, part in self.parts], LEAST_STEPS):
            if id(places) not in spread:
                spread[id(places)] = self._by_map(places)
            here = self._fragment(place)
            found.setdefault(here.process, []).append(Clone(here, spread[id(places)]))
        return {name: _largest(clones) for name, clones in found.items()}

    def _by_map(self, places: Sequence[Place]) -> dict[str, tuple[Fragment, ...]]:
        found: dict[str, tuple[Fragment, ...]] = {}
        for each in map(self._fragment, places):
            found[each.process] = (*found.get(each.process, ()), each)
        return found

    def _fragment(self, place: Place) -> Fragment:
        process, part = self.parts[place.text]
        return Fragment(process, part.steps(place.first, place.last))


def _largest(clones: list[Clone]) -> list[Clone]:
    """Return the clones that lie in no larger one of the same map."""
    kept: list[Clone] = []
    covered: dict[str, list[int]] = {}
    for clone in sorted(clones, key=lambda clone: -len(clone.here.steps)):
        around = [set(covered.get(step, ())) for step in clone.here.steps]
        if not set.intersection(*around):
            for step in clone.here.steps:
                covered.setdefault(step, []).append(len(kept))
            kept.append(clone)
    return [clone for clone in clones if any(clone is each for each in kept)]


def clones_of(context: RuleContext) -> Clones:
    """Return what repeats in a portfolio; computed once per check."""
    known: dict[str, Clones] = vars(context)
    if "_clones" not in known:
        known["_clones"] = Clones(context)
    return known["_clones"]
