"""Which rows of a vendor's workbook may answer which capability, for a person to confirm once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from procfit.fit.answers import RowIndex
from procfit.matching.ranking import Requirement, rank_rows, requirement_of
from procfit.matching.stems import work_key
from procfit.model.capability import Capability
from procfit.model.text import item_key, unsafe_at
from procfit.model.vendor import Link, Row, Vendor

__all__ = [
    "Candidate",
    "Proposal",
    "clear_links",
    "learned_wording",
    "link_to",
    "propose_links",
    "rows_like",
    "with_answers",
    "wording_of",
]

LONGEST_WORDING = 500


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may answer a capability, or does.

    `score` compares the rows of one capability and is no probability; it is None for a linked row that
    the words do not suggest. `answers` names the capabilities that the row is linked to.
    """

    row: Row
    score: float | None
    why: str
    answers: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "row": self.row.row,
            "text": self.row.text,
            "score": self.score,
            "why": self.why,
            "group": self.row.group,
            "file": self.row.file,
            "sheet": self.row.sheet,
            "cell": self.row.cell,
            "proof": self.row.proof,
            "answers": list(self.answers),
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """What there is to say about one capability and one vendor.

    Attributes
    ----------
    confirmed
        Whether a person has linked the capability already, be it to no row.
    candidates
        The linked rows where it is confirmed, else the likeliest ones.
    lost
        Links whose row is no longer in the workbook.
    """

    vendor: str
    capability: str
    candidates: tuple[Candidate, ...]
    confirmed: bool
    lost: tuple[Link, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values; rows that are lost have no place."""
        lost = (Candidate(_lost(link), None, "no longer in the workbook") for link in self.lost)
        return {
            "vendor": self.vendor,
            "capability": self.capability,
            "rows": [found.to_dict() for found in (*self.candidates, *lost)],
            "confirmed": self.confirmed,
        }


def propose_links(
    vendor: Vendor,
    rows: Sequence[Row],
    capabilities: Mapping[str, Capability],
    language: str = "en",
    most: int = 5,
) -> tuple[Proposal, ...]:
    """Return for each capability the rows linked to it, or the likeliest ones, in the order given.

    Parameters
    ----------
    vendor
        The vendor with its links.
    rows
        What was read from its workbooks.
    capabilities
        What is looked for; given together, since each also tells which words are common.
    language
        The language of the texts.
    most
        How many rows at most for a capability that nobody has linked.
    """
    ranked = _ranked([requirement_of(each) for each in capabilities.values()], rows, language, most)
    links = _Links(vendor, rows)
    return tuple(links.proposal(name, ranked[name]) for name in capabilities)


def with_answers(proposal: Proposal, vendor: Vendor, rows: Sequence[Row]) -> Proposal:
    """Return a proposal with what its rows answer by now, after other capabilities were linked."""
    answers = RowIndex.of(rows).linked(vendor.links)
    found = (replace(each, answers=tuple(answers.get(each.row, ()))) for each in proposal.candidates)
    return replace(proposal, candidates=tuple(found))


def rows_like(
    text: str, rows: Sequence[Row], language: str = "en", most: int = 5
) -> tuple[Candidate, ...]:
    """Return the rows that look most like a text, likeliest first."""
    found = _ranked([Requirement("", text)], rows, language, most)[""]
    return tuple(Candidate(row, score, why) for row, score, why in found)


def _ranked(
    requirements: Sequence[Requirement], rows: Sequence[Row], language: str, most: int
) -> dict[str, list[tuple[Row, float, str]]]:
    """Return the likeliest rows; ids may be there twice, so rows are told apart by their place."""
    texts = {str(number): row.text for number, row in enumerate(rows)}
    return {
        name: [(rows[int(each.row)], each.score, each.why) for each in found]
        for name, found in rank_rows(requirements, texts, language, most).items()
    }


class _Links:
    """A vendor's links, found again in its rows."""

    def __init__(self, vendor: Vendor, rows: Sequence[Row]) -> None:
        self._vendor = vendor
        self._index = RowIndex.of(rows)
        self._answers = self._index.linked(vendor.links)

    def proposal(self, capability: str, ranked: Sequence[tuple[Row, float, str]]) -> Proposal:
        """Return the proposal for one capability."""
        links = self._vendor.links.get(capability)
        if links is None:
            likely = tuple(self._candidate(row, score, why) for row, score, why in ranked)
            return Proposal(self._vendor.id, capability, likely, confirmed=False)
        known = {row: (score, why) for row, score, why in ranked}
        found = {link: self._index.find(link) for link in links}
        return Proposal(
            self._vendor.id,
            capability,
            tuple(
                self._candidate(row, *known.get(row, (None, "linked")))
                for row in found.values()
                if row is not None
            ),
            confirmed=True,
            lost=tuple(link for link, row in found.items() if row is None),
        )

    def _candidate(self, row: Row, score: float | None, why: str) -> Candidate:
        return Candidate(row, score, why, tuple(self._answers.get(row, ())))


def clear_links(
    proposals: Collection[Proposal], rows: Sequence[Row], least: float
) -> dict[str, tuple[Link, ...]]:
    """Return the links to the likeliest rows of those capabilities that nobody has linked.

    Only a row whose score reaches `least`, and is ahead of every other one, is clear: where two rows look
    alike, a person decides.
    """
    return {each.capability: (link_to(row, rows),) for each, row in _clear(proposals, least)}


def _clear(proposals: Collection[Proposal], least: float) -> Iterator[tuple[Proposal, Row]]:
    for each in proposals:
        if each.confirmed or not each.candidates:
            continue
        scores = [found.score or 0.0 for found in each.candidates]
        if scores[0] >= least and scores.count(scores[0]) == 1:
            yield each, each.candidates[0].row


def link_to(row: Row, rows: Sequence[Row]) -> Link:
    """Return a link that finds a row again among those it was read with.

    Where another sheet has the same wording under the same id, the link names the sheet too.
    """
    wording = item_key(row.text)
    alike = (each for each in rows if each.row == row.row and item_key(each.text) == wording)
    is_alone = all(each.sheet == row.sheet for each in alike)
    return Link(row.row if is_alone else f"{row.sheet}!{row.row}", row.text)


def wording_of(link: Link) -> str:
    """Return the wording of a linked row on one line, as it is learned."""
    return " ".join(link.text.split())


def learned_wording(
    capability: Capability, links: Sequence[Link], others: Mapping[str, Sequence[Link]], language: str
) -> str:
    """Return the wording of a row that means just what the capability does, or the empty string.

    One of several rows, or a row that answers other capabilities too, is no other name for this one;
    and a wording that is known already needs no learning.

    Parameters
    ----------
    capability
        The capability.
    links
        The rows that a person named for it.
    others
        The vendor's links of all capabilities.
    language
        The language of the texts.
    """
    if len(links) != 1 or not links[0].text.strip():
        return ""
    (link,) = links
    shared = any(link in found for name, found in others.items() if name != capability.id)
    wording = wording_of(link)
    known = {work_key(text, language) for text in (capability.name, *capability.same_as)}
    if shared or len(wording) > LONGEST_WORDING or unsafe_at(wording) is not None:
        return ""
    return "" if work_key(wording, language) in known else wording


def _lost(link: Link) -> Row:
    return Row(link.row, link.text, raw="", code="", file="", sheet="", cell="")
