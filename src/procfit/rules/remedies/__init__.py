"""Maps with a suggestion carried out, so that what it saves is measured: a map in, a map out."""

from __future__ import annotations

from procfit.rules.remedies.easing import done_in, done_without_work, without_waiting
from procfit.rules.remedies.one_contact import in_one_contact
from procfit.rules.remedies.reordering import (
    all_through,
    in_order,
    side_by_side,
    without_twins_after,
    without_twins_before,
)

__all__ = [
    "all_through",
    "done_in",
    "done_without_work",
    "in_one_contact",
    "in_order",
    "side_by_side",
    "without_twins_after",
    "without_twins_before",
    "without_waiting",
]
