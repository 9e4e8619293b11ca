"""Small BPMN files for tests, and the corpus where it is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from zipfile import ZipFile

import pytest

from helpers_maps import SHARED
from procfit.formats.bpmn import read_bpmn_bytes
from procfit.formats.map_import import MapImport
from procfit.model.errors import InputError
from procfit.model.process import Flow, ProcessMap
from procfit.model.validate import faults_of_map

CORPUS = SHARED / "bpmn" / "corpus.zip"
HOSTILE = SHARED / "hostile"

needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="no ../shared/data/bpmn/corpus.zip")
needs_hostile = pytest.mark.skipif(not HOSTILE.exists(), reason="no ../shared/data/hostile")


def document(body: str) -> bytes:
    """Return a BPMN file around the elements of `body`."""
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://example.com">\n'
        f"{body}\n</definitions>"
    ).encode()


def read(body: str) -> MapImport:
    """Return what is read from the elements of `body`."""
    return read_bpmn_bytes(document(body), "sample")


def read_process(body: str) -> MapImport:
    """Return what is read from one process; its first map must be without errors."""
    found = read(f'<process id="p" name="Sample">{body}</process>')
    for process in found.maps:
        assert [fault for fault in faults_of_map(process) if fault.level == "error"] == []
    return found


def flows(*pairs: str) -> str:
    """Return a sequence flow per ``"a b"``, with the ids f1, f2, …"""
    return "".join(
        f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"/>'
        for number, (source, target) in enumerate((pair.split() for pair in pairs), start=1)
    )


def ways(process: ProcessMap) -> dict[str, list[str]]:
    """Return where each step leads."""
    return {step.id: [flow.to for flow in step.next] for step in process.steps}


def kinds(process: ProcessMap) -> dict[str, str]:
    """Return the kind of each step."""
    return {step.id: step.kind for step in process.steps}


def branches(process: ProcessMap, step: str) -> tuple[Flow, ...]:
    """Return the ways on from a step."""
    return process.step(step).next


def said(found: MapImport, element: str) -> list[str]:
    """Return the notices about an element."""
    return [notice.message for notice in found.notices if notice.element == element]


@cache
def truth() -> dict[str, dict[str, Any]]:
    """Return what each file of the corpus holds, counted without a BPMN library."""
    files: dict[str, dict[str, Any]] = json.loads((SHARED / "bpmn" / "truth.json").read_text())["files"]
    return files


@cache
def corpus() -> dict[str, MapImport | InputError]:
    """Return what is read from every file of the corpus, or why it is not."""
    return dict(_read_corpus())


def _read_corpus() -> Iterator[tuple[str, MapImport | InputError]]:
    with ZipFile(CORPUS) as archive:
        for name in archive.namelist():
            try:
                yield name, read_bpmn_bytes(archive.read(name), name.removesuffix(".bpmn"), name)
            except InputError as error:
                yield name, error


def imports() -> dict[str, MapImport]:
    """Return what is read from the readable files of the corpus."""
    return {name: found for name, found in corpus().items() if isinstance(found, MapImport)}
