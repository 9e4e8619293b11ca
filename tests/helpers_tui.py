"""A small workspace that never changes, for the tests of the terminal app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from procfit.model.finding import Finding, NotAssessed, Savings, Witness
from procfit.rules.engine import Report
from procfit.tui.app import ProcfitApp

P = ParamSpec("P")

SETTINGS = """
name = "Pump works"
currency = "EUR"
[rates]
default = 60
customer = 0
"""

ENQUIRY = """
format = 1
name = "Enquiry to quote"
customer = "Small workshop"
outcome = "A price I can trust"
owner = "Sales"
importance = 5
importance_source = "survey, n = 40"
volume = "100/month"
default_wait = "0m"

[[kpi]]
name = "Turnaround"
unit = "h"
baseline = 30
target = 8

[[lane]]
id = "customer"
name = "Workshop"
kind = "customer"

[[lane]]
id = "sales"
name = "Inside sales"
department = "Sales"
kind = "front"

[[step]]
id = "ask"
name = "Enquire"
lane = "customer"
kind = "start"
next = ["log"]

[[step]]
id = "log"
name = "Log enquiry"
lane = "sales"
channel = "phone"
value = 2
benefit = "I need not repeat myself"
expected = true
adds = "customer"
source = "interview 2026-02-11"
work = "5m"
wait = "2h"
asks = ["company name", "address"]
writes = ["enquiry", "address", "company name"]
system = "CRM"
needs = ["lead-capture"]
disposition = "keep"
next = ["ask-address"]

[[step]]
id = "ask-address"
name = "Ask for the address"
lane = "sales"
channel = "phone"
adds = "nothing"
work = "3m"
asks = ["address"]
writes = ["address"]
system = "CRM"
disposition = "discard"
next = ["known"]

[[step]]
id = "known"
name = "Known customer?"
lane = "sales"
kind = "decision"
next = { quote = "75%", check = "25%" }

[[step]]
id = "check"
name = "Check the workshop"
lane = "sales"
work = "20m"
wait = "1d"
value = 1
benefit = "They know me"
needs = ["customer-record"]
next = ["quote"]

[[step]]
id = "quote"
name = "Send quote"
lane = "sales"
channel = "e-mail"
value = 5
benefit = "A price"
expected = true
adds = "customer"
work = "10m/15m/40m"
needs = ["quotation", { id = "customer-record", share = 0.3 }]
disposition = "modify"
to_be = { work = "5m" }
delivers = ["quote"]
next = ["read"]

[[step]]
id = "read"
name = "Read the quote"
lane = "customer"
kind = "end"
"""

RETURN = """
format = 1
name = "Return"
importance = 2

[[lane]]
id = "customer"
name = "Workshop"
kind = "customer"

[[lane]]
id = "back"
name = "Back office"
department = "Service"
kind = "back"

[[step]]
id = "send"
name = "Send it back"
lane = "customer"
work = "30m"
next = ["refund"]

[[step]]
id = "refund"
name = "Refund"
lane = "back"
value = 3
benefit = "My money back"
needs = ["refunds"]
"""

BROKEN = """
format = 1
name = "Broken"

[[step]]
id = "a"
name = "A"
next = ["nowhere"]
"""

CAPABILITIES = """
format = 1
[[capability]]
id = "lead-capture"
name = "Lead capture"
group = "Sales"
must = true

[[capability]]
id = "quotation"
name = "Quotation"
group = "Sales"
description = "Make a priced offer"

[[capability]]
id = "customer-record"
name = "Customer record"
group = "Service"

[[capability]]
id = "refunds"
name = "Refunds"
group = "Service"

[[capability]]
id = "fax"
name = "Fax gateway"
group = "Service"
"""

EVALUATION = """
format = 1
weight_basis = "importance"
evaluators = ["ana", "bo"]
"""

ALDER = """
format = 1
name = "Alder CRM"

[[table]]
file = "alder.xlsx"
sheet = "Functional"
layout = "rows"
header = 1
first = 2
last = 5
id = "A"
feature = "B"
answer = "C"
comment = "D"
evidence = "documented"

