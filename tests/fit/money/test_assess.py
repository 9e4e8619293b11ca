from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_fit import agreed, portfolio, process, step
from procfit.fit.assess import Fit, assess
from procfit.fit.money.assess import Money, money_of
from procfit.fit.money.document import as_document
from procfit.model.portfolio import Portfolio
from procfit.model.quantities import Duration, Volume
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.team import Rates, Settings
from procfit.model.vendor import Evaluation, ExtraPrice, Price, Vendor

PRICE = Price((10, 20, 30), 5, (1000, 2000, 4000), (100, 200, 400))
SCALE = replace(DEFAULT_EVALUATION, day_rate=(500.0, 500.0, 500.0), horizon_years=2, discount_rate=0.1)
PROVEN = "reference"


def maps(minutes: float = 15, later: float = 5, volume: Volume | None = None) -> Portfolio:
    planned = {"work": Duration.fixed(later)}
    own = step("s", 3, ["a"], work=Duration.fixed(minutes), disposition="modify", to_be=planned)
    made = portfolio(replace(process("p", 3, own), volume=volume or Volume(1000, "year")))
    return replace(made, settings=Settings(rates=Rates(default=60)))


def fitted(vendors: dict[str, Vendor], made: Portfolio, evaluation: Evaluation) -> Fit:
    return assess(made, evaluation, vendors, {}, {})


def money(
    codes: dict[str, str] | None = None,
    price: Price = PRICE,
    made: Portfolio | None = None,
    evaluation: Evaluation = SCALE,
    prices: dict[str, Price] | None = None,
    **more: Any,
) -> Money:
    vendors = {
        name: replace(agreed(name, {"a": code}, PROVEN), price=(prices or {}).get(name, price))
        for name, code in (codes or {"x": "standard"}).items()
    }
    shown = made or maps()
    return money_of(shown, evaluation, vendors, fitted(vendors, shown, evaluation), **more)


def test_cost_by_hand() -> None:
    # Each year 20 × 5 × 12 + 200 = 1,400; 2,000 once; two years at 10 %.
    own = money({"x": "customization"}).vendors["x"]
    years = 1 / 1.1 + 1 / 1.21
    assert own.delivered == pytest.approx((1000 + 700 * years, 2000 + 1400 * years, 4000 + 2200 * years))
    assert own.gap_cost == pytest.approx((2500, 7500, 20000))
    assert own.closed == pytest.approx((3500 + 700 * years, 9500 + 1400 * years, 24000 + 2200 * years))


def test_benefit_is_full_with_gaps_closed_and_else_as_far_as_answers_serve() -> None:
    found = money({"x": "customization"})
    assert found.full == pytest.approx((10_000, 10_000, 10_000))
    # Customization is worth 0.3, 0.5, 0.7 on the scale.
    assert found.vendors["x"].served == pytest.approx((3000, 5000, 7000))
    outcomes = found.vendors["x"].outcomes
    assert outcomes["gaps closed"].benefit.p50 == pytest.approx(10_000)
    assert outcomes["as delivered"].benefit.p50 == pytest.approx(5000, rel=0.02)
    assert outcomes["as delivered"].cost.p50 < outcomes["gaps closed"].cost.p50  # type: ignore[operator]


def test_only_the_share_that_is_reached_counts() -> None:
    found = money(evaluation=replace(SCALE, benefit_reached=(0.0, 0.2, 0.5)))
    assert found.full == pytest.approx((0, 2000, 5000))
    assert found.benefit.per_year == pytest.approx(10_000)


def test_with_everything_fixed_the_draws_are_the_sums() -> None:
    price = Price((20, 20, 20), 5, (2000, 2000, 2000), (200, 200, 200))
    sure = replace(DEFAULT_EVALUATION.codes["standard"], utility=(1, 1, 1), effort_days=(0, 0, 0))
    codes = {"standard": sure}
    flat = replace(SCALE, codes={**DEFAULT_EVALUATION.codes, **codes}, discount_rate=0.0)
    outcome = money(price=price, evaluation=flat).vendors["x"].outcomes["gaps closed"]
    assert outcome.cost.p10 == outcome.cost.p90 == pytest.approx(4800)
    assert outcome.npv.p50 == pytest.approx(2 * 10_000 - 4800)
    assert outcome.roi is not None
    assert outcome.roi.p50 == pytest.approx((20_000 - 4800) / 4800)
    assert outcome.payback.p50 == pytest.approx(2000 / (10_000 - 1400))
    assert (outcome.never, outcome.gains.share, outcome.gains.error) == (0, 1, 0)


