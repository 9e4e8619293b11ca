"""How a vendor's workbook would be read, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from procfit.formats.proposal.parts import ProposedTable
from procfit.formats.proposal.said import columns_said, vendors_said
from procfit.model.text import item_key
from procfit.tui.signs import fitted, one_line
from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part, Tone
from procfit.workspace.vendor_prepared import Confirmed, Prepared

__all__ = ["workbook_parts"]

MOST_CODES, MOST_VENDORS, MOST_ROWS, MOST_CHANGES, MOST_NOTICES = 16, 12, 4, 60, 40
_WORDS = {"changed": "changed", "remark": "remark changed", "appeared": "new", "vanished": "gone"}
_SURE: tuple[tuple[float, str, Tone], ...] = (
    (0.8, "●●●", "good"),
    (0.5, "●●○", "fair"),
    (0.0, "●○○", "bad"),
)


def workbook_parts(prepared: Prepared) -> list[Part]:
    """Return a section per table: where it stands, how it would be read, and why."""
    tables = () if prepared.known else prepared.proposal.tables
    parts = [part for table in tables for part in _table(table, prepared)]
    if prepared.known:
        parts = list(_known(prepared))
    elif not tables:
        parts = [Paragraph("✗ no list of requirements was found", "bad")]
    elif not prepared.confirmed:
        parts.append(Paragraph("✗ whose answers stand where is not clear; say it with a", "bad"))
    problems = [*prepared.proposal.notices, *prepared.problems]
    if problems:
        parts.append(Heading("What was noticed"))
        whole, name = str(prepared.source), prepared.source.name
        told = [str(problem).replace(whole, name) for problem in problems]
        parts += [Paragraph(f"– {one_line(said)}") for said in told[:MOST_NOTICES]]
        parts += [Paragraph(more, "muted") for more in _more(len(told) - MOST_NOTICES)]
    return parts


def _table(found: ProposedTable, prepared: Prepared) -> Iterator[Part]:
    sign, tone = next((sign, tone) for least, sign, tone in _SURE if found.confidence >= least)
    yield Heading(f"{one_line(found.sheet)}!{found.area}   {found.rows:,} rows")
    yield Field("Sure", f"{sign} {found.confidence:.2f}", tone)
    yield Field("Lies", _lies(found))
    yield Field("Columns", " · ".join(columns_said(found)))
    yield Field("Answers", ", ".join(vendors_said(found, MOST_VENDORS, one_line)) or "none found")
    yield Field("Codes", _codes(found.codes) or "none known")
    if found.unknown:
        yield Field(
            "Unknown",
            f"{_unknown(found.unknown)}: not read until somebody says what they mean (c)",
            "fair",
        )
    if found.fill:
        yield Field("Colors", "answer cells without text are read by their color")
    if found.blank:
        yield Field("Empty cells", f'mean "{one_line(found.blank)}"')
    for number, reason in enumerate(found.reasons):
        yield Field("" if number else "Because", one_line(reason), "muted")
    for number, row in enumerate(_sample(found, prepared)):
        yield Field("" if number else "Such as", row)


def _lies(found: ProposedTable) -> str:
    turned = found.layout == "columns"
    word = "column" if turned else "row"
    how = {
        "rows": "a requirement in each row",
        "columns": "a requirement in each column",
        "code-columns": "a requirement in each row, a column to tick for each answer",
    }.get(found.layout, f"{found.layout}")
    return f"{how}; " + (f"the head in {word} {found.line(found.header)}" if found.header else "no head")


def _codes(codes: Mapping[str, str]) -> str:
    once: dict[str, tuple[str, str]] = {}
    for raw, code in codes.items():
        once.setdefault(item_key(raw), (raw, code))
    shown = [f'"{one_line(raw)}" {code}' for raw, code in islice(once.values(), MOST_CODES)]
    return ", ".join([*shown, *_more(len(once) - len(shown))])


def _unknown(unknown: Mapping[str, int]) -> str:
    often = sorted(unknown.items(), key=lambda item: -item[1])
    shown = [f'"{one_line(raw)}" ({many})' for raw, many in often[:MOST_CODES]]
    return ", ".join([*shown, *_more(len(often) - len(shown))])


def _more(left: int) -> Sequence[str]:
    return [f"and {left} more"] if left > 0 else []


def _sample(found: ProposedTable, prepared: Prepared) -> Iterator[str]:
    for one in prepared.confirmed:
        if (one.table.sheet, one.table.first) == (found.sheet, found.line(found.first)):
            for row in one.rows[:MOST_ROWS]:
                said = fitted(one_line(row.text), 44).rstrip()
                yield f"{said}: {one_line(row.raw) or '(empty)'} → {row.code}"
            return


def _known(prepared: Prepared) -> Iterator[Part]:
    vendors = ", ".join(dict.fromkeys(one_line(one.name) for one in prepared.confirmed))
    yield Heading("Looks like a new version" if prepared.renamed else "Read as confirmed before")
    yield Paragraph(f"{_rows(prepared.confirmed):,} rows of {vendors}")
    for word, label in _WORDS.items():
        told = [change for change in prepared.changes if change.change.change == word]
        if told:
            yield Heading(f"{label.capitalize()}: {len(told)}")
        for one in told[:MOST_CHANGES]:
            before, after = one.change.before, one.change.after
            answers = " → ".join(one_line(row.raw) or "(empty)" for row in (before, after) if row)
            yield Paragraph(
                f"{one_line(one.change.row.row)}  {one_line(one.change.row.text)}: {answers}"
            )
        for more in _more(len(told) - MOST_CHANGES):
            yield Paragraph(more, "muted")


def _rows(confirmed: Sequence[Confirmed]) -> int:
    return sum(len(one.rows) for one in confirmed)
