"""One opened folder: what its files hold, and everything that is wrong with them.

The workspace opens and remembers; it calculates nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from procfit.formats.capabilities_toml import build_capabilities, build_items
from procfit.formats.process_toml import build_map
from procfit.formats.settings_toml import build_answers, build_settings
from procfit.formats.toml_file import TomlFile, read_toml
from procfit.formats.vendor_toml import build_evaluation, build_scores, build_vendor
from procfit.model.capability import Capability, Item
from procfit.model.errors import InputError, Problem, UsageError
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.team import Settings, TeamAnswers
from procfit.model.validate import did_you_mean, faults_between_maps
from procfit.model.vendor import Evaluation, EvaluatorScores, Row, Vendor

__all__ = ["Workspace", "find_root", "open_workspace"]

T = TypeVar("T")

NOT_MAPS = frozenset({"capabilities", "items", "answers"})
"""The files under ``processes/`` that hold no map."""


@dataclass(frozen=True)
class Workspace:
    """An opened workspace, never changed: every edit makes a new one.

    `maps` holds the maps that can be judged; `broken` names those that cannot, and `problems` says why.
    """

    root: Path
    settings: Settings = field(default_factory=Settings)
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    answers: TeamAnswers = field(default_factory=TeamAnswers)
    maps: Mapping[str, ProcessMap] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    evaluation: Evaluation = DEFAULT_EVALUATION
    vendors: Mapping[str, Vendor] = field(default_factory=dict)
    scores: Mapping[str, EvaluatorScores] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The name from ``procfit.toml``, else the folder's."""
        return self.settings.name or self.root.resolve().name

    @cached_property
    def portfolio(self) -> Portfolio:
        """The maps with what the team knows around them, as the judging code takes it."""
        return Portfolio(self.maps, self.capabilities, self.items, self.settings, self.answers)

    @property
    def failed(self) -> bool:
        """Whether a problem of level error keeps something from being judged."""
        return any(problem.level == "error" for problem in self.problems)

    def map(self, name: str) -> ProcessMap:
        """Return the map with that id.

        Raises
        ------
        UsageError
            When there is none, with the nearest name as hint.
        """
        found = self.maps.get(name.removesuffix(".toml").rpartition("/")[2])
        if found is not None:
            return found
        if name in self.broken:
            raise InputError(f'map "{name}" cannot be judged', "run `procfit check` to see why")
        hint = did_you_mean(name, dict(self.maps)) or f"maps: {', '.join(self.maps) or 'none'}"
        raise UsageError(f'there is no map "{name}"', hint)

    def vendor(self, name: str) -> Vendor:
        """Return the vendor with that id; UsageError when there is none."""
        if name in self.vendors:
            return self.vendors[name]
        hint = did_you_mean(name, dict(self.vendors)) or f"vendors: {', '.join(self.vendors) or 'none'}"
        raise UsageError(f'there is no vendor "{name}"', hint)

    @cached_property
    def _responses(self) -> tuple[dict[str, tuple[Row, ...]], tuple[Problem, ...]]:
        """Every row of every vendor's workbooks; read when first asked for."""
        from procfit.formats.responses import read_responses

        rows: dict[str, tuple[Row, ...]] = {}
        problems: list[Problem] = []
        for vendor in self.vendors.values():
            rows[vendor.id], found = read_responses(vendor, self.root / "vendors", self.evaluation)
            problems.extend(found)
        return rows, tuple(problems)

    @property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """Every row read from each vendor's workbooks, by vendor id."""
        return self._responses[0]

    @property
    def workbook_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the vendors' workbooks, and what was left out of them."""
        return self._responses[1]


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
    settings = loader.build("procfit.toml", build_settings, Settings())
    loader.calendar = settings.calendar
    maps, broken = loader.maps()
    no_capabilities: dict[str, Capability] = {}
    capabilities = loader.build("processes/capabilities.toml", build_capabilities, no_capabilities)
    loader.between_maps(maps, capabilities, broken)
    evaluation = loader.build("vendors/evaluation.toml", build_evaluation, DEFAULT_EVALUATION)
    return Workspace(
        root=loader.root,
        settings=settings,
        capabilities=capabilities,
        items=loader.build("processes/items.toml", build_items, {}),
        answers=loader.build("processes/answers.toml", build_answers, TeamAnswers()),
        maps=maps,
        broken=tuple(broken),
        evaluation=evaluation,
        vendors=loader.vendors(evaluation),
        scores=loader.scores(evaluation),
        problems=tuple(loader.problems),
    )


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
            reading = self._files[f"processes/{name}.toml"].reading
            known = len(reading.problems)
            reading.report_faults(faults)
            self.problems.extend(reading.problems[known:])
            if reading.failed:
                del maps[name]
                broken.append(name)

    def vendors(self, evaluation: Evaluation) -> dict[str, Vendor]:
        """Return the vendors by id."""
        vendors: dict[str, Vendor] = {}
        for path in self._toml_files("vendors"):
            if path.stem == "evaluation":
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
            scores[path.stem] = build_scores(file, path.stem, evaluation)
            self.problems.extend(file.reading.problems)
        order = {name: index for index, name in enumerate(evaluation.evaluators)}
        return dict(sorted(scores.items(), key=lambda item: order.get(item[0], len(order))))

    def _toml_files(self, folder: str) -> list[Path]:
        return sorted((self.root / folder).glob("*.toml"))

    def _read(self, name: str) -> TomlFile:
        if name not in self._files:
            self._files[name] = read_toml(self.root / name, name, self.calendar)
        return self._files[name]
