"""What-if options as people type them: ``log-enquiry.wait=1h``, ``credit-ok->reject=5%``, ``volume=90/week``.

Values follow the grammar of the TOML files, without their quotes and brackets.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procfit.formats.blocks import Blocks
from procfit.formats.process_toml import PROCESS, STEP
from procfit.formats.spec import ArrayOf, Boolean, Integer, Key, Kind, ListOf, Number, Share, TableOf
from procfit.formats.toml_file import Reading
from procfit.model.errors import UsageError
from procfit.model.faults import did_you_mean, listing
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap
from procfit.model.scenario import Change, MapChange, RateChange, ShareChange, StepChange

__all__ = ["read_changes"]

STEP_FIELDS: Mapping[str, Key] = {
    name: key for name, key in STEP.keys.items() if name not in ("id", "next", "to_be")
}
MAP_FIELDS: Mapping[str, Key] = {
    name: key
    for name, key in PROCESS.keys.items()
    if name != "format" and not isinstance(key.kind, ArrayOf)
}
RATE: Mapping[str, Key] = {"rate": Key(Number(0), "money per hour")}
SHARE: Mapping[str, Key] = {"share": Key(Share(), "share of the cases that go this way")}


@dataclass(frozen=True, slots=True)
class _Asked:
    """One option, cut at its first equals sign, with what its names are looked up in."""

    said: str
    name: str
    value: str
    portfolio: Portfolio
    maps: Collection[str]

    def error(self, message: str, hint: str = "") -> UsageError:
        return UsageError(f"--set {self.said}: {message}", hint)


def read_changes(options: Sequence[str], portfolio: Portfolio, maps: Collection[str]) -> list[Change]:
    """Return the changes that options ask for.

    Parameters
    ----------
    options
        ``STEP.FIELD=VALUE``, ``STEP->TARGET=SHARE`` (or ``STEP:TARGET=SHARE``), ``FIELD=VALUE`` of the map,
        or ``rates.NAME=MONEY``; ``MAP#`` before a name looks it up in that map.
    portfolio
        The maps, and the settings with the working calendar.
    maps
        The maps asked for; a name without ``MAP#`` is looked up in the only one.

    Raises
    ------
    UsageError
        When a name is unknown or a value does not fit; one line that begins with the option.
    """
    return [_change(option, portfolio, maps) for option in options]


def _change(option: str, portfolio: Portfolio, maps: Collection[str]) -> Change:
    said = option.strip()
    name, equals, value = (part.strip() for part in said.partition("="))
    asked = _Asked(said, name, value, portfolio, maps)
    if not (name and equals):
        hint = "write STEP.FIELD=VALUE, STEP->TARGET=SHARE, FIELD=VALUE or rates.NAME=MONEY"
        raise asked.error("sets nothing", hint)
    arrow = "->" if "->" in name else ":"
    if name.startswith("rates."):
        return _rate(asked)
    if arrow in name:
        return _share(asked, arrow)
    return _field(asked)


def _rate(asked: _Asked) -> RateChange:
    name = asked.name.removeprefix("rates.").strip()
    lanes = [lane for process in asked.portfolio.maps.values() for lane in process.lanes]
    known = {"default", *asked.portfolio.settings.rates.by_name}
    known |= {word for lane in lanes for word in (lane.id, lane.department) if word}
    if name not in known:
        hint = did_you_mean(name, sorted(known)) or "rates stand by lane id or department, or default"
        raise asked.error(f'no lane or department is "{name}"', hint)
    return RateChange(name, _value(asked, "rate", RATE), asked.said)


def _share(asked: _Asked, arrow: str) -> ShareChange:
    source, _, end = (part.strip() for part in asked.name.partition(arrow))
    process, step = _step(asked, source)
    target, hashed, number = (part.strip() for part in end.partition("#"))
    if hashed and not (number.isdecimal() and int(number)):
        raise asked.error(f'"#{number}" counts no flow', f"write {step}->{target}#2 for the second")
    if target not in process:
        raise _unknown_step(asked, process, target)
    share = _value(asked, "share", SHARE)
    return ShareChange(process.id, step, target, share, int(number) if hashed else None, asked.said)


def _field(asked: _Asked) -> StepChange | MapChange:
    source, dot, field = (part.strip() for part in asked.name.partition("."))
    if dot:
        process, step = _step(asked, source)
        return StepChange(process.id, step, field, _value(asked, field, STEP_FIELDS, "step"), asked.said)
    process, field = _in_map(asked, source)
    return MapChange(process.id, field, _value(asked, field, MAP_FIELDS, "map"), asked.said)


def _step(asked: _Asked, name: str) -> tuple[ProcessMap, str]:
    process, step = _in_map(asked, name)
    if step not in process:
        raise _unknown_step(asked, process, step)
    return process, step


def _unknown_step(asked: _Asked, process: ProcessMap, step: str) -> UsageError:
    names = [step.id for step in process.steps]
    hint = did_you_mean(step, names) or f"its steps are {listing(names)}"
    return asked.error(f'map "{process.id}" has no step "{step}"', hint)


def _in_map(asked: _Asked, name: str) -> tuple[ProcessMap, str]:
    """Return the map that a name is looked up in, and the name there."""
    before, hashed, inside = (part.strip() for part in name.partition("#"))
    known = asked.portfolio.maps
    if not hashed:
        if len(asked.maps) != 1:
            raise asked.error("several maps are asked for", f"write MAP#{asked.name}")
        before, inside = next(iter(asked.maps)), name
    if before not in known:
        hint = did_you_mean(before, list(known)) or f"the maps are {listing(known)}"
        raise asked.error(f'there is no map "{before}"', hint)
    return known[before], inside


def _value(asked: _Asked, field: str, keys: Mapping[str, Key], noun: str = "") -> Any:
    """Return the typed value, by the same kinds as in a file."""
    if field not in keys:
        hint = did_you_mean(field, dict(keys)) or "see procfit schema"
        raise asked.error(f"{noun} fields are {', '.join(keys)}", hint)
    reading = Reading("", Blocks(""), asked.portfolio.settings.calendar)
    raw = _raw(asked, keys[field].kind)
    fields = TableOf(keys, dict).read_fields({field: raw}, reading, ())
    if reading.problems:
        raise asked.error(reading.problems[0].message, reading.problems[0].hint)
    return fields[field]


def _raw(asked: _Asked, kind: Kind) -> Any:
    """Return the text as the TOML value that would be written in its place."""
    text = asked.value
    if isinstance(kind, ListOf) and not text.startswith("["):
        return [part.strip() for part in text.split(",") if part.strip()]
    bare = isinstance(kind, Integer | Number | Boolean | Share) and not text.endswith("%")
    if bare or text.startswith(("{", "[")):
        return _toml(text)
    return text


def _toml(text: str) -> Any:
    """Return a TOML value, or the text itself where it is none."""
    try:
        read = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return read["value"] if len(read) == 1 else text
