"""What several proofs need."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.redundancy.cases import fold
from benchmarks.redundancy.witness import Claim
from benchmarks.redundancy.worlds import Plain

__all__ = ["NEAR", "Checks", "alike", "between", "same", "wording"]

Checks = Iterator[tuple[bool, str]]
"""What must hold, each with what is wrong when it does not."""

NEAR = 0.12
"""How far a share counted over a few hundred cases may lie from the true one."""

SMALL = ("the", "a", "an", "of", "and", "for", "to", "in", "with")


def wording(text: str) -> frozenset[str]:
    """Return the words of a name up to their endings, whatever their order."""
    words = fold(text).replace(":", " ").split()
    return frozenset(word[:4] for word in words if word not in SMALL)


def alike(a: str, b: str) -> bool:
    """Tell whether two names have the same words up to their endings."""
    return wording(a) == wording(b)


def same(claim: Claim, a: Plain, b: Plain) -> bool:
    """Tell whether two steps are the same work by their words or by what the team answered."""
    answered = claim.world.answers.get("same", ())
    names = {fold(a["name"]), fold(b["name"])}
    return alike(a["name"], b["name"]) or any({fold(s["a"]), fold(s["b"])} == names for s in answered)


def between(path: tuple[str, ...], first: str, last: str) -> tuple[str, ...]:
    """Return what a path holds between two of its steps."""
    begin = path.index(first)
    return path[begin + 1 : path.index(last, begin + 1)]
