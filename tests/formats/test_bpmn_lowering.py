"""What each thing BPMN can say becomes in a map."""

import pytest

from helpers_bpmn import branches, flows, kinds, read, read_process, said, ways
from procfit.model.process import Flow
from procfit.model.quantities import Duration
from procfit.model.validate import faults_of_map


def test_a_plain_process_needs_no_notice() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="Ask"/><endEvent id="e"/>' + flows("s a", "a e")
    )
    (process,) = found.maps
    assert found.notices == ()
    assert (process.id, process.name) == ("sample", "Sample")
    assert kinds(process) == {"s": "start", "a": "task", "e": "end"}
    assert ways(process) == {"s": ["a"], "a": ["e"], "e": []}
    assert [step.name for step in process.steps] == ["Start", "Ask", "End"]


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ("userTask", "task"),
        ("serviceTask", "task"),
        ("receiveTask", "wait"),
        ("intermediateThrowEvent", "task"),
        ("intermediateCatchEvent", "wait"),
    ],
)
def test_kinds_that_a_map_does_not_have_are_lowered_with_a_notice(element: str, kind: str) -> None:
    found = read_process(f'<startEvent id="s"/><{element} id="a" name="A"/>' + flows("s a"))
    assert kinds(found.maps[0])["a"] == kind
    assert said(found, "a")[0].endswith(f"becomes a {kind}")


def test_an_exclusive_gateway_is_a_decision_whose_branches_keep_their_words() -> None:
    found = read_process(
        '<startEvent id="s"/><exclusiveGateway id="g" name="Good?" default="f3"/>'
        '<task id="a" name="A"/><task id="b" name="B"/>'
        '<sequenceFlow id="f1" sourceRef="s" targetRef="g"/>'
        '<sequenceFlow id="f2" sourceRef="g" targetRef="a">'
        "<conditionExpression>x &gt; 1</conditionExpression></sequenceFlow>"
        '<sequenceFlow id="f3" sourceRef="g" targetRef="b"/>'
    )
    assert kinds(found.maps[0])["g"] == "decision"
    assert branches(found.maps[0], "g") == (Flow("a", when="x > 1"), Flow("b", when="otherwise"))


def test_a_merging_exclusive_gateway_has_one_sure_way_on() -> None:
    found = read_process(
        '<startEvent id="s"/><startEvent id="t"/><exclusiveGateway id="g"/><task id="a" name="A"/>'
        + flows("s g", "t g", "g a")
    )
    assert branches(found.maps[0], "g") == (Flow("a", 1.0),)


@pytest.mark.parametrize(
    ("element", "kind"), [("parallelGateway", "parallel"), ("inclusiveGateway", "inclusive")]
)
def test_a_gateway_that_splits_and_one_that_merges(element: str, kind: str) -> None:
    found = read_process(
        f'<startEvent id="s"/><{element} id="split"/><task id="a" name="A"/><task id="b" name="B"/>'
        f'<{element} id="merge"/><endEvent id="e"/>'
        + flows("s split", "split a", "split b", "a merge", "b merge", "merge e")
    )
    assert (kinds(found.maps[0])["split"], kinds(found.maps[0])["merge"]) == (kind, "join")
    assert found.notices == ()


def test_a_gateway_that_merges_and_splits_becomes_a_join_and_a_split() -> None:
    found = read_process(
        '<startEvent id="s"/><parallelGateway id="g"/><task id="a" name="A"/><task id="b" name="B"/>'
        '<parallelGateway id="both"/><task id="c" name="C"/><task id="d" name="D"/>'
        + flows("s g", "g a", "g b", "a both", "b both", "both c", "both d")
    )
    process = found.maps[0]
    assert ways(process)["a"] == ways(process)["b"] == ["both-join"]
    assert ways(process)["both-join"] == ["both"]
    assert ways(process)["both"] == ["c", "d"]
    assert (kinds(process)["both-join"], kinds(process)["both"]) == ("join", "parallel")
    assert "both-join" in said(found, "both")[0]


