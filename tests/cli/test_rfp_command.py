from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from helpers_cli import Cli
from helpers_questions import Form, workspace_in, written
from procfit import open_workspace


@pytest.fixture
def asking(cli: Cli) -> Cli:
    workspace_in(cli.folder)
    return cli


def send_back(cli: Cli, **answers: str) -> None:
    form = Form(written(open_workspace(cli.folder))).answer(**answers)
    (cli.folder / "back.xlsx").write_bytes(form.content)


def test_it_shows_what_would_be_asked_and_why(asking: Cli) -> None:
    result = asking("rfp")
    assert result.code == 0
    assert result.out.startswith("4 questions, 2 of them must-haves\n")
    assert "“I have it today” (Quotes, Send it)" in result.out


def test_it_writes_the_workbook(asking: Cli) -> None:
    result = asking("rfp", "-o", "q.xlsx")
    assert result.out == "q.xlsx: 4 questions on 3 sheets\n"
    assert Form((asking.folder / "q.xlsx").read_bytes()).cell("mail", "number").value == "Q-001"


def test_questions_as_json(asking: Cli) -> None:
    document = asking("rfp", "--format", "json").json
    first = document["questions"][0]
    assert (first["number"], first["capability"], first["must"]) == ("Q-001", "mail", False)
    assert first["why"][0]["benefit"] == "I have it today"


def test_answers_are_taken_with_yes_and_counted(asking: Cli) -> None:
    send_back(asking, mail="standard", calls="none")
    result = asking("rfp", "--answers", "back.xlsx", "--vendor", "Fir", "--yes")
    assert (result.code, result.err) == (0, "")
    assert "Fir (new): 2 of 4 questions answered" in result.out
    ranking = asking("fit", "--format", "json").json["ranking"]
    assert [place["vendor"] for place in ranking] == ["fir"]
    assert ranking[0]["coverage"] > 0


def test_the_import_of_any_workbook_knows_ours(asking: Cli) -> None:
    send_back(asking, mail="standard", calls="none")
    result = asking("vendors", "import", "back.xlsx", "--vendor", "Fir", "--yes")
    assert (result.code, result.err) == (0, "")
    assert "Fir (new): 2 of 4 questions answered" in result.out
    assert (
        asking("vendors", "show", "fir", "mail", "--format", "json").json["answers"][0]["cell"] == "G5"
    )


