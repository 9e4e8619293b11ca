"""A step as one line of text, for typing it anew or changing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from procfit.formats.quick_entry import TEXT_FIELDS
from procfit.model.edit_basis import checked, with_step
from procfit.model.edit_entries import Wanted, find_lane, write_lane, write_ways
from procfit.model.process import Need, ProcessMap, Step, View
from procfit.model.quantities import Duration, format_minutes

__all__ = ["changed_by", "completions", "line_of", "planned", "time_text"]


def line_of(step: Step) -> str:
    """Return what a step says as the line that would make it.

    Examples
    --------
    >>> line_of(Step("a", "Call back", lane="sales", work=Duration.fixed(5), value=3, channel="phone"))
    'Call back @sales 5m v3 !phone'
    """
    return " ".join(_words(step))


def _words(step: Step) -> Iterator[str]:
    yield step.name
    if step.lane:
        yield f"@{step.lane}"
    if step.kind not in ("task", "decision") or (
        step.kind == "decision" and not step.name.endswith("?")
    ):
        yield f"*{step.kind}"
    if step.work or step.wait:
        yield (time_text(step.work) if step.work else "") + (
            f"/{time_text(step.wait)}" if step.wait else ""
        )
    if step.value is not None:
        yield f"v{step.value}"
    if step.channel:
        yield f"!{_quoted(step.channel)}"
    yield from (f"+{need.capability}" for need in step.needs)
    for name in TEXT_FIELDS:
        text = getattr(step, name)
        if text and name not in ("channel", "description"):
            yield f"{name}={_quoted(text)}"


def time_text(time: Duration) -> str:
    """Return a time as a person types it: ``15m``, or least/usual/most as ``10m/15m/40m``."""
    if time.is_fixed:
        return format_minutes(time.usual)
    return "/".join(format_minutes(part) for part in (time.least, time.usual, time.most))


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def changed_by(process: ProcessMap, step: str, wanted: Wanted, view: View) -> ProcessMap:
    """Return the map with a step as the line says; what the line may say and does not is taken out.

    In the to-be view the changes are planned, and the step is marked ``modify``.

    Raises
    ------
    EditError
        When the map cannot take it.
    """
    old = process.step(step)
    if wanted.lane and find_lane(process, wanted.lane) is None:
        process, lane = write_lane(process, wanted.lane)
    else:
        found = find_lane(process, wanted.lane) if wanted.lane else None
        lane = found.id if found else ""
    shares = {need.capability: need for need in old.needs}
    said: dict[str, Any] = {
        "name": wanted.name,
        "lane": lane,
        "kind": wanted.kind or ("task" if old.kind == "decision" else old.kind),
        "work": wanted.work,
        "wait": wanted.wait,
        "value": wanted.value,
        "needs": tuple(shares.get(name, Need(name)) for name in wanted.needs),
        **{name: wanted.texts.get(name, "") for name in TEXT_FIELDS if name != "description"},
    }
    if view == "as-is":
        changed = with_step(process, replace(old, **said))
    else:
        changed = with_step(process, planned(old, said))
    return write_ways(checked(process, changed), step, wanted.ways)


def planned(step: Step, fields: Mapping[str, Any]) -> Step:
    """Return the step with changes of fields for the to-be; a field that is as it is today is not planned.

    Nobody can plan that something is not assessed: None leaves the field as it is today.
    """
    later = {**step.to_be}
    for name, value in fields.items():
        if value is None or value == getattr(step, name):
            later.pop(name, None)
        else:
            later[name] = value
    disposition = step.disposition if step.disposition in ("add", "discard") else "modify"
    return replace(step, to_be=later, disposition=disposition if later else step.disposition)


def completions(
    process: ProcessMap, capabilities: tuple[str, ...], channels: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Return what can be completed while a line is typed: by mark and name."""
    return [
        *(("@", lane.id) for lane in process.lanes),
        *(("+", name) for name in capabilities),
        *((">", step.id) for step in process.steps),
        *(("!", channel) for channel in channels),
        *(("*", kind) for kind in ("start", "end", "decision", "parallel", "join", "wait", "call")),
    ]
