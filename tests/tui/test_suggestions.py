"""What a decision on a finding does to the maps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers_rules import LANES, judge, portfolio, step
from procfit.flow.measure import measure
from procfit.formats.process_toml import read_process_text
from procfit.formats.process_write import process_text
from procfit.model.errors import EditError
from procfit.model.finding import Finding
from procfit.model.process import ProcessMap
from procfit.tui.editing.suggestions import changes_flow, decided, suggested, suggestion

ONE = {"lane": "sales", "reads": ["order"], "writes": ["order figures"], "work": "1h", "wait": "0m"}
OTHER = {
    "lane": "finance",
    "reads": ["invoice"],
    "writes": ["invoice figures"],
    "work": "30m",
    "wait": "1h",
}
IN_A_ROW = (
    LANES
    + step("s", "a", kind="start")
    + step("a", "b", **ONE)
    + step("b", "c", **OTHER)
    + step("c", lane="sales", work="10m", wait="0m", reads=["order figures", "invoice figures"])
)
TYPED_AGAIN = step("a", "b", reads=["form"], writes=["record"], system="CRM") + step(
    "b", "c", reads=["record"], writes=["Record"], system="ERP", work="10m", wait="1h"
)
TYPED_AGAIN += step("c")


def found(rule: str, text: str) -> tuple[dict[str, ProcessMap], Finding]:
    (finding,) = judge(rule, text)
    return dict(portfolio(text).maps), finding


def dispositions(process: ProcessMap) -> dict[str, str | None]:
    return {each.id: each.disposition for each in process.steps if each.disposition}


def test_discarding_takes_the_step_that_is_too_much_and_keeps_the_other() -> None:
    maps, finding = found("re-key", TYPED_AGAIN)
    (changed,) = decided(maps, finding, "discard").values()
    assert dispositions(changed) == {"a": "keep", "b": "discard"}
    (changed,) = decided(maps, finding, "keep").values()
    assert dispositions(changed) == {"a": "keep", "b": "keep"}
    assert decided({changed.id: changed}, finding, "keep") == {}


def test_what_was_decided_on_the_other_step_stands() -> None:
    maps, finding = found("re-key", TYPED_AGAIN)
    (process,) = maps.values()
    steps = tuple(
        replace(each, disposition="modify") if each.id == "a" else each for each in process.steps
    )
    maps = {process.id: replace(process, steps=steps)}
    (changed,) = decided(maps, finding, "discard").values()
    assert dispositions(changed) == {"a": "modify", "b": "discard"}


def test_a_finding_without_steps_is_about_its_process() -> None:
    maps, finding = found("re-key", TYPED_AGAIN)
    (changed,) = decided(maps, replace(finding, steps=(), drops=()), "modify").values()
    assert (changed.disposition, dispositions(changed)) == ("modify", {})


def test_steps_of_other_maps_are_decided_with_it() -> None:
    maps, finding = found("re-key", TYPED_AGAIN)
    (process,) = maps.values()
    maps["other"] = replace(process, id="other")
    changed = decided(maps, replace(finding, steps=("a", "other#c"), drops=()), "keep")
    assert {name: dispositions(each) for name, each in changed.items()} == {
        process.id: {"a": "keep"},
        "other": {"c": "keep"},
    }


def test_steps_in_a_row_are_drawn_side_by_side_in_the_plan_alone() -> None:
    maps, finding = found("needless-sequence", IN_A_ROW)
    assert suggestion(maps, finding) == "draw it so in the to-be"
    (changed,) = suggested(maps, finding).values()
    (process,) = maps.values()
    assert changed.as_is.steps == tuple(
        replace(each, disposition=changed.step(each.id).disposition, to_be=changed.step(each.id).to_be)
        for each in process.steps
    )
    around = replace(portfolio(IN_A_ROW), maps={changed.id: changed})
    before, after = (measure(changed, around, view).lead_time.mean for view in ("as-is", "to-be"))
    assert before is not None
    assert after is not None
    assert before - after == pytest.approx(finding.saves.minutes_per_case)
    read, _ = read_process_text(process_text(changed), changed.id)
    assert read == changed


def test_what_is_planned_otherwise_already_is_left_as_it_is() -> None:
    maps, finding = found("needless-sequence", IN_A_ROW)
    (process,) = maps.values()
    steps = tuple(
        replace(each, disposition="discard") if each.id == "a" else each for each in process.steps
    )
    with pytest.raises(EditError, match='"A" is planned otherwise already'):
        suggested({process.id: replace(process, steps=steps)}, finding)


def test_carrying_it_out_twice_changes_nothing_more() -> None:
    maps, finding = found("needless-sequence", IN_A_ROW)
    changed = suggested(maps, finding)
    assert suggested(changed, finding) == {}


def test_two_rows_of_one_map_are_drawn_beside_each_other() -> None:
    text = IN_A_ROW.replace('id = "c"', 'id = "c"\nnext = ["d"]')
    text += step("d", "e", **{**ONE, "reads": ["order 2"], "writes": ["figures 2"]})
    text += step("e", "f", **{**OTHER, "reads": ["invoice 2"], "writes": ["figures 3"]})
    text += step("f", lane="sales", reads=["figures 2", "figures 3"], work="5m", wait="0m")
    first, second = judge("needless-sequence", text)
    around = portfolio(text)
    changed = suggested(around.maps, first)
    both = {**around.maps, **suggested({**around.maps, **changed}, second)}
    (process,) = both.values()
    assert [each.kind for each in process.to_be.steps].count("parallel") == 2
    saved = [
        measure(process, replace(around, maps=both), view).lead_time.mean for view in ("as-is", "to-be")
    ]
    assert saved[0] - saved[1] == pytest.approx(
        sum(each.saves.minutes_per_case for each in (first, second))
    )


def test_an_estimate_is_not_drawn() -> None:
    text = (
        step("s", "a", kind="start")
        + step("a", "b", wait="40h", work="5m")
        + step("b", work="5m", wait="0m")
    )
    (process,) = portfolio(text).maps.values()
    _, finding = found("needless-sequence", IN_A_ROW)
    quicker = replace(
        finding, process=process.id, remedy=replace(process, name="x"), steps=("a",), drops=()
    )
    assert not changes_flow(process, quicker)
    (changed,) = suggested({process.id: process}, quicker).values()
    assert dispositions(changed) == {"a": "modify"}
    assert changed.step("a").to_be == {}


def test_what_is_missing_is_for_a_person_to_draw() -> None:
    maps, finding = found("re-key", TYPED_AGAIN)
    missing = replace(finding, suggest="add")
    assert suggestion(maps, missing) == ""
    with pytest.raises(EditError, match="cannot be drawn for you"):
        suggested(maps, missing)
