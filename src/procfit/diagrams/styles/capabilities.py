"""From the process over its steps to the capabilities they need, and to what each vendor answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from procfit.diagrams.grades import letter_box, letter_sign
from procfit.diagrams.legend import SIGN_WIDTH
from procfit.diagrams.overlay import Entry
from procfit.diagrams.palette import (
    BAND_HEAD,
    BORDER,
    CALL,
    FLOW,
    INK,
    QUIET,
    SIZE_LABEL,
    SIZE_LANE,
    SIZE_NAME,
    SIZE_SMALL,
)
from procfit.diagrams.scene import Item, Line, Scene, Shape, Text
from procfit.diagrams.sheet import MARGIN, put_on_sheet, titled
from procfit.diagrams.styles.fit import Served
from procfit.diagrams.text_width import one_line, points, shorten, wrap
from procfit.diagrams.wanted import Wanted
from procfit.model.process import ProcessMap

__all__ = ["CapabilitiesFacts", "Needed", "VendorAnswers", "scene"]

PROCESS_WIDTH = 104.0
STEP_WIDTH = 168.0
CAPABILITY_WIDTH = 196.0
CELL = 58.0
GAP = 96.0
NEAR = 44.0
HEADS = 44.0
BOX = 26.0
PITCH = 32.0
PAD = 8.0
MUST = "■"


@dataclass(frozen=True, slots=True)
class Needed:
    """A capability: its name, and whether a vendor without it fails."""

    name: str
    must: bool = False


@dataclass(frozen=True, slots=True)
class VendorAnswers:
    """A vendor and its answer per capability; one that is not there was not answered."""

    name: str
    answers: Mapping[str, Served]


@dataclass(frozen=True)
class CapabilitiesFacts:
    """The capabilities by id, the vendors, and the letters of the scale with what they are worth."""

    capabilities: Mapping[str, Needed] = field(default_factory=dict)
    vendors: tuple[VendorAnswers, ...] = ()
    codes: tuple[tuple[str, str, float], ...] = ()


def scene(wanted: Wanted) -> Scene:
    """Return the four layers from left to right."""
    process, facts = wanted.shown, wanted.facts or CapabilitiesFacts()
    steps = [step.id for step in process.steps if step.needs]
    needs = {name: [need.capability for need in process.step(name).needs] for name in steps}
    drawing = _Layers(process, facts, steps, _ordered(steps, needs), needs, wanted.links)
    word = f"Capabilities · {wanted.view}"
    note = "" if steps else "Nothing to show: no step of this map needs a capability."
    if steps and not facts.vendors:
        note = "Vendors are not assessed: there is none."
    name = process.name or process.id
    head, y = titled(name, "", word, drawing.width, note)
    body = list(drawing.items(y + 6)) if steps else []
    bottom = y + 6 + (drawing.height if steps else 0)
    said = f"{word}: {len(steps)} steps need {len(drawing.capabilities)} capabilities"
    return put_on_sheet(head, body, bottom, _entries(facts, drawing), (drawing.width, name, said))


def _ordered(steps: Sequence[str], needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the capabilities in the order that keeps lines short: by the mean place of their steps."""
    places: dict[str, list[int]] = {}
    for number, step in enumerate(steps):
        for capability in needs[step]:
            places.setdefault(capability, []).append(number)
    return sorted(places, key=lambda name: sum(places[name]) / len(places[name]))


