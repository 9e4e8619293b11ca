"""Gates before scores: what a vendor must be able to do, whatever the weights."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from procfit.model.vendor import SILENCES, Answer

__all__ = ["Gate", "GateStatus", "Relaxing", "check_gates", "overall", "smallest_relaxing", "state_of"]

GateStatus = Literal["pass", "fail", "unproven"]

ROADMAP = "roadmap"
"""The code of a promise: no failure, and no proof either."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One must-have capability of one vendor; `reason` says why where `code` alone does not."""

    capability: str
    status: GateStatus
    code: str
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.capability} ({self.reason or self.code})"


@dataclass(frozen=True, slots=True)
class Relaxing:
    """The fewest gates whose relaxing lets a vendor through."""

    vendor: str
    gates: tuple[str, ...]


def check_gates(
    answers: Mapping[str, Answer], musts: Iterable[str], must_codes: Collection[str]
) -> tuple[Gate, ...]:
    """Return the state of every gate of one vendor.

    A silence or a roadmap promise is unproven; so are evaluators of whom some would let it pass.
    """
    return tuple(_gate(capability, answers[capability], must_codes) for capability in musts)


def overall(gates: Iterable[Gate]) -> GateStatus:
    """Return the worst state of all gates; pass where there are none."""
    states = {gate.status for gate in gates}
    return "fail" if "fail" in states else "unproven" if "unproven" in states else "pass"


def smallest_relaxing(
    gates: Mapping[str, tuple[Gate, ...]], scores: Mapping[str, float]
) -> Relaxing | None:
    """Return the fewest gates to relax so that somebody gets through; None unless all vendors fail.

    Among equally few, those of the vendor with the best would-be score.
    """
    failed = {
        vendor: tuple(gate.capability for gate in own if gate.status == "fail")
        for vendor, own in gates.items()
    }
    if not failed or not all(failed.values()):
        return None
    vendor = min(failed, key=lambda name: (len(failed[name]), -scores[name], name))
    return Relaxing(vendor, failed[vendor])


def _gate(capability: str, answer: Answer, must_codes: Collection[str]) -> Gate:
    said = answer.evaluators.values() if answer.used == "evaluators" else (answer.code,)
    states = {state_of(code, must_codes) for code in said}
    if len(states) == 1:
        return Gate(capability, states.pop(), answer.code)
    reason = f"evaluators disagree: {', '.join(sorted(set(said)))}"
    return Gate(capability, "unproven", answer.code, reason)


def state_of(code: str, must_codes: Collection[str]) -> GateStatus:
    """Return what a code makes of a gate; a promise and a silence prove nothing."""
    if code in must_codes:
        return "pass"
    return "unproven" if code == ROADMAP or code in SILENCES else "fail"
