"""The fields of our own that each element of a BPMN file carries, as their keys with TOML values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from procfit.formats.bpmn.own import read_flow, shown_flow, shown_line, shown_text
from procfit.formats.process_write import ABSENT, HEAD_KEYS, STEP_KEYS, value_text
from procfit.model.process import Flow, Lane, Message, ProcessMap, Step

__all__ = ["flow_fields", "lane_fields", "map_fields", "message_fields", "step_fields"]

_SAID_BY_BPMN = ("id", "name", "lane", "kind", "description", "next")
_SPLITS = ("parallel", "inclusive")

Spelled = dict[str, str]


def map_fields(process: ProcessMap, undrawn: Iterable[Message]) -> Spelled:
    """Return the head and the measures of a map, and the messages that no message flow shows."""
    fields = {"id": process.id, "name": process.name} | _inexact_text(process.description)
    fields |= _set(process, (key for key in HEAD_KEYS if key not in _SAID_BY_BPMN))
    lists = {"kpi": process.kpis, "message": tuple(undrawn)}
    return _spelled(fields | {key: parts for key, parts in lists.items() if parts})


def lane_fields(lane: Lane, xml_id: str, place: int, is_nested: bool) -> Spelled:
    """Return what BPMN does not say of a lane."""
    fields = _inexact_id(lane.id, xml_id) | _inexact_name(lane.name)
    fields |= _set(lane, ("department", "kind"))
    if lane.parent and not is_nested:
        fields["parent"] = lane.parent
    return _spelled(fields | {"place": place})


def step_fields(step: Step, xml_id: str, place: int) -> Spelled:
    """Return what BPMN does not say of a step."""
    fields = _inexact_id(step.id, xml_id) | _inexact_name(step.name)
    if step.kind in _SPLITS and len(step.next) < 2:
        fields["kind"] = step.kind
    fields |= _inexact_text(step.description)
    fields |= _set(step, (key for key in STEP_KEYS if key not in _SAID_BY_BPMN))
    return _spelled(fields | {"place": place})


def flow_fields(flow: Flow, place: int | None) -> Spelled:
    """Return what BPMN does not say of a flow; `place` is None where it is the only one of its step."""
    fields = _set(flow, ("share",)) | ({"rejects": True} if flow.rejects else {})
    name = shown_flow(flow.when, flow.share)
    share, when = read_flow(name, fields)
    if share != flow.share or (name if when is None else when) != flow.when:
        fields["when"] = flow.when
    return _spelled(fields if place is None else fields | {"place": place})


def message_fields(message: Message, drawn: tuple[str, str], home: str, place: int) -> Spelled:
    """Return what BPMN does not say of a message; `drawn` are the ends that its message flow shows."""
    fields: dict[str, Any] = {}
    for key, end, shown in zip(("from", "to"), (message.source, message.target), drawn, strict=True):
        fields |= {key: end} if end != shown else {}
    fields |= _inexact_name(message.name) if message.name else {}
    return _spelled(fields | {"map": home, "place": place})


def _set(part: object, keys: Iterable[str]) -> dict[str, Any]:
    return {key: getattr(part, key) for key in keys if getattr(part, key) not in ABSENT}


def _spelled(fields: dict[str, Any]) -> Spelled:
    return {key: value_text(key, value) for key, value in fields.items()}


def _inexact_id(name: str, xml_id: str) -> dict[str, str]:
    return {} if name == xml_id else {"id": name}


def _inexact_name(name: str) -> dict[str, str]:
    """Return a name that BPMN does not show as it is: one of several lines, or none at all."""
    return {} if name and shown_line(name) == name else {"name": name}


def _inexact_text(text: str) -> dict[str, str]:
    return {} if shown_text(text) == text else {"description": text}
