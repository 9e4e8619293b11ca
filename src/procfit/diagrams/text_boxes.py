"""Steps as box characters, one look per kind of step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from procfit.diagrams.grid import Side
from procfit.diagrams.text_canvas import StyleClass
from procfit.diagrams.text_width import cells, wrap
from procfit.model.process import Step, StepKind
from procfit.model.quantities import format_minutes

__all__ = ["PLANS", "TextBox", "Zoom", "kind_sign", "short_mark", "sign_in_overview", "text_box"]

Zoom = Literal["overview", "compact", "normal", "detail"]
Border = Literal["round", "double", "slanted", "none"]

_SIGNS: dict[StepKind, str] = {
    "start": "○",
    "end": "◉",
    "decision": "◇",
    "inclusive": "◇○",
    "parallel": "◇+",
    "join": "◇+",
    "wait": "◔",
    "call": "⊞",
}
_BORDERS: dict[StepKind, Border] = {
    "start": "none",
    "end": "none",
    "decision": "slanted",
    "inclusive": "slanted",
    "parallel": "slanted",
    "join": "slanted",
    "call": "double",
}
# top left, top, top right, left, right, bottom left, bottom, bottom right
_CORNERS: dict[Border, str] = {"round": "╭─╮││╰─╯", "double": "╔═╗║║╚═╝", "slanted": "╱─╲││╲─╱"}
_OPENINGS: dict[Border, dict[Side, str]] = {
    "round": {"right": "├", "top": "┴", "bottom": "┬"},
    "double": {"right": "╟", "top": "╧", "bottom": "╤"},
    "slanted": {"right": "├", "top": "┴", "bottom": "┬"},
}
_COMPACT: dict[StepKind, str] = {"task": "[ ]", "call": "[+]", "wait": "[◔]"}
_NAME_SIZES: dict[Zoom, tuple[int, int]] = {"normal": (16, 2), "detail": (20, 3)}
PLANS = {"discard": "✗", "add": "+", "modify": "~"}
"""How a step is marked whose disposition changes the map, where both views are drawn in one."""


def kind_sign(kind: StepKind) -> str:
    """Return the sign that stands before a step's name; a plain task has none."""
    return _SIGNS.get(kind, "")


