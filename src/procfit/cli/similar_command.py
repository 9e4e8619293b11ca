"""``procfit similar``: steps that may be the same work in other words, to be answered yes or no."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.cli.answers import Answer
    from procfit.cli.chosen import Chosen
    from procfit.matching.candidates import Pair
    from procfit.matching.similar import Similar
    from procfit.workspace import Workspace

__all__ = ["add", "pair_lines", "run"]

SHOWN = 20
ENDS = ("MAP#STEP", "MAP#STEP")


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "similar",
        help="list steps that may be the same work, to answer yes or no",
        description="List pairs of steps that may be the same work in other words, likeliest first. What "
        "the team answers is stored in processes/answers.toml: yes counts as the same work from then on, "
        "no is never asked again.",
    )
    command.add_argument(
        "maps", nargs="*", metavar="MAP", help="only pairs with a step in these maps (default: all)"
    )
    command.add_argument("--tier", choices=("same", "maybe"), help="only these pairs")
    command.add_argument(
        "--limit",
        metavar="N",
        type=_count,
        help=f"at most so many pairs of a tier, 0 = all (default: {SHOWN} as text, all as JSON)",
    )
    for verdict, meaning in (("same", "the same work"), ("different", "different work")):
        command.add_argument(
            f"--{verdict}",
            nargs=2,
            metavar=ENDS,
            action="append",
            default=[],
            help=f"answer that two steps are {meaning}; may be repeated",
        )
    command.add_argument(
        "--ask", action="store_true", help="answer the pairs one by one on the terminal"
    )
    command.add_argument("--by", metavar="NAME", default="", help="who answers")
    command.add_argument("--reason", metavar="TEXT", default="", help="why")
    return command


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f'"{text}" is no count: write a whole number')
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Store answers, ask for answers, or list what there is to answer."""
    from procfit.cli.answers import check_answers, store
    from procfit.cli.chosen import choose
    from procfit.workspace import open_workspace

    check_answers(arguments)
    workspace = open_workspace(arguments.workspace)
    chosen = choose(workspace, arguments.maps)
    workspace, answers = store(workspace, arguments)
    tell = _print_document if arguments.format == "json" else _tell
    tell(workspace, chosen, answers, arguments)
    return 3 if chosen.errors else 0


def _print_document(
    workspace: Workspace, chosen: Chosen, answers: Sequence[Answer], arguments: argparse.Namespace
) -> None:
    from procfit.cli.output import print_json, problem_entry

    print_json(
        {
            "pairs": _entries(_found(workspace, chosen, arguments), arguments),
            "answered": [answer.entry() for answer in answers],
            "problems": [problem_entry(problem) for problem in chosen.problems],
        }
    )


def _tell(
    workspace: Workspace, chosen: Chosen, answers: Sequence[Answer], arguments: argparse.Namespace
) -> None:
    from procfit.cli.answers import ask
    from procfit.cli.output import print_problems

    print_problems(chosen.problems)
    for answer in answers:
        print(answer.told())
    if arguments.ask:
        ask(workspace, _found(workspace, chosen, arguments).maybe, arguments)
    elif not answers:
        _print_pairs(_found(workspace, chosen, arguments), arguments)


def _found(workspace: Workspace, chosen: Chosen, arguments: argparse.Namespace) -> Similar:
    from procfit.matching.similar import similar

    return similar(workspace.portfolio, list(chosen.maps) if arguments.maps else None)


def _entries(found: Similar, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    tiers = (arguments.tier,) if arguments.tier else ("same", "maybe")
    pairs = [_pairs(found, tier, arguments.limit or None) for tier in tiers]
    return [asdict(pair) for pair in chain.from_iterable(pairs)]


def _pairs(found: Similar, tier: str, most: int | None) -> list[Pair]:
    return list(islice(found.each_same() if tier == "same" else found.maybe, most))


def _print_pairs(found: Similar, arguments: argparse.Namespace) -> None:
    most = SHOWN if arguments.limit is None else arguments.limit or None
    pairs = _pairs(found, arguments.tier or "maybe", most)
    for pair in pairs:
        print("\n".join(pair_lines(pair)))
    if not arguments.quiet:
        for line in _summary(found, len(pairs), len(pairs) == most, arguments.tier):
            print(line)


def pair_lines(pair: Pair) -> Iterator[str]:
    """Yield the lines that show a pair: wordings, steps, and what speaks for it."""
    from procfit.cli.output import paint
    from procfit.model.sayings import points
    from procfit.model.text import visible

    first, second = (visible(wording) for wording in pair.wordings)
    yield f'{paint(points(pair.score), "cyan")}  "{first}" and "{second}"'
    also = f", and {len(pair.also)} more" if pair.also else ""
    yield f"      {pair.a}  {pair.b}{also}"
    if pair.why:
        yield f"      {visible('; '.join(pair.why))}"


def _summary(found: Similar, shown: int, is_cut: bool, tier: str | None) -> Iterator[str]:
    if tier == "same":
        more = ", there may be more: --limit 0 lists all" if is_cut else ""
        yield f"{_counted(shown)} the same work{more}"
        return
    of_all = f", the first {shown} shown" if shown < len(found.maybe) else ""
    yield f"{_counted(len(found.maybe))} maybe the same work{of_all}"
    yield "what counts as the same already: --tier same"
    if found.maybe:
        yield "answer with --same A B or --different A B, or one by one with --ask"


def _counted(number: int) -> str:
    return f"{number} pair{' is' if number == 1 else 's are'}"
