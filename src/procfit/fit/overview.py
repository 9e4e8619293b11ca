"""How far a vendor's workbooks are read and linked: coverage, what is unread, what answers nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from procfit.fit.answers import RowIndex
from procfit.fit.coverage import coverage
from procfit.model.vendor import BLANK, UNREADABLE, Answer, Row, Vendor

__all__ = ["Overview", "Unanswered", "Unread", "overview"]

Why = Literal["not linked", "no row", "row is gone", "blank"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that nobody has given a meaning, where it stands, and which capabilities it concerns."""

    raw: str
    rule: str
    cells: tuple[str, ...]
    capabilities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A capability that no row answers: its weight, why, and what counts for it all the same.

    A row that is linked but left blank does not answer either, unless people settled it since.
    """

    capability: str
    weight: float | None
    why: Why
    used: str


@dataclass(frozen=True)
class Overview:
    """One vendor's workbooks against the requirements.

    Attributes
    ----------
    coverage
        The share of the requirements' weight with an answer; None where nothing has a weight.
    linked
        How many capabilities have a row.
    unanswered
        The capabilities that no row answers, those that weigh most first.
    unread
        The texts that are no code, the most frequent first.
    unneeded
        The rows that no capability is linked to.
    """

    vendor: str
    name: str
    rows: int
    coverage: float | None
    linked: int
    unanswered: tuple[Unanswered, ...]
    unread: tuple[Unread, ...]
    unneeded: tuple[Row, ...]

    def counted(self, why: Why) -> int:
        """Return how many capabilities have no row for one reason."""
        return sum(each.why == why for each in self.unanswered)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "vendor": self.vendor,
            "name": self.name,
            "rows": self.rows,
            "coverage": self.coverage,
            "linked": self.linked,
            "unanswered": [asdict(each) for each in self.unanswered],
            "unread": [
                {**asdict(each), "cells": list(each.cells), "capabilities": list(each.capabilities)}
                for each in self.unread
            ],
            "unneeded_rows": [
                {"row": row.row, "group": row.group, "text": row.text, "cell": _cell(row)}
                for row in self.unneeded
            ],
        }


def overview(
    vendor: Vendor,
    rows: Sequence[Row],
    answers: Mapping[str, Answer],
    weights: Mapping[str, float],
    not_applicable: Collection[str] = (),
) -> Overview:
    """Return how far a vendor's workbooks are read and linked.

    Parameters
    ----------
    vendor
        The vendor with its links.
    rows
        What was read from its workbooks.
    answers
        The answer that counts for each capability.
    weights
        The weight of each capability that the maps need.
    not_applicable
        The capabilities that the buyer left out; nobody need answer them.
    """
    linked = RowIndex.of(rows).linked(vendor.links)
    found = {name for names in linked.values() for name in names}
    asked = [name for name in answers if name not in not_applicable]
    unanswered = (
        Unanswered(name, weights.get(name), _why(vendor, name, name in found), answers[name].used)
        for name in asked
        if name not in found or _is_blank(answers[name])
    )
    return Overview(
        vendor.id,
        vendor.name,
        len(rows),
        coverage(weights, answers) if weights else None,
        sum(name in found for name in asked),
        tuple(sorted(unanswered, key=lambda each: -(each.weight or 0.0))),
        tuple(sorted(_unread(rows, linked), key=lambda each: -len(each.cells))),
        tuple(row for row in rows if row not in linked),
    )


def _is_blank(answer: Answer) -> bool:
    return answer.used == "workbook" and answer.code == BLANK


def _why(vendor: Vendor, capability: str, is_linked: bool) -> Why:
    if is_linked:
        return "blank"
    links = vendor.links.get(capability)
    return "not linked" if links is None else "row is gone" if links else "no row"


def _unread(rows: Sequence[Row], linked: Mapping[Row, Sequence[str]]) -> Iterator[Unread]:
    by_text: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.code == UNREADABLE:
            by_text.setdefault((row.raw.strip(), row.rule), []).append(row)
    for (raw, rule), same in by_text.items():
        names = dict.fromkeys(name for row in same for name in linked.get(row, ()))
        yield Unread(raw, rule, tuple(_cell(row) for row in same), tuple(names))


def _cell(row: Row) -> str:
    return f"{row.file} {row.sheet}!{row.cell}"
