"""``procfit schema``: JSON Schemas, so that editors complete and check."""

from __future__ import annotations

import argparse
import json
from typing import Any

Subparsers = Any

__all__ = ["add", "run"]


def add(commands: Subparsers) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "schema", help="JSON Schema of a file kind", description=__doc__
    )
    command.add_argument("kind", nargs="?", metavar="KIND", help="a file kind; none lists them")
    command.add_argument(
        "--write", action="store_true", help="write all schemas to .procfit/schema/ in the workspace"
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Print one schema, list the kinds, or write all schemas."""
    from procfit.cli.output import print_json, table
    from procfit.formats.json_schema import KINDS, json_schema

    if arguments.write:
        return _write(arguments)
    if arguments.kind:
        print(json.dumps(json_schema(arguments.kind), indent=2, ensure_ascii=False))
        return 0
    if arguments.format == "json":
        print_json({"kinds": {kind: entry.files for kind, entry in KINDS.items()}})
        return 0
    print(table(("kind", "files"), [(kind, entry.files) for kind, entry in KINDS.items()]))
    return 0


def _write(arguments: argparse.Namespace) -> int:
    from procfit.files import write_atomically
    from procfit.formats.json_schema import KINDS, json_schema
    from procfit.workspace import find_root

    root = find_root(arguments.workspace)
    folder = root / ".procfit" / "schema"
    for kind in KINDS:
        text = json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n"
        write_atomically(folder / f"{kind}.json", text, within=root)
    if not arguments.quiet:
        print(f"wrote {len(KINDS)} schemas to .procfit/schema/")
    return 0
