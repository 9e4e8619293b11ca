"""The whole way of a question workbook: asked, filled in with LibreOffice, taken back, counted."""

from __future__ import annotations

from helpers_cli import Cli
from helpers_office import fill_in_office, needs_uno
from helpers_questions import Form, workspace_in


@needs_uno
def test_a_workbook_filled_in_with_libreoffice_needs_no_manual_step(cli: Cli) -> None:
    workspace_in(cli.folder)
    cli("rfp", "-o", "q.xlsx")
    form = Form((cli.folder / "q.xlsx").read_bytes())
    answers = {"mail": "standard", "calls": "configuration", "record": "third-party", "audit": "none"}
    cells: list[tuple[str, str, str | float]] = [("Instructions", "B6", "Fir CRM"), ("Prices", "E5", 40)]
    for capability, code in answers.items():
        answer, once = form.cell(capability, "answer"), form.cell(capability, "once")
        cells += [
            (answer.parent.title, answer.coordinate, code),
            (once.parent.title, once.coordinate, 900),
        ]
    locked = ("Talking", "C5", "Something else")
    refused = fill_in_office(cli.folder / "q.xlsx", cli.folder / "back.xlsx", [*cells, locked])
    assert refused == ["Talking!C5"]
    result = cli("rfp", "--answers", "back.xlsx", "--yes", "--format", "json")
    assert (result.code, result.json["problems"]) == (0, [])
    assert {each["capability"]: each["code"] for each in result.json["answers"]} == answers
    assert [(extra["amount"], extra["per"]) for extra in result.json["extra_prices"]] == [
        ([900] * 3, "once")
    ] * 4
    (place,) = cli("fit", "--format", "json").json["ranking"]
    assert (place["vendor"], place["coverage"]) == ("fir-crm", 1.0)
