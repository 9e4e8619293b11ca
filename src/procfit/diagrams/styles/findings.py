"""What the rules found, as numbers on the steps and a list beside: what, and what it would save."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procfit.diagrams.dress import badge
from procfit.diagrams.legend import SIGN_WIDTH
from procfit.diagrams.overlay import Dress, Entry, Overlay
from procfit.diagrams.palette import MARK, QUIET
from procfit.diagrams.panels import Listed, listed
from procfit.diagrams.scene import Scene
from procfit.diagrams.swimlane import scene as lanes
from procfit.diagrams.wanted import Wanted

__all__ = ["FindingsFacts", "Found", "scene"]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as people read it.

    Attributes
    ----------
    rule, message
        Which rule, and what it says.
    steps
        The steps of the map that it flags.
    saves
        What the suggestion would save; "not assessed" where nobody can tell.
    suggest
        What to do.
    accepted
        Why it may stay; empty where it is open.
    """

    rule: str
    message: str
    steps: tuple[str, ...]
    saves: str
    suggest: str = ""
    accepted: str = ""


@dataclass(frozen=True)
class FindingsFacts:
    """The findings in the order they are told, and what all suggestions save together."""

    found: tuple[Found, ...] = ()
    together: str = ""
    unjudged: str = ""
    """What could not be judged for want of a field, in a line; empty where all was."""


def scene(wanted: Wanted) -> Scene:
    """Return the map in lanes with numbered findings, which are listed below."""
    process, facts = wanted.shown, wanted.facts
    told: FindingsFacts = facts or FindingsFacts()
    numbers: dict[str, list[int]] = {}
    for number, found in enumerate(told.found, start=1):
        for step in found.steps:
            numbers.setdefault(step, []).append(number)
    nothing = "No rule found anything." if facts else "Not assessed: nobody has run the rules."
    overlay = Overlay(
        dresses={step: _dress(own, told) for step, own in numbers.items() if step in process},
        word=f"Findings · {wanted.view}",
        note=told.unjudged,
        entries=list(_entries(told)),
        panels=[listed(_heading(told), _list(told), nothing)],
        links=wanted.links,
    )
    return lanes(process, wanted.view, {}, wanted.ratio, overlay)


def _dress(numbers: list[int], told: FindingsFacts) -> Dress:
    found = [told.found[number - 1] for number in numbers]
    is_open = any(not each.accepted for each in found)
    return Dress(
        badge=" ".join(map(str, numbers)),
        badge_fill=MARK if is_open else QUIET,
        stroke=MARK if is_open else "",
        stroke_width=2.0 if is_open else 0.0,
        said="findings " + ", ".join(
            f"{number} {each.rule}" for number, each in zip(numbers, found, strict=True)
        ),
    )  # fmt: skip


def _heading(told: FindingsFacts) -> str:
    count = f"{len(told.found)} finding{'' if len(told.found) == 1 else 's'}"
    return f"{count} · {told.together}" if told.together else count


def _list(told: FindingsFacts) -> list[Listed]:
    return [
        Listed(str(number), each.rule, tuple(_lines(each)), QUIET if each.accepted else MARK)
        for number, each in enumerate(told.found, start=1)
    ]


def _lines(found: Found) -> Iterator[str]:
    yield found.message
    if found.accepted:
        yield f"Accepted: {found.accepted}"
        return
    yield f"{found.suggest.capitalize()} · saves: {found.saves}" if found.suggest else found.saves


def _entries(told: FindingsFacts) -> Iterator[Entry]:
    if any(not each.accepted for each in told.found):
        yield Entry(
            "finding, by its number in the list",
            lambda x, y: [badge("1", x + SIGN_WIDTH / 2, y, MARK)],
        )
    if any(each.accepted for each in told.found):
        yield Entry(
            "accepted with a reason (gray)", lambda x, y: [badge("2", x + SIGN_WIDTH / 2, y, QUIET)]
        )
