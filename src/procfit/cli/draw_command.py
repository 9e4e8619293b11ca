"""``procfit draw``: pictures of maps."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procfit.diagrams.styles import STYLES, WHOLE

if TYPE_CHECKING:
    from procfit.diagrams.scene import Scene
    from procfit.model.process import ProcessMap
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
  procfit draw lead-to-order --style value -o value.png --scale 3
  procfit draw lead-to-order --vendor alder -o alder.svg
  procfit draw --style portfolio -o portfolio.svg
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
    command.add_argument(
        "--style", help=f"one of {', '.join(STYLES)} (default: swimlane, or fit with --vendor)"
    )
    command.add_argument(
        "--view", choices=("as-is", "to-be"), default="as-is", help="which view (default: as-is)"
    )
    command.add_argument("--vendor", metavar="NAME", default="", help="the vendor that style fit shows")
    command.add_argument(
        "--overlay",
        metavar="vendor=NAME",
        type=_overlay,
        dest="vendor",
        help="the same as --vendor NAME",
    )
    command.add_argument(
        "--theme", choices=("light", "dark"), default="light", help="the colors (default: light)"
    )
    command.add_argument(
        "--scale",
        type=float,
        default=2.0,
        metavar="NUMBER",
        help="how many times 96 dots per inch a .png has (default: 2)",
    )
    command.add_argument(
        "--link",
        metavar="ADDRESS",
        default="",
        help="where steps of an .svg lead to, such as 'report.html#{map}.{step}'",
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

    style = _style(arguments)
    workspace = open_workspace(arguments.workspace)
    chosen = choose(workspace, arguments.maps)
    several = len(arguments.maps or workspace.maps) > 1
    is_deck = several and arguments.output.lower().endswith(".pptx") and "{map}" not in arguments.output
    if style in WHOLE:
        written = [_draw(workspace, "", False, style, arguments)]
    elif is_deck and chosen.maps:
        written = _draw_deck(workspace, list(chosen.maps), style, arguments)
    else:
        written = [_draw(workspace, name, several, style, arguments) for name in chosen.maps]
    problems = chosen.errors
    print_problems(problems)
    if arguments.format == "json":
        print_json({"files": written, "problems": [problem_entry(problem) for problem in problems]})
    return 3 if problems else 0


def _draw_deck(
    workspace: Workspace, names: list[str], style: str, arguments: argparse.Namespace
) -> list[dict[str, str]]:
    """Draw all maps into one file of slides."""
    from functools import partial

    from procfit.api import scene
    from procfit.diagrams import slides
    from procfit.files import write_atomically
    from procfit.model.errors import UsageError

    if arguments.poster:
        raise UsageError("a poster cannot be .pptx", "name a file that ends in .pdf")

    def drawing(name: str, ratio: float) -> Scene:
        marks = _marks(workspace, name) if _is_marked(style, arguments) else {}
        return scene(
            workspace.map(name),
            style,
            arguments.view,
            workspace,
            vendor=arguments.vendor,
            marks=marks,
            ratio=ratio,
        )

    deck = slides([partial(drawing, name) for name in names], workspace.name)
    write_atomically(Path(arguments.output), deck)
    if arguments.format == "text" and not arguments.quiet:
        print(f"{len(names)} maps -> {arguments.output}")
    return [{"map": name, "file": arguments.output} for name in names]


def _overlay(text: str) -> str:
    """Return the vendor that an overlay names."""
    kind, mark, name = text.partition("=")
    if kind.strip() != "vendor" or not mark or not name.strip():
        raise argparse.ArgumentTypeError(f'"{text}" is not an overlay: write vendor=NAME')
    return name.strip()


def _style(arguments: argparse.Namespace) -> str:
    """Return the style that was asked for: fit where a vendor is named."""
    from procfit.diagrams.render import known_style
    from procfit.model.errors import UsageError

    style: str = arguments.style or ("fit" if arguments.vendor else "swimlane")
    known_style(style)
    if arguments.vendor and style != "fit":
        raise UsageError(f"the style {style} shows no vendor", "leave --vendor out, or take --style fit")
    if arguments.maps and style in WHOLE:
        raise UsageError(f"the style {style} shows all maps in one picture", "name no map")
    return style


def _draw(
    workspace: Workspace, name: str, several: bool, style: str, arguments: argparse.Namespace
) -> dict[str, str]:
    from procfit.api import draw

    process = workspace.map(name) if name else None
    marks = _marks(workspace, name) if _is_marked(style, arguments) else {}
    if arguments.output == STDOUT:
        print(_text(workspace, process, style, marks, arguments), end="")
        return {"map": name, "file": STDOUT}
    path = _path(arguments.output, name or style, several)
    draw(
        process,
        path,
        style,
        arguments.view,
        workspace,
        vendor=arguments.vendor,
        marks=marks,
        link=arguments.link,
        theme=arguments.theme,
        scale=arguments.scale,
        poster=arguments.poster,
    )
    if arguments.format == "text" and not arguments.quiet:
        print(f"{name or style} -> {path}")
    return {"map": name, "file": str(path)}


def _is_marked(style: str, arguments: argparse.Namespace) -> bool:
    return style == "swimlane" and not arguments.no_findings and arguments.view == "as-is"


def _text(
    workspace: Workspace,
    process: ProcessMap | None,
    style: str,
    marks: dict[str, str],
    arguments: argparse.Namespace,
) -> str:
    """Return a picture as text: box characters, or for other styles what they say part by part."""
    from procfit.api import scene
    from procfit.diagrams import draw_text
    from procfit.diagrams.render import scene_text

    if style == "swimlane" and process is not None:
        return draw_text(process.view(arguments.view), marks, width=_columns())
    return scene_text(scene(process, style, arguments.view, workspace, vendor=arguments.vendor))


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
