"""How much of what is required a vendor has answered at all."""

from __future__ import annotations

from collections.abc import Mapping

from procfit.fit.answers import is_silent
from procfit.model.vendor import Answer

__all__ = ["coverage"]


def coverage(weights: Mapping[str, float], answers: Mapping[str, Answer]) -> float:
    """Return the share of the requirements' weight with an answer that is not blank or unreadable."""
    total = sum(weights.values())
    if not total:
        return 0.0
    answered = sum(weight for name, weight in weights.items() if not is_silent(answers[name]))
    return answered / total
