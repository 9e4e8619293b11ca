"""The options that every command takes."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["add_common", "add_workspace"]


def add_common(command: argparse.ArgumentParser, is_nested: bool = False) -> None:
    """Add them to a command; one inside another leaves the defaults to the outer one."""
    add_workspace(command, argparse.SUPPRESS)
    command.add_argument(
        "--format",
        choices=("text", "json"),
        default=argparse.SUPPRESS if is_nested else "text",
        help="how to print (default: text)",
    )
    command.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        default=argparse.SUPPRESS if is_nested else False,
        help="print only what was asked for",
    )


def add_workspace(parser: argparse.ArgumentParser, default: object = Path()) -> None:
    """Add the option that names the workspace."""
    parser.add_argument(
        "-w",
        "--workspace",
        metavar="DIR",
        type=Path,
        default=default,
        help="the workspace (default: the nearest folder upwards with processes/)",
    )
