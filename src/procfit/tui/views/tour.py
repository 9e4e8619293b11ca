"""What the tour says."""

from __future__ import annotations

from procfit.tui.screens.tour import Card

__all__ = ["CARDS"]

CARDS = (
    Card(
        "portfolio",
        "The screens",
        "The bar at the top has the screens. Press the number, or click the name. This is the portfolio: "
        "all processes with their figures. A dash means not assessed, never zero.",
        "top",
        "Portfolio",
    ),
    Card(
        "portfolio",
        "What can I do here?",
        "The bar at the bottom has the keys that work here and now. F1 explains them all. Ctrl+P finds "
        "anything by name: type a word of what you want. Esc always leads out.",
        "bottom",
        "Commands",
    ),
    Card(
        "map",
        "A process as a map",
        "A band for each lane, time from left to right. The arrow keys go from step to step. What the map "
        "says about the step stands at the side (i on a narrow screen).",
        "top",
        "Map",
    ),
    Card(
        "map",
        "Steps as fast as they are told",
        "a and a line: Call back @sales 5m/2h v3. That is the lane, work and waiting, and value for the "
        "customer. Enter goes on with the next step, Esc is done. e changes a step the same way.",
        "bottom",
        "Add step",
    ),
    Card(
        "map",
        "Nothing is lost",
        "u takes any change back and says which. Ctrl+S writes the files; until then nothing is written, "
        "and what is not saved comes back even after a power cut.",
    ),
    Card(
        "findings",
        "What looks redundant",
        "Every finding says why, what was checked, and what leaving the step out would save. Enter shows "
        "it on its map; there, w walks along the proof.",
        "top",
        "Findings",
    ),
    Card(
        "fit",
        "Which vendor fits",
        "The steps need capabilities, vendors answer for them, and customers' value weighs them. The line "
        "shows how sure a score is. When the lead is not safe, it says so.",
        "top",
        "Fit",
    ),
    Card(
        "portfolio",
        "Your turn",
        "n makes a new map, t starts from a template, I takes in BPMN, Excel or Mermaid. F10 changes "
        "colors and keys. F3 shows this tour again.",
        "bottom",
        "New map",
    ),
)
"""The cards in their order."""
