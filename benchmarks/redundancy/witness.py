"""Checks from plain data alone that the witness of a finding proves it.

`complaint_about` returns what is wrong with a finding, or an empty text. Part of it holds for every rule: the
path can be walked, the items are there, the figures are figures. The rest is one function per rule, by what
the rule claims; nothing of procfit's flow, matching or rules is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.redundancy.cases import Look, fold
from benchmarks.redundancy.worlds import Plain, World, as_run
from procfit.model.finding import Finding

__all__ = ["Claim", "complaint_about", "proof"]

PIECES = {
    "exact-clone",
    "near-clone",
    "parallel-silo",
    "silo-crossings",
    "hoistable-twin",
    "too-many-faces",
}
"""The rules whose paths are pieces that need not follow each other."""

ALTERNATIVES = {"ask-what-we-hold", "re-key", "split-contact", "context-break"}
"""The rules that name several first steps, of which a case meets one, and show it with one of them."""

FIELDS = ("asks", "reads", "writes", "delivers")


@dataclass(frozen=True)
class Claim:
    """A finding with the plain data around it."""

    finding: Finding
    world: World

    @property
    def of(self) -> Look:
        """The map it is about."""
        return self.look(self.finding.process)

    def look(self, process: str) -> Look:
        """Return a map of the world, looked at once."""
        known: dict[str, Look] = vars(self.world).setdefault("_looks", {})
        if process not in known:
            maps = {name: as_run(plain) for name, plain in self.world.maps.items()}
            known[process] = Look(maps[process], maps)
        return known[process]

    @property
    def first(self) -> Plain:
        """Its first step."""
        return self.step(self.finding.steps[0])

    def step(self, place: str) -> Plain:
        """Return a step by its id, or by ``map#step``."""
        look, name = self.place(place)
        return look.steps[name]

    def place(self, place: str) -> tuple[Look, str]:
        """Return the map and the id of a step."""
        process, sign, name = place.partition("#")
        return self.look(process if sign else self.finding.process), name if sign else place

    @property
    def numbers(self) -> dict[str, float]:
        """The figures of the witness."""
        return dict(self.finding.witness.numbers)

    @property
    def items(self) -> set[str]:
        """The items of the witness."""
        return {fold(item) for item in self.finding.witness.items}

    @property
    def looks(self) -> list[Look]:
        """All maps of the world."""
        return [self.look(process) for process in self.world.maps]

    def users(self, item: str, *fields: str) -> list[str]:
        """Return the steps of all maps that hold an item in some fields."""
        return [
            name
            for look in self.looks
            for name, step in look.steps.items()
            if any(fold(each) == item for field in fields for each in step.get(field, ()))
        ]


Proof = Callable[[Claim], Iterator[tuple[bool, str]]]
"""Yields what must hold, each with what is wrong when it does not."""

_PROOFS: dict[str, Proof] = {}


def proof(rule: str) -> Callable[[Proof], Proof]:
    """Keep a function as the one that proves the findings of a rule."""

    def kept(function: Proof) -> Proof:
        _PROOFS[rule] = function
        return function

    return kept


def complaint_about(finding: Finding, world: World) -> str:
    """Return the first thing that is wrong with a finding, or an empty text."""
    import benchmarks.redundancy.proofs  # noqa: F401 - registers the proofs

    claim = Claim(finding, world)
    checks = [_generic, *([_PROOFS[finding.rule]] if finding.rule in _PROOFS else [])]
    try:
        return next((wrong for check in checks for holds, wrong in check(claim) if not holds), "")
    except (KeyError, ValueError, IndexError) as error:
        return f"the claim does not fit the map: {error!r}"


def _generic(claim: Claim) -> Iterator[tuple[bool, str]]:
    finding, path = claim.finding, claim.finding.witness.path
    yield bool(path), "there is no path"
    for place in (*path, *finding.steps):
        look, name = claim.place(place)
        yield name in look.steps, f"{place} is no step"
    if finding.rule in ALTERNATIVES:
        *firsts, last = finding.steps
        yield last in path and (not firsts or bool({*firsts} & {*path})), "the path shows no pair"
    elif finding.rule not in PIECES:
        yield {*finding.steps} <= {*path}, "a step of the finding is not on its path"
    if finding.rule not in PIECES:
        for source, target in pairwise(path):
            (look, name), (other, after) = claim.place(source), claim.place(target)
            yield (
                look is not other or after in look.graph[name],
                f"no flow leads from {source} to {target}",
            )
    known = {fold(item) for look in claim.looks for step in look.steps.values() for item in _held(step)}
    yield claim.items <= known, f"unknown items: {claim.items - known}"
    yield all(math.isfinite(number) for number in claim.numbers.values()), "a figure is no number"
    yield 0 <= claim.numbers.get("share", 0) <= 1 + 1e-9, "a share is not between 0 and 1"
    yield bool(finding.message and finding.guard), "no sentence or no guard"


def _held(step: Plain) -> list[str]:
    return [item for field in FIELDS for item in step.get(field, ())] + [step.get("approves", "")]