class _Layers:
    """Puts the columns beside each other, the shorter ones in the middle of the longest."""

    def __init__(
        self,
        process: ProcessMap,
        facts: CapabilitiesFacts,
        steps: Sequence[str],
        capabilities: Sequence[str],
        needs: Mapping[str, Sequence[str]],
        links: Mapping[str, str],
    ) -> None:
        self.process, self.facts, self.steps = process, facts, steps
        self.capabilities, self.needs, self.links = capabilities, needs, links
        self.step_x = MARGIN + PROCESS_WIDTH + NEAR
        self.capability_x = self.step_x + STEP_WIDTH + GAP
        self.vendor_x = self.capability_x + CAPABILITY_WIDTH + PAD
        cells = max(len(facts.vendors), 1) * CELL
        self.width = self.vendor_x + cells + MARGIN
        self.height = HEADS + max(len(steps), len(capabilities), 1) * PITCH

    def items(self, top: float) -> Iterator[Item]:
        middle = top + HEADS + (self.height - HEADS) / 2
        step_y = _heights(self.steps, middle)
        capability_y = _heights(self.capabilities, middle)
        yield from self._heads(top)
        yield self._process(middle)
        for step, y in step_y.items():
            yield self._step(step, y)
            ends = ((MARGIN + PROCESS_WIDTH, middle), (self.step_x, y))
            yield Line(ends, QUIET, 0.7, classes="layer")
        for capability, y in capability_y.items():
            yield self._capability(capability, y)
            yield from self._cells(capability, y)
        for step, y in step_y.items():
            for capability in self.needs[step]:
                ends = ((self.step_x + STEP_WIDTH, y), (self.capability_x, capability_y[capability]))
                title = f"{self._name(step)} needs {self._needed(capability).name}"
                yield Line(ends, FLOW, 0.9, classes="need", title=title)

    def _heads(self, top: float) -> Iterator[Item]:
        heads = (
            ("Process", MARGIN, PROCESS_WIDTH),
            ("Steps", self.step_x, STEP_WIDTH),
            ("Capabilities they need", self.capability_x, CAPABILITY_WIDTH),
        )
        for text, x, width in heads:
            yield Text(x + width / 2, top + 24, (text,), SIZE_LANE, is_bold=True, classes="heading")
        for number, vendor in enumerate(self.facts.vendors):
            x = self.vendor_x + (number + 0.5) * CELL
            lines = wrap(vendor.name, CELL - 4, 2, lambda text: points(text, SIZE_LABEL, is_bold=True))
            yield Text(x, top + 24, tuple(lines), SIZE_LABEL, is_bold=True, classes="vendor heading")

    def _process(self, y: float) -> Shape:
        name = self.process.name or self.process.id
        lines = wrap(name, PROCESS_WIDTH - 12, 4, lambda text: points(text, SIZE_NAME, is_bold=True))
        return Shape(
            "rounded", MARGIN + PROCESS_WIDTH / 2, y, PROCESS_WIDTH, 60, tuple(lines), SIZE_NAME, True,
            fill=BAND_HEAD, classes="process", title=f"process {one_line(name)}",
        )  # fmt: skip

    def _name(self, step: str) -> str:
        return one_line(self.process.step(step).name or step)

    def _step(self, step: str, y: float) -> Shape:
        name = self._name(step)
        line = shorten(name, STEP_WIDTH - 2 * PAD, lambda text: points(text, SIZE_NAME))
        needed = ", ".join(self._needed(capability).name for capability in self.needs[step])
        return Shape(
            "rounded", self.step_x + STEP_WIDTH / 2, y, STEP_WIDTH, BOX, (line,), SIZE_NAME,
            id=f"step-{step}", classes=f"step {self.process.step(step).kind}",
            title=f"{name}: needs {needed}", link=self.links.get(step, ""),
        )  # fmt: skip

    def _needed(self, capability: str) -> Needed:
        return self.facts.capabilities.get(capability, Needed(capability))

    def _capability(self, capability: str, y: float) -> Shape:
        needed = self._needed(capability)
        text = f"{MUST} {needed.name}" if needed.must else needed.name
        line = shorten(one_line(text), CAPABILITY_WIDTH - 2 * PAD, lambda part: points(part, SIZE_NAME))
        said = [f"{vendor.name} {_code(vendor, capability)}" for vendor in self.facts.vendors]
        return Shape(
            "box", self.capability_x + CAPABILITY_WIDTH / 2, y, CAPABILITY_WIDTH, BOX, (line,), SIZE_NAME,
            fill=CALL, stroke_width=2.0 if needed.must else 1.0, classes="capability",
            title=f"{one_line(text)}: {', '.join(said) or 'no vendor assessed'}",
        )  # fmt: skip

    def _cells(self, capability: str, y: float) -> Iterator[Item]:
        for number, vendor in enumerate(self.facts.vendors):
            served = vendor.answers.get(capability)
            x = self.vendor_x + (number + 0.5) * CELL
            letter, utility = (served.letter, served.utility) if served else ("□", None)
            yield letter_box(letter, utility, x, y, CELL - 18)


def _code(vendor: VendorAnswers, capability: str) -> str:
    served = vendor.answers.get(capability)
    return served.code if served else "not assessed"


def _heights(names: Sequence[str], middle: float) -> dict[str, float]:
    top = middle - (len(names) - 1) * PITCH / 2
    return {name: top + number * PITCH for number, name in enumerate(names)}


def _entries(facts: CapabilitiesFacts, drawing: _Layers) -> Iterator[Entry]:
    shown = [
        served
        for vendor in facts.vendors
        for name in drawing.capabilities
        if (served := vendor.answers.get(name)) is not None
    ]
    letters = {served.letter for served in shown}
    for letter, code, utility in facts.codes:
        if letter in letters:
            yield Entry(code, partial(letter_sign, letter, utility))
    for letter, code in {each.letter: each.code for each in shown if each.utility is None}.items():
        name = code.replace("-", " ") if code == "not-applicable" else f"not assessed: {code}"
        yield Entry(name, partial(letter_sign, letter, None))
    if any(drawing.facts.capabilities.get(name, Needed("")).must for name in drawing.capabilities):
        yield Entry("must have: a vendor without it fails", lambda x, y: [
            Shape("box", x + SIGN_WIDTH / 2, y, 22, 13, (MUST,), SIZE_SMALL, color=INK, fill=CALL,
                  stroke=BORDER, stroke_width=2.0, classes="legend")
        ])  # fmt: skip
