"""Taking the team's answers about wordings: from the command line, or one by one on a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from procfit.model.errors import UsageError
from procfit.model.faults import did_you_mean
from procfit.model.team import SameWork, TeamAnswers, Verdict
from procfit.model.text import item_key, normal, unsafe_at

if TYPE_CHECKING:
    from procfit.matching.candidates import Pair
    from procfit.matching.stems import Wordings
    from procfit.workspace import Workspace

__all__ = ["Answer", "ask", "check_answers", "store"]

ANSWERS = "processes/answers.toml"


@dataclass(frozen=True)
class Answer:
    """What was answered about two steps, and whether it was new."""

    verdict: Verdict
    a: str
    b: str
    wordings: tuple[str, str]
    stored: bool

    def entry(self) -> dict[str, Any]:
        """Return the answer as JSON holds it."""
        return {
            "verdict": self.verdict,
            "a": self.a,
            "b": self.b,
            "wordings": list(self.wordings),
            "stored": self.stored,
        }

    def told(self) -> str:
        """Return what happened, in one line."""
        from procfit.model.text import visible

        first, second = (visible(wording) for wording in self.wordings)
        work = "the same work" if self.verdict == "same" else "different work"
        known = "stored" if self.stored else "known already"
        return f'{known}: "{first}" and "{second}" are {work}'


def store(workspace: Workspace, arguments: argparse.Namespace) -> tuple[Workspace, list[Answer]]:
    """Store the answers given as options and return the workspace with them.

    Raises
    ------
    UsageError
        When a step is not there, or an answer contradicts an earlier one; nothing is stored then.
    OutputError
        When the answers cannot be saved.
    """
    given: list[tuple[Verdict, Sequence[str]]] = [("same", ends) for ends in arguments.same]
    given += [("different", ends) for ends in arguments.different]
    answers, known = [], workspace.answers
    for verdict, (a, b) in given:
        said = _said((_label(workspace, a), _label(workspace, b)), arguments)
        answer = Answer(verdict, a, b, (said.a, said.b), _is_new(workspace, known, verdict, said))
        known = known.with_wordings(verdict, said) if answer.stored else known
        answers.append(answer)
    for answer in answers:
        workspace = _saved(workspace, answer, arguments)
    return workspace, answers


def check_answers(arguments: argparse.Namespace) -> None:
    """Raise `UsageError` when nobody can be asked, or what is said cannot be stored."""
    if arguments.ask and (arguments.format == "json" or not sys.stdin.isatty()):
        raise UsageError("--ask needs a terminal", "answer with --same A B or --different A B")
    for option in ("by", "reason"):
        if unsafe_at(getattr(arguments, option)) is not None:
            raise UsageError(f"--{option} holds a control character", "type it again")


def ask(workspace: Workspace, pairs: Sequence[Pair], arguments: argparse.Namespace) -> None:
    """Ask about the pairs one by one, likeliest first, and store each answer at once."""
    from procfit.cli.similar_command import pair_lines

    pairs = pairs[: arguments.limit or None]
    for number, pair in enumerate(pairs, 1):
        if not _is_open(workspace, pair.wordings):
            continue
        print("\n".join(pair_lines(pair)))
        verdict = _asked(f"{number} of {len(pairs)}: the same work? [y]es [n]o [s]kip [q]uit: ")
        if verdict == "quit":
            return
        if verdict != "skip":
            answer = Answer(verdict, pair.a, pair.b, pair.wordings, stored=True)
            workspace = _saved(workspace, answer, arguments)
            print(answer.told())


def _asked(question: str) -> Verdict | Literal["skip", "quit"]:
    """Return what a person says; the end of the input quits."""
    words: dict[str, Verdict | Literal["skip", "quit"]] = {
        "y": "same",
        "n": "different",
        "s": "skip",
        "": "skip",
        "q": "quit",
    }
    while True:
        try:
            said = input(question).strip().casefold()[:1]
        except EOFError:
            return "quit"
        if said in words:
            return words[said]


def _saved(workspace: Workspace, answer: Answer, arguments: argparse.Namespace) -> Workspace:
    from procfit.workspace.answering import save_wordings

    if not answer.stored:
        return workspace
    return save_wordings(workspace, answer.verdict, _said(answer.wordings, arguments))


def _said(wordings: tuple[str, str], arguments: argparse.Namespace) -> SameWork:
    return SameWork(*wordings, normal(arguments.by), date.today(), normal(arguments.reason))


def _label(workspace: Workspace, end: str) -> str:
    """Return the name of a step written ``map#step``."""
    name, mark, step = end.partition("#")
    if not mark:
        raise UsageError(f'"{end}" names no step', "write MAP#STEP, as `procfit similar` lists them")
    process = workspace.map(name)
    if step not in process:
        hint = did_you_mean(step, [each.id for each in process.steps])
        raise UsageError(f'map "{process.id}" has no step "{step}"', hint)
    return process.step(step).name


def _is_open(workspace: Workspace, wordings: tuple[str, str]) -> bool:
    judge = _judge(workspace, workspace.answers)
    return not judge.same(*wordings) and not judge.answered_different(*wordings)


def _is_new(workspace: Workspace, known: TeamAnswers, verdict: Verdict, said: SameWork) -> bool:
    """Tell whether an answer says something that is not known yet.

    Raises
    ------
    UsageError
        When it contradicts an earlier answer, or both wordings are one.
    """
    judge, pair = _judge(workspace, known), (said.a, said.b)
    if item_key(said.a) == item_key(said.b):
        hint = "rename one of them first: answers are about wordings"
        raise UsageError(f'both steps are called "{said.a}"', hint)
    contrary = judge.answered_different(*pair) if verdict == "same" else judge.answered_same(*pair)
    if contrary:
        other = "different work" if verdict == "same" else "the same work"
        message = f'an earlier answer says that "{said.a}" and "{said.b}" are {other}'
        raise UsageError(message, f"remove it from {ANSWERS} first")
    return not (judge.same(*pair) if verdict == "same" else judge.answered_different(*pair))


def _judge(workspace: Workspace, known: TeamAnswers) -> Wordings:
    from procfit.matching.stems import Wordings

    return Wordings(workspace.settings.language, known)
