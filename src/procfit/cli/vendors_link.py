"""``procfit vendors link``: which row of a vendor's workbook answers which capability, confirmed once."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.fit.linking import Candidate, Proposal
    from procfit.workspace import Workspace

__all__ = ["add", "proposal_lines", "run"]

SHOWN = 10

EPILOG = """\
examples:
  procfit vendors link                                       what is not linked yet, with the likeliest rows
  procfit vendors link --vendor alder --ask                  go through it one by one
  procfit vendors link --vendor alder --link lead-capture=F-006 --none offline-visits
  procfit vendors link --vendor alder --link quotes=F-019,F-021 --counts quotes=best --by Ana
  procfit vendors link --yes-above 0.6                       link what is clear, ask about the rest
"""


def add(subcommands: Any) -> argparse.ArgumentParser:
    """Add the subcommand to the parser."""
    command: argparse.ArgumentParser = subcommands.add_parser(
        "link",
        help="which row answers which capability: proposed with reasons, confirmed once",
        description="Propose for each capability the likeliest rows of each vendor's workbook, and store "
        "what a person says in the vendor's file under [links]. That there is no row is an answer too. "
        "Several rows may answer one capability: the worst of them counts, unless --counts says otherwise.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--vendor", metavar="ID", help="only this vendor")
    command.add_argument(
        "--link",
        metavar="CAPABILITY=ROW[,ROW]",
        action="append",
        default=[],
        help="these rows answer the capability; may be repeated",
    )
    command.add_argument(
        "--none",
        metavar="CAPABILITY",
        action="append",
        default=[],
        help="no row answers the capability; may be repeated",
    )
    command.add_argument(
        "--counts",
        metavar="CAPABILITY=best|worst",
        action="append",
        default=[],
        help="which of several rows counts, the worst by default; may be repeated",
    )
    command.add_argument("--by", metavar="NAME", default="", help="who says so")
    command.add_argument("--reason", metavar="TEXT", default="", help="why the best or the worst counts")
    command.add_argument(
        "--yes-above",
        metavar="SCORE",
        type=_score,
        help="link what is open to its likeliest row where that reaches the score and is alone at the top",
    )
    command.add_argument("--ask", action="store_true", help="go through what is open on the terminal")
    command.add_argument(
        "--no-learn",
        action="store_true",
        help="do not keep a linked row's wording as another name of the capability (same_as)",
    )
    command.add_argument("--all", action="store_true", help="list everything, also what is linked")
    return command


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no score: write a number from 0 to 1')
    return score


def run(arguments: argparse.Namespace) -> int:
    """Store links that are named or clear, ask about the others, or list them."""
    from procfit.api import links
    from procfit.cli.link_answers import ask, check_arguments, store
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.cli.vendors_list import vendor_problems
    from procfit.fit.provenance import link_entry
    from procfit.workspace import open_workspace

    check_arguments(arguments)
    workspace = open_workspace(arguments.workspace)
    asked = [workspace.vendor(arguments.vendor).id] if arguments.vendor else list(workspace.vendors)
    workspace, stored = store(workspace, asked, arguments)
    problems = vendor_problems(workspace, arguments.vendor)
    errors = [problem for problem in problems if problem.level == "error"]
    if arguments.format == "json":
        proposals = [
            {**each.to_dict(), "link": link_entry(workspace.vendors[vendor], each.capability)}
            for vendor in asked
            for each in links(workspace, vendor)
        ]
        entries = [problem_entry(problem) for problem in problems]
        document = {"links": proposals, "stored": [each.entry() for each in stored]}
        print_json({**document, "problems": entries})
        return 3 if errors else 0
    print_problems(errors)
    for each in stored:
        print(each.told())
    if arguments.ask:
        ask(workspace, asked, arguments)
    elif not stored or arguments.yes_above is not None:
        _print_open(workspace, asked, arguments)
    return 3 if errors else 0


def _print_open(workspace: Workspace, asked: Sequence[str], arguments: argparse.Namespace) -> None:
    shown = 0
    for proposal in _proposals(workspace, asked, everything=arguments.all):
        print("\n".join(proposal_lines(workspace, proposal)))
        shown += 1
    if not arguments.quiet:
        print("\n".join(_summary(workspace, asked, shown)))


def _proposals(workspace: Workspace, asked: Sequence[str], everything: bool) -> Iterator[Proposal]:
    """Yield everything, or the first of what is open; ranking takes time, so no more than that is done."""
    from procfit.api import links

    found = (
        proposal
        for vendor in asked
        if everything or _left(workspace, vendor)
        for proposal in links(workspace, vendor)
        if everything or not proposal.confirmed
    )
    return found if everything else islice(found, SHOWN)


def _left(workspace: Workspace, vendor: str) -> int:
    """Return how many capabilities of a vendor nobody has linked yet."""
    links = workspace.vendors[vendor].links
    return sum(name not in links for name in _asked_about(workspace))


def _asked_about(workspace: Workspace) -> list[str]:
    return [name for name in workspace.capabilities if name not in workspace.evaluation.not_applicable]


def _summary(workspace: Workspace, asked: Sequence[str], shown: int) -> Iterator[str]:
    left = sum(_left(workspace, vendor) for vendor in asked)
    done = len(asked) * len(_asked_about(workspace)) - left
    of_all = f", the first {shown} shown: --all lists the others" if shown < left else ""
    yield f"{done} linked or without a row, {left} not linked yet{of_all}"
    if left:
        yield "answer with --link CAPABILITY=ROW or --none CAPABILITY, or one by one with --ask"


def proposal_lines(workspace: Workspace, proposal: Proposal) -> Iterator[str]:
    """Yield the lines that show what is looked for, and the rows that may answer it."""
    from procfit.cli.answer_text import counts_text, linked_by
    from procfit.cli.output import paint
    from procfit.model.text import visible

    capability = workspace.capabilities[proposal.capability]
    name = visible(capability.name)
    yield f"{proposal.vendor} · {paint(name, 'bold')} ({capability.id})"
    if capability.description:
        yield f"  {visible(capability.description)}"
    if not proposal.candidates:
        yield "  no row" if proposal.confirmed else "  no row looks like it"
    for number, found in enumerate(proposal.candidates, 1):
        yield from _candidate_lines(number, found, proposal)
    vendor = workspace.vendors[proposal.vendor]
    yield from linked_by(vendor, capability.id)
    if len(vendor.links.get(capability.id, ())) > 1:
        yield visible(f"  {counts_text(vendor, capability.id)}")
    for link in proposal.lost:
        yield visible(f"  {link.row}  {link.text}: no longer in the workbook")


def _candidate_lines(number: int, found: Candidate, proposal: Proposal) -> Iterator[str]:
    from procfit.cli.answer_text import offer_text
    from procfit.cli.output import paint
    from procfit.model.sayings import UNKNOWN, points
    from procfit.model.text import visible

    mark = "✓" if proposal.confirmed else str(number)
    row = found.row
    group = f" · {row.group}" if row.group else ""
    score = UNKNOWN if found.score is None else points(found.score)
    yield f"  {mark}  {paint(score, 'cyan')}  {visible(f'{row.row}  {row.text}')}{visible(group)}"
    if row.proof:
        yield f"           {visible(offer_text(row.proof, row.evidence))}"
    others = [name for name in found.answers if name != proposal.capability]
    also = f"; answers {', '.join(others)} already" if others else ""
    yield f"           {visible(found.why)}{also}"
