"""The columns under a head: what each holds, and what it is good for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from procfit.formats.proposal.headers import Header
from procfit.formats.proposal.lines import Lines
from procfit.formats.proposal.vocabulary import Role, role_of

__all__ = ["Column", "choose_feature", "choose_group", "choose_id", "profile"]

LONG_TEXT = 60
FAIR = 3.0
"""What a column must score to be taken for that of the requirements."""

_NOT_FEATURE = frozenset({"id", "comment", "property", "answer", "vendor", "group"})


@dataclass(frozen=True)
class Column:
    """One column of a table: its head, and the texts in it by line."""

    slot: int
    head: str
    role: Role
    texts: Mapping[int, str]
    kinds: Counter[str] = field(default_factory=Counter)
    choices: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each text stands there."""
        return Counter(self.texts.values())

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return len(self.texts)

    @cached_property
    def mean_length(self) -> float:
        """The mean number of characters of what is filled in."""
        return sum(map(len, self.texts.values())) / self.filled if self.filled else 0.0

    @property
    def distinct_share(self) -> float:
        """How many different texts there are for each that is filled in."""
        return len(self.counts) / self.filled if self.filled else 0.0

    @property
    def text_share(self) -> float:
        """The share of what is filled in that is text."""
        return self.kinds["text"] / self.filled if self.filled else 0.0


def profile(
    lines: Lines, header: Header, numbers: Sequence[int], choices: Mapping[int, tuple[str, ...]]
) -> dict[int, Column]:
    """Return the columns of a table by slot.

    Parameters
    ----------
    lines
        The sheet.
    header
        The head of the table.
    numbers
        The lines of the table below it.
    choices
        The texts that a list offers, by slot.
    """
    texts: dict[int, dict[int, str]] = {slot: {} for slot in header.heads}
    kinds: dict[int, Counter[str]] = {slot: Counter() for slot in header.heads}
    for line in numbers:
        for slot, cell in lines.by_line[line].items():
            if not header.within[0] <= slot <= header.within[1]:
                continue
            texts.setdefault(slot, {})[line] = cell.text.strip()
            kinds.setdefault(slot, Counter())[cell.kind] += 1
    return {
        slot: Column(
            slot,
            header.heads.get(slot, ""),
            role_of(header.heads.get(slot, "")),
            texts[slot],
            kinds[slot],
            choices.get(slot, ()),
        )
        for slot in sorted(texts)
    }


def choose_feature(columns: Mapping[int, Column]) -> tuple[Column, str] | None:
    """Return the column of the requirements with the reason; None when no column can be."""
    if not columns:
        return None
    most = max(column.filled for column in columns.values())
    leftmost = next((slot for slot, column in columns.items() if column.text_share > 0.5), 0)

    def score(column: Column) -> float:
        if not column.filled:
            return 0.0
        words = 3.0 * (column.role == "feature") + 1.5 * (column.role == "description")
        is_other = column.role in _NOT_FEATURE and (
            column.role != "vendor" or column.distinct_share < 0.9
        )
        words -= 3.0 * is_other + 5.0 * (column.text_share < 0.5)
        shape = min(column.mean_length, LONG_TEXT) / LONG_TEXT + column.distinct_share
        return words + shape + 2 * column.filled / most + (column.slot == leftmost)

    best = max(columns.values(), key=lambda column: (score(column), -column.slot))
    if score(best) < FAIR:
        return None
    if best.role in ("feature", "description"):
        return best, f'its head "{_short(best.head)}" names requirements'
    return best, "it holds the most and the most different texts"


def choose_id(columns: Mapping[int, Column], rows: Sequence[int], taken: int) -> tuple[int, list[str]]:
    """Return the slot of the ids, 0 for none, with the reasons; values count for more than heads."""
    reasons = []
    named = [column for column in columns.values() if column.role == "id" and column.slot != taken]
    for column in named:
        if _identifies(column, rows, 0.8, 0.9):
            return column.slot, [f'ids: its head "{_short(column.head)}" says so, and each stands once']
        state = "is empty" if not column.filled else "does not tell rows apart"
        reasons.append(f'no ids under "{_short(column.head)}": it {state}')
    for column in columns.values():
        may_be = column.slot != taken and column.role not in ("answer", "comment")
        if may_be and _is_key(column, rows, column.slot < taken):
            return column.slot, [
                *reasons,
                f'ids: every row has another under "{_short(column.head)}"',
            ]
    return 0, reasons


def choose_group(
    columns: Mapping[int, Column], feature: Column, rows: Sequence[int], merged_down: set[int]
) -> tuple[int, str]:
    """Return the slot of the groups with the reason, 0 for none."""
    for column in columns.values():
        named = column.role == "group" and column.slot < feature.slot + 2 and column.slot != feature.slot
        if named and (column.filled or column.slot in merged_down):
            return column.slot, f'groups: its head "{_short(column.head)}" says so'
    for column in columns.values():
        left = column.slot < feature.slot and column.role in ("", "feature")
        if left and column.filled and column.filled <= len(rows) / 2 and column.text_share > 0.5:
            return (
                column.slot,
                "groups: it stands left of the requirements, on the first row of each block",
            )
    return 0, ""


def _identifies(column: Column, rows: Sequence[int], filled: float, distinct: float) -> bool:
    values = [column.texts[row] for row in rows if row in column.texts]
    return (
        bool(values)
        and len(values) >= filled * len(rows)
        and len(set(values)) >= distinct * len(values)
        and sum(map(len, values)) / len(values) <= LONG_TEXT
    )


def _is_key(column: Column, rows: Sequence[int], numbers: bool) -> bool:
    """Tell whether the values alone look like ids: one word with a figure, another in every row.

    Plain numbers may be ids only where `numbers` says so; elsewhere they are marks.
    """
    if len(rows) < 3 or column.kinds["date"] or not _identifies(column, rows, 0.9, 1.0):
        return False
    values = [column.texts[row] for row in rows if row in column.texts]
    if not numbers and all(map(str.isdecimal, values)):
        return False
    return all(
        len(value) <= 40 and not value.split()[1:] and any(map(str.isdigit, value)) and "/" not in value
        for value in values
    )


def _short(text: str, most: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
