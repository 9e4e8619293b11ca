"""The five questions on the map page: asking, writing the answers down, telling what follows from them."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.widget import Widget

from procfit.model.errors import EditError, ProcfitError
from procfit.model.finding import Finding
from procfit.model.process import Step
from procfit.tui.editing.questions import KEYS, Interview, answered, asked_steps, fields_of
from procfit.tui.editing.steps import StepEditing
from procfit.tui.signs import one_line
from procfit.tui.views.findings import level_sign
from procfit.tui.widgets.canvas import Canvas
from procfit.tui.widgets.entry_line import Ask, EntryLine
from procfit.tui.widgets.question_panel import Asked, QuestionPanel

__all__ = ["Interviewing"]

MOST_NEWS = 3


class Interviewing(StepEditing):
    """Walks the map along its flow and asks the five questions of each step."""

    interview: Interview | None = None
    said_by: str | None = None
    _seen: dict[tuple[str, tuple[str, ...]], Finding]
    _news: tuple[str, ...] = ()
    _asked: str = ""

    @property
    def resting(self) -> Widget:
        """What has the keys when nothing is typed."""
        return self.query_one(QuestionPanel if self.interview else Canvas)

    def why_not_edit(self, action_id: str) -> str:
        """Return why an edit cannot be done now."""
        reason = super().why_not_edit(action_id)
        if not reason and action_id == "five-questions" and not asked_steps(self.whole):
            return "the map has no steps that do something; a adds one"
        return reason

    def do_five_questions(self) -> None:
        """Ask who answers, once, and begin; or end."""
        if self.interview:
            self.end_interview()
        elif self.said_by is None:
            self._ask_who()
        else:
            self._begin(self.said_by)

    def do_said_by(self) -> None:
        """Ask anew who answers."""
        self._ask_who()

    def end_interview(self) -> bool:
        """End the questions; False where none were asked."""
        was_asking, self.interview = self.interview is not None, None
        if was_asking:
            self.remove_class("-asking")
            self.query_one(Canvas).focus()
            self.refresh_bindings()
        return was_asking

    def show_interview(self) -> None:
        """Show the question again after the map or the findings changed."""
        interview = self.interview
        if interview is None:
            return
        if self.session.process not in (self.session.workspace.maps if self.session.workspace else ()):
            self.end_interview()
            return
        interview.keep_to(asked_steps(self.whole))
        self._tell_findings()
        self._show_question()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the keys with the questions when the map is clicked, where they mean other things."""
        if self.interview and isinstance(event.widget, Canvas):
            self.query_one(QuestionPanel).focus()

    def on_question_panel_passed(self, event: QuestionPanel.Passed) -> None:
        """Go on, or back."""
        self._go(event.by)

    def on_question_panel_answered(self, event: QuestionPanel.Answered) -> None:
        """Write an answer down, or ask what belongs to it."""
        interview = self.interview
        if interview is None or interview.is_done:
            return
        step = self.whole.step(interview.step)
        self._asked = step.id
        answer = event.answer
        if interview.key == "benefit":
            self._benefit(step, answer)
        elif interview.key == "expected":
            self._write({"expected": {"yes": "yes", "no": "no"}.get(answer, "")}, _word(answer))
        elif answer in ("no", "unknown"):
            self._only_told(answer)
        elif interview.key == "slows":
            self._slows(step)
        elif interview.key == "rival":
            self._rival(step, answer)
        else:
            self._without(step)

    def _ask_who(self) -> None:
        def begin(typed: str) -> Ask | None:
            from procfit.formats.process_toml import STEP
            from procfit.tui.editing.fields import read_field

            calendar = self._workspace.settings.calendar
            said = read_field("source", "source", STEP.keys["source"].kind, typed, calendar) or ""
            self.said_by = said
            if self.interview:
                self.interview.said_by = said
                self._show_question()
                self._rest()
            else:
                self.call_after_refresh(self._begin, said)
            return None

        today = date.today().isoformat()
        said = self.said_by or f"workshop {today}"
        self._ask(
            Ask(
                "Who answers?", begin, said, "written as the source of each answer; empty = nobody named"
            )
        )

    def _begin(self, said_by: str) -> None:
        """Ask from the step under the cursor on; the questions are about today."""
        self.session.view = "as-is"
        self.procfit.show_session()
        steps = asked_steps(self.whole)
        first = steps.index(self.selected) if self.selected in steps else 0
        told = self.session.told.setdefault(self.session.process, {})
        self.interview = Interview(steps, said_by, told=told)
        self.interview.go(first * len(KEYS))
        self._seen, self._news = self._findings(), ()
        self.remove_class("-forming")
        self.add_class("-asking")
        self._show_question()
        self.query_one(QuestionPanel).focus()
        self.refresh_bindings()

    def _go(self, by: int) -> None:
        interview = self.interview
        if interview is None:
            return
        interview.go(by)
        self._news = ()
        if interview.is_done:
            self.app.notify("All questions were asked. Ctrl+S saves.", markup=False, timeout=6)
            self.end_interview()
        else:
            self._show_question()

    def _show_question(self) -> None:
        interview = self.interview
        if interview is None or interview.is_done:
            return
        process = self.whole
        step = process.step(interview.step)
        self.query_one(Canvas).select(step.id)
        lane = process.lane_of(step)
        who = f"   {one_line(lane.label)}" if lane else ""
        self.query_one(QuestionPanel).ask(
            Asked(
                interview.progress,
                one_line(interview.said_by),
                f"{one_line(step.name)}{who}",
                interview.question,
                interview.known(process),
                KEYS[interview.key],
                self._news,
            )
        )
        self.refresh_bindings()

    def _benefit(self, step: Step, answer: str) -> None:
        if answer.isdigit():
            self._write({"value": answer}, "", onward=bool(step.benefit) or answer == "0")
            if step.benefit or answer == "0":
                return

        def take(said: str) -> Ask | None:
            self._write(
                {"benefit": said} if said else {}, "", onward=answer.isdigit() or step.value is not None
            )
            return None

        self._ask(Ask("What does the customer get from it?", take, step.benefit, "in their words"))

    def _slows(self, step: Step) -> None:
        said: dict[str, str] = {}
        open_ones = [name for name in ("work", "wait") if getattr(step, name) is None]

        def next_one() -> Ask:
            if not open_ones:
                return Ask("What slows it?", lambda text: done({"slows": text}), hint="empty = not said")
            name = open_ones[0]
            prompt = "How long is the work?" if name == "work" else "How long is the waiting?"
            return Ask(prompt, take, hint="5m, 2h, 1d, or least/usual/most; empty = not assessed")

        def take(text: str) -> Ask | None:
            self._try_fields(step, {open_ones[0]: text})
            said[open_ones.pop(0)] = text
            return next_one() if open_ones else done(said)

        def done(fields: dict[str, str]) -> Ask | None:
            self._write(fields, "yes")
            return None

        self._ask(next_one())

    def _rival(self, step: Step, answer: str) -> None:
        same = "yes" if answer == "yes" else "no"

        def who(name: str) -> Ask | None:
            if not name:
                self._only_told(answer)
                return None
            self._try_fields(step, {"rival.who": name})
            return Ask(
                f"How long does it take {one_line(name)}, waiting included?",
                lambda time: done({"rival.who": name, "rival.time": time, "rival.same_benefit": same}),
                hint="5m, 2h, 1d, or least/usual/most; empty = not assessed",
            )

        def done(said: dict[str, str]) -> Ask | None:
            self._try_fields(step, said)
            self._write(said, _word(answer))
            return None

        rivals = dict.fromkeys(
            known.rival.who
            for process in self._workspace.maps.values()
            for known in process.steps
            if known.rival
        )
        old = step.rival.who if step.rival else ""
        self._ask(
            Ask("Who does it quicker?", who, old, "empty = not said", [("", name) for name in rivals])
        )

    def _without(self, step: Step) -> None:
        def how(text: str) -> Ask | None:
            if not text:
                self._only_told("yes")
                return None
            self._try_fields(step, {"without.how": text})
            names = [("", name) for name in self._workspace.capabilities]
            return Ask(
                "Which capability would that take?",
                lambda name: done({"without.how": text, "without.capability": name}),
                hint="empty = none, or not known",
                names=names,
            )

        def done(said: dict[str, str]) -> Ask | None:
            self._write(said, "yes")
            return None

        self._ask(Ask("How does it go without the step?", how, step.without.how if step.without else ""))

    def _try_fields(self, step: Step, said: dict[str, str]) -> None:
        """Raise what is wrong with an answer while it is still being typed."""
        if step.id not in self.whole:
            raise EditError("the step is not there any more", "Esc leaves the question")
        filled = {key: text for key, text in said.items() if text}
        answered(self._workspace, self.whole, step.id, filled, "")

    def _only_told(self, answer: str) -> None:
        """Remember an answer that the map has no field for."""
        if self.interview:
            self.interview.tell(_word(answer))
            self._rest()
            self._go(1)
            self._news = (f"noted for this session: {_word(answer)}; the map has no field for it",)
            self._show_question()

    def _write(self, said: dict[str, str], word: str, onward: bool = True) -> None:
        """Make the change, and go on to the next question."""
        interview = self.interview
        if interview is None or interview.step != self._asked:
            return
        step = self.whole.step(interview.step)
        by, today = interview.said_by, date.today().isoformat()
        filled = fields_of(step, interview.key, said, by, today) or (
            said if interview.key == "expected" else {}
        )
        if word:
            interview.tell(word)
        try:
            made = answered(self._workspace, self.whole, step.id, filled, by) if filled else None
        except ProcfitError as error:
            self.app.notify(str(error), severity="warning", markup=False, timeout=8)
            return
        self._rest()
        if onward:
            self._go(1)
        if made is not None:
            self._news = (f"✓ {made.label}", *map(one_line, made.warnings))
            target = interview.step or step.id
            self.procfit.change(made.label, {made.process.id: made.process}, target)
        self._show_question()

    def _rest(self) -> None:
        """Give the keys back to the questions once the line is closed."""

        def rest() -> None:
            if not self.query_one(EntryLine).is_open:
                self.resting.focus()

        self.call_after_refresh(rest)

    def _findings(self) -> dict[tuple[str, tuple[str, ...]], Finding]:
        found = self.session.findings_of(self.session.process) or []
        return {(each.rule, each.steps): each for each in found if not each.accepted}

    def _tell_findings(self) -> None:
        """Tell which findings came and went with the last answers."""
        now = self._findings()
        came = [each for key, each in now.items() if key not in self._seen]
        went = [each for key, each in self._seen.items() if key not in now]
        if came or went:
            told = [f"{level_sign(each)} new: {each.rule}, {one_line(each.message)}" for each in came]
            told += [f"✓ gone: {each.rule}" for each in went]
            self._news = (*self._news[:1], *told[:MOST_NEWS])
            self._seen = now


def _word(answer: str) -> str:
    return {"unknown": "nobody knows", "other": "quicker, with another benefit"}.get(answer, answer)
