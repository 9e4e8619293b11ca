"""What a committee learns, in sentences that a chair can read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from procfit.fit.committee.absence import Without
from procfit.fit.committee.agreement import Agreement
from procfit.fit.committee.group import Committee
from procfit.fit.gates import GateStatus
from procfit.model import sayings

__all__ = ["agreement_told", "firsts_told", "listed", "majority_told", "without_told"]

Name = Callable[[str], str]

ENOUGH = 0.5
"""Who scored less of the weight than this ranks mostly by answers that are the same for everyone."""
_WORDS = (
    (1 - 1e-12, "rank the vendors alike"),
    (0.9, "agree nearly everywhere"),
    (0.7, "agree largely"),
    (0.5, "agree in part"),
    (0.3, "agree little"),
    (0.0, "hardly agree"),
)
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_GATES: dict[tuple[GateStatus, GateStatus], str] = {
    ("pass", "fail"): "fails a gate",
    ("unproven", "fail"): "fails a gate that is unproven with all",
    ("pass", "unproven"): "has an unproven gate",
    ("fail", "unproven"): "fails no gate any more",
    ("fail", "pass"): "passes its gates",
    ("unproven", "pass"): "passes its gates",
}


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them.

    Examples
    --------
    >>> listed(["ana"]), listed(["ana", "bo", "chandra"])
    ('ana', 'ana, bo and chandra')
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def agreement_told(found: Committee) -> Iterator[str]:
    """Yield how far the evaluators agree on the order of the vendors, and how far that can be trusted."""
    agreed = found.agreement
    ranking = [one for one in found.evaluators if one.standings]
    silent = [one.name for one in found.evaluators if not one.standings]
    if agreed.w is None:
        yield f"How far they agree is not assessed: {agreed.why}."
    else:
        word = next(word for least, word in _WORDS if agreed.w >= least)
        count = _COUNTS[len(ranking)] if len(ranking) < len(_COUNTS) else str(len(ranking))
        yield f"The {count} {word} (Kendall's W {agreed.w:.2f}; 1 is the same order, 0 is none in common)."
        shares = {one.name: one.scored or 0.0 for one in ranking}
        if min(shares.values()) < ENOUGH:
            said = listed([f"{name} {sayings.percent(share)}" for name, share in shares.items()])
            yield (
                f"That says little yet: they scored little of the weight themselves ({said}), "
                "and where somebody scored nothing, the same answer counts for everyone."
            )
        else:
            yield _chance(agreed)
    if silent and ranking:
        yield f"Not among them: {listed(silent)}, without a score that weighs anything."


def _chance(agreed: Agreement) -> str:
    """Return how often chance brings about as much agreement."""
    p = agreed.p or 0.0
    unsure = f", give or take {(agreed.error or 0.0) * 100:.1f}" if agreed.error and p >= 0.01 else ""
    if p < 0.001:
        often = "less than 1 of 1,000"
    elif p < 0.01:
        often = f"{p * 1000:.0f} of 1,000"
    else:
        often = f"{p * 100:.0f} of 100{unsure}"
    doubt = "; this may well be chance" if p >= 0.1 else ""
    return f"If all ranked at random, as much agreement or more would come about in {often}{doubt}."


def firsts_told(found: Committee, name: Name) -> str:
    """Return whom each evaluator ranks first."""
    votes: dict[tuple[str, ...], list[str]] = {}
    for one in found.evaluators:
        if one.first:
            votes.setdefault(one.first, []).append(one.name)
    said = [f"{listed([name(each) for each in first])} ({listed(who)})" for first, who in votes.items()]
    if len(votes) == 1:
        ((first, who),) = votes.items()
        level = "level in first place" if len(first) > 1 else "first"
        rank = "rank" if len(who) > 1 else "ranks"
        return f"{listed(who)} {rank} {listed([name(each) for each in first])} {level}."
    return f"Ranked first: {'; '.join(said)}." if said else "Nobody ranks a vendor first."


def without_told(found: Committee, one: Without, name: Name) -> str:
    """Return what becomes of the result without an evaluator."""
    said = [_leader(found, one, name)]
    said += [f"{name(vendor)} {_GATES[pair]}" for vendor, pair in one.gates.items()]
    said += [
        f"{name(vendor)} moves from {before} to {after}"
        for vendor, (before, after) in one.moved.items()
        if before is not None and after is not None
    ]
    return "; ".join(said)


def _leader(found: Committee, one: Without, name: Name) -> str:
    now, then = listed([name(each) for each in found.first]), listed([name(each) for each in one.first])
    if not one.changes:
        return (
            f"{now} {'stays' if len(found.first) == 1 else 'stay'} first" if now else "nobody is first"
        )
    return f"THE WINNER CHANGES: {then or 'nobody'} instead of {now or 'nobody'}"


def majority_told(found: Committee, name: Name) -> Iterator[str]:
    """Yield which vendor a majority ranks above every other, or the circles and draws that prevent it."""
    votes = found.majority
    if not votes.votes:
        yield "Not assessed: it takes two evaluators and two vendors."
        return
    if votes.winner:
        yield f"A majority ranks {name(votes.winner)} above every other vendor."
    else:
        yield "No vendor has a majority against every other."
    for cycle in votes.cycles:
        steps = zip(cycle, (*cycle[1:], cycle[0]), strict=True)
        beats = [
            f"{name(one)} beats {name(other)} {votes.of(one, other):g} to {votes.of(other, one):g}"
            for one, other in steps
        ]
        yield f"Round in a circle: {', '.join(beats)}. Whoever is taken, a majority prefers another."
    if votes.level:
        level = [f"{name(one)} and {name(other)}" for one, other in votes.level]
        yield f"As many for as against: {'; '.join(level)}."
