"""A proposed table in words: which of its columns say what, and where each vendor answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from procfit.formats.proposal.parts import ProposedTable

__all__ = ["columns_said", "vendors_said"]


def columns_said(found: ProposedTable) -> Iterator[str]:
    """Yield the columns that describe a requirement, each with its letter or number."""
    named = {"requirement": found.feature, "id": found.id, "group": found.group, "vendor": found.vendor}
    yield from (f"{name} {found.slot(slot)}" for name, slot in named.items() if slot)


def vendors_said(found: ProposedTable, most: int, named: Callable[[str], str]) -> Iterator[str]:
    """Yield where each vendor answers, at most so many; `named` makes a name fit to be shown."""
    for one in found.vendors[:most]:
        ticked = ", ".join(f"{found.slot(slot)} {code}" for code, slot in found.code_slots.items())
        remark = f", remarks {found.slot(one.comment)}" if one.comment else ""
        proof = f", proof {found.slot(one.proof)}" if one.proof else ""
        yield f"{named(one.name)} {ticked or found.slot(one.answer)}{remark}{proof}"
    if len(found.vendors) > most:
        yield f"and {len(found.vendors) - most} more"
