from __future__ import annotations

import pytest

from helpers_fit import portfolio, process, step
from procfit.fit.weights import weigh
from procfit.model.capability import Capability
from procfit.model.errors import InputError
from procfit.model.scale import DEFAULT_EVALUATION


def test_override_is_absolute_and_the_rest_fills_what_remains() -> None:
    maps = portfolio(
        process("p", 1, step("s", 3, ["a"]), step("t", 1, ["b"])),
        c=Capability("c", "c", weight=0.2, reason="works agreement"),
    )
    weights = weigh(maps, DEFAULT_EVALUATION, overrides={"b": 0.5})
    assert weights.shares == pytest.approx({"a": 0.3, "b": 0.5, "c": 0.2})
    assert [(kept.capability, kept.from_maps) for kept in weights.overrides] == [("c", 0.0), ("b", 0.25)]
    assert sum(part.weight for part in weights.contributions) == pytest.approx(1)


def test_overrides_above_one_are_refused() -> None:
    maps = portfolio(process("p", 1, step("s", 3, ["a", "b"])))
    with pytest.raises(InputError, match=r"sum to 1\.2"):
        weigh(maps, DEFAULT_EVALUATION, overrides={"a": 0.7, "b": 0.5})


@pytest.mark.parametrize("weight", [-0.1, 1.1, float("nan")])
def test_override_that_is_no_share_is_refused(weight: float) -> None:
    maps = portfolio(process("p", 1, step("s", 3, ["a", "b"])))
    with pytest.raises(InputError, match="give a share"):
        weigh(maps, DEFAULT_EVALUATION, overrides={"a": weight})


def test_overrides_alone_fill_the_whole() -> None:
    maps = portfolio(a=Capability("a", "a", weight=0.1), b=Capability("b", "b", weight=0.3))
    assert weigh(maps, DEFAULT_EVALUATION).shares == pytest.approx({"a": 0.25, "b": 0.75})


def test_override_of_nothing_takes_the_weight_away() -> None:
    maps = portfolio(process("p", 1, step("s", 3, ["a", "b"])))
    assert weigh(maps, DEFAULT_EVALUATION, overrides={"a": 0.0}).shares == {"b": 1.0}
