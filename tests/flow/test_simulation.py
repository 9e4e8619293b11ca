import random

import pytest

from helpers_flow import holds, map_of, random_tree
from procfit.flow.figures import figures_of
from procfit.flow.simulation import Simulated, simulated
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration


def drawn(made: ProcessMap, portfolio: Portfolio | None = None, waits: bool = True) -> Simulated:
    found = simulated(figures_of(made, portfolio or Portfolio()), waits)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(60))
def test_simulated_means_agree_with_exact_ones(seed: int) -> None:
    tree = random_tree(random.Random(seed))
    made, _, _ = map_of(tree)
    lead = figures_of(made, Portfolio()).lead
    found = drawn(made)
    if lead.exact:
        assert abs(found.mean - lead.mean) <= 4 * found.standard_error + 1e-6
    else:
        assert holds(tree, {"and", "or"})
        assert found.mean >= lead.mean - 4 * found.standard_error


def test_times_are_drawn_from_the_pert_beta() -> None:
    step = Step("a", "A", work=Duration(2, 5, 14), wait=Duration.fixed(1))
    made = ProcessMap("m", "M", steps=(step,))
    minutes = drawn(made).minutes
    assert minutes.mean() == pytest.approx(7, abs=0.1)
    assert minutes.min() >= 3
    assert minutes.max() <= 15
    # The variance of the PERT-beta is (mean - least) (most - mean) / 7.
    assert minutes.var() == pytest.approx((6 - 2) * (14 - 6) / 7, rel=0.1)
    assert drawn(made, waits=False).mean == pytest.approx(6, abs=0.1)


def test_the_slowest_of_two_uneven_branches() -> None:
    """Two branches of 0 or 60 minutes, each with a chance of one half: the slowest takes 45 on average."""
    steps = [Step("p", "P", kind="parallel", next=(Flow("d0"), Flow("d1")))]
    for n in "01":
        steps.append(Step(f"d{n}", n, kind="decision", next=(Flow(f"a{n}", 0.5), Flow("j", 0.5))))
        steps.append(
            Step(f"a{n}", n, work=Duration.fixed(60), wait=Duration.fixed(0), next=(Flow("j"),))
        )
    made = ProcessMap("m", "M", steps=(*steps, Step("j", "J", kind="join")))
    assert not figures_of(made, Portfolio()).lead.exact
    found = drawn(made)
    assert found.mean == pytest.approx(45, abs=4 * found.standard_error)
    assert sum(found.critical.values()) == pytest.approx(found.mean)


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
    found = drawn(caller, Portfolio({"called": called, "caller": caller}))
    assert found.quantiles()[1] - found.minutes.min() == pytest.approx(100)
    assert found.mean == pytest.approx(50, abs=4 * found.standard_error)


def test_more_cases_are_drawn_where_the_first_leave_the_mean_uncertain() -> None:
    rare = Step("d", "D", kind="decision", next=(Flow("a", 0.01), Flow("b", 0.99)))
    long = Step("a", "A", work=Duration.fixed(5000), wait=Duration.fixed(0))
    short = Step("b", "B", work=Duration.fixed(1), wait=Duration.fixed(0))
    assert len(drawn(ProcessMap("m", "M", steps=(rare, long, short))).minutes) == 20_000


def test_a_case_of_a_million_steps_is_not_drawn() -> None:
    again = Step("a", "A", kind="decision", next=(Flow("a", 0.999999), Flow("b", 0.000001)))
    made = ProcessMap("m", "M", steps=(again, Step("b", "B")))
    assert simulated(figures_of(made, Portfolio())) is None
