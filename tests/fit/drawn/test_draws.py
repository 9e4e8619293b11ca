from __future__ import annotations

from itertools import pairwise

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_fit import answer
from helpers_smaa import sure
from procfit.fit.arrays import FitArrays, arrays_of
from procfit.fit.contributions import Contribution
from procfit.fit.drawn.answers import Doubts, doubts_of
from procfit.fit.drawn.blocks import Space
from procfit.fit.drawn.weights import evenly, step_weights
from procfit.model.scale import DEFAULT_EVALUATION, with_scores
from procfit.model.vendor import Answer, Code, Evidence

SIZE = 20_000
CODES = DEFAULT_EVALUATION.codes
PARTS = [
    Contribution(process, step, name, held, share, 1.0, held * share)
    for process, held, step, share, name in (
        ("p", 0.75, "s", 0.8, "a"),
        ("p", 0.75, "t", 0.2, "b"),
        ("q", 0.25, "u", 1.0, "c"),
    )
]
MAPS = arrays_of(PARTS, {}, [])


def weights(arrays: FitArrays, kappa: float) -> numpy.ndarray:
    return step_weights(arrays, kappa, 0, SIZE, Space())


def doubts(*answers: Answer, codes: dict[str, Code] | None = None) -> Doubts:
    """Return the doubts of vendors that answer one capability."""
    parts = [Contribution("p", "s", "a", 1.0, 1.0, 1.0, 1.0)]
    said = {own.vendor: {"a": own} for own in answers}
    return doubts_of(arrays_of(parts, said, list(said)), said, CODES if codes is None else codes)


def drawn(found: Doubts) -> list[numpy.ndarray]:
    codes = found.codes(0, SIZE)
    return [found.utilities(v, codes, 0, Space())[0] for v in range(len(found.arrays.vendors))]


@pytest.mark.parametrize("kappa", [1.0, 20.0, 500.0])
def test_both_stages_keep_to_the_shares_as_kappa_says(kappa: float) -> None:
    found = weights(MAPS, kappa)
    assert found.sum(axis=0) == pytest.approx(1)
    first = found[:2].sum(axis=0)
    for shares, share in ((first, 0.75), (found[0] / first, 0.8)):
        spread = (share * (1 - share) / (kappa + 1)) ** 0.5
        assert shares.mean() == pytest.approx(share, abs=4 * spread / SIZE**0.5)
        assert shares.std() == pytest.approx(spread, rel=0.03)


def test_process_and_step_shares_are_drawn_apart() -> None:
    found = weights(MAPS, 20.0)
    held = found[:2].sum(axis=0)
    assert abs(numpy.corrcoef(held, found[0] / held)[0, 1]) < 4 / SIZE**0.5


def test_weights_of_which_nothing_is_known_are_uniform() -> None:
    # Each of n uniform weights has mean 1/n, and its square 2/(n (n + 1)).
    found = weights(*evenly(sure([[0.0] * 4])))
    assert found.mean(axis=1) == pytest.approx(0.25, rel=0.03)
    assert (found**2).mean(axis=1) == pytest.approx(0.1, rel=0.05)


def test_shares_that_are_almost_nothing_can_be_drawn() -> None:
    found = weights(sure([[0.0] * 3], [1 - 2e-9, 1e-9, 1e-9]), 1.0)
    assert found.sum(axis=0) == pytest.approx(1)


utilities = st.lists(st.integers(0, 20), min_size=3, max_size=3).map(sorted)


@given(st.lists(utilities, min_size=1, max_size=6))
def test_no_code_is_ever_worth_less_than_a_lesser_one(scale: list[list[int]]) -> None:
    codes = {
        f"k{number}": Code(f"k{number}", (low / 20, usual / 20, high / 20))
        for number, (low, usual, high) in enumerate(scale)
    }
    found = doubts(answer("x", "a", "blank"), codes=codes)
    values = found.codes(0, 200)[:-1]
    names = [code for (own,) in [found.scales] for code, _ in own]
    assert (numpy.diff(values, axis=0) >= 0).all()
    usual = [codes[name].utility[1] for name in names]
    assert usual == sorted(usual)
    for name, row in zip(names, values, strict=True):
        least, _, most = codes[name].utility
        assert row.min() >= least - 1e-12
        assert row.max() <= most + 1e-12


def test_order_of_the_declared_scale_holds_in_every_draw() -> None:
    found = drawn(doubts(*(answer(code, "a", code, "reference") for code in CODES)))
    for better, lesser in pairwise(found):
        assert (better >= lesser).all()
    # Third-party and customization overlap: drawn by themselves they would cross.
    assert found[2].min() < found[3].max()


def test_proven_answers_of_one_code_are_worth_the_same() -> None:
    one, other = drawn(
        doubts(
            answer("x", "a", "third-party", "reference"), answer("y", "a", "third-party", "reference")
        )
    )
    assert one.tolist() == other.tolist()
    assert one.std() > 0.05


def test_claims_fall_short_each_by_itself() -> None:
    one, other = drawn(
        doubts(answer("x", "a", "standard", "claimed"), answer("y", "a", "standard", "claimed"))
    )
    assert abs(numpy.corrcoef(one, other)[0, 1]) < 0.1


@pytest.mark.parametrize("code", ["standard", "configuration", "roadmap", "none", "blank"])
@pytest.mark.parametrize("evidence", ["claimed", "documented", "demonstrated", "reference"])
def test_answers_stay_inside_their_interval_with_the_mean_of_its_triangle(
    code: str, evidence: Evidence
) -> None:
    given_answer = answer("x", "a", code, evidence)
    (found,) = drawn(doubts(given_answer))
    low, mid, high = given_answer.low, given_answer.mid, given_answer.high
    assert found.min() >= low - 1e-12
    assert found.max() <= high + 1e-12
    assert found.mean() == pytest.approx((low + mid + high) / 3, abs=0.01)


def test_answer_that_follows_no_code_is_its_own_triangle() -> None:
    # Evaluators who disagree: the mean of standard and none, from 0 to 1.
    (found,) = drawn(doubts(Answer("x", "a", "none", 0.0, 0.5, 1.0, "evaluators")))
    assert (found > 0.7).mean() == pytest.approx(0.18, abs=0.012)


def test_scales_of_numbers_are_no_part_of_the_declared_order() -> None:
    more = with_scores(DEFAULT_EVALUATION, ["score-1-of-5", "score-3-of-5", "score-2-of-3"]).codes
    words, *numbers = doubts(answer("x", "a", "blank"), codes=dict(more)).scales
    assert [code for code, _ in words] == list(CODES)[::-1]
    assert [[code for code, _ in own] for own in numbers] == [
        ["score-1-of-5", "score-3-of-5"],
        ["score-2-of-3"],
    ]


def test_draws_of_a_vendor_do_not_depend_on_the_others_or_on_new_scores() -> None:
    own = answer("x", "a", "third-party")
    (alone,) = drawn(doubts(own))
    more = dict(with_scores(DEFAULT_EVALUATION, ["score-3-of-5"]).codes)
    _, among = drawn(doubts(answer("y", "a", "blank"), own, codes=more))
    assert alone.tolist() == among.tolist()
