from __future__ import annotations

from helpers_fit import agreed, portfolio, process, step
from procfit.cli.fit_sure import outcome_lines, together_lines, weight_lines
from procfit.fit.assess import Fit, assess
from procfit.model.capability import Capability
from procfit.model.scale import DEFAULT_EVALUATION

MUST = {name: Capability(name, name, must=True) for name in "ab"}


def fit(**codes: list[str]) -> Fit:
    maps = portfolio(process("p", 3, step("s", 3, ["a"]), step("t", 1, ["b"])), **MUST)
    vendors = {
        name: agreed(name, dict(zip("ab", own, strict=True)), "reference") for name, own in codes.items()
    }
    return assess(maps, DEFAULT_EVALUATION, vendors, {}, {})


def name(vendor: str | None) -> str:
    return (vendor or "nobody").upper()


def test_several_open_gates_say_what_showing_all_of_them_decides() -> None:
    found = fit(x=["blank", "roadmap"])
    assert "If X shows all its must-haves, X has won." in list(together_lines(found, name))


def test_nobody_is_left_where_the_only_vendor_would_fail() -> None:
    found = fit(x=["blank", "standard"])
    lines = list(outcome_lines(found, found.verdict.cells[0], name))
    assert lines == [
        "if standard, configuration or third-party: X has won",
        "if customization or none: nobody is left",
        "if roadmap: X leads, still undecided",
    ]
    assert list(weight_lines(found, name)) == []


def test_one_answer_that_turns_the_lead_is_told_as_one() -> None:
    found = fit(x=["third-party", "standard"], y=["third-party", "third-party"])
    assert list(together_lines(found, name)) == ["If that answer turns out against X, Y leads."]
