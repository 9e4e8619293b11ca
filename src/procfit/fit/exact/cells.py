"""The answers worth clearing up: open gates of who leads, and the fewest answers that could end a lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from procfit.fit.exact.knowing import Knowing, worth_knowing
from procfit.fit.exact.race import Race
from procfit.fit.exact.turning import fewest_to_turn
from procfit.fit.gates import Gate
from procfit.model.vendor import Answer

__all__ = ["DecidingCell", "Worth", "Worths", "gate_cells", "score_cells", "worths_of"]


@dataclass(frozen=True, slots=True)
class Worth:
    """What knowing one answer is worth; see `Knowing`."""

    swing: float
    chance: float
    value: float
    doubt: float


@dataclass(frozen=True, slots=True)
class DecidingCell:
    """An answer worth clearing up: `swing` is how far it alone can move the lead, as a share of 1.

    `worth` is what knowing it is worth; None for a gate, which no points make up for.
    """

    answer: Answer
    weight: float
    swing: float
    why: Literal["gate", "score"]
    worth: Worth | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """What knowing each answer in a race is worth, by vendor and capability."""

    rows: Mapping[str, int]
    columns: Mapping[str, int]
    found: Knowing

    def of(self, vendor: str, capability: str) -> Worth | None:
        """Return what one answer is worth; None where it takes no part in the race."""
        if vendor not in self.rows or capability not in self.columns:
            return None
        place = self.rows[vendor], self.columns[capability]
        found = self.found
        return Worth(
            float(found.swing[place]),
            float(found.chance[place]),
            float(found.value[place]),
            float(found.doubt[place]),
        )


def worths_of(race: Race, leader: str) -> Worths:
    """Return what knowing each answer is worth while a vendor leads."""
    row = race.vendors.index(leader)
    return Worths(
        {name: number for number, name in enumerate(race.vendors)},
        {name: number for number, name in enumerate(race.capabilities)},
        worth_knowing(race.weights, race.low, race.mid, race.high, row),
    )


def gate_cells(
    weights: Mapping[str, float],
    answers: Mapping[str, Mapping[str, Answer]],
    open_gates: Iterable[tuple[str, Gate]],
) -> Iterator[DecidingCell]:
    """Yield the answers behind open gates."""
    for vendor, gate in open_gates:
        answer = answers[vendor][gate.capability]
        weight = weights.get(gate.capability, 0.0)
        yield DecidingCell(answer, weight, weight * (answer.high - answer.low), "gate")


def score_cells(
    race: Race, leader: str, answers: Mapping[str, Mapping[str, Answer]]
) -> list[DecidingCell]:
    """Return the fewest answers that, turning out at their worst or best, end the lead.

    Those most worth knowing come first.
    """
    row = race.vendors.index(leader)
    turn = fewest_to_turn(race.weights, race.low, race.mid, race.high, row)
    if turn is None:
        return []
    worths = worths_of(race, leader)
    cells = []
    for vendor, column in turn.cells:
        name, capability = race.vendors[vendor], race.capabilities[column]
        worth = worths.of(name, capability)
        weight, swing = float(race.weights[column]), worth.swing if worth else 0.0
        cells.append(DecidingCell(answers[name][capability], weight, swing, "score", worth))
    return sorted(cells, key=lambda cell: (-(cell.worth.value if cell.worth else 0.0), -cell.swing))
