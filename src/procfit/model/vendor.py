"""Vendors, the scale their answers are read on, and every answer with its origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

__all__ = [
    "BLANK",
    "NOT_APPLICABLE",
    "UNREADABLE",
    "Answer",
    "Code",
    "Counts",
    "Evaluation",
    "EvaluatorScores",
    "Evidence",
    "ExtraPrice",
    "Link",
    "LinkNote",
    "Linked",
    "Per",
    "Price",
    "Range",
    "Row",
    "Settled",
    "Table",
    "Vendor",
]

Layout = Literal["rows", "columns", "long", "code-columns"]
Evidence = Literal["claimed", "documented", "demonstrated", "reference"]
WeightBasis = Literal["importance", "importance-volume"]
Counts = Literal["worst", "best"]
Per = Literal["once", "year", "user-month"]
Range = tuple[float, float, float]
"""Least, usual and most."""

BLANK = "blank"
NOT_APPLICABLE = "not-applicable"
UNREADABLE = "unreadable"
SILENCES = frozenset({BLANK, NOT_APPLICABLE, UNREADABLE})
"""The codes that are no answer."""


@dataclass(frozen=True, slots=True)
class Code:
    """One mark of the answer scale: what it is worth (0-1), what closing the gap takes (days).

    `meaning` tells vendors when to choose it.
    """

    id: str
    utility: Range
    effort_days: Range | None = None
    answers: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The rules of the game, declared before anyone scores (``vendors/evaluation.toml``)."""

    weight_basis: WeightBasis = "importance"
    horizon_years: float = 5.0
    discount_rate: float = 0.06
    day_rate: Range | None = None
    benefit_reached: Range | None = None
    undecided_below: float = 0.7
    kappa: float = 20.0
    evaluators: tuple[str, ...] = ()
    must_codes: tuple[str, ...] = ("standard", "configuration", "third-party")
    codes: Mapping[str, Code] = field(default_factory=dict)
    evidence: Mapping[str, float] = field(default_factory=dict)
    not_applicable: Mapping[str, str] = field(default_factory=dict)
    evaluator_weights: Mapping[str, float] = field(default_factory=dict)

    def counts(self, evaluator: str) -> float:
        """Return how much an evaluator counts in the mean of all; 1 unless it is declared."""
        return self.evaluator_weights.get(evaluator, 1.0)


@dataclass(frozen=True, slots=True)
class ExtraPrice:
    """What one capability costs on top of the offer, and the cell where the vendor said so."""

    capability: str
    amount: Range
    per: Per
    file: str = ""
    sheet: str = ""
    cell: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What a vendor costs, as ranges in the workspace currency."""

    licence_per_user_month: Range | None = None
    users: float | None = None
    implementation: Range | None = None
    run_per_year: Range | None = None
    extra: tuple[ExtraPrice, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Where a vendor's answers stand in a workbook, as a person confirmed it.

    Columns are spreadsheet letters and rows are numbered from 1 as the spreadsheet shows them. In
    layout ``columns`` (transposed) `header` is a column and `id`, `group`, `feature`, `answer`, `comment`
    and `proof` are row numbers. In ``code-columns`` `answers` names one column per code. With `fill` an
    answer cell without text is read by the color that fills it. `stale` names the
    rows whose answer changed after their evidence was confirmed; they count as claimed.
    """

    file: str
    sheet: str = ""
    layout: Layout = "rows"
    header: str = ""
    first: str = ""
    last: str = ""
    id: str = ""
    group: str = ""
    feature: str = ""
    answer: str = ""
    comment: str = ""
    proof: str = ""
    vendor: str = ""
    vendor_name: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    blank: str = ""
    fill: bool = False
    evidence: Evidence = "claimed"
    stale: tuple[str, ...] = ()
    sha256: str = ""
    confirmed_by: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A workbook row that answers a capability: by its id, and by its text should the id move."""

    row: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class LinkNote:
    """Who linked a capability to its rows, when, and which of several rows counts: the worst by default."""

    counts: Counts | None = None
    by: str = ""
    reason: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """The rows that answer a capability and who said so, as they stand together in a vendor's file."""

    rows: tuple[Link, ...] = ()
    counts: Counts | None = None
    by: str = ""
    reason: str = ""
    date: date | None = None

    @property
    def note(self) -> LinkNote:
        """What is said about the link."""
        return LinkNote(self.counts, self.by, self.reason, self.date)

    @classmethod
    def of(cls, rows: Sequence[Link], note: LinkNote | None = None) -> Linked:
        """Return rows with what is said about their link."""
        said = note or LinkNote()
        return cls(tuple(rows), said.counts, said.by, said.reason, said.date)


@dataclass(frozen=True, slots=True)
class Settled:
    """An answer that people gave: one evaluator, or the whole committee.

    `stale` says how the vendor's own answer changed since; the evidence then counts as claimed.
    """

    code: str
    evidence: Evidence | None = None
    by: str = ""
    reason: str = ""
    note: str = ""
    date: date | None = None
    stale: str = ""


@dataclass(frozen=True)
class Vendor:
    """One vendor's file."""

    id: str
    name: str
    price: Price = field(default_factory=Price)
    tables: tuple[Table, ...] = ()
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    agreed: Mapping[str, Settled] = field(default_factory=dict)
    link_notes: Mapping[str, LinkNote] = field(default_factory=dict)

    @property
    def linked(self) -> dict[str, Linked]:
        """The links with what is said about each."""
        return {name: Linked.of(rows, self.link_notes.get(name)) for name, rows in self.links.items()}


@dataclass(frozen=True, slots=True)
class EvaluatorScores:
    """One evaluator's own answers: vendor id -> capability id -> answer."""

    evaluator: str
    scores: Mapping[str, Mapping[str, Settled]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row read from a vendor's workbook, linked to a capability or not.

    `row` is the id cell's text, else ``sheet!number``. `code` is a code of the scale, ``blank`` or
    ``unreadable``; `rule` says in words how the raw text became the code. `confirmed_by` and `date` tell
    who confirmed where it is read from, and when. `proof` is what the vendor offers to prove it with; until
    somebody has looked it proves nothing.
    """

    row: str
    text: str
    raw: str
    code: str
    file: str
    sheet: str
    cell: str
    group: str = ""
    comment: str = ""
    evidence: Evidence = "claimed"
    rule: str = ""
    confirmed_by: str = ""
    date: date | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one vendor offers for one capability, as an interval, with its whole origin.

    `low`, `mid` and `high` are utilities from 0 to 1; `mid` of a blank is only a drawing point.
    `used` names the source that counts: ``agreed``, ``evaluators``, ``workbook`` or ``none``;
    `confirmed_by` and `date` tell who stands for it, and since when.
    """

    vendor: str
    capability: str
    code: str
    low: float
    mid: float
    high: float
    used: str
    raw: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    text: str = ""
    comment: str = ""
    evidence: Evidence | None = None
    rule: str = ""
    confirmed_by: str = ""
    evaluators: Mapping[str, str] = field(default_factory=dict)
    searched: bool = False
    date: date | None = None
    proof: str = ""
