"""Answers to the questions as people write them into cells, turned into fields of a step."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from procfit.decisions.asked import ADDS_NOTHING, NOT_THE_SAME, RIVAL_TIME, SAME
from procfit.formats.blocks import Blocks
from procfit.formats.process_toml import STEP
from procfit.formats.spec import RefusedError, TableOf
from procfit.formats.step_list.values import NOT_ASSESSED, raw_value
from procfit.formats.toml_file import Reading
from procfit.model.quantities import Calendar
from procfit.model.text import is_id, item_key

__all__ = ["Said", "fields_said", "question_said"]

_VALUE = re.compile(r"(?:value|wert)?\s*:?\s*(\d+)(?:\s*(?:of|von|/)\s*5)?", re.IGNORECASE)
_PLAIN_VALUE = re.compile(r"\d+(?:\s*(?:of|von|/)\s*5)?", re.IGNORECASE)
_TIME = re.compile(r"(.+?)\s*\b(work|wait|waiting|arbeit|warten)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(.*?)\s*\(([^()]*)\)", re.DOTALL)
_UNCLEAR = re.compile(r"(?<!\d)[1-9]\d{0,2},\d{3}(?!\d)")
_RIVAL_HINT = 'write "Name: 2 h, same benefit (source)"'

Said = dict[str, tuple[str, Any]]


def question_said(question: str, text: str, calendar: Calendar) -> Said:
    """Return by field what the answer to one of the five questions says, and its value.

    Parameters
    ----------
    question
        The key of its column.
    text
        The cell, with its line breaks.
    calendar
        What a day of work is.

    Raises
    ------
    RefusedError
        When it cannot be understood.
    """
    return _QUESTIONS[question](_known(text), calendar)


def fields_said(field: str, cells: Mapping[str, str], text: str, calendar: Calendar) -> Said:
    """Return what the cells of one field of an answer sheet say, and its value.

    Parameters
    ----------
    field
        The field of the step.
    cells
        Its cells by their keys.
    text
        All of them in one.
    calendar
        What a day of work is.

    Raises
    ------
    RefusedError
        When they cannot be understood.
    """
    known = {key: _known(cell) for key, cell in cells.items()}
    if field == "rival":
        raw = {
            "who": known["rival_who"],
            "time": _time(known["rival_time"]),
            "same_benefit": _yes_no(known["rival_same"]),
            "source": known["rival_source"],
        }
        return {"rival": (text, _rival_of(raw, calendar)), RIVAL_TIME: (known[RIVAL_TIME], None)}
    if field == "without":
        return {
            "without": (text, _without_of(known["without_how"], known["without_capability"], calendar))
        }
    said = known[field]
    return {field: (said, _typed(field, _raw(field, said), calendar))}


def _known(text: str) -> str:
    """Return a text without blanks around it; nothing where it says that nothing is known."""
    stripped = "\n".join(line.strip() for line in text.strip().splitlines())
    return "" if item_key(stripped) in NOT_ASSESSED else stripped


def _raw(field: str, text: str) -> Any:
    """Return the text of a cell as a file would hold it; None where it is empty."""
    if not text:
        return None
    if field in ("work", "wait"):
        return _time(text)
    if field in ("benefit", "source"):
        return " ".join(text.split())
    if field == "value" and _PLAIN_VALUE.fullmatch(text):
        text = text.split()[0].partition("/")[0]
    return raw_value(field, text, "m")


def _time(text: str) -> str | None:
    """Return a time as a file holds it; one that may be a thousand or a fraction is refused."""
    if not text:
        return None
    if _UNCLEAR.search(text):
        raise RefusedError(f'"{text}" may be a thousand or a fraction', "write it without the comma")
    return str(raw_value("work", re.sub(r"\s*–\s*", "/", text), "m"))


def _yes_no(text: str) -> bool | None:
    return bool(raw_value("expected", text, "")) if text else None


def _typed(field: str, raw: Any, calendar: Calendar) -> Any:
    """Return a value as the model holds it, by the same rules as in a file."""
    if raw is None:
        return "" if field in ("benefit", "source") else None
    reading = Reading("", Blocks(""), calendar)
    fields = TableOf({field: STEP.keys[field]}, dict).read_fields({field: raw}, reading, ())
    if reading.problems:
        problem = reading.problems[0]
        raise RefusedError(f"{field} {problem.message}", problem.hint)
    return fields[field]


def _benefit(text: str, calendar: Calendar) -> Said:
    """Read lines such as ``Somebody listens``, ``value 4 of 5``, ``adds nothing``."""
    value: Any = None
    adds, benefit = "", []
    for line in text.splitlines():
        number = _VALUE.fullmatch(line)
        if number:
            value = int(number[1])
        elif item_key(line) == ADDS_NOTHING:
            adds = ADDS_NOTHING
        elif line:
            benefit.append(line)
    said = " ".join(benefit)
    return {
        "benefit": (said, _typed("benefit", said or None, calendar)),
        "value": ("" if value is None else str(value), _typed("value", value, calendar)),
        "adds": (adds, "nothing" if adds else None),
    }


def _slows(text: str, calendar: Calendar) -> Said:
    """Read lines such as ``5 min work`` and ``2 h wait``."""
    said = {"work": "", "wait": ""}
    for line in filter(None, re.split(r"\n|;", text)):
        found = _TIME.fullmatch(line.strip())
        if found is None:
            raise RefusedError(
                f'"{line.strip()}" does not say whether it is work or waiting',
                'write "5 min work" and "2 h wait", each on its own line',
            )
        said["work" if found[2].casefold() in ("work", "arbeit") else "wait"] = found[1]
    return {field: (time, _typed(field, _time(time), calendar)) for field, time in said.items()}


def _expected(text: str, calendar: Calendar) -> Said:
    return {"expected": (text, _typed("expected", _yes_no(text), calendar))}


def _rival(text: str, calendar: Calendar) -> Said:
    """Read ``Name: 2 h, same benefit (source)``."""
    line = " ".join(text.split())
    if not line:
        return {"rival": ("", None), RIVAL_TIME: ("", None)}
    bracket = _IN_BRACKETS.fullmatch(line)
    plain, source = (bracket[1], bracket[2]) if bracket else (line, "")
    who, _, rest = plain.partition(": ")
    raw: dict[str, Any] = {"who": who.strip(), "source": source}
    time = ""
    for part in filter(None, (part.strip() for part in rest.split(", "))):
        if item_key(part) in (SAME, NOT_THE_SAME):
            raw["same_benefit"] = item_key(part) == SAME
            continue
        try:
            raw["time"], time = _time(part), part
        except RefusedError:
            raise RefusedError(f'"{part}" is neither a time nor "{SAME}"', _RIVAL_HINT) from None
    return {"rival": (line, _rival_of(raw, calendar)), RIVAL_TIME: (time, None)}


def _rival_of(raw: Mapping[str, Any], calendar: Calendar) -> Any:
    known = {key: value for key, value in raw.items() if value not in (None, "")}
    if known and "who" not in known:
        raise RefusedError(
            "does not say who the competitor is", "name the competitor, or clear the rest"
        )
    return _typed("rival", known or None, calendar)


def _without(text: str, calendar: Calendar) -> Said:
    """Read ``how it could come (capability)``."""
    line = " ".join(text.split())
    bracket = _IN_BRACKETS.fullmatch(line)
    if bracket and is_id(bracket[2]):
        return {"without": (line, _without_of(bracket[1], bracket[2], calendar))}
    return {"without": (line, _without_of(line, "", calendar))}


def _without_of(how: str, capability: str, calendar: Calendar) -> Any:
    if capability and not how:
        raise RefusedError("names a capability, but not how it would help", "say how, or clear it")
    if not how:
        return None
    return _typed("without", {"how": how, "capability": capability} if capability else how, calendar)


_QUESTIONS: Mapping[str, Callable[[str, Calendar], Said]] = {
    "benefit": _benefit,
    "slows": _slows,
    "expected": _expected,
    "rival": _rival,
    "without": _without,
}
