"""Running commands in tests as a person would, in the same process."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from procfit.cli import main

__all__ = ["Cli", "Result", "Terminal"]


@dataclass(frozen=True)
class Result:
    """What a command printed and returned."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on standard output."""
        return json.loads(self.out)


class Terminal(io.StringIO):
    """A terminal on which a person has typed ahead."""

    def isatty(self) -> bool:
        """Tell that somebody is there to be asked."""
        return True


@dataclass(frozen=True)
class Cli:
    """Runs commands in a folder."""

    capture: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    folder: Path

    def __call__(self, *arguments: str) -> Result:
        self.monkeypatch.chdir(self.folder)
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = self.capture.readouterr()
        assert "Traceback" not in captured.err
        return Result(code, captured.out, captured.err)
