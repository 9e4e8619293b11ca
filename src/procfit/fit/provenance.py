"""Where each answer comes from, as a document that other programs may rely on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from procfit.fit.answers import RowIndex
from procfit.model.vendor import Answer, Link, LinkNote, Row, Vendor

__all__ = ["answer_entries", "link_entry", "row_entries"]

ORIGIN = (
    "vendor",
    "capability",
    "code",
    "raw",
    "file",
    "sheet",
    "cell",
    "text",
    "comment",
    "evidence",
    "rule",
    "confirmed_by",
    "low",
    "mid",
    "high",
    "evaluators",
    "used",
    "searched",
)


def answer_entries(
    vendor: Vendor, rows: Sequence[Row], answers: Iterable[Answer], contents: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return each answer with its whole origin, and every row it is linked to.

    Parameters
    ----------
    vendor
        The vendor with its links.
    rows
        What was read from its workbooks.
    answers
        Its answers.
    contents
        The SHA-256 of each workbook as it is now, by file.
    """
    index = RowIndex.of(rows)
    return [_answer(answer, vendor, index, contents) for answer in answers]


def row_entries(vendor: Vendor, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return every row read from the vendor's workbooks, with the capabilities that it answers."""
    linked = RowIndex.of(rows).linked(vendor.links)
    return [{**_row(row), "capabilities": linked.get(row, [])} for row in rows]


def _answer(
    answer: Answer, vendor: Vendor, index: RowIndex, contents: Mapping[str, str]
) -> dict[str, Any]:
    links = vendor.links.get(answer.capability, ())
    entry: dict[str, Any] = {name: getattr(answer, name) for name in ORIGIN}
    return {
        **entry,
        "evaluators": dict(answer.evaluators),
        "date": answer.date.isoformat() if answer.date else None,
        "sha256": contents.get(answer.file),
        "proof": answer.proof,
        "rows": [_linked(link, index) for link in links],
        "link": link_entry(vendor, answer.capability),
        "extra_prices": [
            {
                "amount": list(extra.amount),
                "per": extra.per,
                "file": extra.file or None,
                "sheet": extra.sheet or None,
                "cell": extra.cell or None,
                "date": extra.date.isoformat() if extra.date else None,
            }
            for extra in vendor.price.extra
            if extra.capability == answer.capability
        ],
    }


def link_entry(vendor: Vendor, capability: str) -> dict[str, Any] | None:
    """Return who linked a capability and which of its rows counts; None where nobody has linked it."""
    if capability not in vendor.links:
        return None
    note = vendor.link_notes.get(capability, LinkNote())
    return {
        "counts": note.counts or "worst",
        "by": note.by,
        "reason": note.reason,
        "date": note.date.isoformat() if note.date else None,
    }


def _linked(link: Link, index: RowIndex) -> dict[str, Any]:
    row = index.find(link)
    return _row(row) if row else {"row": link.row, "text": link.text, "file": None}


def _row(row: Row) -> dict[str, Any]:
    return {
        "row": row.row,
        "group": row.group,
        "text": row.text,
        "code": row.code,
        "raw": row.raw,
        "file": row.file,
        "sheet": row.sheet,
        "cell": row.cell,
        "rule": row.rule,
        "comment": row.comment,
        "proof": row.proof,
    }
