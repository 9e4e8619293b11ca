"""Process maps as TOML text, the way a person would write them.

A block is one table with its keys (the head, a ``[[lane]]``, a ``[[step]]`` …), so that saving can
replace the blocks that changed and leave the rest of a file as its team wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from procfit.formats.toml_file import FORMAT
from procfit.model.process import Flow, Kpi, Lane, Message, Need, ProcessMap, Rival, Step, Without
from procfit.model.quantities import Calendar, Duration, Volume, format_minutes, parse_duration
from procfit.model.vendor import Link, Linked

__all__ = [
    "ABSENT",
    "HEAD_KEYS",
    "STEP_KEYS",
    "head_block",
    "key_line",
    "kpi_block",
    "lane_block",
    "linked_text",
    "member_text",
    "message_block",
    "process_text",
    "step_block",
    "value_text",
]

WIDEST = 100
STEP_KEYS = (
    "id",
    "name",
    "lane",
    "kind",
    "call",
    "share",
    "description",
    "channel",
    "value",
    "benefit",
    "expected",
    "adds",
    "reason",
    "source",
    "work",
    "wait",
    "cost",
    "effort",
    "asks",
    "reads",
    "writes",
    "delivers",
    "system",
    "control",
    "approves",
    "rival",
    "without",
    "needs",
    "tags",
    "disposition",
    "to_be",
    "next",
)
HEAD_KEYS = (
    "name",
    "description",
    "customer",
    "outcome",
    "owner",
    "importance",
    "importance_source",
    "default_wait",
    "volume",
    "disposition",
)
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_PLAIN_ESCAPES = str.maketrans({"\\": "\\\\", "\r": "\\r"})
ABSENT: tuple[Any, ...] = (None, "", (), {})
"""What a key that is not written reads as."""


def process_text(process: ProcessMap) -> str:
    """Return the text of a file that reads back as an equal map."""
    blocks = [
        head_block(process),
        *(kpi_block(kpi) for kpi in process.kpis),
        *(lane_block(lane) for lane in process.lanes),
        *(step_block(step) for step in process.steps),
        *(message_block(message) for message in process.messages),
    ]
    return "\n".join(blocks)


def head_block(process: ProcessMap) -> str:
    """Return the keys above the first table: the format, the name and what holds for the whole map."""
    lines = [f"format = {FORMAT}", key_line("name", process.name)]
    lines += [key_line(key, getattr(process, key)) for key in HEAD_KEYS[1:] if _is_set(process, key)]
    return _block("", lines)


def kpi_block(kpi: Kpi) -> str:
    """Return the ``[[kpi]]`` of one measure."""
    return _table("kpi", _set_fields(kpi))


def lane_block(lane: Lane) -> str:
    r"""Return the ``[[lane]]`` of one lane.

    Examples
    --------
    >>> lane_block(Lane("sales", kind="front"))
    '[[lane]]\nid = "sales"\nkind = "front"\n'
    """
    return _table("lane", _set_fields(lane))


def step_block(step: Step) -> str:
    r"""Return the ``[[step]]`` of one step.

    Examples
    --------
    >>> step_block(Step("a", "Ask", work=Duration.fixed(90), next=(Flow("b", 0.2), Flow("c", 0.8))))
    '[[step]]\nid = "a"\nname = "Ask"\nwork = "90m"\nnext = { b = "20%", c = "80%" }\n'
    """
    shown = [key for key in STEP_KEYS if key in ("id", "name") or _is_set(step, key)]
    if step.kind == "task":
        shown.remove("kind")
    return _block("[[step]]", [key_line(key, getattr(step, key)) for key in shown])


def message_block(message: Message) -> str:
    """Return the ``[[message]]`` of one message."""
    return _table("message", _message_members(message))


def _table(name: str, members: Mapping[str, str]) -> str:
    return _block(f"[[{name}]]", [f"{key} = {value}" for key, value in members.items()])


def _block(header: str, lines: list[str]) -> str:
    return "\n".join([header, *lines] if header else lines) + "\n"


def _is_set(part: object, key: str) -> bool:
    return getattr(part, key) not in ABSENT


def key_line(key: str, value: Any) -> str:
    """Return ``key = value`` without a line end, over several lines where that reads better."""
    line = f"{key} = {value_text(key, value)}"
    if isinstance(value, str) and "\n" in value:
        return f"{key} = {_paragraphs(value)}"
    if isinstance(value, tuple) and value and (len(line) > WIDEST or _has_conditions(value)):
        parts = "".join(f"    {member_text(key, part)},\n" for part in value)
        return f"{key} = [\n{parts}]"
    if isinstance(value, Linked) and len(line) > WIDEST and len(value.rows) > 1:
        return f"{key} = {linked_text(value, key_line('', value.rows).partition(' = ')[2])}"
    return line


def _has_conditions(value: tuple[Any, ...]) -> bool:
    return len(value) > 1 and any(
        isinstance(part, Flow) and (part.when or part.rejects) for part in value
    )


def value_text(key: str, value: Any) -> str:
    """Return the value of a key on one line."""
    if key == "share":
        return _share(value)
    if key == "next":
        return _ways_on(value)
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"{key} cannot hold {type(value).__name__}")


def member_text(key: str, value: Any) -> str:
    """Return one value of a list; among flows of several lines each is a table."""
    return _flow_table(value) if isinstance(value, Flow) else value_text(key, value)


def _ways_on(flows: tuple[Flow, ...]) -> str:
    """Return the flows in the shortest of the three spellings that holds them."""
    if all(flow == Flow(flow.to) for flow in flows):
        return f"[{', '.join(_text(flow.to) for flow in flows)}]"
    shared = all(flow == Flow(flow.to, flow.share) and flow.share is not None for flow in flows)
    if shared and len({flow.to for flow in flows}) == len(flows):
        return _inline({flow.to: _share(flow.share or 0.0) for flow in flows})
    return f"[{', '.join(_flow_table(flow) for flow in flows)}]"


def _flow_table(flow: Flow) -> str:
    members = _set_fields(flow)
    if not flow.rejects:
        del members["rejects"]
    return _inline(members)


def _need(need: Need) -> str:
    if need.share is None:
        return _text(need.capability)
    return _inline({"id": _text(need.capability), "share": _share(need.share)})


def _without(without: Without) -> str:
    return _inline(_set_fields(without)) if without.capability else _text(without.how)


def _changes(changes: Mapping[str, Any]) -> str:
    """Return ``to_be``: every key it holds is meant, also an empty one."""
    return _inline({key: value_text(key, changes[key]) for key in STEP_KEYS if key in changes})


def _message_members(message: Message) -> dict[str, str]:
    members = {"from": _text(message.source), "to": _text(message.target)}
    return members | ({"name": _text(message.name)} if message.name else {})


def _set_fields(part: Flow | Kpi | Lane | Link | Rival | Without) -> dict[str, str]:
    """Return the fields of a small table that say something, the first one always."""
    first, *others = (field.name for field in fields(part))
    return {
        key: value_text(key, getattr(part, key))
        for key in (first, *others)
        if key == first or _is_set(part, key)
    }


def linked_text(linked: Linked, rows: str = "") -> str:
    """Return the rows that a capability is linked to, with who says so where somebody does.

    Parameters
    ----------
    linked
        The rows, and what is said about them.
    rows
        The list of rows as it is to be written; on one line by default.
    """
    rows = rows or value_text("", linked.rows)
    said = {
        key: value_text("", value)
        for key in ("counts", "by", "reason", "date")
        if (value := getattr(linked, key)) not in ABSENT
    }
    return _inline({"rows": rows, **said}) if said else rows


def _inline(members: Mapping[str, str]) -> str:
    inside = ", ".join(f"{key} = {value}" for key, value in members.items())
    return f"{{ {inside} }}" if inside else "{}"


def _list(values: tuple[Any, ...]) -> str:
    return f"[{', '.join(value_text('', value) for value in values)}]"


def _text(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def _paragraphs(text: str) -> str:
    ends_in_quote = text.endswith('"')
    escaped = text.translate(_PLAIN_ESCAPES)
    if '"""' in text or ends_in_quote:
        escaped = escaped.replace('"', '\\"')
    return f'"""\n{escaped}"""'


