from __future__ import annotations

import pytest

from helpers_cli import Cli
from helpers_maps import HEAD, chain


@pytest.fixture
def two(cli: Cli) -> Cli:
    """A sound map that calls a broken one, and a broken one that has nothing to do with it."""
    files = {
        "processes/good.toml": HEAD + chain("x", "y", x='kind = "call"\ncall = "called"'),
        "processes/called.toml": HEAD + "oops",
        "processes/other.toml": HEAD + "oops",
    }
    for name, text in files.items():
        path = cli.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return cli


@pytest.mark.parametrize("command", ["check", "measure", "draw"])
def test_a_named_broken_map_is_told_at_its_line_and_the_others_are_done(two: Cli, command: str) -> None:
    result = two(
        command, "good", "other", "--format", "json", *(["-o", "-"] if command == "draw" else [])
    )
    assert result.code == 3
    assert "processes/other.toml:3" in result.err or '"processes/other.toml"' in result.out
    assert "good" in result.out


def test_errors_of_called_maps_count_and_those_of_others_do_not(two: Cli) -> None:
    files = {entry["file"] for entry in two("check", "good", "--format", "json").json["problems"]}
    assert files == {"processes/called.toml", "processes/good.toml"}


@pytest.mark.parametrize("command", ["check", "measure"])
def test_errors_that_hold_for_all_maps_are_never_hidden(cli: Cli, command: str) -> None:
    (cli.folder / "processes").mkdir()
    (cli.folder / "processes" / "a.toml").write_text(HEAD + chain("x", "y"))
    (cli.folder / "procfit.toml").write_text("[rules")
    result = cli(command, "a")
    assert (result.code, "procfit.toml:1" in result.err) == (3, True)
