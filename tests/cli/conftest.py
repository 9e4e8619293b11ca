from __future__ import annotations

from pathlib import Path

import pytest

from helpers_cli import Cli
from helpers_maps import EXAMPLE


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """Commands in an empty folder."""
    return Cli(capsys, monkeypatch, tmp_path)


@pytest.fixture
def example(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Commands in the worked example."""
    return Cli(capsys, monkeypatch, EXAMPLE)
