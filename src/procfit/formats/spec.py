"""What a file may hold, declared once: read and typed from here, and described as JSON Schema.

A `Kind` reads one value and describes it. A `TableOf` holds named keys and builds a model object.
A value that does not fit raises `RefusedError` and is reported at its key; reading goes on, so that
every problem of a file is told at once.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from procfit.formats.toml_file import Reading
from procfit.model.quantities import parse_duration, parse_volume
from procfit.model.text import is_id, normal, unsafe_at
from procfit.model.validate import Path, did_you_mean

__all__ = [
    "ArrayOf",
    "Boolean",
    "Choice",
    "Date",
    "Either",
    "Id",
    "Integer",
    "Key",
    "Kind",
    "ListOf",
    "MapOf",
    "Minutes",
    "Number",
    "PerPeriod",
    "RangeOf",
    "RefusedError",
    "Share",
    "TableOf",
    "Text",
]

Schema = dict[str, Any]
MAX_TEXT = 10_000
MAX_NUMBER = 1e12


class RefusedError(Exception):
    """A value that does not fit, with what would."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Kind(ABC):
    """One kind of value."""

    @abstractmethod
    def read(self, value: Any, reading: Reading, path: Path) -> Any:
        """Return the typed value; raise `RefusedError` when it does not fit."""

    @abstractmethod
    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""


@dataclass(frozen=True)
class Text(Kind):
    """A piece of text in NFC without control characters."""

    most: int = MAX_TEXT

    def read(self, value: Any, reading: Reading, path: Path) -> str:
        if not isinstance(value, str):
            raise RefusedError(f"must be text, not {_say(value)}", 'put it in "quotes"')
        if len(value) > self.most:
            raise RefusedError(f"has {len(value):,} characters, more than {self.most:,}", "shorten it")
        bad = unsafe_at(value)
        if bad is not None:
            raise RefusedError(
                f"holds the invisible or control character U+{ord(value[bad]):04X} at position {bad + 1}",
                "delete it",
            )
        return normal(value)

    def schema(self) -> Schema:
        return {"type": "string", "maxLength": self.most}


@dataclass(frozen=True)
class Id(Kind):
    """An id: lower case letters, digits and hyphens."""

    def read(self, value: Any, reading: Reading, path: Path) -> str:
        if not isinstance(value, str):
            raise RefusedError(f"must be an id in quotes, not {_say(value)}")
        if not is_id(value):
            from procfit.model.text import slug, visible

            raise RefusedError(
                f'"{visible(value[:40])}" is not an id',
                f'use small letters, digits and hyphens, such as "{slug(value)}"',
            )
        return value

    def schema(self) -> Schema:
        return {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,63}$"}


@dataclass(frozen=True)
class Integer(Kind):
    """A whole number between two bounds."""

    least: int
    most: int

    def read(self, value: Any, reading: Reading, path: Path) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise RefusedError(f"must be a whole number, not {_say(value)}", self._hint)
        if not self.least <= value <= self.most:
            raise RefusedError(f"{_say(value)} is out of range", self._hint)
        return value

    @property
    def _hint(self) -> str:
        return f"give a number from {self.least} to {self.most}"

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Number(Kind):
    """A finite number between two bounds."""

    least: float = 0.0
    most: float = MAX_NUMBER

    def read(self, value: Any, reading: Reading, path: Path) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RefusedError(f"must be a number, not {_say(value)}", "write it without quotes or unit")
        if not math.isfinite(value):
            raise RefusedError("must be a finite number", "leave the key out if it is not known")
        if not self.least <= value <= self.most:
            raise RefusedError(
                f"{_say(value)} is out of range", f"give a number from {self.least:g} to {self.most:g}"
            )
        return float(value)

    def schema(self) -> Schema:
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Boolean(Kind):
    """True or false."""

    def read(self, value: Any, reading: Reading, path: Path) -> bool:
        if not isinstance(value, bool):
            raise RefusedError(f"must be true or false, not {_say(value)}")
        return value

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Date(Kind):
    """A date, ``2026-01-31`` with or without quotes."""

    def read(self, value: Any, reading: Reading, path: Path) -> date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise RefusedError(f"must be a date, not {_say(value)}", "write it as 2026-01-31") from None

    def schema(self) -> Schema:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, value: Any, reading: Reading, path: Path) -> str:
        if not isinstance(value, str) or value not in self.words:
            near = did_you_mean(value, list(self.words)) if isinstance(value, str) else ""
            raise RefusedError(f"{_say(value)} is not one of {', '.join(self.words)}", near)
        return value

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Minutes(Kind):
    """A time such as ``5m`` or ``2m/5m/15m``."""

    def read(self, value: Any, reading: Reading, path: Path) -> Any:
        if not isinstance(value, str):
            raise RefusedError(f"must be a time in quotes, not {_say(value)}", _TIME_HINT)
        try:
            return parse_duration(value, reading.calendar)
        except ValueError as error:
            raise RefusedError(str(error)[:200], _TIME_HINT) from None

    def schema(self) -> Schema:
        one = r"\s*(\d+(\.\d+)?\s*[smhdw]\s*)+"
        return {"type": "string", "pattern": f"^{one}(/{one}/{one})?$"}


