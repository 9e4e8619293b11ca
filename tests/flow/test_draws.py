import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procfit.flow.draws import draws_of, fixed_draws
from procfit.flow.times import StepTimes
from procfit.model.quantities import Duration

CASES = 400_000


def drawn(*times: StepTimes, step: int = 0, waits: bool = True, seed: int = 1) -> "np.ndarray":
    steps = np.full(CASES, step)
    return draws_of(times, {}, waits).draw(steps, np.random.default_rng(seed))


def of(work: Duration | None, wait: Duration | None = None) -> StepTimes:
    return StepTimes(work, wait, None)


@settings(max_examples=40)
@given(st.floats(0, 1000), st.floats(0, 1000), st.floats(0.01, 1000), st.floats(0, 1), st.booleans())
def test_the_drawn_values_have_exactly_the_pert_mean(
    least: float, lower: float, upper: float, other: float, as_wait: bool
) -> None:
    time = Duration(least, least + lower * other, least + lower * other + upper)
    values = draws_of([of(None, time) if as_wait else of(time)], {}).layers[0].values
    assert values.mean() == pytest.approx(time.mean, rel=1e-12)


@pytest.mark.parametrize("usual", [0.0, 0.1, 0.5, 0.8, 1.0])
def test_the_drawn_values_lie_as_a_long_sample_of_the_beta(usual: float) -> None:
    """The shapes of the PERT-beta are 1 + 4 (m - a) / (b - a) and 1 + 4 (b - m) / (b - a)."""
    sample = np.random.default_rng(2).beta(1 + 4 * usual, 5 - 4 * usual, 1_000_000)
    values = draws_of([of(Duration(10, 10 + 100 * usual, 110))], {}).layers[0].values
    places = np.linspace(0.01, 0.99, 50)
    # A quantile of a million draws is off by less than 0.0025 where the density is at its lowest.
    assert np.quantile((values - 10) / 100, places) == pytest.approx(
        np.quantile(sample, places), abs=0.003
    )
    assert values.min() >= 10 - 1e-9
    assert values.max() <= 110 + 1e-9


@pytest.mark.parametrize("three", [(0, 30, 90), (2, 5, 14), (0, 0, 60), (5, 60, 60)])
def test_the_drawn_values_have_the_variance_of_the_pert_beta(three: tuple[int, int, int]) -> None:
    """(mean - least) (most - mean) / 7 for the beta with these shapes (Vose, Risk Analysis, 2008)."""
    time = Duration(*three)
    variance = (time.mean - time.least) * (time.most - time.mean) / 7
    assert draws_of([of(time)], {}).layers[0].values.var() == pytest.approx(variance, rel=0.002)


def test_work_and_wait_are_drawn_apart() -> None:
    work, wait = Duration(0, 30, 90), Duration(10, 20, 120)
    minutes = drawn(of(work, wait))
    variances = [(t.mean - t.least) * (t.most - t.mean) / 7 for t in (work, wait)]
    assert minutes.mean() == pytest.approx(work.mean + wait.mean, rel=0.005)
    assert minutes.var() == pytest.approx(sum(variances), rel=0.02)


def test_without_waits_only_work_is_drawn() -> None:
    step = of(Duration(1, 2, 3), Duration(100, 200, 300))
    assert drawn(step, waits=False).max() <= 3
    assert drawn(step).min() >= 101


def test_fixed_and_unknown_times_never_vary() -> None:
    times = of(Duration.fixed(5), Duration.fixed(7)), of(None), of(Duration(1, 2, 3))
    assert set(drawn(*times, step=0)) == {12.0}
    assert set(drawn(*times, step=1)) == {0.0}
    assert fixed_draws([4.0, 2.0]).draw(np.array([1, 0, 1]), np.random.default_rng(1)).tolist() == [
        2,
        4,
        2,
    ]


def test_a_called_map_adds_one_of_its_lead_times() -> None:
    pool = np.array([100.0, 200.0, 600.0])
    draws = draws_of([of(Duration.fixed(5)), of(Duration.fixed(9))], {1: pool})
    dice = np.random.default_rng(3)
    minutes = draws.draw(np.ones(CASES, dtype=int), dice)
    assert {float(m): round((minutes == m).mean(), 2) for m in np.unique(minutes)} == {
        109.0: 0.33,
        209.0: 0.33,
        609.0: 0.33,
    }
    assert set(draws.draw(np.zeros(9, dtype=int), dice)) == {5.0}


def test_the_same_dice_draw_the_same_minutes() -> None:
    step = of(Duration(0, 30, 90))
    assert drawn(step, seed=4).tolist() == drawn(step, seed=4).tolist()
    assert drawn(step, seed=4).tolist() != drawn(step, seed=5).tolist()
