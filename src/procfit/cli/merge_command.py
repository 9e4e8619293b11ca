"""``procfit merge``: two edits of a map file brought together, as a merge driver of git."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.model.merge import Conflict
    from procfit.workspace.merging import MergedFile

__all__ = ["add", "run"]

EPILOG = """\
as a merge driver of git:
  git config merge.procfit.name "procfit map merge"
  git config merge.procfit.driver "procfit merge %O %A %B -o %A"
  echo 'processes/*.toml merge=procfit' >> .gitattributes
"""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "merge",
        help="bring two edits of a map together",
        description="Bring two edits of a map file together, step by step and field by field. With nothing "
        "left to decide it returns 0. Else FILE holds ours with everything undisputed of theirs, each "
        "conflict is told in one line, and it returns 1.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "base", metavar="BASE", type=Path, help="the file both began with; may be empty"
    )
    command.add_argument("ours", metavar="OURS", type=Path, help="our edit")
    command.add_argument("theirs", metavar="THEIRS", type=Path, help="the other edit")
    command.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="where to write the result"
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Merge the files and write the result."""
    from procfit.cli.output import print_json
    from procfit.files import write_atomically
    from procfit.workspace.merging import calendar_of, merge_files

    calendar = calendar_of(arguments.workspace)
    merged = merge_files(arguments.base, arguments.ours, arguments.theirs, calendar)
    write_atomically(arguments.output, merged.text)
    if arguments.format == "json":
        print_json(_document(arguments.output, merged))
    else:
        _print(merged, arguments.quiet)
    return 0 if merged.clean else 1


def _document(output: Path, merged: MergedFile) -> dict[str, Any]:
    return {
        "file": str(output),
        "clean": merged.clean,
        "conflicts": [_entry(conflict) for conflict in merged.conflicts],
        "misfit": merged.misfit,
        "lost_comments": list(merged.lost_comments),
    }


def _entry(conflict: Conflict) -> dict[str, Any]:
    from procfit.compare.document import plain

    return {
        "subject": conflict.subject,
        "part": conflict.part,
        "key": list(conflict.key),
        "field": conflict.field,
        "base": plain(conflict.base),
        "ours": plain(conflict.ours),
        "theirs": plain(conflict.theirs),
    }


def _print(merged: MergedFile, quiet: bool) -> None:
    from procfit.model.text import visible

    for conflict in merged.conflicts:
        print(f"conflict: {visible(_told(conflict))}")
    if merged.misfit:
        print(
            f"conflict: both edits together do not fit: {visible(merged.misfit)}; the file is ours alone"
        )
    if not quiet:
        for comment in merged.lost_comments:
            print(f"left out a comment of theirs: {visible(comment)}")


def _told(conflict: Conflict) -> str:
    from procfit.compare.wording import said

    if conflict.field:
        field = conflict.field.removeprefix("to_be.")
        base, ours, theirs = (
            said(field, value) for value in (conflict.base, conflict.ours, conflict.theirs)
        )
        return f"{conflict.subject}: was {base}; ours {ours}; theirs {theirs}"
    if conflict.base is None:
        return f"{conflict.subject}: both added it, each in its own way"
    ours, theirs = (
        "removed" if side is None else "changed" for side in (conflict.ours, conflict.theirs)
    )
    return f"{conflict.subject}: ours {ours} it, theirs {theirs} it"
