"""What the question workbook and its reader agree on: headings, and a hidden list of what was asked."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from procfit.formats.grid import Grid
from procfit.model.text import item_key

__all__ = [
    "ABOUT_YOU",
    "HEADINGS",
    "MANIFEST_SHEET",
    "PRICE_HEADINGS",
    "PROOFS",
    "RECOGNIZED_BY",
    "Asked",
    "Manifest",
    "asked_mark",
]

MANIFEST_SHEET = "procfit"
"""The name of the hidden sheet."""

RECOGNIZED_BY = "procfit rfp"
"""Who confirmed the mapping of a returned question workbook: its own hidden list."""

TITLE = "procfit question workbook"
FORMAT = "1"

HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "id": "Requirement id",
        "number": "No.",
        "requirement": "Requirement",
        "description": "What we mean",
        "why": "Why it matters to our customers",
        "must": "Must have",
        "answer": "Your answer",
        "proof": "Proof you offer",
        "comment": "How: product, module, limits",
        "once": "Extra price, once",
        "yearly": "Extra price a year",
    }
)
"""The headings of a sheet of questions by the keys of its columns."""

PRICE_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "key": "Price id",
        "item": "Price",
        "included": "What to include",
        "least": "Least",
        "usual": "Usual",
        "most": "Most",
        "comment": "What it depends on",
    }
)
"""The headings of the sheet of prices."""

ABOUT_YOU: Mapping[str, str] = MappingProxyType(
    {"company": "Company", "product": "Product, edition and version", "contact": "Who answers questions"}
)
"""What a vendor says about itself: labels with a cell to the right of each."""

PROOFS: Mapping[str, str] = MappingProxyType(
    {
        "none": "We say so.",
        "documentation": "A page of your documentation: give its address or name in the column How.",
        "live demo": "You show it to us in the product, with our own example.",
        "reference": "A customer of yours whom we may call: name it in the column How.",
    }
)
"""What a vendor can offer as proof, each with what it means."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was sent: the capability's id, the visible number, a mark of its wording."""

    id: str
    number: str
    mark: str


@dataclass(frozen=True)
class Manifest:
    """The hidden list of what was asked, by whom and when."""

    workspace: str
    made: str
    asked: tuple[Asked, ...]

    @property
    def check(self) -> str:
        """A mark of the whole list."""
        return _mark(f"{one.id} {one.number} {one.mark}" for one in self.asked)

    @cached_property
    def by_id(self) -> Mapping[str, Asked]:
        """The questions by their hidden ids."""
        return {one.id: one for one in self.asked}

    @cached_property
    def by_number(self) -> Mapping[str, Asked]:
        """The questions by their visible numbers."""
        return {one.number: one for one in self.asked}

    @cached_property
    def by_mark(self) -> Mapping[str, Asked]:
        """The questions by their wording, without those whose wording is not theirs alone."""
        counts = Counter(one.mark for one in self.asked)
        return {one.mark: one for one in self.asked if counts[one.mark] == 1}

    def rows(self) -> list[tuple[str, ...]]:
        """Return the rows of the hidden sheet."""
        return [
            (TITLE, FORMAT),
            ("Asked by", self.workspace),
            ("Made on", self.made),
            ("Check", self.check),
            (HEADINGS["id"], HEADINGS["number"], "Mark"),
            *((one.id, one.number, one.mark) for one in self.asked),
        ]

    @classmethod
    def read(cls, grid: Grid) -> tuple[Manifest, bool] | None:
        """Return the list in a sheet and whether it is as it was written; None where there is none."""
        rows = [tuple(grid.text(row, column) for column in (1, 2, 3)) for row in grid.rows]
        if len(rows) < 5 or rows[0][:2] != (TITLE, FORMAT):
            return None
        manifest = cls(rows[1][1], rows[2][1], tuple(Asked(*row) for row in rows[5:]))
        return manifest, manifest.check == rows[3][1]


def asked_mark(requirement: str, description: str) -> str:
    """Return the mark of a question's wording, which blanks and case do not change.

    Examples
    --------
    >>> asked_mark("Web  chat", "") == asked_mark("web chat", " ")
    True
    >>> asked_mark("Web chat", "") == asked_mark("Chat", "Web")
    False
    """
    return _mark((item_key(requirement), item_key(description)))


def _mark(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
