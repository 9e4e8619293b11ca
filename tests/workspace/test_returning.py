from __future__ import annotations

from pathlib import Path

import pytest

from helpers_questions import Form, workspace_in, written
from procfit import Workspace, open_workspace
from procfit.api import fit
from procfit.model.errors import InputError, OutputError, UsageError
from procfit.workspace.returning import prepare_return, save_return

OWN = """# who they are
format = 1
name = "Fir CRM"

# what we pay today
[price]
users = 12

# their first paper
[[table]]
file = "fir.csv"
id = "A"
feature = "B"
answer = "C"

[links]
mail = [{ row = "7", text = "Mailing" }]  # found by Ana
calls = [{ row = "8" }]

[agreed]
calls = { code = "none", by = "Bo" }
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "ws").mkdir()
    return workspace_in(tmp_path / "ws")


def sent(workspace: Workspace, **answers: str) -> Path:
    form = Form(written(workspace)).answer(**answers)
    form.sheet("Instructions")["B6"] = "Fir CRM"
    path = workspace.root.parent / "questions.xlsx"
    path.write_bytes(form.content)
    return path


def take(workspace: Workspace, path: Path, name: str = "") -> Workspace:
    save_return(workspace, prepare_return(workspace, path, name))
    return open_workspace(workspace.root)


def codes(workspace: Workspace, vendor: str) -> dict[str, str]:
    answers = fit(workspace).answers[vendor]
    return {name: answers[name].code for name in ("mail", "calls", "record", "audit")}


def test_a_new_vendor_counts_at_once(workspace: Workspace) -> None:
    now = take(workspace, sent(workspace, mail="standard", record="roadmap"))
    assert now.problems == ()
    assert now.workbook_problems == ()
    assert now.vendors["fir-crm"].name == "Fir CRM"
    assert codes(now, "fir-crm") == {
        "mail": "standard", "calls": "blank", "record": "roadmap", "audit": "blank",
    }  # fmt: skip


def test_every_answer_keeps_its_cell_and_its_proof(workspace: Workspace) -> None:
    form = Form(written(workspace)).answer(mail="standard")
    form.fill("mail", proof="live demo", comment="Mail module")
    path = workspace.root.parent / "q.xlsx"
    path.write_bytes(form.content)
    answer = fit(take(workspace, path, "Fir")).answers["fir"]["mail"]
    assert (answer.file, answer.sheet, answer.cell, answer.raw) == (
        "fir-q.xlsx", "Talking", "G5", "standard",
    )  # fmt: skip
    assert (answer.proof, answer.comment, answer.evidence) == ("live demo", "Mail module", "claimed")


def test_nothing_is_written_before_it_is_asked_for(workspace: Workspace) -> None:
    prepare_return(workspace, sent(workspace, mail="standard"))
    assert sorted(path.name for path in (workspace.root / "vendors").iterdir()) == ["evaluation.toml"]


def with_own_file(workspace: Workspace) -> Workspace:
    folder = workspace.root / "vendors"
    (folder / "fir.toml").write_text(OWN, encoding="utf-8")
    (folder / "fir.csv").write_text("id,what,answer\n7,Mailing,no\n8,Phone,yes\n", encoding="utf-8")
    return open_workspace(workspace.root)


def test_a_known_vendor_keeps_what_its_team_wrote(workspace: Workspace) -> None:
    workspace = with_own_file(workspace)
    take(workspace, sent(workspace, mail="standard"))
    text = (workspace.root / "vendors/fir.toml").read_text(encoding="utf-8")
    for line in ("# who they are", "# what we pay today\n[price]\nusers = 12", "# their first paper"):
        assert line in text
    assert 'mail = [{ row = "mail", text = "=Mail" }]  # found by Ana' in text
    assert 'calls = { code = "none", by = "Bo" }' in text


def test_an_answer_wins_over_another_workbook_and_silence_does_not(workspace: Workspace) -> None:
    workspace = with_own_file(workspace)
    assert fit(workspace).answers["fir"]["mail"].code == "none"
    now = take(workspace, sent(workspace, mail="standard"))
    assert fit(now).answers["fir"]["mail"].code == "standard"
    assert now.vendors["fir"].links["calls"][0].row == "8"


def test_what_changed_is_listed(workspace: Workspace) -> None:
    workspace = take(workspace, sent(workspace, mail="standard", calls="none"))
    found = prepare_return(workspace, sent(workspace, mail="roadmap", calls="none", record="standard"))
    assert [(each.capability, each.before, each.after) for each in found.changed] == [
        ("mail", "standard", "roadmap"),
        ("record", "blank", "standard"),
    ]


def test_a_newer_workbook_replaces_the_older_one(workspace: Workspace) -> None:
    workspace = take(workspace, sent(workspace, mail="standard"))
    now = take(workspace, sent(workspace, mail="roadmap"))
    assert now.workbook_problems == ()
    assert len(now.vendors["fir-crm"].tables) == 3
    assert codes(now, "fir-crm")["mail"] == "roadmap"


def test_the_older_workbook_is_kept(workspace: Workspace) -> None:
    older = sent(workspace, mail="standard").read_bytes()
    workspace = take(workspace, workspace.root.parent / "questions.xlsx")
    take(workspace, sent(workspace, mail="roadmap"))
    (kept,) = (workspace.root / "vendors/earlier").iterdir()
    assert kept.read_bytes() == older


def test_agreed_evidence_about_another_answer_is_stale(workspace: Workspace) -> None:
    workspace = take(workspace, sent(workspace, mail="standard", calls="standard"))
    own = workspace.root / "vendors/fir-crm.toml"
    agreed = """
