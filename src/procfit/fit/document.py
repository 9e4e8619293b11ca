"""A fit as a document of plain lists and numbers, which other programs may rely on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from procfit.fit.decide import DecidingCell
from procfit.fit.drawn.document import chances_document
from procfit.fit.exact.entries import cell_entry, sureness
from procfit.fit.score import Standing

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.weights import Weights

__all__ = ["as_document", "ranking_entries", "weight_entries"]


def as_document(fit: Fit) -> dict[str, Any]:
    """Return the document of a fit; what was not calculated is None."""
    weights = fit.weights
    return {
        "weights": weight_entries(weights),
        "weights_rest_on": weights.rests_on,
        "equal_weights": weights.equal,
        "equal_because": weights.equal_because or None,
        "left_out": [asdict(left) for left in weights.left_out],
        "not_assessed": [asdict(step) for step in weights.not_assessed],
        "unneeded": list(weights.unneeded),
        "ranking": ranking_entries(fit),
        "decided": fit.decided,
        "why": fit.verdict.why,
        "relaxing": asdict(fit.relaxing) if fit.relaxing else None,
        "flip": _flip(fit),
        "deciding_cells": [{**_cell(cell), **cell_entry(fit, cell)} for cell in fit.verdict.cells],
        **sureness(fit),
        "smaa": chances_document(fit.chances, fit.weights.shares),
        "group": fit.group.to_dict(),
        "cost": None,
    }


def ranking_entries(fit: Fit) -> list[dict[str, Any]]:
    """Return the vendors in order with their scores, gates and chances."""
    return [_standing(fit, standing) for standing in fit.standings]


def weight_entries(weights: Weights) -> list[dict[str, Any]]:
    """Return every weight with the steps it comes from, and the override where there is one."""
    overrides = {override.capability: override for override in weights.overrides}
    described = []
    for capability, weight in weights.shares.items():
        sources = [
            {"process": part.process, "step": part.step, "share": part.weight}
            for part in weights.of(capability)
            if part.process
        ]
        entry: dict[str, Any] = {"capability": capability, "weight": weight, "from": sources}
        if capability in overrides:
            entry["override"] = {
                "from_maps": overrides[capability].from_maps,
                "reason": overrides[capability].reason,
            }
        described.append(entry)
    return described


def _standing(fit: Fit, standing: Standing) -> dict[str, Any]:
    vendor = standing.vendor
    worst = fit.worst_step(vendor)
    scored = bool(fit.weights.shares)
    ranks = fit.chances.ranks.get(vendor)
    return {
        "vendor": vendor,
        "rank": standing.rank,
        "low": standing.score.low if scored else None,
        "score": standing.score.mid if scored else None,
        "high": standing.score.high if scored else None,
        "gate": fit.gate(vendor),
        "gates": [asdict(gate) for gate in fit.gates[vendor]],
        "p_rank": list(ranks) if ranks else None,
        "p_rank_error": [fit.chances.error(share) for share in ranks] if ranks else None,
        "coverage": fit.coverage[vendor],
        "worst_step": asdict(worst) if worst else None,
    }


def _flip(fit: Fit) -> dict[str, Any] | None:
    found = fit.verdict.flip
    if found is None:
        return None
    return {
        "distance": found.distance,
        "vendor": found.challenger,
        "capability": found.capability or None,
        "from": [{"capability": name, "share": share} for name, share in found.taken],
    }


def _cell(cell: DecidingCell) -> dict[str, Any]:
    answer = cell.answer
    return {
        "vendor": answer.vendor,
        "capability": answer.capability,
        "why": cell.why,
        "weight": cell.weight,
        "swing": cell.swing,
        "code": answer.code,
        "low": answer.low,
        "high": answer.high,
        "evidence": answer.evidence,
        "file": answer.file,
        "sheet": answer.sheet,
        "cell": answer.cell,
        "rule": answer.rule,
    }