def test_a_complex_gateway_is_inclusive_and_an_event_based_one_a_decision() -> None:
    found = read_process(
        '<startEvent id="s"/><complexGateway id="g"/><eventBasedGateway id="h"/><task id="a" name="A"/>'
        '<intermediateCatchEvent id="m" name="Answer"><messageEventDefinition/></intermediateCatchEvent>'
        '<intermediateCatchEvent id="t" name="Too late"><timerEventDefinition><timeDuration>PT2H30M'
        "</timeDuration></timerEventDefinition></intermediateCatchEvent>"
        + flows("s g", "g h", "g a", "h m", "h t")
    )
    process = found.maps[0]
    assert kinds(process) == {
        "s": "start",
        "g": "inclusive",
        "h": "decision",
        "a": "task",
        "m": "wait",
        "t": "wait",
    }
    assert process.step("t").wait == Duration.fixed(150)
    assert process.step("m").wait is None
    assert said(found, "g") == ["complex gateway becomes an inclusive"]
    assert said(found, "h") == ["event based gateway becomes a decision"]


def test_timers_in_days_are_working_days_and_cycles_are_told() -> None:
    def timer(name: str, words: str, kind: str = "timeDuration") -> str:
        return (
            f'<intermediateCatchEvent id="{name}" name="{name}"><timerEventDefinition>'
            f"<{kind}>{words}</{kind}></timerEventDefinition></intermediateCatchEvent>"
        )

    found = read_process(
        '<startEvent id="s"/>'
        + timer("days", "P1W2D")
        + timer("cycle", "R/PT1H", "timeCycle")
        + timer("expression", "${later}")
        + flows("s days", "days cycle", "cycle expression")
    )
    waits = {step.id: step.wait for step in found.maps[0].steps}
    assert waits["days"] == Duration.fixed(7 * 480)
    assert "working days" in said(found, "days")[1]
    assert waits["cycle"] is waits["expression"] is None
    assert '"R/PT1H" left out' in said(found, "cycle")[1]


def test_several_flows_out_of_a_task_start_all_of_them() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="A"/><task id="b" name="B"/><task id="c" name="C"/>'
        + flows("s a", "a b", "a c")
    )
    process = found.maps[0]
    assert ways(process)["a"] == ["a-split"]
    assert (kinds(process)["a-split"], ways(process)["a-split"]) == ("parallel", ["b", "c"])
    assert "a-split" in said(found, "a")[0]


def test_conditional_flows_out_of_a_task_are_inclusive() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="A"/><task id="b" name="B"/><task id="c" name="C"/>'
        + flows("s a", "a b")
        + '<sequenceFlow id="c1" sourceRef="a" targetRef="c"><conditionExpression>rush'
        "</conditionExpression></sequenceFlow>"
    )
    assert kinds(found.maps[0])["a-split"] == "inclusive"
    assert branches(found.maps[0], "a-split") == (Flow("b"), Flow("c", when="rush"))


def test_an_interrupting_boundary_event_is_a_decision_behind_its_activity() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="A"/><task id="b" name="B"/><task id="c" name="C"/>'
        '<boundaryEvent id="late" name="Too late" attachedToRef="a"><timerEventDefinition/>'
        "</boundaryEvent>" + flows("s a", "a b", "late c")
    )
    process = found.maps[0]
    assert ways(process)["a"] == ["a-outcome"]
    assert kinds(process)["a-outcome"] == "decision"
    assert branches(process, "a-outcome") == (Flow("b"), Flow("c", when="Too late"))
    assert said(found, "late") == [
        'timer boundary event becomes a branch of the decision "a-outcome"',
    ]


def test_a_boundary_event_beside_the_work_is_inclusive_and_the_work_always_goes_on() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="A"/><task id="b" name="B"/><task id="c" name="C"/>'
        '<boundaryEvent id="n" name="Asked" attachedToRef="a" cancelActivity="false"/>'
        + flows("s a", "a b", "n c")
    )
    assert kinds(found.maps[0])["a-aside"] == "inclusive"
    assert branches(found.maps[0], "a-aside") == (Flow("b", 1.0), Flow("c", when="Asked"))


