"""The settings of a workspace, ``procfit.toml``, and the team's answers, ``processes/answers.toml``."""

from __future__ import annotations

from typing import Any, get_args

from procfit.formats.spec import (
    ArrayOf,
    Choice,
    Date,
    Id,
    Integer,
    Key,
    ListOf,
    MapOf,
    Number,
    TableOf,
    Text,
)
from procfit.formats.toml_file import FORMAT, TomlFile, check_format
from procfit.model.quantities import Calendar
from procfit.model.team import Accepted, Rates, RuleLevel, SameWork, Settings, TeamAnswers

__all__ = ["ANSWERS", "SETTINGS", "build_answers", "build_settings"]

CALENDAR = TableOf(
    {
        "hours_per_day": Key(Number(0.5, 24), "working hours in a day"),
        "days_per_week": Key(Number(1, 7), "working days in a week"),
    },
    Calendar,
)


def _settings(rates: dict[str, float] | None = None, **fields: Any) -> Settings:
    fields.pop("format", None)
    by_name = dict(rates or {})
    default = by_name.pop("default", None)
    return Settings(rates=Rates(by_name, default), **fields)


SETTINGS = TableOf(
    {
        "format": Key(Integer(1, FORMAT), "the version of this format"),
        "name": Key(Text(500), "the name of the program or company"),
        "logo": Key(Text(500), "a picture for reports, as a path in the workspace"),
        "language": Key(Choice(("en", "de", "nl", "fr", "es")), "the language of the maps"),
        "currency": Key(Text(10), "the currency of all money"),
        "calendar": Key(CALENDAR, "the working calendar"),
        "rates": Key(MapOf(Number(0)), "money per hour by lane id or department, and default"),
        "rules": Key(MapOf(Choice(get_args(RuleLevel)), Id()), "the level of a rule"),
        "keys": Key(MapOf(Text(100)), "keys of the terminal app, by action"),
    },
    _settings,
    "settings",
)

_WORDINGS = TableOf(
    {
        "a": Key(Text(500), "one wording", required=True),
        "b": Key(Text(500), "the other wording", required=True),
        "by": Key(Text(200), "who said so"),
        "date": Key(Date(), "when"),
        "reason": Key(Text(), "why"),
    },
    SameWork,
)

_ACCEPTED = TableOf(
    {
        "rule": Key(Id(), "the rule", required=True),
        "process": Key(Id(), "the map", required=True),
        "steps": Key(ListOf(Text(140)), "the steps of the finding", required=True),
        "reason": Key(Text(), "why the team lives with it", required=True),
        "by": Key(Text(200), "who decided"),
        "date": Key(Date(), "when"),
    },
    Accepted,
)

ANSWERS = TableOf(
    {
        "format": Key(Integer(1, FORMAT), "the version of this format"),
        "same": Key(ArrayOf(_WORDINGS), "wordings that mean the same work"),
        "different": Key(ArrayOf(_WORDINGS), "wordings that mean different work"),
        "accepted": Key(ArrayOf(_ACCEPTED), "findings the team lives with"),
    },
    dict,
    "answers",
)


def build_settings(file: TomlFile) -> Settings:
    """Return the settings; problems are left in ``file.reading``."""
    if not check_format(file.data, file.reading, "settings", optional=True):
        return Settings()
    settings: Settings = SETTINGS.read(file.data, file.reading, ())
    return settings


def build_answers(file: TomlFile) -> TeamAnswers:
    """Return the team's answers; problems are left in ``file.reading``."""
    if not check_format(file.data, file.reading, "a list of answers", optional=True):
        return TeamAnswers()
    fields = ANSWERS.read(file.data, file.reading, ()) or {}
    fields.pop("format", None)
    return TeamAnswers(**fields)
