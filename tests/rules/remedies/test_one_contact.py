from __future__ import annotations

import pytest

from helpers_maps import process
from helpers_rules import step
from procfit.flow.figures import figures_of
from procfit.model.portfolio import Portfolio
from procfit.rules.remedies import in_one_contact

TEXT = step("a", "b", work="5m", wait="0m", asks=["name"], value=1, cost=2.0)
TEXT += step("b", "c", work="3m", wait="1h", asks=["date"], value=2, cost=1.5) + step("c", work="1m")


def minutes(found: object) -> float:
    return figures_of(found, Portfolio()).lead.mean  # type: ignore[arg-type]


def test_the_earlier_contact_does_both() -> None:
    found = in_one_contact(process(TEXT), ["a"], "b", 1.0)
    assert found is not None
    assert [each.id for each in found.steps] == ["a", "c"]
    first = found.step("a")
    assert (first.asks, first.value, first.cost) == (("name", "date"), 3, 3.5)
    assert first.work is not None
    assert first.work.mean == 8
    assert first.next[0].to == "c"


def test_a_share_of_the_cases_skips_the_later_contact() -> None:
    before = process(TEXT)
    found = in_one_contact(before, ["a"], "b", 0.25)
    assert found is not None
    assert minutes(before) - minutes(found) == pytest.approx(0.25 * (60 + 3) - 3)


def test_a_contact_that_leads_nowhere_or_back_to_itself_has_no_remedy() -> None:
    assert in_one_contact(process(step("a", "b") + step("b")), ["a"], "b", 1.0) is None
