from helpers_maps import process
from helpers_rules import step
from procfit.flow.dominance import Order, order_of
from procfit.model.process import Flow, ProcessMap, Step


def diamond(kind: str = "decision") -> Order:
    steps = (
        Step("s", "S", kind="start", next=(Flow("d"),)),
        Step("d", "D", kind=kind, next=(Flow("a"), Flow("b"))),  # type: ignore[arg-type]
        Step("a", "A", next=(Flow("m"),)),
        Step("b", "B", next=(Flow("m"),)),
        Step("m", "M", kind="join" if kind == "parallel" else "task", next=(Flow("e"),)),
        Step("e", "E", kind="end"),
        Step("lost", "Lost", next=(Flow("m"),)),
    )
    return order_of(ProcessMap("m", "M", steps=steps))


def test_behind_a_join_every_branch_dominates_behind_a_merge_none() -> None:
    assert diamond("parallel").dominates("a", "e")
    assert not diamond().dominates("a", "e")
    assert diamond().dominates("d", "e")
    assert not diamond().dominates("e", "e")


def test_parallel_steps_are_unordered() -> None:
    order = diamond("parallel")
    assert not order.leads_to("a", "b")
    assert not order.leads_to("b", "a")


def test_steps_that_no_case_reaches_are_neither_before_nor_reached() -> None:
    order = diamond()
    assert not order.is_reached("lost")
    assert not order.dominates("d", "lost")
    assert order.is_reached("m")


def test_between_holds_every_way_and_not_the_ends() -> None:
    assert diamond().between("d", "e") == ("a", "b", "m")
    assert diamond().between("a", "b") == ()


def test_between_leaves_out_what_lies_behind_a_second_pass() -> None:
    steps = (
        Step("u", "U", next=(Flow("d"),)),
        Step("d", "D", kind="decision", next=(Flow("fix"), Flow("v"))),
        Step("fix", "Fix", next=(Flow("u"),)),
        Step("v", "V"),
    )
    assert order_of(ProcessMap("m", "M", steps=steps)).between("u", "v") == ("d",)


def test_paths_are_shortest_and_keep_the_order_of_their_stops() -> None:
    order = diamond()
    assert order.path_from_start("b", "e") == ("s", "d", "b", "m", "e")
    assert order.path_from_start("s", "e") in [("s", "d", "a", "m", "e"), ("s", "d", "b", "m", "e")]
    assert order.path("e", "s") == ()
    assert order.path("d", "e", avoiding=["a"]) == ("d", "b", "m", "e")


def test_between_holds_ways_on_which_a_split_starts_nothing() -> None:
    steps = (
        Step("o", "O", kind="inclusive", next=(Flow("a", 0.3),)),
        Step("a", "A", next=(Flow("j"),)),
        Step("j", "J", kind="join", next=(Flow("d"),)),
        Step("d", "D", kind="decision", next=(Flow("o", 0.5), Flow("z", 0.5))),
        Step("z", "Z"),
    )
    assert order_of(ProcessMap("m", "M", steps=steps)).between("a", "z") == ("o", "j", "d")


TAIL = (
    step("aside", "reply choice", kind="inclusive")
    + step("reply", "end-a")
    + step("choice", "end-a:50% end-b:50%", kind="decision")
    + step("end-a", kind="end")
    + step("end-b", kind="end")
)


def test_a_join_unites_its_branches_also_where_work_elsewhere_is_not_nested() -> None:
    block = (
        step("p", "a b", kind="parallel")
        + step("a", "j")
        + step("b", "j")
        + step("j", "aside", kind="join")
    )
    order = order_of(process(block + TAIL))
    assert order.structure.loose
    assert order.dominates("a", "aside")
    assert order.dominates("b", "end-a")
    assert not order.dominates("reply", "end-a")


def test_a_branch_that_may_end_before_the_join_is_not_surely_done_behind_it() -> None:
    block = (
        step("p", "a d", kind="parallel")
        + step("a", "j")
        + step("d", "b:50% out:50%", kind="decision")
        + step("b", "j")
        + step("out", kind="end")
        + step("j", "z", kind="join")
        + step("z", kind="end")
    )
    order = order_of(process(block))
    assert order.structure.loose
    assert order.dominates("a", "z")
    assert not order.dominates("b", "z")
