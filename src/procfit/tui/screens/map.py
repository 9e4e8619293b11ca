"""One process drawn in lanes, with its steps and findings explained."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Input

from procfit.model.finding import Finding
from procfit.tui.actions import action, bindings
from procfit.tui.editing.answering import Answering
from procfit.tui.editing.clipboard import Clipboard
from procfit.tui.editing.forming import FormEditing
from procfit.tui.editing.interviewing import Interviewing
from procfit.tui.screens.map_canvas import CanvasPage
from procfit.tui.views.answers import next_open
from procfit.tui.views.drawings import why_not_drawn
from procfit.tui.views.step import step_parts
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.entry_line import EntryLine
from procfit.tui.widgets.finding_bar import FindingBar
from procfit.tui.widgets.form import Form
from procfit.tui.widgets.legend import Legend
from procfit.tui.widgets.map_title import MapTitle
from procfit.tui.widgets.notice import Notice
from procfit.tui.widgets.question_panel import QuestionPanel
from procfit.tui.widgets.search import Search
from procfit.tui.widgets.sheet import Sheet

__all__ = ["MapPage"]

NO_MAP = """No map is open

Choose one on the Portfolio (1).
Where there is none yet, `procfit init` writes an example."""


class MapPage(Answering, FormEditing, Interviewing, Clipboard, CanvasPage):
    """The canvas, the inspector beside it and the finding under it."""

    scope = "map"
    about = (
        "One process. ⚠ and a letter mark a step with a finding: n goes from finding to finding, w walks "
        "along its proof. The sheet at the side has all that the map says about the selected step."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("map"))
    DEFAULT_CSS = """
    MapPage {
        & #split { layout: horizontal; height: 1fr; }
        & Sheet { width: 44; }
        &.-narrow Sheet { width: 36; display: none; }
        &.-narrow.-inspecting Sheet { display: block; }
        &.-wide.-inspecting Sheet { display: none; }
        &.-forming Sheet { display: none; }
        &.-forming Form { display: block; }
        &.-narrow.-forming Form { width: 1fr; border-left: none; }
        &.-narrow.-forming #drawing { display: none; }
        &.-narrow.-forming FindingBar, &.-asking FindingBar { max-height: 0; }
        &.-narrow.-forming Legend, &.-narrow.-asking Legend { max-height: 0; }
        &.-asking QuestionPanel { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._walked = -1
        self._hits: list[str] = []

    def content(self) -> ComposeResult:
        """Return the parts of the screen."""
        yield MapTitle()
        yield Notice("Opening the files …")
        with Container(id="split"):
            yield from self.drawn()
            yield Sheet()
            yield Form()
        yield QuestionPanel()
        yield Legend()
        yield FindingBar()
        yield Search()
        yield EntryLine()

    @property
    def finding(self) -> Finding | None:
        """The finding that the bar tells about."""
        found = self.session.findings_of(self.session.process) or []
        return found[self.session.finding % len(found)] if found else None

    def show(self) -> None:
        """Draw the map again."""
        process = self.process
        canvas = self.query_one(Canvas)
        self.query_one("#split").display = process is not None
        notice = self.query_one(Notice)
        notice.display = process is None
        notice.say(self._missing())
        self.query_one(MapTitle).show(self.session)
        if process is not None:
            self.draw(process)
            canvas.select(self._wanted_step())
            self._show_step(canvas.selected)
        self._show_finding()
        self.show_interview()

    def leave(self) -> bool:
        """Close the search, or end the walk along a proof."""
        if self.query_one(Search).close() or self.query_one(EntryLine).close():
            self.resting.focus()
            return True
        if self.close_form() or self.end_interview():
            return True
        if self._walked >= 0:
            self._walked = -1
            self._show_finding()
            return True
        return self.clear_marks()

    def why_not(self, action_id: str) -> str:
        """Return why an action cannot be done now."""
        if action_id == "pick-on-map":
            return self.why_not_pick()
        if action(action_id).group == "Edit":
            return self.why_not_edit(action_id)
        if self.process is None:
            return "no map is open"
        if action(action_id).group in ("Findings", "Decide"):
            return self.why_not_answer(action_id)
        if action_id == "search-next" and not self._hits:
            return "search for something first, with /"
        return ""

    def do_search(self) -> None:
        """Ask what to look for."""
        self.query_one(Search).open()

    def do_search_next(self) -> None:
        """Go to the next step found."""
        canvas = self.query_one(Canvas)
        here = self._hits.index(canvas.selected) if canvas.selected in self._hits else -1
        canvas.select(self._hits[(here + 1) % len(self._hits)])

    def on_search_typed(self, event: Search.Typed) -> None:
        """Go to the first step that matches."""
        wanted = event.text.casefold().strip()
        steps = self.process.steps if self.process else ()
        self._hits = [step.id for step in steps if wanted and wanted in step.name.casefold()]
        if self._hits:
            self.query_one(Canvas).select(self._hits[0])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what was found."""
        self.leave()

    @property
    def scopes(self) -> tuple[str, ...]:
        """Deciding is offered in the bar of the finding already."""
        return (self.scope, *self.also)

    def go_on(self) -> None:
        """Go to the next finding of the map that is open."""
        found = self.session.findings_of(self.session.process) or []
        place = next_open(self.session, found, self.session.finding)
        if place is None:
            self.app.notify("All findings of this map are decided", markup=False, timeout=4)
        else:
            self._go_to_finding(place)

    def show_what_if(self) -> None:
        """Tell what the suggestion of the finding would do."""
        self.query_one(FindingBar).show(self.session, self.finding, self._walked)

    def do_next_finding(self) -> None:
        """Go to the next finding."""
        self._go_to_finding(self.session.finding + 1)

    def do_previous_finding(self) -> None:
        """Go to the finding before."""
        self._go_to_finding(self.session.finding - 1)

    def do_walk_proof(self) -> None:
        """Go to the next step of the proof; after the last one, from the first again."""
        finding = self.finding
        path = finding.witness.path if finding else ()
        self._walked = (self._walked + 1) % max(1, len(path))
        self._show_finding()
        if path:
            self.query_one(Canvas).select(path[self._walked])

    def do_inspector(self) -> None:
        """Show or hide the sheet with the step's details."""
        self.toggle_class("-inspecting")

    def do_next_map(self) -> None:
        """Go to the next map."""
        self._go_to_map(1)

    def do_previous_map(self) -> None:
        """Go to the map before."""
        self._go_to_map(-1)

    def on_canvas_selected(self, event: Canvas.Selected) -> None:
        """Explain the selected step."""
        self._show_step(event.step)
        self.show_small_map()

    def on_map_title_clicked(self) -> None:
        """Switch between as-is, to-be and both."""
        self.procfit.do_view()

    def on_canvas_zoomed(self) -> None:
        """Draw at the new size."""
        self.show()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Fit the line over the map to the width."""
        self.query_one(MapTitle).show(self.session)

    def _wanted_step(self) -> str:
        """Return the step that another screen asked for, once."""
        wanted, self.session.step = self.session.step, ""
        return wanted

    def _missing(self) -> str:
        name = f"{self.session.process} {self.session.view}"
        found = self.session.map(self.session.process)
        if found is None:
            return NO_MAP
        why = why_not_drawn(found) or self.session.failures.get(name, "")
        return f"This view cannot be drawn\n{why}"

    def _go_to_map(self, by: int) -> None:
        maps = list(self.session.workspace.maps) if self.session.workspace else []
        place = maps.index(self.session.process) if self.session.process in maps else 0
        self._walked = -1
        self.marked = ()
        self.procfit.open_map(maps[(place + by) % len(maps)])

    def _go_to_finding(self, index: int) -> None:
        self.session.finding = index % len(self.session.findings_of(self.session.process) or [0])
        self._walked = -1
        self._show_finding()
        if self.finding and self.finding.steps:
            self.query_one(Canvas).select(self.finding.steps[0])

    def _show_step(self, step: str) -> None:
        process = self.process
        if process is not None and step in process:
            told = self.whole.step(step) if self.session.both else process.step(step)
            self.query_one(Sheet).say(step_parts(self.session, process, told))
            self.show_form()

    def _show_finding(self) -> None:
        finding = self.finding
        walks = self._walked >= 0 and finding is not None
        self.query_one(Canvas).prove(finding.witness.path if walks and finding else ())
        self.prepare()
        self.query_one(FindingBar).show(self.session, finding, self._walked)
        self.refresh_bindings()