def test_twins_are_drawn_apart_but_share_what_is_common() -> None:
    spread = replace(SCALE, benefit_reached=(0.1, 0.5, 1.0))
    found = money({"x": "standard", "y": "standard"}, evaluation=spread)
    assert found.cheaper["x", "y"].share == pytest.approx(0.5, abs=0.03)
    assert found.cheaper["x", "y"].error == pytest.approx(0.0079, abs=1e-3)
    shares = [own.outcomes["gaps closed"].benefit for own in found.vendors.values()]
    assert shares[0] == shares[1]


def test_the_day_rate_is_drawn_once_for_all() -> None:
    sure = replace(DEFAULT_EVALUATION.codes["standard"], effort_days=(10, 10, 10))
    codes = {**DEFAULT_EVALUATION.codes, "standard": sure}
    scale = replace(SCALE, codes=codes, day_rate=(100.0, 500.0, 900.0))
    found = money(
        {"x": "standard", "y": "standard"}, Price((1, 1, 1), 1, (1, 1, 1), (1, 1, 1)), None, scale
    )
    assert found.costs["x"].p90 > found.costs["x"].p10  # type: ignore[operator]
    assert (found.cheaper["x", "y"].share, found.cheaper["y", "x"].share) == (0, 0)


def test_a_vendors_money_does_not_depend_on_the_others() -> None:
    alone, beside = money({"x": "none"}), money({"x": "none", "y": "standard"})
    assert alone.vendors["x"] == beside.vendors["x"]


def test_without_a_price_nothing_is_assessed() -> None:
    found = money(price=Price())
    own = found.vendors["x"]
    assert (own.delivered, own.closed, own.outcomes, found.costs) == (None, None, {}, {})
    assert own.gap_cost is not None
    assert found.plane.points == ()


def test_half_a_price_is_a_lower_bound_and_is_not_compared() -> None:
    found = money(
        {"x": "standard", "y": "standard"},
        prices={"x": Price(licence_per_user_month=(1, 1, 1), users=1)},
    )
    assert found.vendors["x"].missing == ("implementation", "run_per_year")
    assert found.vendors["x"].delivered is not None
    assert found.vendors["x"].outcomes == {}
    assert set(found.costs) == {"y"}
    assert found.cheaper == {}


def test_without_a_day_rate_gaps_are_not_assessed_never_free() -> None:
    found = money({"x": "none"}, evaluation=replace(SCALE, day_rate=None))
    own = found.vendors["x"]
    assert (own.gap_cost, own.closed) == (None, None)
    assert found.basis == "as delivered"
    assert set(own.outcomes) == {"as delivered"}


def test_without_volumes_there_is_cost_and_no_benefit() -> None:
    made = maps()
    bare = replace(made, maps={"p": replace(made.maps["p"], volume=None)})
    found = money(made=bare)
    assert (found.full, found.vendors["x"].served, found.vendors["x"].outcomes) == (None, None, {})
    assert found.plane.front == ("x",)


@pytest.mark.parametrize(("later", "share"), [(15.0, 0.0), (60.0, 0.0), (0.0, 1.0)])
def test_no_benefit_and_a_negative_one_never_pay(later: float, share: float) -> None:
    outcome = money(made=maps(15, later)).vendors["x"].outcomes["gaps closed"]
    assert outcome.gains.share == share
    assert (outcome.payback.p50 is None) == (share == 0)
    assert outcome.never == 1 - share


def test_one_year_without_discount() -> None:
    found = money(evaluation=replace(SCALE, horizon_years=1, discount_rate=0.0))
    assert found.vendors["x"].delivered == pytest.approx((1700, 3400, 6200))


def priced(capability: str, per: Any) -> Price:
    extra = ExtraPrice(capability, (5, 10, 20), per, "x.xlsx", "Prices", "C7")
    return replace(PRICE, extra=(extra,))


