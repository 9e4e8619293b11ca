import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import reduce
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers_flow import Tree, trees, written
from helpers_random_maps import valid_maps
from procfit.flow.paths import PathTaken, longest_path, typical_path
from procfit.flow.visits import routing_of
from procfit.model.process import Flow, ProcessMap, Step


def taken(
    steps: tuple[Step, ...], minutes: Mapping[str, float] | None = None
) -> tuple[PathTaken, PathTaken]:
    """Return the typical and the longest path; a step takes a minute unless told."""
    process = ProcessMap("m", "M", steps=steps)
    spent = {step.id: (minutes or {}).get(step.id, 1.0) for step in steps}
    typical = typical_path(routing_of(process), spent)
    longest = longest_path(routing_of(process), spent)
    assert typical is not None
    assert longest is not None
    return typical, longest


def names(path: PathTaken) -> str:
    return " ".join(visit.step for visit in path.visits)


def test_a_sequence_is_its_own_only_path() -> None:
    steps = (Step("a", "A", next=(Flow("b"),)), Step("b", "B", next=(Flow("c"),)), Step("c", "C"))
    for path in taken(steps, {"a": 2, "b": 3}):
        assert [(visit.begin, visit.end) for visit in path.visits] == [(0, 2), (2, 5), (5, 6)]
        assert path.flows == (("a", "b"), ("b", "c"))
        assert (path.chance, path.minutes) == (1, 6)


def test_the_typical_path_takes_the_likely_branch_and_the_longest_the_slow_one() -> None:
    steps = (
        Step("d", "D", kind="decision", next=(Flow("a", 0.75), Flow("b", 0.25))),
        Step("a", "A", next=(Flow("z"),)),
        Step("b", "B", next=(Flow("z"),)),
        Step("z", "Z"),
    )
    typical, longest = taken(steps, {"b": 10})
    assert (names(typical), round(typical.chance, 9), typical.minutes) == ("d a z", 0.75, 3)
    assert (names(longest), round(longest.chance, 9), longest.minutes) == ("d b z", 0.25, 12)


def test_the_likeliest_way_is_not_the_likeliest_branch_at_each_decision() -> None:
    steps = (
        Step("d", "D", kind="decision", next=(Flow("e", 0.6), Flow("b", 0.4))),
        Step("e", "E", kind="decision", next=(Flow("x", 0.5), Flow("y", 0.5))),
        *(Step(name, name) for name in "xyb"),
    )
    typical, _ = taken(steps)
    assert (names(typical), round(typical.chance, 9)) == ("d b", 0.4)


def test_a_branch_that_no_case_takes_is_no_way() -> None:
    steps = (
        Step("d", "D", kind="decision", next=(Flow("a", 1.0), Flow("b", 0.0))),
        Step("a", "A"),
        Step("b", "B"),
    )
    _, longest = taken(steps, {"b": 100})
    assert names(longest) == "d a"


def test_of_equal_ways_the_order_of_the_map_decides() -> None:
    steps = (
        Step("d", "D", kind="decision", next=(Flow("b", 0.5), Flow("a", 0.5))),
        Step("a", "A", next=(Flow("z"),)),
        Step("b", "B", next=(Flow("z"),)),
        Step("z", "Z"),
    )
    assert names(taken(steps)[0]) == "d a z"


LOOP = (
    Step("a", "A", next=(Flow("check"),)),
    Step("check", "Check", kind="decision", next=(Flow("z", 0.2), Flow("fix", 0.8))),
    Step("fix", "Fix", next=(Flow("a"),)),
    Step("z", "Z"),
)


def test_the_typical_path_does_not_go_round_and_the_longest_does_once() -> None:
    typical, longest = taken(LOOP)
    assert (names(typical), round(typical.chance, 9)) == ("a check z", 0.2)
    assert (names(longest), round(longest.chance, 9)) == ("a check fix a check z", 0.16)
    assert longest.flows.count(("a", "check")) == 2


