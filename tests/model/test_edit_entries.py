from __future__ import annotations

import pytest

from procfit.model.edit_entries import Wanted, find_lane, find_step, write_step
from procfit.model.errors import EditError
from procfit.model.process import Lane, ProcessMap, Step

EMPTY = ProcessMap("p", "P")


def grown(*names: str) -> ProcessMap:
    """Return a map typed as a list."""
    process, last = EMPTY, None
    for name in names:
        process, last = write_step(process, Wanted(name), after=last)
    return process


def flows(process: ProcessMap) -> list[tuple[str, str, float | None]]:
    return [(step.id, flow.to, flow.share) for step in process.steps for flow in step.next]


def test_a_list_of_names_is_a_run_of_steps() -> None:
    process = grown("Ask", "Answer", "Ask")
    assert [step.id for step in process.steps] == ["ask", "answer", "ask-2"]
    assert flows(process) == [("ask", "answer", None), ("answer", "ask-2", None)]


def test_a_step_between_takes_over_the_way_on() -> None:
    process, name = write_step(grown("A", "C"), Wanted("B"), after="a")
    assert (name, flows(process)) == ("b", [("a", "b", None), ("b", "c", None)])
    process, _ = write_step(process, Wanted("Z"), before="a")
    assert flows(process)[0] == ("z", "a", None)


def test_lanes_are_found_by_beginning_or_made() -> None:
    process, _ = write_step(EMPTY, Wanted("A", lane="Inside sales"))
    assert process.lanes == (Lane("inside-sales", "Inside sales"),)
    process, _ = write_step(process, Wanted("B", lane="insi"), after="a")
    process, _ = write_step(process, Wanted("C"), after="b")
    assert {step.lane for step in process.steps} == {"inside-sales"}
    process, _ = write_step(process, Wanted("D", lane="it"), after="c")
    assert process.lanes[1] == Lane("it")
    assert find_lane(process, "i") is None


def test_behind_a_decision_a_step_becomes_a_branch() -> None:
    process = grown("A", "B")
    process, _ = write_step(process, Wanted("Known?", kind="decision"), after="a")
    process, _ = write_step(process, Wanted("Check"), after="known")
    assert flows(process) == [("a", "known", None), ("known", "b", None), ("known", "check", None)]


def test_typed_branches_leave_the_rest_to_the_way_that_was_there() -> None:
    process = grown("A", "B", "C")
    wanted = Wanted("Known?", kind="decision", ways=(("c", 0.25),))
    process, _ = write_step(process, wanted, after="a")
    assert {(to, share) for source, to, share in flows(process) if source == "known"} == {
        ("c", 0.25),
        ("b", 0.75),
    }


def test_a_branch_with_its_share_takes_it_from_the_others() -> None:
    process = grown("A", "B", "C")
    process, _ = write_step(process, Wanted("Q?", kind="decision", ways=(("c", 0.5),)), after="a")
    process, _ = write_step(process, Wanted("D", share=0.2), after="q")
    assert [share for source, _, share in flows(process) if source == "q"] == [0.4, 0.4, 0.2]


def test_a_task_leads_where_it_was_typed_to() -> None:
    process, _ = write_step(grown("A", "B", "D"), Wanted("C", ways=(("D", None),)), after="a")
    assert ("c", "d", None) in flows(process)
    with pytest.raises(EditError, match="no way out of the loop"):
        write_step(grown("A", "B"), Wanted("C", ways=(("A", None),)), after="b")


@pytest.mark.parametrize(
    ("wanted", "after", "message"),
    [
        (Wanted(""), None, "no name"),
        (Wanted("C", ways=(("nowhere", None),)), "b", 'no step "nowhere"'),
        (Wanted("C", ways=(("a", None), ("b", None))), "b", "leads one way"),
        (Wanted("C"), "nobody", 'no step "nobody"'),
    ],
)
def test_what_cannot_be_written_is_refused(wanted: Wanted, after: str | None, message: str) -> None:
    with pytest.raises(EditError, match=message):
        write_step(grown("A", "B"), wanted, after=after)


def test_a_beginning_that_several_steps_have_is_asked_about() -> None:
    process = grown("Send quote", "Send bill")
    assert find_step(process, "send b") == "send-bill"
    with pytest.raises(EditError, match="several steps begin"):
        find_step(process, "send")


def test_nothing_comes_behind_an_end() -> None:
    process, _ = write_step(grown("A"), Wanted("B", kind="end"), after="a")
    with pytest.raises(EditError, match="nothing comes behind the end"):
        write_step(process, Wanted("C"), after="b")
    assert Step("b", "B", kind="end") in process.steps
