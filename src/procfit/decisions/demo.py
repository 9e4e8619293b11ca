"""The demo script: which of a vendor's claims to see shown live, those that decide most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Literal

from procfit.decisions.questions import Question, Why, benefits_of
from procfit.fit.assess import Fit
from procfit.fit.exact.cells import Worth, Worths, worths_of
from procfit.fit.gates import Gate
from procfit.model.vendor import BLANK, UNREADABLE, Answer

__all__ = [
    "DECIDES",
    "Claim",
    "Decides",
    "Script",
    "demo_scripts",
    "in_order",
    "steps_of",
    "what_to_see",
]

Decides = Literal["gate", "winner", "must", "score"]
DECIDES: Mapping[Decides, str] = {
    "gate": "a must-have is not proven",
    "winner": "it can change the winner",
    "must": "a must-have rests on a claim",
    "score": "it moves the score",
}
"""Why a claim is worth seeing, in the order of how much it decides."""

_SEE: Mapping[str, str] = {
    "standard": "See it in the edition that is offered, with nothing built for the demo.",
    "configuration": "Have an administrator make the setting while you watch, then see it work.",
    "third-party": "See it in the partner's product with the same record, and ask who supports it.",
    "customization": "Ask for a customer it was built for, what it took, and what an upgrade does to it.",
    "roadmap": "See the plan with release and date, and ask what the contract says if it is late.",
    BLANK: "It was not answered: ask whether it is there, and see it if so.",
    UNREADABLE: "Nobody can read the answer: ask what it means, and see it.",
}
_OTHERWISE = "See it with a case of your own, not with theirs."


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer to see shown.

    `swing` is weight × how far its worth is open, as a share of 1; `worth` is what knowing it is worth,
    None where the vendor is not in the race.
    """

    answer: Answer
    requirement: str
    must: bool
    weight: float
    swing: float
    decides: Decides
    why: tuple[Why, ...]
    worth: Worth | None = None

    @property
    def see(self) -> str:
        """What to ask to see."""
        return what_to_see(self.answer)


@dataclass(frozen=True)
class Script:
    """The claims of one vendor in order; `open` is how much of its score is open, as a share of 1."""

    vendor: str
    claims: tuple[Claim, ...] = field(default_factory=tuple)

    @property
    def open(self) -> float:
        """How far the vendor's score is open in all."""
        return fsum(claim.swing for claim in self.claims)

    def settles(self, first: int) -> float:
        """Return which share of what is open the first claims hold; 0 where nothing is open."""
        return fsum(claim.swing for claim in self.claims[:first]) / self.open if self.open else 0.0


def what_to_see(answer: Answer) -> str:
    """Return what to ask to see of an answer."""
    offered = {
        "documentation": " They offer documentation: read it first.",
        "reference": " They offer a reference: call it.",
    }.get(answer.proof.strip().casefold(), "")
    return _SEE.get(answer.code, _OTHERWISE) + offered


def demo_scripts(
    fit: Fit, questions: Sequence[Question], vendors: Sequence[str] = ()
) -> tuple[Script, ...]:
    """Return the script of each vendor, in the order of the ranking.

    First come open gates, then the claims that the verdict turns on, then must-haves that rest on a claim
    alone, then all others. Within each, those most worth knowing come first: by the mean gain from knowing
    a claim before choosing, then by its share of all that is open between the leader and its vendor. What
    nothing can change is left out.

    Parameters
    ----------
    fit
        The vendors as they stand.
    questions
        What is required, and why.
    vendors
        Whose scripts; by default all that do not fail a gate.
    """
    asked = {question.capability: question for question in questions}
    wanted = vendors or [place.vendor for place in fit.standings if place.rank is not None]
    leader = fit.verdict.leader
    worths = worths_of(fit.race, leader) if leader and fit.race.capabilities else None
    return tuple(
        Script(place.vendor, tuple(_claims(fit, asked, place.vendor, worths)))
        for place in fit.standings
        if place.vendor in wanted
    )


def _claims(fit: Fit, asked: Mapping[str, Question], vendor: str, worths: Worths | None) -> list[Claim]:
    deciding = {cell.answer.capability for cell in fit.verdict.cells if cell.answer.vendor == vendor}
    gates = {gate.capability: gate for gate in fit.gates[vendor]}
    found = []
    for name, question in asked.items():
        answer = fit.answers[vendor][name]
        weight = fit.weights.shares.get(name, 0.0)
        swing = weight * (answer.high - answer.low)
        worth = worths.of(vendor, name) if worths else None
        turns = name in deciding or bool(worth and worth.chance)
        kind = _decides(answer, gates.get(name), turns)
        if kind != "score" or swing > 0:
            found.append(
                Claim(
                    answer, question.requirement, question.must, weight, swing, kind, question.why, worth
                )
            )
    return in_order(found)


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims by what they decide, and those that decide alike by what knowing them is worth."""
    return sorted(claims, key=_urgency)


def _urgency(claim: Claim) -> tuple[float, ...]:
    worth = claim.worth
    value, doubt = (worth.value, worth.doubt) if worth else (0.0, 0.0)
    return list(DECIDES).index(claim.decides), -value, -doubt, -claim.swing


def _decides(answer: Answer, gate: Gate | None, turns_the_verdict: bool) -> Decides:
    if gate is not None and gate.status == "unproven":
        return "gate"
    if turns_the_verdict:
        return "winner"
    if gate is not None and gate.status == "pass" and answer.evidence == "claimed":
        return "must"
    return "score"


def steps_of(claim: Claim, most: int = 2) -> Iterator[str]:
    """Yield the steps that a claim is about with what customers get from them, the weightiest first."""
    for why in benefits_of(claim.why, most):
        place = f"{why.process_name}, {why.step_name}"
        yield f"“{why.benefit}” – {place}" if why.benefit else place
