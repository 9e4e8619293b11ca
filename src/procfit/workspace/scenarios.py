"""Saved scenarios of the fit: what they name that is not there, and saving one more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from procfit.files import write_atomically
from procfit.formats.fit_scenarios import build_scenarios, with_scenario
from procfit.formats.scenario import read_changes
from procfit.formats.toml_file import parse_toml
from procfit.model.errors import OutputError, Place, UsageError
from procfit.model.faults import Fault, Path, did_you_mean
from procfit.model.fit_scenario import FitScenario, weight_of
from procfit.workspace.folder import Workspace
from procfit.workspace.saving import text_on_disk

__all__ = ["save_scenario", "unknown_in_scenarios"]

FILE = "vendors/scenarios.toml"


def unknown_in_scenarios(workspace: Workspace, vendors: Collection[str]) -> list[Fault]:
    """Return a warning for each vendor, evaluator, capability, map or step that is not there.

    Parameters
    ----------
    workspace
        The workspace with its scenarios.
    vendors
        The ids of all vendors' files, readable or not.
    """
    return [
        fault
        for index, scenario in enumerate(workspace.scenarios)
        for fault in _unknown(workspace, scenario, vendors, ("scenario", index))
    ]


def save_scenario(workspace: Workspace, scenario: FitScenario) -> Workspace:
    """Put a scenario into ``vendors/scenarios.toml`` and return the workspace with it.

    Everything else in the file stays as it is, and what was saved meanwhile is kept.

    Raises
    ------
    UsageError
        When the name is empty or there is one of that name, in the file as it is now.
    OutputError
        When the file cannot be read or written; it is then as it was.
    """
    if not scenario.name.strip():
        raise UsageError("a scenario needs a name", 'write --save-scenario "no field app"')
    text = text_on_disk(workspace.root / FILE, FILE) or ""
    there = parse_toml(text, FILE)
    known = build_scenarios(there) if text.strip() else ()
    errors = [problem for problem in there.reading.problems if problem.level == "error"]
    if text.strip() and errors:
        raise OutputError(
            f"cannot be read ({errors[0].message})", "mend the file first", errors[0].where
        )
    if any(each.name.casefold() == scenario.name.casefold() for each in known):
        hint = f"choose another name, or change it in {FILE}"
        raise UsageError(f'there is a scenario "{scenario.name}" already', hint)
    changed = with_scenario(text, scenario)
    read = parse_toml(changed, FILE)
    after = build_scenarios(read)
    if scenario not in after:
        message = read.reading.problems[0].message if read.reading.problems else "it would not read back"
        raise OutputError(f"the scenario cannot be saved ({message})", "write it by hand", Place(FILE))
    write_atomically(workspace.root / FILE, changed, within=workspace.root)
    return replace(workspace, scenarios=after)


def _unknown(
    workspace: Workspace, scenario: FitScenario, vendors: Collection[str], here: Path
) -> Iterator[Fault]:
    capabilities = workspace.capabilities
    weights = [name for name in map(weight_of, scenario.set) if name is not None]
    named = (
        ("without_vendors", "vendor", scenario.without_vendors, vendors),
        ("without_evaluators", "evaluator", scenario.without_evaluators, workspace.scores),
        ("relax", "capability", scenario.relax, capabilities),
        ("must", "capability", scenario.must, capabilities),
        ("set", "capability", weights, capabilities),
    )
    for key, noun, names, known in named:
        for name in names:
            if name not in known:
                hint = did_you_mean(name, list(known)) or f"mend the {noun}, or remove this"
                yield Fault((*here, key), f'unknown {noun} "{name}"', hint, "warning")
    for said in scenario.changes:
        if said.partition("#")[0].strip() in workspace.broken:
            continue
        try:
            read_changes([said], workspace.portfolio, workspace.maps)
        except UsageError as error:
            yield Fault((*here, "set"), error.message.removeprefix("--set "), error.hint, "warning")
