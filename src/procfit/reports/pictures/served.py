"""How vendors serve the needs of steps, for pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procfit.diagrams.styles.capabilities import CapabilitiesFacts, Needed, VendorAnswers
from procfit.diagrams.styles.fit import FitFacts, Served
from procfit.fit.answers import is_silent
from procfit.fit.letters import SILENT, code_letters
from procfit.model.process import ProcessMap, View
from procfit.model.vendor import BLANK, Answer
from procfit.reports.pictures.around import Around

__all__ = ["capabilities_facts", "fit_facts"]


def fit_facts(process: ProcessMap, view: View, around: Around, vendor: str) -> FitFacts:
    """Return how a vendor serves each step of a map that needs a capability."""
    letters = code_letters(around.evaluation)
    answers = around.answers_of(vendor)
    steps = {
        step.id: tuple(
            _served(need.capability, answers.get(need.capability), letters, around)
            for need in step.needs
        )
        for step in process.view(view).steps
        if step.needs
    }
    return FitFacts(around.vendors[vendor].name or vendor, steps, tuple(_codes(around)))


def capabilities_facts(process: ProcessMap, view: View, around: Around) -> CapabilitiesFacts:
    """Return the capabilities that a map needs, and what each vendor answers."""
    letters = code_letters(around.evaluation)
    needed = {need.capability for step in process.view(view).steps for need in step.needs}
    answers = {vendor: around.answers_of(vendor) for vendor in around.vendors}
    return CapabilitiesFacts(
        {
            name: Needed(capability.name, capability.must)
            for name, capability in around.portfolio.capabilities.items()
            if name in needed
        },
        tuple(
            VendorAnswers(
                around.vendors[vendor].name or vendor,
                {
                    name: _served(name, own[name], letters, around)
                    for name in sorted(needed & own.keys())
                },
            )
            for vendor, own in answers.items()
        ),
        tuple(_codes(around)),
    )


def _served(
    capability: str, answer: Answer | None, letters: Mapping[str, str], around: Around
) -> Served:
    found = around.portfolio.capabilities.get(capability)
    name = found.name if found else capability
    if answer is None:
        return Served(name, BLANK, SILENT[BLANK], None)
    if is_silent(answer):
        return Served(name, answer.code, SILENT[answer.code], None)
    return Served(name, answer.code, letters.get(answer.code, "?"), answer.mid)


def _codes(around: Around) -> Iterator[tuple[str, str, float]]:
    letters = code_letters(around.evaluation)
    for code in around.evaluation.codes.values():
        yield letters[code.id], code.id, code.utility[1]
