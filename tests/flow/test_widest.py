"""The most marks of one case, against every short execution of random maps."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from helpers_flow import Tree, executions, holds, random_tree, trees, without, written
from helpers_maps import process
from helpers_rules import step
from procfit.flow.structure import structure_of
from procfit.flow.widest import MOST_SETS, widest


def compare(tree: Tree, dice: random.Random) -> None:
    made, _ = written(tree)
    structure = structure_of(made)
    marks = [dice.choice([0, 0, 1, 2, 4, 8, 16]) for _ in structure.ids]
    found = widest(structure, marks)
    runs = [{name for name, _ in run} for run in executions(made)]
    met = [{marks[structure.number[name]] for name in visits} - {0} for visits in runs]
    assert found.exact
    assert len({marks[number] for number in found.steps}) == len(found.steps)
    assert len(found.steps) >= max(map(len, met), default=0)
    if len(runs) < 400 and not holds(tree, {"loop"}):
        steps = {structure.ids[number] for number in found.steps}
        assert any(steps <= visits for visits in runs)


@given(trees, st.randoms(use_true_random=False))
def test_no_execution_meets_more_marks_and_some_execution_meets_them_all(
    tree: Tree, dice: random.Random
) -> None:
    compare(without(tree, "loop"), dice)


def test_a_loop_brings_everything_in_it() -> None:
    for seed in range(200):
        dice = random.Random(seed)
        compare(random_tree(dice, 2), dice)
    text = step("a", "d") + step("d", "b:40% c:40% e:20%", kind="decision")
    text += step("b", "d") + step("c", "d") + step("e", kind="end")
    structure = structure_of(process(text))
    assert len(widest(structure, [1, 0, 2, 4, 8]).steps) == 4


def choices(stages: int, ways: int) -> str:
    text = ""
    for stage in range(stages):
        share = 100 / ways
        onward = f"d{stage + 1}" if stage + 1 < stages else "end"
        targets = " ".join(f"s{stage}-{way}:{share}%" for way in range(ways))
        text += step(f"d{stage}", targets, kind="decision")
        text += "".join(step(f"s{stage}-{way}", onward) for way in range(ways))
    return text + step("end", kind="end")


def test_forty_steps_and_twelve_lanes_are_exact_and_quick() -> None:
    structure = structure_of(process(choices(6, 6)))
    marks = [
        1 << (2 * int(name[1]) + int(name[3]) * 5) % 12 if "-" in name else 0 for name in structure.ids
    ]
    before = time.perf_counter()
    found = widest(structure, marks)
    assert time.perf_counter() - before < 2
    assert found.exact
    assert len(found.steps) == 6


def test_too_many_different_sets_give_a_lower_bound() -> None:
    structure = structure_of(process(choices(12, 3)))
    marks = [0] * len(structure.ids)
    for number, name in enumerate(structure.ids):
        marks[number] = 1 << number if "-" in name else 0
    found = widest(structure, marks)
    assert MOST_SETS < 3**12
    assert not found.exact
    assert len(found.steps) == 12


def test_loose_work_gives_a_lower_bound() -> None:
    text = step("p", "a b", kind="parallel") + step("a", "x") + step("b", "x") + step("x", kind="end")
    structure = structure_of(process(text))
    found = widest(structure, [0, 1, 2, 4])
    assert not found.exact
    assert len(found.steps) == 2
