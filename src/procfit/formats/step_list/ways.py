"""The ways on from a step as people write them in one cell, and as a list writes them.

Several ways stand apart by ``;`` or a line break. Each names a step, with its share and its condition around
it: ``if approved: Book (85%)``, ``85% Book``, ``Decline (15%, rejects)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from procfit.formats.shares import exact_percent, share_of
from procfit.model.process import Flow
from procfit.model.text import item_key

__all__ = ["NO_WAY", "parse_ways", "ways_text"]

NO_WAY = "–"
"""What stands where nothing follows, since an empty cell means the row below."""

Resolve = Callable[[str], str | None]
"""Returns the id of the step that a text names, or None; raises `RefusedError` where it names two."""

LONGEST_WAY = 1700
LONGEST_SHARE = 400
_ENDS = frozenset(
    ("–", "-", "—", "none", "(none)", "nothing", "end", "stop", "ende", "keine", "fertig", "n/a")
)
_REJECTS = frozenset(("rejects", "reject", "rejected", "lehnt ab", "abgelehnt", "ablehnung"))
_IF = r"(?:if|when|wenn|falls|bei)"
_QUOTED = re.compile(rf'\s*{_IF}\s+"((?:[^"]|"")*)"\s*:', re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(.+)\(([^()]*)\)", re.DOTALL)
_SHARE_FIRST = re.compile(r"(\d+(?:[.,]\d+)?\s*%)\s*[:=–-]?\s*(.+)", re.DOTALL)
_SHARE_LAST = re.compile(r"\d+(?:[.,]\d+)?\s*%\Z")
_BEFORE = re.compile(r":|->|=>|→")
_BEHIND = re.compile(rf"(.+?),? {_IF} (.+)", re.IGNORECASE)
_LEADING_IF = re.compile(rf"{_IF}\s+", re.IGNORECASE)
_PLAIN_CONDITION = re.compile(r"""[^"\s:;()%>→=](?:[^":;()%>→=\n]*[^"\s:;()%>→=])?""")


def parse_ways(text: str, resolve: Resolve) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the ways on that a cell names, as a map's file would hold them, and what names no step.

    Examples
    --------
    >>> names = {"book": "book", "decline": "no"}
    >>> parse_ways("if fine: Book (85%); Decline 15%", lambda text: names.get(text.casefold()))[0]
    [{'to': 'book', 'share': 0.85, 'when': 'fine'}, {'to': 'no', 'share': 0.15}]
    """
    ways: list[dict[str, Any]] = []
    unknown: list[str] = []
    whole = resolve(text.strip())
    if whole is not None:
        return [{"to": whole}], []
    for part in _parts(text):
        way = _way(part, resolve)
        if way:
            ways.append(way)
            continue
        listed = [_way(piece, resolve) for piece in part.split(",")]
        if all(listed):
            ways.extend(piece for piece in listed if piece)
        elif item_key(part) not in _ENDS:
            unknown.append(part.strip())
    return ways, unknown


def ways_text(flows: Iterable[Flow], names: Mapping[str, str]) -> str:
    """Return the ways on as one cell holds them; `names` says what to call each step.

    Examples
    --------
    >>> ways_text([Flow("book", 0.85, "it is fine"), Flow("no", 0.15, rejects=True)], {"book": "Book"})
    'if it is fine: Book (85%); no (15%, rejects)'
    """
    return "; ".join(_way_text(flow, names.get(flow.to, flow.to)) for flow in flows) or NO_WAY


def _way_text(flow: Flow, name: str) -> str:
    marks = [exact_percent(flow.share)] if flow.share is not None else []
    marks += ["rejects"] if flow.rejects else []
    behind = f" ({', '.join(marks)})" if marks else ""
    if not flow.when:
        return f"{name}{behind}"
    quoted = '"' + flow.when.replace('"', '""') + '"'
    when = flow.when if _PLAIN_CONDITION.fullmatch(flow.when) else quoted
    return f"if {when}: {name}{behind}"


def _parts(text: str) -> Iterator[str]:
    """Yield the ways of a cell; a condition in quotes may hold what else keeps them apart."""
    start = 0
    while start < len(text):
        quoted = _QUOTED.match(text, start)
        end = re.compile(r"[;\n]").search(text, quoted.end() if quoted else start)
        stop = end.start() if end else len(text)
        if text[start:stop].strip():
            yield text[start:stop]
        start = stop + 1


def _way(text: str, resolve: Resolve) -> dict[str, Any] | None:
    """Return one way on, or None when no reading of the text names a step."""
    if len(text) > LONGEST_WAY:
        return None
    quoted = _QUOTED.match(text)
    if quoted:
        way = _marked(text[quoted.end() :], resolve)
        return {**way, "when": quoted[1].replace('""', '"')} if way else None
    return _marked(text, resolve) or _conditional(text, resolve)


def _marked(text: str, resolve: Resolve) -> dict[str, Any] | None:
    """Return a way with the share and the mark in brackets around the step's name."""
    marks: dict[str, Any] = {}
    text = text.strip()
    while text:
        target = resolve(text)
        if target is not None:
            return {"to": target, **marks}
        text, more = _peeled(text)
        marks = {**more, **marks}
    return None


def _peeled(text: str) -> tuple[str, dict[str, Any]]:
    """Return the text without its outermost mark, and the mark; no text when it has none."""
    found = _IN_BRACKETS.fullmatch(text)
    if found:
        return found[1].rstrip(), _bracketed(found[2])
    found = _SHARE_FIRST.fullmatch(text)
    if found:
        return found[2].strip(), {"share": share_of(found[1])}
    found = _SHARE_LAST.search(text, max(0, len(text) - LONGEST_SHARE))
    if found:
        return text[: found.start()].rstrip().rstrip(":=–-").rstrip(), {"share": share_of(found[0])}
    return "", {}


def _bracketed(text: str) -> dict[str, Any]:
    marks: dict[str, Any] = {}
    for part in text.split(","):
        share = share_of(part)
        if share is not None:
            marks["share"] = share
        elif item_key(part) in _REJECTS:
            marks["rejects"] = True
        elif part.strip():
            marks["when"] = _LEADING_IF.sub("", part.strip(), count=1)
    return marks


def _conditional(text: str, resolve: Resolve) -> dict[str, Any] | None:
    """Return a way whose condition stands before it (``if fine: Book``) or behind it (``Book if fine``)."""
    for mark in _BEFORE.finditer(text):
        way = _marked(text[mark.end() :], resolve)
        if way:
            condition, more = _condition(text[: mark.start()].strip())
            return {**way, **more, **({"when": condition} if condition else {})}
    found = _BEHIND.fullmatch(" ".join(text.split()))
    way = _marked(found[1], resolve) if found else None
    return {**way, "when": found[2]} if way and found else None


def _condition(text: str) -> tuple[str, dict[str, Any]]:
    """Return a condition without its "if" and its share, and the share."""
    if share_of(text) is not None and "%" in text:
        return "", {"share": share_of(text)}
    rest, marks = _peeled(text)
    text = rest if "share" in marks else text
    return _LEADING_IF.sub("", text, count=1).strip(), {
        "share": marks["share"]
    } if "share" in marks else {}
