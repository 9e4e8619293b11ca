from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from procfit.api import read_bpmn, write_bpmn
from procfit.compare.maps import compare_maps
from procfit.formats.process_toml import read_process_text
from procfit.formats.process_write import process_text
from procfit.model.process import Kpi, ProcessMap, Step

MADE = ProcessMap(
    "p", "P", kpis=(Kpi("Renewed", "%", 81.0, 90.0, worth=5900.0),), steps=(Step("s", "S"),)
)


def test_the_worth_of_a_kpi_is_written_and_read_back(tmp_path: Path) -> None:
    assert read_process_text(process_text(MADE), "p")[0] == MADE
    write_bpmn(MADE, tmp_path / "p.bpmn")
    assert read_bpmn(tmp_path / "p.bpmn").maps[0].kpis == MADE.kpis


def test_another_worth_is_a_difference() -> None:
    later = replace(MADE, kpis=(replace(MADE.kpis[0], worth=None),))
    (difference,) = compare_maps(MADE, later).kpis
    assert difference.fields == {"worth": (5900.0, None)}


def test_a_worth_below_nought_is_refused_at_its_line() -> None:
    text = process_text(MADE).replace("worth = 5900", "worth = -1")
    process, problems = read_process_text(text, "p", "p.toml")
    assert process is None
    assert "-1 is out of range" in str(problems[0])
