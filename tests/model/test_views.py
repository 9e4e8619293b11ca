from __future__ import annotations

from dataclasses import replace

import pytest

from helpers_maps import chain, problems_of, process
from procfit.model.errors import InputError
from procfit.model.process import Flow, ProcessMap, Step, View


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


CHOICE = """
[[step]]
id = "ask"
name = "Ask"
next = ["fine"]
[[step]]
id = "fine"
name = "Fine?"
kind = "decision"
next = { book = "15%", stop = "85%" }
[[step]]
id = "book"
name = "Book"
[[step]]
id = "stop"
name = "Stop"
kind = "end"
"""


def without_stop(disposition: str) -> ProcessMap:
    found = process(CHOICE)
    *others, stop = found.steps
    return replace(found, steps=(*others, replace(stop, disposition=disposition)))


@pytest.mark.parametrize(("disposition", "view"), [("discard", "to-be"), ("add", "as-is")])
def test_a_view_that_would_lose_a_branch_is_refused(disposition: str, view: View) -> None:
    with pytest.raises(InputError, match=f"the {view} view loses the cases that go to hidden stop"):
        without_stop(disposition).view(view)


def test_each_view_has_its_own_way_around() -> None:
    with pytest.raises(InputError) as caught:
        _ = without_stop("add").as_is
    assert "to_be.next" in caught.value.hint
    assert caught.value.hint.startswith("let next of the steps before it")


TWO_STARTS = """
[[step]]
id = "phone"
name = "Phone"
kind = "start"
share = "60%"
next = ["log"]
[[step]]
id = "fax"
name = "Fax"
kind = "start"
share = "40%"
disposition = "discard"
next = ["scan"]
[[step]]
id = "scan"
name = "Scan"
next = ["log"]
[[step]]
id = "log"
name = "Log"
"""


def begins(view: ProcessMap) -> dict[str, float | None]:
    return {step.id: step.share for step in view.starts}


def test_the_first_visible_step_behind_a_hidden_start_takes_over_with_its_share() -> None:
    found = process(TWO_STARTS)
    assert begins(found.as_is) == {"phone": 0.6, "fax": 0.4}
    assert begins(found.to_be) == {"phone": 0.6, "scan": 0.4}
    assert problems_of(TWO_STARTS) == []


def test_a_hidden_start_without_a_kind_is_taken_over_inside_a_loop_too() -> None:
    text = chain("first", "b", "c", "d", first='disposition = "discard"', c='kind = "decision"')
    text = text.replace('next = ["d"]', 'next = { b = "10%", d = "90%" }')
    assert list(begins(process(text).to_be)) == ["b"]
    assert problems_of(text) == []


def test_a_step_that_the_to_be_leads_around_is_no_start_of_it() -> None:
    text = chain("a", "b", "c", a='to_be = { next = ["c"] }', b='disposition = "discard"')
    assert list(begins(process(text).to_be)) == ["a"]
    added = chain("a", "b", "c", a='to_be = { next = ["b"] }', b='disposition = "add"')
    added = added.replace('next = ["b"]\n', 'next = ["c"]\n', 1)
    assert list(begins(process(added).as_is)) == ["a"]


def test_a_changed_view_begins_where_the_view_does() -> None:
    made = ProcessMap(
        "m",
        "M",
        steps=(
            Step("a", "A", disposition="discard", next=(Flow("b"),)),
            Step("b", "B", next=(Flow("c"),)),
            Step("c", "C", kind="decision", next=(Flow("b", 0.5), Flow("d", 0.5))),
            Step("d", "D"),
        ),
    )
    view = made.to_be
    changed = replace(view, steps=tuple(replace(step, wait=None) for step in view.steps))
    assert [step.id for step in view.starts] == [step.id for step in changed.starts] == ["b"]
