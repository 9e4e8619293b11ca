"""What a person says the texts of a vendor's workbook mean, put into what would be stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from procfit.formats.grid import CELL_BUDGET
from procfit.formats.proposal import ProposedTable
from procfit.formats.workbook import parse_workbook
from procfit.model.errors import Problem, UsageError
from procfit.model.scale import with_scores
from procfit.model.text import visible
from procfit.model.validate import did_you_mean
from procfit.workspace.folder import Workspace
from procfit.workspace.vendor_prepared import Confirmed, Prepared, grouped, read_table

__all__ = ["unknown_codes", "with_codes"]

UNREAD = "has no meaning yet"
"""What reading a table says of a text that nobody has explained."""


def unknown_codes(prepared: Prepared) -> dict[str, int]:
    """Return the texts that nobody has given a meaning, with how often they stand in the workbook."""
    found: dict[str, int] = {}
    for table in prepared.proposal.tables:
        for raw, many in table.unknown.items():
            found[raw] = found.get(raw, 0) + many
    return found


def with_codes(workspace: Workspace, prepared: Prepared, codes: Mapping[str, str]) -> Prepared:
    """Return what would be stored, with the meaning of some texts as a person says it.

    Parameters
    ----------
    workspace
        The workspace.
    prepared
        What would be stored.
    codes
        A code of the evaluation by raw text.

    Raises
    ------
    UsageError
        When a code is none of the evaluation's.
    """
    known = with_scores(workspace.evaluation, codes.values()).codes
    for code in codes.values():
        if code not in known:
            hint = did_you_mean(code, list(known)) or f"codes: {', '.join(known)}"
            raise UsageError(f'there is no code "{visible(code)}"', hint)
    tables = tuple(_told(table, codes) for table in prepared.proposal.tables)
    book = parse_workbook(prepared.content, str(prepared.source), CELL_BUDGET)
    confirmed: list[Confirmed] = []
    problems: list[Problem] = []
    for one in prepared.confirmed:
        own = _codes_of(prepared, one, codes)
        table = replace(one.table, codes={**one.table.codes, **own})
        evaluation = with_scores(workspace.evaluation, table.codes.values())
        rows, found = read_table(book, table, evaluation, one.name)
        confirmed.append(replace(one, table=table, rows=rows))
        problems += found
    # Reading again tells anew what has no meaning yet.
    kept = [problem for problem in prepared.problems if UNREAD not in problem.message]
    return replace(
        prepared,
        proposal=replace(prepared.proposal, tables=tables),
        confirmed=tuple(confirmed),
        problems=tuple(grouped([*kept, *problems])),
    )


def _told(table: ProposedTable, codes: Mapping[str, str]) -> ProposedTable:
    own = {raw: code for raw, code in codes.items() if raw in table.unknown}
    return replace(
        table,
        unknown={raw: many for raw, many in table.unknown.items() if raw not in own},
        codes={**table.codes, **own},
        own_codes={**table.own_codes, **own},
    )


def _codes_of(prepared: Prepared, one: Confirmed, codes: Mapping[str, str]) -> dict[str, str]:
    """Return the codes for texts that stand in the table of a mapping."""
    texts = {
        raw
        for table in prepared.proposal.tables
        if table.sheet == one.table.sheet
        for raw in table.unknown
    }
    return {raw: code for raw, code in codes.items() if raw in texts}
