from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from helpers_flow import Tree, holds, map_of, trees
from helpers_maps import chain, process
from procfit.flow.figures import MapFigures, figures_of
from procfit.flow.measure import Gap, measure
from procfit.flow.simulation import simulated
from procfit.flow.waiting import _between, _contacts, waiting_between_contacts, waiting_parts
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap


def figures(made: ProcessMap) -> MapFigures:
    return figures_of(made, Portfolio(), "as-is")


def with_contacts(made: ProcessMap) -> ProcessMap:
    """Return a map in which every second task is a contact."""
    tasks = [step.id for step in made.steps if step.kind == "task"]
    met = set(tasks[::2])
    return replace(
        made,
        steps=tuple(replace(step, channel="web" if step.id in met else "") for step in made.steps),
    )


def test_waiting_counts_only_after_one_contact_and_before_the_next() -> None:
    fields = {
        "a": 'work = "1m"\nwait = "9m"',
        "b": 'work = "5m"\nwait = "7m"\nchannel = "web"',
        "c": 'work = "11m"\nwait = "13m"',
        "d": 'work = "17m"\nwait = "19m"\nchannel = "phone"',
        "e": 'work = "23m"\nwait = "29m"',
    }
    made = figures(process(chain(*fields, **fields)))
    assert waiting_parts(made) == pytest.approx({"a": 0, "b": 0, "c": 24, "d": 19, "e": 0})
    assert waiting_between_contacts(made).mean == pytest.approx(24 + 19)


def test_a_single_contact_has_nothing_to_wait_between() -> None:
    made = process(chain("x", "y", x='channel = "web"\nwait = "5m"\nwork = "1m"'))
    assert waiting_between_contacts(figures(made)).mean == 0


def test_without_contacts_there_is_no_waiting_to_assess() -> None:
    assert waiting_between_contacts(figures(process(chain("x")))).mean is None


@settings(max_examples=40)
@given(trees)
def test_simulated_waiting_agrees_with_the_exact_one(tree: Tree) -> None:
    if holds(tree, {"and", "or"}):
        return
    made = figures(with_contacts(map_of(tree)[0]))
    exact = waiting_between_contacts(made)
    if exact.mean is None:
        return
    assert exact.method == "exact"
    drawn = simulated(made, recorded=True)
    assert drawn is not None
    simulated_mean = sum(_between(made, _contacts(made), drawn.played.recorded).values())
    # Ten standard errors of the lead time, which spreads at least as much on these maps.
    assert simulated_mean == pytest.approx(exact.mean, rel=0.1, abs=10 * drawn.standard_error + 1e-6)


def test_contacts_without_effort_make_the_effort_a_lower_bound() -> None:
    contact = 'channel = "web"\nwork = "1m"\nwait = "0m"\n'
    some = measure(process(chain("x", "y", x=contact + "effort = 2", y=contact)), Portfolio())
    assert (some.effort, some.is_lower("effort")) == (2, True)
    assert Gap("effort", ("y",)) in some.not_assessed
    none = measure(process(chain("x", "y", x=contact, y=contact)), Portfolio())
    assert (none.effort, none.is_lower("effort")) == (None, False)
