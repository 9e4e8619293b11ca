"""Which maps the portfolio shows: words that must stand in them, and figures that must hold."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from procfit.model.text import item_key
from procfit.tui.signs import one_line
from procfit.tui.views.portfolio_lines import Line

__all__ = ["HINT", "PLACEHOLDER", "Filter"]

PLACEHOLDER = "Show only …   Enter keeps it, Esc shows all"
HINT = (
    "text",
    "findings>2",
    "value<3",
    "importance>=4",
    "cases>100",
    "lead>24 (hours)",
    "flow<20 (%)",
    "steps>10",
    "decided<50 (%)",
    "value=? (not assessed)",
    "undecided",
)
"""What may be typed."""

_TEST = re.compile(r"([a-z-]+)(<=|>=|<|>|=)(\?|-?\d+(?:\.\d+)?)%?")
_BEGUN = re.compile(r"([a-z-]+)(<=|>=|<|>|=).*")
_HOUR = 60
_SAME: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


def _share(part: float | None, whole: float = 1.0) -> float | None:
    return None if part is None or not whole else 100 * part / whole


def _lead(line: Line) -> float | None:
    found = line.measures.lead_time.mean if line.measures else None
    return None if found is None else found / _HOUR


_FIGURES: Mapping[str, Callable[[Line], float | None]] = {
    "importance": lambda line: line.process.importance,
    "cases": lambda line: line.volume,
    "lead": _lead,
    "flow": lambda line: _share(line.measures.flow_efficiency if line.measures else None),
    "value": lambda line: line.measures.value if line.measures else None,
    "findings": lambda line: None if line.findings is None else line.open_findings,
    "decided": lambda line: _share(line.decided, line.to_decide),
    "steps": lambda line: len(line.process.steps),
}


def _undecided(line: Line) -> bool:
    return line.decided < line.to_decide


@dataclass(frozen=True)
class Filter:
    """What somebody typed to see fewer maps; all of it must hold.

    A figure that is not assessed is neither more nor less than anything; ``value=?`` asks for those.
    """

    text: str = ""

    @property
    def words(self) -> Sequence[str]:
        """The single words, with folded case."""
        return item_key(self.text).split()

    @property
    def problem(self) -> str:
        """What cannot be understood, in one line; empty when all can."""
        for word in self.words:
            begun = _BEGUN.fullmatch(word)
            if begun and begun[1] not in _FIGURES:
                return f'there is no figure "{one_line(begun[1])}"; there are {", ".join(_FIGURES)}'
            if word in _FIGURES:
                return f'what should "{word}" be? such as {word}>2, or {word}=? for not assessed'
            if begun and not _TEST.fullmatch(word):
                return f'"{one_line(word)}" needs a number, such as {begun[1]}>2, or {begun[1]}=?'
        return ""

    def shows(self, line: Line) -> bool:
        """Tell whether a map is shown."""
        return all(_holds(word, line) for word in self.words)

    def shows_broken(self, name: str) -> bool:
        """Tell whether a map is shown that cannot be judged: nothing but its name is known."""
        return all(word in name for word in self.words)


def _holds(word: str, line: Line) -> bool:
    if word in ("undecided", "decided"):
        return _undecided(line) == (word == "undecided")
    found = _TEST.fullmatch(word)
    if found is None or found[1] not in _FIGURES:
        begun = word in _FIGURES or _BEGUN.fullmatch(word) is not None
        return begun or word in _text_of(line)
    value = _FIGURES[found[1]](line)
    if found[3] == "?":
        return value is None
    return value is not None and _SAME[found[2]](round(value, 9), float(found[3]))


def _text_of(line: Line) -> str:
    process = line.process
    return item_key(
        " ".join((process.id, process.name, process.customer, process.outcome, process.owner))
    )
