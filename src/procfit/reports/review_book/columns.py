"""The columns of the review workbook: what writing and reading it agree on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal, get_args

from procfit.model.process import Disposition
from procfit.reports.tables import Column

__all__ = [
    "DISPOSITIONS",
    "FINDINGS",
    "PROCESSES",
    "QUESTIONS",
    "REQUIREMENTS",
    "SHEETS",
    "STEPS",
    "SheetKind",
    "fingerprint",
]

SheetKind = Literal["processes", "steps", "findings"]

DISPOSITIONS = get_args(Disposition)
YES_NO = ("yes", "no")


PROCESSES = (
    Column("process", "Process id", hidden=True),
    Column("then", "Disposition then", hidden=True),
    Column("name", "Process", 30),
    Column("customer", "For whom", 26),
    Column("owner", "Owner", 20),
    Column("importance", "Importance to customers, 1 to 5", 14),
    Column("importance_evidence", "Known how", 22),
    Column("steps", "Steps decided", 10),
    Column("findings", "Findings decided", 10),
    Column("gain", "Most a finding saves, hours a month", 14, number="#,##0"),
    Column("disposition", "Disposition", 14, fill_in=True, choices=DISPOSITIONS),
)

QUESTIONS = (
    Column("benefit", "What does it do for the customer?", 26),
    Column("slows", "Does it slow the process?", 18),
    Column("expected", "Would the customer expect that in return?", 16),
    Column("rival", "Does a competitor do it quicker with the same benefit?", 22),
    Column("without", "Can the benefit come without the step?", 22),
)
"""What is asked of every step."""

STEPS = (
    Column("process", "Process id", hidden=True),
    Column("step", "Step id", hidden=True),
    Column("then", "Disposition then", hidden=True),
    Column("told", "Answers then", hidden=True),
    Column("process_name", "Process", 20),
    Column("name", "Step", 26),
    Column("lane", "Who", 16),
    *QUESTIONS,
    Column("evidence", "Known how", 16),
    Column("findings", "Findings", 24),
    Column("disposition", "Disposition", 15, fill_in=True, choices=DISPOSITIONS),
)

FINDINGS = (
    Column("process", "Process id", hidden=True),
    Column("rule", "Rule id", hidden=True),
    Column("steps", "Step ids", hidden=True),
    Column("then", "Accepted then", hidden=True),
    Column("level", "Level", 11),
    Column("process_name", "Process", 20),
    Column("step_names", "Steps", 24),
    Column("message", "What looks redundant", 48),
    Column("evidence", "Rests on", 18),
    Column("suggest", "Suggests", 12),
    Column("gain", "Saves, hours a month", 12, number="#,##0"),
    Column("decided", "Decided", 14),
    Column("accepted", "Accepted", 12, fill_in=True, choices=YES_NO),
    Column("reason", "Reason to live with it", 34, fill_in=True),
    Column("by", "Who decided", 16, fill_in=True),
)

REQUIREMENTS = (
    Column("name", "Capability", 32),
    Column("group", "Group", 18),
    Column("must", "Must have", 11),
    Column("weight", "Weight", 10, number="0.0%"),
    Column("steps", "Planned steps", 10, number="0"),
    Column("when", "When", 14),
    Column("needed_by", "Needed by", 70),
)

SHEETS: Mapping[SheetKind, tuple[Column, ...]] = {
    "steps": STEPS,
    "processes": PROCESSES,
    "findings": FINDINGS,
}
"""The sheets that are read back; a sheet is the first of these whose columns it has."""


def fingerprint(text: str) -> str:
    """Return a mark by which a text is known again, whatever a spreadsheet did to its blanks.

    Examples
    --------
    >>> fingerprint("a  b ") == fingerprint("a b"), fingerprint("a") == fingerprint("b")
    (True, False)
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]
