"""Every map of the corpus in every style, read back from its SVG.

A sample by default; all files with PROCFIT_WHOLE_CORPUS=1.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import Phase, given, settings

from helpers_bpmn import imports, needs_corpus
from helpers_diagrams import branching, chain, maps
from helpers_maps import EXAMPLE
from helpers_svg import faults, read_svg
from procfit import open_workspace
from procfit.diagrams import STYLES, svg
from procfit.model.picture import Rect
from procfit.model.process import Flow, Lane, ProcessMap, Step

LANED = [style for style in STYLES if style not in ("journey", "capabilities", "portfolio")]
"""The styles that draw every step in its lane; the others choose what they show."""

EVERY = 1 if os.environ.get("PROCFIT_WHOLE_CORPUS") else 150
RATIOS = (None, 1.414)
QUICK = (Phase.explicit, Phase.generate)
"""Without shrinking, which would draw the same map hundreds of times."""

pytestmark = pytest.mark.skipif(
    shutil.which("neato") is None, reason="Graphviz is not installed: apt install graphviz"
)


@cache
def corpus_maps() -> list[tuple[str, ProcessMap]]:
    """Return the maps of the corpus that differ, each with the name of its file."""
    seen, found = set(), []
    for name, imported in imports().items():
        for process in imported.maps:
            form = repr((process.lanes, process.steps))
            if form not in seen:
                seen.add(form)
                found.append((name, process))
    return found


def all_faults(process: ProcessMap) -> list[str]:
    """Return what is wrong with a map's pictures in every style with lanes, in one strip and in several."""
    return [
        f"{style}, {ratio}: {fault}"
        for style in LANED
        for ratio in RATIOS
        for fault in faults(process.as_is, read_svg(svg(process, style, ratio=ratio)), ratio is None)
    ]


@needs_corpus
def test_maps_of_strangers_are_drawn_soundly_in_every_style() -> None:
    found = {
        f"{name} {process.id}": wrong
        for name, process in corpus_maps()[::EVERY]
        if (wrong := all_faults(process))
    }
    assert found == {}


def test_the_worked_example_is_drawn_soundly_in_every_style() -> None:
    found = {
        process.id: wrong
        for process in open_workspace(EXAMPLE).maps.values()
        if (wrong := all_faults(process))
    }
    assert found == {}


@settings(max_examples=12, deadline=None, phases=QUICK)
@given(maps())
def test_any_map_is_drawn_soundly_in_every_style(process: ProcessMap) -> None:
    assert all_faults(process) == []


@pytest.mark.parametrize("count", [60, 90])
def test_long_maps_wrap_soundly(count: int) -> None:
    assert all_faults(branching(count)) == []
    assert all_faults(chain(count, lanes=3)) == []


LONG = [
    "Prüfe, ob der Kunde die Rechnung vollständig und fristgerecht bezahlt hat, bevor die Ware " * 2,
    "注文内容を確認し、在庫を引き当て、出荷日を回答し、請求書を発行する" * 6,
    "التحقق من صحة بيانات العميل قبل إرسال العرض النهائي إليه بالبريد " * 3,
    "בדיקת פרטי הלקוח לפני שליחת ההצעה הסופית אליו בדואר אלקטרוני " * 3,
    "👩‍💻📦🇩🇪✅ " * 40,
    "Donaudampfschifffahrtsgesellschaftskapitän" * 5,
    "<b>x</b> <<i>y</i>> \\N \\G \\l \\n \"quoted\" 'single' & &amp; line\nbreak " * 3,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_long_labels_in_any_script_stay_in_their_places(text: str) -> None:
    text = text[:200]
    kinds = ("task", "decision", "task", "parallel", "join", "wait", "call", "end")
    steps = [
        Step(
            f"s{n}",
            text,
            lane=f"l{n % 2}",
            kind=kind,
            next=(Flow(f"s{n + 1}", 0.6, text),) if n < 7 else (),
        )
        for n, kind in enumerate(kinds)
    ]
    steps[1] = replace(steps[1], next=(*steps[1].next, Flow("s0", 0.4, text)))
    process = ProcessMap("p", text, lanes=(Lane("l0", text), Lane("l1", text)), steps=tuple(steps))
    assert all_faults(process) == []


def test_the_reader_of_pictures_finds_faults() -> None:
    process = chain(4)
    drawn = read_svg(svg(process))
    assert list(faults(process, drawn)) == []
    drawn.steps["s2"] = drawn.steps["s1"]
    drawn.lanes["l0"] = [Rect(0, 0, 1, 1)]
    drawn.texts.append(("far", Rect(1e6, 0, 5, 5)))
    said = " ".join(faults(process, drawn))
    assert "s1 overlaps s2" in said
    assert "s0 stands outside its lane" in said
    assert "s1 to s2 does not" in said or "s2 to s3 does not" in said
    assert "leaves the page" in said
