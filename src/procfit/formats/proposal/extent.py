"""Where a table's rows begin and end: without instructions above, headings between and sums below."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from procfit.formats.proposal.codes import CodeBook
from procfit.formats.proposal.columns import Column
from procfit.formats.proposal.vocabulary import is_instruction, is_total

__all__ = ["Extent", "extent_of", "headings_in", "without_instructions"]

FIRST_LINES = 4
GAP = 2
"""More empty lines than this part what follows from the table."""

MOST_HEADINGS = 0.4


@dataclass(frozen=True, slots=True)
class Extent:
    """The lines that hold a requirement, and why others were left out."""

    lines: tuple[int, ...]
    headings: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


def without_instructions(
    numbers: Sequence[int], texts: Mapping[int, Mapping[int, str]], codes: CodeBook
) -> tuple[list[int], list[str]]:
    """Return the lines of a table without those that explain its columns, with the reasons."""
    left = []
    for line in numbers[:FIRST_LINES]:
        said = list(texts[line].values())
        told = sum(map(is_instruction, said))
        if len(said) < 2 or told < max(1, len(said) / 4):
            break
        if any(len(text) < 20 and codes.listed(text) for text in said[1:]) and told < len(said) / 2:
            break
        left.append(line)
    reasons = [f"line {line} explains the columns and is no requirement" for line in left]
    return list(numbers[len(left) :]), reasons


def extent_of(
    feature: Column,
    answers: Collection[Column],
    others: Mapping[int, Mapping[int, str]],
    codes: CodeBook,
) -> Extent:
    """Return the lines of a table that hold requirements.

    Parameters
    ----------
    feature
        The column of the requirements.
    answers
        The columns of the answers.
    others
        All texts of the table by line and slot.
    codes
        What texts mean.
    """
    lines = sorted(feature.texts)
    lines, reasons = _without_sums(lines, feature, answers, others, codes)
    return Extent(tuple(lines), reasons=tuple(reasons))


def headings_in(
    lines: Sequence[int], answers: Collection[Column], others: Mapping[int, Mapping[int, str]]
) -> tuple[int, ...]:
    """Return the lines that are headings, in a table whose groups stand among its requirements.

    They say nothing else, one of them comes first, and all other lines are answered.
    """
    alone = [line for line in lines if len(others[line]) == 1]
    if not alone or not answers or alone[0] != lines[0] or len(alone) > MOST_HEADINGS * len(lines):
        return ()
    answered = sum(any(line in column.texts for column in answers) for line in lines)
    return tuple(alone) if answered >= 0.9 * (len(lines) - len(alone)) else ()


def _without_sums(
    lines: list[int],
    feature: Column,
    answers: Collection[Column],
    others: Mapping[int, Mapping[int, str]],
    codes: CodeBook,
) -> tuple[list[int], list[str]]:
    """Return the lines without the sums and remarks below the table."""
    kept = list(lines)
    block = _last_block(kept)
    if 0 < len(block) < len(kept) / 4 and _holds_sums(block, answers, others, codes):
        kept = kept[: -len(block)]
    while (
        len(kept) > 1
        and is_total(feature.texts[kept[-1]])
        and not _is_answered(kept[-1], answers, codes)
    ):
        kept.pop()
    cut = lines[len(kept) :]
    if not cut:
        return kept, []
    shown = f"line {cut[0]}" if len(cut) == 1 else f"lines {cut[0]} to {cut[-1]}"
    return kept, [f"{shown} below the table hold sums, not requirements"]


def _holds_sums(
    block: Sequence[int],
    answers: Collection[Column],
    others: Mapping[int, Mapping[int, str]],
    codes: CodeBook,
) -> bool:
    if any(_is_answered(line, answers, codes) for line in block):
        return False
    named = any(is_total(text) for line in block for text in others[line].values())
    return named or _is_numeric(block, answers)


def _last_block(lines: Sequence[int]) -> list[int]:
    """Return the lines behind the last gap."""
    for index in range(len(lines) - 1, 0, -1):
        if lines[index] - lines[index - 1] > GAP + 1:
            return list(lines[index:])
    return []


def _is_numeric(block: Sequence[int], answers: Collection[Column]) -> bool:
    values = [column.texts[line] for column in answers for line in block if line in column.texts]
    others = [text for column in answers for line, text in column.texts.items() if line < block[0]]
    return bool(values) and all(map(_is_number, values)) and not any(map(_is_number, others[:50]))


def _is_answered(line: int, answers: Collection[Column], codes: CodeBook) -> bool:
    return any(codes.code(column.texts.get(line, "")) for column in answers)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("%", "").isdigit()