def test_without_yes_nothing_is_written(asking: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    send_back(asking, mail="standard")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    result = asking("rfp", "--answers", "back.xlsx", "--vendor", "Fir")
    assert "nothing written; take it with --yes" in result.out
    assert not (asking.folder / "vendors/fir.toml").exists()


def test_a_person_at_a_terminal_is_asked(asking: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    send_back(asking, mail="standard")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert "taken: vendors/fir.toml" in asking("rfp", "--answers", "back.xlsx", "--vendor", "Fir").out


def test_tampering_is_told_and_makes_the_exit_code_1(asking: Cli) -> None:
    form = Form(written(open_workspace(asking.folder))).answer(mail="standard")
    place = form.fill("mail", id="post")
    (asking.folder / "back.xlsx").write_bytes(form.content)
    result = asking("rfp", "--answers", "back.xlsx", "--vendor", "Fir", "--yes")
    assert result.code == 1
    assert f'back.xlsx:{place}: the hidden id of Q-001 is "post", and was "mail"' in result.err


def test_answers_as_json(asking: Cli) -> None:
    send_back(asking, mail="standard")
    result = asking("rfp", "--answers", "back.xlsx", "--vendor", "Fir", "--yes", "--format", "json")
    document = json.loads(result.out)
    assert (document["vendor"], document["new"], document["taken"]) == ("fir", True, True)
    (mail,) = [answer for answer in document["answers"] if answer["raw"]]
    assert (mail["capability"], mail["sheet"], mail["cell"]) == ("mail", "Talking", "G5")


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "q.pdf"),
        ("-o", "q.xlsx", "--answers", "back.xlsx"),
        ("--yes",),
        ("--vendor", "fir"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(asking: Cli, arguments: tuple[str, ...]) -> None:
    assert asking("rfp", *arguments).code == 2


def test_nothing_to_ask_is_said(cli: Cli) -> None:
    processes = cli.folder / "processes"
    processes.mkdir(exist_ok=True)
    assert cli("rfp").out == "Nothing to ask: no planned step needs a capability.\n"
    assert cli("rfp", "-o", "q.xlsx").code == 2
    assert not Path(cli.folder / "q.xlsx").exists()


def test_the_demo_script_lists_what_to_see(asking: Cli) -> None:
    send_back(asking, mail="standard", record="standard", audit="roadmap")
    asking("rfp", "--answers", "back.xlsx", "--vendor", "Fir", "--yes")
    result = asking("rfp", "--demo")
    assert result.code == 0
    assert result.out.startswith(
        "Fir: 4 of 4 claims, 100 % of what is open\n\n  1  Audit trail: roadmap, claimed\n"
    )
    assert "     step     “I have it today” – Quotes, Send it\n" in result.out
    assert "     result   [ ] seen   [ ] seen in part   [ ] not seen" in result.out


def test_the_demo_script_as_json_and_as_a_form(asking: Cli) -> None:
    send_back(asking, mail="standard")
    asking("rfp", "--answers", "back.xlsx", "--vendor", "Fir", "--yes")
    result = asking("rfp", "--demo", "--vendor", "fir", "-o", "demo.xlsx", "--format", "json")
    (script,) = result.json["vendors"]
    assert script["vendor"] == "fir"
    assert {claim["decides"] for claim in script["claims"]} == {"gate", "score"}
    assert (asking.folder / "demo.xlsx").exists()


def test_a_demo_without_vendors_says_so(asking: Cli) -> None:
    assert asking("rfp", "--demo").out.startswith("Nothing to see")
    assert asking("rfp", "--demo", "--vendor", "fir").code == 2


def test_what_was_seen_in_a_demo_becomes_agreed_and_counts(asking: Cli) -> None:
    send_back(asking, mail="standard", record="standard", audit="standard")
    asking("rfp", "--answers", "back.xlsx", "--vendor", "Fir", "--yes")
    asking("rfp", "--demo", "-o", "demo.xlsx")
    book = openpyxl.load_workbook(asking.folder / "demo.xlsx")
    sheet = book["Fir"]
    (row,) = [cells[0].row for cells in sheet.iter_rows(min_row=4) if cells[1].value == "mail"]
    sheet[f"J{row}"], sheet[f"K{row}"], sheet[f"M{row}"] = "in part", "roadmap", "Ana"
    book.save(asking.folder / "demo.xlsx")
    shown = asking("rfp", "--demo", "--answers", "demo.xlsx")
    assert shown.out.startswith("fir · mail: roadmap, demo: in part (Ana)\n")
    taken = asking("rfp", "--demo", "--answers", "demo.xlsx", "--yes", "--format", "json")
    assert (taken.code, taken.json["taken"]) == (0, True)
    (answer,) = asking("vendors", "show", "fir", "mail", "--format", "json").json["answers"]
    assert (answer["code"], answer["evidence"], answer["used"]) == ("roadmap", "demonstrated", "agreed")
    assert asking("rfp", "--demo", "--answers", "demo.xlsx").out == "Nothing new was seen.\n"


def test_it_is_told_on_the_way_and_shown_with_the_answer(asking: Cli) -> None:
    workspace = open_workspace(asking.folder)
    for once in (900, 1250):
        form = Form(written(workspace)).answer(mail="standard")
        form.fill("mail", once=once)
        (asking.folder / "q.xlsx").write_bytes(form.content)
        taken = asking("rfp", "--answers", "q.xlsx", "--vendor", "fir", "--yes").out
        assert f"extra prices beside 1 answers: {once:,} once" in taken
    assert "extra price once changed: mail 900 -> 1,250" in taken
    assert (
        "  extra    1,250 once (fir-q.xlsx Talking!J5)" in asking("vendors", "show", "fir", "mail").out
    )
    (answer,) = asking("vendors", "show", "fir", "mail", "--format", "json").json["answers"]
    (extra,) = answer["extra_prices"]
    assert (extra["amount"], extra["per"], extra["cell"]) == ([1250] * 3, "once", "J5")
