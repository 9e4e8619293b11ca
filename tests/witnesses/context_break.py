from __future__ import annotations

from helpers_witnesses import Raw, fold
from procfit.model.finding import Finding

FLAGGED = ("self-service-support#call-operator",)
HELD = (
    "campaign-response#fill-landing",
    "self-service-support#diagnose",
    "complaint#apologize",
    "onboarding#welcome-call",
    "contract-renewal#confirm-cancel",
)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    *firsts, then = found.steps
    step = of.steps[then]
    uses = {fold(item) for field in ("reads", "delivers") for item in step.get(field, [])}
    assert uses
    for first in firsts:
        before = of.steps[first]
        assert (before["channel"], before.get("system")) != (step["channel"], step.get("system"))
        assert not {"anonymous"} & {*before.get("tags", []), *step.get("tags", [])}
    for run in of.runs():
        for place, (name, _) in enumerate(run):
            if name == then:
                _nothing_comes_along(of, [each for each, _ in run[:place]], uses)


def _nothing_comes_along(of: Raw, past: list[str], uses: set[str]) -> None:
    contacts = [name for name in past if {"channel", "asks"} & of.steps[name].keys()]
    known = {
        fold(item)
        for name in contacts
        for field in ("asks", "reads", "writes", "delivers")
        for item in of.steps[name].get(field, [])
    }
    for name in past:
        if {fold(item) for item in of.steps[name].get("reads", [])} & known:
            known |= of.writes(name)
    assert not uses & known
