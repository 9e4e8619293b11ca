"""The review of a whole portfolio."""

from __future__ import annotations

import procfit
from helpers_maps import EXAMPLE


def test_the_totals_are_those_of_the_processes() -> None:
    workspace = procfit.open_workspace(EXAMPLE)
    found = procfit.review(workspace)
    for name in ("steps", "findings"):
        total = getattr(found, name)
        parts = [getattr(line, name) for line in found.progress]
        assert total.decided == sum(part.decided for part in parts)
        assert total.total == sum(part.total for part in parts)
    assert found.processes.total == len(workspace.maps) == len(found.to_frame())
    kinds = [item.kind for item in found.remaining]
    assert kinds.count("finding") == found.findings.total - found.findings.decided
    assert kinds.count("process") == found.processes.total - found.processes.decided
    assert kinds.count("step") <= found.steps.total - found.steps.decided
