from __future__ import annotations

import json

import pytest

from helpers_maps import process
from procfit.flow.measure import Measures, measure
from procfit.model.portfolio import Portfolio

LOOSE = """
[[step]]
id = "go"
name = "Go"
kind = "parallel"
next = ["ask", "bill"]
[[step]]
id = "ask"
name = "Ask"
kind = "decision"
channel = "web"
asks = ["name"]
work = "5m"
wait = "0m"
next = { meet = "90%", out = "10%" }
[[step]]
id = "bill"
name = "Bill"
work = "10m/30m/90m"
wait = "1h"
next = ["meet"]
[[step]]
id = "meet"
name = "Meet"
kind = "join"
next = ["tell"]
[[step]]
id = "tell"
name = "Tell"
channel = "phone"
asks = ["name"]
work = "5m"
wait = "2h"
[[step]]
id = "out"
name = "Out"
work = "1m"
wait = "0m"
"""


def loose() -> Measures:
    """Return the figures of a map whose parallel work is not nested."""
    return measure(process(LOOSE), Portfolio())


def test_paths_of_a_loose_map_are_simulated_cases() -> None:
    typical, longest = loose().paths["typical"].path, loose().paths["longest"].path
    assert {visit.step for visit in typical.visits} == {"go", "ask", "bill", "meet", "tell"}
    assert typical.chance == pytest.approx(0.9, abs=0.05)
    assert longest.minutes > typical.minutes
    assert 5 + 60 + 10 + 120 <= longest.minutes - 5 <= 60 + 90 + 120 + 5


def test_the_times_of_a_simulated_path_are_drawn_not_expected() -> None:
    spent = [
        visit.end - visit.begin
        for told in loose().paths.values()
        for visit in told.path.visits
        if visit.step == "bill"
    ]
    assert all(70 <= minutes <= 150 for minutes in spent)
    assert len(set(spent)) == 2


def test_the_journey_of_a_simulated_path_has_its_contacts() -> None:
    told = loose().paths["typical"].to_dict()
    assert [contact["step"] for contact in told["contacts"]] == ["ask", "tell"]
    assert told["channel_switches"] == 1
    assert told["items_asked_again"] == 1
    assert told["waiting"] > 120


def test_paths_of_a_nested_map_are_by_expected_times() -> None:
    nested = LOOSE.replace('kind = "decision"\n', "").replace(
        '{ meet = "90%", out = "10%" }', '["meet"]'
    )
    text = nested[: nested.index('[[step]]\nid = "out"')]
    typical = measure(process(text), Portfolio()).paths["typical"].path
    assert typical.chance == 1
    assert typical.minutes == pytest.approx((10 + 4 * 30 + 90) / 6 + 60 + 5 + 120)


def test_the_same_map_always_has_the_same_paths() -> None:
    assert loose().paths == loose().paths
    assert json.dumps(loose().to_dict()) == json.dumps(loose().to_dict())
