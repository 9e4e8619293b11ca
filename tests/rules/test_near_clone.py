from __future__ import annotations

import pytest

from helpers_rules import judge, step

RULE = "near-clone"


def line(*names: str, **fields: object) -> str:
    """Return a chain of steps with these names."""
    ids = [f"s{number}" for number in range(len(names))]
    return "".join(
        step(each, then, name=name, **fields)
        for each, then, name in zip(ids, [*ids[1:], ""], names, strict=True)
    )


HERE = line("Take call", "Drive to site", "Sign in at gate", "Get safety permit", "Repair machine")
THERE = line("Drive to site", "Sign in at gate", "Take over machine", "Get safety permit", "Align pump")


def test_a_step_more_in_one_of_two_parts() -> None:
    (found,) = judge(RULE, HERE, THERE)
    assert found.steps == ("s1", "s2", "s3")
    assert found.witness.path == ("s1", "s2", "s3", "test1#s0", "test1#s1", "test1#s2", "test1#s3")
    assert dict(found.witness.numbers)["distance"] == pytest.approx(1 - 2 * 4 / 12)
    assert found.message == (
        '"Drive to site", "Sign in at gate" and "Get safety permit" are done almost the same way in'
        ' "Other": 67 % is alike; only there: "Take over machine".'
    )
    assert found.saves.minutes_per_case is None


def test_both_say_what_only_they_have() -> None:
    one = line("Pick goods", "Pack goods", "Weigh parcel", "Print label", "Load truck")
    other = line("Pick goods", "Pack goods", "Seal parcel", "Print label", "Load truck")
    (found,) = judge(RULE, one, other)
    assert found.message.endswith('only here: "Weigh parcel", only there: "Seal parcel".')


def test_the_same_steps_in_another_order() -> None:
    one = line("Pick goods", "Pack goods", "Weigh parcel", "Print label", "Load truck", "Drive off")
    other = line("Pick goods", "Pack goods", "Print label", "Weigh parcel", "Load truck", "Drive off")
    (found,) = judge(RULE, one, other)
    assert found.message.endswith("only the order or the ways between them differ.")


def test_too_many_differences_are_another_process() -> None:
    other = line("Drive to site", "Look around", "Sign in at gate", "Wait", "Get safety permit")
    assert not judge(RULE, HERE, other)


def test_two_steps_are_too_few() -> None:
    assert not judge(RULE, line("Drive to site", "Sign in at gate"), THERE)


def test_an_exact_clone_is_told_by_its_own_rule() -> None:
    assert not judge(RULE, HERE, HERE.replace("Take call", "Take order"))


@pytest.mark.parametrize("tag", ["legal", "regional"])
def test_declared_variants_may_differ(tag: str) -> None:
    other = line(
        "Drive to site", "Sign in at gate", "Take over machine", "Get safety permit", tags=[tag]
    )
    assert not judge(RULE, HERE, other)


def test_names_that_a_drawing_tool_gave_are_not_alike() -> None:
    one = line("Task 1", "Task 2", "Task 3", "Task 4")
    assert not judge(RULE, one, line("Task 1", "Task 2", "Task 9", "Task 3", "Task 4"))


def test_the_nearest_of_several_is_told() -> None:
    nearer = HERE.replace("Get safety permit", "Get the permit")
    far = line("Take call", "Drive to site", "Sign in at gate", "Greet", "Repair machine")
    found = judge(RULE, HERE, THERE, far, nearer)
    assert len(found) == 1
    assert "test2#s0" in found[0].witness.path or "test3#s0" in found[0].witness.path


def test_two_parts_of_one_map() -> None:
    text = step("q", "s0:50% t0:50%", kind="decision", name="Which?")
    text += line("Drive to site", "Sign in at gate", "Get safety permit", "Repair machine")
    again = line("Drive to site", "Sign in at gate", "Greet", "Get safety permit", "Align pump")
    text += again.replace('"s', '"t')
    assert len(judge(RULE, text)) == 2
