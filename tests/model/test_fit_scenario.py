from __future__ import annotations

from procfit.model.fit_scenario import FitScenario, combined, weight_of


def test_weights_are_told_from_values_in_maps() -> None:
    scenario = FitScenario(set=("a.weight = 5%", "m#s.value=3", "rates.default=9", "m#weight.work=1h"))
    assert scenario.weights == ("a.weight = 5%",)
    assert scenario.changes == ("m#s.value=3", "rates.default=9", "m#weight.work=1h")
    assert weight_of("a.weight = 5%") == "a"


def test_lists_grow_and_what_is_chosen_later_wins() -> None:
    saved = FitScenario("n", "why", ("a.weight=1",), ("x",), (), ("g",), ("h",), "as-is", "importance")
    more = FitScenario(
        set=("a.weight=2",), without_vendors=("x", "y"), relax=("h",), must=("g",), view="to-be"
    )
    both = combined(saved, more)
    assert both.set == ("a.weight=1", "a.weight=2")
    assert both.without_vendors == ("x", "y")
    assert (both.relax, both.must) == (("h",), ("g",))
    assert (both.name, both.note, both.view, both.weight_basis) == ("n", "why", "to-be", "importance")


def test_nothing_put_on_top_changes_nothing() -> None:
    saved = FitScenario("n", set=("a.weight=1",), relax=("g",))
    assert combined(saved, FitScenario()) == saved
    assert combined(FitScenario(), saved) == saved
