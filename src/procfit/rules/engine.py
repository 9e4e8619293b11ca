"""Run the rules over a portfolio."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procfit.model.errors import UsageError
from procfit.model.finding import Finding, NotAssessed
from procfit.model.portfolio import Portfolio
from procfit.model.validate import did_you_mean
from procfit.rules import ALL
from procfit.rules.context import MapContext, RuleContext
from procfit.rules.rule import MapRule, PortfolioRule, Verdict

if TYPE_CHECKING:
    import pandas

__all__ = ["Report", "all_rules", "check", "explain"]


@dataclass(frozen=True)
class Report:
    """What the rules found, and what they could not judge."""

    findings: tuple[Finding, ...]
    not_assessed: tuple[NotAssessed, ...]

    @property
    def failed(self) -> bool:
        """Whether a finding of level error is not accepted."""
        return any(found.level == "error" and not found.accepted for found in self.findings)

    def to_frame(self) -> pandas.DataFrame:
        """Return the findings as a data frame, one row each."""
        import pandas

        columns = ["rule", "level", "process", "steps", "message", "suggest", "accepted"]
        rows = [[getattr(found, column) for column in columns] for found in self.findings]
        frame = pandas.DataFrame(rows, columns=columns)
        frame["minutes_per_case"] = [found.saves.minutes_per_case for found in self.findings]
        frame["cost_per_case"] = [found.saves.cost_per_case for found in self.findings]
        return frame


@cache
def all_rules() -> dict[str, MapRule | PortfolioRule]:
    """Return every rule by its id, in the order of `procfit.rules.ALL`."""
    rules: list[MapRule | PortfolioRule] = [
        import_module(f"procfit.rules.{module}").RULE for module in ALL
    ]
    return {rule.id: rule for rule in rules}


def check(portfolio: Portfolio, maps: Collection[str] | None = None) -> Report:
    """Judge the maps of a portfolio as they run today.

    Parameters
    ----------
    portfolio
        All maps and what the team knows around them.
    maps
        The maps to report on; all by default. The others are still looked at for comparison.

    Returns
    -------
    Report
        Findings and gaps by map in the order of the portfolio, then by rule, then by step.

    Raises
    ------
    UsageError
        When there is no map of that name.
    """
    for name in maps or ():
        if name not in portfolio.maps:
            raise UsageError(f'there is no map "{name}"', did_you_mean(name, portfolio.maps))
    wanted = list(portfolio.maps) if maps is None else [m for m in portfolio.maps if m in maps]
    place = {name: number for number, name in enumerate(wanted)}
    verdicts = [v for v in _verdicts(RuleContext(portfolio), wanted) if v.process in place]
    verdicts.sort(key=lambda verdict: place[verdict.process])
    return Report(
        findings=tuple(verdict for verdict in verdicts if isinstance(verdict, Finding)),
        not_assessed=tuple(verdict for verdict in verdicts if isinstance(verdict, NotAssessed)),
    )


def _verdicts(context: RuleContext, wanted: list[str]) -> Iterator[Verdict]:
    known = {name: _known(context.maps[name]) for name in wanted}
    for rule in all_rules().values():
        if context.level(rule) == "off":
            continue
        if isinstance(rule, PortfolioRule):
            yield from rule.run(context)
            continue
        for name, by_rule in known.items():
            if rule.id not in by_rule:
                by_rule[rule.id] = tuple(rule.run(context.maps[name]))
            yield from by_rule[rule.id]


def _known(context: MapContext) -> dict[str, tuple[Verdict, ...]]:
    """Return by rule what is known of a map; nothing once the map or what it depends on has changed."""
    memory: dict[str, Any] = vars(context.process)
    known: _Verdicts | None = memory.get("_verdicts")
    if known is None or known.depends_on != context.depends_on:
        known = memory["_verdicts"] = _Verdicts(context.depends_on, {})
    return known.by_rule


@dataclass(frozen=True)
class _Verdicts:
    """What the rules said of a map, and what that depends on besides the map."""

    depends_on: tuple[object, ...]
    by_rule: dict[str, tuple[Verdict, ...]]


def explain(rule: str) -> str:
    """Return the page of a rule: what it finds, a wrong and a right picture, when it stays silent.

    Raises
    ------
    UsageError
        When there is no rule of that name.
    """
    if rule not in all_rules():
        hint = did_you_mean(rule, dict(all_rules())) or f"rules: {', '.join(all_rules())}"
        raise UsageError(f'there is no rule "{rule}"', hint)
    from importlib import resources

    shipped = resources.files("procfit.rules") / "pages" / f"{rule}.md"
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    checkout = Path(__file__).parents[3] / "docs" / "rules" / f"{rule}.md"
    return checkout.read_text(encoding="utf-8")
