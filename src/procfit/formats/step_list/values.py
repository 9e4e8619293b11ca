"""What people write in the cells of a step list, turned into what a map's file would hold."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from procfit.formats.shares import share_of
from procfit.formats.spec import RefusedError
from procfit.formats.step_list.columns import UNITS
from procfit.model.text import is_id, item_key, slug

__all__ = ["NOTHING", "NOT_ASSESSED", "items_of", "raw_value"]

NOTHING = "–"
"""In a column of the to-be: the step has none of it any more."""

NOT_ASSESSED = frozenset(
    (
        "?",
        "-",
        "–",
        "—",
        "n/a",
        "n.a.",
        "na",
        "tbd",
        "unknown",
        "not assessed",
        "unbekannt",
        "offen",
        "k.a.",
    )
)
"""What stands where a team does not know; never read as zero."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?")
_WHOLE = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?")
_CURRENCY = re.compile(r"[€$£¥]|\b(?:EUR|USD|GBP|CHF)\b", re.IGNORECASE)
_TIME_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)?\.?\s*")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
_FRACTION = re.compile(r"(.*?)\(([^()]*)\)\s*")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")

_WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        **dict.fromkeys(
            ("aufgabe", "tätigkeit", "aktivität", "activity", "action", "step", "schritt"), "task"
        ),
        **dict.fromkeys(("start event", "begin", "beginn", "anfang", "startereignis"), "start"),
        **dict.fromkeys(("end event", "finish", "stop", "ende", "endereignis"), "end"),
        **dict.fromkeys(
            ("gateway", "choice", "question", "xor", "or-split", "entscheidung", "frage"), "decision"
        ),
        **dict.fromkeys(("inklusiv", "or"), "inclusive"),
        **dict.fromkeys(("and", "fork", "split", "und", "gleichzeitig"), "parallel"),
        **dict.fromkeys(("merge", "zusammenführung"), "join"),
        **dict.fromkeys(("waiting", "delay", "warten"), "wait"),
        **dict.fromkeys(("sub-process", "subprocess", "teilprozess", "aufruf"), "call"),
    },
    "adds": {
        **dict.fromkeys(("va", "value-adding", "value adding", "kunde", "wertschöpfend"), "customer"),
        **dict.fromkeys(
            ("bva", "business-value-adding", "company", "unternehmen", "betrieb"), "business"
        ),
        **dict.fromkeys(
            ("nva", "non-value-adding", "waste", "none", "nichts", "verschwendung"), "nothing"
        ),
    },
    "control": {"gesetzlich": "regulatory", "regulatorisch": "regulatory", "vier augen": "segregation"},
    "disposition": {
        **dict.fromkeys(("behalten", "beibehalten", "stay"), "keep"),
        **dict.fromkeys(("change", "improve", "ändern", "verbessern"), "modify"),
        **dict.fromkeys(("drop", "remove", "delete", "streichen", "weglassen", "entfernen"), "discard"),
        **dict.fromkeys(("new", "neu", "hinzufügen"), "add"),
    },
    "lane.kind": {
        **dict.fromkeys(("kunde",), "customer"),
        **dict.fromkeys(("front office", "vorne", "frontstage"), "front"),
        **dict.fromkeys(("back office", "backoffice", "hinten", "backstage"), "back"),
        **dict.fromkeys(("it", "software"), "system"),
        **dict.fromkeys(("supplier", "lieferant"), "partner"),
    },
}
_YES = frozenset(("yes", "y", "true", "1", "x", "✓", "✔", "ja", "j", "wahr", "oui", "sí", "si"))
_NO = frozenset(("no", "n", "false", "0", "nein", "falsch", "non", "nee"))


def raw_value(key: str, text: str, unit: str) -> Any:
    """Return the value of a cell as a map's file would hold it.

    Parameters
    ----------
    key
        The key of the column.
    text
        The text of the cell, never empty.
    unit
        The unit of time for plain numbers: one of ``s m h d w``; minutes where it is empty.

    Raises
    ------
    RefusedError
        When the cell does not hold such a value.

    Examples
    --------
    >>> raw_value("work", "1,5 Std.", "m"), raw_value("asks", "name, phone", ""), raw_value("value", "3", "")
    ('1.5h', ['name', 'phone'], 3)
    """
    read = _READERS.get(key)
    return read(text, unit) if read else text


