"""All processes of a workspace for one picture."""

from __future__ import annotations

from procfit.diagrams.styles.portfolio import PortfolioFacts, ProcessShown, Shared
from procfit.model.process import ProcessMap, View
from procfit.reports.pictures.around import Around

__all__ = ["portfolio_facts"]


def portfolio_facts(process: ProcessMap, view: View, around: Around) -> PortfolioFacts:
    """Return every map of the workspace, and what capabilities several of them need."""
    del process
    portfolio = around.portfolio
    shown = {name: each.view(view) for name, each in portfolio.maps.items()}
    needed: dict[str, list[str]] = {}
    for name, each in shown.items():
        for capability in dict.fromkeys(need.capability for step in each.steps for need in step.needs):
            needed.setdefault(capability, []).append(name)
    shared = sorted(
        (
            Shared(_name(capability, around), tuple(names))
            for capability, names in needed.items()
            if len(names) > 1
        ),
        key=lambda each: -len(each.processes),
    )
    return PortfolioFacts(tuple(_shown(each, around) for each in shown.values()), tuple(shared))


def _name(capability: str, around: Around) -> str:
    found = around.portfolio.capabilities.get(capability)
    return found.name if found else capability


def _shown(process: ProcessMap, around: Around) -> ProcessShown:
    calendar = around.portfolio.settings.calendar
    sent = [
        message.target.partition("#")[0]
        for other in around.portfolio.maps.values()
        for message in other.messages
        if message.source.partition("#")[0] == process.id
    ]
    return ProcessShown(
        process.id,
        process.name or process.id,
        process.importance,
        process.volume.per_month(calendar) if process.volume else None,
        tuple(dict.fromkeys(step.call for step in process.steps if step.call)),
        tuple(dict.fromkeys(sent)),
    )
