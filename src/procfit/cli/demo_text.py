"""The demo script as text and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from procfit.cli.output import paint
from procfit.model import sayings
from procfit.model.text import visible

if TYPE_CHECKING:
    from procfit.decisions.demo import Claim, Script

__all__ = ["demo_document", "demo_lines"]

FIRST = 7
RESULT = "[ ] seen   [ ] seen in part   [ ] not seen   by ____________  on ____________"


def demo_lines(scripts: Sequence[Script], names: Mapping[str, str], everything: bool) -> Iterator[str]:
    """Yield each vendor's claims in order; only the first of them unless told otherwise."""
    if not any(script.claims for script in scripts):
        yield "Nothing to see: no vendor in the race has an answer that anything hangs on."
        return
    for script in scripts:
        first = len(script.claims) if everything else min(FIRST, len(script.claims))
        held = f"{sayings.percent(script.settles(first))} of what is open"
        yield paint(
            f"{visible(names[script.vendor])}: {first} of {len(script.claims)} claims, {held}", "bold"
        )
        for number, claim in enumerate(script.claims[:first], 1):
            yield ""
            yield from _claim_lines(number, claim)
        yield ""
    if not everything:
        yield "All of them: --all; a form to fill in: -o demo.xlsx"


def _claim_lines(number: int, claim: Claim) -> Iterator[str]:
    from procfit.decisions.demo import DECIDES, steps_of

    answer = claim.answer
    yield f"{number:3}  {paint(visible(claim.requirement), 'bold')}: {_said(claim)}"
    hangs = f"{sayings.percent(claim.swing, 1)} of the score hangs on it"
    yield f"     decides  {DECIDES[claim.decides]}, {hangs}{_alone(claim)}"
    if answer.cell:
        yield f"     from     {visible(answer.file)} {visible(answer.sheet)}!{answer.cell}"
    for step in steps_of(claim):
        yield f"     step     {visible(step)}"
    yield f"     see      {claim.see}"
    yield f"     result   {RESULT}"


def _alone(claim: Claim) -> str:
    """Return how likely a claim changes the winner by itself, where it can."""
    chance = claim.worth.chance if claim.worth else 0.0
    return f"; alone it changes the winner in {sayings.percent(chance)} of cases" if chance else ""


def _said(claim: Claim) -> str:
    answer = claim.answer
    return f"{answer.code}, {answer.evidence}" if answer.evidence else answer.code


def demo_document(scripts: Sequence[Script]) -> dict[str, Any]:
    """Return the scripts as JSON holds them."""
    return {
        "vendors": [
            {
                "vendor": script.vendor,
                "open": script.open,
                "claims": [_claim(claim) for claim in script.claims],
            }
            for script in scripts
        ]
    }


def _claim(claim: Claim) -> dict[str, Any]:
    answer = claim.answer
    return {
        "capability": answer.capability,
        "requirement": claim.requirement,
        "must": claim.must,
        "decides": claim.decides,
        "weight": claim.weight,
        "swing": claim.swing,
        "value_of_information": claim.worth.value if claim.worth else None,
        "doubt": claim.worth.doubt if claim.worth else None,
        "code": answer.code,
        "low": answer.low,
        "high": answer.high,
        "evidence": answer.evidence,
        "proof": answer.proof,
        "raw": answer.raw,
        "file": answer.file,
        "sheet": answer.sheet,
        "cell": answer.cell,
        "see": claim.see,
        "steps": [
            {"process": why.process, "step": why.step, "customer": why.customer, "benefit": why.benefit}
            for why in claim.why
        ],
    }
