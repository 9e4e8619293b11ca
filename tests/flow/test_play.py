from collections import Counter

import pytest

from procfit.flow.board import board_of
from procfit.flow.draws import fixed_draws
from procfit.flow.figures import figures_of
from procfit.flow.history import History
from procfit.flow.play import Played, play, play_loose
from procfit.flow.structure import structure_of
from procfit.flow.visits import routing_of
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration


def played_map(*steps: Step) -> ProcessMap:
    return ProcessMap("m", "M", steps=steps)


def timed(name: str, minutes: float, *after: str) -> Step:
    flows = tuple(map(Flow, after))
    return Step(name, name, work=Duration.fixed(minutes), wait=Duration.fixed(0), next=flows)


def played(made: ProcessMap, cases: int = 3) -> tuple[Played, History]:
    minutes = [step.work.mean if step.work else 0.0 for step in made.steps]
    found = play(board_of(structure_of(made)), fixed_draws(minutes), cases, recorded=True)
    assert found.history is not None
    return found, found.history


def names(made: ProcessMap, history: History, case: int = 0) -> list[str]:
    return [made.steps[step].id for step, _, _ in history.of_case(case)]


@pytest.mark.parametrize(("slow", "quick"), [(50, 5), (5, 50)])
def test_a_join_goes_on_when_the_last_of_its_branches_comes(slow: int, quick: int) -> None:
    made = played_map(
        Step("p", "P", kind="parallel", next=(Flow("slow"), Flow("quick"))),
        timed("slow", slow, "j"),
        timed("quick", quick, "j"),
        Step("j", "J", kind="join", next=(Flow("z"),)),
        timed("z", 1),
    )
    found, history = played(made)
    assert found.minutes.tolist() == [51, 51, 51]
    assert Counter(names(made, history)) == Counter(["p", "slow", "quick", "j", "z"])
    on_path = {made.steps[step].id for step in history.step[history.critical]}
    assert on_path == {"p", "slow" if slow > quick else "quick", "j", "z"}


def test_a_join_does_not_wait_for_work_that_cannot_come() -> None:
    made = played_map(
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"), Flow("c"))),
        timed("a", 10, "j"),
        timed("b", 20, "j"),
        timed("c", 90, "out"),
        Step("j", "J", kind="join", next=(Flow("z"),)),
        timed("z", 1),
        Step("out", "Out", kind="end"),
    )
    assert structure_of(made).loose
    found, _ = played(made)
    assert found.minutes.tolist() == [90, 90, 90]
    assert not found.stuck
    assert figures_of(made, Portfolio()).lead.mean == 90


def leaving(share: float) -> ProcessMap:
    return played_map(
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("d"))),
        timed("a", 10, "j"),
        Step("d", "D", kind="decision", next=(Flow("b", 1 - share), Flow("out", share))),
        timed("b", 20, "j"),
        Step("j", "Join", kind="join", next=(Flow("z"),)),
        timed("z", 1),
        Step("out", "Out", kind="end"),
    )


@pytest.mark.parametrize("share", [0.0, 0.25, 0.9])
def test_a_join_whose_branch_has_left_is_told_as_stuck(share: float) -> None:
    made = leaving(share)
    found = play_loose(structure_of(made), fixed_draws([0, 10, 0, 20, 0, 1, 0]))
    assert found.stuck.get(0, 0.0) == pytest.approx(share, abs=0.04)
    routing = routing_of(made)
    assert routing.stuck.keys() == ({"j"} if share else set())
    assert ("waits for ever" in routing.note) == (share > 0)
    # Those cases go on as if the join had let them.
    assert found.minutes.mean() == pytest.approx(21 - 10 * share, abs=0.4)


def test_joins_that_wait_for_each_other_are_told() -> None:
    made = played_map(
        Step("p", "P", kind="parallel", next=(Flow("one"), Flow("two"))),
        Step("one", "One", kind="join", next=(Flow("d1"),)),
        Step("d1", "D1", kind="decision", next=(Flow("two", 0.5), Flow("end", 0.5))),
        Step("two", "Two", kind="join", next=(Flow("d2"),)),
        Step("d2", "D2", kind="decision", next=(Flow("one", 0.5), Flow("end", 0.5))),
        Step("end", "End", kind="end"),
    )
    routing = routing_of(made)
    assert routing.known
    assert "wait for each other" in routing.note


def test_work_that_multiplies_without_end_is_given_up() -> None:
    made = played_map(
        Step("p", "P", kind="parallel", next=(Flow("d"), Flow("d"))),
        Step("d", "D", kind="decision", next=(Flow("p", 0.9), Flow("end", 0.1))),
        Step("end", "End", kind="end"),
    )
    assert play_loose(structure_of(made)).endless
    assert not routing_of(made).known


def test_two_joins_in_a_row_go_on_in_their_order() -> None:
    made = played_map(
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"), Flow("c"))),
        timed("a", 1, "first"),
        timed("b", 1, "first"),
        timed("c", 1, "second"),
        Step("first", "First", kind="join", next=(Flow("second"),)),
        Step("second", "Second", kind="join", next=(Flow("z"),)),
        timed("z", 1),
    )
    _, history = played(made)
    assert sorted(names(made, history)) == ["a", "b", "c", "first", "p", "second", "z"]


def test_an_inclusive_split_that_starts_nothing_goes_on_at_its_join() -> None:
    made = played_map(
        Step("p", "P", kind="inclusive", next=(Flow("a", 0.0), Flow("b", 0.0))),
        timed("a", 1, "j"),
        timed("b", 1, "j"),
        Step("j", "J", kind="join", next=(Flow("z"),)),
        timed("z", 7),
    )
    found, history = played(made)
    assert found.minutes.tolist() == [7, 7, 7]
    assert names(made, history) == ["p", "j", "z"]


def test_a_mark_goes_on_from_any_of_the_branches_that_meet() -> None:
    made = leaving(0.0)
    _, history = played(made, cases=2)
    marked = history.carried(lambda coming, step: coming | (step == 1))
    assert {made.steps[step].id for step in history.step[marked] if step >= 0} == {"j", "z"}


def test_the_same_map_is_always_played_the_same() -> None:
    made = played_map(
        Step("d", "D", kind="decision", next=(Flow("d", 0.5), Flow("e", 0.5))), Step("e", "E")
    )
    _, one = played(made, 50)
    _, two = played(made, 50)
    assert one.step.tolist() == two.step.tolist()
