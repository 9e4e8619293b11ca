"""What the styles of pictures show besides the map: figures, findings and answers, as plain data."""

from __future__ import annotations

from procfit.reports.pictures.around import Around
from procfit.reports.pictures.facts import NEEDS_A_VENDOR, facts_of

__all__ = ["NEEDS_A_VENDOR", "Around", "facts_of"]
