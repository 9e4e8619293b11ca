from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from helpers_cli import Cli
from helpers_maps import EXAMPLE
from helpers_workbooks import HOSTILE, REAL, content, needs_hostile, needs_real, xlsx

FEATURES = ["Web forms", "Duplicate check", "Offline visits", "Quote approval", "Order status"]
LONGEST_SECONDS, MOST_MEGABYTES = 2.0, 300.0


@pytest.fixture
def ready(cli: Cli) -> Cli:
    (cli.folder / "processes").mkdir()
    return cli


def sheet(answers: Sequence[str], ids: bool = True, features: Sequence[str] = ()) -> list[list[object]]:
    pairs = list(zip(features or FEATURES, answers, strict=True))
    if not ids:
        return [["Feature", "Answer", "Remark"], *([feature, answer, ""] for feature, answer in pairs)]
    rows = [[f"F-{FEATURES.index(feature)}", feature, answer, ""] for feature, answer in pairs]
    return [["No.", "Feature", "Answer", "Remark"], *rows]


def put(folder: Path, rows: list[list[object]], name: str = "acme.xlsx") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content(xlsx({"Answers": rows})))
    return folder / name


def vendor(cli: Cli, name: str = "acme") -> dict[str, Any]:
    return tomllib.loads((cli.folder / "vendors" / f"{name}.toml").read_text("utf-8"))


def test_nothing_is_stored_without_a_confirmation(ready: Cli) -> None:
    put(ready.folder, sheet(["S", "C", "N", "x", "R"]))
    result = ready("vendors", "import", "acme.xlsx")
    assert result.code == 0
    assert "Nothing was stored" in result.out
    assert not (ready.folder / "vendors").exists()


def test_the_preview_says_what_was_found_and_why_in_a_hundred_columns(ready: Cli) -> None:
    put(ready.folder, sheet(["S", "P", "see proposal", "x" * 300, "R"]))
    out = ready("vendors", "import", "acme.xlsx").out
    assert max(map(len, out.splitlines())) <= 100
    for said in (
        "Answers!B2:B6",
        "requirement B · id A",
        "acme C, remarks D",
        '"S" standard',
        '"P" (1)',
        "why",
    ):
        assert said in out


def test_a_confirmed_workbook_is_kept_beside_its_mapping(ready: Cli) -> None:
    path = put(ready.folder, sheet(["S", "C", "N", "x", "R"]))
    result = ready("vendors", "import", "acme.xlsx", "--yes", "--by", "ana", "--vendor", "alder")
    assert result.code == 0
    assert (ready.folder / "vendors" / "acme.xlsx").read_bytes() == path.read_bytes()
    (table,) = vendor(ready, "alder")["table"]
    assert {key: table[key] for key in ("file", "sheet", "header", "first", "last")} == {
        "file": "acme.xlsx",
        "sheet": "Answers",
        "header": 1,
        "first": 2,
        "last": 6,
    }
    assert (table["id"], table["feature"], table["answer"], table["comment"]) == ("A", "B", "C", "D")
    assert table["confirmed_by"] == "ana"
    assert ready("check").code == 0


def test_the_document_says_what_other_programs_rely_on(ready: Cli) -> None:
    put(ready.folder, sheet(["S", "P", "N", "x", ""]))
    found = ready("vendors", "import", "acme.xlsx", "--format", "json").json
    assert found["rows"] == 5
    (table,) = found["tables"]
    assert table["columns"]["answers"] == {"acme": "C"}
    assert {key: table["columns"][key] for key in ("id", "group", "feature", "comment")} == {
        "id": "A",
        "group": "",
        "feature": "B",
        "comment": "D",
    }
    assert table["codes"] == {"S": "standard", "N": "none", "x": "standard"}
    assert table["unknown_codes"] == ["P"]
    assert table["reasons"]
    assert 0 < table["confidence"] <= 1
    assert found["stored"] == []


def test_flags_override_each_part(ready: Cli) -> None:
    put(ready.folder, [["a", "b", "c"], *([n, feature, "S"] for n, feature in enumerate(FEATURES))])
    given = ["--sheet", "Answers", "--header", "1", "--feature", "B", "--answer", "alder=C", "--yes"]
    assert ready("vendors", "import", "acme.xlsx", *given).code == 0
    (table,) = vendor(ready, "alder")["table"]
    assert (table["header"], table["feature"], table["answer"]) == (1, "B", "C")


