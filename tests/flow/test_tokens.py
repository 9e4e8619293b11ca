from procfit.flow.figures import figures_of
from procfit.flow.structure import structure_of
from procfit.flow.tokens import play
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration


def played_map(*steps: Step) -> ProcessMap:
    return ProcessMap("m", "M", steps=steps)


def timed(name: str, minutes: float, *after: str) -> Step:
    flows = tuple(map(Flow, after))
    return Step(name, name, work=Duration.fixed(minutes), wait=Duration.fixed(0), next=flows)


def test_a_join_goes_on_when_the_last_of_its_branches_comes() -> None:
    made = played_map(
        Step("p", "P", kind="parallel", next=(Flow("slow"), Flow("quick"))),
        timed("slow", 50, "j"),
        timed("quick", 5, "j"),
        Step("j", "J", kind="join", next=(Flow("z"),)),
        timed("z", 1),
    )
    minutes = [0, 50, 5, 0, 1]
    played = play(structure_of(made), minutes.__getitem__, most=3)
    assert played.times == (51, 51, 51)
    assert all(path.count(3) == 1 for path in played.paths)
    quick_last = [0, 5, 50, 0, 1]
    assert play(structure_of(made), quick_last.__getitem__, most=1).times == (51,)


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
    structure = structure_of(made)
    assert structure.loose
    minutes = [0, 10, 20, 90, 0, 1, 0]
    assert play(structure, minutes.__getitem__, most=1).times == (90,)
    assert figures_of(made, Portfolio()).lead.mean == 90


def test_two_joins_in_a_row_fire_in_their_order() -> None:
    made = played_map(
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"), Flow("c"))),
        timed("a", 1, "first"),
        timed("b", 1, "first"),
        timed("c", 1, "second"),
        Step("first", "First", kind="join", next=(Flow("second"),)),
        Step("second", "Second", kind="join", next=(Flow("z"),)),
        timed("z", 1),
    )
    (path,) = play(structure_of(made), most=1).paths
    names = [structure_of(made).ids[step] for step in path]
    assert sorted(names) == ["a", "b", "c", "first", "p", "second", "z"]


def test_the_same_map_is_always_played_the_same() -> None:
    made = played_map(
        Step("d", "D", kind="decision", next=(Flow("d", 0.5), Flow("e", 0.5))), Step("e", "E")
    )
    assert play(structure_of(made)).paths == play(structure_of(made)).paths
