"""How sure the order is, as a document of plain lists and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procfit.fit.drawn.chances import Central, Chances

__all__ = ["chances_document"]


def chances_document(chances: Chances, weights: Mapping[str, float]) -> dict[str, Any] | None:
    """Return what was found by drawing, every probability with its standard error; None without draws.

    Parameters
    ----------
    chances
        What was found.
    weights
        Capability to the weight that was elicited, which stands beside what a vendor would need.
    """
    if not chances.draws:
        return None
    return {
        "draws": chances.draws,
        "kappa": chances.kappa,
        "pairwise": [
            {"vendor": vendor, "ahead_of": other, **_sure(chances, share)}
            for vendor, others in chances.pairwise.items()
            for other, share in others.items()
        ],
        "central_weights": [
            _central(vendor, central, weights) for vendor, central in chances.central.items()
        ],
        "confidence": [
            {"vendor": vendor, **_sure(chances, central.confidence)}
            for vendor, central in chances.central.items()
        ],
        "only_weights": _firsts(chances, chances.only_weights),
        "only_answers": _firsts(chances, chances.only_answers),
        "flat": {
            "meaning": "if nothing were known of the weights",
            "ranking": [
                {
                    "vendor": vendor,
                    "p_rank": list(ranks),
                    "p_rank_error": [chances.error(share) for share in ranks],
                }
                for vendor, ranks in chances.flat.items()
            ],
        },
    }


def _central(vendor: str, central: Central, weights: Mapping[str, float]) -> dict[str, Any]:
    return {
        "vendor": vendor,
        "draws_won": central.draws,
        "processes": [
            {"process": process or None, "weight": weight}
            for process, weight in central.processes.items()
        ],
        "capabilities": [
            {"capability": name, "weight": weight, "elicited": weights[name]}
            for name, weight in central.capabilities.items()
        ],
    }


def _firsts(chances: Chances, firsts: Mapping[str, float]) -> list[dict[str, Any]]:
    return [{"vendor": vendor, **_sure(chances, share)} for vendor, share in firsts.items()]


def _sure(chances: Chances, share: float) -> dict[str, float]:
    return {"p": share, "error": chances.error(share)}
