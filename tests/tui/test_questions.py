"""The five questions: what an answer writes, and how a team goes through them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers_random_maps import valid_maps
from helpers_tui import driven, in_loop, screen_text, settle
from procfit import open_workspace
from procfit.model import edits
from procfit.model.process import Flow, ProcessMap, Step
from procfit.reports.review_book.columns import QUESTIONS
from procfit.tui.editing.questions import KEYS, Interview, asked_steps, fields_of
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.entry_line import EntryLine
from procfit.tui.widgets.question_panel import QuestionPanel

TODAY = date.today().isoformat()
WHO = "workshop Ana 2026-11-25"


async def begun(pilot, *keys: str, who: str = WHO) -> None:
    """Open the map, begin the questions, and press keys."""
    await pilot.press("enter")
    await settle(pilot)
    await pilot.press("f7")
    await settle(pilot)
    await line(pilot, who)
    await pressed(pilot, *keys)


async def pressed(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def line(pilot, *texts: str) -> None:
    for text in texts:
        pilot.app.screen.query_one("EntryLine Input").value = text
        await pilot.press("enter")
        await settle(pilot)


def step(pilot, name: str) -> Step:
    return pilot.app.session.workspace.maps["enquiry"].step(name)


def document(pilot):
    return pilot.app.session.document


def test_every_question_has_keys_for_its_answers() -> None:
    assert list(KEYS) == [question.key for question in QUESTIONS]


def test_steps_are_asked_about_in_the_order_of_the_flow() -> None:
    def flows(*targets: str) -> tuple[Flow, ...]:
        return tuple(Flow(target) for target in targets)

    process = ProcessMap(
        "p",
        "P",
        steps=(
            Step("last", "Last", next=flows("end")),
            Step("end", "End", kind="end"),
            Step("second", "Second", next=flows("which")),
            Step("left", "Left", next=flows("last")),
            Step("first", "First", next=flows("second")),
            Step("which", "Which?", kind="decision", next=flows("right", "left", "first")),
            Step("right", "Right", next=flows("last")),
            Step("start", "Start", kind="start", next=flows("first")),
        ),
    )
    assert asked_steps(process) == ("first", "second", "right", "left", "last")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(valid_maps())
def test_every_step_of_today_that_does_something_is_asked_about_once(process) -> None:
    asked = asked_steps(process)
    assert sorted(asked) == sorted(
        each.id for each in process.as_is.steps if each.kind in ("task", "wait", "call")
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((1, 1, 1, -1, 5)), max_size=30), st.sets(st.sampled_from("abcd")))
def test_the_place_stays_at_its_step_when_others_go(moves, left) -> None:
    interview = Interview(("a", "b", "c", "d"))
    for by in moves:
        interview.go(by)
    before, key = interview.step, interview.key
    interview.keep_to(tuple(name for name in "abcd" if name in left))
    if before in left:
        assert (interview.step, interview.key) == (before, key)
    assert interview.is_done or interview.step in left


def test_an_answer_fills_the_fields_that_the_product_reads() -> None:
    here = Step("a", "A", description="Old")
    assert fields_of(here, "rival", {"rival.who": "Mill", "rival.time": ""}, WHO, "2026-11-25") == {
        "rival.who": "Mill",
        "rival.source": WHO,
        "rival.date": "2026-11-25",
    }
    assert fields_of(here, "slows", {"slows": "the queue"}, WHO, "") == {
        "description": "Old\nSlows the process: the queue"
    }
    assert fields_of(here, "rival", {}, WHO, "") == {}


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["small", "large"])
def test_the_first_step_is_asked_about_with_one_key_an_answer(root: Path, size) -> None:
    @in_loop
    async def run() -> None:
        async with driven(root, size) as pilot:
            await begun(pilot)
            shown = screen_text(pilot)
            for said in (
                "step 1 of 4 · question 1 of 5",
                f"said by {WHO}",
                "What does it do for the customer?",
                "known: I need not repeat myself, value 2 of 5",
            ):
                assert said in shown
            assert pilot.app.screen.query_one(Canvas).selected == "log"
            await pressed(pilot, "4")
            assert step(pilot, "log").value == 4
            assert step(pilot, "log").source == f"interview 2026-02-11; {WHO}"
            assert document(pilot).undo_label == "value of Log enquiry: 2 -> 4"
            assert "question 2 of 5" in screen_text(pilot)
            await pressed(pilot, "n")
            assert "noted for this session: no" in screen_text(pilot)
            await pressed(pilot, "n", "n", "n")
            assert step(pilot, "log").expected is False
            assert "step 2 of 4 · question 1 of 5" in screen_text(pilot)
            assert pilot.app.screen.query_one(Canvas).selected == "ask-address"

    run()


@in_loop
async def test_a_value_without_a_benefit_asks_for_it(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, *["space"] * 5, "3")
        assert "What does the customer get from it?" in screen_text(pilot)
        await line(pilot, "They need not call")
        found = step(pilot, "ask-address")
        assert (found.value, found.benefit, found.source) == (3, "They need not call", WHO)
        assert "question 2 of 5" in screen_text(pilot)
        await pressed(pilot, "backspace", "0")
        assert step(pilot, "ask-address").value == 0
        assert "question 2 of 5" in screen_text(pilot)


@in_loop
async def test_a_slow_step_gets_the_times_that_are_not_assessed_or_a_note(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, *["space"] * 6, "y")
        assert "How long is the waiting?" in screen_text(pilot)
        await line(pilot, "soon")
        assert 'wait "soon" is not a time' in screen_text(pilot)
        await line(pilot, "2h")
        assert step(pilot, "ask-address").wait.usual == 120
        assert document(pilot).undo_label == "wait of Ask for the address: – -> 2 h"
        await pressed(pilot, "backspace", "y")
        assert "What slows it?" in screen_text(pilot)
        await line(pilot, "the phone is busy")
        assert step(pilot, "ask-address").description == "Slows the process: the phone is busy"


@in_loop
async def test_a_competitor_and_a_way_without_are_one_change_each(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, "space", "space", "space", "y")
        await line(pilot, "Mill & Co", "1m")
        rival = step(pilot, "log").rival
        assert (rival.who, rival.time.usual, rival.same_benefit) == ("Mill & Co", 1, True)
        assert (rival.source, rival.date.isoformat()) == (WHO, TODAY)
        assert step(pilot, "log").source == "interview 2026-02-11"
        assert document(pilot).undo_label.startswith("rival who of Log enquiry: – -> Mill & Co")
        assert "new: beaten-by-rival" in screen_text(pilot)
        await pressed(pilot, "y")
        await line(pilot, "They log in", "lead-capture")
        without = step(pilot, "log").without
        assert (without.how, without.capability) == ("They log in", "lead-capture")
        await pressed(pilot, "u", "u")
        assert (step(pilot, "log").rival, step(pilot, "log").without) == (None, None)
        assert pilot.app.screen.query_one(QuestionPanel).has_focus
        assert "gone: beaten-by-rival" in screen_text(pilot)


@in_loop
async def test_another_benefit_is_not_the_same(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, "space", "space", "space", "o")
        await line(pilot, "Mill & Co", "")
        rival = step(pilot, "log").rival
        assert (rival.same_benefit, rival.time) == (False, None)


@in_loop
async def test_not_knowing_leaves_it_not_assessed_and_names_no_source(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, *["space"] * 7, "question_mark")
        found = step(pilot, "ask-address")
        assert (found.expected, found.source) == (None, "")
        assert document(pilot).unsaved == ()
        await pressed(pilot, "backspace")
        assert "said before: nobody knows" in screen_text(pilot)
        await pressed(pilot, "escape", "f7", "space", "space")
        assert "said before: nobody knows" in screen_text(pilot)


@in_loop
async def test_a_key_that_is_no_answer_says_which_are(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, "y")
        assert "this question takes 0-5, Enter" in screen_text(pilot)
        await pressed(pilot, "space", "3")
        assert "this question takes y, n, ?" in screen_text(pilot)
        assert document(pilot).unsaved == ()


@in_loop
async def test_it_can_be_left_anywhere_and_the_source_is_remembered(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, *["space"] * 8, "y")
        assert pilot.app.screen.query_one(EntryLine).is_open
        await pressed(pilot, "escape")
        assert pilot.app.screen.query_one(QuestionPanel).has_focus
        await pressed(pilot, "escape")
        assert pilot.app.screen.interview is None
        assert pilot.app.screen.query_one(Canvas).has_focus
        await pressed(pilot, "f7")
        assert "step 2 of 4 · question 1 of 5" in screen_text(pilot)
        assert f"said by {WHO}" in screen_text(pilot)
        await pressed(pilot, "f8")
        await line(pilot, "Bo")
        assert "said by Bo" in screen_text(pilot)


@in_loop
async def test_after_the_last_question_it_ends(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, *["space"] * 20)
        assert "All questions were asked" in screen_text(pilot)
        assert pilot.app.screen.interview is None


@in_loop
async def test_the_questions_are_about_today(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("enter", "v", "f7")
        await settle(pilot)
        await line(pilot, "")
        assert pilot.app.session.view == "as-is"
        assert "nobody named as source" in screen_text(pilot)
        await pressed(pilot, "4")
        assert step(pilot, "log").source == "interview 2026-02-11"


@in_loop
async def test_a_source_is_taken_without_what_no_file_may_hold(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, who="Ana\u200b")
        assert pilot.app.screen.interview.said_by == "Ana"


@in_loop
async def test_an_answer_is_taken_without_what_no_file_may_hold(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, "space", "space", "space", "y")
        await line(pilot, "Mill\u200b", "1m\u202e")
        rival = step(pilot, "log").rival
        assert (rival.who, rival.time.usual) == ("Mill", 1)
        await pressed(pilot, "ctrl+s")
        assert document(pilot).unsaved == ()
    assert open_workspace(root).maps["enquiry"].step("log").rival.who == "Mill"


@in_loop
async def test_the_footer_shows_no_key_that_means_an_answer_now(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert "n Next finding" in screen_text(pilot)
        await pilot.press("f7")
        await settle(pilot)
        await line(pilot, WHO)
        shown = screen_text(pilot)
        assert "n Next finding" not in shown
        assert "Space Next question" in shown


@in_loop
async def test_a_click_on_the_map_leaves_the_keys_to_the_questions(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, "space")
        await pilot.click(Canvas, offset=(60, 5))
        await settle(pilot)
        assert pilot.app.screen.query_one(QuestionPanel).has_focus
        await pressed(pilot, "y", "escape")
        assert [step.id for step in pilot.app.session.workspace.maps["enquiry"].steps].count(
            "log-2"
        ) == 0


@in_loop
async def test_an_answer_to_a_step_that_is_gone_writes_nothing_elsewhere(root: Path) -> None:
    async with driven(root) as pilot:
        await begun(pilot, "space", "space", "space", "y")
        process = pilot.app.session.workspace.maps["enquiry"]
        pilot.app.change("delete", {"enquiry": edits.delete_step(process, "log")})
        await settle(pilot)
        await line(pilot, "Mill")
        assert "the step is not there any more" in screen_text(pilot)
        await pressed(pilot, "escape")
        assert "Ask for the address" in screen_text(pilot)
        assert all(step.rival is None for step in pilot.app.session.workspace.maps["enquiry"].steps)
