from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.formats.quick_entry import parse_entry, parse_way
from procfit.model.edit_entries import find_step
from procfit.model.edit_run import Run
from procfit.model.errors import EditError
from procfit.model.process import ProcessMap
from procfit.model.validate import faults_of_map

EMPTY = ProcessMap("p", "P")


def typed(*lines: str, process: ProcessMap = EMPTY, run: Run | None = None) -> ProcessMap:
    """Return the map that the lines make; the run must last until the last of them."""
    run = run or Run.behind(None)
    for line in lines:
        assert run is not None, f"the run ended before {line!r}"
        process, run = step(process, run, line)
    return process


def step(process: ProcessMap, run: Run, line: str) -> tuple[ProcessMap, Run | None]:
    if not line:
        return process, run.skip()
    way = parse_way(line)
    if way is not None:
        return run.lead(process, find_step(process, way[0]), way[1])
    process, _, following = run.add(process, parse_entry(line))
    return process, following


def flows(process: ProcessMap) -> dict[str, dict[str, float | None]]:
    return {step.id: {flow.to: flow.share for flow in step.next} for step in process.steps}


def test_branches_come_together_in_what_is_typed_behind_both() -> None:
    process = typed("Ask @front", "Known?", "Quote <75%", "", "Check @back", "Call", "", "Send")
    assert flows(process) == {
        "ask": {"known": None},
        "known": {"quote": 0.75, "check": 0.25},
        "quote": {"send": None},
        "check": {"call": None},
        "call": {"send": None},
        "send": {},
    }
    lanes = {step.id: step.lane for step in process.steps}
    assert [lanes[name] for name in ("quote", "check", "call", "send")] == [
        "front",
        "back",
        "back",
        "front",
    ]


def test_a_branch_left_empty_goes_straight_on() -> None:
    process = typed("Complete?", "Ask again <20%", "", "", "Send")
    assert flows(process) == {
        "complete": {"ask-again": 0.2, "send": 0.8},
        "ask-again": {"send": None},
        "send": {},
    }


def test_a_branch_leads_back_to_a_step_that_is_there() -> None:
    process = typed("Log in the order", "Complete?", "Ask again <20%", "> Log in", "Send")
    assert flows(process)["complete"] == {"ask-again": 0.2, "send": 0.8}
    assert flows(process)["ask-again"] == {"log-in-the-order": None}
    straight = typed("Log", "Complete?", ">log 20%", "Send")
    assert flows(straight)["complete"] == {"log": 0.2, "send": 0.8}


def test_decisions_within_branches_come_together_from_the_inside_out() -> None:
    process = typed("Known?", "Rich?", "Greet", "", "Nod", "", "Serve", "", "Check", "", "Send")
    assert flows(process) == {
        "known": {"rich": None, "check": None},
        "rich": {"greet": None, "nod": None},
        "greet": {"serve": None},
        "nod": {"serve": None},
        "serve": {"send": None},
        "check": {"send": None},
        "send": {},
    }


def test_an_end_closes_its_branch_and_ends_the_run_when_nothing_is_open() -> None:
    run = Run.behind(None)
    process = EMPTY
    for line in ("Known?", "Refuse *end", "Send", "", "Done *end"):
        assert run is not None
        process, run = step(process, run, line)
    assert run is None
    assert flows(process)["known"] == {"refuse": None, "send": None}
    assert flows(process)["send"] == {"done": None}


def test_a_third_branch_takes_its_share_from_the_others() -> None:
    process = typed("Known?", "Quote <75%", "", "Check")
    process = typed("Refuse <20%", process=process, run=Run.behind(process.step("known")))
    assert flows(process)["known"] == {"quote": 0.6, "check": 0.2, "refuse": 0.2}


def test_shares_that_do_not_fit_are_refused() -> None:
    run = Run.behind(None)
    process, _, run = run.add(EMPTY, parse_entry("Known?"))
    process, _, run = run.add(process, parse_entry("Quote <75%"))
    run = run.skip()
    assert run.rest == 0.25
    with pytest.raises(EditError, match="sum to 125 %"):
        run.add(process, parse_entry("Check <50%"))


LINES = st.lists(
    st.sampled_from(
        ["", "", "Do", "Do @a", "Is it?", "Is it? <40%", "Do <30%", "End *end", "Both *parallel", ">do"]
    ),
    max_size=25,
)


@given(LINES)
def test_no_run_makes_a_map_invalid(lines: list[str]) -> None:
    process, run = EMPTY, Run.behind(None)
    for line in lines:
        if run is None:
            break
        try:
            process, run = step(process, run, line)
        except EditError:
            continue
        assert [fault for fault in faults_of_map(process) if fault.level == "error"] == []
