"""What the map marks on its steps: findings, value, time, decisions, or what a vendor covers.

Every mark is a sign or a figure beside its color. Its last word is what is left of it where a step has
room for one letter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from procfit.fit.letters import SILENT, code_letters
from procfit.model import sayings
from procfit.model.process import HOLDING_TOGETHER, ProcessMap, Step
from procfit.model.vendor import Answer
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.drawings import marks_of
from procfit.tui.views.step import JUDGED
from procfit.tui.widgets.parts import Tone

__all__ = ["FINDINGS", "Mark", "Marking", "marking_of", "modes_of"]

FINDINGS = "findings"
VENDOR = "vendor "
MISSING = "?"
BARS = "▁▂▃▄▅▆▇█"
LETTERS: Mapping[str, tuple[str, Tone]] = {
    "keep": ("K", "good"),
    "modify": ("M", "fair"),
    "discard": ("D", "bad"),
    "add": ("A", "strong"),
}
GOOD, FAIR = 0.8, 0.15
LONG, SOME = 0.5, 0.1


class Mark(NamedTuple):
    """What stands on a step."""

    text: str
    tone: Tone = ""


class Marking(NamedTuple):
    """The marks of all steps, and what they mean in one line."""

    marks: Mapping[str, Mark]
    legend: str


Maker: TypeAlias = Callable[[ProcessMap], Marking]


def modes_of(session: Session) -> list[str]:
    """Return the names of what can be marked, in the order they are gone through."""
    vendors = sorted(session.fit.answers) if session.fit else []
    return [FINDINGS, "value", "time", "disposition", *(f"{VENDOR}{name}" for name in vendors), "plain"]


def marking_of(session: Session, process: ProcessMap) -> Marking:
    """Return the marks that the session asks for on a view of a map."""
    mode = session.marks
    if mode.startswith(VENDOR):
        return _coverage(session, process, mode.removeprefix(VENDOR))
    if mode == FINDINGS:
        return _findings(session, process)
    return _MAKERS[mode](process) if mode in _MAKERS else Marking({}, "")


def _findings(session: Session, process: ProcessMap) -> Marking:
    found = session.findings_of(process.id)
    if found is None:
        return Marking({}, session.waiting_for("findings").replace("\n", ": "))
    tones: dict[str, Tone] = {"⚠": "fair", "○": "muted", "✓": "good"}
    marks = {step: Mark(text, tones.get(text[:1], "")) for step, text in marks_of(found).items()}
    return Marking(marks, "⚠ a  finding a   ○ a  note a   ✓ accepted")


def _value(process: ProcessMap) -> Marking:
    marks = {step.id: _valued(step.value) for step in process.steps if step.kind in JUDGED}
    return Marking(marks, f"5 most value for the customer … 0 none   {MISSING} not assessed")


def _valued(value: int | None) -> Mark:
    if value is None:
        return Mark(MISSING, "muted")
    return Mark(str(value), "good" if value >= 4 else "fair" if value >= 2 else "bad")


def _time(process: ProcessMap) -> Marking:
    times = {step.id: _minutes(process, step) for step in process.steps if step.kind in JUDGED}
    longest = max((minutes for minutes, _ in times.values() if minutes is not None), default=0.0)
    marks = {step: _timed(minutes, is_whole, longest) for step, (minutes, is_whole) in times.items()}
    said = f"work + wait of a visit, ▁ … █ {_short(longest)}"
    return Marking(marks, f"{said}   ≥ at least   {MISSING} not assessed")


def _minutes(process: ProcessMap, step: Step) -> tuple[float | None, bool]:
    """Return the usual minutes of one visit, and whether both of its parts are known."""
    asked = [process.work_of(step), process.wait_of(step)]
    known = [part.mean for part in asked if part is not None]
    if step.kind == "wait" and step.wait is None and process.default_wait is None:
        return None, False
    return (sum(known) if known else None), len(known) == len(asked)


def _timed(minutes: float | None, is_whole: bool, longest: float) -> Mark:
    if minutes is None:
        return Mark(MISSING, "muted")
    share = minutes / longest if longest else 0.0
    bar = BARS[min(int(share * len(BARS)), len(BARS) - 1)]
    tone: Tone = "bad" if share >= LONG else "fair" if share >= SOME else "good"
    return Mark(f"{'' if is_whole else '≥'}{_short(minutes)} {bar}", tone)


def _short(minutes: float) -> str:
    """Return minutes in few letters.

    Examples
    --------
    >>> _short(45), _short(972), _short(0.5)
    ('45m', '16h', '30s')
    """
    return sayings.minutes(minutes).replace("min", "m").replace(" ", "")


def _disposition(process: ProcessMap) -> Marking:
    marks = {
        step.id: Mark(*LETTERS[step.disposition]) if step.disposition else Mark(MISSING, "muted")
        for step in process.steps
        if step.kind not in HOLDING_TOGETHER
    }
    letters = "   ".join(f"{letter} {name}" for name, (letter, _) in LETTERS.items())
    return Marking(marks, f"{letters}   {MISSING} not reviewed")


def _coverage(session: Session, process: ProcessMap, vendor: str) -> Marking:
    workspace = session.workspace
    if session.fit is None or workspace is None or workspace.evaluation is None:
        return Marking({}, session.waiting_for("fit").replace("\n", ": ") or "no vendor was asked")
    codes = code_letters(workspace.evaluation)
    answers = session.fit.answers.get(vendor, {})
    marks = {step.id: _covered(step, answers, codes) for step in process.steps if step.needs}
    letters = "  ".join(f"{letter} {one_line(code)}" for code, letter in codes.items())
    return Marking(marks, f"□ blank  {MISSING} unknown  {letters}  (the worst of what a step needs)")


def _covered(step: Step, answers: Mapping[str, Answer], codes: Mapping[str, str]) -> Mark:
    """Return the worst answer to what a step needs; what is not known is worse than any answer."""
    marks = [_answered(answers.get(need.capability), codes) for need in step.needs]
    return min(marks, key=lambda pair: pair[0])[1]


def _answered(answer: Answer | None, codes: Mapping[str, str]) -> tuple[float, Mark]:
    if answer is None:
        return -1.0, Mark(MISSING, "muted")
    if answer.code in SILENT:
        sign = SILENT[answer.code]
        known = {"–": (2.0, Mark("n/a", "muted")), "□": (-1.0, Mark("□", "muted"))}
        return known.get(sign, (-1.0, Mark(MISSING, "muted")))
    tone: Tone = "good" if answer.mid >= GOOD else "fair" if answer.mid >= FAIR else "bad"
    return answer.mid, Mark(codes.get(answer.code, MISSING), tone)


_MAKERS: Mapping[str, Maker] = {
    "value": _value,
    "time": _time,
    "disposition": _disposition,
}
