"""What the screens share: the opened workspace, the figures worked out so far, and what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from procfit.model.errors import ProcfitError
from procfit.model.process import ProcessMap, View
from procfit.tui.signs import one_line

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.flow.measure import Measures
    from procfit.model.edit_copies import Copied
    from procfit.model.finding import Finding
    from procfit.model.vendor import Answer
    from procfit.rules.engine import Report
    from procfit.tui.views.what_if import WhatIf
    from procfit.workspace import Workspace
    from procfit.workspace.editing.document import Document

__all__ = ["VIEWS", "Session"]

VIEWS: tuple[View, View] = ("as-is", "to-be")

_BUSY = {
    "measures": "Measuring the maps …",
    "findings": "Looking for redundancy …",
    "fit": "Working out the fit …",
}


@dataclass
class Session:
    """One opened folder with everything worked out from it; filled by `work`, read by the screens.

    What has not been worked out yet is missing or None; `failures` says in one line what went wrong.
    `version` grows with every result and every edit, so that a screen knows when to draw again.
    """

    load: Callable[[], Workspace]
    document: Document | None = None
    measures: dict[tuple[str, View], Measures] = field(default_factory=dict)
    report: Report | None = None
    fit: Fit | None = None
    failures: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    view: View = "as-is"
    both: bool = False
    """Whether the map shows both views in one; figures and edits are then those of as-is."""
    marks: str = "findings"
    """What the map marks on its steps, see `procfit.tui.views.marks`."""
    process: str = ""
    step: str = ""
    finding: int = 0
    copied: Copied | None = None
    told: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    """By map: answers to questions, by step and question, that no field of the map holds."""
    version: int = 0
    what_ifs: dict[Hashable, WhatIf] = field(default_factory=dict)

    @property
    def workspace(self) -> Workspace | None:
        """The workspace with everything that was edited; None while it is not read."""
        return self.document.workspace if self.document else None

    @property
    def shown(self) -> str:
        """What a map shows: one of the views, or both."""
        return "both" if self.both else self.view

    def opened(self, workspace: Workspace) -> Document:
        """Return a document on a workspace that keeps what is not saved."""
        from procfit.workspace.editing.document import Document
        from procfit.workspace.editing.journal import Journal

        return Document(workspace, Journal(workspace.root))

    def flush(self) -> None:
        """Wait until what is not saved is kept from a crash."""
        if self.document is not None:
            self.document.flush()

    def edited(self, names: Iterable[str]) -> None:
        """Forget the figures of edited maps; other results stay until there are new ones."""
        self.what_ifs.clear()
        if self.report is not None and self.workspace is not None:
            answers = self.workspace.answers
            answered = (found.as_answered(answers) for found in self.report.findings)
            self.report = replace(self.report, findings=tuple(answered))
        for name in names:
            for view in VIEWS:
                self.measures.pop((name, view), None)
                self.failures.pop(f"{name} {view}", None)
        self.version += 1

    def work(self) -> Iterator[str]:
        """Work out everything, a piece at a time; each piece says what comes next."""
        if self.document is None:
            yield "opening the files"
            self.document = self.opened(self.load())
        workspace = self.document.workspace
        if self.process not in workspace.maps:
            self.process = next(iter(workspace.maps), "")
        self.version += 1
        yield f"measuring {len(workspace.maps)} maps"
        self._attempt("measures", self._measure, workspace)
        yield "looking for redundancy"
        self._attempt("findings", self._check, workspace)
        yield "working out the fit"
        self._attempt("fit", self._assess, workspace)

    def waiting_for(self, result: str) -> str:
        """Return what to tell while a result is missing; empty once it is there."""
        if result in self.failures:
            return f"Not to be had\n{self.failures[result]}"
        return "" if result in self.done else _BUSY[result]

    def findings_of(self, process: str) -> list[Finding] | None:
        """Return the findings of a map, None while they are not there."""
        if self.report is None:
            return None
        return [finding for finding in self.report.findings if finding.process == process]

    def map(self, process: str) -> ProcessMap | None:
        """Return a map that can be judged, or None."""
        return self.workspace.maps.get(process) if self.workspace else None

    def name_of(self, process: str) -> str:
        """Return the name of a map, safe to draw."""
        found = self.map(process)
        return one_line(found.name if found else process)

    def step_name(self, process: str, step: str) -> str:
        """Return the name of a step, also of one written ``map#step``; the id where there is none."""
        other, _, own = step.rpartition("#")
        found = self.map(other or process)
        name = one_line(found.step(own).name) if found and own in found else one_line(step)
        return f"{name} ({self.name_of(other)})" if other and other != process else name

    def capability_name(self, capability: str) -> str:
        """Return the name of a capability, safe to draw."""
        found = self.workspace.capabilities.get(capability) if self.workspace else None
        return one_line(found.name if found else capability)

    def weight_of(self, capability: str) -> float | None:
        """Return the share of all weight that the maps give a capability, None while it is not there."""
        return self.fit.weights.shares.get(capability) if self.fit else None

    @property
    def equal_mark(self) -> str:
        """What stands behind a weight that is equal for want of any value in the maps."""
        return ", EQUAL: no value is known" if self.fit and self.fit.weights.equal else ""

    def answer(self, vendor: str, capability: str) -> Answer | None:
        """Return what a vendor offers for a capability, None while it is not there."""
        return self.fit.answers.get(vendor, {}).get(capability) if self.fit else None

    def vendor_name(self, vendor: str) -> str:
        """Return the name of a vendor, safe to draw."""
        found = self.workspace.vendors.get(vendor) if self.workspace else None
        return one_line(found.name if found else vendor)

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.workspace.settings.currency if self.workspace else ""

    def _attempt(self, result: str, run: Callable[[Workspace], None], workspace: Workspace) -> None:
        """Work something out; a result about files or maps that were changed meanwhile is not told."""
        try:
            run(workspace)
        except ProcfitError as error:
            self.failures[result] = str(error)
        if self.workspace is workspace:
            self.done.add(result)
            self.version += 1

    def _measure(self, workspace: Workspace) -> None:
        from procfit.flow.measure import measure

        measures: dict[tuple[str, View], Measures] = {}
        for process in workspace.maps.values():
            for view in VIEWS if process.steps else ():  # without steps nothing is assessed
                try:
                    measures[process.id, view] = measure(process, workspace.portfolio, view)
                except ProcfitError as error:
                    self.failures[f"{process.id} {view}"] = str(error)
            if self.workspace is not workspace:
                return
            self.measures = measures

    def _check(self, workspace: Workspace) -> None:
        from procfit.rules.engine import check

        report = check(workspace.portfolio)
        if self.workspace is workspace:
            self.report = report

    def _assess(self, workspace: Workspace) -> None:
        from procfit.api import fit

        found = fit(workspace)
        if self.workspace is workspace:
            self.fit = found
