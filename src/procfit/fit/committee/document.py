"""What a committee learns as a document of plain lists and numbers, which other programs may rely on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from procfit.fit.score import Standing

if TYPE_CHECKING:
    from procfit.fit.committee.absence import Without
    from procfit.fit.committee.group import Committee, Evaluator
    from procfit.fit.committee.majority import Majority

__all__ = ["as_document"]


def as_document(found: Committee) -> dict[str, Any]:
    """Return the document of a committee; what is not assessed is None."""
    from procfit.fit.committee.telling import agreement_told

    agreed = found.agreement
    return {
        "vendors": list(found.vendors),
        "stopped": list(found.stopped),
        "first": list(found.first),
        "kendall_w": agreed.w,
        "p": agreed.p,
        "p_error": agreed.error,
        "p_method": agreed.method,
        "why_not": agreed.why or None,
        "told": list(agreement_told(found)),
        "evaluators": {one.name: _evaluator(one) for one in found.evaluators},
        "talk_about": [
            {**asdict(topic), "opinions": list(map(asdict, topic.opinions))} for topic in found.topics
        ],
        "settled": found.settled,
        "without": {one.evaluators[0]: _without(one) for one in found.without},
        "without_two": [
            {"evaluators": list(one.evaluators), **_without(one)} for one in found.without_two
        ],
        "majority": _majority(found.majority),
        "cycles": [list(cycle) for cycle in found.majority.cycles],
    }


def _evaluator(one: Evaluator) -> dict[str, Any]:
    return {
        "counts": one.counts,
        "scored": one.scored,
        "cells": one.cells,
        "first": list(one.first),
        "ranking": _ranking(one.standings),
        "distance": one.distance,
        "apart": one.apart,
    }


def _ranking(standings: Sequence[Standing]) -> list[dict[str, Any]]:
    return [
        {"vendor": place.vendor, "rank": place.rank, "score": place.score.mid} for place in standings
    ]


def _without(one: Without) -> dict[str, Any]:
    return {
        "first": list(one.first),
        "changes": one.changes,
        "ranking": _ranking(one.standings),
        "moved": {
            name: {"rank": before, "without": after} for name, (before, after) in one.moved.items()
        },
        "gates": {
            name: {"gate": before, "without": after} for name, (before, after) in one.gates.items()
        },
    }


def _majority(found: Majority) -> dict[str, Any]:
    names = found.vendors if found.votes else ()
    return {
        "votes": {
            one: {other: found.of(one, other) for other in names if other != one} for one in names
        },
        "winner": found.winner,
        "level": [list(pair) for pair in found.level] if names else [],
    }
