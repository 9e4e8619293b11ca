"""What the cells of a workbook show, from what a guard heard of them; openpyxl says what is a date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from procfit.formats.grid import Cell
from procfit.formats.xlsx_guard import Heard

__all__ = ["Values", "iso", "shown_number"]

_SOME_DAY = date(1900, 1, 1)
_HALF_SECOND = timedelta(milliseconds=500)
_NOTHING = Cell("")
_UNCALCULATED = Cell("", "formula")


@dataclass(frozen=True)
class Values:
    """Reads the values of one workbook; what is written alike in a thousand cells becomes one cell.

    Parameters
    ----------
    texts
        The shared texts.
    epoch
        The day that dates count from.
    dates, durations
        The numbers of the styles that show a number as a moment or as a duration.
    """

    texts: Sequence[str]
    epoch: datetime
    dates: Collection[int]
    durations: Collection[int]
    _known: dict[Heard, Cell] = field(default_factory=dict)

    def cell(self, heard: Heard | None) -> Cell:
        """Return what was heard as a cell.

        Raises
        ------
        ValueError
            When it is not what its type says.
        """
        if heard is None:
            return _UNCALCULATED
        known = self._known.get(heard)
        if known is None:
            known = self._known[heard] = self._read(*heard)
        return known

    def _read(self, kind: str, style: str, text: str) -> Cell:
        if kind == "n":
            return self._number(text, int(style))
        if kind == "s":
            return Cell(_unescaped(self._shared(text)))
        if kind == "b":
            return Cell(str(bool(int(text))).upper(), "bool")
        if kind == "e":
            return Cell(text, "error")
        if kind == "d":
            from openpyxl.utils.datetime import from_ISO8601

            return Cell(iso(from_ISO8601(text)), "date")  # type: ignore[no-untyped-call]
        return Cell(_unescaped(text))

    def _shared(self, number: str) -> str:
        index = int(number)
        if not 0 <= index < len(self.texts):
            raise ValueError(f"shared text {index} is not in the file")
        return self.texts[index].replace("x005F_", "")

    def _number(self, text: str, style: int) -> Cell:
        number = float(text) if any(sign in text for sign in ".Ee") else int(text)
        if style not in self.dates:
            return Cell(shown_number(number), "number")
        from openpyxl.utils.datetime import from_excel

        try:
            moment = from_excel(number, self.epoch, timedelta=style in self.durations)
        except (OverflowError, ValueError):
            return Cell("#VALUE!", "error")
        return Cell(iso(moment), "date") if moment is not None else _NOTHING


def _unescaped(text: str) -> str:
    """Return text with control signs that are spelled as _x000D_."""
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    return unescape(text)


def shown_number(number: float) -> str:
    """Return a number as a spreadsheet shows it: at most 15 digits, whole numbers without a point.

    Examples
    --------
    >>> shown_number(3.0), shown_number(0.1 + 0.2), shown_number(1e17)
    ('3', '0.3', '1E+17')
    """
    return f"{float(number):.15g}".upper()


def iso(moment: datetime | date | time | timedelta) -> str:
    """Return a moment as ISO text, to the second; midnight as the day alone.

    Examples
    --------
    >>> iso(datetime(2026, 3, 31)), iso(datetime(2026, 6, 30, 14, 30)), iso(timedelta(hours=36))
    ('2026-03-31', '2026-06-30T14:30', '36:00')
    """
    if isinstance(moment, timedelta):
        minutes, seconds = divmod(round(moment.total_seconds()), 60)
        clock = f"{minutes // 60:02}:{minutes % 60:02}"
        return f"{clock}:{seconds:02}" if seconds else clock
    if isinstance(moment, time):
        return iso(datetime.combine(_SOME_DAY, moment)).partition("T")[2] or "00:00"
    if isinstance(moment, datetime):
        moment = (moment + _HALF_SECOND).replace(microsecond=0)
        return moment.isoformat(timespec="seconds" if moment.second else "minutes").removesuffix(
            "T00:00"
        )
    return moment.isoformat()
