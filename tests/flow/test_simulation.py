import random

import pytest

from helpers_flow import holds, map_of, random_tree
from procfit.flow.figures import figures_of
from procfit.flow.simulation import lead_time_samples
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration


@pytest.mark.parametrize("seed", range(30))
def test_simulated_means_agree_with_exact_ones(seed: int) -> None:
    tree = random_tree(random.Random(seed))
    made, _, _ = map_of(tree)
    figures = figures_of(made, Portfolio())
    samples = lead_time_samples(figures)
    assert samples is not None
    minutes = samples[:, 0]
    error = minutes.std(ddof=1) / len(minutes) ** 0.5
    if figures.lead.exact:
        assert abs(minutes.mean() - figures.lead.mean) <= 4 * error + 1e-6
    else:
        assert holds(tree, {"and", "or"})
        assert minutes.mean() >= figures.lead.mean - 4 * error


def test_times_are_drawn_from_the_pert_beta() -> None:
    step = Step("a", "A", work=Duration(2, 5, 14), wait=Duration.fixed(1))
    samples = lead_time_samples(figures_of(ProcessMap("m", "M", steps=(step,)), Portfolio()))
    assert samples is not None
    assert samples[:, 0].mean() == pytest.approx(7, abs=0.05)
    assert samples[:, 0].min() >= 3
    assert samples[:, 0].max() <= 15
    assert samples[:, 0] - samples[:, 1] == pytest.approx(1)


def test_the_slowest_of_two_uneven_branches() -> None:
    """Two branches of 0 or 60 minutes, each with a chance of one half: the slowest takes 45 on average."""
    steps = [Step("p", "P", kind="parallel", next=(Flow("d0"), Flow("d1")))]
    for n in "01":
        steps.append(Step(f"d{n}", n, kind="decision", next=(Flow(f"a{n}", 0.5), Flow("j", 0.5))))
        steps.append(
            Step(f"a{n}", n, work=Duration.fixed(60), wait=Duration.fixed(0), next=(Flow("j"),))
        )
    made = ProcessMap("m", "M", steps=(*steps, Step("j", "J", kind="join")))
    figures = figures_of(made, Portfolio())
    assert not figures.lead.exact
    samples = lead_time_samples(figures)
    assert samples is not None
    assert samples[:, 0].mean() == pytest.approx(45, abs=0.8)


def test_called_maps_are_drawn_whole() -> None:
    called = ProcessMap(
        "called",
        "Called",
        steps=(
            Step("d", "D", kind="decision", next=(Flow("a", 0.5), Flow("b", 0.5))),
            Step("a", "A", work=Duration.fixed(100), wait=Duration.fixed(0)),
            Step("b", "B", work=Duration.fixed(0), wait=Duration.fixed(0)),
        ),
    )
    caller = ProcessMap("caller", "Caller", steps=(Step("c", "C", kind="call", call="called"),))
    portfolio = Portfolio({"called": called, "caller": caller})
    samples = lead_time_samples(figures_of(caller, portfolio))
    assert samples is not None
    assert set(samples[:, 0]) == {0.0, 100.0}
    assert samples[:, 0].mean() == pytest.approx(50, abs=2)


def test_a_case_of_a_million_steps_is_not_drawn() -> None:
    again = Step("a", "A", kind="decision", next=(Flow("a", 0.999999), Flow("b", 0.000001)))
    made = ProcessMap("m", "M", steps=(again, Step("b", "B")))
    assert lead_time_samples(figures_of(made, Portfolio())) is None