_TIME_HINT = 'write "5m", "2h", "3d" or least/usual/most as "2m/5m/15m"'


@dataclass(frozen=True)
class PerPeriod(Kind):
    """A volume such as ``1200/month``."""

    def read(self, value: Any, reading: Reading, path: Path) -> Any:
        if not isinstance(value, str):
            raise RefusedError(f"must be a volume in quotes, not {_say(value)}", _VOLUME_HINT)
        try:
            return parse_volume(value)
        except ValueError as error:
            raise RefusedError(str(error)[:200], _VOLUME_HINT) from None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*/\s*(day|week|month|quarter|year)\s*$"}


_VOLUME_HINT = 'write "1200/month" (day, week, month, quarter or year)'


@dataclass(frozen=True)
class Share(Kind):
    """A share of 1: ``"85%"`` or ``0.85``."""

    def read(self, value: Any, reading: Reading, path: Path) -> float:
        share = self._number(value)
        if share is None or not math.isfinite(share):
            raise RefusedError(f"{_say(value)} is not a share", _SHARE_HINT)
        if not 0 <= share <= 1:
            raise RefusedError(f"{_say(value)} is not between 0 and 100 %", _SHARE_HINT)
        return share

    def _number(self, value: Any) -> float | None:
        if isinstance(value, bool):
            return None
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, str) and value.strip().endswith("%"):
            try:
                return float(value.strip()[:-1]) / 100
            except ValueError:
                return None
        return None

    def schema(self) -> Schema:
        return {
            "anyOf": [
                {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*%\s*$"},
                {"type": "number", "minimum": 0, "maximum": 1},
            ]
        }


_SHARE_HINT = 'write "85%" or 0.85'


@dataclass(frozen=True)
class RangeOf(Kind):
    """Least, usual and most, or one number for all three."""

    least: float = 0.0
    most: float = MAX_NUMBER

    def read(self, value: Any, reading: Reading, path: Path) -> tuple[float, float, float]:
        number = Number(self.least, self.most)
        if not isinstance(value, list):
            fixed = number.read(value, reading, path)
            return fixed, fixed, fixed
        if len(value) != 3:
            raise RefusedError(f"has {len(value)} numbers", "give least, usual and most: [1, 2, 3]")
        low, usual, high = (number.read(part, reading, path) for part in value)
        if not low <= usual <= high:
            raise RefusedError("is not in the order least, usual, most")
        return low, usual, high

    def schema(self) -> Schema:
        number = Number(self.least, self.most).schema()
        return {"anyOf": [number, {"type": "array", "items": number, "minItems": 3, "maxItems": 3}]}


@dataclass(frozen=True)
class ListOf(Kind):
    """A list whose values are all of one kind."""

    kind: Kind

    def read(self, value: Any, reading: Reading, path: Path) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise RefusedError(f"must be a list, not {_say(value)}", 'write it as ["one", "two"]')
        return tuple(self.kind.read(part, reading, path) for part in value)

    def schema(self) -> Schema:
        return {"type": "array", "items": self.kind.schema()}


@dataclass(frozen=True)
class MapOf(Kind):
    """A table with free keys and values of one kind; each bad value is reported at its key."""

    kind: Kind
    key: Kind = field(default_factory=Text)

    def read(self, value: Any, reading: Reading, path: Path) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise RefusedError(f"must be a table, not {_say(value)}", 'write it as { name = "value" }')
        read: dict[str, Any] = {}
        for name, part in value.items():
            here = (*path, name)
            try:
                read[self.key.read(name, reading, here)] = self.kind.read(part, reading, here)
            except RefusedError as refused:
                reading.report(here, f"{_name(here)} {refused.message}", refused.hint)
        return read

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": self.key.schema(),
            "additionalProperties": self.kind.schema(),
        }


