import json
from dataclasses import replace

import pytest

from helpers_maps import HEAD, process
from procfit.flow.difference import differences
from procfit.flow.measure import Gap, Measures, Summed, measure
from procfit.flow.totals import monthly_totals
from procfit.flow.value import TimeSplit, UnsourcedValue
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Calendar, Duration, Volume
from procfit.model.team import Rates, Settings

RATED = Portfolio(settings=Settings(rates=Rates({"sales": 60}, default=30)))
SUMS: tuple[Summed, ...] = ("lead_time", "touch_time", "cost", "value")

QUOTE = """
[[kpi]]
name = "Lead time"
unit = "h"
baseline = 4
target = 2
[[lane]]
id = "sales"
[[lane]]
id = "finance"
[[lane]]
id = "buyer"
kind = "customer"
[[step]]
id = "log"
name = "Log"
lane = "sales"
channel = "phone"
system = "CRM"
effort = 2
asks = ["name", "phone"]
work = "10m"
wait = "20m"
value = 2
adds = "customer"
next = ["check"]
[[step]]
id = "check"
name = "Check"
lane = "finance"
work = "20m"
wait = "1h"
cost = 5
system = "ERP"
source = "timed"
value = 1
adds = "business"
next = ["ok"]
[[step]]
id = "ok"
name = "OK?"
kind = "decision"
lane = "finance"
next = { check = "50%", send = "50%" }
[[step]]
id = "send"
name = "Send"
lane = "sales"
channel = "web"
system = "CRM"
effort = 1
asks = ["name"]
work = "5m"
wait = "0m"
value = 3
adds = "customer"
"""


def by_hand() -> Measures:
    """Return the figures of the example of docs/measures.md."""
    return measure(process(QUOTE, HEAD + 'volume = "100/month"\n'), RATED)


def test_the_times_and_money_of_a_small_map_by_hand() -> None:
    """The example of docs/measures.md."""
    found = by_hand()
    assert found.lead_time.mean == 10 + 20 + 2 * (20 + 60) + 5
    assert found.lead_time.method == "exact"
    assert found.lead_time.standard_error == 0
    assert found.touch_time == 10 + 2 * 20 + 5
    assert found.flow_efficiency == pytest.approx(55 / 195)
    check = next(each for each in found.critical_path if each.step == "check")
    assert (check.passes, check.minutes, check.share) == (2, 160, pytest.approx(160 / 195))
    assert found.cost == pytest.approx(10 + 2 * (10 + 5) + 5)
    assert found.per_month.cost == pytest.approx(100 * 45)
    assert found.work_in_progress == pytest.approx(100 * 195 / (8 * 60 * 5 * 52 / 12))
    assert found.kpis[0].predicted == pytest.approx(195 / 60)
    assert not found.at_least
    assert found.not_assessed == ()


def test_the_value_of_a_small_map_by_hand() -> None:
    """The example of docs/measures.md."""
    found = by_hand()
    assert found.value == 2 + 1 + 3
    assert found.value_per_hour == pytest.approx(6 / 3.25)
    assert found.value_adding_ratio == pytest.approx(15 / 55)
    assert found.time_split == TimeSplit(customer=15, business=40, waiting=20 + 2 * 60)
    assert found.unsourced_value == UnsourcedValue(2 + 3, ("log", "send"))
    assert found.assessed is not None
    assert found.assessed.overall == 1


def test_the_journey_of_a_small_map_by_hand() -> None:
    """The example of docs/measures.md."""
    found = by_hand()
    assert (found.contacts, found.faces, found.channel_switches) == (2, 1, 1)
    assert (found.items_asked, found.repeat_asks, found.effort) == (3, 1, 3)
    assert (found.hand_offs, found.systems) == (2, 2)
    assert found.waiting_between_contacts.mean == pytest.approx(2 * (20 + 60))
    typical, longest = found.paths["typical"], found.paths["longest"]
    assert [visit.step for visit in typical.path.visits] == ["log", "check", "ok", "send"]
    assert (typical.path.chance, typical.path.minutes, typical.journey.waiting) == (0.5, 115, 80)
    assert (longest.path.chance, longest.path.minutes, longest.journey.waiting) == (0.25, 195, 160)


def test_what_a_small_map_hangs_on_by_hand() -> None:
    """The example of docs/measures.md."""
    found = {(each.lever, each.step): each for each in by_hand().sensitivity}
    work, again = found["work", "check"], found["loop", "ok"]
    assert (work.lead_time, work.cost) == pytest.approx((2, 1))
    assert (again.lead_time, again.cost) == pytest.approx((2 * (165 - 5) / 100, 2 * (35 - 5) / 100))
    assert again.lead_time_tenth == pytest.approx(16)


