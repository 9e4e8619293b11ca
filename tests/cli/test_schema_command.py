from __future__ import annotations

import json

from helpers_cli import Cli


def test_a_schema_is_printed_and_a_wrong_kind_is_mended(cli: Cli) -> None:
    assert cli("schema", "process").json["title"].startswith("procfit process")
    wrong = cli("schema", "proces")
    assert (wrong.code, wrong.err) == (
        2,
        'procfit: there is no file kind "proces"; did you mean "process"?\n',
    )


def test_kinds_are_listed(cli: Cli) -> None:
    assert "vendors/evaluation.toml" in cli("schema").out
    assert cli("schema", "--format", "json").json["kinds"]["settings"] == "procfit.toml"


def test_schemas_are_written_where_the_files_look_for_them(cli: Cli) -> None:
    cli("init", ".")
    assert cli("schema", "--write").code == 0
    map_file = cli.folder / "processes" / "first-process.toml"
    named = map_file.read_text().splitlines()[0].removeprefix("#:schema ")
    schema = json.loads((map_file.parent / named).read_text())
    assert schema["properties"]["step"]["type"] == "array"
