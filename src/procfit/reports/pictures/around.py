"""What is known around a map when it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from procfit.model.portfolio import Portfolio
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Answer, Evaluation, Vendor

__all__ = ["Around"]


@dataclass(frozen=True)
class Around:
    """All maps with what the team knows, and the vendors.

    Attributes
    ----------
    answers_of
        Returns the answers of a vendor by capability; asked by the styles that show answers alone.
    """

    portfolio: Portfolio
    vendors: Mapping[str, Vendor] = field(default_factory=dict)
    evaluation: Evaluation = DEFAULT_EVALUATION
    answers_of: Callable[[str], Mapping[str, Answer]] = field(default=lambda _: {})