[links]
lead-capture = [{ row = "F-1", text = "Web-to-lead forms" }]
quotation = [{ row = "F-2", text = "Quotes" }]
customer-record = [{ row = "F-3", text = "One record" }]
refunds = []
"""

CEDAR = """
format = 1
name = "Cedar"

[agreed]
lead-capture = { code = "standard", evidence = "demonstrated", by = "committee", reason = "seen in the demo" }
quotation = { code = "none", by = "committee", reason = "they said so" }
customer-record = { code = "roadmap", by = "committee", reason = "promised for autumn" }
"""

SCORES = """
format = 1
[cedar]
refunds = { code = "configuration", note = "looked fine" }
"""

ROWS = (
    ("Id", "Feature", "Answer", "Comment"),
    ("F-1", "Web-to-lead forms", "S", "part of the base module"),
    ("F-2", "Quotes", "C", ""),
    ("F-3", "One record", "S", ""),
    ("F-4", "Something else", "R", ""),
)


REPORT = Report(
    findings=(
        Finding(
            "repeat-ask",
            "enquiry",
            ("ask-address",),
            'Customers give their address here although every case has it since "Log enquiry".',
            Witness(("log", "ask-address"), ("address",)),
            "no step verifies it, and it does not expire",
            "discard",
            saves=Savings(3.0, 3.0, 300.0, 300.0),
            assumes=("ask-address",),
        ),
        Finding(
            "long-wait",
            "enquiry",
            ("check",),
            "96 % of the time at this step is waiting.",
            Witness(("known", "check")),
            "nobody waits for the customer",
            "modify",
            level="note",
        ),
        Finding(
            "no-value",
            "return",
            ("send",),
            '"Send it back" gives the customer nothing.',
            Witness(("send",)),
            "no law demands it",
            "modify",
            accepted=True,
            accepted_reason="the carrier wants it so",
        ),
    ),
    not_assessed=(NotAssessed("beaten-by-rival", "return", ("refund",), ("rival",)),),
)
"""Findings for the pictures, so that a new rule does not change them."""


def small_workspace(
    root: Path, *, broken: bool = False, vendors: bool = True, hostile: str = ""
) -> Path:
    """Write the workspace into `root` and return it; `hostile` becomes the name of a step."""
    enquiry = ENQUIRY.replace('name = "Log enquiry"', f"name = {hostile}") if hostile else ENQUIRY
    files = {
        "procfit.toml": SETTINGS,
        "processes/enquiry.toml": enquiry,
        "processes/return.toml": RETURN,
        "processes/capabilities.toml": CAPABILITIES,
    }
    if broken:
        files["processes/broken.toml"] = BROKEN
    if vendors:
        files |= {
            "vendors/evaluation.toml": EVALUATION,
            "vendors/alder.toml": ALDER,
            "vendors/cedar.toml": CEDAR,
            "vendors/scores/ana.toml": SCORES,
        }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    if vendors:
        _write_workbook(root / "vendors" / "alder.xlsx")
    return root


def _write_workbook(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Functional"
    for row in ROWS:
        sheet.append(row)
    book.save(path)


def in_loop(test: Callable[P, Coroutine[None, None, None]]) -> Callable[P, None]:
    """Run an async test."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


@asynccontextmanager
async def driven(root: Path, size: tuple[int, int] = (160, 48)) -> AsyncIterator[Pilot[int]]:
    """Run the app on a workspace; it begins when all figures are there."""
    app = ProcfitApp(root)
    app.patience = 0.0
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[int]) -> None:
    """Wait until everything is worked out and drawn."""
    assert isinstance(pilot.app, ProcfitApp)
    while not pilot.app.session.done >= {"measures", "findings", "fit"}:
        await pilot.pause(0.01)
    while True:
        try:
            await pilot.app.workers.wait_for_complete()
            break
        except WorkerCancelled:  # a later one does its work
            await pilot.pause()
    for _ in range(3):
        await pilot.pause()


def screen_text(pilot: Pilot[int]) -> str:
    """Return what stands on the screen, line by line."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)
