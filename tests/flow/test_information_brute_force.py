"""What the analysis of information says, against every short execution of thousands of small maps.

Nested maps: what it says is exactly what the executions show. Loose maps (parallel work that is not
nested): what it says of every case holds in all executions, and what any execution shows it says as well.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from helpers_information import ITEMS, Sample, samples, some

BLOCKS = 8
NESTED_PER_BLOCK = 300
LOOSE_PER_BLOCK = 50
Sets = dict[str, set[str]]


@dataclass(frozen=True)
class Compared:
    """What the executions show, and what the analysis says, by step."""

    shown: Sets
    said: Sets


def _in_all(found: Iterator[tuple[str, set[str]]]) -> Sets:
    common: Sets = {}
    for name, items in found:
        common[name] = common[name] & items if name in common else items
    return common


def _in_some(found: Iterator[tuple[str, set[str]]]) -> Sets:
    united: Sets = {}
    for name, items in found:
        united[name] = united.get(name, set()) | items
    return united


def known(case: Sample) -> Compared:
    shown = _in_all((run.name(at), run.known[at]) for run in case.runs for at in run.begins)
    at_end = [set().union(*run.given) for run in case.runs]
    written = [set().union(*run.written) for run in case.runs]
    said = {name: set(case.information.known[name]) for name in case.visited}
    said["at end"] = set(case.information.known_at_end)
    said["written"] = set(case.information.surely_written)
    return Compared(
        {**shown, "at end": set.intersection(*at_end), "written": set.intersection(*written)}, said
    )


def dominating(case: Sample) -> Compared:
    shown = _in_all((run.name(at), run.names_before[at]) for run in case.runs for at in run.begins)
    order = case.information.order
    said = {
        then: {s.id for s in case.made.steps if order.dominates(s.id, then)} for then in case.visited
    }
    return Compared({name: found - {name} for name, found in shown.items()}, said)


def perhaps_known(case: Sample) -> Compared:
    information = case.information
    shown = _in_some((run.name(at), run.known[at]) for run in case.runs for at in run.firsts())
    givers = {item: (*information.givers(item), *information.perhaps_givers(item)) for item in ITEMS}
    said = {
        name: {
            item for item in ITEMS if any(information.comes_first(giver, name) for giver in givers[item])
        }
        for name in case.visited
    }
    return Compared(shown, said)


def coming_first(case: Sample) -> Compared:
    shown = _in_some((run.name(at), run.names_before[at]) for run in case.runs for at in run.firsts())
    first = case.information.comes_first
    said = {then: {s for s in case.visited if first(s, then)} for then in case.visited}
    return Compared(shown, said)


def leading(case: Sample) -> Compared:
    shown = _in_some((run.name(at), run.names_before[at]) for run in case.runs for at in run.begins)
    leads = case.information.order.leads_to
    said = {then: {s for s in case.visited if leads(s, then)} for then in case.visited}
    return Compared(shown, said)


def needed(case: Sample) -> Compared:
    at_end = set(some(random.Random(len(case.made.steps)), 0.3))
    shown = _in_some(
        (run.name(at), run.needed(at, at_end))
        for run in case.runs
        for at in run.own
        if run.events[at].ends
    )
    unwritten = (
        ("at start", items.difference(*(run.written[other] for other in run.past[at])))
        for run in case.runs
        for at, items in enumerate(run.used)
    )
    found = case.information.needed(frozenset(at_end))
    said = {name: set(found[name]) for name in case.visited}
    said["at start"] = set(case.information.needed_at_start)
    return Compared({**shown, **_in_some(unwritten)}, said)


def beside(case: Sample) -> Compared:
    shown: Sets = {name: set() for name in case.visited}
    for run in case.runs:
        for at in run.begins:
            others = (other for other in run.begins if other != at)
            free = [o for o in others if not run.is_before(at, o) and not run.is_before(o, at)]
            shown[run.name(at)].update(map(run.name, free))
    structure = case.information.structure
    said = {
        name: {structure.ids[other] for other in case.information.order.beside(structure.number[name])}
        for name in case.visited
    }
    before = dominating(case).shown  # what every case has done before is not said to come beside
    return Compared({name: shown[name] - before[name] - {name} for name in shown}, said)


def between(case: Sample) -> Compared:
    dice = random.Random(len(case.runs))
    shown, said = {}, {}
    for _ in range(4):
        first, then = dice.choice(case.visited), dice.choice(case.visited)
        if first != then:
            shown[f"{first} {then}"] = set().union(*(run.between(first, then) for run in case.runs))
            said[f"{first} {then}"] = set(case.information.order.between(first, then))
    return Compared(shown, said)


SURE = (known, dominating)
POSSIBLE = (perhaps_known, coming_first, leading, needed, beside, between)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_in_nested_maps_it_says_exactly_what_the_executions_show(block: int) -> None:
    for case in samples(block, NESTED_PER_BLOCK, "nested"):
        for question in (*SURE, *POSSIBLE):
            found = question(case)
            if found.said != found.shown:  # some ways from one step to another pass a third one thrice
                found = question(case.deeper())
            assert found.said == found.shown, (question.__name__, case.made, case.called)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_in_loose_maps_it_errs_on_the_safe_side(block: int) -> None:
    for case in samples(block, LOOSE_PER_BLOCK, "loose"):
        for question in SURE:
            found = question(case)
            assert all(said <= found.shown[name] for name, said in found.said.items()), case.made
        for question in POSSIBLE:
            found = question(case)
            assert all(shown <= found.said[name] for name, shown in found.shown.items()), case.made


def test_the_share_of_cases_that_have_been_somewhere_before_is_that_of_the_executions() -> None:
    compared = 0
    for case in samples(99, 400, "nested"):
        if sum(run.chance for run in case.runs) < 1 - 1e-9:
            continue
        dice = random.Random(compared)
        step = dice.choice(case.visited)
        earlier = set(dice.sample(case.visited, min(2, len(case.visited)))) - {step}
        having = total = 0.0
        for run in case.runs:
            firsts = [at for at in run.firsts() if run.name(at) == step]
            total += run.chance if firsts else 0.0
            having += run.chance if firsts and run.names_before[firsts[0]] & earlier else 0.0
        assert case.information.share_before(earlier, step) == pytest.approx(having / total, abs=1e-9)
        compared += 1
    assert compared > 150
