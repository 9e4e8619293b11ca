"""A form at the side of the map: a line for each field, edited where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.widgets import Input, Static

from procfit.model.errors import ProcfitError
from procfit.tui.actions import bindings
from procfit.tui.actor import Actor
from procfit.tui.editing.completing import candidates, completed_item
from procfit.tui.signs import one_line, plain
from procfit.tui.widgets.form_rows import LABEL, FormLine, FormRows, Offers

if TYPE_CHECKING:
    from procfit.tui.editing.fields import Field, Made

__all__ = ["Form"]

MOST_OFFERS = 12


class Form(Container, Actor):
    """Shows fields; Enter edits the one under the cursor, and what is typed is judged before it counts."""

    scope = "form"
    leads = True
    about = (
        "All fields. Arrow keys go from field to field, Enter edits, Delete empties. ← and → change between "
        "the step, its lane and the whole map. An empty field is not assessed."
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("form"))
    DEFAULT_CSS = """
    Form {
        background: $surface; color: $foreground; border-left: solid $line; padding: 0;
        layers: base above; display: none; width: 56; overflow: hidden;
        & #heading { dock: top; height: 2; padding: 0 1; background: $surface; }
        & #about { dock: bottom; height: 5; padding: 0 1; border-top: solid $line; background: $surface; }
        & FormRows {
            height: 1fr; background: $surface; padding: 0 1; scrollbar-size-vertical: 1; overflow-x: hidden;
        }
        & FormLine {
            layer: above; position: absolute; display: none; height: 1; border: none; padding: 0;
            background: $panel; color: $foreground;
            &:focus { border: none; }
            &.-open { display: block; }
        }
        & .form--heading { color: $primary; text-style: bold; }
        & .form--label { color: $muted; }
        & .form--value { color: $foreground; }
        & .form--missing { color: $muted; }
        & .form--planned { color: $accent; text-style: bold; }
        & .form--cursor { background: $cursor-background; color: $cursor-color; text-style: bold; }
    }
    """

    class Changed(Message):
        """Something was typed that the map takes."""

        def __init__(self, made: Made) -> None:
            super().__init__()
            self.made = made

    class Turned(Message):
        """A person wants to see the next subject, or the one before."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__()
        self._problem = ""
        self._subject = ""

    def compose(self) -> ComposeResult:
        """Put the title over the fields and what they mean under them."""
        yield Static(id="heading")
        yield FormRows()
        yield Static(id="about")
        yield FormLine(compact=True)

    @property
    def rows(self) -> FormRows:
        """The lines."""
        return self.query_one(FormRows)

    @property
    def field(self) -> Field | None:
        """The field under the cursor."""
        rows = self.rows.rows
        found = rows[self.rows.cursor] if self.rows.cursor < len(rows) else None
        return None if isinstance(found, str) else found

    @property
    def editing(self) -> bool:
        """Whether a field is being typed into."""
        return self.query_one(FormLine).has_class("-open")

    def show(self, heading: Text, fields: Sequence[Field], subject: str) -> None:
        """Show the fields of a subject; the cursor stays at the field of the same key.

        What is being typed is given up where its subject or its field is not there any more.
        """
        old = self.field.key if self.field else ""
        if self._subject != subject or old not in {field.key for field in fields}:
            self.close_line()
        self._subject = subject
        rows: list[Field | str] = []
        section = ""
        for field in fields:
            if field.section != section:
                section = field.section
                rows.append(section)
            rows.append(field)
        places = [place for place, row in enumerate(rows) if not isinstance(row, str)]
        same = [place for place in places if getattr(rows[place], "key", "") == old]
        self.query_one("#heading", Static).update(heading)
        self.rows.show(rows, (same or places or [0])[0])
        self._explain()

    def notify_style_update(self) -> None:
        """Draw again in the new colors."""
        super().notify_style_update()
        if self.is_mounted and self.rows.rows:
            self._explain()

    def go_to(self, key: str) -> None:
        """Put the cursor on a field."""
        for place, row in enumerate(self.rows.rows):
            if not isinstance(row, str) and row.key == key:
                self._move_to(place)

    def do_form_up(self) -> None:
        """Go to the field above, or to the offer before while typing."""
        self._step(-1)

    def do_form_down(self) -> None:
        """Go to the field below, or to the next offer while typing."""
        self._step(1)

    def do_form_page_up(self) -> None:
        """Go a window up."""
        self._jump(-max(1, self.rows.size.height - 1))

    def do_form_page_down(self) -> None:
        """Go a window down."""
        self._jump(max(1, self.rows.size.height - 1))

    def do_first_field(self) -> None:
        """Go to the first field."""
        self._jump(-len(self.rows.rows))

    def do_last_field(self) -> None:
        """Go to the last field."""
        self._jump(len(self.rows.rows))

    def do_subject_before(self) -> None:
        """Show the subject before."""
        self.post_message(self.Turned(-1))

    def do_subject_after(self) -> None:
        """Show the next subject."""
        self.post_message(self.Turned(1))

    def do_edit_field(self) -> None:
        """Type into the field."""
        field = self.field
        if field is None or self.editing:
            return
        line = self.query_one(FormLine)
        line.suggester = Offers(field)
        line.value = field.text
        line.cursor_position = len(field.text)
        line.styles.width = max(8, self.rows.scrollable_content_region.width - LABEL - 1)
        line.styles.offset = (
            LABEL + 2,
            self.rows.region.y - self.content_region.y + self.rows.cursor - self.rows.scroll_offset.y,
        )
        line.add_class("-open")
        line.focus()
        self._explain()

    def do_clear_field(self) -> None:
        """Empty the field."""
        self._take("")

    def close_line(self) -> bool:
        """Stop typing without a change; False where nothing was typed into."""
        was_open = self.editing
        self.query_one(FormLine).remove_class("-open")
        self._problem = ""
        if was_open:
            self.rows.focus()
            self._explain()
        return was_open

    def on_form_line_completing(self) -> None:
        """Take over the first offer."""
        field, line = self.field, self.query_one(FormLine)
        found = candidates(field, line.value) if field else []
        if field and found:
            self._put(completed_item(field, line.value, found[0]))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed."""
        event.stop()
        if self.editing:
            self._take(event.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits what is typed, and forget what was wrong."""
        event.stop()
        self._problem = ""
        self._explain()

    def on_click(self, event: events.Click) -> None:
        """Go to the field clicked; a second click edits it."""
        if self.editing or event.widget is not self.rows:
            return
        place = event.y + self.rows.scroll_offset.y
        rows = self.rows.rows
        if place < len(rows) and not isinstance(rows[place], str):
            again = place == self.rows.cursor
            self._move_to(place)
            if again:
                self.do_edit_field()

    def _take(self, text: str) -> None:
        """Make the change, or say in the form why it cannot be made."""
        field = self.field
        if field is None:
            return
        try:
            made = field.changed(text)
        except ProcfitError as error:
            self._problem = str(error)
            self._explain()
            return
        was_typed = self.close_line()
        if made is not None:
            self.post_message(self.Changed(made))
        if was_typed:
            self._step(1)

    def _step(self, by: int) -> None:
        if self.editing:
            self._offer(by)
            return
        place = self.rows.cursor + by
        while 0 <= place < len(self.rows.rows) and isinstance(self.rows.rows[place], str):
            place += by
        if 0 <= place < len(self.rows.rows):
            self._move_to(place)

    def _jump(self, by: int) -> None:
        places = [place for place, row in enumerate(self.rows.rows) if not isinstance(row, str)]
        wanted = self.rows.cursor + by
        if places and not self.editing:
            self._move_to(min(places, key=lambda place: abs(place - wanted)))

    def _move_to(self, place: int) -> None:
        self.rows.cursor = place
        self._problem = ""
        self.rows.refresh()
        self.rows.bring_into_view()
        self._explain()

    def _offer(self, by: int) -> None:
        """Put the next of the offers in the place of the last item."""
        field, line = self.field, self.query_one(FormLine)
        if field is None or not field.offers:
            return
        last = completed_item(field, line.value, "")
        item = line.value[len(last) :].strip()
        place = field.offers.index(item) + by if item in field.offers else (0 if by > 0 else -1)
        self._put(last + field.offers[place % len(field.offers)])

    def _put(self, text: str) -> None:
        line = self.query_one(FormLine)
        line.value = text
        line.cursor_position = len(text)

    def _explain(self) -> None:
        """Say what is wrong, what the field means, what it holds and what it may hold."""
        field = self.field
        about = self.query_one("#about", Static)
        if field is None:
            about.update("")
            return
        text = Text()
        if self._problem:
            text.append_text(plain(f"✗ {self._problem}\n", self._style("error")))
        text.append_text(plain(f"{field.doc}\n", self._style("muted")))
        room = max(1, self.rows.size.width - LABEL - 1)
        if self.editing:
            text.append_text(self._offers(field))
        elif len(field.text) > (room if field.today in (None, field.text) else room // 2):
            text.append_text(plain(one_line(field.text)))
        about.update(text)

    def _offers(self, field: Field) -> Text:
        """Return what may be typed, and the keys for it."""
        found = candidates(field, self.query_one(FormLine).value) or list(field.offers)
        text = plain(" · ".join(one_line(each) for each in found[:MOST_OFFERS]))
        keys = "↑↓ Tab choose   " if found else ""
        text.append(f"{'   ' if found else ''}{keys}Enter keeps   Esc leaves", self._style("muted"))
        return text

    def _style(self, name: str) -> str:
        return {key: str(value) for key, value in self.app.theme_variables.items()}.get(name, "")
