"""``procfit draw``: which picture is written where, and what is said when it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers_maps import EXAMPLE
from helpers_pictures import needs_graphviz
from procfit.cli import main


def run(*arguments: str) -> int:
    return main(["draw", *arguments, "-w", str(EXAMPLE)])


@needs_graphviz
def test_a_vendor_alone_chooses_the_style_fit(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    assert run("credit-review", "--vendor", "birch", "-o", str(path)) == 0
    assert "Fit of Birchline CRM Cloud" in path.read_text(encoding="utf-8")
    same = tmp_path / "b.svg"
    assert run("credit-review", "--overlay", "vendor=birch", "-o", str(same)) == 0
    assert same.read_bytes() == path.read_bytes()


@needs_graphviz
def test_the_portfolio_is_one_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "all.svg"
    assert run("--style", "portfolio", "-o", str(path), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["files"] == [{"map": "", "file": str(path)}]
    assert run("--style", "portfolio", "-o", f"{tmp_path}/") == 0
    assert (tmp_path / "portfolio.svg").exists()


@needs_graphviz
def test_scale_and_theme_reach_the_png(tmp_path: Path) -> None:
    sizes = []
    for scale in ("1", "2"):
        path = tmp_path / f"{scale}.png"
        assert run("credit-review", "--style", "value", "--scale", scale, "-o", str(path)) == 0
        sizes.append(int.from_bytes(path.read_bytes()[16:20]))
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=2)
    dark = tmp_path / "dark.svg"
    assert run("credit-review", "--style", "value", "--theme", "dark", "-o", str(dark)) == 0
    assert "#161b21" in dark.read_text(encoding="utf-8")


def test_text_of_a_style_goes_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lead-to-order", "--style", "change", "-o", "-") == 0
    assert "- Log enquiry (task): goes\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--style", "fancy"], 'there is no style "fancy"'),
        (["--style", "fit"], "shows one vendor"),
        (["--vendor", "nobody"], 'there is no vendor "nobody"'),
        (["--vendor", "birch", "--style", "value"], "shows no vendor"),
        (["--style", "portfolio"], "all maps in one picture"),
        (["--scale", "0"], "times as big"),
        (["--link", "javascript:x"], "cannot lead"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_a_line(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.svg"
    assert run("credit-review", *arguments, "-o", str(path)) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert not path.exists()
