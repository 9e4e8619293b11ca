"""``procfit init``: a new workspace with one commented example to start from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

__all__ = ["add", "run"]


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "init",
        help="make a new workspace",
        description="Make a new workspace with one commented example map, a list of capabilities and "
        "an evaluation. Files that exist are never touched.",
    )
    command.add_argument("folder", nargs="?", metavar="DIR", type=Path, default=Path(), help="where")
    return command


def run(arguments: argparse.Namespace) -> int:
    """Write the templates into a folder that is no workspace yet."""
    from procfit.cli.output import print_json
    from procfit.files import write_atomically
    from procfit.model.errors import OutputError, Place

    folder: Path = arguments.folder
    templates = _templates()
    there = [name for name in templates if (folder / name).exists()]
    if there or (folder / "processes").exists():
        name = there[0] if there else "processes"
        raise OutputError(
            "is there already", "choose an empty folder: procfit init DIR", Place(str(folder / name))
        )
    for name, text in templates.items():
        write_atomically(folder / name, text)
    if arguments.format == "json":
        print_json({"workspace": str(folder), "files": list(templates)})
    elif not arguments.quiet:
        print(f"made a workspace in {folder.resolve().name}/:")
        for name in templates:
            print(f"  {name}")
        print("next: edit processes/first-process.toml, then run `procfit check`")
    return 0


def _templates() -> dict[str, str]:
    from importlib.resources import files

    root = files("procfit") / "templates"
    names = (
        "procfit.toml",
        "processes/first-process.toml",
        "processes/capabilities.toml",
        "vendors/evaluation.toml",
    )
    return {name: root.joinpath(name).read_text(encoding="utf-8") for name in names}
