"""The workshop pack as PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from procfit.diagrams import svg
from procfit.diagrams.typeset import typeset
from procfit.reports.workshop.content import Pack, ProcessPages
from procfit.reports.workshop.how_to_read import HOW_TO_READ, SIGNS

__all__ = ["pack_pdf"]

PICTURE_RATIO = 269 / 132
"""Width through height of the room for a picture on a page."""


def pack_pdf(pack: Pack, language: str = "en") -> bytes:
    """Return the pack as PDF: A4 on its side, readable in black and white.

    Parameters
    ----------
    pack
        What stands in it.
    language
        The language of the maps, for breaking words.
    """
    content = {
        "title": pack.title,
        "made": pack.made.isoformat(),
        "by": pack.by,
        "view": pack.view,
        "language": language,
        "questions": pack.questions,
        "how": [{"heading": heading, "lines": lines} for heading, lines in HOW_TO_READ.items()],
        "signs": SIGNS,
        "portfolio": asdict(pack.portfolio),
        "processes": [_content(each) for each in pack.processes],
    }
    pictures = {
        _picture(each): svg(each.process, view=pack.view, marks=each.marks, ratio=PICTURE_RATIO).encode()
        for each in pack.processes
    }
    template = (files("procfit.reports.workshop") / "pack.typ").read_text(encoding="utf-8")
    return typeset(template, content, pictures)


def _picture(pages: ProcessPages) -> str:
    return f"{pages.process.id}.svg"


def _content(pages: ProcessPages) -> dict[str, Any]:
    return {
        "name": pages.name,
        "promise": " — ".join(filter(None, (pages.customer, pages.outcome))),
        "about": pages.about,
        "picture": _picture(pages),
        "figures": asdict(pages.figures),
        "gaps": pages.gaps,
        "findings": [asdict(each) for each in pages.findings],
        "accepted": pages.accepted,
        "steps": [asdict(each) for each in pages.steps],
        "changes": list(_changes(pages.changes)),
        "effects": asdict(pages.effects) if pages.effects else None,
    }


def _changes(changes: Mapping[str, Iterable[str]]) -> Iterable[dict[str, Any]]:
    """Yield the changes with how far each line stands in."""
    for heading, lines in changes.items():
        parts = [{"text": line.strip(), "indent": len(line) - len(line.lstrip())} for line in lines]
        yield {"heading": heading, "lines": parts}