def test_a_return_that_takes_no_time_is_not_taken() -> None:
    _, longest = taken(LOOP, dict.fromkeys(("a", "check", "fix"), 0.0))
    assert names(longest) == "a check z"


def test_of_two_loops_the_longest_path_takes_the_longer_one() -> None:
    steps = (
        Step("a", "A", kind="decision", next=(Flow("a", 0.1), Flow("b", 0.9))),
        Step("b", "B", kind="decision", next=(Flow("b", 0.1), Flow("z", 0.9))),
        Step("z", "Z"),
    )
    _, longest = taken(steps, {"a": 2, "b": 3})
    assert (names(longest), longest.minutes) == ("a b b z", 9)
    assert longest.chance == pytest.approx(0.9 * 0.1 * 0.9)


def nested() -> tuple[Step, ...]:
    return (
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("q"))),
        Step("a", "A", next=(Flow("j"),)),
        Step("q", "Q", kind="parallel", next=(Flow("b"), Flow("c"))),
        Step("b", "B", next=(Flow("k"),)),
        Step("c", "C", next=(Flow("k"),)),
        Step("k", "K", kind="join", next=(Flow("j"),)),
        Step("j", "J", kind="join", next=(Flow("z"),)),
        Step("z", "Z"),
    )


def test_parallel_branches_stand_side_by_side_and_the_join_waits_for_the_slowest() -> None:
    path, _ = taken(nested(), {"p": 0, "q": 0, "k": 0, "j": 0, "a": 4, "b": 7, "c": 2})
    assert names(path) == "p a q b c k j z"
    assert [visit.begin for visit in path.visits] == [0, 0, 0, 0, 0, 7, 7, 7]
    assert [visit.end for visit in path.visits] == [0, 4, 0, 7, 2, 7, 7, 8]
    assert sorted(map("".join, path.flows)) == ["aj", "bk", "ck", "jz", "kj", "pa", "pq", "qb", "qc"]


def test_branches_may_end_on_their_own() -> None:
    steps = (
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"))),
        Step("a", "A"),
        Step("b", "B"),
    )
    path, _ = taken(steps, {"a": 5})
    assert (names(path), path.minutes) == ("p a b", 6)


def test_a_branch_without_steps_leads_from_the_split_to_the_join() -> None:
    steps = (
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("j"))),
        Step("a", "A", next=(Flow("j"),)),
        Step("j", "J", kind="join"),
    )
    assert taken(steps)[0].flows == (("p", "a"), ("p", "j"), ("a", "j"))


def inclusive(*shares: float) -> tuple[Step, ...]:
    branches = "abc"[: len(shares)]
    return (
        Step("o", "O", kind="inclusive", next=tuple(map(Flow, branches, shares))),
        *(Step(name, name, next=(Flow("j"),)) for name in branches),
        Step("j", "J", kind="join"),
    )


@pytest.mark.parametrize(
    ("shares", "typical", "chance"),
    [
        ((0.5, 0.9, 0.2), "o a b j", 0.36),
        ((0.1, 0.3, 0.2), "o b j", 0.216),
        ((0.3, 0.3), "o a j", 0.21),
    ],
)
def test_typical_are_the_branches_that_half_the_cases_take_or_the_single_likeliest(
    shares: tuple[float, ...], typical: str, chance: float
) -> None:
    path, longest = taken(inclusive(*shares))
    assert (names(path), round(path.chance, 9)) == (typical, chance)
    assert longest.chance == pytest.approx(prod(shares))


def test_the_longest_path_takes_no_branch_that_no_case_takes() -> None:
    assert names(taken(inclusive(0.3, 0.0, 0.2))[1]) == "o a c j"


def test_cases_begin_at_one_of_several_starts() -> None:
    steps = (
        Step("mail", "Mail", kind="start", share=0.7, next=(Flow("a"),)),
        Step("call", "Call", kind="start", share=0.3, next=(Flow("b"),)),
        Step("a", "A"),
        Step("b", "B"),
    )
    typical, longest = taken(steps, {"b": 9})
    assert (names(typical), round(typical.chance, 9)) == ("mail a", 0.7)
    assert (names(longest), round(longest.chance, 9)) == ("call b", 0.3)