def items_of(text: str) -> list[str]:
    """Return the items of a list: apart by ``;`` or line breaks, by commas where there is neither.

    Examples
    --------
    >>> items_of("price list, 2026;"), items_of("name, phone")
    (['price list, 2026'], ['name', 'phone'])
    """
    parts = re.split(r"[;\n]", text) if re.search(r"[;\n]", text) else text.split(",")
    return [part.strip() for part in parts if part.strip()]


def _number(text: str, _unit: str = "") -> float:
    plain = _CURRENCY.sub("", text).strip().replace("\u00a0", "").replace(" ", "").casefold()
    if not _NUMBER.fullmatch(plain):
        raise RefusedError(f'"{text[:40]}" is not a number', "write it in digits")
    number = float(_with_point(plain, text))
    if not math.isfinite(number):
        raise RefusedError(f'"{text[:40]}" is too large', "leave the cell blank if it is not known")
    return number


def _with_point(plain: str, text: str) -> str:
    """Return a number with a decimal point, however its digits are grouped."""
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", plain):
        raise RefusedError(
            f'"{text[:40]}" may be a thousand or a fraction', "write it without the comma"
        )
    for point, grouping in ((".", ","), (",", ".")):
        whole, _, fraction = plain.partition(point)
        if grouping not in fraction and point not in fraction and _WHOLE.fullmatch(whole):
            is_grouped = grouping in whole
            if not is_grouped or re.fullmatch(rf"[+-]?\d{{1,3}}(?:\{grouping}\d{{3}})+", whole):
                return whole.replace(grouping, "") + (f".{fraction}" if fraction else "")
    raise RefusedError(f'"{text[:40]}" is not a number', "write it in digits")


def _integer(text: str, _unit: str) -> int | float:
    number = _number(text)
    return int(number) if number == int(number) else number


def _duration(text: str, unit: str) -> str:
    """Return a time as ``5m`` or ``2m/5m/15m``; plain numbers are in `unit`."""
    parts = [_one_time(part, unit or "m") for part in text.split("/")]
    if len(parts) not in (1, 3):
        raise RefusedError(
            f'"{text[:40]}" is not a time', 'write "5", "2 h" or least/usual/most "2/5/15"'
        )
    return "/".join(parts)


def _one_time(text: str, unit: str) -> str:
    text = text.strip()
    clock = _CLOCK.fullmatch(text)
    if clock:
        return f"{clock[1]}h{clock[2]}m{clock[3] or '0'}s"
    try:
        return f"{Decimal(repr(_number(text))):f}{unit}"
    except RefusedError:
        found = list(_TIME_PART.finditer(text))
    units = [UNITS.get((part[2] or "").casefold()) for part in found]
    if not found or None in units or sum(len(part[0]) for part in found) != len(text):
        raise RefusedError(
            f'"{text[:40]}" is not a time', 'write "5", "2 h" or least/usual/most "2/5/15"'
        )
    return "".join(f"{part[1].replace(',', '.')}{word}" for part, word in zip(found, units, strict=True))


def _boolean(text: str, _unit: str) -> bool:
    word = item_key(text)
    if word in _YES or word in _NO:
        return word in _YES
    raise RefusedError(f'"{text[:40]}" is neither yes nor no', "write yes or no")


def _share(text: str, _unit: str) -> float:
    share = share_of(text)
    if share is None:
        raise RefusedError(f'"{text[:40]}" is not a share', 'write "85%" or 0.85')
    return share


def _id(text: str, _unit: str) -> str:
    return text if is_id(text) else slug(text)


def _needs(text: str, _unit: str) -> list[Any]:
    needs: list[Any] = []
    for part in items_of(text):
        found = _FRACTION.fullmatch(part)
        share = share_of(found[2]) if found else None
        if found and share is not None:
            needs.append({"id": _id(found[1].strip(), ""), "share": share})
        else:
            needs.append(_id(part, ""))
    return needs


def _date(text: str, _unit: str) -> str:
    found = _GERMAN_DATE.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text.partition("T")[0]


def _word_of(key: str) -> Callable[[str, str], str]:
    return lambda text, _unit: _WORDS[key].get(item_key(text), item_key(text))


def _items(text: str, _unit: str) -> list[str]:
    return items_of(text)


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(("value", "effort"), _integer),
    **dict.fromkeys(("work", "wait", "rival.time"), _duration),
    **dict.fromkeys(("expected", "rival.same_benefit"), _boolean),
    **dict.fromkeys(("asks", "reads", "writes", "delivers", "tags"), _items),
    **dict.fromkeys(("call", "without.capability"), _id),
    **{key: _word_of(key) for key in _WORDS},
    "cost": _number,
    "share": _share,
    "needs": _needs,
    "rival.date": _date,
}
