from dataclasses import replace

import pytest

from helpers_maps import process
from helpers_rules import step
from procfit.flow.information import Information, keys
from procfit.model.process import Flow, ProcessMap, Step


def test_a_join_unites_and_a_merge_intersects() -> None:
    steps = (
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"))),
        Step("a", "A", asks=("name",), next=(Flow("j"),)),
        Step("b", "B", asks=("phone",), next=(Flow("j"),)),
        Step("j", "J", kind="join", next=(Flow("z"),)),
        Step("z", "Z"),
    )
    joined = Information(ProcessMap("m", "M", steps=steps), {})
    assert joined.known["z"] == {"name", "phone"}
    assert joined.known["b"] == frozenset()
    merging = tuple(
        replace(step, kind={"p": "decision", "j": "task"}.get(step.id, step.kind)) for step in steps
    )
    assert Information(ProcessMap("m", "M", steps=merging), {}).known["z"] == frozenset()


def test_an_inclusive_branch_that_may_not_run_proves_nothing() -> None:
    steps = (
        Step("o", "O", kind="inclusive", next=(Flow("a", 1.0), Flow("b", 0.9))),
        Step("a", "A", asks=("name",), next=(Flow("j"),)),
        Step("b", "B", asks=("phone",), next=(Flow("j"),)),
        Step("j", "J", kind="join"),
    )
    assert Information(ProcessMap("m", "M", steps=steps), {}).known["j"] == {"name"}


def test_a_way_that_no_case_takes_does_not_count() -> None:
    steps = (
        Step("d", "D", kind="decision", next=(Flow("a", 1.0), Flow("z", 0.0))),
        Step("a", "A", asks=("name",), next=(Flow("z"),)),
        Step("z", "Z"),
    )
    assert Information(ProcessMap("m", "M", steps=steps), {}).known["z"] == {"name"}


def test_a_called_map_gives_what_it_surely_knows_at_its_end() -> None:
    steps = (
        Step("d", "D", kind="decision", asks=("name",), next=(Flow("a", 0.5), Flow("b", 0.5))),
        Step("a", "A", writes=("quote", "price")),
        Step("b", "B", writes=("quote",)),
    )
    called = Information(ProcessMap("called", "Called", steps=steps), {})
    assert called.known_at_end == {"name", "quote"}
    caller = ProcessMap("m", "M", steps=(Step("c", "C", kind="call", next=(Flow("z"),)), Step("z", "Z")))
    assert Information(caller, {"c": called}).known["z"] == {"name", "quote"}


def test_an_item_is_needed_until_its_last_use_or_its_next_writing() -> None:
    steps = (
        Step("a", "A", writes=("x",), next=(Flow("b"),)),
        Step("b", "B", writes=("x",), next=(Flow("c"),)),
        Step("c", "C", reads=("x",), delivers=("y",), next=(Flow("d"),)),
        Step("d", "D"),
    )
    needed = Information(ProcessMap("m", "M", steps=steps), {}).needed()
    assert needed == {"a": {"y"}, "b": {"x", "y"}, "c": frozenset(), "d": frozenset()}


def test_what_the_other_branch_uses_is_needed_beside_it() -> None:
    steps = (
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"))),
        Step("a", "A", writes=("x",), next=(Flow("j"),)),
        Step("b", "B", reads=("x",), next=(Flow("j"),)),
        Step("j", "J", kind="join"),
    )
    needed = Information(ProcessMap("m", "M", steps=steps), {}).needed()
    assert needed["a"] == {"x"}
    assert needed["j"] == frozenset()


def test_items_are_the_same_whatever_their_case_and_spaces() -> None:
    assert keys(["Customer  Address", "customer address"]) == {"customer address"}


def test_of_branches_that_may_leave_their_block_only_those_that_stay_are_sure() -> None:
    made = process("""
        [[step]]
        id = "p"
        name = "P"
        kind = "parallel"
        next = ["a", "b"]
        [[step]]
        id = "a"
        name = "A"
        kind = "decision"
        asks = ["name"]
        next = { j = "50%", out = "50%" }
        [[step]]
        id = "b"
        name = "B"
        asks = ["phone"]
        next = ["j"]
        [[step]]
        id = "j"
        name = "J"
        kind = "join"
        [[step]]
        id = "out"
        name = "Out"
    """)
    assert Information(made, {}).known["j"] == {"phone"}


def nested(text: str) -> Information:
    return Information(process(text), {})


def test_branches_that_run_to_ends_of_their_own_have_all_ended_at_the_end() -> None:
    found = nested(
        step("p", "a b", kind="parallel") + step("a", asks=["name"]) + step("b", writes=["phone"])
    )
    assert found.known_at_end == {"name", "phone"}


def test_what_a_branch_surely_writes_anew_is_not_needed_before_the_split() -> None:
    text = (
        step("w", "p", writes=["x"])
        + step("p", "a b", kind="parallel")
        + step("a", "j", writes=["x"])
        + step("b", "j")
        + step("j", "z", kind="join")
        + step("z", reads=["x"])
    )
    needed = nested(text).needed()
    assert (needed["w"], needed["a"], needed["b"]) == (frozenset(), {"x"}, {"x"})
    optional = text.replace(
        'kind = "parallel"\nnext = ["a", "b"]', 'kind = "inclusive"\nnext = { a = "50%", b = "100%" }'
    )
    assert optional != text
    assert nested(optional).needed()["w"] == {"x"}


def test_what_a_called_map_uses_and_writes_counts_for_the_calling_step() -> None:
    inner = nested(step("one", "two", reads=["x"]) + step("two", writes=["y"]))
    text = (
        step("w", "c", writes=["x"])
        + step("c", "z", kind="call", call="other")
        + step("z", reads=["x", "y"])
    )
    found = Information(process(text), {"c": inner})
    assert found.needed()["w"] == {"x"}
    assert found.may_give["c"] == {"y"}
    assert found.may_use["c"] == {"x"}
    assert [each.id for each in found.inside("c")] == ["one", "two"]


def test_what_callers_need_at_the_end_is_needed_until_it_is_written() -> None:
    found = nested(step("a", "b") + step("b", "c", writes=["x"]) + step("c"))
    needed = found.needed(frozenset({"x", "y"}))
    assert needed == {"a": {"y"}, "b": {"x", "y"}, "c": {"x", "y"}}


def test_the_share_of_cases_that_have_been_somewhere_before() -> None:
    text = (
        step("d", "a:30% b:70%", kind="decision")
        + step("a", "z", asks=["name"])
        + step("b", "z")
        + step("z")
    )
    found = nested(text)
    assert found.share_before(["a"], "z") == pytest.approx(0.3)
    assert found.share_before(["a", "b"], "z") == pytest.approx(1)
    assert found.comes_first("a", "z")
    assert not found.comes_first("z", "a")


def test_the_share_is_that_of_the_cases_when_they_first_come() -> None:
    text = (
        step("d", "a:30% z:70%", kind="decision")
        + step("a", "z", asks=["name"])
        + step("z", "z:50% end:50%", kind="decision")
        + step("end", kind="end")
    )
    assert nested(text).share_before(["a"], "z") == pytest.approx(0.3)
