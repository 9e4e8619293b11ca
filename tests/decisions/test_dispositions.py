"""A map takes as many dispositions as it can."""

from __future__ import annotations

from helpers_maps import process
from helpers_rules import step
from procfit.decisions.dispositions import with_dispositions

# the way over "mail" begins with its own start, the one over "call" stays
MAP = process(
    step("called", "call", kind="start", share=0.5)
    + step("mailed", "mail", kind="start", share=0.5)
    + step("mail", "call:50% end:50%", kind="decision")
    + step("call", "sort")
    + step("sort", "end:50% again:50%", kind="decision")
    + step("again", "end")
    + step("end", kind="end")
)


def test_steps_that_may_only_go_together_go_together() -> None:
    _, alone = with_dispositions(MAP, {"mail": "discard"})
    assert list(alone) == ["mail"]
    changed, refused = with_dispositions(MAP, {"mail": "discard", "mailed": "discard"})
    assert refused == {}
    assert changed.step("mail").disposition == changed.step("mailed").disposition == "discard"


def test_one_that_cannot_be_taken_does_not_hold_up_the_others() -> None:
    wanted = {"mail": "discard", "sort": "discard", "mailed": "discard", "again": "keep", "": "modify"}
    changed, refused = with_dispositions(MAP, wanted)  # type: ignore[arg-type]
    assert list(refused) == ["sort"]
    assert changed.step("sort").disposition is None
    assert (changed.step("mail").disposition, changed.disposition) == ("discard", "modify")
    assert MAP.disposition is None


def test_an_empty_disposition_takes_one_away() -> None:
    kept, _ = with_dispositions(MAP, {"call": "keep", "": "keep"})
    changed, _ = with_dispositions(kept, {"call": None, "": None})
    assert changed == MAP
