"""Opening a workspace: every file read, every problem gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from procfit.files import sweep_stale
from procfit.formats.capabilities_toml import build_capabilities, build_items
from procfit.formats.fit_scenarios import build_scenarios
from procfit.formats.process_toml import build_map
from procfit.formats.settings_toml import build_answers, build_settings
from procfit.formats.toml_file import TomlFile, read_toml
from procfit.formats.vendor_toml import build_evaluation, build_scores, build_vendor
from procfit.model.capability import Capability, Item
from procfit.model.errors import InputError, Problem
from procfit.model.faults import Fault, did_you_mean
from procfit.model.fit_scenario import FitScenario
from procfit.model.portfolio import NOT_MAPS
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar
from procfit.model.scale import DEFAULT_EVALUATION, with_scores
from procfit.model.team import Settings, TeamAnswers
from procfit.model.validate import faults_between_maps
from procfit.model.vendor import Evaluation, EvaluatorScores, Vendor
from procfit.workspace.folder import LoadedMap, Workspace
from procfit.workspace.references import (
    unknown_in_answers,
    unknown_in_evaluation,
    unknown_in_scores,
    unknown_in_settings,
    unknown_in_vendor,
    unknown_in_weights,
)
from procfit.workspace.scenarios import unknown_in_scenarios

__all__ = ["find_root", "open_workspace"]

T = TypeVar("T")

SETTINGS = "procfit.toml"
CAPABILITIES = "processes/capabilities.toml"
ANSWERS = "processes/answers.toml"
EVALUATION = "vendors/evaluation.toml"
SCENARIOS = "vendors/scenarios.toml"
NOT_VENDORS = frozenset({"evaluation", "scenarios"})
"""The files under ``vendors/`` that hold no vendor."""


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards from `start` that holds ``processes/``.

    Raises
    ------
    InputError
        When there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "processes").is_dir():
            return folder
    raise InputError(
        f"no workspace here: no processes/ in {start.name or start} or above",
        "change into one, name one with -w, or make one with `procfit init`",
    )


def open_workspace(path: str | Path = ".") -> Workspace:
    """Open the workspace that `path` lies in.

    Files that cannot be read are reported in ``problems``; the others are still there.

    Raises
    ------
    InputError
        When there is no ``processes/`` folder in `path` or above it.
    """
    loader = _Loader(find_root(Path(path)))
    for folder in ("processes", "vendors"):
        sweep_stale(loader.root / folder)
    settings = loader.build(SETTINGS, build_settings, Settings())
    loader.calendar = settings.calendar
    maps, broken = loader.maps()
    no_capabilities: dict[str, Capability] = {}
    capabilities = loader.build(CAPABILITIES, build_capabilities, no_capabilities)
    loader.between_maps(maps, capabilities, broken)
    evaluation = loader.build(EVALUATION, build_evaluation, DEFAULT_EVALUATION)
    no_items: dict[str, Item] = {}
    items = loader.build("processes/items.toml", build_items, no_items)
    answers = loader.build(ANSWERS, build_answers, TeamAnswers())
    no_scenarios: tuple[FitScenario, ...] = ()
    scenarios = loader.build(SCENARIOS, build_scenarios, no_scenarios)
    vendors = loader.vendors(evaluation)
    workspace = Workspace(
        root=loader.root,
        settings=settings,
        capabilities=capabilities,
        items=items,
        answers=answers,
        answers_filed=answers,
        maps=maps,
        broken=tuple(broken),
        evaluation=with_scores(evaluation, _codes_of(vendors)),
        vendors=vendors,
        scores=loader.scores(evaluation),
        scenarios=scenarios,
        loaded={name: LoadedMap(process, loader.text(name)) for name, process in maps.items()},
    )
    loader.references(workspace)
    return replace(workspace, problems=tuple(loader.problems))


def _codes_of(vendors: Mapping[str, Vendor]) -> Iterator[str]:
    """Yield the codes that the vendors' tables name, values of number scales among them."""
    for vendor in vendors.values():
        for table in vendor.tables:
            yield from (*table.codes.values(), *table.answers)


