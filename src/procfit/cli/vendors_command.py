"""``procfit vendors``: the vendors and their workbooks, one module per subcommand."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

__all__ = ["SUBCOMMANDS", "add", "run"]

SUBCOMMANDS = ("import",)
"""The subcommands in the order of the help; each is ``procfit.cli.vendors_<name>`` with `add` and `run`."""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command and its subcommands to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "vendors",
        help="take in what vendors answered",
        description="Take in the workbooks that vendors send.",
    )
    subcommands = command.add_subparsers(
        title="subcommands", metavar="SUBCOMMAND", dest="subcommand", required=True
    )
    for name in SUBCOMMANDS:
        module = import_module(f"procfit.cli.vendors_{name}")
        subcommand: argparse.ArgumentParser = module.add(subcommands)
        _add_common(subcommand)
        subcommand.set_defaults(run_subcommand=module.run)
    return command


def run(arguments: argparse.Namespace) -> int:
    """Run the subcommand."""
    code: int = arguments.run_subcommand(arguments)
    return code


def _add_common(subcommand: argparse.ArgumentParser) -> None:
    """Let the options that every command has stand behind the subcommand too."""
    from pathlib import Path

    subcommand.add_argument("-w", "--workspace", metavar="DIR", type=Path, default=argparse.SUPPRESS)
    subcommand.add_argument("--format", choices=("text", "json"), default=argparse.SUPPRESS)
    subcommand.add_argument("-q", "--quiet", action="store_true", default=argparse.SUPPRESS)
