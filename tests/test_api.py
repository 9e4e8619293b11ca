"""The public functions for notebooks and programs."""

from __future__ import annotations

from pathlib import Path

import pytest

import procfit
from helpers_maps import EXAMPLE, chain, process


def test_a_map_goes_out_as_bpmn_and_comes_back(tmp_path: Path) -> None:
    made = procfit.open_workspace(EXAMPLE).map("quotation")
    procfit.write_bpmn(made, tmp_path / "quotation.bpmn")
    found = procfit.read_bpmn(tmp_path / "quotation.bpmn")
    assert (found.maps, found.notices) == ((made,), ())


def test_several_maps_go_out_as_one_file(tmp_path: Path) -> None:
    maps = tuple(procfit.open_workspace(EXAMPLE).maps.values())[:3]
    procfit.write_bpmn(maps, tmp_path / "some.bpmn")
    assert procfit.read_bpmn(tmp_path / "some.bpmn").maps == maps


def test_a_new_map_is_written_and_read(tmp_path: Path) -> None:
    made = process(chain("a", "b"))
    procfit.write_map(made, tmp_path / "test.toml")
    assert procfit.read_map(tmp_path / "test.toml") == made


def test_a_map_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "test.toml"
    path.write_text("# remarks of the team\n")
    with pytest.raises(procfit.ProcfitError, match="there already"):
        procfit.write_map(process(chain("a")), path)
    assert path.read_text() == "# remarks of the team\n"


def test_a_folder_that_cannot_be_written_to_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(procfit.ProcfitError, match="cannot be written"):
        procfit.write_bpmn(process(chain("a")), tmp_path / "file" / "x.bpmn")


def test_a_scenario_touches_no_file_and_no_other_map() -> None:
    workspace = procfit.open_workspace(EXAMPLE)
    before = {path: path.read_bytes() for path in (EXAMPLE / "processes").glob("*.toml")}
    found = procfit.scenario(workspace, ["log-enquiry.wait=9h"], ["lead-to-order"])
    assert found.maps["lead-to-order"] != workspace.map("lead-to-order")
    assert found.maps["quotation"] is workspace.map("quotation")
    assert before == {path: path.read_bytes() for path in before}


def test_measure_takes_changes_and_the_present_value_changes_nothing() -> None:
    workspace = procfit.open_workspace(EXAMPLE)
    made = workspace.map("lead-to-order")
    now = procfit.measure(made, workspace).to_dict()
    assert procfit.measure(made, workspace, changes=["log-enquiry.wait=2h"]).to_dict() == now
    assert procfit.measure(made, workspace, changes=["credit-ok:enter-order=94%"]).to_dict() == now
    assert procfit.measure(made, workspace, changes=["log-enquiry.wait=9h"]).to_dict() != now


def test_fit_stays_a_function_whatever_has_been_imported() -> None:
    import procfit.fit.weights
    from procfit.fit.weights import weigh

    workspace = procfit.open_workspace(EXAMPLE)
    assert procfit.fit(workspace).to_frame().equals(procfit.fit(workspace).to_frame())
    assert callable(weigh)
