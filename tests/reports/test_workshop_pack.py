"""The pages and slides of a workshop: whole, in order, and never moved by what stands in a map."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Lane, ProcessMap, Step
from procfit.reports.workshop.content import Pack, pack_of
from procfit.reports.workshop.pages import pack_pdf
from procfit.reports.workshop.slides import pack_slides

pptx = pytest.importorskip("pptx")
pytest.importorskip("typst")

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler-utils")
needs_graphviz = pytest.mark.skipif(shutil.which("neato") is None, reason="no Graphviz")
HOSTILE = '*a* _b_ #panic("x") $x$ \\ @ref <lab> "] [ `raw` // = #let x=1 \x1b[2J \ud800 {{7*7}}'
MADE = date(2026, 4, 2)


@pytest.fixture(scope="module")
def pack() -> Pack:
    workspace = open_workspace(EXAMPLE)
    return pack_of(workspace.portfolio, ["lead-to-order", "credit-review"], "Pumps", MADE)


def hostile_pack() -> Pack:
    steps = (
        Step("a", HOSTILE, lane="l", benefit=HOSTILE, next=(Flow("b", when=HOSTILE),)),
        Step("b", HOSTILE, lane="l", disposition="modify", to_be={"benefit": "other"}, adds="nothing"),
    )
    process = ProcessMap(
        "p",
        HOSTILE,
        customer=HOSTILE,
        outcome=HOSTILE,
        owner=HOSTILE,
        lanes=(Lane("l", HOSTILE),),
        steps=steps,
    )
    return pack_of(Portfolio({"p": process}), ["p"], HOSTILE, MADE, by=HOSTILE)


def text_of(content: bytes, folder: Path) -> list[str]:
    path = folder / "pack.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def slide_texts(slide: Any) -> list[str]:
    return [each.text or "" for each in slide.shapes.element.iter("{*}t")]


def test_what_is_not_assessed_is_said_and_never_zero(pack: Pack) -> None:
    lead, credit = pack.processes
    figures = {label: said for label, said, _ in lead.figures.rows}
    assert figures["Lead time"].startswith("≥ ")
    assert "wait: Note reason of loss, Decline and recommend" in lead.gaps
    assert ("Customer's effort", "not assessed", "visits × effort") in credit.figures.rows
    asked = {step.name: step for step in lead.steps}
    assert asked["Make quote"].known[0] == "not assessed"
    assert asked["Log enquiry"].known[0] == "adds nothing"


def test_only_steps_that_a_team_decides_on_are_asked_about(pack: Pack) -> None:
    names = [step.name for step in pack.processes[0].steps]
    assert "Fill in web form" in names
    assert not {"Needs a pump", "Lead closed"} & set(names)


def test_the_letter_of_a_finding_is_that_of_its_steps(pack: Pack) -> None:
    lead = pack.processes[0]
    by_name = {step.name: step.letters for step in lead.steps}
    (found,) = (
        found for found in lead.findings if found.message.startswith('"Log enquiry" adds nothing')
    )
    assert found.letter
    assert found.letter in by_name["Log enquiry"]
    assert found.letter not in by_name["Make quote"]
    assert found.proof.endswith("Log enquiry")
    assert found.suggest.startswith("discard, saves 2.1 h a case")


def test_before_and_after_only_where_something_is_planned(pack: Pack) -> None:
    lead, _ = pack.processes
    assert lead.effects is not None
    rows = {row[0]: row[1:] for row in lead.effects.rows}
    assert rows["Work"][:2] == ("4.0 h", "103 min")
    assert any('removed "Log enquiry"' in line for line in lead.changes["Steps"])
    plain = ProcessMap("p", "P", steps=(Step("a", "A"),))
    (pages,) = pack_of(Portfolio({"p": plain}), ["p"], "T", MADE).processes
    assert (pages.effects, pages.changes) == (None, {})


def test_the_to_be_has_its_own_figures_and_no_findings_of_today() -> None:
    workspace = open_workspace(EXAMPLE)
    (pages,) = pack_of(workspace.portfolio, ["lead-to-order"], "T", MADE, view="to-be").processes
    names = [step.name for step in pages.steps]
    assert "Offer call slot online" in names
    assert "Log enquiry" not in names
    assert (pages.findings, pages.marks, pages.effects) == ((), {}, None)


@needs_poppler
@needs_graphviz
def test_the_pages_stand_in_order_with_numbers_and_running_titles(pack: Pack, tmp_path: Path) -> None:
    pages = text_of(pack_pdf(pack), tmp_path)
    for number, page in enumerate(pages, 1):
        assert re.search(rf"2026-04-02 +{number} of {len(pages)}\s*$", page)
    assert "Workshop pack" in pages[0]
    assert "How to read this" in pages[1]
    assert "The processes" in pages[2]
    for page in pages[3:]:
        title = page.split("\n")[0].split("  ")[-1].strip()
        assert title in {"Lead to order", "Credit review", "Steps that came up", "Notes"}
    whole = "\n".join(pages)
    for said in ("Five questions to each step", "Before and after", "≥ 95 h", "not assessed"):
        assert said in whole
    for found in pack.processes[0].findings:
        assert " ".join(found.message.split()[:4]) in whole


@needs_poppler
@needs_graphviz
def test_no_text_from_a_map_is_markup_on_the_pages(tmp_path: Path) -> None:
    whole = " ".join("".join(text_of(pack_pdf(hostile_pack()), tmp_path)).split())
    assert '*a* _b_ #panic("x") $x$ \\ @ref <lab>' in whole
    assert "{{7*7}}" in whole


def test_any_text_makes_slides_that_open() -> None:
    deck = pptx.Presentation(BytesIO(pack_slides(hostile_pack())))
    assert any("#panic" in text for text in slide_texts(deck.slides[0]))


def test_the_slides_hold_the_whole_pack(pack: Pack) -> None:
    deck = pptx.Presentation(BytesIO(pack_slides(pack)))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[:3] == ["Pumps", "How to read this", "The processes"]
    assert titles[-2:] == ["Steps that came up", "Notes"]
    whole = "\n".join(text for slide in deck.slides for text in slide_texts(slide))
    for pages in pack.processes:
        for step in pages.steps:
            assert step.name in whole
        for found in pages.findings:
            assert found.message in whole


def test_no_table_runs_off_its_slide(pack: Pack) -> None:
    long = replace(
        pack.processes[0],
        findings=tuple(
            replace(found, message=found.message * 6) for found in pack.processes[0].findings
        ),
    )
    deck = pptx.Presentation(BytesIO(pack_slides(replace(pack, processes=(long,)))))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                bottom = shape.top + sum(row.height for row in shape.table.rows)
                assert bottom <= deck.slide_height
                assert (
                    shape.left + sum(column.width for column in shape.table.columns) <= deck.slide_width
                )