def test_boundary_events_of_both_sorts_and_several_flows_follow_one_another() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="A"/><task id="b" name="B"/><task id="c" name="C"/>'
        '<task id="d" name="D"/><boundaryEvent id="n" name="Asked" attachedToRef="a" '
        'cancelActivity="false"/><boundaryEvent id="x" name="Failed" attachedToRef="a"/>'
        + flows("s a", "a b", "a c", "n d", "x c", "x d")
    )
    process = found.maps[0]
    assert ways(process)["a"] == ["a-aside"]
    assert ways(process)["a-aside"] == ["a-outcome", "d"]
    assert ways(process)["a-outcome"] == ["a-split", "a-split-2"]
    assert ways(process)["a-split"] == ["b", "c"]
    assert ways(process)["a-split-2"] == ["c", "d"]


def test_a_boundary_event_that_leads_nowhere_ends_there() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="A"/>'
        '<boundaryEvent id="x" name="Broken off" attachedToRef="a"/>' + flows("s a")
    )
    process = found.maps[0]
    ends = {step.name for step in process.steps if step.kind == "end"}
    assert ends == {"End", "Broken off"}
    assert {flow.to for flow in branches(process, "a-outcome")} == {"a-done", "a-broken-off"}


def test_a_compensation_is_led_to_by_its_association() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="A"/><task id="undo" name="Undo" isForCompensation="true"/>'
        '<boundaryEvent id="c" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'
        '<association id="w" sourceRef="c" targetRef="undo"/>' + flows("s a")
    )
    assert [flow.to for flow in branches(found.maps[0], "a-aside")][1] == "undo"


def test_link_events_become_a_flow() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="A"/>'
        '<intermediateThrowEvent id="t"><linkEventDefinition name="L"/></intermediateThrowEvent>'
        '<intermediateCatchEvent id="c"><linkEventDefinition name="L"/></intermediateCatchEvent>'
        + flows("s t", "c a")
    )
    assert ways(found.maps[0]) == {"s": ["a"], "a": []}
    assert said(found, "t") == said(found, "c") == ["link event becomes a flow straight on"]


def test_a_link_to_nowhere_stays_a_step() -> None:
    found = read_process(
        '<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="L"/>'
        "</intermediateThrowEvent>" + flows("s t")
    )
    assert kinds(found.maps[0])["t"] == "task"
    assert "leads nowhere" in said(found, "t")[0]


def test_an_end_event_that_leads_on_becomes_a_task() -> None:
    found = read_process(
        '<startEvent id="s"/><endEvent id="e" name="Sent"/><task id="a" name="A"/>' + flows("s e", "e a")
    )
    assert kinds(found.maps[0])["e"] == "task"
    assert said(found, "e") == ["end event that leads on: becomes a task"]


def test_a_sub_process_is_a_map_and_a_call_of_it() -> None:
    found = read_process(
        '<startEvent id="s"/><subProcess id="Sub_1" name="Check credit"><startEvent id="i"/>'
        '<task id="a" name="Look up"/><sequenceFlow id="x" sourceRef="i" targetRef="a"/></subProcess>'
        + flows("s Sub_1")
    )
    outer, inner = found.maps
    assert (inner.id, inner.name) == ("check-credit", "Check credit")
    assert outer.step("check-credit").call == inner.id
    assert kinds(inner) == {"i": "start", "a": "task"}
    assert 'the map "check-credit"' in said(found, "Sub_1")[0]


def test_an_empty_sub_process_is_a_task() -> None:
    found = read_process('<startEvent id="s"/><subProcess id="x" name="Later"/>' + flows("s x"))
    assert kinds(found.maps[0])["x"] == "task"
    assert len(found.maps) == 1


def test_a_call_activity_calls_a_process_of_the_file() -> None:
    found = read(
        '<process id="a" name="A"><callActivity id="c" name="C" calledElement="b"/></process>'
        '<process id="b" name="B"><task id="t" name="T"/></process>'
    )
    assert found.maps[0].step("c").call == "b"
    assert found.notices == ()


