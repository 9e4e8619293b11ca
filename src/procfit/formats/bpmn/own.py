"""procfit's own fields in a BPMN file: all of a map that BPMN has no place for.

Each is an extension element of the element it belongs to, ``<procfit:field key="work">"5m"</procfit:field>``,
with the value spelled as in a map's TOML file; other modeling tools carry it along.

What BPMN does say (names, flows, lanes, kinds …) counts as BPMN says it, so that an edit made elsewhere
wins. Where BPMN cannot say it exactly, a field spells it, and counts while the element still says what was
written for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from procfit.formats.names import clean_line, clean_text
from procfit.formats.notices import Notices, quote
from procfit.formats.process_toml import BRANCH, KPI, LANE, MESSAGE, PROCESS, STEP
from procfit.formats.process_write import HEAD_KEYS
from procfit.formats.spec import ArrayOf, Boolean, Id, Integer, Key, TableOf, Text
from procfit.formats.toml_file import parse_toml
from procfit.model.quantities import Duration, format_share
from procfit.model.text import visible

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "FIELD",
    "FLOW_FIELDS",
    "LANE_FIELDS",
    "MAP_FIELDS",
    "MESSAGE_FIELDS",
    "NAMESPACE",
    "POOL_FIELDS",
    "STEP_FIELDS",
    "read_fields",
    "read_flow",
    "shown_flow",
    "shown_line",
    "shown_text",
    "shown_wait",
    "still_says",
]

NAMESPACE = "urn:procfit:map:1"
"""The namespace of the fields; its number is the version of their format."""

FIELD = f"{{{NAMESPACE}}}field"

_PERCENT = re.compile(r"(100|\d\d?(?:\.\d+)?)\s*%")
_PLACE = Key(Integer(0, 1_000_000), "its number among its like")
_HELPER = Key(Boolean(), "stands in the drawing only, for what BPMN reads differently")
STEP_FIELDS: Mapping[str, Key] = {
    **{key: kind for key, kind in STEP.keys.items() if key not in ("lane", "next")},
    "place": _PLACE,
    "helper": _HELPER,
}
FLOW_FIELDS: Mapping[str, Key] = {
    **{key: kind for key, kind in BRANCH.keys.items() if key != "to"},
    "place": _PLACE,
}
LANE_FIELDS: Mapping[str, Key] = {**LANE.keys, "place": _PLACE}
MAP_FIELDS: Mapping[str, Key] = {
    "id": Key(Id(), "the map's id"),
    **{key: PROCESS.keys[key] for key in HEAD_KEYS},
    "kpi": Key(ArrayOf(KPI), "what the process is measured by", field="kpis"),
    "message": Key(ArrayOf(MESSAGE), "messages that no message flow can show", field="messages"),
}
POOL_FIELDS: Mapping[str, Key] = {"id": Key(Text(140), "a map that is not in the file")}
MESSAGE_FIELDS: Mapping[str, Key] = {
    **MESSAGE.keys,
    "map": Key(Id(), "the map it is written in"),
    "place": _PLACE,
}


def read_fields(
    element: _Element, keys: Mapping[str, Key], ref: str, notices: Notices
) -> dict[str, Any]:
    """Return our own fields in an ``extensionElements``, typed; what does not fit is told as a notice."""
    written: dict[str, str] = {}
    for child in element:
        if child.tag == FIELD:
            written[child.get("key") or ""] = (child.text or "").strip()
    unknown = [quote(key) for key in written if key not in keys]
    if unknown:
        notices.add(
            ref, f"own fields left out that this procfit does not know: {', '.join(unknown[:20])}"
        )
    fields: dict[str, Any] = {}
    for key, text in written.items():
        if key in keys:
            fields |= _typed(key, text, keys[key], ref, notices)
    return fields


def _typed(name: str, text: str, key: Key, ref: str, notices: Notices) -> dict[str, Any]:
    file = parse_toml(f"{name} = {text}\n", ref)
    fields = TableOf({name: key}, dict).read_fields(file.data, file.reading, ())
    if file.reading.problems:
        problem = " ".join(visible(file.reading.problems[0].message).split())
        notices.add(ref, f"own field {quote(name)} left out: {problem}")
        return {}
    return fields


def still_says(fields: Mapping[str, Any], key: str, said: str, show: Callable[[Any], str]) -> bool:
    """Tell whether an element says what was written for an own field, so that the field counts."""
    return key in fields and show(fields[key]) == said


def shown_line(text: str) -> str:
    """Return text as BPMN shows it in a name: on one line."""
    return clean_line(text, "", Notices())


def shown_text(text: str) -> str:
    """Return text as BPMN shows it in a documentation."""
    return clean_text([text], "", Notices())


def shown_wait(duration: Duration | None) -> str:
    """Return the usual waiting as a timer gives it (ISO 8601), or nothing where it is not assessed.

    Examples
    --------
    >>> shown_wait(Duration.fixed(90)), shown_wait(Duration.fixed(0.5)), shown_wait(None)
    ('PT1H30M', 'PT30S', '')
    """
    if duration is None:
        return ""
    hours, minutes = divmod(duration.usual, 60)
    whole = int(minutes)
    seconds = f"{(minutes - whole) * 60:.3f}".rstrip("0").rstrip(".")
    parts = ((f"{int(hours)}", "H"), (f"{whole}", "M"), (seconds, "S"))
    said = "".join(f"{number}{unit}" for number, unit in parts if number != "0")
    return f"PT{said or '0S'}"


def shown_flow(when: str, share: float | None) -> str:
    """Return the name of a sequence flow: its condition, else its share."""
    return shown_line(when) or format_share(share)


def read_flow(name: str, fields: Mapping[str, Any]) -> tuple[float | None, str | None]:
    """Return the share and the condition of a flow; None where only its name says the condition.

    A share is drawn where there is no condition, so an edited percentage is the share from now on.
    """
    share = fields.get("share")
    if name == shown_flow(fields.get("when", ""), share) and (share is not None or "when" in fields):
        return share, fields.get("when", "")
    percent = None if share is None or "when" in fields else _PERCENT.fullmatch(name.strip())
    return (float(percent[1]) / 100, "") if percent else (share, None)
