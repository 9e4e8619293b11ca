from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.diagrams import draw, engine
from procfit.diagrams.poster import EDGE, OVERLAP, POSTERS, tiling
from procfit.diagrams.scene import Scene
from procfit.diagrams.typeset import typeset
from procfit.model.errors import ProcfitError, UsageError
from procfit.model.process import ProcessMap, Step

pytest.importorskip("typst")

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler-utils")
needs_graphviz = pytest.mark.skipif(shutil.which("neato") is None, reason="no Graphviz")
ONE = ProcessMap("p", "P *bold* #panic()", steps=(Step("a", "A"),))


def pages_of(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("size", POSTERS)
@pytest.mark.parametrize("sides", [(1000.0, 700.0), (300.0, 900.0), (500.0, 500.0), (4000.0, 100.0)])
def test_the_tiles_hold_the_whole_picture_and_no_tile_is_empty(
    size: str, sides: tuple[float, float]
) -> None:
    found = tiling(Scene(*sides, "t"), size)
    counts = (found.columns, found.rows)
    for count, step, side, length in zip(
        counts, found.step, found.sheet, (found.width, found.height), strict=True
    ):
        inner = side - 2 * EDGE
        assert step == inner - OVERLAP
        assert (count - 1) * step + inner >= length - 1e-6
        assert count == 1 or (count - 2) * step + inner < length
    assert max(found.width, found.height) <= POSTERS[size][1] + 1e-6
    assert min(found.width, found.height) <= POSTERS[size][0] + 1e-6


@needs_poppler
@needs_graphviz
def test_a_poster_has_a_sheet_per_tile_that_says_where_it_belongs(tmp_path: Path) -> None:
    process = open_workspace(EXAMPLE).map("credit-review")
    draw(process, tmp_path / "poster.pdf", poster="A2")
    pages = pages_of(tmp_path / "poster.pdf")
    names = [found[0] for page in pages if (found := re.search(r"[A-Z]\d of \dx\d", page))]
    columns, rows = (int(sign) for sign in names[0][-3::2])
    assert len(pages) == columns * rows == len(set(names))
    assert names[0].startswith("A1")
    assert names[-1] == f"{'ABCDEFG'[rows - 1]}{columns} of {columns}x{rows}"


@needs_poppler
@needs_graphviz
def test_a_pdf_comes_from_typst_where_graphviz_writes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = engine.find_engine()
    poor = engine.Engine(real.name, real.command, real.formats - {"pdf"})
    monkeypatch.setattr(engine, "find_engine", lambda: poor)
    draw(ONE, tmp_path / "one.pdf")
    (page,) = pages_of(tmp_path / "one.pdf")
    assert "P *bold* #panic()" in page


@needs_poppler
def test_text_is_never_markup(tmp_path: Path) -> None:
    text = '*a* #panic("x") $x$ \\ #read("/etc/passwd") <b> "] #let x = 1'
    template = '#let it = json("content.json")\n#set text(font: it.fonts)\n#it.text'
    path = tmp_path / "text.pdf"
    path.write_bytes(typeset(template, {"text": text}))
    assert " ".join(pages_of(path)[0].split()) == " ".join(text.split())


def test_an_unknown_size_or_ending_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match='there is no poster "A9"'):
        draw(ONE, tmp_path / "one.pdf", poster="A9")
    with pytest.raises(UsageError, match=r"a poster cannot be \.png"):
        draw(ONE, tmp_path / "one.png", poster="A1")


def test_without_typst_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ProcfitError) as raised:
        typeset("", {})
    assert 'pip install "procfit[pdf]"' in raised.value.hint
