"""Whatever a map looks like, every rule says something sound of it and comes to an end."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_random_maps import valid_maps
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, LaneKind, ProcessMap, Step
from procfit.rules.engine import all_rules, check

OTHER = ProcessMap("other", "Other", steps=(Step("x", "X", channel="phone", writes=("quote",)),))


@settings(max_examples=50)
@given(valid_maps(), st.booleans(), st.sampled_from(["front", "customer", None]))
def test_every_rule_ends_with_findings_that_name_steps_of_the_map(
    process: ProcessMap, offered: bool, kind: LaneKind | None
) -> None:
    lanes = tuple(replace(lane, kind=kind) if lane.id == "sales" else lane for lane in process.lanes)
    process = replace(process, lanes=lanes)
    around = Portfolio(
        {process.id: process, "other": OTHER},
        offered={"forms": ("Alder",)} if offered else {},
        today=date(2026, 11, 25),
    )
    report = check(around, [process.id])
    for found in report.findings:
        assert set(found.steps) <= {step.id for step in process.as_is.steps}
        assert found.steps
        assert found.witness.path
    gaps = [gap.rule for gap in report.not_assessed if gap.rule in ONCE]
    assert len(gaps) == len(set(gaps))


ONCE = {
    "benefit-elsewhere",
    "replaceable",
    "beaten-by-rival",
    "too-many-faces",
    "long-wait",
    "silent-end",
}
"""The rules that tell all they could not judge of a map at once."""


def test_maps_without_ways_or_ends_stop_no_rule() -> None:
    alone = ProcessMap("alone", "Alone", steps=(Step("a", "A"), Step("b", "B", kind="end")))
    barred = ProcessMap(
        "barred",
        "Barred",
        steps=(
            Step("d", "D", kind="decision", next=(Flow("a", 0.0), Flow("b", 1.0))),
            Step("a", "A", benefit="x", asks=("name",), next=(Flow("b"),)),
            Step("b", "B", benefit="x", channel="phone"),
        ),
    )
    empty = ProcessMap("empty", "Empty")
    report = check(Portfolio({each.id: each for each in (alone, barred, empty)}))
    assert {found.rule for found in report.findings} <= set(all_rules())
