"""What a rule is: how it is called, what it asks of a process, and the function that judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.model.finding import Finding, NotAssessed
from procfit.model.team import RuleLevel

if TYPE_CHECKING:
    from procfit.rules.context import MapContext, RuleContext

__all__ = ["MapRule", "PortfolioRule", "Rule", "Verdict"]

Verdict = Finding | NotAssessed


@dataclass(frozen=True)
class Rule:
    """What people read about a rule.

    Attributes
    ----------
    id
        Its name in settings, findings and on the command line.
    title
        What it finds, in a few words.
    question
        The question it asks a team, in plain words.
    level
        How loud its findings are unless ``procfit.toml`` says otherwise.
    guard
        When it stays silent, in plain words: what was checked before each finding.
    """

    id: str
    title: str
    question: str
    guard: str
    level: RuleLevel = "warning"


@dataclass(frozen=True, kw_only=True)
class MapRule(Rule):
    """A rule that judges one map at a time.

    It may look at its map, the maps that it calls and ``MapContext.depends_on``, nothing else, so that its
    verdicts hold until one of these changes.
    """

    run: Callable[[MapContext], Iterator[Verdict]]


@dataclass(frozen=True, kw_only=True)
class PortfolioRule(Rule):
    """A rule that compares the maps of a portfolio."""

    run: Callable[[RuleContext], Iterator[Verdict]]
