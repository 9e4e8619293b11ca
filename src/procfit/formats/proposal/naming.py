"""Whose answers a workbook holds: by a head, a vendor column, a title, or the name of the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath

from procfit.formats.grid import Workbook
from procfit.formats.proposal.columns import Column
from procfit.formats.proposal.headers import Header
from procfit.formats.proposal.vocabulary import is_instruction, role_of, without_role
from procfit.model.text import item_key, slug

__all__ = ["STEM", "name_columns", "name_of_book"]

FIRST_ROWS = 20
_LABEL = re.compile(
    r"(?:vendor|supplier|bidder|product|company|provider|anbieter|bieter|hersteller|produkt|firma|"
    r"fournisseur|soumissionnaire|produit|société|proveedor|producto|empresa|leverancier)"
    r"(?: name|'s name)?\s*[:=]\s*(\S.*)"
)
_TITLE = re.compile(
    r"(.+?)(?:\s*[–—|:,]\s*|\s+-\s+)(?:.*\b(?:response|answers?|offer|proposal|reply|questionnaire|legend|"
    r"functional|features?|your questions|version|antwort(?:en)?|angebot|réponse|respuesta)\b.*)",
    re.IGNORECASE,
)
_OF = re.compile(r".*\b(?:responses?|answers?|offer|proposal)\s+(?:of|by|from)\s+(\S.*)", re.IGNORECASE)


def name_columns(
    header: Header, columns: Sequence[Column], fallback: str, is_stem: bool = False
) -> dict[int, str]:
    """Return the vendor of each answer column by its slot.

    The merged head above it, else its own head where that is a name, else what the workbook is called;
    a head that means nothing else counts for more than the name of a file (`is_stem`).
    """
    above = {column.slot: header.above.get(column.slot, "") for column in columns}
    if _tells_apart(above.values(), len(columns)):
        return {slot: " ".join(text.split()) for slot, text in above.items()}
    heads = {column.slot: " ".join(column.head.split()) for column in columns}
    if len(columns) > 1:
        short = {slot: without_role(head) for slot, head in heads.items()}
        return short if _tells_apart(short.values(), len(columns)) else heads
    slot, head = next(iter(heads.items()))
    rest = without_role(head)
    is_name = bool(rest) and item_key(rest) not in _EMPTY_WORDS and (rest != head or is_stem)
    is_name = is_name and role_of(rest) in ("", "vendor")
    return {slot: rest if is_name else fallback}


_EMPTY_WORDS = frozenset(
    {"vendor", "your", "supplier", "bidder", "level of", "product", "response", "our", "solution"}
    | {"result", "fit", "ok", "x", "y/n", "yes/no", "y / n", "yes / no", "ja/nein", "oui/non"}
)


STEM = "the file is called so"
"""The reason for a name that nothing in the workbook speaks for."""


def name_of_book(book: Workbook, known: Mapping[str, str]) -> tuple[str, str]:
    """Return the vendor that a whole workbook is of, with the reason."""
    titles = [text for grid in book.grids for text in _first_texts(grid.cells)]
    for name in known.values():
        if any(item_key(text).startswith(item_key(name)) for text in titles):
            return name, f'the title names "{name}", which is known'
    for text in titles:
        labeled = _LABEL.fullmatch(text.casefold())
        if labeled:
            return text[labeled.start(1) :].strip(), f'the sheet says "{text[:60]}"'
    for text in titles:
        found = _OF.fullmatch(text) or _TITLE.fullmatch(text)
        if found and len(found[1]) <= 60 and not role_of(found[1]) and not is_instruction(text):
            return found[1].strip(), f'the title says "{text[:60]}"'
    stem = PurePath(book.file).stem
    for identity, name in known.items():
        if slug(stem).startswith(identity):
            return name, f'the name of the file begins with "{identity}"'
    return stem, STEM


def _first_texts(cells: Mapping[tuple[int, int], object]) -> list[str]:
    first = sorted(position for position in cells if position[0] <= FIRST_ROWS and position[1] <= 6)
    texts = [" ".join(getattr(cells[position], "text", "").split()) for position in first]
    return [text for text in texts if 2 < len(text) <= 120]


def _tells_apart(names: Collection[str], count: int) -> bool:
    """Tell whether there is another name for every column."""
    keys = {item_key(name) for name in names}
    return all(keys) and len(keys) == count and not any(role_of(name) == "answer" for name in names)
