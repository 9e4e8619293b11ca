"""The answer scale that holds where the committee has declared none."""

from __future__ import annotations

from procfit.model.vendor import Code, Evaluation

__all__ = ["DEFAULT_EVALUATION", "DEFAULT_EVIDENCE", "default_codes"]

DEFAULT_EVIDENCE: dict[str, float] = {
    "claimed": 0.5,
    "documented": 0.8,
    "demonstrated": 0.95,
    "reference": 1.0,
}
"""How far down an answer may turn out, as a share of its usual utility."""

_YES = ("S", "standard", "out of the box", "yes", "y", "ja", "oui", "sí", "✓", "✔", "x", "●")
_SETTINGS = ("C", "configuration", "configurable")
_PARTNER = ("T", "third-party", "partner")
_PROGRAMMED = ("M", "customization", "development")
_NO = ("N", "no", "none", "not available", "nein", "non")

_MEANINGS = {
    "standard": "In the product as delivered, in the edition you offer; we only switch it on.",
    "configuration": "By settings that our administrators make and that upgrades keep; no programming.",
    "third-party": "By a product of somebody else that you offer with it: name it, and say who supports it.",
    "customization": "By programming for us; its price belongs into the price columns.",
    "roadmap": "Not there today, but planned: name the release and its date.",
    "none": "Not there and not planned. An honest none costs less trust than a surprise.",
}


def default_codes() -> dict[str, Code]:
    """Return the default codes by id, best first."""
    codes = (
        Code("standard", (0.95, 1.0, 1.0), (0, 0, 2), _YES, _MEANINGS["standard"]),
        Code("configuration", (0.8, 0.9, 0.95), (0, 2, 5), _SETTINGS, _MEANINGS["configuration"]),
        Code("third-party", (0.4, 0.6, 0.8), (3, 8, 20), _PARTNER, _MEANINGS["third-party"]),
        Code("customization", (0.3, 0.5, 0.7), (5, 15, 40), _PROGRAMMED, _MEANINGS["customization"]),
        Code("roadmap", (0.0, 0.2, 0.6), (5, 20, 60), ("R", "roadmap", "planned"), _MEANINGS["roadmap"]),
        Code("none", (0.0, 0.0, 0.0), (10, 30, 90), _NO, _MEANINGS["none"]),
    )
    return {code.id: code for code in codes}


DEFAULT_EVALUATION = Evaluation(codes=default_codes(), evidence=DEFAULT_EVIDENCE)
