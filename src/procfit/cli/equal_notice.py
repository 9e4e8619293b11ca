"""What stands wherever weights are shown that are equal for want of any value in the maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.fit.weights import Weights
    from procfit.workspace import Workspace

__all__ = ["entry_of", "equal_entry", "print_equal_notice", "print_notice_of"]


def equal_entry(workspace: Workspace) -> dict[str, Any]:
    """Return the keys of a JSON document that tell whether the weights in it are equal, and why."""
    return entry_of(_weights(workspace))


def entry_of(weights: Weights) -> dict[str, Any]:
    """Return the same for weights that are known already."""
    because = weights.equal_because
    return {"equal_weights": bool(because), "equal_because": because or None}


def print_equal_notice(workspace: Workspace) -> None:
    """Print above a table that its weights are equal; nothing where they are not."""
    print_notice_of(_weights(workspace))


def print_notice_of(weights: Weights) -> None:
    """Print the same for weights that are known already."""
    from procfit.cli.output import paint

    if weights.equal:
        print(paint(f"{weights.equal_because}.", "yellow"))


def _weights(workspace: Workspace) -> Weights:
    from procfit.fit.weights import weigh

    return weigh(workspace.portfolio, workspace.evaluation)
