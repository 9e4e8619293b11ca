"""What a finding rests on: the steps whose facts it takes for true, and how far these are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from procfit.model.evidence import Evidence, evidence_of, weakest
from procfit.model.process import HOLDING_TOGETHER, ProcessMap, Step

__all__ = ["Grounds", "grounds_of"]


@dataclass(frozen=True, slots=True)
class Grounds:
    """The weakest level of evidence among some facts, and the steps whose facts are only assumed."""

    evidence: Evidence
    assumes: tuple[str, ...]


def grounds_of(
    maps: Mapping[str, ProcessMap], home: ProcessMap, flagged: Iterable[str], path: Iterable[str]
) -> Grounds:
    """Return what a finding rests on: the flagged steps, and the decisions on the way that proves it.

    Parameters
    ----------
    maps
        All maps, for steps written ``map#step``.
    home
        The map of the finding.
    flagged, path
        Ids of steps.
    """
    wanted = dict.fromkeys(flagged)
    steps = {name: step for name in (*wanted, *path) if (step := _step(maps, home, name))}
    facts = {
        name: evidence_of(step.source) for name, step in steps.items() if name in wanted or _sorts(step)
    }
    known = {name: level for name, level in facts.items() if steps[name].kind not in HOLDING_TOGETHER}
    return Grounds(
        weakest(known.values()), tuple(name for name, level in known.items() if level == "assumed")
    )


def _sorts(step: Step) -> bool:
    """Tell whether a step sends cases different ways, in shares that somebody must know."""
    return step.kind in ("decision", "inclusive") and len(step.next) > 1


def _step(maps: Mapping[str, ProcessMap], home: ProcessMap, name: str) -> Step | None:
    process: ProcessMap | None = home
    if "#" in name:
        other, _, name = name.rpartition("#")
        process = maps.get(other) if other else home
    return process.step(name) if process and name in process else None
