"""The styles of a workbook: which show a number as a moment, and the color that each fills a cell with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from procfit.formats.fills import from_hex, tinted
from procfit.formats.xlsx_guard import MAIN, Limits
from procfit.formats.xml_events import Listener

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["THEME_COLORS", "StyleGuard", "theme_of"]

_PARTS = frozenset({"numFmts", "fills", "cellXfs", "indexedColors"})
THEME_COLORS = (
    *("lt1", "dk1", "lt2", "dk2", "accent1", "accent2"),
    *("accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"),
)
"""The colors of a theme in the order that cells count them."""


class StyleGuard(Listener):
    """Hears the styles.

    Numbers stay as they are spelled until somebody asks, so that a broken one stops no hearing.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits.styles, f"{MAIN}styleSheet", f"{MAIN}xf")
        self._formats: dict[str, str] = {}
        self._styles: list[tuple[str, str]] = []
        self._fills: list[Mapping[str, str]] = []
        self._palette: list[str] = []
        self._part = ""
        self._is_solid = False

    def heard(self, tag: str, given: Mapping[str, str]) -> None:
        """Keep number formats, styles of cells, fills and colors."""
        name = tag.removeprefix(MAIN)
        if name in _PARTS:
            self._part = name
        elif self._part == "cellXfs" and name == "xf":
            self._styles.append((given.get("numFmtId", "0"), given.get("fillId", "0")))
        elif self._part == "numFmts" and name == "numFmt":
            self._formats[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif self._part == "indexedColors" and name == "rgbColor":
            self._palette.append(given.get("rgb", ""))
        elif self._part == "fills":
            self._fill(name, given)

    def end(self, tag: str) -> None:
        """Leave a part."""
        super().end(tag)
        if tag == f"{MAIN}{self._part}":
            self._part = ""

    def _fill(self, name: str, given: Mapping[str, str]) -> None:
        if name == "fill":
            self._fills.append({})
            self._is_solid = False
        elif name == "patternFill":
            self._is_solid = given.get("patternType") == "solid"
        elif name == "fgColor" and self._is_solid and self._fills:
            self._fills[-1] = dict(given)

    def moments(self) -> tuple[frozenset[int], frozenset[int]]:
        """Return the numbers of the styles that show a moment, and of those that show a duration."""
        from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format

        codes = [
            self._formats[number] if number in self._formats else builtin_format_code(int(number))
            for number, _ in self._styles
        ]
        dates = frozenset(index for index, code in enumerate(codes) if is_date_format(code))
        return dates, frozenset(index for index, code in enumerate(codes) if is_timedelta_format(code))

    def colors(self, theme: Callable[[], Sequence[str]]) -> dict[str, str]:
        """Return the color that each style fills a cell with; styles without one are left out.

        Parameters
        ----------
        theme
            Looks the colors of the theme up, where a style needs them.
        """
        return {
            str(index): color
            for index, (_, number) in enumerate(self._styles)
            if number.isdecimal()
            and int(number) < len(self._fills)
            and (color := self._color(self._fills[int(number)], theme))
        }

    def _color(self, given: Mapping[str, str], theme: Callable[[], Sequence[str]]) -> str:
        tint = float(given.get("tint", "0"))
        if "rgb" in given:
            return tinted(from_hex(given["rgb"]), tint)
        if "indexed" in given:
            return tinted(self._indexed(int(given["indexed"])), tint)
        if "theme" not in given:
            return ""
        number, colors = int(given["theme"]), theme()
        if 0 <= number < len(colors):
            return tinted(colors[number], tint)
        return f"theme color {number}" + (f" tint {tint:+.2f}" if tint else "")

    def _indexed(self, number: int) -> str:
        from openpyxl.styles.colors import COLOR_INDEX

        palette = self._palette or COLOR_INDEX
        return from_hex(palette[number]) if 0 <= number < len(palette) else ""


def theme_of(found: Sequence[tuple[str, Mapping[str, str]]]) -> list[str]:
    """Return the colors of a theme as cells count them; empty where it does not name them all.

    Parameters
    ----------
    found
        The elements of the theme that name a color or hold one, in order.
    """
    colors = dict(reversed(list(_named_colors(found))))
    return [colors[name] for name in THEME_COLORS] if colors.keys() >= set(THEME_COLORS) else []


def _named_colors(found: Sequence[tuple[str, Mapping[str, str]]]) -> Iterator[tuple[str, str]]:
    for (name, _), (_, given) in pairwise(found):
        if name in THEME_COLORS:
            yield name, from_hex(given.get("lastClr") or given.get("val", ""))
