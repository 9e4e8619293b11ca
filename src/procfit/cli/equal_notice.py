"""What stands wherever weights are shown that are equal for want of any value in the maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = ["equal_entry", "print_equal_notice"]


def equal_entry(workspace: Workspace) -> dict[str, Any]:
    """Return the keys of a JSON document that tell whether the weights in it are equal, and why."""
    because = _because(workspace)
    return {"equal_weights": bool(because), "equal_because": because or None}


def print_equal_notice(workspace: Workspace) -> None:
    """Print above a table that its weights are equal; nothing where they are not."""
    from procfit.cli.output import paint

    because = _because(workspace)
    if because:
        print(paint(f"{because}.", "yellow"))


def _because(workspace: Workspace) -> str:
    from procfit.fit.weights import weigh

    return weigh(workspace.portfolio, workspace.evaluation).equal_because