@pytest.mark.parametrize("called", ['calledElement="elsewhere"', "", 'calledElement="empty"'])
def test_a_call_of_something_else_is_a_task(called: str) -> None:
    found = read(
        f'<process id="a" name="A"><callActivity id="c" name="C" {called}/></process>'
        '<process id="empty" name="Empty"/>'
    )
    assert kinds(found.maps[0])["c"] == "task"
    assert "call activity becomes a task" in said(found, "c")[0]


def test_a_circle_of_calls_is_broken() -> None:
    found = read(
        '<process id="a" name="A"><subProcess id="s" name="S"><callActivity id="c" name="C" '
        'calledElement="b"/></subProcess></process>'
        '<process id="b" name="B"><callActivity id="d" name="D" calledElement="a"/></process>'
    )
    called = [step.call for process in found.maps for step in process.steps]
    assert called == ["s", "", ""]
    assert "leads back to this one" in said(found, "c")[0]


def test_a_flow_across_the_border_of_a_sub_process_goes_to_the_sub_process() -> None:
    found = read_process(
        '<startEvent id="s"/><subProcess id="x" name="X"><task id="a" name="A"/></subProcess>'
        '<task id="b" name="B"/>' + flows("s a", "a b")
    )
    assert ways(found.maps[0]) == {"s": ["x"], "x": ["b"], "b": []}
    assert "border of a sub-process" in said(found, "f1")[0]


def test_a_flow_into_another_process_becomes_a_message() -> None:
    found = read(
        '<process id="a" name="A"><task id="t" name="T"/>'
        '<sequenceFlow id="f" name="order" sourceRef="t" targetRef="u"/></process>'
        '<process id="b" name="B"><task id="u" name="U"/></process>'
    )
    (message,) = found.maps[0].messages
    assert (message.source, message.target, message.name) == ("a#t", "b#u", "order")


def test_several_beginnings_without_a_start_begin_together() -> None:
    found = read_process('<task id="a" name="A"/><task id="b" name="B"/>')
    process = found.maps[0]
    assert [step.id for step in process.starts] == ["start"]
    assert (kinds(process)["start-split"], ways(process)["start-split"]) == ("parallel", ["a", "b"])


def test_an_ad_hoc_sub_process_may_do_any_of_its_tasks() -> None:
    found = read_process(
        '<startEvent id="s"/><adHocSubProcess id="x" name="X"><task id="a" name="A"/>'
        '<task id="b" name="B"/></adHocSubProcess>' + flows("s x")
    )
    assert kinds(found.maps[1])["start-split"] == "inclusive"


def test_events_that_begin_without_a_start_are_alternatives() -> None:
    found = read_process(
        '<intermediateCatchEvent id="m" name="M"/><receiveTask id="r" name="R" instantiate="true"/>'
    )
    assert [ways(found.maps[0])[step.id] for step in found.maps[0].starts] == [["m"], ["r"]]


def test_an_event_sub_process_is_kept_beside_the_flow() -> None:
    found = read_process(
        '<task id="a" name="A"/><subProcess id="x" name="X" triggeredByEvent="true">'
        '<startEvent id="i"><errorEventDefinition/></startEvent></subProcess>'
    )
    process = found.maps[0]
    assert [ways(process)[step.id] for step in process.starts] == [["a"]]
    assert said(found, "x")[0] == "sub-process that no flow leads to: kept, never reached"


def test_a_step_no_flow_leads_to_is_told() -> None:
    found = read_process(
        '<startEvent id="s"/><task id="a" name="A"/><task id="b" name="B"/>' + flows("s a")
    )
    assert said(found, "b") == ["no flow leads to it: kept, never reached"]


def test_a_flow_drawn_twice_counts_once() -> None:
    found = read_process('<startEvent id="s"/><task id="a" name="A"/>' + flows("s a", "s a"))
    assert ways(found.maps[0])["s"] == ["a"]
    assert said(found, "f2") == ["says the same as another sequence flow: left out"]


def test_a_loop_that_no_branch_leaves_stays_a_fault_of_the_file() -> None:
    found = read(
        '<process id="p"><task id="a" name="A"/><task id="b" name="B"/>'
        + flows("a b", "b a")
        + "</process>"
    )
    assert [fault.message for fault in faults_of_map(found.maps[0])] == ["no way out of the loop a, b"]
