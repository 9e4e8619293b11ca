"""Steps as matching sees them."""

from __future__ import annotations

from helpers_maps import process
from helpers_rules import step
from procfit.matching.kinds import Work, kinds_of, works_of
from procfit.matching.stems import Wordings


def test_work_is_what_people_do_as_it_runs_today() -> None:
    text = (
        step("begin", "ask", kind="start")
        + step("ask", "ok", name="Ask for address", asks=["address"], writes=["record"])
        + step("ok", "task-2 done", kind="decision", name="Address complete?")
        + step("task-2", "done")
        + step("later", "done", name="Call back", disposition="add")
        + step("done", kind="end")
    )
    works = works_of([process(text)])
    assert [work.id for work in works] == ["test#ask", "test#ok"]
    asked, decided = works
    assert (asked.takes, asked.gives) == ({"address"}, {"record"})
    assert (asked.before, asked.after) == ({"Begin"}, {"Address complete?"})
    assert (asked.is_decision, decided.is_decision) == (False, True)
    assert asked.map == "test"


def test_wordings_of_the_same_stems_are_one_kind_of_work() -> None:
    works = [
        Work("b#1", "Credit check", takes=frozenset({"Limit"})),
        Work("a#1", "Checking the credit", takes=frozenset({"limit"}), after=frozenset({"Send"})),
        Work("a#2", "Send invoice"),
    ]
    one, other = kinds_of(works, Wordings())
    assert [work.id for work in one.works] == ["a#1", "b#1"]
    assert (one.label, other.label) == ("Checking the credit", "Send invoice")
    assert one.items == {"takes limit"}
    assert one.maps == {"a", "b"}
    assert one.shown(["b"]).id == "b#1"
    assert one.shown(None).id == one.shown(["c"]).id == "a#1"
