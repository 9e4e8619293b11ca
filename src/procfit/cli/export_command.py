"""``procfit export``: a map in another format."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

__all__ = ["add", "run"]

EPILOG = """\
examples:
  procfit export lead-to-order -o lead-to-order.xlsx     a step list to fill in; import takes it back
  procfit export lead-to-order -o lead-to-order.bpmn     for other modeling tools
  procfit export lead-to-order -o lead-to-order.mmd      a Mermaid flowchart for a wiki or README
  procfit export lead-to-order -o lead-to-order.bpmn     BPMN 2.0 with a drawing; import takes all of it back
  procfit export lead-to-order --view to-be -o next.toml
"""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "export",
        help="write a map in another format",
        description="Write a map in the format that the ending of FILE names. Whatever the format cannot "
        "carry is told.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("map", metavar="MAP", help="the map")
    command.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="where to; its ending chooses"
    )
    command.add_argument(
        "--view", choices=("as-is", "to-be"), help="only this view (default: the whole map)"
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Write the map."""
    from procfit.cli.output import print_json
    from procfit.exports import export
    from procfit.model.text import visible
    from procfit.workspace import open_workspace

    process = open_workspace(arguments.workspace).map(arguments.map)
    notices = export(process, arguments.output, arguments.view)
    if arguments.format == "json":
        told = [{"element": note.element, "message": note.message} for note in notices]
        print_json({"map": process.id, "file": str(arguments.output), "notices": told})
        return 0
    if not arguments.quiet:
        print(f"{process.id} -> {visible(str(arguments.output))}")
        for note in notices:
            print(f"  note: {visible(note.element)}: {visible(note.message)}")
    return 0
