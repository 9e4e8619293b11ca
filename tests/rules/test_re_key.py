import pytest

from helpers_rules import LANES, gaps, judge, step
from procfit.model.finding import Savings

RULE = "re-key"
FIRST = {"reads": ["form"], "writes": ["record"], "system": "CRM"}
AGAIN = {"reads": ["record"], "writes": ["Record"], "system": "ERP", "work": "10m", "wait": "1h"}


def first(to: str = "b", **fields: object) -> str:
    return step("a", to, **{**FIRST, **fields})


def again(to: str = "", **fields: object) -> str:
    return step("b", to, **{**AGAIN, **fields})


def test_what_one_system_has_is_typed_into_another() -> None:
    (found,) = judge(RULE, step("s", "a", kind="start") + first() + again())
    assert found.steps == ("a", "b")
    assert found.witness.path == ("s", "a", "b")
    assert found.witness.items == ("Record",)
    assert found.message.startswith(
        '"B" types in Record once more by hand, which "A" has written before'
    )
    assert found.message.endswith("nothing passes it on from CRM to ERP.")
    assert (found.suggest, found.saves.minutes_per_case) == ("discard", 70)
    assert found.drops == ("b",)


def test_reading_the_same_source_is_typing_it_again() -> None:
    assert judge(RULE, first() + again(reads=["form"]))


def test_several_steps_may_have_written_it_first() -> None:
    text = step("d", "a c", kind="decision") + first() + step("c", "b", **{**FIRST, "system": "Paper"})
    (found,) = judge(RULE, text + again())
    assert found.steps == ("a", "c", "b")
    assert 'which "A" or "C" has written' in found.message
    assert "from CRM or Paper to ERP" in found.message


def test_what_runs_beside_it_in_every_round_of_a_loop_does_not_come_first() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + first("j")
        + again("j", reads=["form"])
        + step("j", "d", kind="join")
    )
    text += step("d", "p:20% end:80%", kind="decision") + step("end", kind="end")
    assert [found.steps for found in judge(RULE, text)] == [("a", "b")]


def test_a_third_system_is_compared_with_the_second() -> None:
    pairs = judge(RULE, first() + again("c") + step("c", **{**AGAIN, "system": "Archive"}))
    assert [found.steps for found in pairs] == [("a", "b"), ("b", "c")]


def test_a_step_worth_something_stays_and_systems_pass_it_on() -> None:
    (found,) = judge(RULE, first() + again(value=3))
    assert (found.suggest, found.saves.minutes_per_case) == ("modify", 70)
    assert found.costs.value_per_case == 0


@pytest.mark.parametrize("more", [{"writes": ["record", "note"]}, {"kind": "decision"}])
def test_what_a_step_saves_that_does_more_is_not_known(more: dict[str, object]) -> None:
    (found,) = judge(RULE, first() + again(**more))
    assert (found.suggest, found.saves) == ("modify", Savings())


def test_one_system_is_written_twice_without_typing_it_over() -> None:
    assert not judge(RULE, first() + again(system="crm"))


@pytest.mark.parametrize("how", [{"tags": ["transfer"]}, {"lane": "crm"}])
def test_a_transfer_in_between_passes_it_on(how: dict[str, object]) -> None:
    assert not judge(RULE, LANES + first("t") + step("t", "b", reads=["record"], **how) + again())
    assert judge(RULE, LANES + first("t") + step("t", "b", reads=["form"], **how) + again())


@pytest.mark.parametrize("how", [{"tags": ["transfer"]}, {"lane": "crm"}])
def test_what_systems_write_by_themselves_is_not_typed(how: dict[str, object]) -> None:
    assert not judge(RULE, LANES + first() + again(**how))


@pytest.mark.parametrize("source", [{"reads": ["record", "letter"]}, {"asks": ["wish"]}])
def test_the_second_may_draw_on_another_source(source: dict[str, object]) -> None:
    assert not judge(RULE, first() + again(**source))


def test_one_case_takes_one_of_several_branches() -> None:
    text = step("d", "a:50% b:50%", kind="decision") + first("j") + again("j")
    assert not judge(RULE, text + step("j"))


def test_on_parallel_branches_it_is_typed_twice_too() -> None:
    text = step("d", "a b", kind="parallel") + first("t") + again("j", reads=["form"])
    (found,) = judge(RULE, text + step("t", "j") + step("j", kind="join"))
    assert found.steps == ("a", "b")
    assert found.witness.path == ("d", "a", "b")
    passed_on = step("t", "j", reads=["record"], tags=["transfer"])
    assert not judge(RULE, text + passed_on + step("j", kind="join"))


def test_behind_a_join_it_is_typed_again() -> None:
    text = step("p", "a x", kind="parallel") + first("j") + step("x", "j")
    (found,) = judge(RULE, text + step("j", "b", kind="join") + again())
    assert found.steps == ("a", "b")


def test_the_next_round_of_a_loop_is_not_typing_it_again() -> None:
    text = (
        step("s", "b") + again("d") + step("d", "a:20% e:80%", kind="decision") + first("b") + step("e")
    )
    assert not judge(RULE, text)


def test_without_a_system_or_a_source_nobody_can_tell() -> None:
    text = first(system="") + again()
    assert not judge(RULE, text)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text)] == [(("a",), ("system",))]
    text = first() + again(reads=[])
    assert not judge(RULE, text)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text)] == [(("b",), ("reads",))]
