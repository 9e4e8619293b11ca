from __future__ import annotations

from pathlib import Path

import pytest

from helpers_maps import EXAMPLE
from helpers_vendors import make_workspace
from procfit import open_workspace
from procfit.api import fit
from procfit.cases import case_of, compare_scenarios
from procfit.model.errors import UsageError
from procfit.model.fit_scenario import FitScenario
from procfit.workspace import Workspace
from procfit.workspace.scenarios import save_scenario


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    """One step that needs leads (0.75) and visits, and a map that is as important."""
    folder = make_workspace(tmp_path)
    (folder / "processes/serve.toml").write_text(
        'format = 1\nname = "Serve"\nimportance = 3\nvolume = "30/month"\n[[step]]\nid = "go"\nname = "Go"\n'
        'value = 2\nneeds = ["visits"]\n'
    )
    path = folder / "processes/sell.toml"
    path.write_text(path.read_text().replace("importance = 3", 'importance = 3\nvolume = "10/month"'))
    return open_workspace(folder)


def weights(workspace: Workspace, **what: object) -> dict[str, float]:
    return dict(case_of(workspace, FitScenario(**what)).fit.weights.shares)  # type: ignore[arg-type]


def test_nothing_asked_is_the_fit_of_today(small: Workspace) -> None:
    assert case_of(small, FitScenario()).fit == fit(small)


def test_a_weight_is_set_as_a_share_or_in_percent(small: Workspace) -> None:
    assert weights(small, set=("leads.weight=0.1",))["leads"] == pytest.approx(0.1)
    assert weights(small, set=("leads.weight = 10%",))["leads"] == pytest.approx(0.1)


def test_the_value_of_a_step_changes_the_weights(small: Workspace) -> None:
    assert weights(small) == pytest.approx({"visits": 0.625, "leads": 0.375})
    assert weights(small, set=("sell#ask.value=0",)) == pytest.approx({"visits": 1.0})
    assert weights(small, set=("sell#importance=1",)) == pytest.approx(
        {"visits": 13 / 16, "leads": 3 / 16}
    )


def test_the_weight_basis_counts_cases(small: Workspace) -> None:
    found = weights(small, weight_basis="importance-volume")
    assert found == pytest.approx({"visits": 0.75 + 0.0625, "leads": 0.1875})


def test_files_and_workspace_stay_as_they_are(small: Workspace) -> None:
    before = (small.root / "processes/sell.toml").read_bytes()
    case_of(small, FitScenario(set=("sell#ask.value=0",), must=("leads",)))
    assert (small.root / "processes/sell.toml").read_bytes() == before
    assert small.maps["sell"].steps[0].value == 2
    assert not small.capabilities["leads"].must


def test_gates_of_the_scenario_hold(small: Workspace) -> None:
    case = case_of(small, FitScenario(must=("leads",)))
    assert [gate.capability for gate in case.fit.gates["alder"]] == ["leads"]


@pytest.mark.parametrize("said", ["leads.weight=2", "leads.weight=much", "leads=1", "sell#ask.valu=1"])
def test_what_cannot_be_set_is_refused_in_one_line(small: Workspace, said: str) -> None:
    with pytest.raises(UsageError):
        case_of(small, FitScenario(set=(said,)))


def test_a_scenario_that_cannot_be_run_says_why_and_the_others_run(small: Workspace) -> None:
    saved = save_scenario(small, FitScenario("broken", set=("nowhere.weight=1%",)))
    saved = save_scenario(saved, FitScenario("good", set=("leads.weight=90%",)))
    today, broken, good = compare_scenarios(saved)
    assert (today.name, broken.fit, good.fit is not None) == ("", None, True)
    assert 'there is no capability "nowhere"' in broken.error
    assert broken.to_dict()["error"] == broken.error


def test_what_holds_in_all_holds_today_too(small: Workspace) -> None:
    saved = save_scenario(small, FitScenario("good", set=("leads.weight=90%",)))
    today, good = compare_scenarios(saved, FitScenario(set=("visits.weight=0",)), ["good"])
    assert today.fit is not None
    assert today.fit.weights.shares == {"leads": 1.0}
    assert good.fit is not None
    assert good.fit.weights.shares["leads"] == pytest.approx(1.0)


def test_the_scenarios_of_the_example_run_and_say_something() -> None:
    found = compare_scenarios(open_workspace(EXAMPLE))
    assert len(found) >= 3
    assert all(each.fit is not None and each.differs for each in found[1:])
