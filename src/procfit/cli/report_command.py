"""``procfit report``: what a meeting works with, as pages, slides or a sheet."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.reports.workshop.content import Pack
    from procfit.workspace import Workspace

__all__ = ["add", "run"]

ENDINGS = (".pdf", ".pptx", ".html", ".xlsx")
EPILOG = """\
examples:
  procfit report -o pack.pdf                          a workshop pack to print
  procfit report -o pack.pptx --maps lead-to-order    the same as slides to edit, for one process
  procfit report -o report.html                       one web page with pictures, to pass on
  procfit report -o answers.xlsx                      the sheet for the answers
  procfit review --answers answers.xlsx               take the answers back into the maps
"""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "report",
        help="a workshop pack: pages, slides, and a sheet for the answers",
        description="Write a workshop pack: per process the picture, the figures, the findings, the five "
        "questions to each step with room to write, and what is planned. The ending of FILE chooses: .pdf to "
        "print, .pptx to edit, .html to pass on, .xlsx for the answers.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        required=True,
        help="where to: .pdf, .pptx, .html, .xlsx",
    )
    command.add_argument(
        "--kind", choices=("workshop",), default="workshop", help="what for (default: workshop)"
    )
    command.add_argument(
        "--maps", metavar="MAP", nargs="+", default=[], help="the processes (default: all)"
    )
    command.add_argument(
        "--view", choices=("as-is", "to-be"), default="as-is", help="which view (default: as-is)"
    )
    command.add_argument(
        "--title", metavar="TEXT", default="", help="the title (default: the workspace)"
    )
    command.add_argument("--by", metavar="NAME", default="", help="who prepared it")
    return command


def run(arguments: argparse.Namespace) -> int:
    """Write the pack."""
    from procfit.cli.chosen import choose
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.files import write_atomically
    from procfit.model.errors import UsageError
    from procfit.model.text import visible
    from procfit.workspace import open_workspace

    ending = arguments.output.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(
            f'no report ends in "{ending}"', f"name a file that ends in {', '.join(ENDINGS)}"
        )
    workspace = open_workspace(arguments.workspace)
    chosen = choose(workspace, arguments.maps)
    if chosen.maps:
        write_atomically(arguments.output, _content(workspace, list(chosen.maps), ending, arguments))
    problems = chosen.errors
    if arguments.format == "json":
        entries = [problem_entry(problem) for problem in problems]
        file = str(arguments.output) if chosen.maps else None
        print_json({"file": file, "maps": list(chosen.maps), "problems": entries})
    else:
        print_problems(problems)
        if chosen.maps and not arguments.quiet:
            counted = "1 process" if len(chosen.maps) == 1 else f"{len(chosen.maps)} processes"
            print(f"{visible(str(arguments.output))}: {counted}")
    return 3 if problems else 0


def _content(
    workspace: Workspace, names: list[str], ending: str, arguments: argparse.Namespace
) -> bytes:
    from datetime import date

    from procfit.reports.workshop.content import pack_of

    title = arguments.title or workspace.name
    if ending == ".xlsx":
        from procfit.reports.workshop.answer_sheet import answer_sheet

        return answer_sheet([workspace.map(name) for name in names], title)
    pack = pack_of(workspace.portfolio, names, title, date.today(), by=arguments.by, view=arguments.view)
    if ending == ".pptx":
        from procfit.reports.workshop.slides import pack_slides

        return pack_slides(pack)
    if ending == ".html":
        return _web_page(workspace, pack)
    from procfit.reports.workshop.pages import pack_pdf

    return pack_pdf(pack, workspace.settings.language)


def _web_page(workspace: Workspace, pack: Pack) -> bytes:
    from procfit.api import fit
    from procfit.reports.workshop.web_page import ranking, web_page

    names = {name: vendor.name for name, vendor in workspace.vendors.items()}
    return web_page(pack, ranking(fit(workspace), names) if names else None).encode()
