"""The fit of a workspace in a scenario: other weights, gates, values of steps, vendors or evaluators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from procfit.api import fit, scenario
from procfit.model.errors import ProcfitError, UsageError
from procfit.model.fit_scenario import WEIGHT, FitScenario
from procfit.workspace import Workspace

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.scenarios import Compared

__all__ = ["Case", "case_of", "compare_scenarios"]


@dataclass(frozen=True)
class Case:
    """A workspace as a scenario has it, with the scenario, and its fit."""

    scenario: FitScenario
    workspace: Workspace
    fit: Fit


def case_of(workspace: Workspace, wanted: FitScenario) -> Case:
    """Return the workspace as a scenario has it, with its fit; no file is touched.

    Raises
    ------
    UsageError
        When the scenario names what is not there, or sets what cannot be set.
    """
    changed = _changed(workspace, wanted)
    found = fit(
        changed,
        wanted.view or "to-be",
        wanted.without_vendors,
        wanted.without_evaluators,
        _weights(wanted.weights),
    )
    return Case(wanted, changed, found)


def compare_scenarios(
    workspace: Workspace, more: FitScenario | None = None, names: Sequence[str] = ()
) -> tuple[Compared, ...]:
    """Return today and the saved scenarios side by side; one that cannot be run says why.

    Parameters
    ----------
    workspace
        The opened folder.
    more
        What holds in all of them, today too.
    names
        Which scenarios; all by default.

    Raises
    ------
    UsageError
        When there is no scenario of a name, or `more` cannot be run.
    """
    from procfit.fit.scenarios import Compared, compared
    from procfit.model.fit_scenario import combined

    base = more or FitScenario()
    chosen = [workspace.scenario(name) for name in names] or list(workspace.scenarios)
    today = case_of(workspace, base).fit
    found = [Compared("", "", today)]
    for each in chosen:
        try:
            other = case_of(workspace, combined(base, each)).fit
        except ProcfitError as error:
            found.append(Compared(each.name, each.note, None, error=str(error)))
        else:
            found.append(compared(each.name, each.note, today, other))
    return tuple(found)


def _changed(workspace: Workspace, wanted: FitScenario) -> Workspace:
    from procfit.fit.scenarios import with_gates

    portfolio, evaluation = workspace.portfolio, workspace.evaluation
    if wanted.changes:
        _refuse_nameless(workspace, wanted.changes)
        portfolio = scenario(workspace, wanted.changes)
    if wanted.relax or wanted.must:
        gates = with_gates(portfolio.capabilities, wanted.relax, wanted.must)
        portfolio = replace(portfolio, capabilities=gates)
    if wanted.weight_basis:
        evaluation = replace(evaluation, weight_basis=wanted.weight_basis)
    if portfolio is workspace.portfolio and evaluation is workspace.evaluation:
        return workspace
    _ = workspace.rows  # read once for all scenarios
    return workspace.with_case(portfolio, evaluation)


def _refuse_nameless(workspace: Workspace, changes: Sequence[str]) -> None:
    """Refuse a weight half written, and what names no map where there are several."""
    for said in changes:
        name = said.partition("=")[0].strip()
        hint = "write offline-visits.weight=0.05, or complaint#decide-remedy.value=5"
        if name in workspace.capabilities:
            raise UsageError(f'"{said}" is not a weight', hint)
        if "#" not in name and not name.startswith("rates.") and len(workspace.maps) != 1:
            raise UsageError(f"--set {said} names neither a weight nor a map", hint)


def _weights(settings: Iterable[str]) -> dict[str, float]:
    """Read ``capability.weight=0.05`` or ``capability.weight=5%``."""
    weights = {}
    for setting in settings:
        name, _, text = (part.strip() for part in setting.partition("="))
        number, scale = (text.removesuffix("%"), 100) if text.endswith("%") else (text, 1)
        try:
            share = float(number) / scale
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            hint = "write --set offline-visits.weight=0.05, between 0 and 1"
            raise UsageError(f'"{setting}" is not a weight', hint)
        weights[name.removesuffix(WEIGHT)] = share
    return weights
