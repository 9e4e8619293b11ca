"""One table of a sheet, proposed from its head down."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from procfit.formats.grid import Grid, Workbook, column_number
from procfit.formats.proposal.answering import Answering, choose_answers
from procfit.formats.proposal.codes import CodeBook, Dictionary
from procfit.formats.proposal.colors import by_color
from procfit.formats.proposal.columns import Column, choose_feature, choose_group, choose_id, profile
from procfit.formats.proposal.extent import Extent, extent_of, headings_in, without_instructions
from procfit.formats.proposal.headers import Header
from procfit.formats.proposal.legends import choices_of
from procfit.formats.proposal.lines import Lines
from procfit.formats.proposal.naming import name_columns
from procfit.formats.proposal.parts import ProposedTable, VendorColumn, Wishes
from procfit.formats.proposal.proofs import proof_slot, remarks

__all__ = ["Surroundings", "propose_table"]


@dataclass(frozen=True)
class Surroundings:
    """What the rest of the workbook says about a table."""

    book: Workbook
    codes: CodeBook
    wishes: Wishes
    name: str
    name_is_stem: bool = False
    agreed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    file: str = ""
    titles: tuple[str, ...] = field(default=())

    def heads_elsewhere(self, sheet: str) -> set[str]:
        """Return the heads of answer columns on other sheets."""
        return {head for head, sheets in self.agreed.items() if sheets - {sheet}}


@dataclass(frozen=True)
class _Found:
    """The columns of a table by what they are for."""

    header: Header
    columns: Mapping[int, Column]
    feature: Column
    id: int
    group: int
    vendor: int
    answering: Answering
    extent: Extent
    reasons: tuple[str, ...]
    texts: Mapping[int, Mapping[int, str]]

    @cached_property
    def comments(self) -> list[int]:
        """The columns of remarks, from left to right."""
        return remarks(
            column
            for column in self.columns.values()
            if column.role == "comment" and column.slot != self.id
        )

    def of_vendor(self, name: str, answer: int, last: int, before: int, text: str = "") -> VendorColumn:
        """Return where a vendor's answers stand, with the remarks and the proof right of them."""
        comment = _comment_slot(self, last, before)
        taken = {comment, self.id, self.group, self.feature.slot}
        proof = proof_slot(list(self.columns.values()), last, before, taken)
        return VendorColumn(name, answer, comment, text, proof)


def propose_table(lines: Lines, header: Header, end: int, around: Surroundings) -> ProposedTable | None:
    """Return the table under a head, or None when there are no requirements in it.

    Parameters
    ----------
    lines
        The sheet.
    header
        The head.
    end
        The line that the table ends before.
    around
        What the rest of the workbook says.
    """
    numbers = [line for line in lines.by_line if header.line < line < end]
    texts = {
        line: {
            slot: cell.text.strip()
            for slot, cell in lines.by_line[line].items()
            if header.within[0] <= slot <= header.within[1]
        }
        for line in numbers
    }
    numbers, told = without_instructions(numbers, texts, around.codes)
    if not numbers:
        return None
    choices = choices_of(around.book, lines.grid, numbers[0], numbers[-1])
    columns = profile(lines, header, numbers, choices)
    chosen = _wished_feature(columns, around.wishes) or choose_feature(columns)
    if chosen is None:
        return None
    found = _found(lines, header, columns, chosen, texts, around)
    if found is None:
        return None
    return _table(lines.grid, replace(found, reasons=(*told, *found.reasons)), around)


def _found(
    lines: Lines,
    header: Header,
    columns: Mapping[int, Column],
    chosen: tuple[Column, str],
    texts: Mapping[int, Mapping[int, str]],
    around: Surroundings,
) -> _Found | None:
    feature, why = chosen
    rows = sorted(feature.texts)
    identity, id_reasons = choose_id(columns, rows, feature.slot)
    merged = {area.left for area in lines.grid.merged if area.bottom > area.top > header.line}
    group, group_reason = choose_group(columns, feature, rows, merged)
    vendor = _vendor_slot(columns, feature)
    taken = {identity, group, vendor} - {0}
    elsewhere = around.heads_elsewhere(lines.grid.name)
    answering = _wished_answers(columns, around.wishes) or choose_answers(
        columns, feature.slot, taken, around.codes, elsewhere
    )
    if lines.grid.fills:
        answering = by_color(lines.grid, columns, feature, taken, around.codes, answering)
    extent = extent_of(feature, answering.columns, texts, around.codes)
    if not _is_table(feature, answering, extent, around.wishes):
        return None
    headings = () if identity or group else headings_in(extent.lines, answering.columns, texts)
    reasons = [f"requirements: {why}", *id_reasons, *filter(None, [group_reason]), *answering.reasons]
    if headings:
        reasons.append(f"{len(headings)} lines hold a heading and nothing else; they group what follows")
        group = feature.slot
    lines_left = tuple(line for line in extent.lines if line not in headings)
    extent = replace(extent, lines=lines_left, headings=headings)
    return _Found(
        header,
        columns,
        feature,
        identity,
        group,
        vendor,
        answering,
        extent,
        (*reasons, *extent.reasons),
        texts,
    )


