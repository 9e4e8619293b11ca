"""A line to type into at the bottom of a screen: what is asked stands before it, what it means behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.suggester import Suggester
from textual.widgets import Input, Static

from procfit.model.errors import EditError, ProcfitError
from procfit.model.text import normal, unsafe_at
from procfit.tui.signs import plain

__all__ = ["Ask", "EntryLine"]

MARKS = "@+>!*"
LONGEST = 500
"""How many characters a line may have: as many as the name of a step."""


@dataclass(frozen=True)
class Ask:
    """Something to ask for.

    `then` takes what was typed and returns what to ask next, None to be done; a refusal is told by raising
    a `ProcfitError`, and the line stays open. `names` are completed while they are typed: by the mark
    before them, or as the whole line where the mark is empty.
    """

    prompt: str
    then: Callable[[str], Ask | None]
    value: str = ""
    hint: str = ""
    names: Sequence[tuple[str, str]] = ()
    is_step: bool = False
    """Whether a step answers it, so that one can be picked on the map."""


class _Names(Suggester):
    """Completes the last word from the names that its mark may stand for."""

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        super().__init__(use_cache=False)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last word completed."""
        return completed(value, self._names)


def completed(line: str, names: Sequence[tuple[str, str]]) -> str | None:
    """Return a line with what is being typed completed, None where nothing fits.

    Examples
    --------
    >>> completed("Call back @in", [("@", "inside-sales")])
    'Call back @inside-sales'
    >>> completed("Qu", [("", "Send quote"), ("", "Quote")])
    'Quote'
    """
    head, _, last = line.rpartition(" ")
    mark, word = (last[:1], last[1:]) if last[:1] in MARKS else ("", line)
    if not word:
        return None
    for known, name in names:
        if known == mark and name.casefold().startswith(word.casefold()):
            return f"{head} {mark}{name}".lstrip() if mark else name
    return None


def writable(typed: str) -> str:
    """Return what was typed or pasted without the invisible characters that no file may hold.

    Raises
    ------
    EditError
        When it is longer than a file may hold.

    Examples
    --------
    >>> writable(f" Call{chr(0x202E)} back{chr(27)} ")
    'Call back'
    """
    if len(typed) > LONGEST:
        raise EditError(f"the line has {len(typed):,} characters, more than {LONGEST}", "shorten it")
    return normal("".join(letter for letter in typed if unsafe_at(letter) is None)).strip()


class _Line(Input):
    """The line itself; every key works at once, so that no letter typed behind it overtakes it."""

    async def _on_key(self, event: events.Key) -> None:
        if isinstance(self.parent, EntryLine) and not self.parent.is_open and not self.has_focus:
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))  # meant for what comes behind
            return
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)
            return
        await super()._on_key(event)

    async def action_submit(self) -> None:
        """Go on at once: what is typed behind Enter already belongs to what is asked next."""
        if isinstance(self.parent, EntryLine):
            self.parent.take(self.value)


class EntryLine(Horizontal):
    """Asks one thing after another; Enter goes on, escape is done."""

    DEFAULT_CSS = """
    EntryLine {
        height: 1; background: $panel; display: none;
        &.-open { display: block; }
        & #prompt { width: auto; max-width: 45%; color: $primary; text-style: bold; padding: 0 1; }
        & #hint { width: auto; max-width: 40%; color: $muted; padding: 0 1; }
        & Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
        & Input:focus { border: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._ask: Ask | None = None

    def compose(self) -> ComposeResult:
        """Put the question before the line and the hint behind it."""
        yield Static(id="prompt")
        yield _Line(compact=True)
        yield Static(id="hint")

    @property
    def is_open(self) -> bool:
        """Whether something is asked."""
        return self._ask is not None

    @property
    def asks_for_step(self) -> bool:
        """Whether a step answers what is asked."""
        return self._ask is not None and self._ask.is_step

    def fill(self, text: str) -> None:
        """Go on typing, with a text in the line where one is given."""
        line = self.query_one(Input)
        if text:
            line.value = text
            line.cursor_position = len(text)
        line.focus()

    def ask(self, ask: Ask) -> None:
        """Ask for something."""
        self._ask = ask
        self.add_class("-open")
        self.query_one("#prompt", Static).update(plain(ask.prompt))
        wide = self.app.size.width > 100
        self.query_one("#hint", Static).update(plain(ask.hint) if wide else Text())
        line = self.query_one(Input)
        line.placeholder = "" if wide else ask.hint
        line.cursor_blink = self.app.animation_level != "none"
        line.suggester = _Names(ask.names)
        line.value = ask.value
        line.cursor_position = len(ask.value)
        line.focus()

    def close(self) -> bool:
        """Stop asking; False where nothing was asked."""
        was_open, self._ask = self.is_open, None
        self.remove_class("-open")
        return was_open

    def take(self, typed: str) -> None:
        """Go on with what was typed."""
        if self._ask is None:
            return
        try:
            following = self._ask.then(writable(typed))
        except ProcfitError as error:
            self.app.notify(str(error), severity="warning", markup=False, timeout=8)
            return
        if following is not None:
            self.ask(following)
        elif self.close():
            self.screen.focus_next()
