from __future__ import annotations

import pytest

from helpers_fit import agreed, portfolio, process, step
from procfit.fit.assess import Fit, assess
from procfit.fit.scenarios import compared, with_gates
from procfit.model.capability import Capability
from procfit.model.errors import UsageError
from procfit.model.scale import DEFAULT_EVALUATION

CAPABILITIES = {"a": Capability("a", "A", must=True), "b": Capability("b", "B")}


def fit(must: bool = False, b_weight: float = 0.2, **more: object) -> Fit:
    maps = portfolio(process("p", 3, step("s", 3, ["a", "b"])), a=Capability("a", "a", must=must))
    vendors = {
        "x": agreed("x", {"a": "none", "b": "standard"}, "reference"),
        "y": agreed("y", {"a": "standard", "b": "none"}, "reference"),
    }
    return assess(maps, DEFAULT_EVALUATION, vendors, {}, {}, weight_overrides={"b": b_weight}, **more)  # type: ignore[arg-type]


def test_gates_are_relaxed_and_added() -> None:
    changed = with_gates(CAPABILITIES, ["a"], ["b"])
    assert (changed["a"].must, changed["b"].must) == (False, True)
    assert with_gates(CAPABILITIES, [], []) == CAPABILITIES


@pytest.mark.parametrize(("relax", "must"), [(["b"], []), (["c"], []), ([], ["c"])])
def test_what_is_no_gate_or_not_there_is_refused(relax: list[str], must: list[str]) -> None:
    with pytest.raises(UsageError):
        with_gates(CAPABILITIES, relax, must)


def test_what_differs_is_told_in_words() -> None:
    found = compared("b first", "", fit(), fit(b_weight=0.8))
    assert "x leads instead of y" in found.differs
    assert "scores: y 0.80 → 0.20, x 0.20 → 0.80" in found.differs
    assert any(line.startswith("P(first): x ") for line in found.differs)


def test_gates_and_vendors_left_out_are_told() -> None:
    assert "gates of x: fail instead of pass" in compared("", "", fit(), fit(must=True)).differs
    assert "x is left out" in compared("", "", fit(), fit(without_vendors=["x"])).differs


def test_the_same_differs_in_nothing() -> None:
    assert compared("", "", fit(), fit()).differs == ()
