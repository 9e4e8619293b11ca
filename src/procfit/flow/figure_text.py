"""Figures of the catalog as the command line says them: in the words of every page."""

from __future__ import annotations

from procfit.reports.figure_words import amount, bound, change, figure, is_told

__all__ = ["amount", "bound", "change", "figure", "is_told"]
