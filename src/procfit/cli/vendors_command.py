"""``procfit vendors``: what vendors sent, what it answers, and where each answer comes from."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

from procfit.cli.common import add_common

__all__ = ["SUBCOMMANDS", "add", "run"]

SUBCOMMANDS = ("list", "import", "link", "show", "agree")
"""What there is to do, the first by default; each is ``procfit.cli.vendors_<name>`` with `add` and `run`."""


def add(commands: Any) -> argparse.ArgumentParser:
    """Add the command and what it can do to the parser."""
    command: argparse.ArgumentParser = commands.add_parser(
        "vendors",
        help="vendors' workbooks: what they cover, which row answers what, where an answer comes from",
        description="What vendors sent, and how much of what is required it answers. Without anything "
        f"more it is the same as `procfit vendors {SUBCOMMANDS[0]}`.",
    )
    subcommands = command.add_subparsers(title="subcommands", metavar="SUBCOMMAND", dest="subcommand")
    for name in SUBCOMMANDS:
        module = import_module(f"procfit.cli.vendors_{name}")
        subcommand: argparse.ArgumentParser = module.add(subcommands)
        add_common(subcommand, is_nested=True)
        subcommand.set_defaults(run_subcommand=module.run)
        if name == SUBCOMMANDS[0]:
            command.set_defaults(run_subcommand=module.run, vendor=None, all=False)
    return command


def run(arguments: argparse.Namespace) -> int:
    """Run the subcommand, the first where none is named."""
    code: int = arguments.run_subcommand(arguments)
    return code
