"""The drawing of a map for the screen, with its findings marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from procfit.diagrams.canvas_text import TextDrawing, Zoom, render_text
from procfit.diagrams.layout import MOST_STEPS, layout
from procfit.model.finding import Finding
from procfit.model.process import ProcessMap

__all__ = ["drawing_of", "finding_letter", "marks_of", "why_not_drawn"]

MOST_LETTERS = 3


def finding_letter(place: int) -> str:
    """Return the letter of a finding among those of its map.

    Examples
    --------
    >>> finding_letter(0), finding_letter(27)
    ('a', 'b2')
    """
    round_, letter = divmod(place, len(ascii_lowercase))
    return ascii_lowercase[letter] + (str(round_ + 1) if round_ else "")


def marks_of(findings: Sequence[Finding]) -> dict[str, str]:
    """Return a mark for each step with findings: ⚠ (○ for notes) and letters; accepted ones only ``✓``."""
    letters: dict[str, list[str]] = {}
    accepted: dict[str, str] = {}
    for place, finding in enumerate(findings):
        for step in finding.steps:
            if finding.accepted:
                accepted[step] = "✓"
            else:
                letters.setdefault(step, []).append(finding_letter(place))
    serious = {
        step
        for found in findings
        if found.level != "note" and not found.accepted
        for step in found.steps
    }
    return accepted | {
        step: f"{'⚠' if step in serious else '○'} {_shortened(found)}" for step, found in letters.items()
    }


def _shortened(letters: list[str]) -> str:
    return "".join(letters[:MOST_LETTERS]) + ("+" if len(letters) > MOST_LETTERS else "")


def why_not_drawn(process: ProcessMap) -> str:
    """Return why a map has no drawing, or nothing when it has one."""
    count = len(process.steps)
    return (
        f"It has {count:,} steps; no more than {MOST_STEPS:,} are drawn." if count > MOST_STEPS else ""
    )


def drawing_of(
    process: ProcessMap, zoom: Zoom, marks: Mapping[str, str], plans: Mapping[str, str] | None = None
) -> TextDrawing:
    """Return the drawing of a view of a map; its layout is made once, and the last drawing is kept."""
    known: dict[str, Any] = vars(process).setdefault("_screen_layout", {})
    if "layout" not in known:
        known["layout"] = layout(process)
    wanted = (zoom, dict(marks), dict(plans or {}))
    if known.get("wanted") != wanted:
        known["drawing"] = render_text(known["layout"], process, zoom, marks, plans)
        known["wanted"] = wanted
    drawing: TextDrawing = known["drawing"]
    return drawing
