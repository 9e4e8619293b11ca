"""The requirements that follow from the planned steps."""

from __future__ import annotations

from helpers_maps import process
from helpers_rules import step
from procfit.decisions.requirements import NeededBy, requirements_of
from procfit.fit.weights import weigh
from procfit.model.capability import Capability
from procfit.model.portfolio import Portfolio
from procfit.model.scale import DEFAULT_EVALUATION

HEAD = 'format = 1\nname = "Test"\nimportance = 3\n'
TEXT = (
    step("a", "b", value=1, needs=["light"])
    + step("b", "c", value=4, needs=["heavy"], disposition="discard")
    + step("c", "d", value=4, needs=["late"], disposition="add")
    + step("d", value=3, needs=["heavy"], disposition="modify")
    + 'to_be = { needs = ["light"] }\n'
)
CAPABILITIES = {
    name: Capability(name, name.title(), must=name == "heavy") for name in ("light", "heavy")
}


def test_the_heaviest_comes_first_and_what_only_today_needs_last() -> None:
    portfolio = Portfolio({"test": process(TEXT, HEAD)}, CAPABILITIES)
    found = requirements_of(portfolio, weigh(portfolio, DEFAULT_EVALUATION))
    assert [(need.capability, need.only_as_is) for need in found] == [
        ("light", False), ("late", False), ("heavy", True),
    ]  # fmt: skip
    light, late, heavy = found
    assert light.needed_by == (
        NeededBy("test", "a", today=True, planned=True),
        NeededBy("test", "d", today=False, planned=True),
    )
    assert {need.today for need in heavy.needed_by} == {True}
    assert (light.weight, late.weight, late.name, heavy.weight) == (1.0, None, "late", None)