def loose() -> ProcessMap:
    return ProcessMap(
        "m",
        "M",
        steps=(
            Step("p", "P", kind="parallel", next=(Flow("d"), Flow("b"))),
            Step("d", "D", kind="decision", next=(Flow("j", 0.6), Flow("out", 0.4))),
            Step("b", "B", next=(Flow("j"),)),
            Step("j", "J", kind="join"),
            Step("out", "Out", kind="end"),
        ),
    )


STRAIGHT = [("p", 0.0, 1.0), ("d", 1.0, 2.0), ("b", 1.0, 4.0), ("j", 4.0, 4.0)]
LEFT = [("p", 0.0, 1.0), ("b", 1.0, 9.0), ("d", 1.0, 2.0), ("out", 2.0, 2.0), ("j", 9.0, 9.0)]


def test_where_work_is_not_nested_simulated_cases_tell_the_paths() -> None:
    routing = routing_of(loose())
    cases = [LEFT, STRAIGHT, [*STRAIGHT[:3], ("j", 4.0, 5.0)]]
    typical, longest = typical_path(routing, {}, cases), longest_path(routing, {}, cases)
    assert typical is not None
    assert longest is not None
    assert (names(typical), typical.chance, typical.minutes) == ("p d b j", 2 / 3, 4)
    assert typical.flows == (("p", "d"), ("p", "b"), ("d", "j"), ("b", "j"))
    assert (names(longest), longest.chance, longest.minutes) == ("p b d out j", 1 / 3, 9)
    assert longest.flows == (("p", "b"), ("p", "d"), ("b", "j"), ("d", "out"))


def test_where_work_is_not_nested_there_is_no_path_without_cases() -> None:
    assert typical_path(routing_of(loose()), {}) is None
    assert longest_path(routing_of(loose()), {}) is None


def test_a_map_without_steps_has_no_path() -> None:
    assert typical_path(routing_of(ProcessMap("m", "M")), {}) is None


def test_a_map_without_a_way_out_has_no_path() -> None:
    routing = routing_of(ProcessMap("m", "M", steps=(Step("a", "A", next=(Flow("a"),)),)))
    assert typical_path(routing, {"a": 1}) is None
    assert longest_path(routing, {"a": 1}) is None


def test_long_maps_and_deep_ones_are_followed() -> None:
    long = Tree("seq", (Tree("task", minutes=1.0),) * 10_000)
    assert both(long)[0].minutes == 10_000
    steps, deep = [Step("z", "Z")], 1_500
    for level in range(deep):
        steps += [
            Step(f"p{level}", "P", kind="parallel", next=(Flow(f"a{level}"), Flow(f"p{level + 1}"))),
            Step(f"a{level}", "A", next=(Flow(f"j{level}"),)),
            Step(f"j{level}", "J", kind="join", next=(Flow(f"j{level - 1}" if level else "z"),)),
        ]
    steps.append(Step(f"p{deep}", "P", next=(Flow(f"j{deep - 1}"),)))
    steps.append(Step("s", "S", kind="start", next=(Flow("p0"),)))
    typical, longest = taken(tuple(steps))
    assert typical == longest
    assert typical.minutes == 2 + 2 * deep + 1


def test_loops_nested_in_many_blocks_do_not_multiply_without_measure() -> None:
    tree = Tree("task", minutes=1.0)
    for _ in range(30):
        tree = Tree("loop", (Tree("and", (tree, Tree("task"))),), (0.5,))
    assert len(both(tree)[1].visits) <= 100_000


# On block-structured maps the right paths follow from textbook formulas.


def both(tree: Tree, dice: random.Random | None = None) -> tuple[PathTaken, PathTaken]:
    process, _ = written(tree)
    steps = list(process.steps)
    if dice is not None:
        dice.shuffle(steps)
    spent = {step.id: step.work.mean if step.work else 0.0 for step in steps}
    return taken(tuple(steps), spent)


