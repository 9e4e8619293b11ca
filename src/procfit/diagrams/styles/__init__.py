"""One module per style of picture; each has a function ``scene`` that takes what is wanted.

What a style shows besides the map (figures, findings, answers) it is given as plain data, in a frozen
dataclass of its own; without it the picture says that it is not assessed.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["STYLES", "WHOLE"]

STYLES: Mapping[str, str] = {
    name: f"procfit.diagrams.styles.{name}"
    for name in (
        "swimlane",
        "value",
        "findings",
        "change",
        "blueprint",
        "journey",
        "fit",
        "capabilities",
        "portfolio",
    )
}
"""The module of each style; it has a function ``scene``."""

WHOLE = frozenset({"portfolio"})
"""The styles that show a whole workspace in one picture."""
