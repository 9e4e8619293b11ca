"""What ``procfit vendors import`` shows a person: how every table would be read, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from procfit.cli.output import paint, table
from procfit.diagrams.text_width import shorten, wrap
from procfit.formats.proposal import ProposedTable
from procfit.formats.proposal.said import columns_said, vendors_said
from procfit.model.text import item_key, visible
from procfit.workspace.vendor_prepared import Confirmed, Prepared, VendorChange

__all__ = ["print_prepared"]

WIDEST = 100
MOST_CODES, MOST_VENDORS, MOST_ROWS, MOST_CHANGES = 12, 6, 3, 40
_WORDS = {"changed": "changed", "remark": "remark changed", "appeared": "new", "vanished": "gone"}
_NARROW = {"text": 40, "answer": 20}


def print_prepared(prepared: Prepared, quiet: bool = False) -> None:
    """Print what was found in a workbook, at most 100 columns wide."""
    lines = _known(prepared) if prepared.known else _proposed(prepared, quiet)
    for line in lines:
        print(line)


def _proposed(prepared: Prepared, quiet: bool) -> Iterator[str]:
    tables = prepared.proposal.tables
    rows = sum(found.rows for found in tables)
    yield f"{_fit(prepared.file, 60)}: {_count(len(tables), 'table')}, {_count(rows, 'requirement')}"
    for found in tables:
        yield ""
        yield from _table(found, prepared, quiet)
    if tables:
        yield ""


def _table(found: ProposedTable, prepared: Prepared, quiet: bool) -> Iterator[str]:
    head = f"{_fit(found.sheet, 50)}!{found.area}"
    yield f"{paint(head, 'bold')}  {_count(found.rows, 'row')}, confidence {found.confidence:.2f}"
    yield from _fold("layout", _layout(found))
    yield from _fold("columns", " · ".join(columns_said(found)))
    yield from _fold(
        "answers", ", ".join(vendors_said(found, MOST_VENDORS, partial(_fit, most=40))) or "none found"
    )
    yield from _fold("codes", _codes(found.codes))
    yield from _fold("unknown", _unknown(found.unknown))
    if found.fill:
        yield from _fold("fill", "answer cells without text are read by their color")
    if found.blank:
        yield from _fold("blank", f'an empty cell means "{found.blank}"')
    if not quiet:
        for reason in found.reasons:
            yield from _fold("why", reason)
    yield from _sample(_rows_of(found, prepared))


def _layout(found: ProposedTable) -> str:
    word = "column" if found.layout == "columns" else "row"
    head = f"head in {word} {found.line(found.header)}" if found.header else "no head"
    return f"{found.layout}, {head}"


def _codes(codes: Mapping[str, str]) -> str:
    once: dict[str, tuple[str, str]] = {}
    for raw, code in codes.items():
        once.setdefault(item_key(raw), (raw, code))
    shown = [f'"{_fit(raw, 24)}" {code}' for raw, code in islice(once.values(), MOST_CODES)]
    left = len(once) - len(shown)
    return ", ".join([*shown, *([f"and {left} more"] if left else [])])


def _unknown(unknown: Mapping[str, int]) -> str:
    if not unknown:
        return ""
    often = sorted(unknown.items(), key=lambda item: -item[1])[:MOST_CODES]
    shown = [f'"{_fit(raw, 24)}" ({count})' for raw, count in often]
    left = len(unknown) - len(shown)
    more = [f"and {left} more"] if left else []
    return f"{', '.join([*shown, *more])}: not read until somebody says what they mean"


def _rows_of(found: ProposedTable, prepared: Prepared) -> list[Confirmed]:
    return [
        one
        for one in prepared.confirmed
        if (one.table.sheet, one.table.first, one.table.feature)
        == (found.sheet, found.line(found.first), found.slot(found.feature))
    ]


def _sample(confirmed: Sequence[Confirmed]) -> Iterator[str]:
    if not confirmed or not confirmed[0].rows:
        return
    rows = [
        [
            _fit(row.row, 14),
            _fit(row.text, _NARROW["text"]),
            _fit(row.raw, _NARROW["answer"]),
            row.code,
        ]
        for row in confirmed[0].rows[:MOST_ROWS]
    ]
    for line in table(["row", "requirement", "answer", "read as"], rows).splitlines():
        yield f"  {line}"


def _known(prepared: Prepared) -> Iterator[str]:
    vendors = ", ".join(dict.fromkeys(_fit(one.name, 40) for one in prepared.confirmed))
    rows = sum(len(one.rows) for one in prepared.confirmed)
    last = next((one.old.file for one in prepared.confirmed if one.old), "")
    how = (
        f"looks like a new version of {_fit(last, 40)}"
        if prepared.renamed
        else "read as confirmed before"
    )
    said = f"{_fit(prepared.file, 60)}: {how}, {_count(rows, 'row')} of {vendors}"
    yield from wrap(said, WIDEST, 3)
    for word in _WORDS:
        told = [change for change in prepared.changes if change.change.change == word]
        if told:
            yield ""
            yield paint(f"{_WORDS[word]}: {len(told)}", "bold")
            yield from (_change(change) for change in told[:MOST_CHANGES])
            if len(told) > MOST_CHANGES:
                yield f"  and {len(told) - MOST_CHANGES} more; --format json lists all"


def _change(told: VendorChange) -> str:
    change = told.change
    answers = [
        _fit(row.raw, 16) or "(empty)" for row in (change.before, change.after) if row is not None
    ]
    rests = f"  ({_fit(', '.join(told.capabilities), 24)})" if told.capabilities else ""
    line = f"  {_fit(change.row.row, 16)}  {_fit(change.row.text, 36)}  {' → '.join(answers)}{rests}"
    return shorten(line, WIDEST)


def _fold(label: str, text: str) -> Iterator[str]:
    if not text:
        return
    for number, line in enumerate(wrap(visible(text), WIDEST - 12, 12)):
        yield f"  {label if number == 0 else '':8}  {line}"


def _fit(text: str, most: int) -> str:
    return shorten(" ".join(visible(text).split()), most)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
