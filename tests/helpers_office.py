"""LibreOffice as a vendor uses it: cells filled in by a script inside it."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from helpers_review import OFFICE

SCRIPT = Path(__file__).with_name("office_script.py")


@cache
def uno_python() -> str | None:
    """Return a Python that can talk to LibreOffice, or None."""
    for name in ("/usr/bin/python3", "python3", "python"):
        found = shutil.which(name)
        if found and not subprocess.run([found, "-c", "import uno"], capture_output=True).returncode:
            return found
    return None


needs_uno = pytest.mark.skipif(OFFICE is None or uno_python() is None, reason="no LibreOffice with UNO")


def fill_in_office(source: Path, target: Path, cells: list[tuple[str, str, str | float]]) -> list[str]:
    """Fill in cells of a workbook in LibreOffice and save it there; return the cells that are locked."""
    python = uno_python()
    assert OFFICE is not None
    assert python is not None
    listed = target.with_suffix(".json")
    listed.write_text(json.dumps(cells), encoding="utf-8")
    run = subprocess.run(
        [python, str(SCRIPT), OFFICE, str(source.resolve()), str(target.resolve()), str(listed)],
        check=True,
        capture_output=True,
        text=True,
        timeout=240,
    )
    refused: list[str] = json.loads(run.stdout)
    return refused
