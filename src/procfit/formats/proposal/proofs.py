"""The column in which a vendor offers proof: a page of its documentation, a reference, a demo."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from procfit.formats.proposal.columns import Column
from procfit.model.text import item_key

__all__ = ["offers_proof", "proof_slot", "remarks"]

_HEAD = re.compile(
    r"\b(?:proofs?|evidence|documentation|documented|manual|handbook|nachweise?|dokumentation|handbuch|"
    r"preuves?|documentación|pruebas?|bewijs|documentatie)\b"
)


def offers_proof(column: Column) -> bool:
    """Tell whether the head of a column says that proof stands in it."""
    return bool(_HEAD.search(item_key(column.head)))


def remarks(columns: Iterable[Column]) -> list[int]:
    """Return the columns of remarks, those of proof only where there are no others."""
    found = list(columns)
    plain = [column.slot for column in found if not offers_proof(column)]
    return plain or [column.slot for column in found]


def proof_slot(columns: Sequence[Column], answer: int, before: int, taken: Collection[int]) -> int:
    """Return the column of proof of a vendor: the next one right of its answers; 0 where there is none.

    Parameters
    ----------
    columns
        The columns of the table from left to right.
    answer
        The column of the vendor's answers.
    before
        The column of the next vendor's answers, 0 for none.
    taken
        Columns that are something else.
    """
    return next(
        (
            column.slot
            for column in columns
            if column.slot > answer
            and (not before or column.slot < before)
            and column.slot not in taken
            and column.filled
            and offers_proof(column)
        ),
        0,
    )
