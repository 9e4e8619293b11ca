"""What the form for demos and its reader agree on, and what a filled-in one says was seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from procfit.formats.grid import Workbook
from procfit.formats.headings import headings_in
from procfit.formats.question_rows import Line
from procfit.model.errors import InputError, Place, Problem
from procfit.model.text import item_key
from procfit.model.vendor import Settled

__all__ = ["DEMO_HEADINGS", "RESULTS", "Seen", "seen_in"]

DEMO_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "vendor": "Vendor id",
        "capability": "Capability id",
        "then": "Claimed",
        "number": "No.",
        "requirement": "Requirement",
        "claim": "What they claim",
        "decides": "What hangs on it",
        "step": "Step, and what it gives our customers",
        "see": "What to ask to see",
        "result": "What you saw",
        "code": "Worth now",
        "note": "Notes",
        "by": "Who saw it",
    }
)
"""The headings of a vendor's sheet by the keys of its columns."""

AS_CLAIMED, NOT_SHOWN = "as claimed", "not shown"
RESULTS = (AS_CLAIMED, "in part", "not seen", NOT_SHOWN)
_NEEDED = ("vendor", "capability", "then", "result", "code", "by")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one claim, as the committee's answer to it."""

    vendor: str
    capability: str
    settled: Settled
    where: Place


def seen_in(book: Workbook, codes: Collection[str], today: date) -> tuple[list[Seen], list[Problem]]:
    """Return what a filled-in form says was seen, and what in it cannot be taken.

    Parameters
    ----------
    book
        The workbook.
    codes
        The answer scale.
    today
        The date of the demo's answers.

    Raises
    ------
    InputError
        When no sheet of a demo form is in the workbook.
    """
    seen: list[Seen] = []
    problems: list[Problem] = []
    found = [
        (grid, table) for grid in book.grids if (table := headings_in(grid, DEMO_HEADINGS, _NEEDED))
    ]
    for grid, (head, columns) in found:
        for number in grid.rows:
            if number > head:
                _read(Line(grid, number, columns), codes, today, seen, problems)
    if not found:
        hint = "give a workbook that `procfit rfp --demo -o` wrote, with its hidden columns"
        raise InputError("holds no form of a demo", hint, Place(book.file))
    return seen, problems


def _read(
    line: Line, codes: Collection[str], today: date, seen: list[Seen], problems: list[Problem]
) -> None:
    result = item_key(line.text("result"))
    faults = list(_faults(line, result, codes))
    problems += faults
    if faults or result in ("", NOT_SHOWN):
        return
    reason = f"demo: {result}"
    settled = Settled(
        _code(line, result),
        evidence="demonstrated",
        by=" ".join(line.text("by").split()),
        reason=reason,
        note=" ".join(line.text("note").split()),
        date=today,
    )
    seen.append(Seen(line.text("vendor"), line.text("capability"), settled, line.place("result")))


def _code(line: Line, result: str) -> str:
    """Return what the claim is worth now; as claimed it is what it was unless somebody says otherwise."""
    now = item_key(line.text("code"))
    return now or (line.text("then") if result == AS_CLAIMED else "")


def _faults(line: Line, result: str, codes: Collection[str]) -> Iterator[Problem]:
    if result not in ("", *RESULTS):
        message = f'"{line.text("result")[:40]}" does not say what was seen'
        yield Problem(message, f"choose one of: {', '.join(RESULTS)}", line.place("result"), "warning")
    elif not result and line.text("code"):
        message = "the answer is worth something else, but nothing was seen"
        yield Problem(message, "choose what you saw", line.place("result"), "warning")
    elif result in ("", NOT_SHOWN):
        return
    elif not (line.text("vendor") and line.text("capability")):
        message = "is not taken: the hidden columns of this row do not say what it is about"
        yield Problem(message, "fill in a row that was written", line.place("result"), "warning")
    elif _code(line, result) not in codes:
        message = f"{result}, but not what the answer is worth now"
        yield Problem(message, f"choose one of: {', '.join(codes)}", line.place("code"), "warning")
    elif not line.text("by"):
        yield Problem("nobody stands for what was seen", "write who saw it", line.place("by"), "warning")
