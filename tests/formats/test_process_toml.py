from __future__ import annotations

from datetime import date

from helpers_maps import EXAMPLE, problems_of, process
from procfit.formats.json_schema import KINDS, json_schema
from procfit.formats.process_toml import read_process_text
from procfit.model.process import Flow, Kpi, Lane, Message, Need, ProcessMap, Rival, Step, Without
from procfit.model.quantities import Duration, Volume

WHOLE = """
format = 1
name = "Lead to order"
customer = "Small-business buyer"
outcome = "A price I can trust"
owner = "Sales operations"
importance = 5
importance_source = "survey 2026-03, n = 212"
default_wait = "0m"
volume = "1200/month"
[[kpi]]
name = "Quote turnaround"
unit = "h"
baseline = 30
target = 8
[[lane]]
id = "sales"
name = "Inside sales"
department = "Sales"
kind = "front"
[[step]]
id = "log-enquiry"
name = "Log enquiry"
lane = "sales"
channel = "phone"
value = 2
benefit = "I need not repeat myself later"
expected = true
adds = "customer"
reason = "GDPR art. 7"
source = "interview 2026-02-11"
work = "2m/5m/14m"
wait = "2h"
cost = 3.50
effort = 1
asks = ["company name", "phone"]
reads = ["price list"]
writes = ["enquiry"]
delivers = ["quote"]
system = "Spreadsheet"
control = "segregation"
rival = { who = "Acme", time = "10m", same_benefit = true, source = "mystery", date = 2026-01-10 }
without = { how = "form", capability = "self-service" }
needs = ["lead-capture", { id = "duplicate-detection", share = 0.3 }]
tags = ["verify"]
approves = "discount"
disposition = "modify"
to_be = { work = "1m", system = "CRM" }
next = ["ok"]
[[step]]
id = "ok"
name = "OK?"
kind = "decision"
next = [{ to = "end", share = "85%", when = "limit free" }, { to = "end", share = 0.15, rejects = true }]
[[step]]
id = "end"
name = "End"
kind = "end"
[[message]]
from = "test#ok"
to = "other#in"
name = "order"
"""


def test_every_field_of_the_format_is_read() -> None:
    log = Step(
        "log-enquiry", "Log enquiry", lane="sales", channel="phone", value=2,
        benefit="I need not repeat myself later", expected=True, adds="customer", reason="GDPR art. 7",
        source="interview 2026-02-11", work=Duration(2, 5, 14), wait=Duration.fixed(120), cost=3.5,
        effort=1,
        asks=("company name", "phone"), reads=("price list",), writes=("enquiry",), delivers=("quote",),
        system="Spreadsheet", control="segregation",
        rival=Rival("Acme", Duration.fixed(10), True, "mystery", date(2026, 1, 10)),
        without=Without("form", "self-service"),
        needs=(Need("lead-capture"), Need("duplicate-detection", 0.3)), tags=("verify",),
        approves="discount", disposition="modify",
        to_be={"work": Duration.fixed(1), "system": "CRM"}, next=(Flow("ok"),),
    )  # fmt: skip
    flows = (Flow("end", 0.85, "limit free"), Flow("end", 0.15, rejects=True))
    decision = Step("ok", "OK?", kind="decision", next=flows)
    assert process(WHOLE, head="") == ProcessMap(
        "test", "Lead to order", customer="Small-business buyer", outcome="A price I can trust",
        owner="Sales operations", importance=5, importance_source="survey 2026-03, n = 212",
        default_wait=Duration.fixed(0), volume=Volume(1200, "month"),
        kpis=(Kpi("Quote turnaround", "h", 30, 8),),
        lanes=(Lane("sales", "Inside sales", "Sales", "front"),),
        steps=(log, decision, Step("end", "End", kind="end")),
        messages=(Message("test#ok", "other#in", "order"),),
    )  # fmt: skip


def test_what_is_absent_is_not_assessed() -> None:
    step = process('[[step]]\nid = "a"\nname = "A"').step("a")
    assert (step.value, step.work, step.wait, step.cost, step.expected, step.adds) == (None,) * 6


def test_ten_mistakes_give_ten_lines_each_with_its_own_number() -> None:
    text = """importance = 9
volume = "many"
colour = "red"
[[lane]]
id = "sales"
kind = "frontt"
[[step]]
id = "Log Enquiry"
name = "Log"
[[step]]
id = "b"
lane = "sale"
name = "B"
work = "5 minutes"
kind = "decision"
next = { c = "50%", d = "40%" }
[[step]]
id = "c"
name = "C"
next = ["nowhere"]
[[step]]
id = "d"
name = "D"
value = true
"""
    problems = problems_of(text)
    assert [problem.where.line for problem in problems] == [3, 4, 5, 8, 10, 14, 16, 18, 22, 26]
    assert all(problem.hint and problem.level == "error" for problem in problems)
    assert len({problem.message for problem in problems}) == 10


def test_a_map_without_format_or_steps_says_so() -> None:
    assert read_process_text("", "a")[1][0].message == "not a map: no format"
    assert read_process_text('format = 1\nname = "A"', "a")[0] is not None


def test_ids_of_files_are_checked() -> None:
    _, problems = read_process_text('format = 1\nname = "A"', "Bad Name")
    assert 'the file name "Bad Name" is not an id' in str(problems[0])


def test_every_file_kind_has_a_schema_that_knows_its_keys() -> None:
    for kind in KINDS:
        schema = json_schema(kind)
        assert schema["type"] == "object"
    properties = json_schema("process")["properties"]["step"]["items"]["properties"]
    assert {"id", "value", "to_be", "next", "rival"} <= set(properties)
    assert all(entry["description"] for entry in properties.values())


def test_the_worked_example_is_without_a_problem() -> None:
    from procfit import open_workspace

    workspace = open_workspace(EXAMPLE)
    assert [str(problem) for problem in workspace.problems] == []
    assert len(workspace.maps) >= 14
    assert sum(len(found.steps) for found in workspace.maps.values()) >= 200
    assert len(workspace.capabilities) >= 70
