"""Which columns of a table hold answers, and whose."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from procfit.formats.grid import Cell, column_letters
from procfit.formats.proposal.codes import CodeBook
from procfit.formats.proposal.columns import Column
from procfit.formats.proposal.vocabulary import meaning_of
from procfit.formats.response_codes import is_tick
from procfit.model.text import item_key

__all__ = ["Answering", "choose_answers", "tick_columns"]

MOSTLY = 0.5
PARTLY = 0.25
"""Where several columns without a telling head hold this share of codes, each is a vendor's."""

_STEM = re.compile(r"[\W\d_]+|\b\w\b")


@dataclass(frozen=True)
class Answering:
    """The answer columns found, with the reasons.

    `words` tells that they hold words and no codes, `fill` that cells without text are read by their color,
    `is_wished` that a person named them.
    """

    columns: tuple[Column, ...] = ()
    code_slots: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    words: bool = False
    fill: bool = False
    is_wished: bool = False


def choose_answers(
    columns: Mapping[int, Column],
    feature: int,
    taken: Collection[int],
    book: CodeBook,
    agreed: Collection[str] = (),
) -> Answering:
    """Return the columns that hold answers.

    Parameters
    ----------
    columns
        The columns of the table by slot.
    feature
        The slot of the requirements.
    taken
        The slots that hold ids, groups and the like.
    book
        What texts mean.
    agreed
        Heads of columns that hold answers on another sheet of the workbook.
    """
    free = [column for slot, column in columns.items() if slot != feature and slot not in taken]
    right = [column for column in free if column.slot > feature]
    ticked = tick_columns(right, book)
    if ticked:
        names = ", ".join(f"{column_letters(slot)} {code}" for code, slot in ticked.items())
        reason = f"one column per code, ticked: {names}"
        chosen = tuple(column for column in right if column.slot in ticked.values())
        return Answering(chosen, ticked, (reason,))
    found = _evident(free, right, book, agreed)
    if found:
        chosen = _with_siblings(right, found)
        return Answering(chosen, reasons=tuple(dict.fromkeys(found.values())))
    vendors = [column for column in right if column.role in ("", "vendor") and column.head]
    others = [column for column in right if column.role not in ("property", "comment", "vendor", "")]
    if len(vendors) >= 2 and not others and _all_filled(vendors):
        reason = (
            "every column right of the requirements has a name for a head and is filled: one per vendor"
        )
        return Answering(tuple(vendors), reasons=(reason,), words=True)
    return Answering(reasons=("no column of answers was found: this is a list of requirements",))


def tick_columns(columns: Collection[Column], book: CodeBook) -> dict[str, int]:
    """Return the column of each code where a sheet has one per code, ticked; empty where it has not."""
    meant = {column.slot: book.code(column.head) or meaning_of(column.head) for column in columns}
    ticked = [
        column
        for column in columns
        if meant[column.slot] and column.role not in ("comment", "id") and _is_ticked(column)
    ]
    by_code = {meant[column.slot]: column.slot for column in ticked}
    used = sum(column.filled > 0 for column in ticked)
    return by_code if len(by_code) >= 2 and len(by_code) == len(ticked) and used else {}


def _is_ticked(column: Column) -> bool:
    marks = sum(count for text, count in column.counts.items() if is_tick(Cell(text)) is not None)
    return marks >= 0.9 * column.filled


def _evident(
    free: list[Column], right: list[Column], book: CodeBook, agreed: Collection[str]
) -> dict[int, str]:
    """Return the slots that hold answers by their head, their list or their texts, with the reason."""
    found: dict[int, str] = {}
    shares = {column.slot: _known_share(column, book) for column in free}
    beside = {column.slot for column in right}
    has_heads = any(column.head for column in free)
    for column in free:
        head = " ".join(column.head.split())
        if column.role in ("comment", "property", "group", "id", "description") or (
            has_heads and not head
        ):
            continue
        if column.role == "answer" and column.mean_length <= 80:
            found[column.slot] = f'answers: the head "{head[:40]}" says so'
        elif column.slot in beside and column.choices:
            found[column.slot] = f'answers under "{head[:40]}": the cells choose from a list'
        elif column.slot in beside and shares[column.slot] >= MOSTLY:
            found[column.slot] = (
                f'answers under "{head[:40]}": {shares[column.slot]:.0%} are known codes'
            )
        elif column.slot in beside and item_key(head) in agreed:
            found[column.slot] = f'answers under "{head[:40]}": as on the other sheets'
    named = [column for column in right if column.role in ("", "vendor", "feature") and column.head]
    coded = [column for column in named if shares[column.slot] >= PARTLY]
    if len(coded) >= 2:
        found |= {
            column.slot: f'answers under "{column.head[:40]}": {shares[column.slot]:.0%} are known codes'
            for column in coded
            if column.slot not in found
        }
    return found


def _known_share(column: Column, book: CodeBook) -> float:
    if not column.filled:
        return 0.0
    return sum(count for text, count in column.counts.items() if book.code(text)) / column.filled


def _with_siblings(right: list[Column], found: Mapping[int, str]) -> tuple[Column, ...]:
    """Return the found columns with those of like names, and those between them without a role."""
    kept = [column for column in right if column.slot in found]
    stems = {_stem(column.head) for column in kept} - {""}
    unnamed = [column for column in kept if column.role in ("", "vendor")]
    first, last = (unnamed[0].slot, unnamed[-1].slot) if len(unnamed) > 1 else (1, 0)
    chosen = [
        column
        for column in right
        if column.slot in found
        or (
            (column.role in ("", "vendor") and column.head)
            and (_stem(column.head) in stems or first <= column.slot <= last)
        )
    ]
    return tuple(chosen) or tuple(kept)


def _stem(head: str) -> str:
    return " ".join(_STEM.sub(" ", item_key(head)).split())


def _all_filled(columns: list[Column]) -> bool:
    most = max(column.filled for column in columns)
    return all(column.filled >= most / 2 for column in columns) and most > 1
