"""The service blueprint: what the customer does and sees, what lies behind, and what supports it.

After G. L. Shostack, "Designing services that deliver" (Harvard Business Review, 1984) and M. J. Bitner and
others, "Service blueprinting" (California Management Review 50/3, 2008).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from procfit.diagrams.overlay import Dress, Overlay, RowBlock
from procfit.diagrams.scene import Scene
from procfit.diagrams.swimlane import scene as lanes
from procfit.diagrams.wanted import Wanted
from procfit.flow.journey import lane_at_work
from procfit.model.process import Lane, LaneKind, ProcessMap, Step

__all__ = ["BANDS", "scene"]

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Band:
    id: str
    name: str
    kind: LaneKind | None
    holds: tuple[LaneKind, ...]


BANDS = (
    _Band("customer", "Customer actions", "customer", ("customer",)),
    _Band("front", "Frontstage", "front", ("front",)),
    _Band("back", "Backstage", "back", ("back",)),
    _Band("support", "Support: systems, partners", "system", ("system", "partner")),
    _Band(UNKNOWN, "Not assessed: lane without a kind", None, ()),
)
_BAND_OF: dict[LaneKind | None, str] = {kind: band.id for band in BANDS for kind in band.holds}


def scene(wanted: Wanted) -> Scene:
    """Return the map as a service blueprint."""
    process = wanted.shown
    bands = {step.id: _band(process, step) for step in process.steps}
    used = set(bands.values())
    drawn = replace(
        process,
        lanes=tuple(Lane(band.id, band.name, kind=band.kind) for band in BANDS if band.id in used),
        steps=tuple(replace(step, lane=bands[step.id]) for step in process.steps),
    )
    overlay = Overlay(
        dresses={step.id: _dress(process, step) for step in process.steps},
        word=f"Service blueprint · {wanted.view}",
        note=_note(process, bands),
        rows=[_evidence(process), *_systems(process, bands)],
        links=wanted.links,
        is_blueprint=True,
    )
    return lanes(drawn, wanted.view, {}, wanted.ratio, overlay)


def _band(process: ProcessMap, step: Step) -> str:
    """Return where a step stands: by the kind of its lane, but in front where it meets the customer."""
    lane = lane_at_work(process, step)
    band = _BAND_OF.get(lane.kind if lane else None, UNKNOWN)
    return "front" if band == "back" and step.channel else band


def _dress(process: ProcessMap, step: Step) -> Dress:
    lane = process.lane_of(step)
    who = lane.label if lane else "who: not assessed"
    return Dress(rows=(who,), said=who) if step.kind in ("task", "call") else Dress()


def _note(process: ProcessMap, bands: dict[str, str]) -> str:
    if process.steps and set(bands.values()) == {UNKNOWN}:
        return "Not assessed: no lane says if the customer sees it (kind = customer, front, back …)."
    return ""


def _evidence(process: ProcessMap) -> RowBlock:
    """Return what the customer has in hand at a step: its channel, and what it delivers."""
    chips = {
        step.id: tuple(filter(None, (step.channel, *step.delivers)))
        for step in process.steps
        if step.channel or step.delivers
    }
    return RowBlock("Physical evidence", chips)


def _systems(process: ProcessMap, bands: dict[str, str]) -> list[RowBlock]:
    chips = {step.id: (step.system,) for step in process.steps if step.system}
    has_lane = any(band == "support" for band in bands.values())
    line = "" if has_lane else "line of internal interaction"
    return [RowBlock("Systems in use", chips, is_below=True, line=line)] if chips else []
