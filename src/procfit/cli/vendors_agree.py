"""``procfit vendors agree``: an answer that the committee settled, written into the vendor's file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, get_args

from procfit.model.vendor import BLANK, Evidence, Settled

if TYPE_CHECKING:
    from procfit.model.vendor import Answer
    from procfit.workspace import Workspace

__all__ = ["add", "run"]

EPILOG = """\
examples:
  procfit vendors agree alder self-service configuration --reason "2,000 logins are too few"
  procfit vendors agree birch offline-visits customization --evidence demonstrated \\
      --by "Bo and Chandra" --reason "demo of 2026-05-20: the app forgot two photos"
"""


def add(subcommands: Any) -> argparse.ArgumentParser:
    """Add the subcommand to the parser."""
    command: argparse.ArgumentParser = subcommands.add_parser(
        "agree",
        help="settle an answer: the committee's word, with its reason",
        description="Write what the committee agreed on into the vendor's file under [agreed]. It counts "
        "instead of the evaluators' scores and the workbook, which stay visible.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("vendor", metavar="VENDOR", help="the vendor's id")
    command.add_argument("capability", metavar="CAPABILITY", help="the capability's id")
    command.add_argument("code", metavar="CODE", help="a code of the scale, or blank")
    command.add_argument("--reason", required=True, metavar="TEXT", help="why")
    command.add_argument("--evidence", choices=get_args(Evidence), help="how well it is proven")
    command.add_argument("--by", metavar="WHO", default="committee", help="who (default: committee)")
    return command


def run(arguments: argparse.Namespace) -> int:
    """Write what was agreed, and tell what counted before."""
    from procfit.cli.output import print_json
    from procfit.workspace import open_workspace
    from procfit.workspace.agreeing import Settling, save_settling

    workspace = open_workspace(arguments.workspace)
    vendor = workspace.vendor(arguments.vendor)
    capability = workspace.capability(arguments.capability).id
    settled = _settled(workspace, arguments)
    before = _answer(workspace, vendor.id, capability)
    save_settling(workspace, Settling({vendor.id: {capability: settled}}))
    after = _answer(open_workspace(workspace.root), vendor.id, capability)
    if arguments.format == "json":
        entry = {"vendor": vendor.id, "capability": capability, "before": _entry(before)}
        print_json({**entry, "after": _entry(after), "file": f"vendors/{vendor.id}.toml"})
    else:
        print("\n".join(_lines(before, after)))
    return 0


def _settled(workspace: Workspace, arguments: argparse.Namespace) -> Settled:
    from procfit.model.errors import UsageError
    from procfit.model.faults import did_you_mean

    codes = [*workspace.evaluation.codes, BLANK]
    if arguments.code not in codes:
        hint = did_you_mean(arguments.code, codes) or f"codes: {', '.join(codes)}"
        raise UsageError(f'"{arguments.code}" is not a code of the scale', hint)
    for option in ("reason", "by"):
        if not getattr(arguments, option).strip():
            raise UsageError(f"--{option} is empty", "say it in a few words")
    return Settled(
        arguments.code,
        arguments.evidence,
        arguments.by.strip(),
        " ".join(arguments.reason.split()),
        date=workspace.opened,
    )


def _answer(workspace: Workspace, vendor: str, capability: str) -> Answer:
    from procfit.fit.answers import answers_of

    found = workspace.vendor(vendor)
    rows = workspace.rows[vendor]
    return answers_of(found, rows, workspace.scores, workspace.evaluation, [capability])[capability]


def _lines(before: Answer, after: Answer) -> list[str]:
    from procfit.cli.answer_text import answer_lines
    from procfit.model.text import visible

    said = f"{before.code}, worth {before.mid:.2f}" + (f" ({before.rule})" if before.rule else "")
    told = [f"{after.vendor} · {after.capability}", *answer_lines(after), visible(f"  before   {said}")]
    if after.used != "agreed":
        told.append("  it does not count: the buyer leaves this capability out for every vendor")
    return told


def _entry(answer: Answer) -> dict[str, Any]:
    """Return what counted or counts, and why."""
    kept = ("code", "low", "mid", "high", "used", "evidence", "rule", "confirmed_by")
    return {name: getattr(answer, name) for name in kept}
