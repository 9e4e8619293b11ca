from __future__ import annotations

from dataclasses import replace

import pytest

from helpers_compare import edited
from helpers_maps import EXAMPLE, HEAD, chain, process
from procfit import check, measure, open_workspace
from procfit.compare.effects import Amount, Effects, Figure, Side, effects_of
from procfit.compare.maps import compare_maps
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, View
from procfit.model.quantities import Duration

TIMED = process(
    chain(
        "ask",
        "check",
        "quote",
        ask='work = "5m"\nvalue = 2\nasks = ["address"]\nbenefit = "b"\nadds = "customer"',
        check='work = "3m"\nvalue = 0\nasks = ["address"]\nadds = "nothing"',
        quote='work = "2m"\nvalue = 4\nbenefit = "b"\nadds = "customer"\ndelivers = ["quote"]',
    ),
    HEAD + 'default_wait = "0m"\n',
)


def effects(before: ProcessMap, after: ProcessMap, view: View | None = None) -> Effects:
    sides = [Side(name, found, Portfolio(), view) for name, found in (("a", before), ("b", after))]
    return effects_of(*sides, compare_maps(sides[0].process, sides[1].process).pairs)


def without(found: ProcessMap, step: str, target: str) -> ProcessMap:
    left = replace(found, steps=tuple(other for other in found.steps if other.id != step))
    return edited(left, "ask", next=(Flow(target),))


def test_figures_are_told_before_and_after() -> None:
    figures = effects(TIMED, edited(TIMED, "quote", work=Duration.fixed(7))).figures
    assert figures is not None
    assert figures["lead_time"] == Figure(Amount(10.0), Amount(15.0))
    assert figures["lead_time"].difference == 5.0
    assert figures["cost"] == Figure(Amount(None), Amount(None))
    assert figures["value"].difference == 0.0


def test_a_lower_bound_is_called_one_and_has_no_difference() -> None:
    found = effects(TIMED, edited(TIMED, "quote", work=None, value=None))
    assert found.figures is not None
    assert found.figures["lead_time"].after == Amount(8.0, at_least=True)
    assert found.figures["value"].after == Amount(2.0, at_least=True)
    assert found.figures["lead_time"].difference is None
    assert found.missing[0] == {"rate": ("ask", "check", "quote")}
    assert found.missing[1]["work"] == ("quote",)


def test_whole_maps_are_also_compared_as_planned() -> None:
    planned = edited(TIMED, "quote", disposition="modify", to_be={"work": Duration.fixed(1)})
    found = effects(TIMED, planned)
    assert found.figures is not None
    assert found.planned is not None
    assert found.figures["lead_time"].difference == 0.0
    assert found.planned["lead_time"].difference == -1.0
    assert effects(TIMED, planned, "to-be").planned is None


def test_findings_are_gone_new_or_the_same_under_new_ids_too() -> None:
    found = effects(TIMED, without(TIMED, "check", "quote")).findings
    assert found is not None
    assert {finding.rule for finding in found.gone} >= {"repeat-ask", "no-value"}
    assert found.new == ()
    back = effects(without(TIMED, "check", "quote"), TIMED).findings
    assert back is not None
    assert back.new == found.gone
    renamed = edited(edited(TIMED, "check", id="verify"), "ask", next=(Flow("verify"),))
    same = effects(TIMED, renamed).findings
    assert same is not None
    assert (same.gone, same.new) == ((), ())
    assert {step for finding in same.same for step in finding.steps} >= {"verify"}


def test_a_finding_that_can_no_longer_be_judged_is_not_called_solved() -> None:
    found = effects(TIMED, edited(TIMED, "check", adds=None, value=None)).findings
    assert found is not None
    (gone,) = (finding for finding in found.gone if finding.rule == "no-value")
    assert gone in found.unjudged
    back = effects(edited(TIMED, "check", adds=None, value=None), TIMED).findings
    assert back is not None
    assert gone in back.new
    assert gone in back.unjudged
    solved = effects(TIMED, without(TIMED, "check", "quote")).findings
    assert solved is not None
    assert solved.unjudged == ()


def test_a_map_that_cannot_be_judged_has_no_figures_and_says_why() -> None:
    loop = edited(TIMED, "quote", next=(Flow("ask"),))
    found = effects(TIMED, loop)
    assert (found.figures, found.findings) == (None, None)
    assert found.reasons == ("b: no way out of the loop ask, check, quote",)


@pytest.mark.parametrize("view", [None, "as-is", "to-be"])
def test_maps_that_run_inside_themselves_have_no_figures(view: View | None) -> None:
    """An old version of a map may call one that calls it today."""
    caller = replace(
        process('[[step]]\nid = "x"\nname = "X"\nkind = "call"\ncall = "test"\n'), id="other"
    )
    called = edited(TIMED, "check", kind="call", call="other")
    sides = [Side("a", found, Portfolio({"other": caller}), view) for found in (called, TIMED)]
    found = effects_of(*sides, {})
    assert found.figures is None
    assert found.reasons == ("a: maps that run inside themselves: other, test",)


@pytest.mark.parametrize("name", ["lead-to-order", "complaint", "return-and-refund"])
def test_figures_of_the_example_are_those_of_measure_and_findings_those_of_check(name: str) -> None:
    workspace = open_workspace(EXAMPLE)
    whole = workspace.maps[name]
    sides = [Side(view, whole, workspace.portfolio, view) for view in ("as-is", "to-be")]
    found = effects_of(*sides, compare_maps(sides[0].process, sides[1].process).pairs)
    assert found.figures is not None
    assert found.findings is not None
    for side, view in (("before", "as-is"), ("after", "to-be")):
        measured = measure(whole, workspace, "as-is" if view == "as-is" else "to-be")
        assert getattr(found.figures["lead_time"], side).value == measured.lead_time.mean
        assert getattr(found.figures["cost"], side).value == measured.cost
    judged = check(workspace, [name]).findings
    assert len(found.findings.gone) + len(found.findings.same) == len(judged)
