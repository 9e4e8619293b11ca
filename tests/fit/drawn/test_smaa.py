from __future__ import annotations

import json
import tracemalloc
from collections.abc import Sequence

import numpy
import pytest

from helpers_maps import SHARED
from helpers_smaa import Floats, exact_ranks, sure
from procfit.fit.drawn import blocks
from procfit.fit.drawn.answers import doubts_of
from procfit.fit.drawn.smaa import count, first_with
from procfit.fit.drawn.weights import evenly
from procfit.model.vendor import Answer

CASES = SHARED / "mcda" / "smaa_exact_2crit.json"
DRAWS = 20_000


def drawn_evenly(utilities: Sequence[Sequence[float]]) -> Floats:
    return count(*evenly(sure(utilities)), DRAWS).ranks / DRAWS


def assert_within_error(found: Floats, exact: Floats) -> None:
    error = numpy.sqrt(exact * (1 - exact) / DRAWS)
    assert (abs(found - exact) <= 4 * error + 1e-9).all()


@pytest.mark.skipif(not CASES.exists(), reason="no ../shared/data/mcda/smaa_exact_2crit.json")
def test_cases_of_two_criteria_that_were_derived_elsewhere() -> None:
    case = json.loads(CASES.read_text(encoding="utf-8"))
    for each in (case, *case["more"]):
        exact = numpy.array(each["rank_acceptability"])
        assert exact_ranks(each["utilities"]) == pytest.approx(exact, abs=1e-9)
        assert_within_error(drawn_evenly(each["utilities"]), exact)


@pytest.mark.parametrize("seed", range(12))
def test_two_criteria_come_out_as_their_crossings_say(seed: int) -> None:
    dice = numpy.random.default_rng(seed)
    utilities = dice.random((2 + seed % 5, 2)).tolist()
    assert_within_error(drawn_evenly(utilities), exact_ranks(utilities))


def test_a_draw_around_the_shares_is_the_beta_distribution() -> None:
    # The share of the first step is Beta(20 × 0.3, 20 × 0.7), over 1/2 with a probability of 0.0318.
    whole = count(sure([[1, 0], [0, 1]], [0.3, 0.7]), 20.0, DRAWS)
    assert_within_error(whole.ranks[:, 0] / DRAWS, numpy.array([0.03178, 0.96822]))


def test_central_weights_are_the_mean_of_those_that_win() -> None:
    # Uniform over 1/2 to 1 the first weight has mean 3/4 and deviation 1/√48.
    found = count(*evenly(sure([[1, 0], [0, 1]])), DRAWS).central
    assert found == pytest.approx(
        numpy.array([[0.75, 0.25], [0.25, 0.75]]), abs=4 / (48 * DRAWS / 2) ** 0.5
    )


def test_vendor_that_never_wins_has_no_central_weights() -> None:
    found = count(sure([[1, 1], [0, 0]]), 20.0, 100).central
    assert found[1].tolist() == [0, 0]


def test_answers_alone_are_drawn_under_weights_that_hold() -> None:
    # v0 beats 0.7 where its blank, the triangle of 0, 1/2 and 1, does: with 2 × 0.3² = 0.18. Under the
    # other weights the blank does not count.
    arrays = sure([[0.5, 0.0], [0.4, 0.7]])
    blank = {
        "c0": Answer("v0", "c0", "", 0.5, 0.5, 0.5, ""),
        "c1": Answer("v0", "c1", "blank", 0.0, 0.5, 1.0, ""),
    }
    arrays.low[0, 1], arrays.mid[0, 1], arrays.high[0, 1] = 0.0, 0.5, 1.0
    known = {f"c{c}": Answer("v1", f"c{c}", "", own, own, own, "") for c, own in enumerate((0.4, 0.7))}
    doubts = doubts_of(arrays, {"v0": blank, "v1": known}, {})
    found = first_with(numpy.array([[0.0, 1.0], [1.0, 0.0]]), doubts, DRAWS)
    assert_within_error(found[0], numpy.array([0.18, 0.82]))
    assert found[1].tolist() == [1, 0]


def test_level_vendors_share_every_rank() -> None:
    whole = count(sure([[0.5, 0.5]] * 3), 20.0, 100)
    assert whole.ranks / 100 == pytest.approx(numpy.full((3, 3), 1 / 3))
    assert whole.wins[0].tolist() == [0, 50, 50]


def test_copy_of_a_vendor_takes_only_its_share_of_the_ties() -> None:
    table = [[0.9, 0.2], [0.3, 0.8], [0.5, 0.6]]
    before = count(sure(table), 20.0, 3000)
    after = count(sure([*table, table[1]]), 20.0, 3000)
    assert after.wins[:3, :3].tolist() == before.wins.tolist()
    firsts = after.ranks[:, 0]
    assert firsts[[0, 2]].tolist() == before.ranks[[0, 2], 0].tolist()
    assert firsts[1] == firsts[3] == before.ranks[1, 0] / 2


def test_each_rank_is_taken_once_in_each_draw() -> None:
    whole = count(sure(numpy.random.default_rng(1).random((6, 5)).tolist()), 20.0, 1500)
    assert whole.draws == 1500
    assert whole.ranks.sum(axis=0) == pytest.approx(1500)
    assert whole.ranks.sum(axis=1) == pytest.approx(1500)
    assert whole.wins + whole.wins.T == pytest.approx(1500 * (1 - numpy.eye(6)))


def test_counts_do_not_depend_on_how_many_blocks_are_drawn_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrays = sure(numpy.random.default_rng(2).random((4, 6)).tolist())
    found = []
    for workers in (1, 2, 4):
        monkeypatch.setattr(blocks, "WORKERS", workers)
        monkeypatch.setattr("os.cpu_count", lambda: 4)
        whole = count(arrays, 20.0, 5000)
        found.append((whole.ranks.tolist(), whole.steps.tolist()))
    assert found[0] == found[1] == found[2]


def test_more_draws_contain_the_fewer() -> None:
    arrays = sure(numpy.random.default_rng(3).random((3, 4)).tolist())
    one, two = count(arrays, 20.0, blocks.BLOCK), count(arrays, 20.0, 2 * blocks.BLOCK)
    assert (two.ranks >= one.ranks).all()
    assert not (two.ranks == 2 * one.ranks).all()


def test_memory_does_not_grow_with_the_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "WORKERS", 1)
    arrays = sure(numpy.random.default_rng(4).random((3, 50)).tolist())

    def peak(draws: int) -> int:
        tracemalloc.start()
        count(arrays, 20.0, draws)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(blocks.BLOCK)
    assert peak(12 * blocks.BLOCK) < 1.5 * peak(blocks.BLOCK)
