from __future__ import annotations

import csv
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from helpers_diagrams import branching, maps
from procfit.diagrams import FORMATS, STYLES, dot_source, draw, engine, svg
from procfit.diagrams.engine import find_engine, run_engine
from procfit.model.errors import ProcfitError, UsageError
from procfit.model.process import Flow, Lane, ProcessMap, Step

HOSTILE = Path(__file__).parents[2] / ".." / "shared" / "data" / "hostile" / "odd-text.csv"
SVG = "{http://www.w3.org/2000/svg}"

NASTY = [
    "<b>bold</b>",
    "<<b>bold</b>>",
    "ends with a backslash\\",
    "two\\\\",
    "\\N \\G \\l \\n \\E",
    "&#27;[31m &lt; &amp; &",
    '"quoted" } ; n -> m',
    "javascript:alert(1)",
    "<script>alert(1)</script>",
    "]]> <!-- <![CDATA[",
    "\x1b[2J\x07\x00 bell",
    "abc\u202egnp.exe\u202c \u2066x\u2069",
    "zero\u200bwidth\ufeff",
    "line\u2028separator",
    "lone \ud800 surrogate",
    "宽 注文 👨‍👩‍👧 🇩🇪",
    "x" * 5000,
    " ",
    "%s %d {0}",
    "\ufffe\uffff",
]

needs_graphviz = pytest.mark.skipif(
    shutil.which("neato") is None, reason="Graphviz is not installed: apt install graphviz"
)


def nasty_map(text: str) -> ProcessMap:
    return ProcessMap(
        "nasty",
        text,
        customer=text,
        outcome=text,
        lanes=(Lane("a", text, kind="customer"), Lane("b", text, parent="a"), Lane("c", text)),
        steps=(
            Step("s", text, lane="b", kind="start", next=(Flow("t"),)),
            Step("t", text, lane="b", next=(Flow("d"),)),
            Step(
                "d", text, lane="c", kind="decision", next=(Flow("j", 0.5, text), Flow("t", 0.5, text))
            ),
            Step("j", text, lane="c", kind="join", next=(Flow("e"),)),
            Step("e", text, lane="c", kind="end"),
        ),
    )


def odd_texts() -> list[str]:
    if not HOSTILE.exists():
        return []
    with HOSTILE.open(encoding="utf-8", newline="") as file:
        return [row["Requirement"] for row in csv.DictReader(file)]


def assert_harmless(text: str, picture: str) -> etree._Element:
    root = etree.fromstring(picture.encode())
    names = {etree.QName(element).localname for element in root.iter()}
    assert names <= {"svg", "g", "title", "desc", "polygon", "path", "ellipse", "text", "polyline"}
    for element in root.iter():
        assert not any(str(key).startswith("on") or str(key).endswith("href") for key in element.attrib)
    assert "\x1b" not in picture
    assert "\u202e" not in picture
    assert "<!DOCTYPE" not in picture
    return root


@needs_graphviz
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_text_becomes_markup_or_breaks_the_drawing(text: str) -> None:
    root = assert_harmless(text, svg(nasty_map(text), marks={"t": text}))
    assert len([g for g in root.iter(f"{SVG}g") if "step" in g.get("class", "").split()]) >= 5


@needs_graphviz
def test_the_odd_texts_of_the_shared_data_are_drawn_harmlessly() -> None:
    texts = odd_texts()
    if not texts:
        pytest.skip("../shared/data/hostile/odd-text.csv is not there")
    for text in texts:
        assert_harmless(text, svg(nasty_map(text)))


@needs_graphviz
def test_text_stands_in_the_picture_as_it_was_written() -> None:
    root = etree.fromstring(svg(nasty_map("a <b> & \\N &#27;")).encode())
    drawn = {element.text for element in root.iter(f"{SVG}text")}
    assert "a <b> & \\N &#27;" in drawn


@needs_graphviz
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(maps())
def test_any_map_gives_a_well_formed_picture_with_every_step(process: ProcessMap) -> None:
    root = etree.fromstring(svg(process).encode())
    ids = {group.get("id") for group in root.iter(f"{SVG}g")}
    assert {f"step-{step.id}" for step in process.steps} <= ids


