"""A step in one line, as somebody types it while a group talks: ``Call back @Sales 5m/2h v3 !phone``.

What is not marked is the name. The marks, in any order behind it:

====================  ==========================================================
``@Sales``            the lane, by its name or the beginning of it; a new one otherwise
``5m``, ``5m/2h``     work, or work and waiting; ``/2h`` waiting alone; ``2m/5m/9m/1h`` least/usual/most
``v3``                what it gives the customer, 0 to 5
``!phone``            the channel
``+lead-capture``     a capability it needs
``>Quote``            where it leads, by name or id; ``>Quote 75%`` with the share of the cases
``<25%``              the share of the cases that come here from the decision before it
``*wait``             the kind: start, end, decision, parallel, join, wait …
``?`` at the end      a decision
``system=CRM``        any other field that holds words: benefit, source, system, description
====================  ==========================================================

Words with blanks stand in quotes: ``@"Inside sales"``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from procfit.model.edit_entries import Wanted
from procfit.model.errors import EditError
from procfit.model.process import StepKind
from procfit.model.quantities import Calendar, parse_duration
from procfit.model.text import normal

__all__ = ["TEXT_FIELDS", "parse_entry", "parse_way"]

TEXT_FIELDS = ("benefit", "source", "system", "description", "channel", "reason")
"""The fields that a line may set with ``field=words``."""

_TOKEN = re.compile(r'(?:[^\s"“”]|"[^"]*"|“[^”]*”)+')
_TIME = re.compile(r"/?\d[\d.]*[smhdw](?:[\d.smhdw]*)(?:/\d[\d.smhdw]*)*")
_VALUE = re.compile(r"[vV]([0-5])")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)%")
_LEADS = re.compile(r">\s*(\S.*?)(?:\s+(\d[\d.]*%))?")
_KINDS: Mapping[str, StepKind] = {
    **{kind: kind for kind in get_args(StepKind)},
    "split": "parallel",
    "delay": "wait",
}


def parse_entry(line: str, calendar: Calendar | None = None) -> Wanted:
    """Return what a typed line says about a step.

    Parameters
    ----------
    line
        The line.
    calendar
        How long a day and a week are.

    Raises
    ------
    EditError
        When a mark says nothing, or says it twice.

    Examples
    --------
    >>> entry = parse_entry("Call back customer @Sales 5m/2h v3 !phone")
    >>> entry.name, entry.lane, entry.work.usual, entry.wait.usual, entry.value, entry.texts["channel"]
    ('Call back customer', 'Sales', 5.0, 120.0, 3, 'phone')
    >>> parse_entry("Known customer? >Quote 75% >Check").ways
    (('Quote', 0.75), ('Check', None))
    """
    reader = _Reader(calendar or Calendar())
    for token in _TOKEN.findall(normal(line)):
        reader.take(token)
    return reader.entry()


def parse_way(line: str) -> tuple[str, float | None] | None:
    """Return where a line leads that names no step of its own, and the share of the cases; else None.

    Examples
    --------
    >>> parse_way("> Send quote 75%"), parse_way(">quote"), parse_way("Call back >quote")
    (('Send quote', 0.75), ('quote', None), None)
    """
    found = _LEADS.fullmatch(line.strip())
    if found is None:
        return None
    return _bare(found[1]), _share_in(found[2]) if found[2] else None


class _Reader:
    """Takes the words of a line one by one."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._words: list[str] = []
        self._entry = Wanted("")
        self._texts: dict[str, str] = {}
        self._said: set[str] = set()
        self._marks: Mapping[str, Callable[[str], None]] = {
            "@": self._lane,
            "!": lambda text: self._text("channel", text),
            "+": self._need,
            ">": self._way,
            "*": self._kind,
            "<": self._coming,
        }

    def take(self, token: str) -> None:
        """Take one word."""
        mark, rest = token[:1], token[1:]
        name, equals, text = token.partition("=")
        if mark in self._marks and rest:
            self._marks[mark](_bare(rest))
        elif _SHARE.fullmatch(token):
            self._share(token)
        elif _TIME.fullmatch(token):
            self._time(token)
        elif found := _VALUE.fullmatch(token):
            self._once("value")
            self._entry = replace(self._entry, value=int(found[1]))
        elif equals and name in TEXT_FIELDS:
            self._text(name, _bare(text))
        else:
            self._words.append(_bare(token) if not self._words or '"' in token else token)

    def entry(self) -> Wanted:
        """Return what was said."""
        name = " ".join(self._words)
        kind = self._entry.kind or ("decision" if name.endswith("?") else None)
        return replace(self._entry, name=name, kind=kind, texts=self._texts)

    def _once(self, what: str) -> None:
        if what in self._said:
            raise EditError(f"the line says the {what} twice", "take one of them out")
        self._said.add(what)

    def _lane(self, text: str) -> None:
        self._once("lane")
        self._entry = replace(self._entry, lane=text)

    def _text(self, name: str, text: str) -> None:
        self._once(name)
        self._texts[name] = text

    def _need(self, text: str) -> None:
        self._entry = replace(self._entry, needs=(*self._entry.needs, text))

    def _way(self, text: str) -> None:
        self._entry = replace(self._entry, ways=(*self._entry.ways, (text, None)))

    def _share(self, said: str) -> None:
        """Give the way before it its share; without one it is a part of the name."""
        ways = self._entry.ways
        if not ways:
            self._words.append(said)
        else:
            last = ways[-1][0], _share_in(said)
            self._entry = replace(self._entry, ways=(*ways[:-1], last))

    def _coming(self, text: str) -> None:
        self._once("share")
        self._entry = replace(self._entry, share=_share_in(text))

    def _kind(self, text: str) -> None:
        self._once("kind")
        if text not in _KINDS:
            raise EditError(f'"{text}" is no kind of step', f"kinds: {', '.join(get_args(StepKind))}")
        kind: StepKind = _KINDS[text]
        self._entry = replace(self._entry, kind=kind)

    def _time(self, text: str) -> None:
        work, wait = _times(text)
        for name, part in (("work", work), ("wait", wait)):
            if part:
                self._once(name)
                try:
                    changes: dict[str, Any] = {name: parse_duration(part, self._calendar)}
                    self._entry = replace(self._entry, **changes)
                except ValueError as error:
                    raise EditError(
                        str(error), "write 5m, 2h, 1d, or 5m/2h for work and waiting"
                    ) from None


def _times(text: str) -> Iterator[str]:
    """Yield work and waiting as they stand in ``work/wait``, where each may be least/usual/most."""
    parts = text.split("/")
    if len(parts) in (1, 3):
        return iter((text, ""))
    at = 3 if len(parts) in (4, 6) else 1
    return iter(("/".join(parts[:at]), "/".join(parts[at:])))


def _share_in(text: str) -> float:
    found = _SHARE.fullmatch(text)
    if found is None or float(found[1]) > 100:
        raise EditError(f'"{text}" is not a share of the cases', "give one from 0% to 100%")
    return float(found[1]) / 100


def _bare(text: str) -> str:
    return re.sub(r'["“”]', "", text).strip()
