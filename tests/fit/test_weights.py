from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_fit import portfolio, process, step
from procfit.fit.weights import need_shares, weigh
from procfit.model.capability import Capability
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Need
from procfit.model.quantities import Volume
from procfit.model.scale import DEFAULT_EVALUATION

BRANCH = (Flow("often", 0.75), Flow("seldom", 0.25))


def test_weights_follow_importance_reach_value_and_shares_of_need() -> None:
    sales = process(
        "sales",
        3,
        step("ask", 4, ["forms"], to=BRANCH),
        step("often", 4, ["quotes", Need("forms", 0.25)], to=[Flow("end")]),
        step("seldom", 4, ["quotes"], to=[Flow("end")]),
        step("end", None),
    )
    service = process("service", 1, step("visit", 5, ["offline"]))
    weights = weigh(portfolio(sales, service), DEFAULT_EVALUATION)
    # Sales 3/4, service 1/4; in sales 4 : 3 : 1 by reach × value.
    assert weights.shares == pytest.approx(
        {
            "forms": 0.75 * (4 / 8 + 3 / 8 * 0.25),
            "quotes": 0.75 * (3 / 8 * 0.75 + 1 / 8),
            "offline": 0.25,
        },
        abs=1e-12,
    )
    first = weights.of("quotes")[0]
    assert (first.process, first.step) == ("sales", "often")
    assert first.process_weight == 0.75
    assert first.step_share == pytest.approx(3 / 8)
    assert first.need_share == pytest.approx(0.75)


def test_rework_earns_no_weight() -> None:
    again = (Flow("check", 0.9), Flow("end", 0.1))
    loop = process("p", 1, step("check", 2, ["a"], to=again), step("end", 2, ["b"]))
    assert weigh(portfolio(loop), DEFAULT_EVALUATION).shares == pytest.approx({"a": 0.5, "b": 0.5})


def test_volume_counts_when_the_basis_says_so() -> None:
    busy = replace(process("busy", 1, step("s", 1, ["a"])), volume=Volume(300, "month"))
    calm = replace(process("calm", 1, step("s", 1, ["b"])), volume=Volume(1200, "year"))
    unknown = process("unknown", 1, step("s", 1, ["c"]))
    evaluation = replace(DEFAULT_EVALUATION, weight_basis="importance-volume")
    weights = weigh(portfolio(busy, calm, unknown), evaluation)
    assert weights.shares == pytest.approx({"a": 0.75, "b": 0.25})
    assert [(left.process, left.share) for left in weights.left_out] == [("unknown", None)]


def test_what_is_not_assessed_is_listed_and_never_zero() -> None:
    valued = process("valued", 3, step("s", 2, ["a"]), step("t", None, ["b"]))
    bare = process("bare", 1, step("s", 4))
    silent = process("silent", None, step("s", 5, ["c"]))
    weights = weigh(portfolio(valued, bare, silent, d=Capability("d", "d")), DEFAULT_EVALUATION)
    assert weights.shares == {"a": 1.0}
    assert [(step.process, step.step, step.missing) for step in weights.not_assessed] == [
        ("valued", "t", "value")
    ]
    assert {left.process: left.share for left in weights.left_out} == {"bare": 0.25, "silent": None}
    assert weights.unneeded == ("b", "c", "d")
    assert weights.rests_on == pytest.approx(3 / 4 * 1 / 2)


def test_steps_to_add_count_and_steps_to_discard_do_not() -> None:
    mixed = process(
        "p", 1, step("old", 5, ["a"], disposition="discard"), step("new", 1, ["b"], disposition="add")
    )
    assert weigh(portfolio(mixed), DEFAULT_EVALUATION).shares == {"b": 1.0}
    assert weigh(portfolio(mixed), DEFAULT_EVALUATION, "as-is").shares == {"a": 1.0}


def test_not_applicable_leaves_its_value_to_the_other_needs_of_the_step() -> None:
    maps = portfolio(process("p", 1, step("s", 1, ["fax", Need("mail", 0.2)]), step("t", 1, ["mail"])))
    evaluation = replace(DEFAULT_EVALUATION, not_applicable={"fax": "no fax"})
    weights = weigh(maps, evaluation)
    assert weights.shares == {"mail": 1.0}
    assert weights.unneeded == ()


@pytest.mark.parametrize("maps", [portfolio(), portfolio(process("p", 5, step("s", 0, ["a"])))])
def test_no_value_at_all_gives_no_weights(maps: Portfolio) -> None:
    assert weigh(maps, DEFAULT_EVALUATION).shares == {}


@pytest.mark.parametrize(
    ("needs", "shares"),
    [
        ([Need("a"), Need("b")], {"a": 0.5, "b": 0.5}),
        ([Need("a", 0.2), Need("b", 0.2)], {"a": 0.5, "b": 0.5}),
        ([Need("a", 0.0), Need("b", 0.0)], {"a": 0.5, "b": 0.5}),
        ([Need("a", 1.0), Need("b")], {"a": 1.0, "b": 0.0}),
        ([Need("a"), Need("b", 0.0)], {"a": 1.0, "b": 0.0}),
        ([Need("a"), Need("a")], {"a": 1.0}),
    ],
)
def test_needs_share_a_step_whole(needs: list[Need], shares: dict[str, float]) -> None:
    assert need_shares(needs) == pytest.approx(shares)


NAMES = ["a", "b", "c", "d", "e"]
needs = st.lists(
    st.builds(Need, st.sampled_from(NAMES), st.none() | st.floats(0, 1)), min_size=1, max_size=4
)
tables = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.lists(st.tuples(st.none() | st.integers(0, 5), needs), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=4,
)


@given(tables, st.dictionaries(st.sampled_from(NAMES), st.floats(0, 0.2)))
def test_weights_sum_to_one_or_there_are_none(
    table: list[tuple[int, list[tuple[int | None, list[Need]]]]], overrides: dict[str, float]
) -> None:
    maps = [
        process(
            f"p{row}", importance, *(step(f"s{i}", value, own) for i, (value, own) in enumerate(steps))
        )
        for row, (importance, steps) in enumerate(table)
    ]
    known = {name: Capability(name, name) for name in NAMES}
    weights = weigh(portfolio(*maps, **known), DEFAULT_EVALUATION, overrides=overrides)
    total = sum(weights.shares.values())
    assert total == pytest.approx(1, abs=1e-9) or not weights.shares
    assert all(share > 0 for share in weights.shares.values())
    assert sum(part.weight for part in weights.contributions) == pytest.approx(total)
    assert set(weights.shares).isdisjoint(weights.unneeded)
