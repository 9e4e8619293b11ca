"""What the files beside the maps refer to: capabilities, vendors, evaluators, rules, maps and steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from procfit.model.faults import Fault, Path, did_you_mean
from procfit.model.process import ProcessMap
from procfit.model.team import RULE_IDS, Settings, TeamAnswers
from procfit.model.vendor import Evaluation, EvaluatorScores, Vendor

__all__ = [
    "unknown_in_answers",
    "unknown_in_evaluation",
    "unknown_in_scores",
    "unknown_in_settings",
    "unknown_in_vendor",
    "unknown_in_weights",
]


def unknown_in_settings(settings: Settings) -> list[Fault]:
    """Return a warning for each level that is set for no rule."""
    return list(_unknown("rule", [(("rules", rule), rule) for rule in settings.rules], RULE_IDS))


def unknown_in_answers(
    answers: TeamAnswers, maps: Mapping[str, ProcessMap], broken: Collection[str]
) -> list[Fault]:
    """Return a warning for each accepted finding of an unknown rule, map or step.

    The steps of a map that is `broken`, and those written ``map#step``, are not judged.
    """
    faults: list[Fault] = []
    for index, accepted in enumerate(answers.accepted):
        here: Path = ("accepted", index)
        faults += _unknown("rule", [((*here, "rule"), accepted.rule)], RULE_IDS)
        faults += _unknown("map", [((*here, "process"), accepted.process)], [*maps, *broken])
        if accepted.process in maps:
            steps = [step.id for step in maps[accepted.process].steps]
            named = [((*here, "steps"), step) for step in accepted.steps if "#" not in step]
            faults += _unknown("step", named, steps)
    return faults


def unknown_in_evaluation(evaluation: Evaluation, capabilities: Collection[str]) -> list[Fault]:
    """Return a warning for each unknown capability that is called not applicable."""
    ids = [(("not_applicable", name), name) for name in evaluation.not_applicable]
    return list(_unknown("capability", ids, capabilities))


def unknown_in_weights(evaluation: Evaluation, scored: Collection[str]) -> list[Fault]:
    """Return a warning for each weight of an evaluator who is neither declared nor among who `scored`."""
    ids = [(("evaluator_weights", name), name) for name in evaluation.evaluator_weights]
    return list(_unknown("evaluator", ids, evaluation.evaluators or scored))


def unknown_in_vendor(vendor: Vendor, capabilities: Collection[str]) -> list[Fault]:
    """Return a warning for each unknown capability among the links, the extra prices and what was agreed."""
    named: list[tuple[Path, str]] = [(("links", name), name) for name in vendor.links]
    named += [
        (("price", "extra", index, "capability"), extra.capability)
        for index, extra in enumerate(vendor.price.extra)
    ]
    named += [(("agreed", name), name) for name in vendor.agreed]
    return list(_unknown("capability", named, capabilities))


def unknown_in_scores(
    scores: EvaluatorScores, vendors: Collection[str], capabilities: Collection[str] | None
) -> list[Fault]:
    """Return a warning for each unknown vendor, and for each unknown capability of the others.

    Capabilities are not judged where they are None.
    """
    faults = list(_unknown("vendor", [((name,), name) for name in scores.scores], vendors))
    for vendor, answers in scores.scores.items():
        if vendor in vendors and capabilities is not None:
            faults += _unknown("capability", [((vendor, name), name) for name in answers], capabilities)
    return faults


def _unknown(noun: str, named: Iterable[tuple[Path, str]], known: Collection[str]) -> Iterator[Fault]:
    for path, name in named:
        if name not in known:
            hint = did_you_mean(name, list(known)) or f"mend the {noun}, or remove this"
            yield Fault(path, f'unknown {noun} "{name}"', hint, "warning")
