"""The answer scale that holds where the committee has declared none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from procfit.model.vendor import Code, Evaluation

__all__ = [
    "DEFAULT_EVALUATION",
    "DEFAULT_EVIDENCE",
    "default_codes",
    "is_score",
    "score_code",
    "with_scores",
]

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


_SCORE = re.compile(r"score-(\d{1,3})-of-([1-9]\d{0,2})")


def score_code(value: int, most: int) -> str:
    """Return the code of a value on a scale of numbers.

    Examples
    --------
    >>> score_code(3, 5)
    'score-3-of-5'
    """
    return f"score-{value}-of-{most}"


def is_score(code: str) -> bool:
    """Tell whether a code is a value on a scale of numbers, which needs no entry in the evaluation."""
    found = _SCORE.fullmatch(code)
    return found is not None and int(found[1]) <= int(found[2])


def with_scores(evaluation: Evaluation, codes: Iterable[str]) -> Evaluation:
    """Return an evaluation that also knows the values of scales of numbers among `codes`.

    A value is worth its share of the highest, half a step more or less.

    Examples
    --------
    >>> with_scores(DEFAULT_EVALUATION, ["score-4-of-5"]).codes["score-4-of-5"].utility
    (0.7, 0.8, 0.9)
    """
    new = {code: _score(code) for code in sorted(set(codes)) if is_score(code)}
    known = {code: made for code, made in new.items() if code not in evaluation.codes}
    return replace(evaluation, codes={**evaluation.codes, **known}) if known else evaluation


def _score(code: str) -> Code:
    _, value, _, most = code.split("-")
    usual, half = int(value) / int(most), 0.5 / int(most)
    least, greatest = max(0.0, usual - half), min(1.0, usual + half)
    return Code(code, (round(least, 10), round(usual, 10), round(greatest, 10)))
