"""Taking a returned question workbook from the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procfit.workspace import Workspace
    from procfit.workspace.returning import Return

__all__ = ["agreed_to", "take_returned"]


def take_returned(
    workspace: Workspace,
    path: Path,
    vendor: str = "",
    *,
    yes: bool = False,
    as_json: bool = False,
    everything: bool = False,
    quiet: bool = False,
) -> int:
    """Show what a returned question workbook holds, take it when told to, and return the exit code.

    Parameters
    ----------
    workspace
        The workspace that asked.
    path
        The workbook.
    vendor
        Whose it is; by default what the workbook says.
    yes
        Take it without asking.
    as_json, everything, quiet
        How to tell it.

    Returns
    -------
    int
        1 when ids or questions were changed, else 0.
    """
    from procfit.cli.output import print_json, print_problems
    from procfit.cli.rfp_text import return_document, return_lines
    from procfit.workspace.returning import prepare_return, save_return

    found = prepare_return(workspace, path, vendor)
    if as_json:
        if yes:
            save_return(workspace, found)
        print_json(return_document(found, yes))
    else:
        print_problems(found.problems)
        print("\n".join(return_lines(found, everything)))
        taken = yes or agreed_to(f"Write vendors/{found.vendor.id}.toml?")
        if taken:
            save_return(workspace, found)
        if not quiet:
            print(_outcome(found, taken))
    return 1 if found.book.problems else 0


def agreed_to(question: str) -> bool:
    """Ask a person at a terminal; anywhere else nothing is taken unasked."""
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def _outcome(found: Return, taken: bool) -> str:
    own = f"vendors/{found.vendor.id}.toml and vendors/{found.book.file}"
    if taken:
        return f"taken: {own}; `procfit fit` counts them"
    return f"nothing written; take it with --yes: {own}"
