"""Whether work that a split starts side by side is joined again inside a part of a map."""

from __future__ import annotations

from collections.abc import Iterable

from procfit.model.edit_basis import targets_of
from procfit.model.process import Step, View
from procfit.model.views import apply_to_be

__all__ = ["runs_apart"]


def runs_apart(steps: Iterable[Step], view: View) -> str:
    """Return the id of a split whose branches leave the steps, or end, without a join; else empty.

    A way is followed with the number of splits that it has passed more often than joins.
    """
    shown = {step.id: apply_to_be(step) if view == "to-be" else step for step in steps}
    splits = [step.id for step in shown.values() if step.kind in ("parallel", "inclusive")]
    return next((split for split in splits if _leaves_open(shown, split, len(splits))), "")


def _leaves_open(shown: dict[str, Step], split: str, deepest: int) -> bool:
    if len(shown[split].next) < 2:
        return False
    waiting = [(target, 1) for target in targets_of(shown[split].next)]
    seen = set(waiting)
    while waiting:
        name, depth = waiting.pop()
        if name not in shown or not shown[name].next:
            return True
        change = {"join": -1, "parallel": 1, "inclusive": 1}.get(shown[name].kind, 0)
        depth = min(depth + change, deepest)
        ahead = [(target, depth) for target in targets_of(shown[name].next)] if depth else []
        waiting += [state for state in ahead if state not in seen]
        seen.update(ahead)
    return False
