from collections import Counter

import pytest

from helpers_bpmn import corpus, imports, needs_corpus, truth
from procfit.formats.process_toml import read_process_text
from procfit.formats.process_write import process_text
from procfit.model.errors import InputError
from procfit.model.process import ProcessMap
from procfit.model.validate import faults_between_maps, faults_of_map

pytestmark = needs_corpus

COUNTED = ("activities", "events", "gateways", "lanes", "pools", "message_flows", "data_objects")


def _maps() -> list[tuple[str, ProcessMap]]:
    return [(name, process) for name, found in imports().items() for process in found.maps]


def test_the_counts_of_every_wellformed_file_are_exact() -> None:
    wellformed = {name: record for name, record in truth().items() if record["wellformed"]}
    assert len(wellformed) == 1037
    for name, record in wellformed.items():
        counts = imports()[name].counts
        assert {key: counts[key] for key in COUNTED} == {key: record[key] for key in COUNTED}, name
        assert counts["sequence_flows"] == record["sequence_flows"]["all"], name


def test_malformed_files_are_read_with_a_notice_or_refused_at_their_line() -> None:
    malformed = [name for name, record in truth().items() if not record["wellformed"]]
    refused = {
        (str(found.where.line), found.message)
        for name in malformed
        if isinstance(found := corpus()[name], InputError)
    }
    assert refused == {
        ("1", "not well-formed XML: error parsing attribute name"),
        ("3", "not well-formed XML: extra content at the end of the document"),
        ("4", "not well-formed XML: namespace prefix bpmn on laneSet is not defined"),
    }
    repaired = Counter(imports()[name].notices[0].message for name in malformed if name in imports())
    assert repaired == {
        "is not in the encoding the file declares; the file was read as windows-1252": 4,
        "declares a namespace that is not a valid address": 2,
    }


def test_each_flow_that_leads_nowhere_is_a_notice() -> None:
    for name, found in imports().items():
        record = truth()[name]
        if not record["wellformed"]:
            continue
        lost = record["sequence_flows"]["all"] - record["sequence_flows"]["resolvable"]
        told = {notice.element for notice in found.notices if "flow left out: no" in notice.message}
        assert len(told) == lost, name


def test_each_activity_is_a_step_or_named_in_a_notice() -> None:
    for name, found in imports().items():
        worked = [
            step
            for process in found.maps
            for step in process.steps
            if step.kind in ("task", "wait", "call")
        ]
        assert len(worked) >= found.counts["activities"], name


def test_the_maps_can_be_judged_but_for_the_one_file_with_an_endless_loop() -> None:
    errors = [
        (name.rpartition("__")[2], fault.message)
        for name, process in _maps()
        for fault in faults_of_map(process)
        if fault.level == "error"
    ]
    assert errors == [
        ("pizza-collaboration.bpmn", "no way out of the loop where-is-my-pizza, calm-customer")
    ]


def test_the_references_between_the_maps_of_a_file_hold() -> None:
    for name, found in imports().items():
        maps = {process.id: process for process in found.maps}
        assert len(maps) == len(found.maps), name
        faults = [fault for group in faults_between_maps(maps, {}).values() for fault in group]
        assert [fault for fault in faults if fault.level == "error"] == [], name
        pools = [notice for notice in found.notices if "kept as the message end" in notice.message]
        assert not faults or pools, name


@pytest.mark.parametrize("part", range(4))
def test_every_map_reads_back_equal_from_its_text(part: int) -> None:
    for name, process in _maps()[part::4]:
        if name.endswith("pizza-collaboration.bpmn"):
            continue
        found, problems = read_process_text(process_text(process), process.id)
        assert found == process, (name, process.id, problems[:1])
