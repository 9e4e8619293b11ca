from __future__ import annotations

from pathlib import Path

from helpers_tui import REPORT, small_workspace
from procfit import open_workspace
from procfit.tui.state import Session
from procfit.tui.views.findings import finding_parts
from procfit.tui.widgets.parts import Field


def test_a_finding_says_how_sure_its_facts_are(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    session = Session(lambda: open_workspace(root))
    session.document = session.opened(open_workspace(root))
    first, second, _ = (
        {part.label: part.value for part in finding_parts(session, found) if isinstance(part, Field)}
        for found in REPORT.findings
    )
    assert first["Evidence"] == "assumed: no source for Ask for the address"
    assert second["Evidence"] == "assumed"
