"""A vendor that answers by color, from the import to the cell."""

from __future__ import annotations

import json
import tomllib

from openpyxl.styles import PatternFill

from helpers_cli import Cli
from helpers_workbooks import content, xlsx

FEATURES = ["Web forms", "Duplicate check", "Offline visits", "Quote approval"]
COLORS = ["00B050", "FF0000", "00B050", "7030A0"]
LEGEND = {"00B050": "Supported out of the box", "FF0000": "Not available"}


def put(cli: Cli) -> None:
    """Write a workbook whose answers are colors, with a legend for two of the three."""
    rows = [["No.", "Requirement", "Answer"]]
    rows += [[f"F-{number}", feature] for number, feature in enumerate(FEATURES, 1)]
    book = xlsx({"Answers": rows, "Legend": [[None, words] for words in LEGEND.values()]})
    for row, color in enumerate(COLORS, 2):
        book["Answers"].cell(row, 3).fill = PatternFill("solid", fgColor=f"FF{color}")
    for row, color in enumerate(LEGEND, 1):
        book["Legend"].cell(row, 1).fill = PatternFill("solid", fgColor=f"FF{color}")
    (cli.folder / "processes").mkdir()
    (cli.folder / "acme.xlsx").write_bytes(content(book))


def test_the_preview_shows_the_colors_and_asks_for_the_unknown_one(cli: Cli) -> None:
    put(cli)
    out = cli("vendors", "import", "acme.xlsx").out
    assert "fill      answer cells without text are read by their color" in out
    assert '"green fill #00B050" standard, "red fill #FF0000" none' in out
    assert '"purple fill #7030A0" (1): not read until somebody says' in out
    assert "answers by color under C" in out
    assert max(map(len, out.splitlines())) <= 100


def test_the_mapping_is_stored_and_a_new_version_is_read_by_it(cli: Cli) -> None:
    put(cli)
    assert cli("vendors", "import", "acme.xlsx", "--yes", "--by", "ana").code == 0
    (table,) = tomllib.loads((cli.folder / "vendors" / "acme.toml").read_text("utf-8"))["table"]
    assert table["fill"] is True
    assert table["codes"] == {"green fill #00B050": "standard", "red fill #FF0000": "none"}
    again = json.loads(cli("vendors", "import", "acme.xlsx", "--format", "json").out)
    assert again["tables"][0]["unknown_codes"] == ["purple fill #7030A0"]
    assert again["tables"][0]["fill"] is True
    assert not again["changes"]


def test_show_tells_the_color_and_its_cell(cli: Cli) -> None:
    put(cli)
    cli("vendors", "import", "acme.xlsx", "--yes", "--by", "ana")
    (cli.folder / "processes" / "capabilities.toml").write_text(
        'format = 1\n[[capability]]\nid = "forms"\nname = "Web forms"\n', "utf-8"
    )
    cli("vendors", "link", "--vendor", "acme", "--link", "forms=F-1")
    out = cli("vendors", "show", "acme", "forms").out
    assert "green fill #00B050" in out
    assert "C2" in out
