"""What a workshop pack says about itself: signs, figures, and what to do with them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["HOW_TO_READ", "SIGNS"]

SIGNS = "≥ at least: a part is not assessed.   ≈ the ratio of the known parts.   – not assessed."

HOW_TO_READ: Mapping[str, tuple[str, ...]] = {
    "The picture": (
        "Lanes are rows: who does the work. Time runs from left to right. The thick line is the usual way.",
        "A letter on a step: something looks redundant there; the same letter stands at the finding.",
        "A number in a circle: the flow goes on at the same number in the next strip.",
    ),
    "The figures": (
        "All figures are those of an average case. Unknown is never counted as zero: it is not assessed.",
        SIGNS,
        "Flow efficiency is the share of the lead time in which somebody works.",
        "Customer value counts what each step gives the customer, 0 to 5, by how many cases reach it.",
    ),
    "The findings": (
        "A rule says which steps look redundant, and proves it: the way a case takes until then.",
        "It rests on what was measured, on what was asked, or on assumptions: ask before you decide on one.",
        "A finding is a question to the people who do the work, not a verdict.",
    ),
    "The five questions": (
        "Go step by step. Write what you hear beside what is known; correct what is wrong.",
        "Then tick what becomes of the step: keep it, modify it, discard it, or add one.",
        "A benefit that nobody can name in the customer's words is a reason to discard.",
    ),
    "Afterwards": (
        "Type the answers into the answer sheet: procfit report -o answers.xlsx",
        "Take them back into the maps: procfit review --answers answers.xlsx",
    ),
}
"""What to know, under headings."""
