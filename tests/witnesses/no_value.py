from __future__ import annotations

from helpers_witnesses import Raw
from procfit.model.finding import Finding

FLAGGED = (
    "quotation#print-quote",
    "lead-to-order#log-enquiry",
    "campaign-response#log-enquiry",
    "onboarding#ask-missing",
    "billing-question#send-dispute",
    "account-review#make-slides",
    "delivery-and-installation#gate-call",
    "quotation#sign-off-discount",
    "complaint#approve-goodwill",
    "campaign-response#rank-response",
    "account-review#rehearse",
    "win-back#thank-anyway",
)
HELD = ("onboarding#screen-sanctions",)
PATH = "from start"


def check(found: Finding, of: Raw) -> None:
    (name,) = found.steps
    step = of.steps[name]
    assert step.get("control") != "regulatory"
    assert (
        step.get("adds") == "nothing"
        or (step.get("adds") == "business" and "reason" not in step)
        or "benefit" not in step
    )
