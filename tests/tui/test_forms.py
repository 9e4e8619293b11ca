"""Whatever is typed into a form keeps the map valid, or is refused with a sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers_random_maps import errors_of, valid_maps
from helpers_tui import small_workspace
from procfit import open_workspace
from procfit.formats.process_toml import read_process_text
from procfit.formats.process_write import process_text
from procfit.model.errors import EditError
from procfit.model.process import Flow, Need, ProcessMap, Rival, Step, Without
from procfit.model.quantities import Duration
from procfit.tui.editing.fields import Field, Made
from procfit.tui.editing.map_form import LaneForm, MapForm
from procfit.tui.editing.step_form import StepForm
from procfit.workspace import Workspace

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = (
    *(
        "5m",
        "2h",
        "1d",
        "2m/5m/15m",
        "15m/5m/2m",
        "0",
        "3",
        "5",
        "9",
        "-1",
        "1,000",
        "yes",
        "no",
        "?",
        "–",
    ),
    *(
        "task",
        "decision",
        "end",
        "call",
        "start",
        "wait",
        "join",
        "keep",
        "discard",
        "add",
        "2026-02-30",
    ),
    *(
        "2026-01-31",
        "85%",
        "140%",
        "0.3",
        "lead-capture",
        "quotation (40%); fax",
        "return",
        "Sales",
        "   ",
    ),
    *("name; phone, again", "a\u200bb", "a\x00b", "[red]", '"', "1200/month", "front", "customer", "1"),
)
TYPED = st.one_of(st.sampled_from(WORDS), st.text(max_size=30))


@cache
def workspace() -> Workspace:
    with TemporaryDirectory() as folder:
        return open_workspace(small_workspace(Path(folder) / "pumps"))


def with_map(process: ProcessMap) -> Workspace:
    return workspace().with_maps({**workspace().maps, process.id: process})


def forms(process: ProcessMap, view: str) -> list[list[Field]]:
    found = with_map(process)
    return [
        MapForm(found, process).fields(),
        *(LaneForm(found, process, lane.id).fields() for lane in process.lanes),
        *(StepForm(found, process, step.id, view).fields() for step in process.steps),
    ]


def field(process: ProcessMap, step: str, key: str, view: str = "as-is") -> Field:
    found = StepForm(with_map(process), process, step, view).fields()
    return next(each for each in found if each.key == key)


def taken(field: Field, typed: str) -> Made | EditError:
    try:
        return field.take(typed)
    except EditError as error:
        return error


def enquiry() -> ProcessMap:
    return workspace().maps["enquiry"]


@QUICK
@given(valid_maps(), st.data())
def test_whatever_is_typed_keeps_the_map_valid_or_is_refused_with_a_sentence(process, data) -> None:
    view = data.draw(st.sampled_from(("as-is", "to-be")))
    every = [each for form in forms(process, view) for each in form]
    chosen = data.draw(st.sampled_from(every))
    typed = data.draw(TYPED)
    made = taken(chosen, typed)
    if isinstance(made, EditError):
        assert made.message
        assert "\n" not in str(made)
        return
    assert errors_of(made.process) <= errors_of(process)
    assert made.label
    read, problems = read_process_text(process_text(made.process), process.id)
    assert read == made.process, problems


@pytest.mark.parametrize("view", ["as-is", "to-be"])
@pytest.mark.parametrize("name", ["enquiry", "return"])
def test_what_a_field_shows_is_what_it_takes(name: str, view: str) -> None:
    process = workspace().maps[name]
    shown = [each for form in forms(process, view) for each in form if each.text]
    assert len(shown) > 15
    for each in shown:
        assert each.key.startswith("next.") or each.take(each.text).process == process, each.key
        assert each.changed(each.text) is None


def test_every_key_of_a_step_is_in_its_form() -> None:
    from procfit.formats.process_toml import STEP

    shown = {each.key.partition(".")[0] for each in forms(enquiry(), "as-is")[6]}
    assert set(STEP.keys) - shown == {"id", "to_be"}


def test_a_change_is_named_by_what_stood_there_and_what_stands_there() -> None:
    made = field(enquiry(), "check", "work").take("5")
    assert made.label == "work of Check the workshop: 20 min -> 5 min"
    assert made.process.step("check").work == Duration.fixed(5)
    made = field(enquiry(), "check", "work").take("")
    assert made.label == "work of Check the workshop: 20 min -> –"
    assert made.process.step("check").work is None


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("work", "soon", 'work "soon" is not a time; write "5", "2 h" or least/usual/most "2/5/15"'),
        ("work", "9m/5m/2m", 'work "9m/5m/2m" is not in the order least/usual/most; write "5m"'),
        ("value", "7", "value 7 is out of range; give a number from 0 to 5"),
        ("expected", "perhaps", 'expected "perhaps" is neither yes nor no; write yes or no'),
        ("kind", "tsk", 'kind "tsk" is not one of task, start'),
        ("tags", "verfy", 'did you mean "verify"?'),
        ("name", "", "the step has no name; type what is done"),
        ("rival.time", "5m", "nobody is named as the competitor; say first who it is"),
        ("without.capability", "fax", "nothing says how it goes without the step; say first how"),
        ("rival.date", "last May", "rival date must be a date"),
        ("call", "refunding", 'calls unknown map "refunding"'),
        ("benefit", "a\u200bb", "invisible or control character"),
        ("kind", "end", "leads on"),
    ],
)
def test_a_refusal_says_what_would_be_right(key: str, typed: str, sentence: str) -> None:
    with pytest.raises(EditError) as refused:
        field(enquiry(), "check", key).take(typed)
    assert sentence in str(refused.value)


def test_a_competitor_and_a_way_without_are_told_part_by_part() -> None:
    process = field(enquiry(), "check", "rival.who").take("Mill & Co").process
    process = field(process, "check", "rival.time").take("2m").process
    process = field(process, "check", "rival.same_benefit").take("ja").process
    assert process.step("check").rival == Rival("Mill & Co", Duration.fixed(2), True)
    process = field(process, "check", "without.how").take("They log in").process
    process = field(process, "check", "without.capability").take("Customer record").process
    assert process.step("check").without == Without("They log in", "customer-record")
    for key in ("without.capability", "without.how"):
        process = field(process, "check", key).take("").process
    assert process.step("check").without is None


def test_the_plan_stands_beside_today_and_is_cleared_back_to_it() -> None:
    planned = field(enquiry(), "quote", "work", "to-be")
    assert (planned.today, planned.text) == ("10m/15m/40m", "5m")
    made = field(enquiry(), "check", "value", "to-be").take("4")
    step = made.process.step("check")
    assert (step.value, step.to_be, step.disposition) == (1, {"value": 4}, "modify")
    back = field(made.process, "check", "value", "to-be").take("").process.step("check")
    assert (back.value, back.to_be) == (1, {})
    nothing = field(enquiry(), "check", "needs", "to-be").take("–").process.step("check")
    assert nothing.to_be == {"needs": ()}
    with pytest.raises(EditError, match="cannot leave value open"):
        field(enquiry(), "check", "value", "to-be").take("–")


def test_needs_and_lists_keep_their_shares_and_commas() -> None:
    assert field(enquiry(), "quote", "needs").text == "quotation; customer-record (30%)"
    made = field(enquiry(), "quote", "needs").take("quotation (60%); fax").process
    assert made.step("quote").needs == (Need("quotation", 0.6), Need("fax"))
    made = field(enquiry(), "quote", "asks").take("price list, 2026; name").process
    assert made.step("quote").asks == ("price list, 2026", "name")


def test_an_unknown_capability_is_taken_and_warned_of() -> None:
    made = field(enquiry(), "quote", "needs").take("quotaton")
    assert made.process.step("quote").needs == (Need("quotaton"),)
    assert made.warnings == (
        'step "quote" needs unknown capability "quotaton"; did you mean "quotation"?',
    )


def test_a_new_lane_is_made_and_a_known_one_found_by_its_beginning() -> None:
    assert field(enquiry(), "check", "lane").take("work").process.step("check").lane == "customer"
    made = field(enquiry(), "check", "lane").take("Credit desk")
    assert made.label == "lane of Check the workshop: Inside sales -> Credit desk"
    assert [lane.id for lane in made.process.lanes] == ["customer", "sales", "credit-desk"]


def test_naming_a_map_makes_the_step_a_call_and_back() -> None:
    process = field(enquiry(), "check", "call").take("return").process
    assert process.step("check").kind == "call"
    assert field(process, "check", "call").take("").process.step("check").kind == "task"


def test_a_decision_shares_its_other_cases_out() -> None:
    made = field(enquiry(), "known", "next.0.share").take("60 %")
    assert [flow.share for flow in made.process.step("known").next] == [0.6, 0.4]
    assert made.label == "share of Known customer? to Send quote: 75 % -> 60 %"
    made = field(enquiry(), "known", "next.0.share").take("")
    assert [flow.share for flow in made.process.step("known").next] == [None, None]
    step = field(enquiry(), "known", "next.1.when").take("they are new").process.step("known")
    assert step.next[1] == Flow("check", 0.25, "they are new")
    step = field(enquiry(), "known", "next.1.rejects").take("yes").process.step("known")
    assert step.next[1].rejects


def test_the_whole_map_and_its_measures() -> None:
    def take(process: ProcessMap, key: str, text: str) -> ProcessMap:
        found = MapForm(with_map(process), process).fields()
        return next(each for each in found if each.key == key).take(text).process

    process = take(enquiry(), "volume", "30/week")
    process = take(process, "importance", "4")
    process = take(process, "default_wait", "1h")
    assert (process.volume.count, process.importance, process.default_wait.usual) == (30, 4, 60)
    process = take(process, "kpi.0.target", "6")
    process = take(process, "kpi.1.name", "Complaints")
    process = take(process, "kpi.1.figure", "contacts")
    assert [(kpi.name, kpi.target, kpi.figure) for kpi in process.kpis] == [
        ("Turnaround", 6, None),
        ("Complaints", None, "contacts"),
    ]
    assert [kpi.name for kpi in take(process, "kpi.0.name", "").kpis] == ["Complaints"]
    with pytest.raises(EditError, match="importance 9 is out of range; give a number from 1 to 5"):
        take(process, "importance", "9")


def test_lanes_are_named_nested_moved_and_given_another_id() -> None:
    def take(process: ProcessMap, key: str, text: str, lane: str = "sales") -> ProcessMap:
        found = LaneForm(with_map(process), process, lane).fields()
        return next(each for each in found if each.key == key).take(text).process

    process = take(enquiry(), "name", "Sales desk")
    process = take(process, "kind", "back")
    process = take(process, "parent", "customer")
    lane = process.lanes[1]
    assert (lane.name, lane.kind, lane.parent) == ("Sales desk", "back", "customer")
    process = take(process, "place", "1")
    assert [lane.id for lane in process.lanes] == ["sales", "customer"]
    process = take(process, "id", "desk")
    assert process.step("log").lane == "desk"
    with pytest.raises(EditError, match="give a number from 1 to 2"):
        take(enquiry(), "place", "3")
    with pytest.raises(EditError, match="stands in unknown lane"):
        take(enquiry(), "parent", "nowhere")


def test_a_line_break_survives_a_field_of_one_line() -> None:
    process = field(enquiry(), "check", "description").take("one↵two").process
    assert process.step("check").description == "one\ntwo"
    assert field(process, "check", "description").text == "one↵two"


def test_a_field_offers_what_the_workspace_uses() -> None:
    assert field(enquiry(), "check", "channel").offers == ("phone", "e-mail")
    assert field(enquiry(), "check", "needs").offers[:2] == ("lead-capture", "quotation")
    assert "company name" in field(enquiry(), "check", "asks").offers
    assert field(enquiry(), "check", "call").offers == ("return",)
    assert field(enquiry(), "check", "lane").offers == ("Workshop", "Inside sales")
    assert Step("a", "A").expected is None
