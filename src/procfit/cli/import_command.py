"""``procfit import``: maps that a team has in another format."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.formats.map_import import MapImport
    from procfit.model.process import ProcessMap

__all__ = ["add", "run"]


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "import",
        help="take in BPMN files as maps",
        description="Take in BPMN 2.0 files: every process becomes a map in processes/. Whatever has no "
        "place in a map is told, by its id. Maps that exist are never overwritten unless --replace says so.",
    )
    command.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a BPMN 2.0 file")
    command.add_argument(
        "--replace", action="store_true", help="overwrite maps of the same id; else a free id is taken"
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Import each file; one that cannot be read does not keep the others out."""
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.formats.bpmn import read_bpmn
    from procfit.model.errors import Problem, ProcfitError
    from procfit.workspace import find_root

    root = find_root(arguments.workspace)
    entries, problems = [], []
    for file in arguments.files:
        try:
            entries.append(_import_one(root, file, read_bpmn(file), arguments))
        except ProcfitError as error:
            problems.append(Problem(error.message, error.hint, error.where))
    if arguments.format == "json":
        print_json({"imports": entries, "problems": [problem_entry(problem) for problem in problems]})
    print_problems(problems)
    return 3 if problems else 0


def _import_one(
    root: Path, file: Path, read: MapImport, arguments: argparse.Namespace
) -> dict[str, Any]:
    from procfit.files import write_atomically
    from procfit.formats.process_write import process_text

    maps = read.maps if arguments.replace else _with_free_ids(read.maps, root / "processes")
    for process in maps:
        write_atomically(root / "processes" / f"{process.id}.toml", process_text(process), within=root)
    entry = {
        "file": str(file),
        "maps": [
            {"map": process.id, "path": f"processes/{process.id}.toml", "counts": _map_counts(process)}
            for process in maps
        ],
        "counts": dict(read.counts),
        "notices": [{"element": note.element, "message": note.message} for note in read.notices],
    }
    if arguments.format == "text":
        _print_entry(entry, arguments.quiet)
    return entry


def _map_counts(process: ProcessMap) -> dict[str, int]:
    flows = sum(len(step.next) for step in process.steps)
    return {"steps": len(process.steps), "flows": flows, "lanes": len(process.lanes)}


def _with_free_ids(maps: Sequence[ProcessMap], folder: Path) -> Sequence[ProcessMap]:
    """Return the maps under ids that no file in the folder has."""
    from procfit.model.edits import rename_maps

    taken = {path.stem for path in folder.glob("*.toml")}
    renamed: dict[str, str] = {}
    for process in maps:
        renamed[process.id] = _free(process.id, taken)
        taken.add(renamed[process.id])
    return rename_maps(maps, renamed)


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name = f"{wanted[:60]}-{number}"
        number += 1
    return name


def _print_entry(entry: dict[str, Any], quiet: bool) -> None:
    from procfit.model.text import visible

    for made in entry["maps"]:
        counts = made["counts"]
        print(
            f"{visible(entry['file'])} -> {made['path']}"
            f" ({counts['steps']} steps, {counts['flows']} flows, {counts['lanes']} lanes)"
        )
    if not entry["maps"]:
        print(f"{visible(entry['file'])}: no process in it")
    if not quiet:
        for note in entry["notices"]:
            print(f"  note: {visible(note['element'])}: {visible(note['message'])}")
