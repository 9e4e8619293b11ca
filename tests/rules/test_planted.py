"""Waste planted into maps grown from blocks is found, and what only looks like it is left alone."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.redundancy.bases import Base, grown_bases
from benchmarks.redundancy.judging import Score, score_rule
from benchmarks.redundancy.registry import PLANTS, SPARED
from procfit.model.team import RULE_IDS
from procfit.rules.engine import all_rules

FEW = 5


@cache
def bases() -> list[Base]:
    return grown_bases(worlds=2)


@cache
def score(rule: str) -> Score:
    return score_rule(rule, bases(), max(FEW, len(PLANTS[rule]), len(SPARED[rule])))


def complaints(rule: str, *kinds: str) -> list[str]:
    return [f"{what}: {trial.name}" for what, trial in score(rule).complaints if what in kinds]


@pytest.mark.parametrize("rule", list(all_rules()))
def test_planted_waste_is_found(rule: str) -> None:
    assert not score(rule).missing
    assert not complaints(rule, "missed")


@pytest.mark.parametrize("rule", list(all_rules()))
def test_nothing_else_is_found_where_waste_is_planted(rule: str) -> None:
    assert not complaints(rule, "too much")


@pytest.mark.parametrize("rule", list(all_rules()))
def test_what_a_guard_spares_is_left_alone(rule: str) -> None:
    assert not complaints(rule, "flagged")


def test_there_is_a_plant_and_a_near_miss_for_every_rule() -> None:
    assert set(PLANTS) == set(SPARED) == set(RULE_IDS)