@dataclass(frozen=True)
class Either(Kind):
    """One of several spellings, chosen by the type the value has in the file."""

    by_type: Mapping[type, Kind]
    hint: str

    def read(self, value: Any, reading: Reading, path: Path) -> Any:
        kind = self.by_type.get(type(value))
        if kind is None:
            raise RefusedError(f"cannot be {_say(value)}", self.hint)
        return kind.read(value, reading, path)

    def schema(self) -> Schema:
        return {"anyOf": [kind.schema() for kind in self.by_type.values()]}


@dataclass(frozen=True)
class Key:
    """A key of a table: its kind, what it means, and the field it fills (its own name by default).

    When a required key is missing or refused, that is reported and the value of the key `fallback`
    stands in, so that the rest of the table is still judged.
    """

    kind: Kind
    doc: str
    required: bool = False
    field: str = ""
    fallback: str = ""


@dataclass(frozen=True)
class TableOf(Kind):
    """A table with known keys, built into an object; unknown keys are reported."""

    keys: Mapping[str, Key]
    build: Callable[..., Any]
    title: str = ""

    def read(self, value: Any, reading: Reading, path: Path) -> Any:
        """Return the built object, or None when a required key is missing."""
        if not isinstance(value, dict):
            raise RefusedError(f"must be a table, not {_say(value)}")
        fields = self.read_fields(value, reading, path)
        for name, key in self.keys.items():
            if key.required and name not in value:
                reading.report(path, f"{_name(path)} has no {name}", f"add {name} = …")
        for name, key in self.keys.items():
            if key.fallback in fields:
                fields.setdefault(key.field or name, fields[key.fallback])
            if key.required and (key.field or name) not in fields:
                return None
        return self.build(**fields)

    def read_fields(self, value: dict[str, Any], reading: Reading, path: Path) -> dict[str, Any]:
        """Return the typed fields of a table without building it."""
        fields: dict[str, Any] = {}
        for name, part in value.items():
            key = self.keys.get(name)
            if key is None:
                self._report_unknown(name, reading, path)
                continue
            try:
                fields[key.field or name] = key.kind.read(part, reading, (*path, name))
            except RefusedError as refused:
                subject = _name((*path, name))
                reading.report((*path, name), f"{subject} {refused.message}", refused.hint)
        return fields

    def _report_unknown(self, name: str, reading: Reading, path: Path) -> None:
        from procfit.model.text import visible

        hint = did_you_mean(name, dict(self.keys)) or "see the list of keys: procfit schema"
        reading.report((*path, name), f'unknown key "{visible(name[:60])}"', hint)

    def schema(self) -> Schema:
        properties = {}
        for name, key in self.keys.items():
            properties[name] = {**key.kind.schema(), "description": key.doc}
        schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        required = [name for name, key in self.keys.items() if key.required]
        return {**schema, "required": required} if required else schema


@dataclass(frozen=True)
class ArrayOf(Kind):
    """An array of tables, ``[[name]]``; broken members are left out after they are reported."""

    table: TableOf

    def read(self, value: Any, reading: Reading, path: Path) -> tuple[Any, ...]:
        if not isinstance(value, list):
            name = path[-1]
            raise RefusedError(f"must be a list of tables, not {_say(value)}", f"write [[{name}]]")
        members: dict[int, Any] = {}
        for index, part in enumerate(value):
            here = (*path, index)
            try:
                members[index] = self.table.read(part, reading, here)
            except RefusedError as refused:
                reading.report(here, f"{_name(here)} {refused.message}", refused.hint)
        reading.kept[path] = [index for index, member in members.items() if member is not None]
        return tuple(members[index] for index in reading.kept[path])

    def schema(self) -> Schema:
        return {"type": "array", "items": self.table.schema()}


def _say(value: Any) -> str:
    """Return a short, harmless word for a value of a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        from procfit.model.text import visible

        return f'"{visible(value[:40])}"'
    if isinstance(value, int):
        return str(value) if abs(value) < 10**12 else "so large a number"
    if isinstance(value, float | date):
        return str(value)
    return {"list": "a list", "dict": "a table"}.get(type(value).__name__, "that")


def _name(path: Path) -> str:
    """Return the key, or the table with its number where the key is an index."""
    if not path:
        return "the file"
    last = path[-1]
    return f"{path[-2]} {last + 1}" if isinstance(last, int) and len(path) > 1 else str(last)
