"""A fit in sentences that can be read aloud: who leads, how sure, what would change it, what to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from procfit.fit.exact.steady import stable_capabilities, stable_processes
from procfit.fit.names import Names, listed
from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.decide import DecidingCell
    from procfit.fit.exact.settling import Outcome
    from procfit.fit.flip import Flip

__all__ = [
    "MOST_ASKED",
    "contenders",
    "evidenced",
    "gates",
    "headline",
    "near_weights",
    "probability",
    "sureness",
    "turns",
    "worst_served",
]

MOST_ASKED = 5
"""Questions to ask next; a committee settles no more in one meeting."""
BRING_ONE_IN = "Bring one in with `procfit vendors import FILE`."
MOST_TAKEN = 2
MOST_WEIGHTS = 3
SMALLEST_ERROR = 0.001
_HOW_OFTEN = (
    (0.995, "almost always"),
    (0.9, "nearly always"),
    (0.7, "mostly"),
    (0.5, "more often than not"),
)


def contenders(fit: Fit) -> list[str]:
    """Return the vendors that share the first place, or the leader and the nearest to it."""
    first = [standing.vendor for standing in fit.standings if standing.rank == 1]
    flip = fit.verdict.flip
    return [*first, flip.challenger] if len(first) == 1 and flip else first


def headline(fit: Fit, names: Names) -> str:
    """Return who leads, or between whom it is undecided and why, in one sentence."""
    reasons = [names.sentence(reason) for reason in fit.verdict.reasons]
    if fit.decided:
        return _decided(fit, names)
    because = ", and because ".join(reasons)
    if not fit.standings:
        return f"Nobody can be ranked yet, because {because}. {BRING_ONE_IN}"
    if not any(standing.rank for standing in fit.standings):
        return f"Nobody can be chosen: {_nobody(fit, names)}"
    if not fit.weights.shares:
        return f"Nobody can be ranked yet, because {because}."
    who = [names.vendor(vendor) for vendor in contenders(fit)]
    between = f"between {listed(who)}" if len(who) > 1 else f"about {who[0]}"
    return f"Undecided {between}, because {because}."


def _decided(fit: Fit, names: Names) -> str:
    leader = names.vendor(fit.verdict.leader)
    score = fit.standings[0].score
    said = f"scores {score.mid:.2f} out of 1 (at worst {score.low:.2f}, at best {score.high:.2f})"
    if fit.verdict.flip is None:
        alone = (
            "is the only vendor" if len(fit.standings) == 1 else "is the only one that passes the gates"
        )
        return f"{leader} {alone}; it {said}."
    return f"{leader} leads: it {said}, ahead of {names.vendor(fit.verdict.flip.challenger)}."


def _nobody(fit: Fit, names: Names) -> str:
    unread = [f"{file} could not be read. " for file in fit.unreadable]
    said = "".join(["no vendor passes the gates. ", *unread])
    if fit.relaxing is None:
        return said.rstrip()
    gates = listed(names.capability(gate) for gate in fit.relaxing.gates)
    noun = "gate" if len(fit.relaxing.gates) == 1 else "gates"
    fewest = f"The fewest {noun} to relax: {gates}" if noun == "gates" else f"Relaxing the gate {gates}"
    would = "; that" if noun == "gates" else ""
    return f"{said}{fewest}{would} would let {names.vendor(fit.relaxing.vendor)} in."


def sureness(fit: Fit, names: Names) -> Iterator[str]:
    """Yield how sure the first place is, in words and figures; nothing where there is no race."""
    flip = fit.verdict.flip
    if flip is None or fit.verdict.leader is None:
        return
    leader, challenger = names.vendor(fit.verdict.leader), names.vendor(flip.challenger)
    first = fit.chances.first(fit.verdict.leader)
    if first is not None and fit.chances.draws:
        yield _chance(fit, leader, first)
    scores = {standing.vendor: standing.score for standing in fit.standings}
    own, other = scores[fit.verdict.leader], scores[flip.challenger]
    ranges = f"{own.low:.2f} to {own.high:.2f} against {other.low:.2f} to {other.high:.2f}"
    if own.low < other.high:
        yield f"The ranges of {leader} and {challenger} overlap ({ranges})."
    else:
        yield f"Even at its worst {leader} is ahead of {challenger} at its best ({ranges})."
    yield _flip(flip, leader, challenger, names)


def _chance(fit: Fit, leader: str, first: float) -> str:
    often = next((word for least, word in _HOW_OFTEN if first >= least), "less often than not")
    error = max(fit.chances.error(first), SMALLEST_ERROR)
    is_open = fit.gate(fit.verdict.leader or "") == "unproven"
    passing = " This takes it that its open gates are passed." if is_open else ""
    return (
        f"When all that is not sure is drawn {fit.chances.draws:,} times, {leader} comes first {often}: "
        f"P(first) {probability(first)}, standard error {error:.3f}.{passing}"
    )


def probability(share: float) -> str:
    """Return a probability that was found by drawing; it is never told as certain.

    Examples
    --------
    >>> probability(0.584), probability(1.0)
    ('0.58', '> 0.99')
    """
    return f"{share:.2f}" if 0.005 <= share < 0.995 else "> 0.99" if share > 0.5 else "< 0.01"


def _flip(flip: Flip, leader: str, challenger: str, names: Names) -> str:
    if flip.distance is None:
        return (
            f"No other weights would turn it: {leader} is at least as good as {challenger} everywhere."
        )
    if not flip.capability:
        return f"{leader} and {challenger} are level: no weight need move."
    taken = [names.capability(name) for name, _ in flip.taken]
    more = len(taken) - MOST_TAKEN
    source = listed([*taken[:MOST_TAKEN], f"{more} more"]) if more > 0 else listed(taken)
    return (
        f"It would take moving {sayings.percent(flip.distance, 1)} of the weight to bring {challenger} "
        f"level, from {source} to {names.capability(flip.capability)}."
    )


def turns(fit: Fit, names: Names) -> Iterator[str]:
    """Yield what would change the result: answers that settle it alone, and those that do so together."""
    cells = fit.verdict.cells
    if fit.unreadable and fit.verdict.leader:
        yield (
            "Nothing is decided before every file of a vendor can be read. What follows is by what could "
            "be read."
        )
    for cell in cells[:MOST_ASKED]:
        yield from _ends(fit, cell, names)
    yield from _together(fit, names)
    yield from near_weights(fit, names)


def _ends(fit: Fit, cell: DecidingCell, names: Names) -> Iterator[str]:
    """Yield how the race ends for each way an answer may turn out, where it makes a difference."""
    if fit.settling is None:
        return
    ends: dict[str, list[str]] = {}
    found = fit.settling.ends(fit, cell)
    now = (fit.verdict.leader, fit.decided)
    if all((outcome.leader, outcome.decided) == now for outcome in found):
        return
    for number, outcome in enumerate(found):
        way = f"as {outcome.code}" if outcome.code else ("at its worst" if number else "at its best")
        ends.setdefault(_end(outcome, names), []).append(way)
    answer = cell.answer
    what = f"{names.vendor(answer.vendor)}'s answer on {names.capability(answer.capability)}"
    if len(ends) == 1:
        yield f"{what}: once it is clear, {next(iter(ends))} either way."
        return
    *told, (last, ways) = ends.items()
    said = [f"{_either(ways_)}, {end}" for end, ways_ in told]
    said.append(f"otherwise {last}" if len(ways) > 1 else f"{ways[0]}, {last}")
    yield f"{what}: {'; '.join(said)}."


def _either(ways: Sequence[str]) -> str:
    """Return ways joined by "or"; the word before the codes stands once."""
    return " or ".join([ways[0], *(way.removeprefix("as ") for way in ways[1:])])


def _end(outcome: Outcome, names: Names) -> str:
    if outcome.leader is None:
        return "nobody is left"
    return f"{names.vendor(outcome.leader)} wins" if outcome.decided else "it is open who wins"


def _together(fit: Fit, names: Names) -> Iterator[str]:
    """Yield what becomes of the lead when several answers turn out together: gates shown, claims refuted."""
    verdict, settling = fit.verdict, fit.settling
    if settling is None:
        return
    leader = names.vendor(verdict.leader)
    shown = settling.if_proven(fit)
    if shown and sum(cell.why == "gate" for cell in verdict.cells) > 1:
        yield f"If {leader} shows all its must-haves, {_end(shown, names)}."
    count = sum(cell.why == "score" for cell in verdict.cells)
    flip, end = verdict.flip, settling.together(fit)
    if not count or end is None or flip is None or flip.distance == 0:
        return
    answers = "a single answer turns" if count == 1 else f"{count} answers all turn"
    yield f"The lead of {leader} is gone if {answers} out against it; {names.vendor(end.leader)} then leads."


def near_weights(fit: Fit, names: Names) -> Iterator[str]:
    """Yield the single weights that are nearest to where another vendor leads: capabilities and processes."""
    capabilities = ((names.capability(own.name), own) for own in stable_capabilities(fit))
    processes = (
        (f"the process {names.processes.get(own.name, own.name)}", own) for own in stable_processes(fit)
    )
    near = sorted(
        (abs(end - own.weight), what, taker, end, own.weight)
        for what, own in (*capabilities, *processes)
        for taker, end in ((own.below, own.lowest), (own.above, own.highest))
        if taker is not None
    )
    for _, what, taker, end, now in near[:MOST_WEIGHTS]:
        side = "below" if end < now else "over"
        yield (
            f"If {what} weighed {side} {sayings.percent(end, 1)} (now {sayings.percent(now, 1)}) and the "
            f"others kept their proportions, {names.vendor(taker)} would lead."
        )


def evidenced(cell: DecidingCell) -> str:
    """Return what was answered, on what evidence, and where it stands, or why it stands nowhere."""
    answer = cell.answer
    said = answer.code if answer.evidence is None else f"{answer.code}, {answer.evidence}"
    place = f"{answer.file} {answer.sheet}!{answer.cell}" if answer.cell else answer.rule
    return f"{said}; {place}" if place else said


def gates(fit: Fit, names: Names, vendors: Collection[str] = ()) -> Iterator[str]:
    """Yield a sentence for each vendor that has not passed every gate; of all unless some are named."""
    for standing in fit.standings:
        vendor = standing.vendor
        status = fit.gate(vendor)
        if status == "pass" or (vendors and vendor not in vendors):
            continue
        named = listed(
            f"{names.capability(gate.capability)} ({gate.reason or gate.code})"
            for gate in fit.gates[vendor]
            if gate.status == status
        )
        if status == "fail":
            would = f"; it would score {standing.score.mid:.2f}" if fit.weights.shares else ""
            yield f"{names.vendor(vendor)} fails {named}{would}."
        else:
            yield f"{names.vendor(vendor)} has not proven {named}."


def worst_served(fit: Fit, names: Names, vendors: Sequence[str]) -> Iterator[str]:
    """Yield per vendor the step of the weightiest processes that it serves worst."""
    for vendor in vendors:
        worst = fit.worst_step(vendor)
        if worst is None:
            continue
        span = f" ({worst.low:.2f} to {worst.high:.2f})" if worst.low < worst.high else ""
        step = names.step(worst.process, worst.step)
        yield f"{names.vendor(vendor)} serves {step} worst: {worst.mid:.2f} out of 1{span}."
