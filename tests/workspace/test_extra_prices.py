"""Extra prices from question workbooks: stored with their cells, and following a newer workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers_questions import Form, put, workspace_in, written
from procfit import Workspace, open_workspace
from procfit.formats.extra_save import with_extras
from procfit.formats.toml_file import parse_toml
from procfit.formats.vendor_toml import build_vendor
from procfit.model.errors import OutputError
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import ExtraPrice
from procfit.workspace.extra_prices import ChangedPrice
from procfit.workspace.returning import Return, prepare_return, save_return

OWN = """format = 1
name = "Fir CRM"

# what we pay today
[price]
users = 12  # all of us

# asked on the phone
[[price.extra]]
capability = "record"
amount = [10, 20, 40]
per = "user-month"

[[price.extra]]
capability = "calls"  # by hand
amount = 700
per = "once"

# theirs
[links]
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "ws").mkdir()
    return workspace_in(tmp_path / "ws")


def own_file(workspace: Workspace) -> Path:
    return workspace.root / "vendors/fir.toml"


def with_own_file(workspace: Workspace, text: str = OWN) -> Workspace:
    own_file(workspace).write_text(text, encoding="utf-8")
    return open_workspace(workspace.root)


def sent(workspace: Workspace, **cells: dict[str, object]) -> Return:
    """Return what taking a workbook with these extra prices would do."""
    form = Form(written(workspace)).answer(mail="standard")
    for capability, prices in cells.items():
        form.fill(capability, **prices)
    path = workspace.root.parent / "q.xlsx"
    path.write_bytes(form.content)
    return prepare_return(workspace, path, "fir")


def take(workspace: Workspace, **cells: dict[str, object]) -> Workspace:
    save_return(workspace, sent(workspace, **cells))
    return open_workspace(workspace.root)


def extras(workspace: Workspace) -> list[tuple[str, float, str, str]]:
    assert not [each for each in workspace.problems if each.level == "error"]
    return [
        (each.capability, each.amount[1], each.per, each.cell)
        for each in workspace.vendors["fir"].price.extra
    ]


def fixed(amount: float) -> tuple[float, float, float]:
    return amount, amount, amount


def test_extra_prices_are_stored_with_the_cell_they_come_from(workspace: Workspace) -> None:
    now = take(workspace, mail={"once": 900, "yearly": 99.5}, audit={"yearly": 0})
    assert extras(now) == [
        ("mail", 900, "once", "J5"),
        ("mail", 99.5, "year", "K5"),
        ("audit", 0, "year", "K5"),
    ]
    first = now.vendors["fir"].price.extra[0]
    assert (first.file, first.sheet, first.date) == ("fir-q.xlsx", "Talking", now.opened)
    book = Form((now.root / "vendors" / first.file).read_bytes()).sheet(first.sheet)
    assert book[first.cell].value == 900


def test_a_newer_workbook_updates_them_and_tells_what_changed(workspace: Workspace) -> None:
    now = take(workspace, mail={"once": 900, "yearly": 100}, audit={"once": 50})
    found = sent(now, mail={"once": 1200, "yearly": 100}, record={"yearly": 7})
    assert found.extras.changed == (
        ChangedPrice("mail", "once", fixed(900), fixed(1200)),
        ChangedPrice("audit", "once", fixed(50), None),
        ChangedPrice("record", "year", None, fixed(7)),
    )
    save_return(now, found)
    assert [each[:3] for each in extras(open_workspace(now.root))] == [
        ("mail", 1200, "once"),
        ("mail", 100, "year"),
        ("record", 7, "year"),
    ]


def test_taking_it_twice_changes_nothing(workspace: Workspace) -> None:
    now = take(workspace, mail={"once": 900})
    before = own_file(now).read_bytes()
    again = prepare_return(now, now.root.parent / "q.xlsx", "fir")
    assert again.extras.changed == ()
    save_return(now, again)
    assert own_file(now).read_bytes() == before


def test_what_was_written_by_hand_stays_and_what_differs_is_told(workspace: Workspace) -> None:
    now = with_own_file(workspace)
    found = sent(now, calls={"once": 800}, mail={"once": 1})
    (told,) = found.problems
    assert told.message.startswith("Talking!J6 in the workbook says 800 as the extra price of calls")
    assert found.extras.changed == ()
    save_return(now, found)
    text = own_file(now).read_text(encoding="utf-8")
    assert text.startswith(OWN.partition("# theirs")[0])
    assert extras(open_workspace(now.root)) == [
        ("record", 20, "user-month", ""),
        ("calls", 700, "once", ""),
        ("mail", 1, "once", "J5"),
    ]


def test_a_price_given_twice_and_differently_is_told_and_not_taken(workspace: Workspace) -> None:
    form = Form(written(workspace)).answer(mail="standard")
    form.fill("mail", once=5)
    sheet = form.sheet("Talking")
    for column in range(1, 12):
        put(sheet.cell(7, column), sheet.cell(5, column).value)
    put(sheet.cell(7, 10), 6)
    told = form.returned
    assert told.extras == ()
    assert any("twice and differently" in each.message for each in told.problems)


@pytest.mark.parametrize(
    "price",
    [
        'price = { extra = [{ capability = "mail", amount = 1, per = "once", file = "x", cell = "J5" }] }',
        '[price]\nextra = [{ capability = "mail", amount = 1, per = "once", file = "x", cell = "J5" }]',
    ],
)
def test_a_file_spelled_so_that_prices_cannot_be_changed_is_left_alone(
    workspace: Workspace, price: str
) -> None:
    now = with_own_file(workspace, f'format = 1\nname = "Fir CRM"\n{price}\n')
    with pytest.raises(OutputError, match="prices"):
        sent(now, mail={"once": 900})


def test_what_is_unknown_or_no_price_is_told_at_its_line(workspace: Workspace) -> None:
    text = OWN.replace('"record"', '"recrod"').replace('"user-month"', '"week"').replace("700", "-1")
    problems = with_own_file(workspace, text).problems
    assert [each.where.line for each in problems] == [12, 16]
    names = with_own_file(workspace, OWN.replace('"record"', '"recrod"')).problems
    assert [(each.where.line, each.message) for each in names] == [(10, 'unknown capability "recrod"')]


def test_a_changed_price_keeps_the_remarks_around_it() -> None:
    text = OWN.replace("amount = 700", "amount = 700 # per site")
    vendor = build_vendor(parse_toml(text, "fir.toml"), "fir", DEFAULT_EVALUATION)
    assert vendor is not None
    held = vendor.price.extra
    now = ExtraPrice("calls", (1.0, 2.0, 3.0), "once", "q.xlsx", "Talking", "J6", date(2026, 5, 2))
    after = with_extras(text, held, (None, now), ())
    assert "amount = [1, 2, 3] # per site" in after
    assert 'capability = "calls"  # by hand' in after
    assert "record" not in after
    assert "# theirs\n[links]\n" in after
    read = build_vendor(parse_toml(after, "fir.toml"), "fir", DEFAULT_EVALUATION)
    assert read is not None
    assert read.price.extra == (now,)
