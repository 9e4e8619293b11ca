from __future__ import annotations

from pathlib import Path

import pytest

from procfit.fit.equal_weights import EQUAL_BY_STEP
from procfit.tui.state import Session
from procfit.tui.views.capabilities import capability_parts
from procfit.tui.views.fit import headline
from procfit.tui.views.step import step_parts
from procfit.workspace import open_workspace


def worked(root: Path) -> Session:
    session = Session(lambda: open_workspace(root))
    for _ in session.work():
        pass
    return session


@pytest.mark.parametrize("valued", [True, False])
def test_equal_weights_are_marked_wherever_they_are_shown(root: Path, valued: bool) -> None:
    if not valued:
        for path in (root / "processes").glob("*.toml"):
            lines = path.read_text().splitlines(keepends=True)
            path.write_text("".join(line for line in lines if not line.startswith("importance")))
    session = worked(root)
    assert session.workspace is not None
    assert session.fit is not None
    needed = next(iter(session.fit.weights.shares))
    part = session.fit.weights.of(needed)[0]
    process = session.workspace.maps[part.process]
    step = step_parts(session, process, process.step(part.step))
    for shown in (capability_parts(session, needed), step):
        assert ("EQUAL: no value is known" in str(shown)) is not valued
    assert (EQUAL_BY_STEP in headline(session, session.fit)[1]) is not valued
