"""``procfit import``: maps that a team has in another format."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.formats.map_import import MapImport

__all__ = ["add", "run"]


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "import",
        help="take in BPMN files, step lists and Mermaid drawings as maps",
        description="Take in BPMN 2.0 files, step lists (.xlsx, .csv) and Mermaid flowcharts: every "
        "process becomes a map in processes/. Whatever has no place in a map is told, with where it stands. "
        "Maps that exist are never overwritten unless --replace says so.",
    )
    command.add_argument(
        "files", nargs="+", metavar="FILE", type=Path, help=".bpmn .xml .xlsx .csv .mmd .md"
    )
    command.add_argument(
        "--replace", action="store_true", help="overwrite maps of the same id; else a free id is taken"
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Import each file; one that cannot be read does not keep the others out."""
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.formats.imports import read_maps
    from procfit.model.errors import Problem, ProcfitError
    from procfit.workspace import find_root
    from procfit.workspace.map_import import calendar_of

    root = find_root(arguments.workspace)
    calendar = calendar_of(root)
    entries: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for file in arguments.files:
        try:
            read = read_maps(file, calendar=calendar)
            entries.append(_import_one(root, file, read, arguments))
            problems += read.problems
        except ProcfitError as error:
            problems.append(Problem(error.message, error.hint, error.where))
    if arguments.format == "json":
        print_json({"imports": entries, "problems": [problem_entry(problem) for problem in problems]})
    print_problems(problems)
    return 3 if any(problem.level == "error" for problem in problems) else 0


def _import_one(
    root: Path, file: Path, read: MapImport, arguments: argparse.Namespace
) -> dict[str, Any]:
    from procfit.files import write_atomically
    from procfit.formats.process_write import process_text
    from procfit.workspace.map_import import map_counts, with_free_ids

    taken = {path.stem for path in (root / "processes").glob("*.toml")}
    maps = read.maps if arguments.replace else with_free_ids(read.maps, taken)
    for process in maps:
        write_atomically(root / "processes" / f"{process.id}.toml", process_text(process), within=root)
    entry = {
        "file": str(file),
        "maps": [
            {"map": process.id, "path": f"processes/{process.id}.toml", "counts": map_counts(process)}
            for process in maps
        ],
        "counts": dict(read.counts),
        "notices": [{"element": note.element, "message": note.message} for note in read.notices],
    }
    if arguments.format == "text":
        _print_entry(entry, arguments.quiet)
    return entry


def _print_entry(entry: dict[str, Any], quiet: bool) -> None:
    from procfit.model.text import visible

    for made in entry["maps"]:
        counts = made["counts"]
        print(
            f"{visible(entry['file'])} -> {made['path']}"
            f" ({counts['steps']} steps, {counts['flows']} flows, {counts['lanes']} lanes)"
        )
    if not entry["maps"]:
        print(f"{visible(entry['file'])}: no map was made of it")
    if not quiet:
        for note in entry["notices"]:
            print(f"  note: {visible(note['element'])}: {visible(note['message'])}")
