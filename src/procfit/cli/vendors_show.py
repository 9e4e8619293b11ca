"""``procfit vendors show``: what a vendor answered, down to the cell, and who stands for it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.model.vendor import Answer
    from procfit.workspace import Workspace

__all__ = ["add", "run"]


def add(subcommands: Any) -> argparse.ArgumentParser:
    """Add the subcommand to the parser."""
    command: argparse.ArgumentParser = subcommands.add_parser(
        "show",
        help="where an answer comes from: file, sheet, cell, raw text, rule, evidence, who, when",
        description="Show what a vendor answered: for one capability with everything it rests on, "
        "without a capability for all of them, in order of weight.",
    )
    command.add_argument("vendor", metavar="VENDOR", help="the vendor's id")
    command.add_argument("capability", metavar="CAPABILITY", nargs="?", help="only this capability")
    return command


def run(arguments: argparse.Namespace) -> int:
    """Show one answer, or all of them."""
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.cli.vendors_list import vendor_problems
    from procfit.fit.answers import answers_of
    from procfit.fit.weights import weigh
    from procfit.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    vendor = workspace.vendor(arguments.vendor)
    weights = weigh(workspace.portfolio, workspace.evaluation).shares
    names = _asked(workspace, weights, arguments.capability)
    rows = workspace.rows[vendor.id]
    answers = answers_of(vendor, rows, workspace.scores, workspace.evaluation, names)
    problems = vendor_problems(workspace, vendor.id)
    errors = [problem for problem in problems if problem.level == "error"]
    if arguments.format == "json":
        document = _document(workspace, vendor.id, list(answers.values()), arguments.capability)
        print_json({**document, "problems": [problem_entry(problem) for problem in problems]})
    else:
        print_problems(errors)
        shown = list(answers.values())
        lines = _one(workspace, weights, *shown) if arguments.capability else _all(weights, shown)
        print("\n".join(lines))
    return 3 if errors else 0


def _asked(workspace: Workspace, weights: Mapping[str, float], capability: str | None) -> list[str]:
    """Return the capability asked for, or all of them by weight."""
    if capability:
        return [workspace.capability(capability).id]
    return sorted(workspace.capabilities, key=lambda name: -weights.get(name, 0.0))


def _document(
    workspace: Workspace, vendor: str, answers: Sequence[Answer], capability: str | None
) -> dict[str, Any]:
    from procfit.fit.provenance import answer_entries, row_entries
    from procfit.workspace.workbooks import workbooks_of

    found, rows = workspace.vendor(vendor), workspace.rows[vendor]
    contents = {book.file: book.sha256 for book in workbooks_of(workspace, vendor)}
    document: dict[str, Any] = {"answers": answer_entries(found, rows, answers, contents)}
    return document if capability else {**document, "rows": row_entries(found, rows)}


def _one(workspace: Workspace, weights: Mapping[str, float], answer: Answer) -> Iterator[str]:
    """Yield one answer with everything it rests on."""
    from procfit.cli.answer_text import answer_lines, counts_text, extra_lines, linked_by, offer_text
    from procfit.fit.answers import linked_rows
    from procfit.model.text import visible
    from procfit.workspace.workbooks import workbooks_of

    vendor, capability = workspace.vendors[answer.vendor], workspace.capabilities[answer.capability]
    yield visible(f"{vendor.name} · {capability.name} ({capability.id})")
    if capability.description:
        yield f"  {visible(capability.description)}"
    yield from answer_lines(answer)
    yield from linked_by(vendor, capability.id)
    yield from extra_lines(vendor, capability.id)
    yield f"  weight   {_weight(weights, capability.id)}"
    for book in workbooks_of(workspace, vendor.id):
        if book.file == answer.file:
            yield f"  content  SHA-256 {book.sha256[:16]}…, {book.state}"
    rows = linked_rows(vendor.links.get(capability.id, ()), workspace.rows[vendor.id])
    if rows and (len(rows) > 1 or answer.used != "workbook"):
        instead = "" if answer.used == "workbook" else "what the workbook says"
        which = counts_text(vendor, capability.id) if len(rows) > 1 else ""
        yield visible(f"  rows     {len(rows)} ({'; '.join(filter(None, (instead, which)))})")
        for row in rows:
            yield visible(f"    {row.row}  {row.text}")
            yield visible(f"      {row.code} in {row.sheet}!{row.cell}: {row.rule}")
            if row.proof:
                yield visible(f"      {offer_text(row.proof, row.evidence)}")


def _weight(weights: Mapping[str, float], capability: str) -> str:
    from procfit.model import sayings

    return sayings.percent(weights[capability], 1) if capability in weights else "none"


def _all(weights: Mapping[str, float], answers: Sequence[Answer]) -> Iterator[str]:
    """Yield a line per answer."""
    from procfit.cli.answer_text import place_of
    from procfit.cli.output import table
    from procfit.model.text import visible

    head = ("capability", "weight", "answer", "worth", "evidence", "they wrote", "from")
    rows = [
        (
            answer.capability,
            _weight(weights, answer.capability),
            answer.code,
            f"{answer.mid:.2f} ({answer.low:.2f}–{answer.high:.2f})",
            answer.evidence or "",
            visible(" ".join(answer.raw.split())),
            place_of(answer),
        )
        for answer in answers
    ]
    yield table(head, rows, right=(1,), cut=5)
    if answers:
        yield f"\none of them: procfit vendors show {answers[0].vendor} {answers[0].capability}"
