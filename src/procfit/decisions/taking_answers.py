"""Taking back answers to the questions: what a filled-in sheet says of steps, put into their maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from procfit.decisions.asked import (
    CELLS,
    JOIN,
    RIVAL_TIME,
    cells_of,
    fingerprint,
    known_answers,
    said_of,
)
from procfit.decisions.filled import FilledAnswer
from procfit.model import sayings
from procfit.model.edit_basis import checked
from procfit.model.errors import EditError, Place, Problem
from procfit.model.process import ProcessMap, Rival, Step

__all__ = ["Answered", "TakenAnswers", "take_answers"]


@dataclass(frozen=True, slots=True)
class Answered:
    """One field of a step that changes, with what it says before and after; empty = not assessed."""

    process: str
    step: str
    field: str
    before: str
    after: str
    where: Place


@dataclass(frozen=True)
class TakenAnswers:
    """What becomes of the answers: the changed maps, their changes, and what is told instead."""

    maps: Mapping[str, ProcessMap]
    changes: tuple[Answered, ...]
    unchanged: int
    conflicts: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def take_answers(maps: Mapping[str, ProcessMap], answers: Iterable[FilledAnswer]) -> TakenAnswers:
    """Return what answers change in maps.

    An answer counts where it says something else than when its sheet was written. Where the map says
    something else by now too, it is a conflict and nothing is overwritten.

    Parameters
    ----------
    maps
        The maps, with the dispositions of the same sheet in them.
    answers
        The changed answers; those to steps that are not there any more are left out.
    """
    taking = _Taking(dict(maps))
    for answer in _without_contradictions(answers, taking.problems):
        process = maps.get(answer.process)
        if process is not None and answer.step in process:
            taking.take(answer)
    changed = {
        name: taking.maps[name] for name in dict.fromkeys(each.process for each in taking.changes)
    }
    return TakenAnswers(
        changed, tuple(taking.changes), taking.unchanged, tuple(taking.conflicts), tuple(taking.problems)
    )


def _without_contradictions(
    answers: Iterable[FilledAnswer], problems: list[Problem]
) -> Iterator[FilledAnswer]:
    """Yield one answer to each question of a step; those that contradict each other are told instead."""
    by_question: dict[tuple[str, str, str], list[FilledAnswer]] = {}
    for answer in answers:
        by_question.setdefault((answer.process, answer.step, answer.question), []).append(answer)
    for same in by_question.values():
        if len({fingerprint(answer.text) for answer in same}) == 1:
            yield same[0]
            continue
        for answer in same:
            message = (
                f'"{answer.text}" is not taken: the same step stands here more than once, with other'
                " answers"
            )
            problems.append(Problem(message, "keep one of the rows", answer.where))


class _Taking:
    """Puts answers into maps, one after the other."""

    def __init__(self, maps: dict[str, ProcessMap]) -> None:
        self.maps = maps
        self.changes: list[Answered] = []
        self.unchanged = 0
        self.conflicts: list[Problem] = []
        self.problems: list[Problem] = []

    def take(self, answer: FilledAnswer) -> None:
        """Take one answer."""
        process = self.maps[answer.process]
        wanted = _wanted(process, process.step(answer.step), answer)
        if not wanted:
            self.unchanged += 1
        elif fingerprint(_text(process, process.step(answer.step), answer)) != answer.then:
            self._conflict(process, answer)
        else:
            self._put(process, answer, wanted)

    def _conflict(self, process: ProcessMap, answer: FilledAnswer) -> None:
        now = _text(process, process.step(answer.step), answer).replace("\n", ", ")
        message = (
            f'"{answer.text}" is not taken: the map was changed since this was written, and says'
            f' "{now or "not assessed"}" now'
        )
        hint = f"decide, and change processes/{answer.process}.toml, step {answer.step}"
        self.conflicts.append(Problem(message, hint, answer.where, "warning"))

    def _put(self, process: ProcessMap, answer: FilledAnswer, wanted: Mapping[str, Any]) -> None:
        before = process.step(answer.step)
        after = replace(before, **wanted)
        steps = tuple(after if step.id == answer.step else step for step in process.steps)
        try:
            changed = checked(process, replace(process, steps=steps))
        except EditError as error:
            message = f'"{answer.text}" is not taken: {error.message}'
            self.problems.append(Problem(message, error.hint, answer.where))
            return
        self.maps[answer.process] = changed
        self.changes += [
            Answered(
                answer.process,
                answer.step,
                field,
                said_of(process, before, field),
                said_of(changed, after, field),
                answer.where,
            )
            for field in wanted
        ]


def _text(process: ProcessMap, step: Step, answer: FilledAnswer) -> str:
    """Return what the cells of an answer would show if they were written now."""
    if not answer.by_field:
        return known_answers(process, step)[answer.question]
    cells = cells_of(process, step)
    return JOIN.join(cells[key] for key in CELLS[answer.question])


def _wanted(process: ProcessMap, step: Step, answer: FilledAnswer) -> dict[str, Any]:
    """Return the fields that an answer changes: those that do not read as the map says already."""
    wanted: dict[str, Any] = {}
    for field, (text, value) in answer.fields.items():
        if field == RIVAL_TIME:
            continue
        if fingerprint(text) == fingerprint(_field_text(process, step, answer, field)):
            continue
        kept = _merged(step.rival, value, answer) if field == "rival" else value
        if kept != getattr(step, field):
            wanted[field] = kept
    return wanted


def _field_text(process: ProcessMap, step: Step, answer: FilledAnswer, field: str) -> str:
    if answer.by_field and len(CELLS[field]) > 1:
        return _text(process, step, answer)
    return said_of(process, step, field)


def _merged(old: Rival | None, new: Rival | None, answer: FilledAnswer) -> Rival | None:
    """Return the new rival with what the sheet does not show exactly: its time, and when it was seen."""
    if old is None or new is None or old.who != new.who:
        return new
    said, _ = answer.fields[RIVAL_TIME]
    is_same_time = old.time is not None and fingerprint(said) == fingerprint(sayings.duration(old.time))
    return replace(new, date=old.date, time=old.time if is_same_time else new.time)
