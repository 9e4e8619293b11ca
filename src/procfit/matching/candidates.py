"""Which steps may be the same work in other words: ranked pairs for a person to answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from procfit.matching.comparison import Comparison
from procfit.matching.compounds import COMPOUNDING, parts
from procfit.matching.kinds import Kind, Work, kinds_of
from procfit.matching.stems import Wordings
from procfit.matching.thesaurus import concept_of
from procfit.matching.vectors import Vector, Weights, likeliest_pairs
from procfit.model.text import item_key

__all__ = ["Pair", "Tier", "maybe_pairs", "same_pairs"]

Tier = Literal["same", "maybe"]

LEAST_STEMS = 0.2
"""The cosine of stems from which two wordings are looked at closer."""

LEAST_ITEMS = 0.7
"""The cosine of data items from which work in different maps is, whatever its wording."""

MOST_HOLDERS = 30
"""How many kinds of work may share an item that brings two of them together."""

LEAST_SCORE = 0.35
"""The score from which a pair is worth a question."""

MOST_PAIRS = 5_000
"""How many pairs are looked at closer, the likeliest ones."""

BEHIND = 0.4
"""How much a stem counts beside the concept it stands for, or beside the parts of a compound."""


@dataclass(frozen=True)
class Pair:
    """Two pieces of work that are the same, or may be.

    `a` and `b` are steps as ``map#step``, `wordings` what they are called. `score` is 1 for tier same,
    else from 0 to 1: the higher the likelier, but no probability. `why` says in words what speaks for
    it. `also` holds the other steps that the same question is about.
    """

    a: str
    b: str
    tier: Tier
    score: float
    why: tuple[str, ...]
    wordings: tuple[str, str]
    also: tuple[str, ...] = ()


def same_pairs(
    works: Sequence[Work], wordings: Wordings, maps: Collection[str] | None = None
) -> Iterator[Pair]:
    """Yield the pairs of steps that count as the same work, by equal stems or by the team's answers.

    Parameters
    ----------
    works
        All work there is.
    wordings
        The judge of same work, with the team's answers.
    maps
        Only pairs with an end in one of these maps; all by default.
    """
    groups: dict[Hashable, list[Work]] = {}
    for work in sorted(works, key=lambda work: work.id):
        groups.setdefault(wordings.group(work.label), []).append(work)
    for group in groups.values():
        for a, b in combinations(group, 2):
            wanted = maps is None or a.map in maps or b.map in maps
            if wanted and wordings.same(a.label, b.label):
                why = _why_same(a.label, b.label, wordings)
                yield Pair(a.id, b.id, "same", 1.0, (why,), (a.label, b.label))


def _why_same(a: str, b: str, wordings: Wordings) -> str:
    if item_key(a) == item_key(b):
        return "same wording"
    return "same stems" if wordings.key(a) == wordings.key(b) else "the team said so"


def maybe_pairs(
    works: Sequence[Work], wordings: Wordings, maps: Collection[str] | None = None
) -> list[Pair]:
    """Return the pairs to ask about, likeliest first; each pair of wordings once.

    Left out is what the team has answered, what counts as the same already and what contradicts each
    other. Parameters are those of `same_pairs`.
    """
    kinds = kinds_of(works, wordings)
    best: dict[frozenset[Hashable], Pair] = {}
    for found in _candidates(kinds, wordings.language, maps):
        if found.score >= LEAST_SCORE and _is_asked(found.a, found.b, wordings):
            pair = _pair(found, maps)
            question = frozenset({found.a.group, found.b.group})
            if question not in best or _rank(pair) < _rank(best[question]):
                best[question] = pair
    return sorted(best.values(), key=_rank)


def _rank(pair: Pair) -> tuple[float, str, str]:
    return -pair.score, pair.a, pair.b


def _is_asked(a: Kind, b: Kind, wordings: Wordings) -> bool:
    return (
        a.group != b.group
        and not (a.is_decision != b.is_decision and _are_neighbors(a, b))
        and not wordings.answered_different(a.label, b.label)
        and not wordings.contradict(a.label, b.label)
    )


def _candidates(
    kinds: Sequence[Kind], language: str, maps: Collection[str] | None
) -> Iterator[Comparison]:
    """Yield the pairs worth a closer look."""
    known = {stem for kind in kinds for stem in kind.stems}
    by_stems = _vectors([_features(kind, language, known) for kind in kinds])
    wanted = (
        None if maps is None else {n for n, kind in enumerate(kinds) if not kind.maps.isdisjoint(maps)}
    )
    found = likeliest_pairs(by_stems, LEAST_STEMS, MOST_PAIRS, wanted)
    close = {(a, b): cosine for a, b, cosine in found}
    by_items = _vectors([dict.fromkeys(items, 1.0) for items in _telling_items(kinds)])
    for a, b, _ in likeliest_pairs(by_items, LEAST_ITEMS, MOST_PAIRS, wanted):
        if kinds[a].maps.isdisjoint(kinds[b].maps):
            close.setdefault((a, b), 0.0)
    for (a, b), cosine in close.items():
        yield Comparison(kinds[a], kinds[b], cosine, language)


def _telling_items(kinds: Sequence[Kind]) -> Iterator[list[str]]:
    """Yield the items of each kind of work that few others share."""
    holders = Counter(item for kind in kinds for item in kind.items)
    for kind in kinds:
        yield sorted(item for item in kind.items if holders[item] <= MOST_HOLDERS)


def _vectors(counts: Sequence[dict[str, float]]) -> list[Vector]:
    weights = Weights(counts)
    return [weights.vector(each) for each in counts]


def _features(kind: Kind, language: str, known: Collection[str]) -> dict[str, float]:
    """Return what a wording is about: concepts, stems without one, and a little of every other stem."""
    found: dict[str, float] = {}
    for stem in sorted(kind.stems):
        inside = parts(stem, known) if language in COMPOUNDING else ()
        for part in inside or (stem,):
            concept = concept_of(part, language)
            found[f"{concept}~" if concept else part] = 1.0
        found.setdefault(stem, BEHIND)
    return found


def _are_neighbors(a: Kind, b: Kind) -> bool:
    return a.group in b.around or b.group in a.around


def _pair(found: Comparison, maps: Collection[str] | None) -> Pair:
    shown = (found.a.shown(maps), found.b.shown(maps))
    first, second = sorted(shown, key=lambda work: work.id)
    works = (*found.a.works, *found.b.works)
    return Pair(
        first.id,
        second.id,
        "maybe",
        found.score,
        tuple(found.reasons(first.label, second.label)),
        (first.label, second.label),
        tuple(work.id for work in works if work not in shown),
    )
