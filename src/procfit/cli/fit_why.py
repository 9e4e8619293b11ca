"""``procfit fit --why A B``: the capabilities that put one vendor before another, or behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from procfit.cli.answer_text import place_of
from procfit.cli.fit_text import page_width, paragraphs
from procfit.cli.output import paint, print_json
from procfit.diagrams.text_width import cells, shorten
from procfit.fit import telling
from procfit.fit.names import Names, listed
from procfit.model import sayings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procfit.fit.assess import Fit
    from procfit.fit.why import Why, WhyPart
    from procfit.model.vendor import Answer
    from procfit.workspace import Workspace

__all__ = ["print_why"]

MOST_STEPS = 3
WIDEST = 130
NARROWEST = 8


def print_why(workspace: Workspace, assessed: Fit, vendors: Sequence[str], output_format: str) -> None:
    """Print what the gap between two vendors is made of."""
    found = assessed.why(*vendors)
    if output_format == "json":
        print_json(found.to_dict())
        return
    names = Names.of(workspace.portfolio, workspace.vendors)
    print("\n".join(_lines(assessed, found, names)))


def _lines(assessed: Fit, found: Why, names: Names) -> Iterator[str]:
    yield from paragraphs(_head(assessed, found, names))
    for is_for, who in ((True, found.first), (False, found.second)):
        parts = [part for part in found.parts if (part.points > 0) is is_for]
        if parts:
            yield ""
            yield paint(f"For {names.vendor(who)}", "bold")
        for part in parts:
            yield from _part(part, names)
    if found.parts:
        yield ""
        label = f"all {found.others_count} others" if found.others_count else "nothing else"
        yield _line(label, f"{_signed(found.others)}  {_of_gap(found.of_gap(found.others))}")
        yield _line("the gap", f"{_signed(found.gap)}  {'':14}")


def _head(assessed: Fit, found: Why, names: Names) -> Iterator[str]:
    if not assessed.weights.shares:
        yield "Nothing has a weight, so there is no score to compare."
        return
    scores = {place.vendor: place.score.mid for place in assessed.standings}
    first, second = names.vendor(found.first), names.vendor(found.second)
    yield (
        f"{first} scores {scores[found.first]:.4f} and {second} {scores[found.second]:.4f}: "
        f"a gap of {_signed(found.gap)}, the sum of weight × (worth for {first} − worth for {second})."
    )
    for said in telling.gates(assessed, names, (found.first, found.second)):
        yield f"Before any score counts: {said}"


def _part(part: WhyPart, names: Names) -> Iterator[str]:
    share = _of_gap(part.of_gap)
    weight = f"weight {sayings.percent(part.weight, 2)}"
    yield _line(
        names.capability(part.capability), f"{weight}  {_signed(part.points)}  {share}", indent="  "
    )
    yield from paragraphs(
        (_answer(answer, names) for answer in (part.first, part.second)), indent="    "
    )
    steps = [names.step(own.process, own.step) for own in part.steps if own.process]
    more = len(steps) - MOST_STEPS
    told = [*steps[:MOST_STEPS], f"{more} more"] if more > 0 else steps
    serves = f"serves {listed(told)}" if told else "weight set by the team; no step needs it"
    yield from paragraphs([serves], indent="    ")


def _answer(answer: Answer, names: Names) -> str:
    evidence = f", {answer.evidence}" if answer.evidence else ""
    name = names.vendor(answer.vendor)
    return f"{name}: {answer.mid:.2f} for {answer.code}{evidence}; {place_of(answer)}"


def _line(label: str, figures: str, indent: str = "") -> str:
    """Return a label at the left and figures at the right of the page."""
    room = min(page_width(), WIDEST) - len(figures) - len(indent) - 2
    label = shorten(label, max(room, NARROWEST))
    return f"{indent}{label}{' ' * (room - cells(label))}  {figures}".rstrip()


def _signed(points: float) -> str:
    return f"{'+' if points >= 0 else '−'}{abs(points):.4f}"


def _of_gap(share: float | None) -> str:
    said = sayings.UNKNOWN if share is None else f"{share * 100:.0f} % of gap"
    return f"{said.replace('-', '−'):>14}"
