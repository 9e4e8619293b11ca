"""Who offers a capability, found when somebody asks, so that nothing else reads a vendor's workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from procfit.model.vendor import Evaluation, EvaluatorScores, Row, Vendor

__all__ = ["Offers"]

Rows = Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True, eq=True)
class Offers(Mapping[str, tuple[str, ...]]):
    """Per capability some vendors that offer it as standard or by configuration.

    What the committee has agreed or scored is looked at first; `rows` reads the workbooks and is called
    only where that names nobody. Equal when made from the same answers.
    """

    vendors: Mapping[str, Vendor]
    scores: Mapping[str, EvaluatorScores]
    evaluation: Evaluation
    rows: Callable[[], Rows] = field(compare=False)
    _known: dict[str, tuple[str, ...] | None] = field(default_factory=dict, compare=False)

    __hash__ = None  # type: ignore[assignment]

    def __getitem__(self, capability: str) -> tuple[str, ...]:
        """Return the vendors; KeyError where none has answered."""
        if capability not in self._known:
            self._known[capability] = self._look_up(capability)
        found = self._known[capability]
        if found is None:
            raise KeyError(capability)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield the capabilities that a vendor has answered."""
        asked = {
            *(name for vendor in self.vendors.values() for name in (*vendor.links, *vendor.agreed)),
            *(name for each in self.scores.values() for given in each.scores.values() for name in given),
        }
        return (name for name in sorted(asked) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _look_up(self, capability: str) -> tuple[str, ...] | None:
        from procfit.fit.offers import offering

        settled = offering(capability, self.vendors, self.scores, self.evaluation)
        if settled or not any(vendor.links.get(capability) for vendor in self.vendors.values()):
            return settled
        return offering(capability, self.vendors, self.scores, self.evaluation, self.rows())
