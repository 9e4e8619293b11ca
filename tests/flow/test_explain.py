from __future__ import annotations

import pytest
from hypothesis import given

import procfit
from helpers_flow import Tree, map_of, trees
from helpers_maps import HEAD, chain, process
from procfit.flow.catalog import CATALOG
from procfit.flow.explain import explain
from procfit.flow.explain_step import STEP_FIGURES
from procfit.flow.measure import measure
from procfit.model.errors import UsageError
from procfit.model.portfolio import Portfolio

CALENDAR_MONTH = 8 * 60 * 5 * 52 / 12


@given(trees)
def test_parts_of_sums_add_up_to_them(tree: Tree) -> None:
    measures = measure(map_of(tree)[0], Portfolio())
    steps = [f"{step}.{name}" for step in measures.steps for name in STEP_FIGURES]
    for figure in (*CATALOG, *steps):
        told = explain(measures, figure)
        if told.value is not None and not told.divides:
            total = sum(part.amount for part in told.parts)
            assert total == pytest.approx(told.value, rel=1e-6, abs=1e-9), figure


def test_the_largest_part_comes_first() -> None:
    steps = chain("x", "y", x='work = "5m"\nwait = "0m"', y='work = "9m"\nwait = "0m"')
    told = explain(measure(process(steps), Portfolio()), "lead_time")
    assert [(part.steps, part.amount) for part in told.parts] == [(("y",), 9), (("x",), 5)]


def test_a_part_says_who_said_so() -> None:
    called = process(chain("in", **{"in": 'work = "5m"\nwait = "0m"'}))
    text = chain("x", "y", x='work = "5m"\nwait = "0m"\nsource = "timed"') + (
        '[[step]]\nid = "z"\nname = "Z"\nkind = "call"\ncall = "other"\n'
    )
    made = process(text.replace('name = "Y"', 'name = "Y"\nwork = "1m"\nwait = "0m"\nnext = ["z"]'))
    told = explain(measure(made, Portfolio({"other": called})), "lead_time")
    sources = {part.label: part.source for part in told.parts}
    assert sources == {"X": "timed", "Y": "", "Z": 'map "other"'}


def test_the_visits_of_a_join_are_fewer_than_the_branches_that_come() -> None:
    text = (
        '[[step]]\nid = "go"\nname = "Go"\nkind = "parallel"\nnext = ["a", "b"]\n'
        '[[step]]\nid = "a"\nname = "A"\nnext = ["meet"]\n[[step]]\nid = "b"\nname = "B"\nnext = ["meet"]\n'
        '[[step]]\nid = "meet"\nname = "Meet"\nkind = "join"\nnext = ["end"]\n'
        '[[step]]\nid = "end"\nname = "End"\nkind = "end"\n'
    )
    told = explain(measure(process(text), Portfolio()), "meet.visits")
    assert [part.amount for part in told.parts] == [1, 1, -1]
    assert told.value == 1


def test_a_figure_says_what_it_lacks() -> None:
    measures = measure(process(chain("x", "y", x='work = "5m"')), Portfolio())
    assert {gap.missing for gap in explain(measures, "lead_time").missing} == {"work", "wait"}
    assert {gap.missing for gap in explain(measures, "touch_time").missing} == {"work"}
    assert {gap.missing for gap in explain(measures, "value_per_hour").missing} >= {"value", "wait"}
    assert explain(measures, "contacts").missing == ()


def test_cases_in_progress_are_told_as_they_are_calculated() -> None:
    steps = chain("x", x='work = "5m"\nwait = "55m"')
    measures = measure(process(steps, HEAD + 'volume = "10/month"\n'), Portfolio())
    told = explain(measures, "work_in_progress")
    cases, lead, month = (part.amount for part in told.parts)
    assert (cases, lead, month) == pytest.approx((10, 60, CALENDAR_MONTH))
    assert told.value == pytest.approx(cases * lead / month)
    assert [part.unit for part in told.parts] == ["count", "minutes", "minutes"]


def test_quantiles_that_were_not_asked_for_have_no_parts() -> None:
    made = process(chain("x", x='work = "1m/5m/9m"\nwait = "55m"'))
    assert explain(measure(made, Portfolio()), "lead_time_p90").parts == ()
    told = procfit.explain(procfit.measure(made, quantiles=True), "lead_time_p90")
    assert told.parts[-1].amount == pytest.approx(told.value)


def test_unknown_figures_and_steps_are_errors() -> None:
    measures = measure(process(chain("x")), Portfolio())
    with pytest.raises(UsageError, match='no figure "cots"') as error:
        explain(measures, "cots")
    assert 'did you mean "cost"' in error.value.hint
    with pytest.raises(UsageError, match='no step "nowhere"') as error:
        explain(measures, "nowhere.visits")
    assert error.value.hint == "its steps are x"
    with pytest.raises(UsageError, match='no figure "color"'):
        explain(measures, "x.color")


def test_an_explanation_is_plain_values() -> None:
    found = explain(measure(process(chain("x", x='work = "5m"\nwait = "0m"')), Portfolio()), "lead_time")
    document = found.to_dict()
    assert (document["figure"], document["value"], document["at_least"]) == ("lead_time", 5, False)
    assert document["parts"][0]["steps"] == ("x",)
