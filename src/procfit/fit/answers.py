"""The answer that counts for each vendor and capability: agreed, else scored, else the workbook's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from procfit.model.text import item_key
from procfit.model.vendor import (
    BLANK,
    NOT_APPLICABLE,
    SILENCES,
    UNREADABLE,
    Answer,
    Evaluation,
    EvaluatorScores,
    Evidence,
    Link,
    LinkNote,
    Range,
    Row,
    Settled,
    Vendor,
)

__all__ = [
    "ANYTHING",
    "RowIndex",
    "answers_of",
    "as_scored",
    "decision",
    "is_silent",
    "linked_rows",
    "utility_range",
]

ANYTHING: Range = (0.0, 0.5, 1.0)
"""What a silence may be worth; the middle is only where it is drawn."""


def is_silent(answer: Answer) -> bool:
    """Tell whether nothing was answered: blank, unreadable, or not applicable."""
    return answer.code in SILENCES


def utility_range(code: str, evidence: Evidence | None, evaluation: Evaluation) -> Range:
    """Return least, usual and most utility of a code, as well as it is proven.

    The least is what the code may be worth at worst, or the usual utility times the evidence share
    if that is lower: evidence makes an answer wider, it never multiplies it.
    """
    if code in SILENCES or code not in evaluation.codes:
        return ANYTHING
    least, usual, most = evaluation.codes[code].utility
    share = evaluation.evidence.get(evidence or "claimed", 1.0)
    return min(least, usual * share), usual, most


def answers_of(
    vendor: Vendor,
    rows: Sequence[Row],
    scores: Mapping[str, EvaluatorScores],
    evaluation: Evaluation,
    capabilities: Iterable[str],
) -> dict[str, Answer]:
    """Return the vendor's answer for every capability, each with its whole origin.

    Parameters
    ----------
    vendor
        Its links and what was agreed.
    rows
        What was read from its workbooks.
    scores
        The evaluators that count, by name.
    evaluation
        The answer scale.
    capabilities
        The capability ids to answer.
    """
    index = RowIndex.of(rows)
    return {
        capability: _answer(vendor, capability, index, scores, evaluation) for capability in capabilities
    }


def linked_rows(links: Iterable[Link], rows: Sequence[Row]) -> list[Row]:
    """Return the rows that links mean: by id, and by wording where the id moved or is there twice."""
    index = RowIndex.of(rows)
    return [row for link in links if (row := index.find(link)) is not None]


@dataclass(frozen=True, slots=True)
class RowIndex:
    """Rows by id, by id with the sheet before it, and by wording."""

    by_id: Mapping[str, list[Row]]
    by_text: Mapping[str, list[Row]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> RowIndex:
        """Return the index of the rows of a vendor."""
        by_id: dict[str, list[Row]] = defaultdict(list)
        by_text: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_id[row.row].append(row)
            by_id[f"{row.sheet}!{row.row}"].append(row)
            by_text[item_key(row.text)].append(row)
        return cls(by_id, by_text)

    def linked(self, links: Mapping[str, Sequence[Link]]) -> dict[Row, list[str]]:
        """Return the rows that are linked, each with the capabilities that it answers."""
        found: dict[Row, list[str]] = {}
        for capability, own in links.items():
            for row in filter(None, map(self.find, own)):
                found.setdefault(row, []).append(capability)
        return found

    def find(self, link: Link) -> Row | None:
        """Return the row that a link means, or None where it is no longer there."""
        same_id = self.by_id.get(link.row, [])
        wording = item_key(link.text)
        if not wording:
            return same_id[0] if same_id else None
        for row in same_id:
            if item_key(row.text) == wording:
                return row
        moved = self.by_text.get(wording, [])
        if len(moved) == 1:
            return moved[0]
        # A row without an id of its own is named by its place, where another may stand by now.
        return same_id[0] if same_id and not _is_place(same_id[0]) else None


def _is_place(row: Row) -> bool:
    return row.row.startswith(f"{row.sheet}!")


def _answer(
    vendor: Vendor,
    capability: str,
    index: RowIndex,
    scores: Mapping[str, EvaluatorScores],
    evaluation: Evaluation,
) -> Answer:
    given = {
        name: settled
        for name, file in scores.items()
        if (settled := file.scores.get(vendor.id, {}).get(capability)) is not None
    }
    answer = replace(
        _from_workbook(vendor, capability, index, evaluation), evaluators=_said(given, evaluation)
    )
    if capability in evaluation.not_applicable:
        why = f"the buyer leaves it out: {evaluation.not_applicable[capability]}"
        return _with_range(replace(answer, code=NOT_APPLICABLE, used="none", rule=why), ANYTHING)
    agreed = vendor.agreed.get(capability)
    if agreed is not None:
        return _agreed(answer, agreed, evaluation)
    return _evaluated(answer, given, evaluation) if given else answer


def as_scored(answer: Answer, given: Mapping[str, Settled], evaluation: Evaluation) -> Answer:
    """Return an answer with what evaluators together say in its place, or as it is where nobody does.

    Only what it is worth and who said what are theirs; where it stands and how it was read are left.

    Parameters
    ----------
    answer
        What counts without them.
    given
        Their own answers by evaluator.
    evaluation
        The answer scale, and how much each of them counts.
    """
    if not given:
        return answer
    worst, (low, mid, high) = _together(given, evaluation)
    said = _said(given, evaluation)
    return replace(
        answer, code=said[worst], low=low, mid=mid, high=high, used="evaluators", evaluators=said
    )


def _together(given: Mapping[str, Settled], evaluation: Evaluation) -> tuple[str, Range]:
    """Return who scored worst, and what all say: the mean, from the least to the most of any of them.

    In the mean each evaluator counts as much as the evaluation says.
    """
    ranges = {
        name: utility_range(settled.code, settled.evidence, evaluation)
        for name, settled in given.items()
    }
    lows, mids, highs = zip(*ranges.values(), strict=True)
    counts = [evaluation.counts(name) for name in ranges]
    mean = sum(count * mid for count, mid in zip(counts, mids, strict=True)) / sum(counts)
    # Rounding must not carry the mean of equal answers out of their interval.
    mean = min(max(mean, min(mids)), max(mids))
    return min(given, key=lambda name: ranges[name][1]), (min(lows), mean, max(highs))


def _said(given: Mapping[str, Settled], evaluation: Evaluation) -> dict[str, str]:
    return {name: _on_scale(settled.code, evaluation) for name, settled in given.items()}


def _agreed(answer: Answer, agreed: Settled, evaluation: Evaluation) -> Answer:
    evidence = "claimed" if agreed.stale else agreed.evidence or "claimed"
    settled = replace(
        answer,
        code=_on_scale(agreed.code, evaluation),
        used="agreed",
        evidence=evidence,
        rule=_sentence(f"agreed{_off_scale(agreed.code, evaluation)}", _reason(agreed)),
        confirmed_by=agreed.by or "committee",
        date=agreed.date,
    )
    return _with_range(settled, utility_range(agreed.code, evidence, evaluation))


def _reason(agreed: Settled) -> str:
    stale = f"its evidence is stale: {agreed.stale}" if agreed.stale else ""
    return "; ".join(filter(None, (agreed.reason, stale)))


def _evaluated(answer: Answer, given: Mapping[str, Settled], evaluation: Evaluation) -> Answer:
    """Combine the evaluators: mean of the utilities, interval from the least to the most."""
    worst, span = _together(given, evaluation)
    said = ", ".join(
        f"{name} {settled.code}{_off_scale(settled.code, evaluation)}{_counting(name, evaluation)}"
        for name, settled in given.items()
    )
    weakest = min(
        (given[name].evidence or "claimed" for name in given if answer.evaluators[name] not in SILENCES),
        key=lambda evidence: evaluation.evidence.get(evidence, 1.0),
        default=None,
    )
    combined = replace(
        answer,
        code=answer.evaluators[worst],
        used="evaluators",
        evidence=weakest,
        rule=f"scored by {said}",
        confirmed_by=", ".join(given),
        date=max((settled.date for settled in given.values() if settled.date), default=None),
    )
    return _with_range(combined, span)


def _counting(name: str, evaluation: Evaluation) -> str:
    """Return a remark on an evaluator who counts more or less than the others, or nothing."""
    counts = evaluation.counts(name)
    return "" if counts == 1 else f" (counts {counts:g})"


def _from_workbook(vendor: Vendor, capability: str, index: RowIndex, evaluation: Evaluation) -> Answer:
    blank = Answer(vendor.id, capability, BLANK, *ANYTHING, used="none")
    links = vendor.links.get(capability)
    if links is None:
        return replace(blank, rule="no row was looked for yet")
    if not links:
        return replace(blank, rule="looked for in the workbook, there is no such row", searched=True)
    found = [index.find(link) or _lost(link) for link in links]
    if all(not row.file for row in found):
        names = ", ".join(row.row for row in found)
        return replace(blank, rule=f"row {names} is not in the workbook", searched=True)
    note = vendor.link_notes.get(capability, LinkNote())
    counting, span = (_best if note.counts == "best" else _worst)(found, evaluation)
    answer = replace(
        blank,
        code=_on_scale(counting.code, evaluation),
        used="workbook",
        raw=counting.raw,
        file=counting.file,
        sheet=counting.sheet,
        cell=counting.cell,
        text=counting.text,
        comment=counting.comment,
        evidence=counting.evidence,
        rule=_rule(found, note, f"{counting.rule}{_off_scale(counting.code, evaluation)}"),
        confirmed_by=counting.confirmed_by,
        proof=counting.proof,
        date=counting.date,
        searched=True,
    )
    return _with_range(answer, span)


def _rule(rows: Sequence[Row], note: LinkNote, rule: str) -> str:
    """Return how the answer was read, which of several rows counts, and who decided that."""
    if len(rows) == 1:
        return rule
    silent = sum(row.code in SILENCES for row in rows) if note.counts == "best" else 0
    open_rows = f" ({silent} without an answer)" if 0 < silent < len(rows) else ""
    decided = f", {decision(note)}" if note.counts else ""
    return f"{note.counts or 'worst'} of {len(rows)} rows{open_rows}: {rule}{decided}"


def decision(note: LinkNote) -> str:
    """Return who decided which of several rows counts, when, and why.

    Examples
    --------
    >>> decision(LinkNote("best", "Ana", "two modules do it"))
    'as Ana decided: two modules do it'
    """
    when = f" on {note.date}" if note.date else ""
    return _sentence(f"as {note.by or 'the committee'} decided{when}", note.reason)


def _lost(link: Link) -> Row:
    """Return a blank row in place of one that is no longer in the workbook."""
    rule = f"row {link.row} is not in the workbook"
    return Row(link.row, link.text, "", BLANK, file="", sheet="", cell="", rule=rule)


def _worst(rows: Sequence[Row], evaluation: Evaluation) -> tuple[Row, Range]:
    """Return the row worth least, and the range of the least of all."""
    ranges = [utility_range(row.code, row.evidence, evaluation) for row in rows]
    least = min(range(len(rows)), key=lambda number: ranges[number][1])
    lows, mids, highs = zip(*ranges, strict=True)
    return rows[least], (min(lows), min(mids), min(highs))


def _best(rows: Sequence[Row], evaluation: Evaluation) -> tuple[Row, Range]:
    """Return the answered row worth most, and the range of the most of all.

    A row without an answer may turn out better than all others, so the range reaches as far as it does.
    """
    answered = [row for row in rows if row.code not in SILENCES] or list(rows)
    usual = {row: utility_range(row.code, row.evidence, evaluation)[1] for row in answered}
    best = max(answered, key=usual.__getitem__)
    lows, _, highs = zip(
        *(utility_range(row.code, row.evidence, evaluation) for row in rows), strict=True
    )
    return best, (max(lows), usual[best], max(highs))


def _with_range(answer: Answer, span: Range) -> Answer:
    evidence = None if is_silent(answer) else answer.evidence
    return replace(answer, low=span[0], mid=span[1], high=span[2], evidence=evidence)


def _on_scale(code: str, evaluation: Evaluation) -> str:
    return code if code in evaluation.codes or code in SILENCES else UNREADABLE


def _off_scale(code: str, evaluation: Evaluation) -> str:
    """Return a remark on a code that the scale does not know, or nothing."""
    return "" if _on_scale(code, evaluation) == code else f' ("{code}" is not on the scale)'


def _sentence(word: str, reason: str) -> str:
    return f"{word}: {reason}" if reason else word
