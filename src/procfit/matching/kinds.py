"""Work as matching sees it: steps with their surroundings, and the kinds of work that they make up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from procfit.matching.guards import is_placeholder
from procfit.matching.stems import Wordings
from procfit.model.process import ProcessMap, Step
from procfit.model.text import item_key

__all__ = ["Kind", "Work", "kinds_of", "works_of"]

T = TypeVar("T", bound=Hashable)

WORK = frozenset({"task", "decision", "call"})


@dataclass(frozen=True, slots=True)
class Work:
    """One step as matching sees it.

    `id` is ``map#step``; `takes` are the items it asks for or reads, `gives` those it writes or
    delivers; `before` and `after` are the names of the steps around it.
    """

    id: str
    label: str
    takes: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    is_decision: bool = False

    @property
    def map(self) -> str:
        """The id of the map it stands in."""
        return self.id.partition("#")[0]


def works_of(maps: Iterable[ProcessMap]) -> tuple[Work, ...]:
    """Return the work in maps as they run today; steps that nobody has named are left out."""
    return tuple(work for each in maps for work in _works(each.as_is))


def _works(process: ProcessMap) -> tuple[Work, ...]:
    """Return the work in one view of a map; computed once per map object."""
    known: dict[str, tuple[Work, ...]] = vars(process)
    if "_works" not in known:
        known["_works"] = tuple(
            _work(process, step)
            for step in process.steps
            if step.kind in WORK and not is_placeholder(step.name)
        )
    return known["_works"]


def _work(process: ProcessMap, step: Step) -> Work:
    return Work(
        id=f"{process.id}#{step.id}",
        label=step.name,
        takes=frozenset((*step.asks, *step.reads)),
        gives=frozenset((*step.writes, *step.delivers)),
        before=frozenset(other.name for other in process.before(step.id)),
        after=frozenset(process.step(flow.to).name for flow in step.next),
        is_decision=step.kind == "decision",
    )


@dataclass(frozen=True)
class Kind:
    """All steps whose wordings have the same stems.

    `works` are in the order of their ids. `takes`, `gives`, `before` and `after` map what makes two of
    them the same (the key of an item, the group of a wording) to how it is written.
    """

    works: tuple[Work, ...]
    stems: frozenset[str]
    group: Hashable
    takes: Mapping[str, str]
    gives: Mapping[str, str]
    before: Mapping[Hashable, str]
    after: Mapping[Hashable, str]

    @property
    def label(self) -> str:
        """The first of its wordings."""
        return self.works[0].label

    @cached_property
    def is_decision(self) -> bool:
        """Whether every step of it is a decision."""
        return all(work.is_decision for work in self.works)

    @cached_property
    def maps(self) -> frozenset[str]:
        """The maps it stands in."""
        return frozenset(work.map for work in self.works)

    @cached_property
    def items(self) -> frozenset[str]:
        """The keys of its items, marked by whether it takes or gives them."""
        return frozenset(
            (*(f"takes {key}" for key in self.takes), *(f"gives {key}" for key in self.gives))
        )

    @cached_property
    def around(self) -> frozenset[Hashable]:
        """What stands right before and right after it."""
        return frozenset(self.before.keys() | self.after.keys())

    def shown(self, maps: Collection[str] | None) -> Work:
        """Return the step to show for it: the first one of these maps, else the first one."""
        wanted = (work for work in self.works if maps is None or work.map in maps)
        return next(wanted, self.works[0])


def kinds_of(works: Iterable[Work], wordings: Wordings) -> list[Kind]:
    """Return the kinds of work, in an order that does not depend on that of the steps."""
    by_stems: dict[frozenset[str], list[Work]] = {}
    for work in sorted(works, key=lambda work: work.id):
        by_stems.setdefault(wordings.key(work.label), []).append(work)
    kinds = [_kind(tuple(steps), wordings) for steps in by_stems.values()]
    return sorted(kinds, key=lambda kind: sorted(kind.stems))


def _kind(works: tuple[Work, ...], wordings: Wordings) -> Kind:
    label = works[0].label
    return Kind(
        works=works,
        stems=wordings.key(label),
        group=wordings.group(label),
        takes=_by_key((item for work in works for item in work.takes), item_key),
        gives=_by_key((item for work in works for item in work.gives), item_key),
        before=_by_key((name for work in works for name in work.before), wordings.group),
        after=_by_key((name for work in works for name in work.after), wordings.group),
    )


def _by_key(names: Iterable[str], key: Callable[[str], T]) -> dict[T, str]:
    """Return the names by their keys; of several with one key the first in the alphabet."""
    return {key(name): name for name in sorted(set(names), reverse=True)}