@dataclass
class TextBox:
    """The characters of one step."""

    border: Border
    sign: str
    names: list[str]
    notes: list[str] = field(default_factory=list)
    mark: str = ""
    openings: set[Side] = field(default_factory=set)
    is_spaced: bool = False
    """Whether a blank stands between the name and the flow that leaves."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in cells."""
        frame = 0 if self.border == "none" else 2
        return self._inner + 2 * frame + self.is_spaced, len(self.names) + len(self.notes) + frame

    @property
    def _indent(self) -> int:
        return cells(self.sign) + 1 if self.sign else 0

    @property
    def _inner(self) -> int:
        names = max(cells(name) for name in self.names) + self._indent
        names += cells(self.mark) + 1 if self.mark and self.border == "none" else 0
        least = cells(self.mark) + 1 if self.mark else 1
        return max([names, least, *(cells(note) for note in self.notes)])

    def open(self, side: Side) -> None:
        """Show that a flow leaves on this side."""
        self.openings.add(side)

    def rows(self) -> Iterator[list[tuple[str, StyleClass]]]:
        """Return the rows, each as pieces of text with their style."""
        if self.border == "none":
            yield from self._bare_rows()
            return
        signs = _CORNERS[self.border]
        yield self._edge(signs[0], signs[1], signs[2], "top")
        middle = int(self.size[1] // 2)
        for number, content in enumerate(self._contents(), start=1):
            is_open = number == middle and "right" in self.openings
            right = _OPENINGS[self.border]["right"] if is_open else signs[4]
            yield [(f"{signs[3]} ", "border"), *content, (f" {right}", "border")]
        yield self._edge(signs[5], signs[6], signs[7], "bottom")

    def _bare_rows(self) -> Iterator[list[tuple[str, StyleClass]]]:
        for number, name in enumerate(self.names):
            row = self._name(number, name)
            yield [*row, (f" {self.mark}", "mark")] if self.mark and not number else row

    def _contents(self) -> Iterator[list[tuple[str, StyleClass]]]:
        for number, name in enumerate(self.names):
            yield _filled(self._name(number, name), self._inner)
        for note in self.notes:
            yield _filled([(note, "note")], self._inner)

    def _name(self, number: int, name: str) -> list[tuple[str, StyleClass]]:
        if not self.sign:
            return [(name, "name")]
        is_signed = name and not any(self.names[:number])
        sign = f"{self.sign} " if is_signed else " " * self._indent
        return [(sign, "kind"), (name, "name")]

    def _edge(self, left: str, line: str, right: str, side: Side) -> list[tuple[str, StyleClass]]:
        width = int(self.size[0])
        text = line * (width - 2)
        if side in self.openings:
            at = width // 2 - 1
            text = text[:at] + _OPENINGS[self.border][side] + text[at + 1 :]
        if side == "bottom" or not self.mark:
            return [(left + text + right, "border")]
        kept = len(text) - cells(self.mark)
        return [(left + text[:kept], "border"), (self.mark, "mark"), (right, "border")]


def _filled(pieces: list[tuple[str, StyleClass]], width: int) -> list[tuple[str, StyleClass]]:
    used = sum(cells(text) for text, _ in pieces)
    return [*pieces, (" " * (width - used), "name")]


def text_box(step: Step, zoom: Zoom, mark: str = "", plan: str = "") -> TextBox:
    """Return how a step is drawn; `plan` is one of the signs that tell what happens to it."""
    if zoom == "overview":
        return TextBox("none", "", [sign_in_overview(step.kind, mark, plan)])
    if zoom == "compact":
        return TextBox("none", "", [_compact(step.kind, mark, plan)])
    mark = f"{plan} {mark}".strip()
    width, lines = _NAME_SIZES[zoom]
    names = wrap(step.name or step.id, width, lines) or [step.id]
    notes = _notes(step) if zoom == "detail" else []
    border = _BORDERS.get(step.kind, "round")
    if border == "none" and len(names) == 2:
        names = ["", *names]
    box = TextBox(border, kind_sign(step.kind), names, notes if border != "none" else [], mark)
    box.is_spaced = step.kind == "start"
    return box


def short_mark(mark: str) -> str:
    """Return what is left of a mark where there is room for one letter: the first of its last word.

    Examples
    --------
    >>> short_mark("⚠ ab"), short_mark("2h ▅"), short_mark("")
    ('a', '▅', '')
    """
    return mark.split()[-1][:1] if mark.strip() else ""


def sign_in_overview(kind: StepKind, mark: str = "", plan: str = "") -> str:
    """Return the one character of a step: what happens to it, else its mark, else its kind.

    Examples
    --------
    >>> sign_in_overview("task"), sign_in_overview("decision"), sign_in_overview("task", "⚠ a", "✗")
    ('▪', '◇', '✗')
    """
    return plan or short_mark(mark) or kind_sign(kind)[:1] or "▪"


def _compact(kind: StepKind, mark: str, plan: str = "") -> str:
    """Return the three characters of a step; the first letter of its mark stands inside or behind.

    Examples
    --------
    >>> _compact("task", "⚠ ab"), _compact("decision", "✓"), _compact("task", ""), _compact("task", "3", "✗")
    ('[a]', ' ◇✓', '[ ]', '✗3✗')
    """
    sign = _COMPACT.get(kind, f" {kind_sign(kind)[0:1]} ")
    letter = short_mark(mark) or " "
    if "[" not in sign:
        return f"{plan or ' '}{sign[1]}{letter}"
    inner = letter if sign == "[ ]" else sign[1]
    return f"{plan or '['}{inner}{plan or ']'}"


def _notes(step: Step) -> list[str]:
    """Return what the detailed picture adds: the channel, and the times."""
    times = [
        f"{word} {format_minutes(duration.mean)}"
        for word, duration in (("work", step.work), ("wait", step.wait))
        if duration is not None
    ]
    notes = [" · ".join(times)] if times else []
    return notes + (wrap(f"by {step.channel}", 20, 1) if step.channel else [])
