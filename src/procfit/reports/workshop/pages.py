"""The workshop pack as PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import partial
from importlib.resources import files
from typing import Any

from procfit.diagrams.pages import readable_pages
from procfit.diagrams.render import scene, scene_svg
from procfit.diagrams.scene import Scene
from procfit.diagrams.typeset import typeset
from procfit.model.process import View
from procfit.reports.workshop.content import Pack, ProcessPages
from procfit.reports.workshop.how_to_read import HOW_TO_READ, SIGNS

__all__ = ["pack_pdf"]

WIDTH, HEIGHT = 762.0, 388.0
"""The room for a picture on a page, in points."""

SMALLEST = 0.6
"""The scale down to which a picture is readable on paper: letters of six points."""


def pack_pdf(pack: Pack, language: str = "en") -> bytes:
    """Return the pack as PDF: A4 on its side, readable in black and white.

    Parameters
    ----------
    pack
        What stands in it.
    language
        The language of the maps, for breaking words.
    """
    drawn = {each.process.id: _drawn(each, pack.view) for each in pack.processes}
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
        "processes": [_content(each, len(drawn[each.process.id])) for each in pack.processes],
    }
    pictures = {
        _picture(each, number): scene_svg(page).encode()
        for each in pack.processes
        for number, page in enumerate(drawn[each.process.id])
    }
    template = (files("procfit.reports.workshop") / "pack.typ").read_text(encoding="utf-8")
    return typeset(template, content, pictures)


def _drawn(pages: ProcessPages, view: View) -> list[Scene]:
    """Return the picture of a process, on as many pages as it needs to be readable."""
    make = partial(scene, pages.process, "swimlane", view, pages.marks)
    return readable_pages(make, WIDTH, HEIGHT, SMALLEST)[0]


def _picture(pages: ProcessPages, number: int) -> str:
    return f"{pages.process.id}-{number}.svg"


def _content(pages: ProcessPages, pictures: int) -> dict[str, Any]:
    return {
        "name": pages.name,
        "promise": " — ".join(filter(None, (pages.customer, pages.outcome))),
        "about": pages.about,
        "pictures": [_picture(pages, number) for number in range(pictures)],
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
