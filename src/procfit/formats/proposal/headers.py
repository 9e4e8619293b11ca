"""Which lines of a sheet are the heads of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from procfit.formats.grid import MAX_ROW
from procfit.formats.proposal.lines import Lines
from procfit.formats.proposal.vocabulary import is_instruction, role_of

__all__ = ["Header", "find_headers", "header_at", "side_by_side", "title_top"]

LONGEST_HEAD = 90
LOOK_BELOW = 12
ENOUGH = 5.0
"""What a line must score to be taken for a head by its words."""

NEAR = 2
"""Lines this close to a better head belong to it."""

FIRST_LINES, PLAIN_LINES = 400, 30


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a table: its last line, and what each slot is called there and in the line above."""

    line: int
    heads: Mapping[int, str]
    above: Mapping[int, str] = field(default_factory=dict)
    score: float = 0.0
    top: int = 0
    within: tuple[int, int] = (1, MAX_ROW)
    """The slots of the table, where several stand side by side."""

    def full(self, slot: int) -> str:
        """Return what a slot is called, both lines together."""
        return " ".join(text for text in (self.above.get(slot, ""), self.heads.get(slot, "")) if text)


def find_headers(lines: Lines) -> list[Header]:
    """Return the heads of the tables of a sheet from top to bottom.

    Where no words tell, it is the first line that looks like one; a head in line 0 means there is none.
    """
    numbers = list(lines.by_line)
    scored = [header_at(lines, line) for line in numbers[:FIRST_LINES]]
    worded = [header for header in scored if header.score >= ENOUGH and _names_rows(header)]
    clear = _apart([header for header in worded if not _is_data(lines, header)])
    if clear:
        best = max(clear, key=lambda header: header.score)
        clear = [header for header in clear if header.score >= 0.7 * best.score]
        return [*clear, *_repeated(lines, best, numbers[FIRST_LINES:])]
    plain = [
        header
        for header in scored[:PLAIN_LINES]
        if header.score >= 1.5 and len(header.heads) >= 2 and not _is_data(lines, header, 1)
    ]
    return plain[:1] or [Header(0, {})]


def header_at(lines: Lines, line: int) -> Header:
    """Return a line as the head of a table, with how much it looks like one."""
    own = lines.texts(line)
    above, over = _above(lines, line)
    heads = {**{slot: text for slot, text in over.items() if slot not in own}, **own}
    parents = {slot: text for slot, text in above.items() if slot in own and text != own[slot]}
    top = line - 1 if over or parents else line
    return Header(line, dict(sorted(heads.items())), parents, _score(lines, line, own, heads), top)


def _above(lines: Lines, line: int) -> tuple[dict[int, str], dict[int, str]]:
    """Return what the line above says over each slot, and what of it stands alone over one slot."""
    spans = lines.across.get(line - 1, ())
    texts = {slot: text for slot, text in lines.texts(line - 1).items() if len(text) <= LONGEST_HEAD}
    if not spans or len(texts) < 2:
        return {}, {}
    widest = {area.left for area in spans}
    alone = {slot: text for slot, text in texts.items() if slot not in widest}
    over = dict(alone)
    for area in spans:
        if area.left in texts:
            over.update(dict.fromkeys(range(area.left, area.right + 1), texts[area.left]))
    return over, alone


def _score(lines: Lines, line: int, own: Mapping[int, str], heads: Mapping[int, str]) -> float:
    if len(own) < 2 or any(len(text) > LONGEST_HEAD for text in own.values()):
        return 0.0
    cells = lines.by_line.get(line, {})
    if sum(cell.kind != "text" for cell in cells.values()) > len(own) / 3:
        return 0.0
    if any(is_instruction(text) for text in own.values()):
        return 0.0
    roles = {role_of(text) for text in heads.values()} - {"", "property"}
    words = 2.0 * len(roles) + 2.0 * ("feature" in roles) + ("answer" in roles)
    return words + _fits_below(lines, line, heads)


def _fits_below(lines: Lines, line: int, heads: Mapping[int, str]) -> float:
    """Return from 0 to 2 how well the cells below stand under the heads; of names the corner may be empty."""
    below = [
        lines.by_line[number] for number in range(line + 1, line + LOOK_BELOW) if number in lines.by_line
    ]
    slots = [slot for cells in below for slot in cells]
    if not slots:
        return 0.0
    are_names = not any(map(role_of, heads.values()))
    headed = {min(slots), *heads} if are_names else set(heads)
    inside = sum(slot in headed for slot in slots) / len(slots)
    widest = max(len(cells) for cells in below)
    return inside + min(1.0, len(headed) / max(widest, 1))


def _names_rows(header: Header) -> bool:
    roles = {role_of(text) for text in header.heads.values()}
    return bool(roles & {"feature", "description"})


def _is_data(lines: Lines, header: Header, least: int = 2) -> bool:
    """Tell whether what would be heads are ordinary texts, of which some stand again in the lines around."""
    texts = {slot: text.casefold() for slot, text in header.heads.items()}
    own = range(header.top, header.line + 1)
    near = [lines.folded(line) for line in range(header.line - 20, header.line + 60) if line not in own]
    others = [said for said in near if said != texts]
    again = sum(any(said.get(slot) == text for said in others) for slot, text in texts.items())
    return again >= max(least, len(texts) / 4)


def _apart(headers: list[Header]) -> list[Header]:
    """Return the headers without those next to a better one."""
    return [
        header
        for header in headers
        if not any(
            other is not header
            and abs(other.line - header.line) <= NEAR
            and (other.score, -other.line) > (header.score, -header.line)
            for other in headers
        )
    ]


def side_by_side(header: Header) -> list[Header]:
    """Return a head cut where an empty slot parts two tables, each with its own requirements."""
    starts = [
        slot
        for slot in header.heads
        if slot - 1 not in header.heads and any(other < slot for other in header.heads)
    ]
    edges = [1, *starts, MAX_ROW + 1]
    parts = [
        replace(
            header,
            within=(left, right - 1),
            heads={slot: text for slot, text in header.heads.items() if left <= slot < right},
        )
        for left, right in pairwise(edges)
    ]
    return (
        parts
        if starts and all("feature" in map(role_of, part.heads.values()) for part in parts)
        else [header]
    )


def title_top(lines: Lines, header: Header) -> int:
    """Return the first line of the titles that stand over a head, behind an empty line."""
    top = header.top
    while len(lines.by_line.get(top - 1, {})) == 1:
        top -= 1
    return top if top - 1 not in lines.by_line else header.top


def _repeated(lines: Lines, best: Header, numbers: list[int]) -> Iterator[Header]:
    """Yield where the best head stands again far below."""
    for line in numbers:
        if lines.texts(line) == best.heads:
            yield header_at(lines, line)
