"""What plain data shows to be waste in any map, for the rules that can be decided by walking cases.

Only what is beyond doubt is told: where a guard may hold, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.redundancy.cases import Look, fold
from benchmarks.redundancy.witness import Claim
from benchmarks.redundancy.worlds import World
from procfit.model.finding import Finding, Witness

__all__ = ["overlooked", "shown"]

Shown = tuple[str, str, str]
"""A rule, a map and a step of it that the rule must find; no step where it may be any."""

MOST_FACES = 3

Oracle = Callable[[Claim, Look], Iterator[str]]


def shown(world: World) -> list[Shown]:
    """Return what the rules must find in a world."""
    around = Claim(Finding("", "", (), "", Witness(), "", "keep"), world)
    return [
        (rule, process, step)
        for process in world.maps
        for rule, oracle in ORACLES.items()
        for step in oracle(around, around.look(process))
    ]


def overlooked(world: World, findings: tuple[Finding, ...], rules: frozenset[str]) -> list[Shown]:
    """Return what some rules must find in a world and do not."""
    told = {(found.rule, found.process, step) for found in findings for step in (*found.steps, "")}
    return [each for each in shown(world) if each[0] in rules and each not in told]


def _asked(around: Claim, look: Look) -> Iterator[tuple[str, str]]:
    """Yield each step that asks, without verifying, for an item that neither changes nor expires."""
    doubtful = {fold(item) for item in around.world.items}.union(
        *(look.items(name, "reads") & look.items(name, "writes") for name in look.steps)
    )
    for name, step in look.steps.items():
        if not {"verify", "consent"} & {*step.get("tags", ())} and "control" not in step:
            for item in {fold(each) for each in step.get("asks", ())} - doubtful:
                yield name, item


def _asked_again(around: Claim, look: Look) -> Iterator[str]:
    for name, item in _asked(around, look):
        givers = {each for each in look.steps if item in look.items(each, "asks", "writes")} - {name}
        if any(givers & past for past in look.arrivals(name)):
            yield name


def _held(around: Claim, look: Look) -> Iterator[str]:
    for name, item in _asked(around, look):
        keepers = {
            each
            for each, step in look.steps.items()
            if item in {fold(written) for written in step.get("writes", ())}
            and (step.get("system") or look.lane(each).get("kind") == "system")
        }
        past = look.arrivals(name)
        if past and any(all(keeper in before for before in past) for keeper in keepers - {name}):
            yield name


def _faces(_: Claim, look: Look) -> Iterator[str]:
    if any("single-contact" in step.get("tags", ()) for step in look.steps.values()):
        return
    people = {
        name: step["lane"]
        for name, step in look.steps.items()
        if (step.get("channel") or step.get("asks"))
        and look.lane(name).get("kind") not in ("customer", "system")
    }
    if any(
        len({people[name] for name, _ in run if name in people}) > MOST_FACES for run in look.even_runs
    ):
        yield ""


def _valueless(_: Claim, look: Look) -> Iterator[str]:
    reached = {visit for run in look.even_runs for visit, _ in run}
    for name, step in look.steps.items():
        claimed = (step.get("adds") == "customer" or step.get("value")) and not step.get("benefit")
        unsaid = step.get("adds") == "business" and not step.get("reason")
        flawed = step.get("adds") == "nothing" or claimed or unsaid
        if flawed and name in reached and step.get("control") != "regulatory":
            yield name


def _written_for_nobody(around: Claim, look: Look) -> Iterator[str]:
    used = {
        item
        for each in around.looks
        for name, step in each.steps.items()
        for item in {*each.items(name, "reads", "delivers"), fold(step.get("approves", ""))}
    }
    if any(look.items(name, "reads", "delivers") for name in look.steps):
        for name, step in look.steps.items():
            kept = {"archive", "legal"} & {*step.get("tags", ())}
            if {fold(item) for item in step.get("writes", ())} - used and not kept:
                yield name


def _replaced(_: Claim, look: Look) -> Iterator[str]:
    for name, step in look.steps.items():
        if step.get("without") and step.get("disposition") != "discard":
            yield name


def _given_elsewhere(_: Claim, look: Look) -> Iterator[str]:
    """Yield steps whose benefit controls give as well: these stay, whatever else may go."""
    for name, step in look.steps.items():
        benefit = fold(step.get("benefit", ""))
        others = {
            each
            for each, other in look.steps.items()
            if fold(other.get("benefit", "")) == benefit and each != name and "control" in other
        }
        bare = not any(
            step.get(field) for field in ("control", "writes", "asks", "delivers", "approves")
        )
        visited = look.visited(name)
        if benefit and bare and visited and all(others & visits for visits in visited):
            yield name


ORACLES: dict[str, Oracle] = {
    "repeat-ask": _asked_again,
    "ask-what-we-hold": _held,
    "too-many-faces": _faces,
    "no-value": _valueless,
    "benefit-elsewhere": _given_elsewhere,
    "replaceable": _replaced,
    "dead-output": _written_for_nobody,
}
"""By rule what must be found."""
