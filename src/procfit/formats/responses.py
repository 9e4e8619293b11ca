"""A vendor's answers, read from its workbooks through the mapping that a person confirmed."""

from __future__ import annotations

from pathlib import Path

from procfit.model.errors import Problem
from procfit.model.vendor import Evaluation, Row, Vendor

__all__ = ["read_responses"]


def read_responses(
    vendor: Vendor, folder: Path, evaluation: Evaluation
) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return every row of the vendor's workbooks, and what is wrong with them."""
    return (), []
