"""As-is against to-be in one picture: what goes, what changes, what is new, and what that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from procfit.diagrams.dress import badge
from procfit.diagrams.legend import SIGN_WIDTH
from procfit.diagrams.overlay import Dress, Entry, FlowDress, Overlay, Panel
from procfit.diagrams.palette import ACCENT, FLOW, FLOW_BACK, MARK, MUTED, QUIET
from procfit.diagrams.panels import Figured, Listed, figured, listed
from procfit.diagrams.scene import Item, Line, Scene
from procfit.diagrams.swimlane import scene as lanes
from procfit.diagrams.wanted import Wanted
from procfit.model.process import Flow, ProcessMap, Step

__all__ = ["ChangeFacts", "both", "scene"]

GOES, CHANGES, NEW = "×", "~", "+"
_WORDS = {GOES: "goes", CHANGES: "changes", NEW: "is new"}
_FILLS = {GOES: MARK, CHANGES: FLOW_BACK, NEW: ACCENT}
_FLOWS = {
    "stays": FlowDress(FLOW, classes="stays"),
    "goes": FlowDress(QUIET, 1.0, is_dashed=True, classes="goes"),
    "new": FlowDress(ACCENT, 2.4, classes="new"),
}
_FLOW_WORDS = {"stays": "way that stays", "goes": "way that goes", "new": "new way"}


@dataclass(frozen=True)
class ChangeFacts:
    """What the change does.

    Attributes
    ----------
    figures
        Figures before and after.
    changed
        By step what is different, in words.
    summary
        What gets better, what gets worse and what cannot be told, in a line.
    """

    figures: tuple[Figured, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    summary: str = ""


def scene(wanted: Wanted) -> Scene:
    """Return both views of the map in one, with a summary below; `view` does not matter."""
    process, facts = wanted.process, wanted.facts or ChangeFacts()
    union, flows = both(process)
    signs = {step.id: sign for step in process.steps if (sign := _sign(step))}
    overlay = Overlay(
        dresses={step: _dress(sign) for step, sign in signs.items()},
        flows={at: _FLOWS[word] for at, word in flows.items()},
        word="Change · as-is and to-be",
        note=facts.summary if signs or set(flows.values()) - {"stays"} else NOTHING,
        entries=list(_entries(set(signs.values()), set(flows.values()))),
        panels=list(_panels(process, facts, signs)),
        links=wanted.links,
    )
    return lanes(union, "as-is", {}, wanted.ratio, overlay)


NOTHING = "Nothing is planned: the to-be is as the as-is."


def both(process: ProcessMap) -> tuple[ProcessMap, dict[tuple[str, int], str]]:
    """Return a map with the steps and flows of both views, and for each flow if it stays, goes or is new.

    Flows are told by source and number. The shares of a flow are those of today, or of the plan where it
    is new.
    """
    today, planned = process.as_is, process.to_be
    steps, words = [], {}
    for step in process.steps:
        before = today.step(step.id).next if step.id in today else ()
        after = planned.step(step.id).next if step.id in planned else ()
        ends = {flow.to for flow in after}
        kept = {flow.to for flow in before}
        new = tuple(flow for flow in after if flow.to not in kept)
        for number, flow in enumerate((*before, *new)):
            is_kept = flow.to in ends
            words[step.id, number] = "new" if number >= len(before) else "stays" if is_kept else "goes"
        steps.append(_step(process, step, (*before, *new)))
    return replace(process, steps=tuple(steps)), words


def _step(process: ProcessMap, step: Step, flows: tuple[Flow, ...]) -> Step:
    planned = process.to_be.step(step.id) if step.id in process.to_be else step
    name = planned.name if step.disposition == "add" else step.name
    return replace(step, name=name, next=flows, to_be={}, disposition=None)


def _sign(step: Step) -> str:
    if step.disposition == "discard":
        return GOES
    if step.disposition == "add":
        return NEW
    if step.disposition == "modify":
        return CHANGES
    fields = set(step.to_be) - {"next"}
    changed = any(getattr(step, name) != step.to_be[name] for name in fields)
    return CHANGES if changed else ""


def _dress(sign: str) -> Dress:
    goes = sign == GOES
    return Dress(
        badge=sign,
        badge_fill=_FILLS[sign],
        fill=MUTED if goes else "",
        stroke=_FILLS[sign],
        stroke_width=1.2 if goes else 2.0,
        is_dashed=goes,
        is_crossed=goes,
        said=_WORDS[sign],
    )


def _panels(process: ProcessMap, facts: ChangeFacts, signs: Mapping[str, str]) -> Iterator[Panel]:
    if facts.figures:
        yield figured("What it does to a case: today → planned", facts.figures)
    entries = [
        Listed(sign, process.step(step).name or step, facts.changed.get(step, ()), _FILLS[sign])
        for wanted in (GOES, CHANGES, NEW)
        for step, sign in signs.items()
        if sign == wanted
    ]
    if entries:
        counts = [
            f"{sum(sign == each for sign in signs.values())} {word}"
            for each, word in ((GOES, "go"), (CHANGES, "change"), (NEW, "new"))
        ]
        yield listed(f"Steps: {', '.join(counts)}", entries)


def _entries(signs: set[str], flows: set[str]) -> Iterator[Entry]:
    for sign in (GOES, CHANGES, NEW):
        if sign in signs:
            yield Entry(f"step {_WORDS[sign]}", partial(_badge, sign))
    for word, dress in _FLOWS.items():
        if word in flows:
            yield Entry(_FLOW_WORDS[word], partial(_line, dress))


def _badge(sign: str, x: float, y: float) -> list[Item]:
    return [badge(sign, x + SIGN_WIDTH / 2, y, _FILLS[sign])]


def _line(dress: FlowDress, x: float, y: float) -> list[Item]:
    ends = ((x, y), (x + SIGN_WIDTH, y))
    return [Line(ends, dress.stroke, dress.width, dress.is_dashed, classes="legend")]
