"""Which vendors offer a capability without programming."""

from __future__ import annotations

from collections.abc import Mapping

from procfit.fit.answers import answers_of, is_silent
from procfit.model.vendor import Evaluation, EvaluatorScores, Row, Vendor

__all__ = ["OFFERED", "offering"]

OFFERED = frozenset({"standard", "configuration"})
"""The codes of what is there at once."""


def offering(
    capability: str,
    vendors: Mapping[str, Vendor],
    scores: Mapping[str, EvaluatorScores],
    evaluation: Evaluation,
    rows: Mapping[str, tuple[Row, ...]] | None = None,
) -> tuple[str, ...] | None:
    """Return the names of the vendors that offer a capability as standard or by configuration.

    Parameters
    ----------
    capability
        Its id.
    vendors, scores, evaluation
        Who answered, what the evaluators scored, and the scale.
    rows
        What was read from the workbooks; without it only what was agreed or scored counts.

    Returns
    -------
    tuple or None
        None where no vendor has answered.
    """
    answers = {
        name: answers_of(vendor, (rows or {}).get(name, ()), scores, evaluation, [capability])[
            capability
        ]
        for name, vendor in vendors.items()
    }
    told = {name: answer for name, answer in answers.items() if not is_silent(answer)}
    if not told:
        return None
    return tuple(vendors[name].name for name, answer in told.items() if answer.code in OFFERED)
