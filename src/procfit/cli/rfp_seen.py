"""Taking what was seen in demos from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.workspace import Workspace
    from procfit.workspace.agreeing import Settling

__all__ = ["take_seen"]


def take_seen(
    workspace: Workspace, path: Path, vendor: str = "", *, yes: bool = False, as_json: bool = False
) -> int:
    """Show what a filled-in form says was seen, take it when told to, and return the exit code.

    Parameters
    ----------
    workspace
        The workspace that the form was written for.
    path
        The form.
    vendor
        Take only what is about this one.
    yes
        Take it without asking.
    as_json
        How to tell it.

    Returns
    -------
    int
        1 when something in the form could not be taken, else 0.
    """
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.cli.rfp_returned import agreed_to
    from procfit.formats.demo_form import seen_in
    from procfit.formats.workbook import read_workbook
    from procfit.workspace.agreeing import save_settling, settle

    seen, faults = seen_in(read_workbook(path), tuple(workspace.evaluation.codes), workspace.opened)
    settling = settle(workspace, [each for each in seen if vendor in ("", each.vendor)])
    problems = [*faults, *settling.problems]
    if as_json:
        taken = yes and settling.count > 0
    else:
        print_problems(problems)
        print("\n".join(_lines(workspace, settling)))
        taken = settling.count > 0 and (yes or agreed_to("Write this into the vendors' files?"))
    if taken:
        save_settling(workspace, settling)
    if as_json:
        entries = [problem_entry(problem) for problem in problems]
        print_json({"taken": taken, "agreed": _entries(settling), "problems": entries})
    elif settling.count and not taken:
        print("nothing written; take it with --yes")
    return 1 if problems else 0


def _lines(workspace: Workspace, settling: Settling) -> Iterator[str]:
    if not settling.count:
        yield "Nothing new was seen."
    for vendor, agreed in settling.agreed.items():
        for capability, settled in agreed.items():
            before = workspace.vendors[vendor].agreed.get(capability)
            was = f", agreed before: {before.code}" if before else ""
            yield f"{vendor} · {capability}: {settled.code}, {settled.reason} ({settled.by}){was}"


def _entries(settling: Settling) -> list[dict[str, Any]]:
    return [
        {
            "vendor": vendor,
            "capability": capability,
            "code": settled.code,
            "evidence": settled.evidence,
            "by": settled.by,
            "reason": settled.reason,
            "note": settled.note,
        }
        for vendor, agreed in settling.agreed.items()
        for capability, settled in agreed.items()
    ]
