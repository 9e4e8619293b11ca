"""The public functions: what the command line and the terminal app do, for notebooks and programs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from procfit.model.errors import InputError
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, View
from procfit.workspace import Workspace

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.flow.measure import Measures
    from procfit.rules.engine import Report

__all__ = ["check", "draw", "fit", "measure", "read_map"]


def read_map(path: str | Path) -> ProcessMap:
    """Return the map in a TOML file.

    Raises
    ------
    InputError
        When the map cannot be judged: the first problem, and how many there are.
    """
    from procfit.formats.process_toml import read_process

    process, problems = read_process(Path(path))
    if process is None:
        errors = [problem for problem in problems if problem.level == "error"]
        more = f" (and {len(errors) - 1} more problems)" if len(errors) > 1 else ""
        raise InputError(errors[0].message + more, errors[0].hint, errors[0].where)
    return process


def check(workspace: Workspace, maps: Collection[str] | None = None) -> Report:
    """Return what the rules find in the maps of a workspace; in all of them by default."""
    from procfit.rules.engine import check as run_rules

    return run_rules(workspace.portfolio, maps)


def measure(process: ProcessMap, workspace: Workspace | None = None, view: View = "as-is") -> Measures:
    """Return the times, cost and customer value of a map; `workspace` gives rates and called maps."""
    from procfit.flow.measure import measure as run_figures

    portfolio = workspace.portfolio if workspace else Portfolio({process.id: process})
    return run_figures(process, portfolio, view)


def fit(
    workspace: Workspace,
    view: View = "to-be",
    without_vendors: Collection[str] = (),
    without_evaluators: Collection[str] = (),
    weights: Mapping[str, float] | None = None,
) -> Fit:
    """Return how well each vendor of a workspace fits what its processes need.

    Parameters
    ----------
    workspace
        The opened folder.
    view
        The view of the maps that needs and values are taken from.
    without_vendors, without_evaluators
        Who is left out.
    weights
        Weights to try, as absolute shares of 1 by capability.
    """
    from procfit.fit.assess import assess

    return assess(
        workspace.portfolio,
        workspace.evaluation,
        workspace.vendors,
        workspace.rows,
        workspace.scores,
        view=view,
        without_vendors=without_vendors,
        without_evaluators=without_evaluators,
        weight_overrides=weights,
    )


def draw(process: ProcessMap, path: str | Path, style: str = "swimlane", view: View = "as-is") -> None:
    """Draw a map into a file; its ending chooses .svg, .png, .pdf or .txt."""
    from procfit.diagrams import draw as run_drawing

    run_drawing(process, Path(path), style=style, view=view)
