"""What stands in a workshop pack: the words and figures of its pages, whatever they are written to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from procfit.decisions.asked import UNKNOWN, known_answers
from procfit.decisions.progress import to_decide
from procfit.diagrams.badges import badges
from procfit.flow.catalog import CATALOG
from procfit.flow.difference import differences
from procfit.flow.figure_text import change, figure
from procfit.flow.measure import Measures, measure
from procfit.model import sayings
from procfit.model.finding import Finding
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, Step, View
from procfit.reports.review_book.columns import QUESTIONS
from procfit.rules.engine import all_rules, check
from procfit.rules.told import grounds, marks_of, step_name, worth

__all__ = ["Asked", "FindingTold", "Pack", "ProcessPages", "Table", "pack_of"]

SHOWN = (
    "lead_time", "touch_time", "flow_efficiency", "cost", "value", "contacts", "hand_offs", "repeat_asks",
    "effort", "cost_per_month",
)  # fmt: skip
"""The figures of a process, as the catalog calls them."""

PORTFOLIO = ("lead_time", "touch_time", "flow_efficiency", "cost", "value", "cost_per_month")
COMPARED = ("lead_time", "touch_time", "cost", "value", "contacts", "hand_offs", "repeat_asks", "effort")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FindingTold:
    """A finding in words; `letter` marks its steps in the picture."""

    letter: str
    title: str
    message: str
    proof: str
    grounds: str
    suggest: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A step to ask about: what is known of the five questions, and the letters of its findings."""

    id: str
    name: str
    who: str
    letters: str
    known: tuple[str, ...]
    disposition: str


@dataclass(frozen=True)
class ProcessPages:
    """The pages of one process."""

    process: ProcessMap
    marks: Mapping[str, str]
    name: str
    customer: str
    outcome: str
    about: tuple[str, ...]
    figures: Table
    gaps: tuple[str, ...]
    findings: tuple[FindingTold, ...]
    accepted: int
    steps: tuple[Asked, ...]
    changes: Mapping[str, tuple[str, ...]]
    effects: Table | None


@dataclass(frozen=True)
class Pack:
    """A whole pack."""

    title: str
    made: date
    by: str
    view: View
    questions: tuple[str, ...]
    portfolio: Table
    processes: tuple[ProcessPages, ...]


def pack_of(
    portfolio: Portfolio,
    names: Sequence[str],
    title: str,
    made: date,
    by: str = "",
    view: View = "as-is",
) -> Pack:
    """Return what stands in the pack of some processes.

    Parameters
    ----------
    portfolio
        All maps and what the team knows around them.
    names
        The processes of the workshop.
    title
        What the pack is called.
    made
        Its date.
    by
        Who prepared it.
    view
        Which view the pictures, figures and questions are about; findings are about the as-is.
    """
    currency = portfolio.settings.currency
    measured = {name: measure(portfolio.maps[name], portfolio, view) for name in names}
    rows = [
        (measures.process.name, *(figure(CATALOG[kind], measures, currency) for kind in PORTFOLIO))
        for measures in measured.values()
    ]
    head = ("Process", *(CATALOG[kind].label for kind in PORTFOLIO))
    found = check(portfolio, names).findings if view == "as-is" else ()
    pages = tuple(
        _pages(portfolio, measures, [each for each in found if each.process == name], view)
        for name, measures in measured.items()
    )
    questions = tuple(question.title for question in QUESTIONS)
    return Pack(title, made, by, view, questions, Table(head, tuple(rows)), pages)


def _pages(
    portfolio: Portfolio, measures: Measures, findings: Sequence[Finding], view: View
) -> ProcessPages:
    process = portfolio.maps[measures.process.id]
    shown = process.view(view)
    marks = marks_of(findings)
    letters, by_step = badges(marks)
    by_rule = {rule: letter for letter, rule in letters.items()}
    kept = [finding for finding in findings if not finding.accepted]
    changes, effects = _plan(portfolio, process) if view == "as-is" else ({}, None)
    return ProcessPages(
        process=process,
        marks=marks,
        name=process.name,
        customer=process.customer,
        outcome=process.outcome,
        about=tuple(_about(process)),
        figures=_figures(measures, portfolio.settings.currency),
        gaps=tuple(_gaps(measures)),
        findings=tuple(_finding(portfolio, finding, by_rule) for finding in kept),
        accepted=len(findings) - len(kept),
        steps=tuple(_asked(shown, step, by_step) for step in to_decide(shown)),
        changes=changes,
        effects=effects,
    )


def _about(process: ProcessMap) -> Iterator[str]:
    yield f"Owner: {process.owner or UNKNOWN}"
    importance = f"{process.importance} of 5" if process.importance else UNKNOWN
    yield f"Importance to customers: {importance}"
    volume = process.volume
    yield f"Cases: {f'{sayings.count(volume.count)} a {volume.period}' if volume else UNKNOWN}"


def _figures(measures: Measures, currency: str) -> Table:
    kinds = [CATALOG[name] for name in SHOWN]
    rows = [(kind.label, _known(figure(kind, measures, currency)), kind.formula) for kind in kinds]
    return Table(("Figure of a case", "", "How it is made"), tuple(rows))


def _known(said: str) -> str:
    return UNKNOWN if said == sayings.UNKNOWN else said


def _gaps(measures: Measures) -> Iterator[str]:
    for gap in measures.not_assessed:
        names = [measures.process.step(step).name for step in gap.steps if step in measures.process]
        note = f" ({gap.note})" if gap.note else ""
        yield f"{gap.missing}: {', '.join(names) or 'the whole map'}{note}"


def _finding(portfolio: Portfolio, finding: Finding, by_rule: Mapping[str, str]) -> FindingTold:
    maps = portfolio.maps
    path = [step_name(maps, finding.process, step) for step in finding.witness.path]
    said = worth(finding, portfolio.settings.currency)
    return FindingTold(
        by_rule.get(finding.rule, ""),
        all_rules()[finding.rule].title,
        finding.message,
        " → ".join(path),
        grounds(maps, finding),
        f"{finding.suggest}{said}",
    )


def _asked(process: ProcessMap, step: Step, by_step: Mapping[str, str]) -> Asked:
    lane = process.lane_of(step)
    known = known_answers(process, step)
    return Asked(
        step.id,
        step.name,
        lane.label if lane else "",
        by_step.get(step.id, ""),
        tuple(known[question.key] for question in QUESTIONS),
        step.disposition or "",
    )


def _plan(portfolio: Portfolio, process: ProcessMap) -> tuple[dict[str, tuple[str, ...]], Table | None]:
    """Return what changes from as-is to to-be, and what that does; nothing where nothing is planned."""
    from procfit.compare.maps import compare_maps, seen
    from procfit.compare.telling import sections
    from procfit.matching.stems import Wordings

    words = Wordings(portfolio.settings.language, portfolio.answers)
    diff = compare_maps(seen(process, "as-is"), seen(process, "to-be"), words)
    if diff.is_empty:
        return {}, None
    before, after = (measure(process, portfolio, view) for view in ("as-is", "to-be"))
    gained = differences(before, after)
    currency = portfolio.settings.currency
    rows = tuple(
        (
            kind.label,
            _known(figure(kind, before, currency)),
            _known(figure(kind, after, currency)),
            _known(change(kind, gained[kind.name], currency)),
        )
        for kind in (CATALOG[name] for name in COMPARED)
    )
    table = Table(("A case", "As it is", "As planned", "Difference"), rows)
    return {heading: tuple(lines) for heading, lines in sections(diff).items()}, table
