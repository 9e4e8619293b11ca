"""What ``procfit vendors import`` tells other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from procfit.cli.output import problem_entry
from procfit.formats.proposal import ProposedTable
from procfit.model.text import visible
from procfit.model.vendor import Row
from procfit.workspace.vendor_prepared import Confirmed, Prepared, VendorChange

__all__ = ["document"]


def document(prepared: Prepared) -> dict[str, Any]:
    """Return the tables, the number of rows in them, what changed, and the notices."""
    tables = [_proposed(table) for table in prepared.proposal.tables]
    if prepared.known:
        tables = [_known(one) for one in prepared.confirmed]
    return {
        "file": prepared.file,
        "tables": tables,
        "rows": sum(table["rows"] for table in tables),
        "changes": [_change(told) for told in prepared.changes],
        "notices": [
            problem_entry(problem) for problem in (*prepared.proposal.notices, *prepared.problems)
        ],
    }


def _proposed(table: ProposedTable) -> dict[str, Any]:
    vendors = table.vendors
    slots = list(table.code_slots.values())
    ticked = f"{table.slot(min(slots))}:{table.slot(max(slots))}" if slots else ""
    return {
        "file": table.file,
        "sheet": table.sheet,
        "layout": table.layout,
        "header": _number(table.line(table.header)),
        "first": _number(table.line(table.first)),
        "last": _number(table.line(table.last)),
        "columns": {
            "id": _number(table.slot(table.id)),
            "group": _number(table.slot(table.group)),
            "feature": _number(table.slot(table.feature)),
            "comment": _number(table.slot(vendors[0].comment)) if vendors else "",
            "vendor": _number(table.slot(table.vendor)),
            "answers": {visible(one.name): ticked or _number(table.slot(one.answer)) for one in vendors},
            "comments": {
                visible(one.name): _number(table.slot(one.comment)) for one in vendors if one.comment
            },
            "proofs": {
                visible(one.name): _number(table.slot(one.proof)) for one in vendors if one.proof
            },
            "codes": {code: _number(table.slot(slot)) for code, slot in table.code_slots.items()},
        },
        "codes": _visible(table.codes),
        "unknown_codes": [visible(raw) for raw in table.unknown],
        "blank": table.blank,
        "fill": table.fill,
        "rows": table.rows,
        "reasons": [visible(reason) for reason in table.reasons],
        "confidence": table.confidence,
    }


def _known(one: Confirmed) -> dict[str, Any]:
    table = one.table
    return {
        "file": table.file,
        "sheet": table.sheet,
        "layout": table.layout,
        "header": _number(table.header),
        "first": _number(table.first),
        "last": _number(table.last),
        "columns": {
            "id": _number(table.id),
            "group": _number(table.group),
            "feature": _number(table.feature),
            "comment": _number(table.comment),
            "vendor": _number(table.vendor),
            "answers": {visible(one.name): _number(table.answer) or ":".join(table.answers.values())},
            "comments": {visible(one.name): _number(table.comment)} if table.comment else {},
            "proofs": {visible(one.name): _number(table.proof)} if table.proof else {},
            "codes": dict(table.answers),
        },
        "codes": _visible({row.raw.strip(): row.code for row in one.rows if row.code != "unreadable"}),
        "unknown_codes": _unread(one),
        "blank": table.blank,
        "fill": table.fill,
        "rows": len(one.rows),
        "reasons": [f"confirmed before{f' by {table.confirmed_by}' if table.confirmed_by else ''}"],
        "confidence": 1.0,
    }


def _unread(one: Confirmed) -> list[str]:
    return list(dict.fromkeys(row.raw.strip() for row in one.rows if row.code == "unreadable"))


def _change(told: VendorChange) -> dict[str, Any]:
    change = told.change
    before, after = change.before, change.after
    return {
        "vendor": told.vendor,
        "change": change.change,
        "row": change.row.row,
        "text": change.row.text,
        "sheet": change.row.sheet,
        "cell": change.row.cell if after else "",
        "before": _said(before),
        "after": _said(after),
        "capabilities": list(told.capabilities),
    }


def _said(row: Row | None) -> dict[str, str] | None:
    if row is None:
        return None
    return {"raw": row.raw, "code": row.code, "comment": row.comment, "proof": row.proof}


def _visible(codes: Mapping[str, str]) -> dict[str, str]:
    pairs: Iterable[tuple[str, str]] = ((visible(raw), code) for raw, code in codes.items() if raw)
    return dict(pairs)


def _number(name: str) -> int | str:
    return int(name) if name.isdecimal() else name
