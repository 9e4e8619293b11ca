"""Deciding on steps and findings with one key each; every decision can be undone by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from procfit.model.errors import EditError, ProcfitError
from procfit.model.finding import Finding
from procfit.model.process import Disposition, ProcessMap
from procfit.tui.actions import bindings
from procfit.tui.screens.page import Page
from procfit.tui.signs import one_line
from procfit.tui.views.what_if import WhatIf, what_if, what_if_key
from procfit.tui.widgets.entry_line import Ask, EntryLine

__all__ = ["Answering", "Deciding"]

MOST_NAMES = 2


class Deciding(Page):
    """A screen on which keep, modify and discard are one key each."""

    also: ClassVar[tuple[str, ...]] = ("deciding",)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("deciding"))

    @property
    def scopes(self) -> tuple[str, ...]:
        """Deciding is offered first."""
        return (*self.also, self.scope)

    def decide(self, disposition: Disposition) -> None:
        """Decide on what the cursor is on."""

    def do_keep(self) -> None:
        """Keep it."""
        self._try_to("keep")

    def do_modify(self) -> None:
        """Mark it to be done otherwise."""
        self._try_to("modify")

    def do_discard(self) -> None:
        """Let it go."""
        self._try_to("discard")

    def _try_to(self, disposition: Disposition) -> None:
        try:
            self.decide(disposition)
        except ProcfitError as error:
            self.app.notify(str(error), severity="warning", markup=False, timeout=10)


class Answering(Deciding):
    """A screen that answers findings and goes on to the next open one."""

    also: ClassVar[tuple[str, ...]] = ("deciding", "accepting")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("accepting"))

    @property
    def finding(self) -> Finding | None:
        """The finding that is told."""
        return None

    def go_on(self) -> None:
        """Go to the next finding that is open."""

    def show_what_if(self) -> None:
        """Tell what was worked out for the finding."""

    def why_not_answer(self, action_id: str) -> str:
        """Return why a finding cannot be answered now."""
        finding = self.finding
        if finding is None:
            return self.session.waiting_for("findings").rstrip(" …") or "there is no finding here"
        if action_id == "carry-out" and finding.suggest == "add":
            return "add what is missing by hand: v shows the to-be, a adds a step"
        return ""

    def decide(self, disposition: Disposition) -> None:
        """Give the steps of the finding a disposition."""
        from procfit.tui.editing.suggestions import decided

        finding, maps = self.finding, self._maps
        if finding is not None:
            changed = decided(maps, finding, disposition)
            self._answer(disposition, finding, changed)

    def do_carry_out(self) -> None:
        """Carry out what the finding suggests in the to-be."""
        from procfit.tui.editing.suggestions import changes_flow, suggested

        finding, maps = self.finding, self._maps
        if finding is None:
            return
        try:
            changed = suggested(maps, finding)
        except ProcfitError as error:
            self.app.notify(str(error), severity="warning", markup=False, timeout=10)
            return
        redrawn = finding.suggest != "discard" and changes_flow(maps[finding.process], finding)
        self._answer("redraw" if redrawn else finding.suggest, finding, changed)

    def do_accept(self) -> None:
        """Ask why the finding is lived with; an accepted one is open again."""
        finding = self.finding
        if finding is None:
            return
        if finding.accepted:
            self._take_back(finding)
            return

        def accept(reason: str) -> Ask | None:
            if not reason:
                raise EditError("an accepted finding needs a reason", "say why you live with it")
            self._accept(finding, reason)
            return None

        self.query_one(EntryLine).ask(Ask("Why live with it?", accept, hint="Esc: do not accept"))

    def prepare(self) -> None:
        """Work out what the suggestion would do, once."""
        finding = self.finding
        if finding is not None and what_if_key(finding) not in self.session.what_ifs:
            self._work_out(finding)

    @work(thread=True, exclusive=True, group="what-if")
    def _work_out(self, finding: Finding) -> None:
        """Measure the changed map away from the screen."""
        workspace = self.session.workspace
        if workspace is not None and finding.process in workspace.maps:
            found = what_if(workspace, finding)
            if workspace is self.session.workspace:
                self.app.call_from_thread(self._take, finding, found)

    def _take(self, finding: Finding, found: WhatIf) -> None:
        self.session.what_ifs[what_if_key(finding)] = found
        if self.is_current:
            self.show_what_if()

    def _answer(self, verb: str, finding: Finding, changed: Mapping[str, ProcessMap]) -> None:
        if not changed:
            self.app.notify(f"The map says {verb} already", markup=False, timeout=3)
        self.session.process = finding.process
        step = finding.steps[0] if finding.steps else ""
        self.procfit.change(f"{verb} {self._named(finding)}", changed, step)
        self.go_on()

    def _accept(self, finding: Finding, reason: str) -> None:
        from procfit.model.team import Accepted

        workspace = self.session.workspace
        if workspace is None:
            return
        answer = Accepted(finding.rule, finding.process, finding.steps, reason, "", workspace.opened)
        known = workspace.answers
        answers = replace(known, accepted=(*known.accepted, answer))
        self.procfit.change(f"accept {self._named(finding)}", {}, answers=answers)
        self.go_on()

    def _take_back(self, finding: Finding) -> None:
        workspace = self.session.workspace
        if workspace is None:
            return
        known = workspace.answers
        left = tuple(
            answer
            for answer in known.accepted
            if not finding.as_answered(replace(known, accepted=(answer,))).accepted
        )
        label = f"no longer accept {self._named(finding)}"
        self.procfit.change(label, {}, answers=replace(known, accepted=left))

    def _named(self, finding: Finding) -> str:
        """Return the steps of a finding and its rule, as undo names them."""
        names = [self.session.step_name(finding.process, step) for step in finding.steps]
        names = names or [self.session.name_of(finding.process)]
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        return one_line(f"{', '.join(names[:MOST_NAMES])}{more} ({finding.rule})")

    @property
    def _maps(self) -> Mapping[str, ProcessMap]:
        return self.session.workspace.maps if self.session.workspace else {}