def test_a_shorter_wait_of_a_small_map_by_hand() -> None:
    """The example of docs/measures.md."""
    quicker = measure(process(QUOTE.replace('wait = "1h"', 'wait = "30m"')), RATED)
    difference = differences(by_hand(), quicker)["lead_time"]
    assert (difference.amount, difference.clear) == (-60, True)


def test_a_step_holds_what_it_adds_to_an_average_case() -> None:
    check = measure(process(QUOTE), RATED).steps["check"]
    assert (check.visits, check.reach) == (2, 1)
    assert (check.work, check.wait, check.cost, check.value) == (40, 120, 30, 1)


def test_unknown_times_make_the_sums_lower_bounds_and_are_named() -> None:
    made = process(QUOTE.replace('wait = "1h"\n', ""))
    found = measure(made, RATED)
    assert found.at_least
    assert found.lead_time.mean == 75
    assert found.not_assessed == (Gap("wait", ("check",)),)
    assert found.steps["check"].wait is None


def test_nothing_known_is_not_zero() -> None:
    made = ProcessMap("m", "M", steps=(Step("a", "A"),))
    found = measure(made, Portfolio())
    figures = (found.lead_time.mean, found.touch_time, found.flow_efficiency, found.cost, found.value)
    assert figures == (None, None, None, None, None)
    assert found.value_adding_ratio is None
    assert {gap.missing for gap in found.not_assessed} == {"work", "wait", "value", "adds"}


def test_money_needs_a_rate() -> None:
    found = measure(process(QUOTE.replace("cost = 5\n", "")), Portfolio())
    assert found.cost is None
    assert Gap("rate", ("log", "check", "send")) in found.not_assessed
    assert found.at_least
    assert (found.is_lower("cost"), found.is_lower("lead_time")) == (True, False)


def test_each_sum_is_a_lower_bound_by_what_it_lacks() -> None:
    unvalued = measure(process(QUOTE.replace("value = 3\n", "")), RATED)
    assert (unvalued.value, unvalued.at_least) == (3, True)
    assert [unvalued.is_lower(name) for name in SUMS] == [False, False, False, True]
    unwaited = measure(process(QUOTE.replace('wait = "1h"\n', "")), RATED)
    assert [unwaited.is_lower(name) for name in SUMS] == [True, False, False, False]
    idle = measure(process(QUOTE.replace('work = "5m"\n', "")), RATED)
    assert [idle.is_lower(name) for name in SUMS] == [True, True, True, False]


def test_quantiles_come_on_demand_and_leave_an_exact_mean_alone() -> None:
    made = process(QUOTE)
    assert measure(made, RATED).lead_time.p90 is None
    lead_time = measure(made, RATED, quantiles=True).lead_time
    assert (lead_time.mean, lead_time.method) == (195, "exact")
    assert lead_time.p50 in (115, 195)
    assert lead_time.p90 == 355


def test_the_slowest_of_varying_branches_is_simulated_with_its_error() -> None:
    varying = {"work": Duration(0, 30, 90), "wait": Duration.fixed(0)}
    steps = (
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"))),
        Step("a", "A", next=(Flow("j"),), **varying),
        Step("b", "B", next=(Flow("j"),), **varying),
        Step("j", "J", kind="join"),
    )
    lead_time = measure(ProcessMap("m", "M", steps=steps), Portfolio()).lead_time
    assert lead_time.method == "simulated"
    assert lead_time.mean is not None
    assert 40 < lead_time.mean < 50
    assert lead_time.standard_error is not None
    assert 0 < lead_time.standard_error < 0.5
    assert lead_time.p50 is not None


def test_a_call_takes_time_and_money_of_the_called_map_but_not_its_value() -> None:
    called = replace(process(QUOTE), id="quote")
    caller = ProcessMap("caller", "Caller", steps=(Step("c", "C", kind="call", call="quote"),))
    portfolio = replace(RATED, maps={"quote": called, "caller": caller})
    found = measure(caller, portfolio)
    assert found.lead_time.mean == 195
    assert found.touch_time == 55
    assert found.cost == pytest.approx(45)
    assert found.value is None
    assert found.flow_efficiency == pytest.approx(55 / 195)


def test_a_call_to_a_map_that_is_not_there_is_a_gap() -> None:
    caller = ProcessMap("caller", "Caller", steps=(Step("c", "C", kind="call", call="gone"),))
    found = measure(caller, Portfolio())
    assert found.at_least
    assert Gap("call", ("c",)) in found.not_assessed
    step = found.steps["c"]
    assert (step.work, step.wait, step.cost) == (None, None, None)
    assert (found.lead_time.mean, found.touch_time, found.cost) == (None, None, None)


def test_a_call_to_a_map_that_cannot_be_judged_is_a_gap() -> None:
    endless = (
        Step("a", "A", work=Duration.fixed(5), next=(Flow("p"),)),
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("a"))),
    )
    caller = ProcessMap("caller", "Caller", steps=(Step("c", "C", kind="call", call="bad"),))
    maps = {"bad": ProcessMap("bad", "Bad", steps=endless), "caller": caller}
    found = measure(caller, Portfolio(maps))
    assert Gap("call", ("c",)) in found.not_assessed
    assert found.steps["c"].work is None