def test_two_vendors_in_one_workbook_get_a_file_each_or_the_one_asked_for(ready: Cli) -> None:
    rows: list[list[object]] = [["Feature", "Acme", "Zenith"], *([name, "S", "N"] for name in FEATURES)]
    put(ready.folder, rows, "both.xlsx")
    assert ready("vendors", "import", "both.xlsx", "--vendor", "zenith", "--yes").code == 0
    assert not (ready.folder / "vendors" / "acme.toml").exists()
    assert vendor(ready, "zenith")["table"][0]["answer"] == "C"
    assert ready("vendors", "import", "both.xlsx", "--vendor", "unknown", "--yes").code == 2


def test_comments_of_an_existing_file_stay(ready: Cli) -> None:
    folder = ready.folder / "vendors"
    put(folder, sheet(["S", "C", "N", "x", "R"]))
    own = '# Acme, since the fair.\nformat = 1\nname = "Acme"  # shown\n\n# Nothing yet.\n[links]\nx = []\n'
    (folder / "acme.toml").write_text(own)
    assert ready("vendors", "import", "vendors/acme.xlsx", "--yes").code == 0
    written = (folder / "acme.toml").read_text()
    for line in own.splitlines():
        assert line in written.splitlines()
    assert vendor(ready)["table"][0]["file"] == "acme.xlsx"
    assert vendor(ready)["links"] == {"x": []}


def start(ready: Cli, answers: Sequence[str], ids: bool = True, extra: str = "") -> None:
    (ready.folder / "processes" / "capabilities.toml").write_text(
        "format = 1\n"
        + "".join(f'[[capability]]\nid = "c{n}"\nname = "{name}"\n' for n, name in enumerate(FEATURES))
    )
    put(ready.folder, sheet(answers, ids))
    assert ready("vendors", "import", "acme.xlsx", "--yes").code == 0
    path = ready.folder / "vendors" / "acme.toml"
    text = path.read_text().replace('evidence = "claimed"', 'evidence = "documented"')
    links = "\n[links]\n" + "".join(
        f'c{n} = [{{ row = "{f"F-{n}" if ids else f"Answers!{n + 2}"}", text = "{name}" }}]  # {n}\n'
        for n, name in enumerate(FEATURES)
    )
    path.write_text(text + links + extra)


def test_a_new_version_comes_in_by_itself_and_what_changed_is_listed(ready: Cli) -> None:
    start(ready, ["S", "C", "N", "S", "R"])
    rows = sheet(
        ["S", "N", "N", "S"], features=["Web forms", "Duplicate check", "Offline visits", "Order status"]
    )
    put(ready.folder, [["Acme, second round"], [], *rows, ["F-9", "Surveys", "S", "new"]])
    result = ready("vendors", "import", "acme.xlsx", "--format", "json")
    assert result.code == 0
    told = [(one["change"], one["row"], one["capabilities"]) for one in result.json["changes"]]
    assert told == [
        ("changed", "F-1", ["c1"]),
        ("changed", "F-4", ["c4"]),
        ("appeared", "F-9", []),
        ("vanished", "F-3", ["c3"]),
    ]
    (table,) = vendor(ready)["table"]
    assert (table["header"], table["first"], table["last"]) == (3, 4, 8)
    assert table["stale"] == ["F-1", "F-4", "F-9"]
    kept = list((ready.folder / "vendors" / "earlier").iterdir())
    assert len(kept) == 1
    assert ready("vendors", "import", "acme.xlsx").out.endswith("the file is as it was confirmed.\n")


def test_a_renamed_version_is_recognized_and_asked_about(ready: Cli) -> None:
    start(ready, ["S", "C", "N", "S", "R"])
    put(ready.folder, sheet(["S", "N", "N", "S", "R"]), "acme-2.xlsx")
    result = ready("vendors", "import", "acme-2.xlsx")
    assert "looks like a new version of acme.xlsx" in result.out
    assert "Nothing was stored" in result.out
    assert vendor(ready)["table"][0]["file"] == "acme.xlsx"
    assert ready("vendors", "import", "acme-2.xlsx", "--yes").code == 0
    (table,) = vendor(ready)["table"]
    assert (table["file"], table["stale"]) == ("acme-2.xlsx", ["F-1"])


