"""Equal weights, where the maps say nothing of value: taken for want of better, and always marked.

Maps that were just imported have neither importance nor values. Weighing nothing would then hide all
answers; weighing everything alike shows them, but must not be taken for what customers value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from procfit.fit.contributions import Contribution

__all__ = ["EQUAL_BY_STEP", "EQUAL_EACH", "equal_contributions"]

EQUAL_BY_STEP = (
    "EQUAL WEIGHTS, not what customers value: no step with a value lies in a process with an importance, so "
    "every process counts the same, and within it every step that needs something"
)
EQUAL_EACH = (
    "EQUAL WEIGHTS, not what customers value: no step says what it needs, so every capability counts "
    "the same"
)


def equal_contributions(
    steps: Collection[tuple[str, str, Mapping[str, float]]], capabilities: Collection[str]
) -> tuple[tuple[Contribution, ...], str]:
    """Return equal contributions, and the statement that must stand wherever they are shown.

    Parameters
    ----------
    steps
        Process, step, and how its needs share it, for every step that needs something.
    capabilities
        What counts where no step needs anything.

    Examples
    --------
    >>> parts, why = equal_contributions([("p", "s", {"a": 1.0}), ("q", "t", {"b": 1.0})], ["a", "b"])
    >>> [(part.capability, part.weight) for part in parts]
    [('a', 0.5), ('b', 0.5)]
    """
    if not steps:
        share = 1 / len(capabilities) if capabilities else 0.0
        each = tuple(Contribution("", "", name, 0.0, 0.0, 0.0, share) for name in capabilities)
        return each, EQUAL_EACH if each else ""
    counts: dict[str, int] = {}
    for process, _, _ in steps:
        counts[process] = counts.get(process, 0) + 1
    whole = Contribution("", "", "", 1 / len(counts), 0.0, 0.0, 0.0)
    parts = [
        replace(
            whole,
            process=process,
            step=step,
            capability=name,
            step_share=1 / counts[process],
            need_share=share,
            weight=whole.process_weight / counts[process] * share,
        )
        for process, step, needs in steps
        for name, share in needs.items()
        if share > 0
    ]
    return tuple(parts), EQUAL_BY_STEP