@pytest.mark.parametrize(
    ("per", "once", "yearly"), [("once", 10, 0), ("year", 0, 10), ("user-month", 0, 10 * 5 * 12)]
)
def test_extra_prices_come_on_top(per: Any, once: float, yearly: float) -> None:
    plain = money().vendors["x"].delivered
    own = money(price=priced("a", per)).vendors["x"]
    assert plain is not None
    assert own.delivered is not None
    assert own.delivered[1] - plain[1] == pytest.approx(once + yearly * (1 / 1.1 + 1 / 1.21))
    assert own.lines[-1].name == "extra: a"
    assert "x.xlsx Prices!C7" in own.lines[-1].how


def test_a_gap_that_the_vendor_closes_for_a_price_is_not_charged_twice() -> None:
    once = money({"x": "none"}, priced("a", "once")).vendors["x"]
    assert once.gap_cost == (0, 0, 0)
    assert once.effort.gaps[0].priced
    yearly = money({"x": "none"}, priced("a", "year")).vendors["x"]
    assert yearly.gap_cost == (5000, 15000, 45000)


def test_an_extra_that_no_step_needs_is_not_bought() -> None:
    assert money(price=priced("fax", "once")).vendors == money().vendors


def test_the_document_is_plain_and_explains_every_line() -> None:
    document = as_document(money({"x": "customization", "y": "blank"}))
    vendor = document["vendors"][0]
    assert [line["name"] for line in vendor["lines"]] == ["licences", "running it", "implementation"]
    assert vendor["gaps"]["capabilities"][0]["steps"] == ["p#s"]
    assert vendor["gaps"]["capabilities"][0]["days"] == {"least": 5, "usual": 15, "most": 40}
    assert document["benefit"]["processes"][0]["steps"][0]["per_year"] == pytest.approx(10_000)
    assert {entry["vendor"] for entry in document["plane"]} == {"x", "y"}


AMOUNT = st.integers(0, 1000).map(float)
SPAN = st.lists(AMOUNT, min_size=3, max_size=3).map(lambda drawn: tuple(sorted(drawn)))


@settings(max_examples=40)
@given(SPAN, SPAN, SPAN, st.integers(0, 3), st.integers(0, 2), st.integers(1, 500))
def test_cost_never_falls_when_a_price_rises(
    licence: Any, once: Any, run: Any, which: int, place: int, more: int
) -> None:
    spans = [list(licence), list(once), list(run)]
    users = 7.0
    before = money(price=Price(tuple(spans[0]), users, tuple(spans[1]), tuple(spans[2])))  # type: ignore[arg-type]
    if which == 3:
        users += more
    else:
        spans[which] = [amount + (more if at >= place else 0) for at, amount in enumerate(spans[which])]
    after = money(price=Price(tuple(spans[0]), users, tuple(spans[1]), tuple(spans[2])))  # type: ignore[arg-type]
    for basis in ("as delivered", "gaps closed"):
        old, new = before.vendors["x"].cost(basis), after.vendors["x"].cost(basis)  # type: ignore[arg-type]
        assert old is not None
        assert new is not None
        assert all(one <= other + 1e-9 for one, other in zip(old, new, strict=True))
    assert (before.costs["x"].p50 or 0) <= (after.costs["x"].p50 or 0) + 1e-9


@settings(max_examples=40)
@given(st.lists(st.sampled_from(sorted(DEFAULT_EVALUATION.codes)), min_size=2, max_size=3), SPAN, SPAN)
def test_no_price_and_no_rate_enters_the_fit(codes: list[str], licence: Any, rate: Any) -> None:
    named = {f"v{number}": code for number, code in enumerate(codes)}
    plain = {name: agreed(name, {"a": code}) for name, code in named.items()}
    priced = {
        name: replace(own, price=Price(licence, 9, licence, licence)) for name, own in plain.items()
    }
    scale = replace(SCALE, day_rate=rate, benefit_reached=(0.1, 0.2, 0.3))
    assert fitted(plain, maps(), DEFAULT_EVALUATION).to_dict() == fitted(priced, maps(), scale).to_dict()


@given(st.sampled_from(["none", "roadmap", "customization", "third-party", "configuration"]))
def test_a_better_answer_never_serves_less(code: str) -> None:
    order = ["none", "roadmap", "customization", "third-party", "configuration", "standard"]
    better = order[order.index(code) + 1]
    worse, well = (money({"x": each}).vendors["x"].served for each in (code, better))
    assert worse is not None
    assert well is not None
    assert all(one <= other for one, other in zip(worse, well, strict=True))
