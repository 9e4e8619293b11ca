"""One answer with its origin, as ``procfit fit --explain`` and ``procfit vendors show`` print it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from procfit.model.text import visible
from procfit.model.vendor import Answer, Evidence, LinkNote, Per, Range, Vendor

__all__ = [
    "MARKS",
    "PER",
    "amount_text",
    "answer_lines",
    "counts_text",
    "extra_lines",
    "linked_by",
    "offer_text",
    "place_of",
    "short_place",
]

PER: Mapping[Per, str] = {"once": "once", "year": "a year", "user-month": "a user and month"}
"""How often a price is due, in words."""

_ADDRESS = re.compile(r"://|\bwww\.|\.(?:pdf|html?|docx?|md)\b", re.IGNORECASE)
"""What tells an address or a document from any other offer."""

MARKS = {"evaluators": ("*", "scored by evaluators"), "agreed": ("+", "agreed by the committee")}
"""What counts instead of a cell: its mark, and what that means."""


def place_of(answer: Answer) -> str:
    """Return the file, sheet and cell of an answer, and what counts instead."""
    if answer.cell:
        place = visible(f"{answer.file} {answer.sheet}!{answer.cell}")
        return place if answer.used == "workbook" else f"{answer.used} (workbook: {place})"
    if answer.used != "none":
        return answer.used
    return "searched, no row" if answer.searched else "not linked"


def short_place(answer: Answer) -> str:
    """Return sheet and cell of an answer, marked where something else counts: see `MARKS`."""
    if not answer.cell:
        return place_of(answer)
    return f"{answer.sheet}!{answer.cell}{MARKS.get(answer.used, ('', ''))[0]}"


def answer_lines(answer: Answer) -> Iterator[str]:
    """Yield what was answered, where it stands, how it was read, and who stands for it."""
    yield f"  answer   {answer.code}, worth {answer.mid:.2f} ({answer.low:.2f}–{answer.high:.2f})"
    yield f"  from     {place_of(answer)}"
    since = f", {answer.date}" if answer.date else ""
    details: Mapping[str, str] = {
        "row": answer.text,
        "raw": answer.raw,
        "read": answer.rule,
        "comment": answer.comment,
        "evidence": answer.evidence or "",
        "proof": offer_text(answer.proof, answer.evidence),
        "by": answer.confirmed_by and f"{answer.confirmed_by}{since}",
        "scores": ", ".join(f"{who}: {code}" for who, code in answer.evaluators.items()),
    }
    for label, text in details.items():
        if text:
            yield f"  {label:8} {visible(text)}"


def offer_text(proof: str, evidence: Evidence | None) -> str:
    """Return what a vendor offers as proof, and that a claim stays one until a person has looked.

    Examples
    --------
    >>> offer_text("https://docs.alder.example/leads", "claimed")
    'the vendor says it is documented at https://docs.alder.example/leads; nobody has confirmed it yet'
    >>> offer_text("live demo", "demonstrated")
    'the vendor offers: live demo'
    """
    if not proof:
        return ""
    says = "says it is documented at" if _ADDRESS.search(proof) else "offers:"
    doubt = "; nobody has confirmed it yet" if evidence in (None, "claimed") else ""
    return f"the vendor {says} {' '.join(proof.split())}{doubt}"


def linked_by(vendor: Vendor, capability: str) -> Iterator[str]:
    """Yield who linked a capability to its rows and when, where that is known."""
    note = vendor.link_notes.get(capability, LinkNote())
    if note.by or note.date:
        since = str(note.date) if note.date else ""
        yield visible(f"  linked   {', '.join(filter(None, (note.by, since)))}")


def counts_text(vendor: Vendor, capability: str) -> str:
    """Return which of several rows counts, and who decided that."""
    from procfit.fit.answers import decision

    note = vendor.link_notes.get(capability, LinkNote())
    return f"the {note.counts or 'worst'} counts{f', {decision(note)}' if note.counts else ''}"


def amount_text(amount: Range | None) -> str:
    """Return an amount in full, "none" where there is none.

    Examples
    --------
    >>> amount_text((900.0, 900.0, 1200.5))
    '900–1,200.5'
    """
    if amount is None:
        return "none"
    return "–".join(dict.fromkeys(f"{part:,.10g}" for part in amount))


def extra_lines(vendor: Vendor, capability: str) -> Iterator[str]:
    """Yield what a capability costs on top, and where the vendor said so."""
    for extra in vendor.price.extra:
        if extra.capability == capability:
            place = f"{extra.file} {extra.sheet}!{extra.cell}" if extra.cell else "written by hand"
            yield visible(f"  extra    {amount_text(extra.amount)} {PER[extra.per]} ({place})")
