"""Weights as a document of plain lists and numbers, which other programs may rely on."""

from __future__ import annotations

from dataclasses import asdict
from math import fsum
from typing import Any

from procfit.fit.document import weight_entries
from procfit.fit.elicit.effects import Effects
from procfit.fit.weights import Weights
from procfit.model.portfolio import Portfolio
from procfit.model.vendor import Evaluation

__all__ = ["effects_document", "explained_document", "process_weights", "weights_document"]


def process_weights(weights: Weights) -> dict[str, float]:
    """Return what each process weighs, before any override; the heaviest first."""
    found = {part.process: part.process_weight for part in weights.contributions if part.process}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def weights_document(weights: Weights, portfolio: Portfolio, evaluation: Evaluation) -> dict[str, Any]:
    """Return the document of all weights; what is not assessed is None."""
    held = process_weights(weights)
    return {
        "weight_basis": evaluation.weight_basis,
        "equal_weights": weights.equal,
        "equal_because": weights.equal_because or None,
        "weights_rest_on": weights.rests_on,
        "processes": [
            {
                "process": name,
                "importance": process.importance,
                "importance_source": process.importance_source or None,
                "weight": held.get(name),
            }
            for name, process in portfolio.maps.items()
        ],
        "weights": weight_entries(weights),
        "left_out": [asdict(left) for left in weights.left_out],
        "not_assessed": [asdict(step) for step in weights.not_assessed],
        "unneeded": list(weights.unneeded),
    }


def explained_document(weights: Weights, capability: str) -> dict[str, Any]:
    """Return the document of one weight; `weight` is None where nothing gives it any."""
    parts = weights.of(capability)
    override = next((each for each in weights.overrides if each.capability == capability), None)
    return {
        "capability": capability,
        "weight": fsum(part.weight for part in parts) if parts else None,
        "equal_weights": weights.equal,
        "equal_because": weights.equal_because or None,
        "override": asdict(override) if override else None,
        "from": [asdict(part) for part in parts if part.process],
    }


def effects_document(effects: Effects) -> dict[str, Any]:
    """Return the document of what a judgment would change."""
    judgment, consistency = effects.elicited.judgment, effects.elicited.consistency
    return {
        "about": judgment.about,
        "method": judgment.method,
        "by": judgment.by,
        "date": judgment.date.isoformat() if judgment.date else None,
        "reason": judgment.reason or None,
        "consistency": {**asdict(consistency), "fine": consistency.fine} if consistency else None,
        "changes": [asdict(change) for change in effects.changes],
        "moved": effects.moved,
        "before": dict(effects.before.shares),
        "after": dict(effects.after.shares),
    }
