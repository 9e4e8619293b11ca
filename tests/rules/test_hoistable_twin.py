import pytest

from helpers_rules import LANES, gaps, judge, step

RULE = "hoistable-twin"
WORK = {"name": "Acknowledge order", "lane": "sales", "reads": ["order"], "delivers": ["note"]}
TIMES = {"work": "5m", "wait": "1h"}
END = step("z", kind="end")


def twin(name: str, to: str, /, **fields: object) -> str:
    return step(name, to, **{**WORK, **TIMES, **fields})


def begun(split: str = "decision", end: str = "z", **second: object) -> str:
    """Return a split whose two branches begin alike."""
    ways = "a:40% b:60%" if split == "decision" else "a b"
    text = LANES + step("s", "k", kind="start") + step("k", ways, kind=split)
    return text + twin("a", "x") + twin("b", "y", **second) + step("x", end) + step("y", end)


def ended(**second: object) -> str:
    """Return a decision whose two branches end alike."""
    text = LANES + step("s", "k", kind="start") + step("k", "x:40% y:60%", kind="decision")
    return text + step("x", "a") + step("y", "b") + twin("a", "m") + twin("b", "m", **second) + step("m")


def test_every_branch_begins_with_the_same_step() -> None:
    (found,) = judge(RULE, begun() + END)
    assert found.steps == ("a", "b")
    assert found.witness.path == ("k", "a", "b")
    assert found.message.startswith('All 2 branches behind "K" begin with "Acknowledge order"')
    assert (found.suggest, found.saves.minutes_per_case) == ("modify", 0)


def test_every_branch_ends_with_the_same_step() -> None:
    (found,) = judge(RULE, ended())
    assert found.steps == ("a", "b")
    assert found.witness.path == ("k", "a", "b", "m")
    assert 'behind "K" ends with "Acknowledge order", drawn 2 times' in found.message
    assert found.saves.minutes_per_case == 0


def test_the_slowest_copy_stays_so_that_nothing_is_saved_that_was_not_there() -> None:
    (found,) = judge(RULE, begun(work="15m") + END)
    assert found.saves.minutes_per_case == pytest.approx(-0.4 * 10)


def test_in_parallel_work_it_is_really_done_twice() -> None:
    text = begun("parallel", "j").replace('work = "5m"', 'work = "5m"\ncost = 7') + step(
        "j", "z", kind="join"
    )
    (found,) = judge(RULE, text + END)
    assert (found.saves.minutes_per_case, found.saves.cost_per_case) == (0, 7)


def test_behind_parallel_work_it_stands_once_behind_the_join() -> None:
    text = ended().replace('kind = "decision"', 'kind = "parallel"').replace('x = "40%", y = "60%"', "")
    text = text.replace("next = {  }", 'next = ["x", "y"]').replace(
        'name = "M"', 'name = "M"\nkind = "join"'
    )
    (found,) = judge(RULE, text + "next = ['z']\n" + END)
    assert found.steps == ("a", "b")


def test_branches_that_are_nothing_else_are_told_once() -> None:
    text = LANES + step("k", "a:40% b:60%", kind="decision") + twin("a", "z") + twin("b", "z")
    (found,) = judge(RULE, text + END)
    assert found.witness.path == ("k", "a", "b")


def test_other_words_for_the_same_work_are_the_same_step() -> None:
    assert not judge(RULE, begun(name="Confirm the order") + END)
    assert judge(RULE, begun(name="Acknowledge the orders") + END)


@pytest.mark.parametrize(
    "own",
    [
        {"lane": "finance"},
        {"system": "CRM"},
        {"channel": "post"},
        {"reads": ["complaint"]},
        {"writes": ["file"]},
        {"asks": ["name"]},
        {"delivers": ["refusal"]},
        {"control": "segregation"},
        {"name": "Reject order"},
    ],
)
def test_what_is_specific_to_its_branch_stays_there(own: dict[str, object]) -> None:
    assert not judge(RULE, begun(**own) + END)
    assert not judge(RULE, ended(**own))


