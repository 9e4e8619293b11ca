"""Published decision cases that are not part of the repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

__all__ = ["published"]

_ROOT = Path(__file__).resolve().parents[1]
_FOLDERS = [parent / "shared" / "data" / "mcda" for parent in _ROOT.parents]
CASES = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])


def published(name: str) -> Any:
    """Return a case of that name; the test is skipped where the cases are not there."""
    path = CASES / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"no ../shared/data/mcda/{name}.json")
    return json.loads(path.read_text(encoding="utf-8"))
