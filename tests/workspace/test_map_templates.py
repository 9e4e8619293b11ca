from __future__ import annotations

from importlib.resources import files

import pytest

from procfit.flow.measure import measure
from procfit.formats.process_toml import read_process_text
from procfit.model.portfolio import Portfolio
from procfit.rules.engine import check
from procfit.workspace.map_templates import NAMES, map_templates

TEMPLATES = {template.id: template for template in map_templates()}


def test_every_template_is_offered() -> None:
    folder = files("procfit") / "templates" / "maps"
    assert {entry.name for entry in folder.iterdir()} == {f"{name}.toml" for name in NAMES}
    assert tuple(TEMPLATES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_template_reads_without_a_word(name: str) -> None:
    text = (files("procfit") / "templates" / "maps" / f"{name}.toml").read_text(encoding="utf-8")
    assert read_process_text(text, name)[1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_invents_no_figure(name: str) -> None:
    template = TEMPLATES[name]
    assert (template.importance, template.volume, template.default_wait, template.kpis) == (
        None,
        None,
        None,
        (),
    )
    for step in template.steps:
        assert (step.work, step.wait, step.cost, step.value, step.effort) == (None,) * 5
        assert (step.adds, step.expected, step.disposition, step.share) == (None,) * 4
        assert [flow.share for flow in step.next] == [None] * len(step.next)


@pytest.mark.parametrize("name", NAMES)
def test_every_step_has_a_lane_and_lies_on_a_way_from_the_customer_to_the_customer(name: str) -> None:
    template = TEMPLATES[name]
    lanes = {lane.id: lane.kind for lane in template.lanes}
    assert all(step.lane in lanes for step in template.steps)
    reached, ahead = set(), [template.starts[0].id]
    while ahead:
        step = ahead.pop()
        if step not in reached:
            reached.add(step)
            ahead += [flow.to for flow in template.step(step).next]
    assert reached == {step.id for step in template.steps}
    assert all(
        lanes[step.lane] == "customer" for step in template.steps if step.kind in ("start", "end")
    )


def test_what_nobody_said_is_not_assessed_and_accuses_nobody() -> None:
    portfolio = Portfolio(TEMPLATES)
    for template in TEMPLATES.values():
        assert measure(template, portfolio).touch_time is None
    assert [finding for finding in check(portfolio).findings if finding.level == "error"] == []
