"""How a vendor serves each step: the code of every capability it needs, the worst one on its corner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from procfit.diagrams.dress import badge
from procfit.diagrams.grades import GRADES, NOT_ASSESSED, grade_of, letter_sign
from procfit.diagrams.legend import SIGN_WIDTH
from procfit.diagrams.overlay import Dress, Entry, Overlay
from procfit.diagrams.palette import BORDER, MARK, PAPER, QUIET
from procfit.diagrams.panels import Listed, listed
from procfit.diagrams.scene import Scene
from procfit.diagrams.swimlane import scene as lanes
from procfit.diagrams.wanted import Wanted
from procfit.model.process import ProcessMap
from procfit.model.vendor import NOT_APPLICABLE

__all__ = ["FitFacts", "Served", "scene"]

BLANK = "□"
LEFT_OUT = "not applicable"


@dataclass(frozen=True, slots=True)
class Served:
    """How one need of a step is served.

    ``utility`` is what the answer is worth, 0 to 1; None where nothing was answered.
    """

    capability: str
    code: str
    letter: str
    utility: float | None

    @property
    def is_open(self) -> bool:
        """Whether an answer is missing; what the buyer leaves out needs none."""
        return self.utility is None and self.code != NOT_APPLICABLE

    @property
    def said(self) -> str:
        """The capability and how it is served, in words."""
        code = self.code.replace("-", " ") if self.code == NOT_APPLICABLE else self.code
        return f"{self.capability}: {f'{NOT_ASSESSED} ({code})' if self.is_open else code}"


@dataclass(frozen=True)
class FitFacts:
    """A vendor and how it serves each step.

    Attributes
    ----------
    vendor
        Its name; empty where none was named.
    steps
        By step how its needs are served; steps that need nothing are not there.
    codes
        The letters of the answer scale with their codes and usual utilities, best first.
    """

    vendor: str = ""
    steps: Mapping[str, tuple[Served, ...]] = field(default_factory=dict)
    codes: tuple[tuple[str, str, float], ...] = ()


def scene(wanted: Wanted) -> Scene:
    """Return the map in lanes with the codes of a vendor on every step."""
    process, facts = wanted.shown, wanted.facts or FitFacts()
    served = {step: needs for step, needs in facts.steps.items() if step in process}
    overlay = Overlay(
        dresses={step.id: _dress(served.get(step.id, ())) for step in process.steps},
        word=f"Fit of {facts.vendor or 'no vendor'} · {wanted.view}",
        note=_note(facts, served),
        entries=list(_entries(facts, served)),
        panels=[
            listed(_heading(served), list(_list(process, served)), "No gap and nothing unanswered.")
        ],
        links=wanted.links,
    )
    return lanes(process, wanted.view, {}, wanted.ratio, overlay)


def worst(needs: tuple[Served, ...]) -> Served | None:
    """Return the answered need that is served worst; None where none is answered."""
    known = [need for need in needs if need.utility is not None]
    return min(known, key=lambda need: need.utility or 0.0) if known else None


def _is_open(needs: tuple[Served, ...]) -> bool:
    return any(need.is_open for need in needs)


def _note(facts: FitFacts, served: Mapping[str, tuple[Served, ...]]) -> str:
    if not facts.vendor:
        return "Not assessed: no vendor was named."
    return "" if served else "Nothing to show: no step of this map needs a capability."


def _dress(needs: tuple[Served, ...]) -> Dress:
    if not needs:
        return Dress(rows=("needs no capability",), fill=PAPER, said="needs no capability")
    least = worst(needs)
    grade = GRADES[grade_of(least.utility if least else None)]
    letters = " ".join(need.letter for need in needs)
    return Dress(
        rows=(f"needs: {letters}",),
        badge=_sign(needs),
        badge_fill=MARK if least is not None and grade.is_gap else BORDER if least else QUIET,
        fill=grade.fill,
        stroke_width=2.4 if grade.is_gap else 0.0,
        is_dashed=least is None,
        said=", ".join(need.said for need in needs),
    )


def _sign(needs: tuple[Served, ...]) -> str:
    """Return the letter of the worst answer, and □ where an answer is missing."""
    least = worst(needs)
    return f"{least.letter if least else ''}{BLANK if _is_open(needs) else ''}" or needs[0].letter


def _heading(served: Mapping[str, tuple[Served, ...]]) -> str:
    """Return how many steps are served how, by their worst answered need."""
    counts = Counter(
        least.code if (least := worst(needs)) else NOT_ASSESSED if _is_open(needs) else LEFT_OUT
        for needs in served.values()
    )
    told = ", ".join(f"{count} {code}" for code, count in counts.most_common())
    open_too = sum(_is_open(needs) and worst(needs) is not None for needs in served.values())
    more = f"; {open_too} of the answered ones have a need that is not assessed, too" if open_too else ""
    return (
        f"Steps by their worst answered need: {told}{more}. What falls short or is open:"
        if told
        else "Steps"
    )


def _list(process: ProcessMap, served: Mapping[str, tuple[Served, ...]]) -> Iterator[Listed]:
    """Return the steps with a gap or without an answer, worst first."""
    rows = []
    for step, needs in served.items():
        lacking = [need for need in needs if need.is_open or _falls_short(need)]
        if lacking:
            least = worst(needs)
            rows.append((least.utility if least and least.utility is not None else 2.0, step, lacking))
    for _, step, lacking in sorted(rows, key=lambda row: row[0]):
        lines = tuple(need.said for need in lacking)
        least = worst(tuple(lacking))
        sign = _sign(tuple(lacking))
        gap = least is not None and GRADES[grade_of(least.utility)].is_gap
        yield Listed(sign, process.step(step).name or step, lines, MARK if gap else BORDER)


def _falls_short(need: Served) -> bool:
    return need.utility is not None and grade_of(need.utility) != "good"


def _entries(facts: FitFacts, served: Mapping[str, tuple[Served, ...]]) -> Iterator[Entry]:
    used = {need.letter for needs in served.values() for need in needs}
    for letter, code, utility in facts.codes:
        if letter in used:
            yield Entry(code, partial(letter_sign, letter, utility))
    silent = {
        need.letter: need.code for needs in served.values() for need in needs if need.utility is None
    }
    for letter, code in silent.items():
        name = f"{NOT_ASSESSED}: {code}" if code != NOT_APPLICABLE else LEFT_OUT
        yield Entry(name, partial(letter_sign, letter, None))
    if served:
        yield Entry("on the corner: the worst answered need, □ where one is open", lambda x, y: [
            badge(f"N{BLANK}", x + SIGN_WIDTH / 2, y, BORDER)
        ])  # fmt: skip
