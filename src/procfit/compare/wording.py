"""A comparison in plain words: what a field held and holds, in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from procfit.model.process import Flow, Need, Rival, Without
from procfit.model.quantities import Duration, Volume, format_minutes
from procfit.model.text import item_key, visible

__all__ = ["field_lines", "quoted", "said"]

LONGEST = 60
_LABELS = {
    "to_be": "planned",
    "importance_source": "source of the importance",
    "default_wait": "wait of steps that give none",
    "when": "condition",
    "rejects": "turns the case away",
    "call": "runs the map",
    "without": "could come without it by",
    "next": "ways on",
    "source": "source",
}
_NONE = "none"
_NOT_ASSESSED = "not assessed"
_AS_TODAY = "as today"
_ABSENT = frozenset({_NONE, _NOT_ASSESSED, _AS_TODAY})
_ASSESSED = frozenset(
    {
        "adds",
        "baseline",
        "cost",
        "default_wait",
        "effort",
        "expected",
        "importance",
        "share",
        "target",
        "value",
        "volume",
        "wait",
        "work",
        "worth",
    }
)
_LISTS = frozenset({"asks", "reads", "writes", "delivers", "needs", "tags"})


def quoted(name: str) -> str:
    r"""Return a name in quotes, safe for a screen.

    Examples
    --------
    >>> quoted("Log\x1b enquiry")
    '"Log␛ enquiry"'
    """
    return f'"{visible(name)}"'


def field_lines(
    fields: Mapping[str, tuple[Any, Any]], name_of: Callable[[str, str, int], str]
) -> Iterator[str]:
    """Yield what changed, one text per field.

    Parameters
    ----------
    fields
        The fields with their values before and after.
    name_of
        Says an id of a field as a name: the field, the id, and 0 for before or 1 for after.
    """
    for field, (before, after) in fields.items():
        label, key = _label(field), field.removeprefix("to_be.")
        old, new = _named(key, before, 0, name_of), _named(key, after, 1, name_of)
        if key in _LISTS and isinstance(old, tuple) and isinstance(new, tuple):
            yield f"{label}: {_list_change(old, new)}"
        else:
            texts = [
                _AS_TODAY if side is None and key != field else said(key, side) for side in (old, new)
            ]
            yield f"{label} {_short(*texts)}"


def said(field: str, value: Any) -> str:
    """Return a value as a person would say it.

    Examples
    --------
    >>> said("work", Duration(2, 5, 90)), said("share", 0.25), said("expected", True), said("cost", None)
    ('2m/5m/90m', '25 %', 'yes', 'not assessed')
    """
    if value is None or value in ("", (), {}):
        return _NOT_ASSESSED if field in _ASSESSED else _NONE
    if field == "share":
        return _percent(value)
    for kind, say in _SAY.items():
        if isinstance(value, kind):
            return say(value)
    return visible(str(value))


def _label(field: str) -> str:
    planned, mark, name = field.rpartition(".")
    label = _LABELS.get(name, name.replace("_", " "))
    return f"planned {label}" if mark and planned else label


def _named(key: str, value: Any, side: int, name_of: Callable[[str, str, int], str]) -> Any:
    """Return a value with the ids of steps and lanes said as names."""
    if not value:
        return value
    if key in ("lane", "parent"):
        return name_of("lane", value, side)
    if key == "next":
        return tuple(
            Flow(name_of("step", flow.to, side), flow.share, flow.when, flow.rejects) for flow in value
        )
    return value


def _short(old: str, new: str) -> str:
    """Return both texts; of long ones the part around the first difference."""
    if len(old) <= LONGEST and len(new) <= LONGEST:
        return f"{old} → {new}"
    same = next(
        (place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    start = max(0, same - LONGEST // 3)
    return f"{_cut(old, start)} → {_cut(new, start)}"


def _cut(text: str, start: int) -> str:
    if text in _ABSENT:
        return text
    shown = text[start : start + LONGEST]
    return f"{'…' if start else ''}{shown}{'…' if start + LONGEST < len(text) else ''}"


def _list_change(old: tuple[Any, ...], new: tuple[Any, ...]) -> str:
    """Return what a list no longer holds and what it holds now."""
    keys_old, keys_new = ({_key(part) for part in side} for side in (old, new))
    gone = [_member(part) for part in old if _key(part) not in keys_new]
    come = [_member(part) for part in new if _key(part) not in keys_old]
    parts = [f"no longer {', '.join(gone)}"] if gone else []
    parts += [f"now also {', '.join(come)}"] if come and keys_old & keys_new else []
    parts += [f"now {', '.join(come)}"] if come and not keys_old & keys_new else []
    return ", ".join(parts)


def _key(part: Any) -> Any:
    return item_key(part) if isinstance(part, str) else part


def _member(part: Any) -> str:
    return said("", part)


def _text(text: str) -> str:
    return quoted(" ".join(text.split()))


def _percent(share: float) -> str:
    return f"{100 * share:.10g} %"


def _duration(duration: Duration) -> str:
    if duration.is_fixed:
        return format_minutes(duration.usual)
    return "/".join(map(format_minutes, (duration.least, duration.usual, duration.most)))


def _flow(flow: Flow) -> str:
    parts = [quoted(flow.to)]
    parts += [_percent(flow.share)] if flow.share is not None else []
    parts += [f"when {_text(flow.when)}"] if flow.when else []
    parts += ["turns the case away"] if flow.rejects else []
    return " ".join(parts)


def _need(need: Need) -> str:
    share = "" if need.share is None else f" ({_percent(need.share)})"
    return f"{quoted(need.capability)}{share}"


def _rival(rival: Rival) -> str:
    parts = [visible(rival.who)]
    parts += [_duration(rival.time)] if rival.time else []
    if rival.same_benefit is not None:
        parts.append("same benefit" if rival.same_benefit else "other benefit")
    parts += [visible(rival.source)] if rival.source else []
    parts += [rival.date.isoformat()] if rival.date else []
    return ", ".join(parts)


def _without(without: Without) -> str:
    capability = f" ({visible(without.capability)})" if without.capability else ""
    return f"{_text(without.how)}{capability}"


def _volume(volume: Volume) -> str:
    return f"{volume.count:.10g} a {volume.period}"


_SAY: Mapping[type, Callable[[Any], str]] = {
    bool: lambda flag: "yes" if flag else "no",
    str: _text,
    float: lambda number: f"{number:.10g}",
    date: date.isoformat,
    Duration: _duration,
    Volume: _volume,
    Flow: _flow,
    Need: _need,
    Rival: _rival,
    Without: _without,
    tuple: lambda parts: ", ".join(map(_member, parts)),
}
