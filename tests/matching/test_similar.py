"""All similar steps of a portfolio."""

from __future__ import annotations

import pytest

from helpers_maps import EXAMPLE
from helpers_rules import portfolio, step
from procfit import open_workspace, similar
from procfit.matching.similar import similar as similar_steps
from procfit.model.errors import UsageError
from procfit.model.team import SameWork, Settings, TeamAnswers

CHECKS = step("a", "b", name="Check credit") + step("b", name="Send reminder")
REVIEWS = step("a", "b", name="Review credit") + step("b", name="Sending of reminders")


def test_pairs_of_both_tiers_are_found() -> None:
    found = similar_steps(portfolio(CHECKS, REVIEWS))
    assert [(pair.a, pair.b) for pair in found.same] == [("test#b", "test1#b")]
    assert [(pair.a, pair.b) for pair in found.maybe] == [("test#a", "test1#a")]
    assert found.pairs == (*found.same, *found.maybe)


def test_the_teams_answers_and_language_count() -> None:
    answers = TeamAnswers(same=(SameWork("Check credit", "Review credit"),))
    found = similar_steps(portfolio(CHECKS, REVIEWS, answers=answers))
    assert (len(found.same), found.maybe) == (2, ())
    german = similar_steps(portfolio(CHECKS, REVIEWS, settings=Settings(language="de")))
    assert german.same == ()


def test_an_unknown_map_is_an_error_in_words() -> None:
    with pytest.raises(UsageError, match='there is no map "tset"; did you mean "test"'):
        similar_steps(portfolio(CHECKS), ["tset"])


def test_pairs_as_a_data_frame_and_as_a_document() -> None:
    found = similar(open_workspace(EXAMPLE), ["complaint"])
    frame = found.to_frame()
    assert list(frame.columns) == ["a", "b", "tier", "score", "why", "wordings"]
    assert len(frame) == len(found.pairs) == len(found.to_dict()["pairs"])
    assert all("complaint#" in f"{pair.a} {pair.b}" for pair in found.pairs)


def test_the_example_holds_pairs_worth_asking_about() -> None:
    first = [set(pair.wordings) for pair in similar(open_workspace(EXAMPLE)).maybe[:5]]
    assert {"Approve goodwill", "Authorize goodwill"} in first
