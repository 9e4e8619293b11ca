from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers_fit import portfolio, process, step
from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.fit.money.benefit import benefit_of
from procfit.flow.totals import monthly_totals
from procfit.model.capability import Capability
from procfit.model.portfolio import Portfolio
from procfit.model.process import Kpi, Lane, ProcessMap, Step
from procfit.model.quantities import Duration, Volume
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.team import Rates, Settings

ROOT = Path(__file__).parents[3]


def worked(name: str, minutes: float, later: float | None = None, needs: Any = (), **more: Any) -> Step:
    """Return a step that takes some minutes today, and others in the to-be."""
    changes = {} if later is None else {"work": Duration.fixed(later)}
    disposition = "modify" if later is not None else None
    fields = {"work": Duration.fixed(minutes), "disposition": disposition, "to_be": changes}
    return step(name, 1, needs, **{**fields, **more})


def rated(*maps: ProcessMap, rate: float | None = 60, **capabilities: Capability) -> Portfolio:
    made = portfolio(*maps, **capabilities)
    return replace(made, settings=Settings(rates=Rates(default=rate)))


def yearly(made: ProcessMap, count: float = 100, **more: Any) -> ProcessMap:
    return replace(made, volume=Volume(count, "year"), **more)


def test_saved_minutes_times_volume_times_rate() -> None:
    # 10 minutes less at 60 an hour, 100 times a year.
    benefit = benefit_of(rated(yearly(process("p", 3, worked("s", 15, 5, ["a"])))), DEFAULT_EVALUATION)
    assert benefit.per_year == pytest.approx(1000)
    assert benefit.by_capability == {"a": pytest.approx(1000)}
    assert benefit.processes[0].savings[0].per_case == pytest.approx(10)


def test_each_lane_has_its_own_rate() -> None:
    lanes = (Lane("cheap", department="Desk"), Lane("dear"))
    steps = (worked("s", 60, 0, ["a"], lane="cheap"), worked("t", 60, 0, ["b"], lane="dear"))
    made = rated(yearly(process("p", 3, *steps), 1, lanes=lanes))
    made = replace(made, settings=Settings(rates=Rates({"Desk": 30, "dear": 90})))
    assert benefit_of(made, DEFAULT_EVALUATION).by_capability == {"a": 30, "b": 90}


def test_a_dropped_step_hangs_on_all_that_the_process_needs() -> None:
    steps = (
        worked("s", 5, None, ["a"]),
        worked("gone", 20, None, ["c"], disposition="discard"),
        worked("t", 5, None, ["b"]),
    )
    benefit = benefit_of(rated(yearly(process("p", 3, *steps))), DEFAULT_EVALUATION)
    assert benefit.by_capability == {"a": pytest.approx(1000), "b": pytest.approx(1000)}


def test_what_becomes_dearer_counts_in_full_and_may_outweigh_the_rest() -> None:
    steps = (worked("s", 10, 5, ["a"]), worked("t", 0, 30, ["b"], disposition="modify"))
    benefit = benefit_of(rated(yearly(process("p", 3, *steps))), DEFAULT_EVALUATION)
    assert benefit.dearer == pytest.approx(-3000)
    assert benefit.by_capability == {"a": pytest.approx(500), "b": 0}
    assert benefit.per_year == pytest.approx(-2500)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (rated(process("p", 3, worked("s", 15, 5, ["a"]))), "volume not assessed"),
        (rated(yearly(process("p", 3, worked("s", 15, 5, ["a"]))), rate=None), "cost not assessed"),
        (rated(yearly(process("p", 3, worked("s", 15, 5)))), "no step of its to-be needs"),
        (
            rated(yearly(process("p", 3, worked("s", 9, 5, ["a"]), Step("t", "T", disposition="add")))),
            "as-is or to-be alone lacks t (work)",
        ),
    ],
)
def test_what_cannot_be_counted_is_named_and_never_nought(made: Portfolio, why: str) -> None:
    benefit = benefit_of(made, DEFAULT_EVALUATION)
    assert benefit.per_year is None
    assert [left.process for left in benefit.not_counted] == ["p"]
    assert why in benefit.not_counted[0].why


def test_nothing_planned_is_a_benefit_of_nought() -> None:
    benefit = benefit_of(
        rated(yearly(process("p", 3, worked("s", 15, None, ["a"])))), DEFAULT_EVALUATION
    )
    assert benefit.per_year == 0


def test_no_maps_are_not_assessed() -> None:
    assert benefit_of(Portfolio(), DEFAULT_EVALUATION).per_year is None


def test_a_kpi_is_worth_its_units_whichever_way_is_better() -> None:
    kpis = (
        Kpi("Renewed", "%", 81, 90, worth=100),
        Kpi("Lost", "%", 9, 4, worth=10),
        Kpi("Free", "", 1, 9),
    )
    made = replace(process("p", 3, worked("s", 5, None, ["a"])), kpis=kpis)
    benefit = benefit_of(rated(made), DEFAULT_EVALUATION)
    assert benefit.per_year == pytest.approx(950)
    assert [gain.name for gain in benefit.processes[0].kpis] == ["Renewed", "Lost"]


@pytest.mark.parametrize(
    ("kpi", "why"),
    [
        (Kpi("Work", "min", 30, 8, "touch_time", worth=10), "the work saved holds it already"),
        (Kpi("Cost per case", "EUR", 30, 8, worth=10), "the work saved holds it already"),
        (Kpi("Renewed", "%", None, 8, worth=10), "it lacks a baseline or a target"),
    ],
)
def test_a_kpi_that_counts_already_or_cannot_be_told_is_left_out(kpi: Kpi, why: str) -> None:
    made = replace(process("p", 3, worked("s", 5, None, ["a"])), kpis=(kpi,))
    benefit = benefit_of(rated(made), DEFAULT_EVALUATION)
    assert benefit.per_year is None
    assert benefit.not_counted[0].why == f'KPI "{kpi.name}": {why}'


def test_a_called_map_with_a_volume_is_counted_once() -> None:
    caller = yearly(process("p", 3, worked("s", 5, None, ["a"]), Step("c", "C", kind="call", call="q")))
    called = process("q", 3, worked("t", 15, 5, ["b"]))
    alone = benefit_of(rated(caller, called), DEFAULT_EVALUATION)
    assert alone.by_capability == {"a": pytest.approx(1000)}
    both = benefit_of(rated(caller, yearly(called)), DEFAULT_EVALUATION)
    assert both.by_capability == {"a": 0, "b": pytest.approx(1000)}


def test_the_example_saves_what_measuring_both_views_tells() -> None:
    workspace = open_workspace(EXAMPLE)
    benefit = benefit_of(workspace.portfolio, workspace.evaluation)
    views = [monthly_totals(workspace.portfolio, view, workspace.maps) for view in ("as-is", "to-be")]  # type: ignore[arg-type]
    saved = 12 * ((views[0].cost or 0) - (views[1].cost or 0))
    gained = sum(gain.per_year for part in benefit.processes for gain in part.kpis)
    assert benefit.per_year == pytest.approx(saved + gained)
    assert gained > 0
