"""What stands in each row of the review workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from procfit.decisions.asked import fingerprint, known_answers
from procfit.decisions.progress import ProcessProgress, is_decided, to_decide
from procfit.decisions.requirements import NeededBy, Requirement
from procfit.decisions.review import Review
from procfit.model.evidence import evidence_of
from procfit.model.finding import Finding
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, Step
from procfit.reports.review_book.columns import QUESTIONS
from procfit.reports.tables import NOT_ASSESSED, Row
from procfit.rules.engine import all_rules

__all__ = ["finding_rows", "process_rows", "requirement_rows", "step_rows"]

HOUR = 60


@dataclass(frozen=True)
class _Names:
    """How the sheets call maps and steps."""

    maps: Mapping[str, ProcessMap]

    def step(self, home: str, name: str) -> str:
        """Return the name of a step, with its map's where it stands in another one."""
        other, _, own = name.rpartition("#")
        process = self.maps.get(other or home)
        if process is None or own not in process:
            return name
        said = process.step(own).name
        return f"{process.name}: {said}" if other else said


def process_rows(portfolio: Portfolio, review: Review) -> list[Row]:
    """Return a row per process."""
    return [_process_row(portfolio.maps[line.process], line) for line in review.progress]


def _process_row(process: ProcessMap, line: ProcessProgress) -> Row:
    return {
        "process": process.id,
        "then": process.disposition or "",
        "name": process.name,
        "customer": process.customer,
        "owner": process.owner,
        "importance": line.importance or NOT_ASSESSED,
        "importance_evidence": line.importance_evidence or NOT_ASSESSED,
        "steps": _of(line.steps.decided, line.steps.total),
        "findings": _of(line.findings.decided, line.findings.total),
        "gain": _hours(line.minutes_per_month),
        "disposition": process.disposition or "",
    }


def _of(decided: int, total: int) -> str:
    return f"{decided} of {total}" if total else "none"


def _hours(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes / HOUR, 1)


def step_rows(portfolio: Portfolio, review: Review) -> list[Row]:
    """Return a row per step that a team decides on."""
    flagged = _flagged(review.found)
    return [
        _step_row(process, step, flagged.get((process.id, step.id), ()))
        for process in portfolio.maps.values()
        for step in to_decide(process)
    ]


def _flagged(findings: Iterable[Finding]) -> dict[tuple[str, str], list[str]]:
    """Return the titles of the rules that flag each step."""
    titles: dict[tuple[str, str], list[str]] = {}
    for found in findings:
        said = all_rules()[found.rule].title + (" (accepted)" if found.accepted else "")
        for name in found.steps:
            other, _, own = name.rpartition("#")
            known = titles.setdefault((other or found.process, own), [])
            known += [] if said in known else [said]
    return titles


def _step_row(process: ProcessMap, step: Step, findings: Iterable[str]) -> Row:
    lane = process.lane_of(step)
    answers = known_answers(process, step)
    return {
        "process": process.id,
        "step": step.id,
        "then": step.disposition or "",
        "told": " ".join(fingerprint(answers[question.key]) for question in QUESTIONS),
        "process_name": process.name,
        "name": step.name,
        "lane": lane.label if lane else "",
        **answers,
        "evidence": evidence_of(step.source),
        "findings": "\n".join(findings),
        "disposition": step.disposition or "",
    }


def finding_rows(portfolio: Portfolio, review: Review) -> list[Row]:
    """Return a row per finding, with the team's answer where it has one."""
    names = _Names(portfolio.maps)
    answered = {
        (answer.rule, answer.process, frozenset(answer.steps)): answer
        for answer in portfolio.answers.accepted
    }
    rows: list[Row] = []
    for found in review.found:
        answer = answered.get((found.rule, found.process, frozenset(found.steps)))
        rows.append(_finding_row(found, names) | {"by": answer.by if answer else ""})
    return rows


def _finding_row(found: Finding, names: _Names) -> dict[str, str | float | None]:
    accepted = "yes" if found.accepted else ""
    return {
        "process": found.process,
        "rule": found.rule,
        "steps": " ".join(found.steps),
        "then": accepted,
        "level": found.level,
        "process_name": names.maps[found.process].name,
        "step_names": "\n".join(names.step(found.process, name) for name in found.steps),
        "message": found.message,
        "evidence": "assumptions" if found.evidence == "assumed" else found.evidence,
        "suggest": found.suggest,
        "gain": _hours(found.saves.minutes_per_month),
        "decided": _decided(found, names.maps),
        "accepted": accepted,
        "reason": found.accepted_reason,
    }


def _decided(found: Finding, maps: Mapping[str, ProcessMap]) -> str:
    if found.accepted:
        return "accepted"
    return "by its steps" if is_decided(found, maps) else "open"


def requirement_rows(portfolio: Portfolio, review: Review) -> list[Row]:
    """Return a row per capability that a step needs."""
    names = _Names(portfolio.maps)
    return [_requirement_row(need, names) for need in review.requirements]


def _requirement_row(need: Requirement, names: _Names) -> Row:
    return {
        "name": need.name,
        "group": need.group,
        "must": "must" if need.must else "",
        "weight": need.weight,
        "steps": sum(by.planned for by in need.needed_by),
        "when": "only today" if need.only_as_is else "planned",
        "needed_by": "\n".join(_by_process(need.needed_by, names)),
    }


def _by_process(needed_by: Iterable[NeededBy], names: _Names) -> Iterator[str]:
    steps: dict[str, list[str]] = {}
    for by in needed_by:
        said = names.step(by.process, by.step) + ("" if by.planned else " (only today)")
        steps.setdefault(by.process, []).append(said)
    for process, listed in steps.items():
        yield f"{names.maps[process].name}: {', '.join(listed)}"
