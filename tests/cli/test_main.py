from __future__ import annotations

import json

from helpers_cli import Cli


def test_help_lists_every_command_and_exit_code(cli: Cli) -> None:
    result = cli("--help")
    assert result.code == 0
    for word in ("check", "measure", "draw", "import", "fit", "init", "schema", "Exit codes"):
        assert word in result.out


def test_wrong_usage_is_exit_code_two(cli: Cli) -> None:
    assert cli("chekc").code == 2
    assert cli("measure", "--view", "someday").code == 2


def test_no_workspace_is_one_line_and_json_is_still_printed(cli: Cli) -> None:
    result = cli("check", "--format", "json")
    assert result.code == 3
    assert result.err.count("\n") == 1
    assert "procfit init" in result.err
    assert json.loads(result.out)["problems"][0]["message"].startswith("no workspace here")


def test_an_unknown_map_is_wrong_usage_with_the_nearest_name(example: Cli) -> None:
    result = example("measure", "complaints")
    assert (result.code, result.err) == (
        2,
        'procfit: there is no map "complaints"; did you mean "complaint"?\n',
    )