[agreed]
mail = { code = "standard", evidence = "demonstrated" }
calls = { code = "standard", evidence = "demonstrated" }
"""
    own.write_text(own.read_text(encoding="utf-8") + agreed, encoding="utf-8")
    workspace = open_workspace(workspace.root)
    now = take(workspace, sent(workspace, mail="roadmap", calls="standard"))
    settled = now.vendors["fir-crm"].agreed
    assert settled["mail"].stale.endswith('the vendor\'s answer went from "standard" to "roadmap"')
    assert settled["calls"].stale == ""
    assert fit(now).answers["fir-crm"]["mail"].evidence == "claimed"


def test_taking_it_twice_changes_nothing(workspace: Workspace) -> None:
    path = sent(workspace, mail="standard")
    workspace = take(workspace, path)
    before = (workspace.root / "vendors/fir-crm.toml").read_bytes()
    take(workspace, path)
    assert (workspace.root / "vendors/fir-crm.toml").read_bytes() == before


def test_prices_are_taken_where_there_are_none(workspace: Workspace) -> None:
    form = Form(written(workspace))
    form.sheet("Prices")["E5"] = 40
    path = workspace.root.parent / "q.xlsx"
    path.write_bytes(form.content)
    assert take(workspace, path, "Fir").vendors["fir"].price.licence_per_user_month == (40, 40, 40)


def test_prices_that_differ_from_known_ones_are_told(workspace: Workspace) -> None:
    workspace = with_own_file(workspace)
    form = Form(written(workspace))
    form.sheet("Prices")["E4"] = 90
    path = workspace.root.parent / "q.xlsx"
    path.write_bytes(form.content)
    found = prepare_return(workspace, path, "fir")
    assert found.vendor.price.users == 12
    assert [each.message for each in found.problems] == [
        "the prices in the workbook differ from [price], which stays as it is"
    ]


def test_a_workbook_that_nobody_owns_needs_a_name(workspace: Workspace) -> None:
    path = workspace.root.parent / "q.xlsx"
    path.write_bytes(written(workspace))
    with pytest.raises(UsageError, match="does not say whose it is"):
        prepare_return(workspace, path)


def test_any_other_workbook_is_sent_to_the_import(workspace: Workspace) -> None:
    path = workspace.root.parent / "q.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="is no question workbook") as error:
        prepare_return(workspace, path, "fir")
    assert "procfit vendors import" in error.value.hint


def test_a_file_of_somebody_else_is_not_overwritten(workspace: Workspace) -> None:
    other = workspace.root / "vendors/fir-crm-questions.xlsx"
    other.write_bytes(b"theirs")
    found = prepare_return(workspace, sent(workspace, mail="standard"))
    with pytest.raises(OutputError, match="is there already"):
        save_return(workspace, found)
    assert other.read_bytes() == b"theirs"


def test_a_vendor_file_changed_meanwhile_is_not_overwritten(workspace: Workspace) -> None:
    workspace = with_own_file(workspace)
    found = prepare_return(workspace, sent(workspace, mail="standard"))
    own = workspace.root / "vendors/fir.toml"
    own.write_text(OWN + "# more\n", encoding="utf-8")
    with pytest.raises(OutputError, match="changed meanwhile"):
        save_return(workspace, found)
    assert own.read_text(encoding="utf-8").endswith("# more\n")


def test_a_file_spelled_so_that_nothing_can_be_added_is_left_alone(workspace: Workspace) -> None:
    own = workspace.root / "vendors/fir.toml"
    own.write_text('format = 1\nname = "Fir CRM"\nlinks = { mail = [] }\n', encoding="utf-8")
    workspace = open_workspace(workspace.root)
    with pytest.raises(OutputError):
        prepare_return(workspace, sent(workspace, mail="standard"))


def test_what_is_required_by_now_and_was_not_asked_is_listed(workspace: Workspace) -> None:
    path = sent(workspace, mail="standard")
    file = workspace.root / "processes/capabilities.toml"
    more = '[[capability]]\nid = "chat"\nname = "Chat"\nmust = true\n'
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert prepare_return(open_workspace(workspace.root), path).newer == ("chat",)


def test_a_vendor_called_evaluation_does_not_take_the_file_of_the_rules(workspace: Workspace) -> None:
    path = sent(workspace, mail="standard")
    assert prepare_return(workspace, path, "Evaluation").vendor.id == "vendor-evaluation"


def test_a_file_that_cannot_be_read_is_left_alone(workspace: Workspace) -> None:
    own = workspace.root / "vendors/fir-crm.toml"
    own.write_text('format = 1\nname = "Fir CRM\n', encoding="utf-8")
    with pytest.raises(OutputError):
        prepare_return(open_workspace(workspace.root), sent(workspace, mail="standard"))


def test_what_was_added_to_the_file_since_it_was_opened_stays(workspace: Workspace) -> None:
    workspace = with_own_file(workspace)
    own = workspace.root / "vendors/fir.toml"
    more = OWN.replace("# their first paper", '[[table]]\nfile = "z.csv"\nfeature = "A"\nanswer = "B"\n')
    own.write_text(more, encoding="utf-8")
    now = take(workspace, sent(workspace, mail="standard"))
    assert [table.file for table in now.vendors["fir"].tables[:2]] == ["z.csv", "fir.csv"]


def renamed(workspace: Workspace, name: str, **answers: str) -> Path:
    return sent(workspace, **answers).rename(workspace.root.parent / name)


def test_a_newer_workbook_of_another_name_replaces_the_older_one_too(workspace: Workspace) -> None:
    form = Form(written(workspace)).answer(mail="standard", calls="roadmap")
    form.sheet("Instructions")["B6"] = "Fir CRM"
    for column, text in enumerate(("Telepathy", "We think ahead", "", "", "standard"), 3):
        form.sheet("Talking").cell(9, column).value = text
    first = workspace.root.parent / "questions.xlsx"
    first.write_bytes(form.content)
    before = first.read_bytes()
    workspace = take(workspace, first)
    found = prepare_return(workspace, renamed(workspace, "round-2.xlsx", mail="roadmap"), "fir-crm")
    assert found.replaced == ("fir-crm-questions.xlsx",)
    save_return(workspace, found)
    now = open_workspace(workspace.root)
    assert {table.file for table in now.vendors["fir-crm"].tables} == {"fir-crm-round-2.xlsx"}
    assert codes(now, "fir-crm") == {
        "mail": "roadmap", "calls": "blank", "record": "blank", "audit": "blank",
    }  # fmt: skip
    (kept,) = (now.root / "vendors/earlier").iterdir()
    assert kept.read_bytes() == before
    assert not (now.root / "vendors/fir-crm-questions.xlsx").exists()
    assert now.workbook_problems == ()
    again = prepare_return(now, now.root.parent / "round-2.xlsx", "fir-crm")
    assert (again.changed, again.replaced) == ((), ())


def test_an_older_workbook_stays_for_what_the_newer_one_does_not_ask(workspace: Workspace) -> None:
    workspace = take(workspace, sent(workspace, mail="standard", calls="roadmap", audit="standard"))
    file = workspace.root / "processes/capabilities.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('name = "Audit trail"\nmust = true', 'name = "Audit trail"'), "utf-8")
    fewer = open_workspace(workspace.root)
    found = prepare_return(fewer, renamed(fewer, "round-2.xlsx", mail="none"), "fir-crm")
    assert found.replaced == ()
    save_return(fewer, found)
    now = open_workspace(workspace.root)
    answers = codes_of(now, "fir-crm")
    assert (answers["mail"], answers["calls"], answers["audit"]) == ("none", "blank", "standard")


def codes_of(workspace: Workspace, vendor: str) -> dict[str, str]:
    from procfit.fit.answers import answers_of

    held, rows = workspace.vendors[vendor], workspace.rows[vendor]
    found = answers_of(held, rows, {}, workspace.evaluation, workspace.capabilities)
    return {name: answer.code for name, answer in found.items()}
