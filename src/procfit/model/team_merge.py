"""Two edits of the team's answers brought together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from procfit.model.team import Accepted, SameWork, TeamAnswers
from procfit.model.text import item_key, visible

__all__ = ["MergedAnswers", "accepted_place", "merge_answers"]


@dataclass(frozen=True, slots=True)
class MergedAnswers:
    """Both edits in one; `refused` says in one line each which of our answers theirs contradict."""

    answers: TeamAnswers
    refused: tuple[str, ...] = ()


def merge_answers(base: TeamAnswers, ours: TeamAnswers, theirs: TeamAnswers) -> MergedAnswers:
    """Return the answers that two edits make together.

    What either side added counts, and what either took back is gone. Where both answered the same, theirs
    stands; where they contradict each other too, and ours is told.

    Parameters
    ----------
    base
        The answers that both began with.
    ours, theirs
        The two edits.
    """
    same, contrary_same = _wordings(base.same, ours.same, theirs.same, theirs.different)
    different, contrary = _wordings(base.different, ours.different, theirs.different, theirs.same)
    kept = [
        answer for answer in theirs.accepted if answer in ours.accepted or answer not in base.accepted
    ]
    places = {accepted_place(answer) for answer in kept}
    kept += [
        answer
        for answer in ours.accepted
        if answer not in base.accepted and accepted_place(answer) not in places
    ]
    refused = [_refused(answer, "different") for answer in contrary_same]
    refused += [_refused(answer, "the same") for answer in contrary]
    return MergedAnswers(TeamAnswers(same, different, tuple(kept)), tuple(refused))


def accepted_place(answer: Accepted) -> Hashable:
    """Return what an acceptance is about: a rule, a map and its steps."""
    return answer.rule, answer.process, frozenset(answer.steps)


def _wordings(
    base: Iterable[SameWork],
    ours: Iterable[SameWork],
    theirs: Iterable[SameWork],
    contrary: Iterable[SameWork],
) -> tuple[tuple[SameWork, ...], list[SameWork]]:
    """Return the answers of both sides, and those of ours that the other side answers contrarily."""
    base, ours = list(base), list(ours)
    kept = [answer for answer in theirs if answer in ours or answer not in base]
    known = {_pair(answer) for answer in kept}
    new = [answer for answer in ours if answer not in base and _pair(answer) not in known]
    against = {_pair(answer) for answer in contrary if answer not in base}
    refused = [answer for answer in new if _pair(answer) in against]
    return (*kept, *(answer for answer in new if answer not in refused)), refused


def _pair(answer: SameWork) -> Hashable:
    return frozenset((item_key(answer.a), item_key(answer.b)))


def _refused(answer: SameWork, said: str) -> str:
    first, second = visible(answer.a), visible(answer.b)
    return f'somebody else answered that "{first}" and "{second}" are {said} work; that stands'
