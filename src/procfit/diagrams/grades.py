"""How good an answer is, in four grades that differ by letter, tone and border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from procfit.diagrams.legend import SIGN_WIDTH
from procfit.diagrams.palette import BORDER, FAIR, GAP, GOOD, INK, MARK, PAPER, QUIET, SIZE_LABEL, WEAK
from procfit.diagrams.scene import Item, Shape
from procfit.diagrams.text_width import points

__all__ = ["GRADES", "NOT_ASSESSED", "Grade", "GradeName", "grade_of", "letter_box", "letter_sign"]

GradeName = Literal["good", "fair", "weak", "gap", "unknown"]
NOT_ASSESSED = "not assessed"
HEIGHT = 14.0


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade's tone, and whether it is a gap."""

    fill: str
    is_gap: bool = False


GRADES: Mapping[GradeName, Grade] = {
    "good": Grade(GOOD),
    "fair": Grade(FAIR),
    "weak": Grade(WEAK),
    "gap": Grade(GAP, is_gap=True),
    "unknown": Grade(PAPER),
}
_LEAST: tuple[tuple[float, GradeName], ...] = ((0.8, "good"), (0.45, "fair"), (0.15, "weak"))


def grade_of(utility: float | None) -> GradeName:
    """Return the grade of what an answer is worth; None is unknown, never a gap.

    Examples
    --------
    >>> grade_of(0.9), grade_of(0.6), grade_of(0.2), grade_of(0.0), grade_of(None)
    ('good', 'fair', 'weak', 'gap', 'unknown')
    """
    if utility is None:
        return "unknown"
    return next((name for least, name in _LEAST if utility >= least), "gap")


def letter_box(
    letter: str, utility: float | None, x: float, y: float, width: float = 0.0, title: str = ""
) -> Shape:
    """Return a letter in the tone of its grade; a gap has a thick border, the unknown a dashed one."""
    grade = GRADES[grade_of(utility)]
    needed = max(width, HEIGHT, points(letter, SIZE_LABEL, is_bold=True) + 6)
    return Shape(
        "box", x, y, needed, HEIGHT, (letter,), SIZE_LABEL, True, QUIET if utility is None else INK,
        grade.fill, MARK if grade.is_gap else QUIET if utility is None else BORDER,
        2.0 if grade.is_gap else 0.8, is_dashed=utility is None,
        classes=f"letter {grade_of(utility)}", title=title,
    )  # fmt: skip


def letter_sign(letter: str, utility: float | None, x: float, y: float) -> list[Item]:
    """Return a letter as a sign of the legend."""
    return [letter_box(letter, utility, x + SIGN_WIDTH / 2, y)]
