"""A portfolio as plain data: dictionaries as a TOML file holds them, written as text and read by procfit."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from procfit.formats.capabilities_toml import build_capabilities, build_items
from procfit.formats.process_toml import read_process_text
from procfit.formats.settings_toml import build_answers
from procfit.formats.toml_file import parse_toml
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap
from procfit.model.team import Settings

__all__ = ["Plain", "World", "as_run", "ways"]

Plain = dict[str, Any]
"""One table of a TOML file."""

TABLES = ("kpi", "lane", "step", "message")


@dataclass
class World:
    """Some maps by id, and what is known around them."""

    maps: dict[str, Plain]
    items: dict[str, Plain] = field(default_factory=dict)
    capabilities: list[Plain] = field(default_factory=list)
    answers: Plain = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    parsed: dict[str, ProcessMap] = field(default_factory=dict)

    def with_copy_of(self, target: str) -> World:
        """Return a world in which one map, and all around the maps, may be changed."""
        return World(
            maps={**self.maps, target: copy.deepcopy(self.maps[target])},
            items=copy.deepcopy(self.items),
            capabilities=copy.deepcopy(self.capabilities),
            answers=copy.deepcopy(self.answers),
            settings=self.settings,
            parsed={name: known for name, known in self.parsed.items() if name != target},
        )

    def portfolio(self) -> Portfolio:
        """Write everything as text and read it with procfit; ValueError where that is not read."""
        for name, plain in self.maps.items():
            if name not in self.parsed:
                self.parsed[name] = read_map(text_of(plain), name)
        capabilities = text_of({"format": 1, "capability": self.capabilities}, ("capability",))
        return Portfolio(
            maps={name: self.parsed[name] for name in self.maps},
            capabilities=build_capabilities(parse_toml(capabilities, "capabilities.toml")),
            items=build_items(parse_toml(_items_text(self.items), "items.toml")),
            settings=self.settings,
            answers=build_answers(
                parse_toml(
                    text_of({"format": 1, **self.answers}, ("same", "different", "accepted")),
                    "answers.toml",
                )
            ),
        )


def read_map(text: str, name: str) -> ProcessMap:
    """Read one map with procfit; ValueError where it is not read."""
    found, problems = read_process_text(text, name)
    if found is None:
        raise ValueError(f"{name}: {'; '.join(map(str, problems))}")
    return found


def ways(step: Plain) -> list[Plain]:
    """Return the ways on of a step in the long spelling; putting them back keeps the meaning."""
    written = step.get("next", [])
    if isinstance(written, Mapping):
        return [{"to": to, "share": share} for to, share in written.items()]
    return [dict(way) if isinstance(way, Mapping) else {"to": way} for way in written]


def as_run(plain: Plain) -> Plain:
    """Return a map without the steps that are only planned."""
    hidden = {step["id"]: step for step in plain["step"] if step.get("disposition") == "add"}
    steps = []
    for step in plain["step"]:
        flows = [{**way, "to": _visible(way["to"], hidden)} for way in ways(step)]
        if step["id"] not in hidden:
            steps.append({**step, **({"next": _short(flows)} if flows else {})})
    return {**plain, "step": steps}


def _visible(name: str, hidden: dict[str, Plain]) -> str:
    while name in hidden:
        name = ways(hidden[name])[0]["to"]
    return name


def _short(flows: list[Plain]) -> list[Plain] | list[str]:
    return [flows[0]["to"]] if len(flows) == 1 else flows


def text_of(plain: Plain, tables: tuple[str, ...] = TABLES) -> str:
    """Return a table as TOML text; the keys in `tables` are arrays of tables."""
    lines = [f"{key} = {_value(value)}" for key, value in plain.items() if key not in tables]
    for table in tables:
        for entry in plain.get(table, ()):
            lines += ["", f"[[{table}]]", *(f"{key} = {_value(value)}" for key, value in entry.items())]
    return "\n".join(lines) + "\n"


def _items_text(items: dict[str, Plain]) -> str:
    blocks = [text_of({}, ())]
    for name, known in items.items():
        blocks.append(f"[items.{_value(name)}]\n{text_of(known, ())}")
    return "\n".join(blocks)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    plain = key.replace("-", "").replace("_", "")
    return key if plain.isascii() and plain.isalnum() else _value(key)
