"""Finds a Graphviz and runs it: the system's, else the one that pip installs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from procfit.diagrams.palette import FONT_BOLD
from procfit.model.errors import OutputError, ProcfitError

__all__ = ["Engine", "find_engine", "run_engine"]

TIMEOUT_SECONDS = 60.0
DOTS_PER_INCH = 96
USUAL_SCALE = 2.0
"""Twice the usual dots, for sharp pictures on slides."""

PURE = "graphviz-pure"
HINT = 'install Graphviz (graphviz.org/download) or run `pip install "procfit[graphviz]"`; .txt needs neither'

# The last character of Latin, Greek and Cyrillic: what the fonts inside graphviz-pure can show.
_LAST_PURE = 0x052F
_PUNCTUATION = range(0x2000, 0x2C00)


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that draws Graphviz sources, with what it can write."""

    name: str
    command: tuple[str, ...]
    formats: frozenset[str]


def find_engine() -> Engine:
    """Return the Graphviz to draw with.

    Raises
    ------
    ProcfitError
        When there is none; the hint says how to get one.
    """
    neato = shutil.which("neato")
    if neato is not None:
        return Engine("Graphviz", (neato, "-n2"), frozenset({"svg", "png", "pdf"}))
    pure = shutil.which(PURE) or shutil.which(PURE, path=str(Path(sys.executable).parent))
    if pure is not None:
        return Engine(PURE, (pure, "-Kneato", "-n2"), frozenset({"svg", "png"}))
    raise ProcfitError("drawing needs Graphviz, and there is none", HINT)


def run_engine(
    source: str, kind: str, timeout: float = TIMEOUT_SECONDS, scale: float = USUAL_SCALE
) -> bytes:
    """Return the picture that Graphviz makes of a source.

    Parameters
    ----------
    kind
        ``svg``, ``png`` or ``pdf``.
    timeout
        Seconds after which the engine is stopped.
    scale
        How many times 96 dots per inch a ``png`` has.

    Raises
    ------
    ProcfitError
        When there is no engine, or it cannot write this kind, takes too long or fails.
    """
    engine = find_engine()
    if kind not in engine.formats:
        raise OutputError(
            f"{engine.name} cannot write .{kind}",
            "install Graphviz from graphviz.org/download, or draw .svg or .png",
        )
    if engine.name == PURE:
        source = _for_pure(source, kind)
    dots = [f"-Gdpi={DOTS_PER_INCH * scale:g}"] if kind == "png" else []
    return _run([*engine.command, *dots, f"-T{kind}"], source, engine, timeout)


def _run(command: list[str], source: str, engine: Engine, timeout: float) -> bytes:
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603  a program found on the path, with fixed arguments
            command,
            input=source.encode(),
            capture_output=True,
            timeout=timeout,
            check=False,
            creationflags=hidden,
        )
    except subprocess.TimeoutExpired:
        raise ProcfitError(
            f"{engine.name} took longer than {timeout:g} seconds", "draw a part of the map, or .txt"
        ) from None
    except OSError as error:
        raise ProcfitError(f"{engine.name} does not start: {error.strerror or error}", HINT) from None
    if done.returncode or not done.stdout:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise ProcfitError(f"{engine.name} failed: {said[-1] if said else 'it said nothing'}")
    return done.stdout


def _for_pure(source: str, kind: str) -> str:
    """Return a source for graphviz-pure, which knows bold type by another name and few scripts."""
    if kind == "png":
        for letter in source:
            if ord(letter) > _LAST_PURE and ord(letter) not in _PUNCTUATION:
                raise OutputError(
                    f'{PURE} has no font for "{letter}" in .png',
                    "draw .svg, or install Graphviz from graphviz.org/download",
                )
    return source.replace(FONT_BOLD, "Helvetica-Bold")