def test_codes_confirmed_for_a_vendor_hold_in_its_next_workbook(ready: Cli) -> None:
    start(ready, ["S", "C", "N", "S", "R"])
    path = ready.folder / "vendors" / "acme.toml"
    path.write_text(
        path.read_text().replace("evidence =", 'codes = { "5" = "standard" }\nevidence =', 1)
    )
    rows: list[list[object]] = [["Requirement", "Rating"], *([f"New {n}", n] for n in (5, 4, 3, 5))]
    (ready.folder / "acme-add-ons.xlsx").write_bytes(content(xlsx({"Add-ons": rows})))
    result = ready("vendors", "import", "acme-add-ons.xlsx", "--yes")
    assert "confirmed for the vendor's other workbook" in result.err
    assert vendor(ready)["table"][1]["codes"] == {
        "5": "standard",
        "4": "score-4-of-5",
        "3": "score-3-of-5",
    }


def test_links_survive_inserted_and_moved_rows_without_ids(ready: Cli) -> None:
    start(ready, ["S", "C", "N", "S", "R"], ids=False)
    moved = ["Order status", "Surveys", *FEATURES[:4]]
    put(ready.folder, sheet(["R", "S", "S", "C", "N", "S"], ids=False, features=moved))
    result = ready("vendors", "import", "acme.xlsx", "--format", "json")
    assert [one["change"] for one in result.json["changes"]] == ["appeared"]
    links = vendor(ready)["links"]
    assert [links[f"c{n}"][0]["row"] for n in range(5)] == [
        "Answers!4",
        "Answers!5",
        "Answers!6",
        "Answers!7",
        "Answers!2",
    ]
    assert "# 4" in (ready.folder / "vendors" / "acme.toml").read_text()


AGREED = """
[agreed]
c0 = { code = "standard", evidence = "demonstrated", by = "committee" }
c1 = { code = "configuration", evidence = "demonstrated", by = "committee" }  # seen live

[agreed.c2]
code = "none"
evidence = "reference"
"""


def test_evidence_for_a_changed_answer_is_marked_stale_and_counts_as_claimed(ready: Cli) -> None:
    from procfit.fit.answers import answers_of
    from procfit.workspace import open_workspace

    start(ready, ["S", "C", "N", "S", "R"], extra=AGREED)
    put(ready.folder, sheet(["S", "N", "S", "S", "R"]))
    assert ready("vendors", "import", "acme.xlsx").code == 0
    agreed = vendor(ready)["agreed"]
    assert "stale" not in agreed["c0"]
    assert 'from "C" to "N"' in agreed["c1"]["stale"]
    assert 'from "N" to "S"' in agreed["c2"]["stale"]
    assert "# seen live" in (ready.folder / "vendors" / "acme.toml").read_text()
    workspace = open_workspace(ready.folder)
    assert workspace.problems == ()
    held = workspace.vendors["acme"]
    answers = answers_of(held, workspace.rows["acme"], {}, workspace.evaluation, ["c0", "c1", "c3"])
    assert [answers[name].evidence for name in ("c0", "c1", "c3")] == [
        "demonstrated",
        "claimed",
        "documented",
    ]
    assert "stale" in answers["c1"].rule


def test_without_the_earlier_version_nothing_is_said_to_be_unchanged(ready: Cli) -> None:
    start(ready, ["S", "C", "N", "S", "R"])
    put(ready.folder / "vendors", sheet(["N", "C", "N", "S", "R"]))
    result = ready("vendors", "import", "vendors/acme.xlsx")
    assert "not at hand" in result.err
    assert result.code == 0


def test_the_example_is_read_again_as_it_was_confirmed(ready: Cli) -> None:
    shutil.copytree(EXAMPLE / "vendors", ready.folder / "vendors")
    for path in sorted((EXAMPLE / "vendors").glob("*.[xc]*")):
        before = {file.name: file.read_bytes() for file in (ready.folder / "vendors").glob("*.toml")}
        result = ready("vendors", "import", f"vendors/{path.name}", "--format", "json")
        assert result.json["changes"] == []
        assert before == {
            file.name: file.read_bytes() for file in (ready.folder / "vendors").glob("*.toml")
        }


