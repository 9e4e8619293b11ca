"""Which steps may be the same work in other words: ranked pairs for a person to answer."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from procfit.matching.kinds import Kind, Work, kinds_of
from procfit.matching.letters import dice, trigrams
from procfit.matching.stems import Wordings, shared_words
from procfit.matching.vectors import Vector, Weights, likeliest_pairs
from procfit.model.faults import listing
from procfit.model.text import item_key

__all__ = ["Pair", "Tier", "maybe_pairs", "same_pairs"]

Tier = Literal["same", "maybe"]

LEAST_STEMS = 0.4
"""The cosine of stems from which two wordings are looked at closer."""

LEAST_ITEMS = 0.7
"""The cosine of data items from which work in different maps is, whatever its wording."""

LEAST_SCORE = 0.4
"""The score from which a pair is worth a question."""

MOST_PAIRS = 10_000
"""How many pairs are looked at closer, the likeliest ones."""

BEGINNING, BEGINNING_COUNTS = 4, 0.5
"""How many first letters count as a feature of their own, and how much: they bring compounds together."""

ITEMS_ADD, NEIGHBORS_ADD = 0.3, 0.2
"""How much of the gap to certainty the same items, and the same steps before and after, can close."""


ALIKE = 0.4
"""The share of common letters that is worth telling."""


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
    for a, b, cosine in _candidates(kinds):
        if _is_asked(a, b, wordings, maps):
            pair = _pair(a, b, cosine, wordings, maps)
            question = frozenset({a.group, b.group})
            if pair.score >= LEAST_SCORE and (
                question not in best or _rank(pair) < _rank(best[question])
            ):
                best[question] = pair
    return sorted(best.values(), key=_rank)


def _rank(pair: Pair) -> tuple[float, str, str]:
    return -pair.score, pair.a, pair.b


def _is_asked(a: Kind, b: Kind, wordings: Wordings, maps: Collection[str] | None) -> bool:
    wanted = maps is None or not a.maps.isdisjoint(maps) or not b.maps.isdisjoint(maps)
    return (
        wanted
        and a.group != b.group
        and not (a.is_decision != b.is_decision and _are_neighbors(a, b))
        and not wordings.answered_different(a.label, b.label)
        and not wordings.contradict(a.label, b.label)
    )


def _candidates(kinds: Sequence[Kind]) -> Iterator[tuple[Kind, Kind, float]]:
    """Yield the pairs worth a closer look, with the cosine of their stems."""
    by_stems = _vectors([_features(kind) for kind in kinds])
    close = {(a, b): cosine for a, b, cosine in likeliest_pairs(by_stems, LEAST_STEMS, MOST_PAIRS)}
    by_items = _vectors([dict.fromkeys(sorted(kind.items), 1.0) for kind in kinds])
    for a, b, _ in likeliest_pairs(by_items, LEAST_ITEMS, MOST_PAIRS):
        if kinds[a].maps.isdisjoint(kinds[b].maps):
            close.setdefault((a, b), 0.0)
    for (a, b), cosine in close.items():
        yield kinds[a], kinds[b], cosine


def _vectors(counts: Sequence[dict[str, float]]) -> list[Vector]:
    weights = Weights(counts)
    return [weights.vector(each) for each in counts]


def _features(kind: Kind) -> dict[str, float]:
    """Return the stems of a kind of work, and the beginnings of the longer ones."""
    stems = sorted(kind.stems)
    beginnings = {f"{stem[:BEGINNING]}-": BEGINNING_COUNTS for stem in stems if len(stem) >= BEGINNING}
    return dict.fromkeys(stems, 1.0) | beginnings


def _are_neighbors(a: Kind, b: Kind) -> bool:
    return a.group in b.around or b.group in a.around


def _pair(a: Kind, b: Kind, cosine: float, wordings: Wordings, maps: Collection[str] | None) -> Pair:
    first, second = a.shown(maps), b.shown(maps)
    if second.id < first.id:
        a, b, first, second = b, a, second, first
    letters = dice(trigrams(a.label), trigrams(b.label))
    wording = (cosine + letters) / 2
    context = ITEMS_ADD * dice(a.items, b.items) + NEIGHBORS_ADD * dice(a.around, b.around)
    return Pair(
        first.id,
        second.id,
        "maybe",
        round(wording + (1 - wording) * context, 3),
        tuple(_reasons(a, b, shared_words(first.label, second.label, wordings.language), letters)),
        (first.label, second.label),
        tuple(work.id for work in (*a.works, *b.works) if work not in (first, second)),
    )


def _reasons(a: Kind, b: Kind, words: Sequence[str], letters: float) -> Iterator[str]:
    """Yield what speaks for a pair, in words."""
    if words:
        yield f"same words: {listing(words)}"
    elif letters >= ALIKE:
        yield "alike letter by letter"
    for noun, one, other in (
        ("input", a.takes, b.takes),
        ("output", a.gives, b.gives),
        ("step before", a.before, b.before),
        ("step after", a.after, b.after),
    ):
        common = sorted(name for key, name in one.items() if key in other)
        if common:
            yield f"same {noun}: {listing(common)}"
