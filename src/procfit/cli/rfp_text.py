"""The questions to vendors, and what taking a workbook back does, as text and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from math import fsum
from typing import TYPE_CHECKING, Any

from procfit.cli.answer_text import PER, amount_text
from procfit.cli.output import paint, problem_entry, table
from procfit.model import sayings
from procfit.model.text import visible

if TYPE_CHECKING:
    from procfit.decisions.questions import Question
    from procfit.workspace.returning import Return

__all__ = ["asked_lines", "question_entry", "return_document", "return_lines"]

FIRST = 3
HEAD = ("No.", "Requirement", "Weight", "Must", "Why")
MOST_CHANGES = 10


def asked_lines(questions: Sequence[Question], everything: bool) -> Iterator[str]:
    """Yield the questions by area, the heaviest first; only the first of each unless told otherwise."""
    if not questions:
        yield "Nothing to ask: no planned step needs a capability."
        return
    musts = sum(question.must for question in questions)
    yield paint(f"{len(questions)} questions, {musts} of them must-haves", "bold")
    for area, same in groupby(questions, key=lambda each: each.area):
        asked = list(same)
        share = fsum(question.weight or 0 for question in asked)
        yield ""
        yield paint(
            f"{visible(area)}: {len(asked)} questions, {sayings.percent(share)} of the weight", "bold"
        )
        shown = asked if everything else asked[:FIRST]
        yield table(
            ["No.", "Requirement", "Weight", "Must", "Why"], [_cells(each) for each in shown], (2,), 4
        )
        if len(shown) < len(asked):
            yield f"  and {len(asked) - len(shown)} more"
    yield ""
    yield "Write the workbook with -o questions.xlsx."


def _cells(question: Question) -> list[str]:
    why = question.why[0] if question.why else None
    said = f"“{why.benefit}” ({why.process_name}, {why.step_name})" if why and why.benefit else ""
    return [
        question.number,
        visible(question.requirement),
        sayings.percent(question.weight, 1),
        "must" if question.must else "",
        visible(said or (f"{why.process_name}, {why.step_name}" if why else "")),
    ]


def question_entry(question: Question) -> dict[str, Any]:
    """Return a question as JSON holds it."""
    return {
        "number": question.number,
        "capability": question.capability,
        "requirement": question.requirement,
        "description": question.description,
        "area": question.area,
        "must": question.must,
        "weight": question.weight,
        "why": [
            {
                "process": why.process,
                "step": why.step,
                "customer": why.customer,
                "benefit": why.benefit,
                "weight": why.weight,
            }
            for why in question.why
        ],
    }


def return_lines(found: Return, everything: bool) -> Iterator[str]:
    """Yield what a returned workbook holds and what it changes."""
    answered = [answer for answer in found.answers.values() if answer.raw]
    name = visible(found.vendor.name) + (" (new)" if found.is_new else "")
    yield paint(f"{name}: {len(answered)} of {len(found.answers)} questions answered", "bold")
    codes = Counter(answer.code for answer in answered)
    yield f"  {', '.join(f'{count} {code}' for code, count in codes.most_common())}"
    if found.book.extras:
        extras = found.book.extras
        sums = {per: fsum(each.amount[1] for each in extras if each.per == per) for per in PER}
        beside = f"beside {len({each.capability for each in extras})} answers"
        said = ", ".join(f"{total:,.0f} {PER[per]}" for per, total in sums.items() if total)
        yield f"  extra prices {beside}: {said or 'nothing'}"
    prices = found.extras.changed if everything else found.extras.changed[:MOST_CHANGES]
    for extra in prices:
        was, now = amount_text(extra.before), amount_text(extra.after)
        yield f"  extra price {PER[extra.per]} changed: {extra.capability} {was} -> {now}"
    if len(prices) < len(found.extras.changed):
        yield f"  and {len(found.extras.changed) - len(prices)} more changed extra prices"
    for file in found.replaced:
        yield visible(f"  replaces {file}, which is kept under vendors/earlier")
    if found.newer:
        yield f"  not asked in this workbook: {', '.join(found.newer)}"
    shown = found.changed if everything else found.changed[:MOST_CHANGES]
    for change in shown:
        yield f"  changed: {change.capability} {change.before} -> {change.after}"
    if len(shown) < len(found.changed):
        yield f"  and {len(found.changed) - len(shown)} more changes; list them with --all"


def return_document(found: Return, taken: bool) -> dict[str, Any]:
    """Return what a returned workbook holds as JSON holds it."""
    book = found.book
    return {
        "vendor": found.vendor.id,
        "name": found.vendor.name,
        "new": found.is_new,
        "taken": taken,
        "file": f"vendors/{book.file}",
        "asked_by": book.workspace,
        "asked_on": book.made,
        "about": dict(book.about),
        "sheets": [entry.sheet for entry in book.tables],
        "answers": [
            {
                "capability": name,
                "code": answer.code,
                "raw": answer.raw,
                "sheet": answer.sheet,
                "cell": answer.cell,
                "proof": answer.proof,
                "comment": answer.comment,
            }
            for name, answer in found.answers.items()
        ],
        "replaces": list(found.replaced),
        "changed": [asdict(change) for change in found.changed],
        "not_asked": list(found.newer),
        "price": {name: value for name, value in asdict(book.price).items() if name != "extra"},
        "extra_prices": [
            {
                "capability": extra.capability,
                "per": extra.per,
                "amount": list(extra.amount),
                "sheet": extra.sheet,
                "cell": extra.cell,
            }
            for extra in book.extras
        ],
        "changed_extra_prices": [asdict(change) for change in found.extras.changed],
        "problems": [problem_entry(problem) for problem in found.problems],
    }
