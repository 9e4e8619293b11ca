"""The command line: the verbs of procfit without a screen, one module per command."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from procfit.cli.parser import build_parser
from procfit.model.errors import ProcfitError

__all__ = ["YOUNG_OBJECTS", "main"]

YOUNG_OBJECTS = 50_000
"""After how many new objects Python looks for garbage; maps are many small objects, and they stay."""

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    argv
        The arguments; those of the process by default.

    Returns
    -------
    int
        0 fine, 1 findings at level error, 2 wrong usage, 3 input not readable or output not written.
    """
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    arguments = build_parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except ProcfitError as error:
        return _report(error, getattr(arguments, "format", "text"))
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _report(error: ProcfitError, output_format: str) -> int:
    from procfit.cli.output import print_json, problem_entry
    from procfit.model.errors import Problem

    problem = Problem(error.message, error.hint, error.where)
    if output_format == "json":
        print_json({"problems": [problem_entry(problem)]})
    print(f"procfit: {problem}", file=sys.stderr)
    return error.exit_code