def ways(tree: Tree) -> Iterator[float]:
    """Yield the chances of the ways through a tree without returns, inclusive branches as is usual."""
    if tree.kind == "task":
        yield 1.0
    elif tree.kind == "loop":
        yield from ((1 - tree.shares[0]) * chance for chance in ways(tree.parts[0]))
    elif tree.kind == "xor":
        for part, share in zip(tree.parts, tree.shares, strict=True):
            yield from (share * chance for chance in ways(part))
    else:
        shares = tree.shares or (1.0,) * len(tree.parts)
        usual = {place for place, share in enumerate(shares) if share >= 0.5}
        usual = usual or {shares.index(max(shares))}
        outside = prod(1 - share for place, share in enumerate(shares) if place not in usual)
        inside = [[shares[place] * chance for chance in ways(tree.parts[place])] for place in usual]
        yield from reduce(
            lambda done, more: [one * other for one in done for other in more], inside, [outside]
        )


def slowest(tree: Tree) -> tuple[float, float]:
    """Return the most minutes without a return in this body, and with at most one."""
    if tree.kind == "task":
        return tree.minutes, tree.minutes
    parts = [slowest(part) for part in tree.parts]
    if tree.kind == "xor":
        return max(none for none, _ in parts), max(one for _, one in parts)
    if tree.kind == "seq":
        none = sum(none for none, _ in parts)
        return none, none + max(one - without for without, one in parts)
    if tree.kind == "loop":
        return parts[0][0], max(2 * parts[0][0], parts[0][1])
    block = max(one for _, one in parts)
    return block, block


@given(trees)
def test_the_typical_path_is_the_likeliest_of_all_ways(tree: Tree) -> None:
    chances = list(ways(tree))
    assert both(tree)[0].chance == pytest.approx(max(chances))


@given(trees)
def test_the_longest_path_takes_longest_of_all_ways_with_one_return(tree: Tree) -> None:
    typical, longest = both(tree)
    assert longest.minutes == pytest.approx(slowest(tree)[1])
    assert longest.minutes >= typical.minutes - 1e-9
    assert longest.chance <= typical.chance + 1e-9


@given(trees, st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_neither_chance_nor_time(tree: Tree, dice: random.Random) -> None:
    (typical, longest), (shuffled, slow) = both(tree), both(tree, dice)
    assert shuffled.chance == pytest.approx(typical.chance)
    assert slow.minutes == pytest.approx(longest.minutes)
    assert slow.chance == pytest.approx(longest.chance)
    if sum(chance == pytest.approx(typical.chance) for chance in ways(tree)) == 1:
        assert shuffled.minutes == pytest.approx(typical.minutes)


def check_follows_flows(process: ProcessMap, path: PathTaken, spent: Mapping[str, float]) -> None:
    flows = {(step.id, flow.to) for step in process.steps for flow in step.next}
    assert flows.issuperset(path.flows)
    before: dict[int, list[float]] = {place: [] for place in range(len(path.visits))}
    for one, other in path.passages:
        assert one < other
        before[other].append(path.visits[one].end)
    assert [place for place, ends in before.items() if not ends] == [0]
    for place, visit in enumerate(path.visits):
        assert visit.begin == max(before[place], default=0.0)
        assert visit.end == visit.begin + spent[visit.step]
    assert path.minutes == max(visit.end for visit in path.visits)


@given(valid_maps())
def test_every_visit_follows_visits_that_a_flow_leads_from(process: ProcessMap) -> None:
    process = replace(process).as_is
    routing = routing_of(process)
    assume(routing.method == "exact")
    spent = {step.id: step.work.mean if step.work else 1.0 for step in process.steps}
    for path in (typical_path(routing, spent), longest_path(routing, spent)):
        assert path is not None
        assert 0 < path.chance <= 1
        check_follows_flows(process, path, spent)
