from __future__ import annotations

from helpers_cli import Cli
from procfit import open_workspace


def test_a_new_workspace_is_sound_and_has_something_to_show(cli: Cli) -> None:
    assert cli("init", "new").code == 0
    workspace = open_workspace(cli.folder / "new")
    assert workspace.problems == ()
    assert list(workspace.maps) == ["first-process"]
    checked = cli("check", "-w", "new", "--format", "json").json
    assert "repeat-ask" in {finding["rule"] for finding in checked["findings"]}


def test_init_never_touches_what_is_there(cli: Cli) -> None:
    cli("init", ".")
    map_file = cli.folder / "processes" / "first-process.toml"
    map_file.write_text("mine")
    again = cli("init", ".")
    assert again.code == 3
    assert "is there already; choose an empty folder" in again.err
    assert map_file.read_text() == "mine"
