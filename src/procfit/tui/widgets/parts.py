"""What a sheet of text is made of; the texts must be safe to draw (`procfit.tui.signs.one_line`)."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

__all__ = ["Field", "Heading", "Paragraph", "Part", "Tone"]

Tone = Literal["", "muted", "good", "fair", "bad", "strong"]


class Heading(NamedTuple):
    """A line that starts a section."""

    text: str


class Field(NamedTuple):
    """A name and what it says; the values of fields in a row stand under each other."""

    label: str
    value: str
    tone: Tone = ""


class Paragraph(NamedTuple):
    """Running text."""

    text: str
    tone: Tone = ""


Part: TypeAlias = Heading | Field | Paragraph
