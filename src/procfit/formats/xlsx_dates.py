"""Which numbers of a workbook are dates, and what they read as."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from procfit.formats.zip_parts import ZipParts

__all__ = ["date_styles", "iso_date"]

# ECMA-376 part 1, 18.8.30: built-in number formats that show a date or a time.
_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_A_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)


def date_styles(parts: ZipParts, name: str = "xl/styles.xml") -> frozenset[int]:
    """Return the cell styles that show a number as a date."""
    if name not in parts:
        return frozenset()
    custom: dict[str, str] = {}
    styles: list[str] = []
    in_cells = False
    for event in parts.events(name):
        if event.name == "cellXfs":
            in_cells = event.is_start
        elif event.is_start and event.name == "numFmt":
            custom[event.attributes.get("numFmtId", "")] = event.attributes.get("formatCode", "")
        elif event.is_start and event.name == "xf" and in_cells:
            styles.append(event.attributes.get("numFmtId", "0"))
    return frozenset(index for index, format_id in enumerate(styles) if _is_date(format_id, custom))


def iso_date(number: float, epoch_1904: bool = False) -> str | None:
    """Return a serial day number as ISO text, or None when it is out of range.

    Examples
    --------
    >>> iso_date(46112), iso_date(46203.60416666666), iso_date(0.5)
    ('2026-03-31', '2026-06-30T14:30', '12:00')
    """
    try:
        moment = (_EPOCH_1904 if epoch_1904 else _EPOCH) + timedelta(seconds=round(number * 86_400))
    except (OverflowError, ValueError):
        return None
    clock = moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    if 0 <= number < 1:
        return clock
    day = moment.date().isoformat()
    return day if clock == "00:00" else f"{day}T{clock}"


def _is_date(format_id: str, custom: dict[str, str]) -> bool:
    if format_id in custom:
        return re.search("[dmyhs]", _NOT_A_PART.sub("", custom[format_id]), re.IGNORECASE) is not None
    return format_id.isdecimal() and int(format_id) in _BUILT_IN
