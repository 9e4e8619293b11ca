"""What a fit rests on, so that anybody can work it out again: files, options, versions and draws."""

from __future__ import annotations

import platform
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.cases import Case

__all__ = ["basis"]


def basis(case: Case) -> dict[str, Any]:
    """Return all that the numbers of a fit depend on.

    Where files, options, versions and date are the same, so is the document, to the byte.
    """
    from procfit import __version__
    from procfit.fit.decide import FLIP_MARGIN
    from procfit.fit.drawn.blocks import SEED
    from procfit.workspace.basis import files_of

    wanted, workspace = case.scenario, case.workspace
    evaluation = workspace.evaluation
    return {
        "version": __version__,
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "date": workspace.opened.isoformat(),
        "seed": SEED,
        "draws": case.fit.chances.draws,
        "kappa": evaluation.kappa,
        "flip_margin": FLIP_MARGIN,
        "undecided_below": evaluation.undecided_below,
        "weight_basis": evaluation.weight_basis,
        "view": wanted.view or "to-be",
        "without_vendors": sorted(wanted.without_vendors),
        "without_evaluators": sorted(wanted.without_evaluators),
        "set": sorted(wanted.set),
        "relax": sorted(wanted.relax),
        "must": sorted(wanted.must),
        "files": [asdict(content) for content in files_of(workspace)],
    }