class _Loader:
    """Reads the files of one folder and gathers what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.calendar = Calendar()
        self.problems: list[Problem] = []
        self._files: dict[str, TomlFile] = {}

    def build(self, name: str, builder: Callable[[TomlFile], T], default: T) -> T:
        """Return what `builder` makes of an optional file, or `default` where there is none."""
        if not (self.root / name).exists():
            return default
        file = self._read(name)
        built = builder(file)
        self.problems.extend(file.reading.problems)
        return built

    def maps(self) -> tuple[dict[str, ProcessMap], list[str]]:
        """Return the maps that can be judged, and the names of those that cannot."""
        maps: dict[str, ProcessMap] = {}
        broken: list[str] = []
        for path in self._toml_files("processes"):
            if path.stem in NOT_MAPS:
                continue
            process, problems = build_map(self._read(f"processes/{path.name}"), path.stem)
            self.problems.extend(problems)
            if process is None:
                broken.append(path.stem)
            else:
                maps[path.stem] = process
        return maps, broken

    def between_maps(
        self, maps: dict[str, ProcessMap], capabilities: Mapping[str, Capability], broken: list[str]
    ) -> None:
        """Report wrong references between maps; a map with an error among them is set aside."""
        for name, faults in faults_between_maps(maps, capabilities, broken).items():
            file = f"processes/{name}.toml"
            self._report(file, faults)
            if self._failed(file):
                del maps[name]
                broken.append(name)

    def references(self, workspace: Workspace) -> None:
        """Report what the files beside the maps refer to and is not there."""
        capabilities = list(workspace.capabilities)
        known = not self._failed(CAPABILITIES)
        self._report(SETTINGS, unknown_in_settings(workspace.settings))
        self._report(ANSWERS, unknown_in_answers(workspace.answers, workspace.maps, workspace.broken))
        self._report(EVALUATION, unknown_in_weights(workspace.evaluation, list(workspace.scores)))
        if known:
            self._report(EVALUATION, unknown_in_evaluation(workspace.evaluation, capabilities))
            for name, vendor in workspace.vendors.items():
                self._report(f"vendors/{name}.toml", unknown_in_vendor(vendor, capabilities))
        vendors = [path.stem for path in self._toml_files("vendors") if path.stem not in NOT_VENDORS]
        self._report(SCENARIOS, unknown_in_scenarios(workspace, vendors))
        for name, scores in workspace.scores.items():
            faults = unknown_in_scores(scores, vendors, capabilities if known else None)
            self._report(f"vendors/scores/{name}.toml", faults)

    def vendors(self, evaluation: Evaluation) -> dict[str, Vendor]:
        """Return the vendors by id."""
        vendors: dict[str, Vendor] = {}
        for path in self._toml_files("vendors"):
            if path.stem in NOT_VENDORS:
                continue
            file = self._read(f"vendors/{path.name}")
            vendor = build_vendor(file, path.stem, evaluation)
            self.problems.extend(file.reading.problems)
            if vendor is not None:
                vendors[vendor.id] = vendor
        return vendors

    def scores(self, evaluation: Evaluation) -> dict[str, EvaluatorScores]:
        """Return the evaluators' scores by evaluator, in the order that the evaluation names them."""
        scores: dict[str, EvaluatorScores] = {}
        for path in self._toml_files("vendors/scores"):
            file = self._read(f"vendors/scores/{path.name}")
            scored = build_scores(file, path.stem, evaluation)
            if evaluation.evaluators and path.stem not in evaluation.evaluators:
                message = (
                    f'"{path.stem}" is no evaluator of evaluation.toml, so these scores do not count'
                )
                hint = did_you_mean(path.stem, list(evaluation.evaluators)) or "add it to evaluators"
                file.reading.report((), message, hint, "warning")
            else:
                scores[path.stem] = scored
            self.problems.extend(file.reading.problems)
        order = {name: index for index, name in enumerate(evaluation.evaluators)}
        return dict(sorted(scores.items(), key=lambda item: order.get(item[0], len(order))))

    def text(self, name: str) -> str:
        """Return the text of a map's file."""
        return self._files[f"processes/{name}.toml"].reading.blocks.text

    def _report(self, name: str, faults: list[Fault]) -> None:
        if faults:
            reading = self._files[name].reading
            known = len(reading.problems)
            reading.report_faults(faults)
            self.problems.extend(reading.problems[known:])

    def _failed(self, name: str) -> bool:
        return name in self._files and self._files[name].reading.failed

    def _toml_files(self, folder: str) -> list[Path]:
        return sorted((self.root / folder).glob("*.toml"))

    def _read(self, name: str) -> TomlFile:
        if name not in self._files:
            self._files[name] = read_toml(self.root / name, name, self.calendar)
        return self._files[name]
