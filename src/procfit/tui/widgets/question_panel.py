"""The panel under the map that asks one question at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from procfit.model.text import visible
from procfit.tui.actions import bindings
from procfit.tui.actor import Actor
from procfit.tui.signs import fitted

__all__ = ["Asked", "QuestionPanel"]


@dataclass(frozen=True)
class Asked:
    """What the panel shows: the question, what is known, the keys, and what came of the last answer."""

    progress: str
    said_by: str
    step: str
    question: str
    known: str
    keys: tuple[tuple[str, str], ...]
    news: tuple[str, ...] = ()


class QuestionPanel(Static, Actor, can_focus=True):
    """Shows a question and takes an answer with one key."""

    scope = "questions"
    leads = True
    about = (
        "The five questions, step by step: one key for an answer, Space for the next question, Backspace for "
        "the one before. Every answer is written into the map at once, and u takes it back. Esc ends it."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("questions"))
    COMPONENT_CLASSES: ClassVar[set[str]] = {"question--key", "question--ask", "question--muted"}
    DEFAULT_CSS = """
    QuestionPanel {
        height: 9; padding: 0 1; background: $surface; color: $foreground; border-top: solid $primary;
        border-title-color: $primary; border-title-style: bold;
        display: none;
        &:focus { border-top: heavy $primary; }
        & .question--key { text-style: bold reverse; }
        & .question--ask { color: $primary; text-style: bold; }
        & .question--muted { color: $muted; }
    }
    """

    class Answered(Message):
        """A key for an answer was pressed."""

        def __init__(self, answer: str) -> None:
            super().__init__()
            self.answer = answer

    class Passed(Message):
        """A person wants the next question, or the one before."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__()
        self.asked: Asked | None = None
        self.border_title = "Five questions"

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self._draw()

    def ask(self, asked: Asked) -> None:
        """Show a question."""
        self.asked = asked
        self._draw()

    def why_not(self, action_id: str) -> str:
        """Return why a key is no answer to this question."""
        keys = {key for key, _ in self.asked.keys} if self.asked else set()
        fits = {
            "answer-yes": "y",
            "answer-no": "n",
            "answer-other": "o",
            "answer-unknown": "?",
            "answer-text": "Enter",
        }
        wanted = "0-5" if action_id.startswith("value-") else fits.get(action_id)
        if wanted is None or wanted in keys:
            return ""
        return (
            f"this question takes {', '.join(key for key, _ in self.asked.keys) if self.asked else ''}"
        )

    def do_answer_yes(self) -> None:
        """Answer yes."""
        self._answer("yes")

    def do_answer_no(self) -> None:
        """Answer no."""
        self._answer("no")

    def do_answer_other(self) -> None:
        """Answer that somebody is quicker with another benefit."""
        self._answer("other")

    def do_answer_unknown(self) -> None:
        """Answer that nobody knows."""
        self._answer("unknown")

    def do_answer_text(self) -> None:
        """Answer in words."""
        self._answer("text")

    def do_value_0(self) -> None:
        """Answer that it gives the customer nothing."""
        self._answer("0")

    def do_value_1(self) -> None:
        """Answer 1."""
        self._answer("1")

    def do_value_2(self) -> None:
        """Answer 2."""
        self._answer("2")

    def do_value_3(self) -> None:
        """Answer 3."""
        self._answer("3")

    def do_value_4(self) -> None:
        """Answer 4."""
        self._answer("4")

    def do_value_5(self) -> None:
        """Answer 5."""
        self._answer("5")

    def do_next_question(self) -> None:
        """Leave the question open and go on."""
        self.post_message(self.Passed(1))

    def do_question_before(self) -> None:
        """Go back to the question before."""
        self.post_message(self.Passed(-1))

    def notify_style_update(self) -> None:
        """Draw again in the new colors."""
        super().notify_style_update()
        if self.is_mounted:
            self._draw()

    def _answer(self, answer: str) -> None:
        self.post_message(self.Answered(answer))

    def _draw(self) -> None:
        asked = self.asked
        if asked is None:
            return
        muted = self.get_component_rich_style("question--muted", partial=True)
        key_style = self.get_component_rich_style("question--key", partial=True)
        by = f"said by {asked.said_by}" if asked.said_by else "nobody named as source"
        text = Text()
        text.append_text(self._line(f"{asked.progress}   {by}", muted))
        text.append_text(self._line(asked.step, Style(bold=True)))
        text.append(f"{asked.question}\n", self.get_component_rich_style("question--ask", partial=True))
        text.append_text(self._line(f"known: {asked.known}"))
        for key, says in asked.keys:
            text.append(f" {key} ", key_style).append(f" {says}   ")
        text.append("\nSpace next   Backspace before   u take back   Esc end\n", muted)
        text.append_text(self._line("".join(asked.news[:1])))
        text.append_text(self._line("   ".join(asked.news[1:])))
        self.update(text)

    def _line(self, said: str, style: Style | None = None) -> Text:
        """Return what fits on one line."""
        return Text(f"{fitted(visible(said), max(1, self.size.width)).rstrip()}\n", style or "")
