"""The columns of the review workbook: what writing and reading it agree on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from procfit.model.process import Disposition
from procfit.reports.tables import Column

__all__ = [
    "ANSWERS",
    "DISPOSITIONS",
    "FIELDS",
    "FINDINGS",
    "PROCESSES",
    "QUESTIONS",
    "REQUIREMENTS",
    "SHEETS",
    "STEPS",
    "SheetKind",
]

SheetKind = Literal["processes", "steps", "findings", "answers"]

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
    Column("benefit", "What does it do for the customer?", 26, fill_in=True),
    Column("slows", "Does it slow the process?", 18, fill_in=True),
    Column("expected", "Would the customer expect that in return?", 16, fill_in=True),
    Column("rival", "Does a competitor do it quicker with the same benefit?", 22, fill_in=True),
    Column("without", "Can the benefit come without the step?", 22, fill_in=True),
)
"""What is asked of every step."""

FIELDS = (
    Column(
        "value", "Value for the customer, 0 to 5", 12, fill_in=True, choices=tuple("012345"), number="0"
    ),
    Column("benefit", "What does it do for the customer?", 30, fill_in=True),
    Column("expected", "Would the customer expect that in return?", 15, fill_in=True, choices=YES_NO),
    Column("source", "Who says so", 22, fill_in=True),
    Column("work", "Work (5 min, 2 h)", 13, fill_in=True),
    Column("wait", "Waiting (5 min, 2 h)", 13, fill_in=True),
    Column("rival_who", "Who does it quicker", 20, fill_in=True),
    Column("rival_time", "Their time", 11, fill_in=True),
    Column("rival_same", "Same benefit there", 11, fill_in=True, choices=YES_NO),
    Column("rival_source", "How that is known", 20, fill_in=True),
    Column("without_how", "How the benefit could come without the step", 26, fill_in=True),
    Column("without_capability", "With which capability (id)", 16, fill_in=True),
)
"""What the answer sheet asks of every step, a cell for each field."""

ANSWERS = (
    Column("process", "Process id", hidden=True),
    Column("step", "Step id", hidden=True),
    Column("then", "Disposition then", hidden=True),
    Column("told", "Fields then", hidden=True),
    Column("process_name", "Process", 18),
    Column("name", "Step", 24),
    Column("lane", "Who", 15),
    *FIELDS,
    Column("disposition", "Disposition", 13, fill_in=True, choices=DISPOSITIONS),
)

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
    "answers": ANSWERS,
    "steps": STEPS,
    "processes": PROCESSES,
    "findings": FINDINGS,
}
"""The sheets that are read back; a sheet is the first of these whose columns it has."""
