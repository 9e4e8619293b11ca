"""Durations, volumes and the working calendar. Times are minutes, money is the workspace currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

__all__ = [
    "Calendar",
    "Duration",
    "Volume",
    "format_minutes",
    "format_share",
    "parse_duration",
    "parse_volume",
]

MONTHS_PER_YEAR = 12
WEEKS_PER_YEAR = 52
LONGEST_MINUTES = 60 * 24 * 366 * 20

Period = Literal["day", "week", "month", "quarter", "year"]

_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")
_WHOLE = re.compile(rf"(?:{_PART.pattern}\s*)+")
_VOLUME = re.compile(r"(\d+(?:\.\d+)?)\s*/\s*(day|week|month|quarter|year)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working calendar that turns days and weeks into minutes."""

    hours_per_day: float = 8.0
    days_per_week: float = 5.0

    def minutes(self, unit: str) -> float:
        """Return the minutes in one ``s``, ``m``, ``h``, ``d`` or ``w``."""
        day = 60 * self.hours_per_day
        return {"s": 1 / 60, "m": 1.0, "h": 60.0, "d": day, "w": day * self.days_per_week}[unit]

    @property
    def minutes_per_month(self) -> float:
        """The working minutes of an average month."""
        return self.minutes("w") * WEEKS_PER_YEAR / MONTHS_PER_YEAR


@dataclass(frozen=True, slots=True)
class Duration:
    """Least, usual and most minutes; all equal when the time is fixed."""

    least: float
    usual: float
    most: float

    @classmethod
    def fixed(cls, minutes: float) -> Duration:
        """Return the duration that is always `minutes`."""
        return cls(minutes, minutes, minutes)

    @property
    def is_fixed(self) -> bool:
        """Whether the time never varies."""
        return self.least == self.most

    @property
    def mean(self) -> float:
        """Expected minutes: the PERT mean, (least + 4 usual + most) / 6 (Malcolm et al., 1959).

        Examples
        --------
        >>> Duration(2, 5, 14).mean
        6.0
        """
        return (self.least + 4 * self.usual + self.most) / 6


@dataclass(frozen=True, slots=True)
class Volume:
    """How many cases start in a period."""

    count: float
    period: Period

    def per_month(self, calendar: Calendar) -> float:
        """Return the cases per month."""
        days_per_year = WEEKS_PER_YEAR * calendar.days_per_week
        per_year = {"day": days_per_year, "week": WEEKS_PER_YEAR, "month": 12, "quarter": 4, "year": 1}
        return self.count * per_year[self.period] / MONTHS_PER_YEAR


@lru_cache(maxsize=4096)
def parse_duration(text: str, calendar: Calendar) -> Duration:
    """Read ``5m``, ``1h 30m`` or ``2m/5m/15m`` (least/usual/most).

    Raises
    ------
    ValueError
        When the text is not a duration; the message says why.

    Examples
    --------
    >>> parse_duration("2m/5m/1h", Calendar())
    Duration(least=2.0, usual=5.0, most=60.0)
    """
    parts = text.split("/")
    if len(parts) == 1:
        return Duration.fixed(_minutes(text, calendar))
    if len(parts) != 3:
        raise ValueError(f'"{text}" is not a time')
    least, usual, most = (_minutes(part, calendar) for part in parts)
    if not least <= usual <= most:
        raise ValueError(f'"{text}" is not in the order least/usual/most')
    return Duration(least, usual, most)


def parse_volume(text: str) -> Volume:
    """Read ``1200/month``.

    Raises
    ------
    ValueError
        When the text is not a number per day, week, month, quarter or year.
    """
    found = _VOLUME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f'"{text}" is not a volume')
    period: Period = found[2]  # type: ignore[assignment]
    return Volume(float(found[1]), period)


def format_minutes(minutes: float) -> str:
    """Return minutes as a person writes them in a map: the largest unit that divides, no calendar.

    Examples
    --------
    >>> format_minutes(90), format_minutes(120), format_minutes(0.5), format_minutes(0)
    ('90m', '2h', '30s', '0m')
    """
    if minutes and minutes % 60 == 0:
        return f"{_number(minutes / 60)}h"
    if minutes != int(minutes) and (minutes * 60) == int(minutes * 60):
        return f"{_number(minutes * 60)}s"
    return f"{_number(minutes)}m"


def format_share(share: float | None) -> str:
    """Return a share of 1 as a picture shows it, or nothing where there is none.

    Examples
    --------
    >>> format_share(0.925), format_share(None)
    ('92.5 %', '')
    """
    return "" if share is None else f"{100 * share:.4g} %"


def _minutes(text: str, calendar: Calendar) -> float:
    text = text.strip()
    if not _WHOLE.fullmatch(text):
        raise ValueError(f'"{text}" is not a time')
    minutes = sum(float(number) * calendar.minutes(unit) for number, unit in _PART.findall(text))
    if minutes > LONGEST_MINUTES:
        raise ValueError(f'"{text}" is longer than 20 years')
    return minutes


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