def test_a_called_map_without_a_rate_makes_the_cost_of_the_caller_a_lower_bound() -> None:
    called = replace(process(QUOTE), id="quote")
    caller = ProcessMap("caller", "Caller", steps=(Step("c", "C", kind="call", call="quote"),))
    found = measure(caller, Portfolio({"quote": called, "caller": caller}))
    assert found.cost == 10
    assert (found.is_lower("cost"), found.is_lower("lead_time")) == (True, False)


def test_monthly_totals_say_which_are_lower_bounds() -> None:
    made = replace(process(QUOTE.replace("value = 3\n", "")), volume=Volume(12, "year"))
    found = monthly_totals(RATED, "as-is", {"a": made})
    assert (found.cases, found.at_least) == (1, ("value",))
    assert monthly_totals(RATED, "as-is", {"a": made, "b": replace(made, volume=None)}).at_least == (
        "cases",
        "work",
        "cost",
        "value",
    )


def test_gaps_of_a_called_map_make_the_caller_a_lower_bound() -> None:
    called = ProcessMap("called", "Called", steps=(Step("a", "A", work=Duration.fixed(5)),))
    caller = ProcessMap("caller", "Caller", steps=(Step("c", "C", kind="call", call="called"),))
    found = measure(caller, Portfolio({"called": called, "caller": caller}))
    assert found.at_least
    assert found.lead_time.mean == 5


def test_a_thousand_maps_that_call_each_other_in_a_row() -> None:
    maps = {
        f"m{n}": ProcessMap(f"m{n}", "M", steps=(Step("c", "C", kind="call", call=f"m{n + 1}"),))
        for n in range(1500)
    }
    last = Step("a", "A", work=Duration.fixed(7), wait=Duration.fixed(0))
    maps["m1500"] = ProcessMap("m1500", "M", steps=(last,))
    assert measure(maps["m0"], Portfolio(maps)).lead_time.mean == 7


def test_the_to_be_view_is_measured_from_the_same_map() -> None:
    text = QUOTE.replace(
        'adds = "business"\n', 'adds = "business"\ndisposition = "modify"\nto_be = { wait = "0m" }\n'
    )
    assert measure(process(text), RATED, "to-be").lead_time.mean == 75
    assert measure(process(text), RATED).lead_time.mean == 195


def test_steps_that_no_case_reaches_need_no_figures() -> None:
    made = ProcessMap(
        "m",
        "M",
        steps=(
            Step("a", "A", kind="start", next=(Flow("e"),)),
            Step("e", "E", kind="end"),
            Step("z", "Z", next=(Flow("e"),)),
        ),
    )
    found = measure(made, Portfolio())
    assert not found.at_least
    assert found.not_assessed == ()


def test_work_without_end_gives_no_figures_at_all() -> None:
    steps = (
        Step("a", "A", next=(Flow("p"),)),
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("a"))),
    )
    found = measure(ProcessMap("m", "M", steps=steps), Portfolio())
    assert found.lead_time.mean is None
    assert found.steps["a"].visits is None
    assert "without end" in found.not_assessed[0].note


def test_figures_can_be_written_as_json_and_as_a_frame() -> None:
    found = measure(process(QUOTE), RATED)
    document = json.loads(json.dumps(found.to_dict()))
    assert list(document)[:2] == ["steps", "lead_time"]
    assert document["steps"]["check"]["visits"] == 2
    assert found.to_frame().loc["check", "cost"] == 30


def test_the_same_map_is_measured_once() -> None:
    made = process(QUOTE)
    assert measure(made, RATED) is measure(made, RATED)


def test_a_map_is_measured_again_only_once_something_it_depends_on_has_changed() -> None:
    called = ProcessMap("called", "Called", steps=(Step("a", "A", work=Duration.fixed(5)),))
    caller = ProcessMap("caller", "Caller", steps=(Step("c", "C", kind="call", call="called"),))
    before = replace(RATED, maps={"called": called, "caller": caller})
    first = measure(caller, before)
    other = ProcessMap("other", "Other", steps=(Step("o", "O"),))
    assert measure(caller, replace(before, maps={**before.maps, "other": other})) is first

    slower = replace(called, steps=(Step("a", "A", work=Duration.fixed(50)),))
    assert measure(caller, replace(before, maps={**before.maps, "called": slower})).touch_time == 50
    dearer = replace(before, settings=Settings(rates=Rates(default=600)))
    assert measure(caller, dearer).cost == 50
    week = Calendar(hours_per_day=4)
    assert measure(caller, replace(before, settings=Settings(calendar=week))).calendar == week
