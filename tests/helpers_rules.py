"""Small maps judged by one rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from helpers_maps import process
from procfit.formats.process_toml import read_process_text
from procfit.model.capability import Item
from procfit.model.finding import Finding, NotAssessed
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap
from procfit.model.team import Settings, TeamAnswers
from procfit.rules.engine import Report, check

LANES = """
[[lane]]
id = "buyer"
kind = "customer"
[[lane]]
id = "sales"
name = "Sales"
[[lane]]
id = "finance"
name = "Finance"
[[lane]]
id = "crm"
kind = "system"
"""


def step(name: str, to: str = "", /, **fields: object) -> str:
    """Return one step; `to` lists the steps that follow, ``a b`` or ``a:60% b:40%``."""
    lines = ["[[step]]", f'id = "{name}"']
    lines.append(f'name = "{fields.pop("name", name.replace("-", " ").capitalize())}"')
    lines += [f"{key} = {_value(value)}" for key, value in fields.items()]
    ways = to.split()
    if any(":" in way for way in ways):
        pairs = (way.split(":") for way in ways)
        lines.append("next = { " + ", ".join(f'{target} = "{share}"' for target, share in pairs) + " }")
    elif ways:
        lines.append("next = [" + ", ".join(f'"{way}"' for way in ways) + "]")
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(f'"{each}"' for each in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    return str(value) if isinstance(value, date) else f'"{value}"'


def portfolio(
    *texts: str,
    items: Mapping[str, Item] | None = None,
    answers: TeamAnswers | None = None,
    settings: Settings | None = None,
    **known: Any,
) -> Portfolio:
    """Return a portfolio of maps ``test``, ``test1`` … from their texts; `known` fills its other fields."""
    maps: dict[str, ProcessMap] = {"test": process(texts[0])}
    for number, text in enumerate(texts[1:], 1):
        other, _ = read_process_text('format = 1\nname = "Other"\n' + text, f"test{number}")
        assert other is not None
        maps[f"test{number}"] = other
    return Portfolio(
        maps,
        items=items or {},
        settings=settings or Settings(),
        answers=answers or TeamAnswers(),
        **known,
    )


def judge(rule: str, *texts: str, **around: object) -> list[Finding]:
    """Return what one rule finds in the first map."""
    return [found for found in report(*texts, **around).findings if found.rule == rule]


def gaps(rule: str, *texts: str, **around: object) -> list[NotAssessed]:
    """Return what one rule cannot judge in the first map."""
    return [gap for gap in report(*texts, **around).not_assessed if gap.rule == rule]


def report(*texts: str, **around: object) -> Report:
    """Return the whole report on the first map."""
    return check(portfolio(*texts, **around), ["test"])  # type: ignore[arg-type]