@needs_real
@pytest.mark.parametrize(
    "name", ["azure_alz_checklist_en.xlsx", "refman_comparison.csv", "fxeditor_feature_matrix.xlsx"]
)
def test_each_answer_is_found_again_at_its_recorded_cell(ready: Cli, name: str) -> None:
    from procfit.workspace import open_workspace

    assert ready("vendors", "import", str(REAL / name), "--yes", "-q").code == 0
    rows = [row for own in open_workspace(ready.folder).rows.values() for row in own]
    if name.endswith(".csv"):
        import csv

        with (ready.folder / "vendors" / name).open(newline="", encoding="utf-8") as file:
            lines = list(csv.reader(file))
    else:
        book = load_workbook(ready.folder / "vendors" / name, data_only=True)
    for row in Random(7).sample(rows, 100):
        if name.endswith(".csv"):
            letters = row.cell.rstrip("0123456789")
            found = lines[int(row.cell[len(letters) :]) - 1][ord(letters) - 65]
        else:
            found = book[row.sheet][row.cell].value or ""
        assert found == row.raw


@needs_real
@pytest.mark.parametrize(
    "name", sorted(path.name for path in REAL.glob("*.[xc]*")) if REAL.is_dir() else []
)
def test_a_strangers_workbook_comes_in_with_a_confirmation_only(ready: Cli, name: str) -> None:
    result = ready("vendors", "import", str(REAL / name), "--yes", "--format", "json")
    assert result.code == 0
    assert result.json["tables"]
    if any(table["columns"]["answers"] for table in result.json["tables"]):
        assert f"vendors/{name}" in result.json["stored"]
        assert ready("check").code == 0


MUST_FAIL = {
    "empty.xlsx",
    "entity-bomb.xlsx",
    "missing-part.xlsx",
    "not-a-zip.xlsx",
    "truncated.xlsx",
    "zip-bomb.xlsx",
    "zip-bomb-lying-header.xlsx",
    "zip-slip.xlsx",
    "binary.csv",
    "ragged.csv",
    "duplicate-headers.csv",
    "utf16-no-bom.csv",
}
MEASURE = """
import resource, sys, time
from pathlib import Path
begun = time.process_time()
from procfit.cli import main
code = main(sys.argv[1:])
status = Path("/proc/self/status")  # what getrusage tells on Linux counts the process that started this one
if status.exists():
    (peak,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    memory = int(peak.split()[1]) / 1024
else:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(code, time.process_time() - begun, memory, file=sys.stderr)
"""


@needs_hostile
@pytest.mark.parametrize(
    "name", sorted(path.name for path in HOSTILE.glob("*.[xc][ls][sv]*")) if HOSTILE.is_dir() else []
)
def test_a_hostile_file_is_one_clear_line_or_a_reading(ready: Cli, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, "vendors", "import", str(HOSTILE / name), "--yes", "-q"],
        cwd=ready.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    *lines, last = done.stderr.splitlines()
    code, seconds, memory = last.split()
    assert int(code) == (3 if name in MUST_FAIL else 0)
    assert len(lines) == (1 if name in MUST_FAIL else 0)
    assert all(name in line for line in lines)
    assert float(seconds) < LONGEST_SECONDS
    assert float(memory) < MOST_MEGABYTES
    assert not any(sign in done.stdout for sign in "\x1b\x07\u202e")


def test_wrong_use_is_told(ready: Cli) -> None:
    put(ready.folder, sheet(["S", "C", "N", "x", "R"]))
    for wrong in (["--header", "0"], ["--feature", "B2"], ["--answer", "alder="]):
        assert ready("vendors", "import", "acme.xlsx", *wrong).code == 2
    result = ready("vendors", "import", "acme.xlsx", "--sheet", "Answer")
    assert result.code == 3
    assert 'did you mean "Answers"?' in result.err
    assert json.loads(ready("vendors", "import", "none.xlsx", "--format", "json").out)["problems"]


def test_a_scale_of_numbers_is_worth_its_shares(ready: Cli) -> None:
    from procfit.workspace import open_workspace

    rows: list[list[object]] = [
        ["Feature", "Rating"],
        *([name, n + 1] for n, name in enumerate(FEATURES)),
    ]
    put(ready.folder, rows)
    assert ready("vendors", "import", "acme.xlsx", "--yes").code == 0
    workspace = open_workspace(ready.folder)
    assert workspace.problems == ()
    code = workspace.rows["acme"][3].code
    assert workspace.evaluation.codes[code].utility == (0.7, 0.8, 0.9)
