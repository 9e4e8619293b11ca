"""The workspace as an object: what its files hold."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from procfit.model.capability import Capability, Item
from procfit.model.errors import InputError, Problem, UsageError
from procfit.model.fit_scenario import FitScenario
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.team import Settings, TeamAnswers
from procfit.model.validate import did_you_mean
from procfit.model.vendor import Evaluation, EvaluatorScores, Row, Vendor
from procfit.workspace.offers import Offers

__all__ = ["LoadedMap", "Workspace"]


def _today() -> date:
    """Return today's date, or the one that a reproducible run asks for (reproducible-builds.org)."""
    asked = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(asked), UTC).date() if asked.isdigit() else date.today()


@dataclass(frozen=True)
class LoadedMap:
    """A map as its file held it, with the text of the file."""

    map: ProcessMap
    text: str


@dataclass(frozen=True)
class Workspace:
    """An opened workspace, never changed: every edit makes a new one.

    `maps` holds the maps that can be judged; `broken` names those that cannot, and `problems` says why.
    `loaded` keeps each map as its file held it, and `answers_filed` the answers, so that saving sees what
    changed outside. `opened` is the date that ages are counted from.
    """

    root: Path
    settings: Settings = field(default_factory=Settings)
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    answers: TeamAnswers = field(default_factory=TeamAnswers)
    answers_filed: TeamAnswers = field(default_factory=TeamAnswers)
    maps: Mapping[str, ProcessMap] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    evaluation: Evaluation = DEFAULT_EVALUATION
    vendors: Mapping[str, Vendor] = field(default_factory=dict)
    scores: Mapping[str, EvaluatorScores] = field(default_factory=dict)
    scenarios: tuple[FitScenario, ...] = ()
    problems: tuple[Problem, ...] = ()
    loaded: Mapping[str, LoadedMap] = field(default_factory=dict)
    opened: date = field(default_factory=_today)

    @property
    def name(self) -> str:
        """The name from ``procfit.toml``, else the folder's."""
        return self.settings.name or self.root.resolve().name

    @cached_property
    def portfolio(self) -> Portfolio:
        """The maps with what the team knows around them, as the judging code takes it."""
        return Portfolio(
            self.maps,
            self.capabilities,
            self.items,
            self.settings,
            self.answers,
            offered=Offers(self.vendors, self.scores, self.evaluation, lambda: self.rows),
            today=self.opened,
        )

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

    def capability(self, name: str) -> Capability:
        """Return the capability with that id; UsageError when there is none."""
        if name in self.capabilities:
            return self.capabilities[name]
        hint = did_you_mean(name, dict(self.capabilities)) or "see processes/capabilities.toml"
        raise UsageError(f'there is no capability "{name}"', hint)

    def scenario(self, name: str) -> FitScenario:
        """Return the saved scenario of that name; UsageError when there is none."""
        known = {each.name: each for each in self.scenarios}
        for each in self.scenarios:
            if each.name.casefold() == name.casefold():
                return each
        hint = did_you_mean(name, known) or f"scenarios: {', '.join(known) or 'none are saved'}"
        raise UsageError(f'there is no scenario "{name}"', hint)

    def with_case(self, portfolio: Portfolio, evaluation: Evaluation) -> Workspace:
        """Return the workspace with other maps, capabilities, settings and rules of the game.

        None of them changes what stands in the workbooks, so rows that were read are not read again.
        """
        changed = replace(
            self,
            maps=portfolio.maps,
            capabilities=portfolio.capabilities,
            settings=portfolio.settings,
            evaluation=evaluation,
        )
        if "_responses" in self.__dict__:
            changed.__dict__["_responses"] = self._responses
        return changed

    def with_links(
        self, vendor: Vendor | None = None, capabilities: Mapping[str, Capability] | None = None
    ) -> Workspace:
        """Return the workspace with other links of a vendor, or other wordings of capabilities.

        Neither changes what stands in the workbooks, so rows that were read are not read again.
        """
        vendors = {**self.vendors, vendor.id: vendor} if vendor else self.vendors
        changed = replace(self, vendors=vendors, capabilities=capabilities or self.capabilities)
        same = vendor is None or vendor.tables == self.vendors[vendor.id].tables
        if same and "_responses" in self.__dict__:
            changed.__dict__["_responses"] = self._responses
        return changed

    def with_maps(
        self, maps: Mapping[str, ProcessMap], loaded: Mapping[str, LoadedMap] | None = None
    ) -> Workspace:
        """Return the workspace with other maps, and other files of maps where `loaded` is given.

        Rows that were read from workbooks are not read again.
        """
        changed = replace(self, maps=maps, loaded=self.loaded if loaded is None else loaded)
        if "_responses" in self.__dict__:
            changed.__dict__["_responses"] = self._responses
        return changed

    def with_answers(self, answers: TeamAnswers, filed: TeamAnswers | None = None) -> Workspace:
        """Return the workspace with other answers of the team, and others on file where `filed` is given."""
        filed = self.answers_filed if filed is None else filed
        changed = replace(self, answers=answers, answers_filed=filed)
        if "_responses" in self.__dict__:
            changed.__dict__["_responses"] = self._responses
        return changed

    @cached_property
    def _responses(self) -> tuple[dict[str, tuple[Row, ...]], tuple[Problem, ...]]:
        """Every row of every vendor's workbooks; read when first asked for."""
        from procfit.formats.responses import Books, read_responses

        books = Books(self.root / "vendors")
        rows: dict[str, tuple[Row, ...]] = {}
        problems: list[Problem] = []
        for vendor in self.vendors.values():
            rows[vendor.id], found = read_responses(vendor, books.folder, self.evaluation, books)
            problems.extend(found)
        return rows, tuple(dict.fromkeys(problems))

    @property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """Every row read from each vendor's workbooks, by vendor id."""
        return self._responses[0]

    @property
    def workbook_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the vendors' workbooks, and what was left out of them."""
        return self._responses[1]
