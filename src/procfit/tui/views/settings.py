"""The table of settings, and what each turns to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, get_args

from procfit.tui.personal import Motion, Personal, Theme
from procfit.tui.presets import PRESETS
from procfit.tui.signs import one_line
from procfit.tui.views.portfolio import COLUMNS
from procfit.tui.widgets.rows import Cell, Column, ListedRows, Row

if TYPE_CHECKING:
    from procfit.model.team import Settings

__all__ = ["setting_columns", "setting_rows", "turned"]

_VALUES: dict[str, tuple[str, Sequence[str]]] = {
    "theme": ("Colors", get_args(Theme)),
    "preset": ("Keys", tuple(PRESETS)),
    "motion": ("Motion", get_args(Motion)),
}
_SAID = {
    "contrast": "high contrast",
    "vim": "vim (h j k l on the map)",
    "reduced": "reduced (nothing moves)",
}
_COLUMN = "column-"


def setting_columns() -> list[Column]:
    """Return the columns: a setting and its value."""
    return [Column("name", "Setting", 26), Column("value", "Now", 0)]


def setting_rows(personal: Personal, team: Settings | None) -> ListedRows:
    """Return a row per setting, the person's first."""
    own = [Row("", heading="Yours")]
    for key, (label, _) in _VALUES.items():
        value = getattr(personal, key)
        own.append(Row(key, (Cell(label), Cell(_SAID.get(value, value), "strong"))))
    many = len(personal.keys)
    changed = f"{many} changed under [keys]" if many else "none changed"
    own.append(Row("keys", (Cell("Single keys"), Cell(changed, "muted"))))
    own.append(Row("", heading="Columns of the portfolio"))
    for key, label in COLUMNS:
        shown = key not in personal.hidden_columns
        own.append(
            Row(
                _COLUMN + key,
                (Cell(label), Cell("✓ shown", "good") if shown else Cell("– left out", "muted")),
            )
        )
    return ListedRows([*own, *(_team_rows(team) if team else [])])


def _team_rows(team: Settings) -> list[Row]:
    calendar = f"{team.calendar.hours_per_day:g} h a day, {team.calendar.days_per_week:g} days a week"
    rates = len(team.rates.by_name) + (team.rates.default is not None)
    said = {
        "Name": one_line(team.name) or "–",
        "Currency": one_line(team.currency),
        "Language of the maps": team.language,
        "Calendar": calendar,
        "Rates": f"{rates} given" if rates else "not assessed",
        "Keys": f"{len(team.keys)} changed" if team.keys else "none changed",
    }
    head = Row("", heading="The team's, in procfit.toml (edit the file, then F5)")
    return [
        head,
        *(Row(f"team-{name}", (Cell(name), Cell(value, "muted"))) for name, value in said.items()),
    ]


def turned(personal: Personal, key: str) -> dict[str, Any]:
    """Return what changes when a setting turns to its next value; nothing where it cannot.

    Examples
    --------
    >>> turned(Personal(), "motion"), turned(Personal(), "column-value")
    ({'motion': 'reduced'}, {'hidden_columns': ('value',)})
    """
    if key in _VALUES:
        values = _VALUES[key][1]
        now = getattr(personal, key)
        place = values.index(now) if now in values else -1
        return {key: values[(place + 1) % len(values)]}
    if key.startswith(_COLUMN):
        column = key.removeprefix(_COLUMN)
        hidden = personal.hidden_columns
        rest = tuple(name for name in hidden if name != column)
        return {"hidden_columns": rest if column in hidden else (*hidden, column)}
    return {}
