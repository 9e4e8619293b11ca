"""What a fit rests on, so that anybody can work it out again: files, options, versions and draws."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.workspace import Workspace

__all__ = ["basis"]


def basis(
    workspace: Workspace, assessed: Fit, arguments: argparse.Namespace, weights: Mapping[str, float]
) -> dict[str, Any]:
    """Return all that the numbers of a fit depend on.

    Where files, options, versions and date are the same, so is the document, to the byte.
    """
    from procfit import __version__
    from procfit.fit.chances import KAPPA, SEED
    from procfit.fit.decide import FLIP_MARGIN
    from procfit.workspace.basis import files_of

    return {
        "version": __version__,
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "date": workspace.opened.isoformat(),
        "seed": SEED,
        "draws": assessed.chances.draws,
        "kappa": KAPPA,
        "flip_margin": FLIP_MARGIN,
        "undecided_below": assessed.undecided_below,
        "weight_basis": workspace.evaluation.weight_basis,
        "view": arguments.view,
        "without_vendors": sorted(arguments.without_vendor),
        "without_evaluators": sorted(arguments.without_evaluator),
        "set": dict(sorted(weights.items())),
        "files": [asdict(content) for content in files_of(workspace)],
    }
