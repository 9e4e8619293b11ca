from __future__ import annotations

from pathlib import Path

import pytest

from helpers_tui import small_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_workspace(tmp_path / "pumps")
