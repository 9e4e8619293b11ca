"""What a vendor offers as proof is shown and offered; only a person makes evidence of it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from helpers_cli import Cli
from helpers_workbooks import content, xlsx

PAGE = "https://docs.acme.example/forms"
HEAD = ("Id", "Requirement", "Answer", "Documentation", "Remarks")
ROWS = (
    ("F-1", "Web forms that capture leads", "S", PAGE, "since 2019"),
    ("F-2", "Duplicate check at entry", "S", None, None),
    ("F-3", "Offline visits", "C", "Admin manual, chapter 4", "app only"),
    ("F-4", "Order status for customers", "N", None, "next year"),
)
CAPABILITIES = """format = 1
[[capability]]
id = "leads"
name = "Lead capture"
[[capability]]
id = "double"
name = "Duplicate check"
"""
LINKS = '\n[links]\nleads = [{ row = "F-1" }]\ndouble = [{ row = "F-2" }]\n'


@pytest.fixture
def taken(cli: Cli) -> Cli:
    """A workbook with a column of proof, imported and linked."""
    (cli.folder / "procfit.toml").write_text('format = 1\nname = "Test"\n', "utf-8")
    (cli.folder / "processes").mkdir()
    (cli.folder / "processes" / "capabilities.toml").write_text(CAPABILITIES, "utf-8")
    (cli.folder / "acme.xlsx").write_bytes(content(xlsx({"Answers": [HEAD, *ROWS]})))
    assert cli("vendors", "import", "acme.xlsx", "--yes", "--by", "ana").code == 0
    write(cli, LINKS)
    return cli


def write(cli: Cli, more: str) -> None:
    path = cli.folder / "vendors" / "acme.toml"
    path.write_text(path.read_text("utf-8") + more, "utf-8")


def shown(cli: Cli, capability: str) -> dict[str, Any]:
    (answer,) = cli("vendors", "show", "acme", capability, "--format", "json").json["answers"]
    found: dict[str, Any] = answer
    return found


def table(cli: Cli) -> dict[str, Any]:
    (found,) = tomllib.loads((cli.folder / "vendors" / "acme.toml").read_text("utf-8"))["table"]
    read: dict[str, Any] = found
    return read


def test_a_column_of_proof_is_found_and_kept_apart_from_remarks(taken: Cli) -> None:
    assert {key: table(taken)[key] for key in ("answer", "proof", "comment")} == {
        "answer": "C",
        "proof": "D",
        "comment": "E",
    }
    assert shown(taken, "leads")["proof"] == PAGE
    (taken.folder / "beech.xlsx").write_bytes((taken.folder / "acme.xlsx").read_bytes())
    out = taken("vendors", "import", "beech.xlsx", "--vendor", "beech").out
    assert "C, remarks E, proof D" in out
    found = taken("vendors", "import", "beech.xlsx", "--vendor", "beech", "--format", "json").json
    assert found["tables"][0]["columns"]["proofs"] == {"beech": "D"}


def test_proof_narrows_nothing_until_a_person_confirms_it(taken: Cli) -> None:
    offered, bare = shown(taken, "leads"), shown(taken, "double")
    assert offered["evidence"] == bare["evidence"] == "claimed"
    assert [offered[key] for key in ("low", "mid", "high")] == [
        bare[key] for key in ("low", "mid", "high")
    ]
    agreed = 'leads = { code = "standard", evidence = "documented", by = "Ana", reason = "read it" }\n'
    write(taken, f"\n[agreed]\n{agreed}")
    confirmed = shown(taken, "leads")
    assert confirmed["evidence"] == "documented"
    assert confirmed["low"] > offered["low"]


def test_it_is_offered_where_somebody_may_confirm_it(taken: Cli) -> None:
    said = f"the vendor says it is documented at {PAGE}"
    assert (
        f"  proof    {said}; nobody has confirmed it yet\n"
        in taken("vendors", "show", "acme", "leads").out
    )
    linked = taken("vendors", "link", "--vendor", "acme", "--all", "--format", "json").json["links"]
    assert {row["proof"] for each in linked for row in each["rows"] if row["row"] == "F-1"} == {PAGE}
    assert said in taken("vendors", "link", "--vendor", "acme", "--all").out
    write(taken, '\n[agreed]\nleads = { code = "standard", evidence = "documented", by = "Ana" }\n')
    first = next(
        line for line in taken("vendors", "show", "acme", "leads").out.splitlines() if "proof" in line
    )
    assert first == f"  proof    {said}"


def test_the_column_of_proof_follows_into_a_new_version(taken: Cli) -> None:
    other = [("F-1", "Web forms that capture leads", "S", "new", f"{PAGE}/2", "since 2019"), *(
        (*row[:3], None, *row[3:]) for row in ROWS[1:]
    )]  # fmt: skip
    head = (*HEAD[:3], "Edition", *HEAD[3:])
    (taken.folder / "acme.xlsx").write_bytes(content(xlsx({"Answers": [head, *other]})))
    result = taken("vendors", "import", "acme.xlsx", "--format", "json")
    assert table(taken)["proof"] == "E"
    (change,) = result.json["changes"]
    assert (change["change"], change["before"]["proof"], change["after"]["proof"]) == (
        "remark",
        PAGE,
        f"{PAGE}/2",
    )
