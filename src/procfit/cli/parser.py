"""The arguments of every command."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from procfit import __version__

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
    "vendors",
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
    _add_workspace(parser, Path())
    parser.set_defaults(run=_open_app)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name in COMMANDS:
        module = import_module(f"procfit.cli.{name}_command")
        command: argparse.ArgumentParser = module.add(commands)
        _add_common(command)
        command.set_defaults(run=module.run)
    return parser


def _add_common(command: argparse.ArgumentParser) -> None:
    _add_workspace(command, argparse.SUPPRESS)
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )
    command.add_argument("-q", "--quiet", action="store_true", help="print only what was asked for")


def _add_workspace(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "-w",
        "--workspace",
        metavar="DIR",
        type=Path,
        default=default,
        help="the workspace (default: the nearest folder upwards with processes/)",
    )


def _open_app(arguments: argparse.Namespace) -> int:
    from procfit.tui.app import run
    from procfit.workspace import find_root

    return run(find_root(arguments.workspace))