def _is_table(feature: Column, answering: Answering, extent: Extent, wishes: Wishes) -> bool:
    """Tell whether there is a list of requirements, rather than a list of something else."""
    if not extent.lines:
        return False
    if wishes.feature or wishes.header or feature.role in ("feature", "description"):
        return True
    return any(column.filled for column in answering.columns) and len(extent.lines) > 1


def _table(grid: Grid, found: _Found, around: Surroundings) -> ProposedTable:
    dictionary = _dictionary(found, around)
    vendors, name_reasons = _vendors(found, around)
    ticks = dictionary.only_ticks and not found.answering.code_slots
    reasons = [*_head_reason(found), *found.reasons, *name_reasons, *dictionary.reasons]
    if ticks:
        reasons.append('ticks are the only marks, so an empty cell is proposed to mean "none"')
    return ProposedTable(
        around.file,
        grid.name,
        "code-columns" if found.answering.code_slots else "long" if found.vendor else "rows",
        found.header.line,
        found.extent.lines[0],
        found.extent.lines[-1],
        found.feature.slot,
        found.id,
        found.group,
        found.vendor,
        tuple(vendors),
        found.answering.code_slots,
        dictionary.codes,
        dictionary.own,
        dictionary.unknown,
        "none" if ticks else "",
        len(found.extent.lines),
        tuple(reasons),
        _confidence(found, dictionary),
        found.answering.fill,
    )


def _dictionary(found: _Found, around: Surroundings) -> Dictionary:
    columns = found.answering.columns
    if found.answering.code_slots:
        return Dictionary()
    texts: Counter[str] = Counter()
    lines = set(found.extent.lines)
    for column in columns:
        texts.update(text for line, text in column.texts.items() if line in lines and text)
    choices = dict.fromkeys(choice for column in columns for choice in column.choices)
    heads = [found.header.full(column.slot) for column in columns]
    return around.codes.dictionary(texts, choices, [*heads, *around.titles])


def _vendors(found: _Found, around: Surroundings) -> tuple[list[VendorColumn], list[str]]:
    """Return whose answers stand where, with the reasons."""
    columns = found.answering.columns
    if not columns:
        return [], []
    if found.vendor:
        return _long_vendors(found)
    if found.answering.code_slots:
        name = around.wishes.vendor or around.name
        return [found.of_vendor(name, columns[0].slot, columns[-1].slot, 0)], []
    names = name_columns(found.header, columns, around.name, around.name_is_stem)
    wished = {column_number(letters): name for letters, name in around.wishes.answers if name}
    names |= wished
    if len(columns) == 1 and around.wishes.vendor:
        names = dict.fromkeys(names, around.wishes.vendor)
    following = [*(column.slot for column in columns[1:]), 0]
    return [
        found.of_vendor(names[column.slot], column.slot, column.slot, after)
        for column, after in zip(columns, following, strict=True)
    ], []


def _long_vendors(found: _Found) -> tuple[list[VendorColumn], list[str]]:
    answer = found.answering.columns[0].slot
    column = found.columns[found.vendor]
    names: dict[str, str] = {}
    for text in column.counts:
        names.setdefault(text.casefold(), text)
    reason = f'one row per vendor and requirement: "{column.head}" names the vendor'
    return [found.of_vendor(name, answer, answer, 0, name) for name in names.values()], [reason]


def _comment_slot(found: _Found, answer: int, before: int) -> int:
    """Return the column of remarks on an answer: the next one right of it, else one that all share."""
    comments = found.comments
    if len(comments) == 1:
        return comments[0]
    following = bisect_right(comments, answer)
    right = comments[following] if following < len(comments) else 0
    return right if right and (not before or right < before) else 0


def _vendor_slot(columns: Mapping[int, Column], feature: Column) -> int:
    """Return the column that names the vendor of each row, 0 where a sheet has none."""
    for column in columns.values():
        repeats = column.filled >= 0.9 * feature.filled and column.distinct_share <= 0.5
        if (
            column.role == "vendor"
            and column.slot != feature.slot
            and repeats
            and len(column.counts) > 1
        ):
            return column.slot
    return 0


def _wished_feature(columns: Mapping[int, Column], wishes: Wishes) -> tuple[Column, str] | None:
    if not wishes.feature:
        return None
    column = columns.get(column_number(wishes.feature))
    return (column, "you said so") if column and column.filled else None


def _wished_answers(columns: Mapping[int, Column], wishes: Wishes) -> Answering | None:
    if not wishes.answers:
        return None
    slots = [column_number(letters) for letters, _ in wishes.answers]
    empty = {slot: Column(slot, "", "", {}) for slot in slots}
    chosen = tuple({**empty, **columns}[slot] for slot in slots)
    return Answering(chosen, reasons=("answers: you said so",), is_wished=True)


def _head_reason(found: _Found) -> list[str]:
    heads = [" ".join(text.split())[:24] for text in found.header.heads.values()]
    shown = ", ".join(heads[:4]) + (", …" if len(heads) > 4 else "")
    return [f"head in line {found.header.line}: {shown}"] if found.header.line else ["it has no head"]


def _confidence(found: _Found, dictionary: Dictionary) -> float:
    """Return from 0 to 1 how much speaks for the proposal; no probability."""
    sure = 0.35 + 0.25 * (found.feature.role == "feature") + 0.1 * bool(found.id)
    if found.answering.columns and not found.answering.words:
        sure += 0.1 + 0.2 * dictionary.known_share
    return round(min(sure, 1.0), 2)