@needs_graphviz
def test_steps_have_titles_for_screen_readers_and_classes_for_style_sheets() -> None:
    root = etree.fromstring(svg(nasty_map("Ask")).encode())
    groups = {group.get("id"): group for group in root.iter(f"{SVG}g")}
    step = groups["step-d"]
    assert step.findtext(f"{SVG}title") == "Ask (decision)"
    assert step.get("class") == "node step decision"
    assert root.findtext(f"{SVG}title") == "Ask"
    assert "flow-d-1" in groups
    assert groups["flow-d-1"].get("class", "").split() == ["edge", "flow", "back"]


@needs_graphviz
@pytest.mark.parametrize(("ending", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<svg")])
def test_each_format_is_written_whole(tmp_path: Path, ending: str, magic: bytes) -> None:
    path = tmp_path / f"map.{ending}"
    draw(nasty_map("Ask"), path)
    assert path.read_bytes().startswith(magic)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@needs_graphviz
def test_png_has_at_least_two_dots_per_point(tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    draw(nasty_map("Ask"), path)
    width = int.from_bytes(path.read_bytes()[16:20])
    sheet = etree.fromstring(svg(nasty_map("Ask")).encode())
    assert width >= 2 * float(sheet.get("width", "0").removesuffix("pt"))


def test_text_needs_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    draw(nasty_map("Ask"), tmp_path / "map.txt")
    assert "Ask" in (tmp_path / "map.txt").read_text(encoding="utf-8")


def test_without_an_engine_one_line_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(ProcfitError, match="needs Graphviz") as raised:
        find_engine()
    assert "pip install" in raised.value.hint
    assert "\n" not in str(raised.value)


def test_an_engine_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_program(tmp_path / "neato", "exec sleep 20")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(ProcfitError, match=r"longer than 0\.2 seconds"):
        run_engine("digraph {}", "svg", timeout=0.2)


def test_an_engine_that_fails_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_program(tmp_path / "neato", "echo 'syntax error in line 7' >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(ProcfitError, match="syntax error in line 7"):
        run_engine("digraph {}", "svg")


def put_program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def pure_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave graphviz-pure as the only engine."""
    folder = str(Path(sys.executable).parent)
    program = shutil.which(engine.PURE) or shutil.which(engine.PURE, path=folder)
    if program is None:
        pytest.skip('graphviz-pure is not installed: pip install "procfit[graphviz]"')
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / engine.PURE).symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


@pytest.mark.usefixtures("pure_only")
def test_the_engine_from_pip_draws_the_same_steps(tmp_path: Path) -> None:
    root = assert_harmless("", svg(nasty_map("Ask <b> & \\")))
    assert {"step-s", "step-t", "step-d"} <= {group.get("id") for group in root.iter(f"{SVG}g")}
    draw(nasty_map("Größe"), tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("pure_only")
@pytest.mark.parametrize(("name", "ending"), [("Ask", "pdf"), ("注文", "png")])
def test_what_the_engine_from_pip_cannot_do_is_said(
    tmp_path: Path, name: str, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ProcfitError) as raised:
        draw(nasty_map(name), tmp_path / f"map.{ending}")
    assert f".{ending}" in raised.value.message
    assert list(tmp_path.glob("map*")) == []


@pytest.mark.parametrize("name", ["map", "map.gif", "map.svg.zip"])
def test_an_unknown_ending_is_refused_with_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as raised:
        draw(nasty_map("Ask"), tmp_path / name)
    assert all(f".{ending}" in raised.value.hint for ending in FORMATS)


def test_an_unknown_style_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        draw(nasty_map("Ask"), tmp_path / "map.txt", style="cubist")
    assert all(style in raised.value.hint for style in STYLES)


def test_the_source_is_the_same_every_time_and_holds_no_html() -> None:
    process = nasty_map("<b>x</b>")
    assert dot_source(process) == dot_source(process)
    assert "=<" not in dot_source(process)


def test_a_long_map_wraps_for_the_page_and_no_step_is_lost() -> None:
    process = branching(40)
    strip, page = dot_source(process, ratio=None), dot_source(process)
    for step in process.steps:
        assert strip.count(f"step-{step.id} ") + strip.count(f'"step-{step.id}"') == 1
        assert page.count(f"step-{step.id} ") + page.count(f'"step-{step.id}"') == 1
    assert "class=reference" in page
    assert "class=reference" not in strip


def test_importing_pictures_loads_no_heavy_library() -> None:
    code = "import sys, procfit.diagrams.render; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"graphviz", "lxml", "networkx", "numpy", "textual", "rich"} & set(done.stdout.split())