def _share(share: float) -> str:
    """Return a share as a percentage, or as a number where a percentage would not be exact."""
    percent = _number(round(share * 100, 10))
    return f'"{percent}%"' if float(percent) / 100 == share else _number(share)


def _duration(duration: Duration) -> str:
    if duration.is_fixed:
        return _text(_minutes(duration.usual))
    parts = (duration.least, duration.usual, duration.most)
    return _text("/".join(_minutes(part) for part in parts))


def _minutes(minutes: float) -> str:
    """Return minutes in the unit a person would choose, exact to the last digit."""
    text = format_minutes(minutes)
    return text if parse_duration(text, Calendar()).usual == minutes else f"{_number(minutes)}m"


def _volume(volume: Volume) -> str:
    return _text(f"{_number(volume.count)}/{volume.period}")


def _number(number: float) -> str:
    """Return a number without exponent, whole where it is whole."""
    return str(int(number)) if number == int(number) else f"{Decimal(repr(number)):f}"


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda flag: "true" if flag else "false",
    str: _text,
    int: str,
    float: _number,
    date: date.isoformat,
    Duration: _duration,
    Volume: _volume,
    Rival: lambda rival: _inline(_set_fields(rival)),
    Kpi: lambda kpi: _inline(_set_fields(kpi)),
    Link: lambda link: _inline(_set_fields(link)),
    Linked: linked_text,
    Message: lambda message: _inline(_message_members(message)),
    Without: _without,
    Need: _need,
    Mapping: _changes,
    tuple: _list,
}
