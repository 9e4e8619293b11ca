from __future__ import annotations

from helpers_maps import chain, process
from procfit.model.process import Flow, ProcessMap


def ways(view: ProcessMap) -> dict[str, list[str]]:
    return {step.id: [flow.to for flow in step.next] for step in view.steps}


def test_a_discarded_step_is_bypassed_in_the_to_be_only() -> None:
    found = process(chain("a", "b", "c", b='disposition = "discard"'))
    assert ways(found.as_is) == {"a": ["b"], "b": ["c"], "c": []}
    assert ways(found.to_be) == {"a": ["c"], "c": []}


def test_an_added_step_is_bypassed_in_the_as_is_only() -> None:
    found = process(chain("a", "b", "c", b='disposition = "add"'))
    assert ways(found.as_is) == {"a": ["c"], "c": []}
    assert ways(found.to_be) == {"a": ["b"], "b": ["c"], "c": []}


def test_a_row_of_hidden_steps_is_bypassed_as_one() -> None:
    hidden = 'disposition = "discard"'
    found = process(chain("a", "b", "c", "d", b=hidden, c=hidden))
    assert ways(found.to_be) == {"a": ["d"], "d": []}


def test_the_to_be_takes_any_changed_field() -> None:
    found = process(
        chain(
            "a", "b", "c", a='work = "5m"\ndisposition = "modify"\nto_be = { work = "1m", next = ["c"] }'
        )
    )
    step = found.to_be.step("a")
    assert step.work is not None
    assert (step.work.usual, step.next) == (1, (Flow("c"),))
    assert found.as_is.step("a").work != step.work


def test_a_map_without_dispositions_is_its_own_view() -> None:
    found = process(chain("a", "b"))
    assert found.as_is is found
    assert found.to_be is found


def test_the_last_step_may_be_discarded() -> None:
    found = process(chain("a", "b", b='disposition = "discard"'))
    assert ways(found.to_be) == {"a": []}


def test_the_graph_holds_every_step_and_flow() -> None:
    graph = process(chain("a", "b", "c")).graph
    assert list(graph.nodes) == ["a", "b", "c"]
    assert list(graph.edges()) == [("a", "b"), ("b", "c")]
    assert graph.nodes["a"]["step"].name == "A"
