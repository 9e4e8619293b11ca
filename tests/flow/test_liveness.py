from helpers_maps import process
from helpers_rules import step
from procfit.flow.liveness import Liveness, Passage
from procfit.flow.structure import structure_of

READ, WRITE, IDLE = Passage(1, -1), Passage(0, ~1), Passage(0, -1)


def after(text: str, *own: Passage, at_end: int = 0) -> list[int]:
    return Liveness(structure_of(process(text)), own).after(at_end)


def test_a_stretch_hides_what_it_writes_from_those_before_it() -> None:
    assert WRITE.then(READ) == Passage(0, ~1)
    assert READ.then(WRITE) == Passage(1, ~1)
    assert WRITE.alive(3) == 2


def test_a_loop_needs_what_its_next_round_uses() -> None:
    text = step("a", "d") + step("d", "a:50% end:50%", kind="decision") + step("end", kind="end")
    assert after(text, READ, WRITE, IDLE) == [0, 1, 0]
    assert after(text, IDLE, IDLE, IDLE, at_end=1) == [1, 1, 1]


def test_where_work_is_not_nested_anything_may_be_needed() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + step("a", "x")
        + step("b", "x")
        + step("x", "y")
        + step("y", kind="end")
    )
    assert after(text, READ, IDLE, IDLE, WRITE, IDLE) == [1] * 5