def test_a_branch_that_does_without_it_is_left_alone() -> None:
    text = begun().replace('a = "40%", b = "60%"', 'a = "40%", b = "30%", w = "30%"')
    assert not judge(RULE, text + step("w", "z") + END)
    text = ended().replace('x = "40%", y = "60%"', 'x = "40%", y = "30%", m = "30%"')
    assert not judge(RULE, text)


def test_cases_that_come_or_go_elsewhere_are_not_made_to_do_it() -> None:
    assert not judge(RULE, begun() + step("other", "b", kind="start") + END)
    leaves = ended().replace(
        'name = "X"\nnext = ["a"]', 'name = "X"\nkind = "decision"\nnext = ["a", "z"]'
    )
    assert not judge(RULE, leaves + END)
    assert not judge(RULE, ended() + step("other", "y", kind="start"))


def test_a_split_that_needs_it_or_is_needed_stays_before_it() -> None:
    assert not judge(
        RULE, begun().replace('kind = "decision"', 'kind = "decision"\nwrites = ["order"]') + END
    )
    text = begun(writes=["answer"]).replace(
        'delivers = ["note"]\nwork', 'delivers = ["note"]\nwrites = ["answer"]\nwork', 1
    )
    assert judge(RULE, text + END)
    text = text.replace('kind = "decision"', 'kind = "decision"\nreads = ["Answer"]')
    assert not judge(RULE, text + END)


def test_a_case_that_may_take_no_branch_must_not_do_it() -> None:
    text = begun("inclusive", "j").replace('["a", "b"]', '{ a = "40%", b = "60%" }')
    assert not judge(RULE, text + step("j", "z", kind="join") + END)
    always = text.replace('b = "60%"', 'b = "100%"') + step("j", "z", kind="join") + END
    assert judge(RULE, always)


def test_a_loop_through_the_split_is_kept() -> None:
    text = begun().replace('id = "x"\nname = "X"\nnext = ["z"]', 'id = "x"\nname = "X"\nnext = ["k"]')
    (found,) = judge(RULE, text + END)
    assert found.saves.minutes_per_case == pytest.approx(0)


def test_without_a_lane_nobody_knows_who_does_it() -> None:
    text = begun().replace('lane = "sales"\n', "")
    assert not judge(RULE, text + END)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text + END)] == [(("a", "b"), ("lane",))]


def test_without_items_nobody_knows_what_it_is_about() -> None:
    text = begun().replace('reads = ["order"]\ndelivers = ["note"]\n', "")
    assert not judge(RULE, text + END)
    assert [gap.missing for gap in gaps(RULE, text + END)] == [("reads",), ("writes",)]


def test_names_that_a_drawing_tool_gave_are_no_work() -> None:
    text = begun(name="Task 2").replace("Acknowledge order", "Task 2")
    assert not judge(RULE, text + END)


def test_nested_choices_end_alike_as_a_whole() -> None:
    text = LANES + step("k", "x:40% l:60%", kind="decision") + step("l", "y:50% w:50%", kind="decision")
    text += (
        step("x", "a")
        + step("y", "b")
        + step("w", "c")
        + twin("a", "m")
        + twin("b", "m")
        + twin("c", "m")
        + step("m")
    )
    (found,) = judge(RULE, text)
    assert found.steps == ("a", "b", "c")
    assert found.witness.path[0] == "k"


def test_a_wider_split_around_an_optional_one_changes_nothing() -> None:
    text = LANES + step("p", "x y", kind="parallel") + step("x", "j") + step("y", "j")
    text += step("j", "i", kind="join") + step("i", "a:40% b:60%", kind="inclusive")
    assert not judge(RULE, text + twin("a", "m") + twin("b", "m") + step("m", kind="join"))
