from __future__ import annotations

import shutil

import pytest

from helpers_cli import Cli
from helpers_review import workspace_in

needs_graphviz = pytest.mark.skipif(shutil.which("neato") is None, reason="no Graphviz")


@pytest.fixture
def team(cli: Cli) -> Cli:
    """Commands in a small workspace."""
    workspace_in(cli.folder)
    return cli


@pytest.mark.parametrize("ending", ["pptx", "xlsx", "pdf", "html"])
@needs_graphviz
def test_the_ending_chooses_what_is_written(team: Cli, ending: str) -> None:
    pytest.importorskip({"pptx": "pptx", "pdf": "typst"}.get(ending, "lxml"))
    result = team("report", "--maps", "quotes", "-o", f"pack.{ending}")
    assert (result.code, result.err) == (0, "")
    assert result.out == f"pack.{ending}: 1 process\n"
    start = {"pdf": b"%PDF", "html": b"<!DOCTYPE html>"}.get(ending, b"PK")
    assert (team.folder / f"pack.{ending}").read_bytes().startswith(start)


def test_json_says_what_was_written(team: Cli) -> None:
    document = team("report", "--maps", "quotes", "-o", "a.xlsx", "--format", "json").json
    assert set(document) == {"procfit", "format", "file", "maps", "problems"}
    assert (document["file"], document["maps"]) == ("a.xlsx", ["quotes"])


def test_a_map_that_cannot_be_judged_is_told(team: Cli) -> None:
    (team.folder / "processes" / "broken.toml").write_text("format = 1\n")
    result = team("report", "--maps", "broken", "-o", "a.xlsx")
    assert result.code == 3
    assert "broken.toml" in result.err
    assert not (team.folder / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "x.doc"), "name a file that ends in"),
        (("-o", "x.xlsx", "--maps", "nope"), 'no map "nope"'),
    ],
)
def test_wrong_usage_is_told(team: Cli, arguments: tuple[str, ...], said: str) -> None:
    result = team("report", *arguments)
    assert result.code == 2
    assert said in result.err


def test_several_maps_make_one_deck(team: Cli) -> None:
    pytest.importorskip("pptx")
    result = team("draw", "quotes", "calls", "-o", "maps.pptx")
    assert (result.code, result.out) == (0, "2 maps -> maps.pptx\n")
