import gzip
import time
from pathlib import Path

import pytest

from helpers_bpmn import HOSTILE, document, needs_hostile, said
from procfit.formats.bpmn import read_bpmn, read_bpmn_bytes
from procfit.formats.bpmn.safe_xml import MAX_BYTES
from procfit.model.errors import InputError
from procfit.model.text import unsafe_at
from procfit.model.validate import faults_of_map

REFUSED = {
    "entity-bomb": (2, "has a DTD, which could hold entities: refused"),
    "entity-quadratic": (2, "has a DTD, which could hold entities: refused"),
    "xxe": (2, "has a DTD, which could hold entities: refused"),
    "xxe-parameter": (2, "has a DTD, which could hold entities: refused"),
    "dtd": (2, "has a DTD, which could hold entities: refused"),
    "dtd-external": (2, "has a DTD, which could hold entities: refused"),
    "deep": (2, "nested deeper than 256 levels"),
    "escapes-illegal-xml": (3, "not well-formed XML: invalid character in attribute value"),
    "escapes-charref": (3, "not well-formed XML: xmlParseCharRef: invalid xmlChar value 27"),
    "not-bpmn": (2, "not BPMN: root element html"),
    "empty": (None, "the file is empty"),
    "truncated": (4, "not well-formed XML: specification mandates value for attribute targetR"),
}


@needs_hostile
@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_are_refused_at_their_line_at_once(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(InputError) as caught:
        read_bpmn(HOSTILE / f"{name}.bpmn", f"{name}.bpmn")
    assert time.process_time() - begun < 1
    assert (caught.value.where.line, caught.value.message) == REFUSED[name]
    assert "\n" not in str(caught.value)


@needs_hostile
def test_dangling_references_are_told_one_by_one() -> None:
    found = read_bpmn(HOSTILE / "dangling-refs.bpmn")
    assert (found.counts["activities"], found.counts["events"], found.counts["lanes"]) == (3, 3, 2)
    (process,) = found.maps
    assert [step.name for step in process.steps] == [
        "Start",
        "Take the order",
        "Second task with the same id",
        "Task without an id",
        "Boundary event",
        "End",
    ]
    assert said(found, "t1")[0] == "the id is there twice: references mean the first"
    assert said(found, "t1")[1] == 'stands in two lanes: kept in "Sales"'
    for flow, reason in {
        "f2": 'no target, "gone" is not a step',
        "f3": 'no source, "gone2" is not a step',
        "f4": "no target, it has none",
        "f5": 'no source, "l1" is not a step',
    }.items():
        assert said(found, flow) == [f"sequence flow left out: {reason}"]
    assert said(found, "l1") == ['lists the step "gone", which is not there']
    assert "which is no activity" in said(found, "b")[0]
    assert said(found, "line 4")[0] == "has no id, so nothing can refer to it"


@needs_hostile
def test_utf_16_needs_no_notice() -> None:
    found = read_bpmn(HOSTILE / "utf16.bpmn")
    assert found.notices == ()
    assert [step.name for step in found.maps[0].steps][1] == "Geschäft prüfen"


@needs_hostile
def test_latin_1_under_a_wrong_declaration_is_read_with_a_notice() -> None:
    found = read_bpmn(HOSTILE / "latin1-declared-utf8.bpmn")
    assert [step.name for step in found.maps[0].steps][1] == "Geschäft prüfen"
    assert "was read as windows-1252" in said(found, "line 3")[0]


@needs_hostile
def test_nasty_labels_become_harmless_names() -> None:
    found = read_bpmn(HOSTILE / "escapes.bpmn")
    names = {step.id: step.name for step in found.maps[0].steps}
    assert found.counts["activities"] == 28
    assert all(unsafe_at(name) is None and len(name) <= 500 for name in names.values())
    assert any(name.startswith("[red]x[/]") for name in names.values())
    assert said(found, "t_long")[-1] == "its text of 40,000 characters was cut to 500"


@needs_hostile
def test_a_ring_is_read_and_named_when_it_is_judged() -> None:
    (process,) = read_bpmn(HOSTILE / "cycle.bpmn").maps
    assert [fault.message for fault in faults_of_map(process)] == ["no way out of the loop a, b, c"]


@needs_hostile
def test_a_dense_graph_is_read_at_once() -> None:
    begun = time.process_time()
    found = read_bpmn(HOSTILE / "cycles-k12.bpmn")
    assert time.process_time() - begun < 1
    assert sum(step.kind == "parallel" for step in found.maps[0].steps) == 12


@needs_hostile
def test_a_hundred_thousand_steps_are_read(tmp_path: Path) -> None:
    path = tmp_path / "big.bpmn"
    path.write_bytes(gzip.decompress((HOSTILE / "map-100k-steps.bpmn.gz").read_bytes()))
    found = read_bpmn(path)
    assert (found.counts["activities"], found.counts["sequence_flows"]) == (100_000, 99_999)
    assert sum(len(step.next) for step in found.maps[0].steps) == 99_999


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE definitions>",
        b"\xef\xbb\xbf<!DOCTYPE definitions>",
        b"<?xml version='1.0'?><!-- a -->\n<?pi <!DOCTYPE ?><!DOCTYPE d [<!ENTITY x 'y'>]>",
    ],
)
def test_any_dtd_is_refused(head: bytes) -> None:
    with pytest.raises(InputError, match="has a DTD"):
        read_bpmn_bytes(head + document(""), "x")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_dtd_does_not_hide_in_utf_16(encoding: str) -> None:
    text = f"<!DOCTYPE definitions [<!ENTITY x 'y'>]>{document('').decode()}"
    with pytest.raises(InputError, match="has a DTD"):
        read_bpmn_bytes(text.encode(encoding), "x")


def test_the_word_doctype_in_a_comment_is_no_dtd() -> None:
    assert read_bpmn_bytes(b"<!-- <!DOCTYPE x> -->" + document(""), "x").maps == ()


def test_utf_8_under_another_declaration_is_read_with_a_notice() -> None:
    raw = b'<?xml version="1.0" encoding="no-such-thing"?>' + document(
        '<process id="p"><task id="a" name="Prüfen"/></process>'
    )
    found = read_bpmn_bytes(raw, "x")
    assert found.maps[0].steps[0].name == "Prüfen"
    assert "was read as utf-8" in found.notices[0].message


def test_other_versions_of_bpmn_are_refused() -> None:
    with pytest.raises(InputError, match=r'not BPMN 2\.0: definitions in namespace "urn:old"'):
        read_bpmn_bytes(b'<definitions xmlns="urn:old"/>', "x")


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no\.bpmn: cannot be read: No such file"):
        read_bpmn(tmp_path / "no.bpmn")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.bpmn"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="larger than 64 MB"):
        read_bpmn(path)
