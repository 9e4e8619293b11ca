"""A workbook nobody has described: which tables it holds and how to read them, for a person to confirm."""

from __future__ import annotations

from procfit.formats.proposal.parts import Proposal, ProposedTable, VendorColumn, Wishes
from procfit.formats.proposal.proposing import propose

__all__ = ["Proposal", "ProposedTable", "VendorColumn", "Wishes", "propose"]
