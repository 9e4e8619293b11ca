"""``procfit draw``: pictures of maps."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = ["add", "run"]

STDOUT = "-"
EPILOG = """\
examples:
  procfit draw lead-to-order -o lead-to-order.svg
  procfit draw lead-to-order --view to-be -o to-be.png
  procfit draw -o pictures/                 every map, as SVG
  procfit draw -o 'pictures/{map}.pdf'      every map, as PDF
  procfit draw -o maps.pptx                 every map on slides of one file, to edit there
  procfit draw lead-to-order --poster A1 -o poster.pdf    on A4 sheets, to glue together
  procfit draw lead-to-order -o -           as text, here
"""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "draw",
        help="draw maps as pictures",
        description="Draw maps as .svg, .png, .pdf, .pptx or .txt; the ending of FILE chooses.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("maps", nargs="*", metavar="MAP", help="the maps (default: all)")
    command.add_argument("--style", default="swimlane", help="the style (default: swimlane)")
    command.add_argument(
        "--view", choices=("as-is", "to-be"), default="as-is", help="which view (default: as-is)"
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="{map}.svg",
        help="where to; a folder with / at its end, {map} for the map's id, - for text on the screen",
    )
    command.add_argument(
        "--poster", metavar="SIZE", default="", help="a poster of A4 sheets: A3, A2, A1 or A0; for .pdf"
    )
    command.add_argument(
        "--no-findings", action="store_true", help="do not mark the steps that rules flag"
    )
    return command


def run(arguments: argparse.Namespace) -> int:
    """Draw each map that was asked for."""
    from procfit.cli.chosen import choose
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    chosen = choose(workspace, arguments.maps)
    several = len(arguments.maps or workspace.maps) > 1
    is_deck = several and arguments.output.lower().endswith(".pptx") and "{map}" not in arguments.output
    if is_deck and chosen.maps:
        written = _draw_deck(workspace, list(chosen.maps), arguments)
    else:
        written = [_draw(workspace, name, several, arguments) for name in chosen.maps]
    problems = chosen.errors
    print_problems(problems)
    if arguments.format == "json":
        print_json({"files": written, "problems": [problem_entry(problem) for problem in problems]})
    return 3 if problems else 0


def _draw_deck(
    workspace: Workspace, names: list[str], arguments: argparse.Namespace
) -> list[dict[str, str]]:
    """Draw all maps into one file of slides."""
    from procfit.diagrams import slides
    from procfit.files import write_atomically
    from procfit.model.errors import UsageError

    if arguments.poster:
        raise UsageError("a poster cannot be .pptx", "name a file that ends in .pdf")
    maps = [(workspace.map(name), _marks_of(workspace, name, arguments)) for name in names]
    write_atomically(
        Path(arguments.output), slides(maps, arguments.style, arguments.view, workspace.name)
    )
    if arguments.format == "text" and not arguments.quiet:
        print(f"{len(names)} maps -> {arguments.output}")
    return [{"map": name, "file": arguments.output} for name in names]


def _marks_of(workspace: Workspace, name: str, arguments: argparse.Namespace) -> dict[str, str]:
    is_bare = arguments.no_findings or arguments.view == "to-be"
    return {} if is_bare else _marks(workspace, name)


def _draw(
    workspace: Workspace, name: str, several: bool, arguments: argparse.Namespace
) -> dict[str, str]:
    from procfit.diagrams import draw, draw_text

    process = workspace.map(name)
    marks = _marks_of(workspace, name, arguments)
    if arguments.output == STDOUT:
        print(draw_text(process.view(arguments.view), marks, width=_columns()), end="")
        return {"map": name, "file": STDOUT}
    path = _path(arguments.output, name, several)
    draw(process, path, style=arguments.style, view=arguments.view, marks=marks, poster=arguments.poster)
    if arguments.format == "text" and not arguments.quiet:
        print(f"{name} -> {path}")
    return {"map": name, "file": str(path)}


def _columns() -> int | None:
    """Return the width of the terminal; None where the text goes to a file or another program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _path(output: str, name: str, several: bool) -> Path:
    from procfit.model.errors import UsageError

    if output.endswith("/") or Path(output).is_dir():
        return Path(output) / f"{name}.svg"
    if several and "{map}" not in output:
        raise UsageError(
            "several maps cannot go to one file", "name a folder (pictures/) or use {map} in the name"
        )
    return Path(output.replace("{map}", name))


def _marks(workspace: Workspace, name: str) -> dict[str, str]:
    from procfit.rules.engine import check
    from procfit.rules.told import marks_of

    return marks_of(check(workspace.portfolio, [name]).findings)
