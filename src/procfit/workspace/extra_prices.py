"""What a returned question workbook says about extra prices, against what the vendor's file holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from procfit.formats.question_answers import ReturnedBook
from procfit.model.errors import Place, Problem
from procfit.model.vendor import ExtraPrice, Per, Range

__all__ = ["ChangedPrice", "Extras", "extras_in"]


@dataclass(frozen=True, slots=True)
class ChangedPrice:
    """An extra price that is not what it was in the last workbook; None where there was, or is, none."""

    capability: str
    per: Per
    before: Range | None
    after: Range | None


@dataclass(frozen=True)
class Extras:
    """What taking a workbook does to the extra prices of its vendor.

    Attributes
    ----------
    held
        The extra prices that the vendor's file holds.
    instead
        What takes the place of each; None where the vendor no longer asks for it.
    more
        Those that are new.
    problems
        Where the file and the workbook differ and the file stays.
    """

    held: tuple[ExtraPrice, ...]
    instead: tuple[ExtraPrice | None, ...]
    more: tuple[ExtraPrice, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def changed(self) -> tuple[ChangedPrice, ...]:
        """What differs from the last workbook; empty where the vendor named no extra prices so far."""
        if not any(one.cell for one in self.held):
            return ()
        return tuple(self._changes())

    def stand_in(self, written: Collection[ExtraPrice]) -> bool:
        """Tell whether a file holds what it is to hold."""
        wanted = [*filter(None, self.instead), *self.more]
        return len(written) == len(wanted) and all(one in written for one in wanted)

    def _changes(self) -> Iterator[ChangedPrice]:
        for was, now in zip(self.held, self.instead, strict=True):
            if now is None or now.amount != was.amount:
                yield ChangedPrice(was.capability, was.per, was.amount, now.amount if now else None)
        for one in self.more:
            yield ChangedPrice(one.capability, one.per, None, one.amount)


def extras_in(
    book: ReturnedBook, held: Sequence[ExtraPrice], today: date, asked: Collection[str], own: str
) -> Extras:
    """Return what taking a workbook does to the extra prices of its vendor.

    What people wrote by hand, without a cell, stays; what came from a question workbook follows the
    newer one, also where that names no extra price any more.

    Parameters
    ----------
    book
        The workbook.
    held
        The extra prices that the vendor's file holds.
    today
        The date to write.
    asked
        The capabilities that the workbook asks about.
    own
        The name of the vendor's file.
    """
    found = {(one.capability, one.per): one for one in _said(book, today) if one.capability in asked}
    problems = []
    instead: list[ExtraPrice | None] = []
    for was in held:
        key = (was.capability, was.per)
        if not was.cell:
            now = found.pop(key, None)
            if now is not None and now.amount != was.amount:
                problems.append(_differs(was, now, own))
            instead.append(was)
        elif was.capability in asked:
            now = found.pop(key, None)
            instead.append(was if now and replace(now, date=was.date) == was else now)
        else:
            instead.append(was)
    return Extras(tuple(held), tuple(instead), tuple(found.values()), tuple(problems))


def _said(book: ReturnedBook, today: date) -> Iterable[ExtraPrice]:
    return (replace(one, file=book.file, date=today) for one in book.extras)


def _differs(was: ExtraPrice, now: ExtraPrice, own: str) -> Problem:
    message = (
        f"{now.sheet}!{now.cell} in the workbook says {now.amount[1]:,.10g} as the extra price of "
        f"{was.capability}, and [[price.extra]] {was.amount[1]:,.10g}, which stays as it is"
    )
    return Problem(message, "change it by hand if it is newer", Place(own), "warning")
