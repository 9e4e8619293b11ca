"""The arguments of every command."""

from __future__ import annotations

import argparse
from importlib import import_module

from procfit import __version__
from procfit.cli.common import add_common, add_workspace

__all__ = ["build_parser"]

COMMANDS = (
    "init",
    "check",
    "measure",
    "similar",
    "review",
    "import",
    "export",
    "diff",
    "merge",
    "draw",
    "report",
    "rfp",
    "vendors",
    "weights",
    "fit",
    "schema",
)
"""The commands in the order of the help; each is ``procfit.cli.<name>_command`` with `add` and `run`."""

EPILOG = """\
Without a command, procfit opens the terminal app on the workspace of the current folder.
Exit codes: 0 fine, 1 findings at level error, 2 wrong usage, 3 input not readable or output not written.
"""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="procfit",
        description="Judge processes by what customers get from them, and CRM vendors by what the "
        "processes need.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"procfit {__version__}")
    add_workspace(parser)
    parser.set_defaults(run=_open_app)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name in COMMANDS:
        module = import_module(f"procfit.cli.{name}_command")
        command: argparse.ArgumentParser = module.add(commands)
        add_common(command)
        command.set_defaults(run=module.run)
    return parser


def _open_app(arguments: argparse.Namespace) -> int:
    from procfit.tui.app import run
    from procfit.workspace import find_root

    return run(find_root(arguments.workspace))
