"""procfit: process maps judged by what customers get, and vendors by what the processes need.

Examples
--------
>>> import procfit
>>> workspace = procfit.open_workspace("path/to/workspace")  # doctest: +SKIP
>>> procfit.check(workspace).to_frame()  # doctest: +SKIP
>>> procfit.fit(workspace).to_frame()  # doctest: +SKIP
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.api import (
        check,
        confirm_links,
        draw,
        explain,
        fit,
        links,
        measure,
        money,
        read_bpmn,
        read_map,
        review,
        scenario,
        similar,
        vendors,
        write_bpmn,
        write_map,
    )
    from procfit.exports import export
    from procfit.model.errors import ProcfitError
    from procfit.workspace import Workspace, open_workspace

__version__ = "0.1.0"

_HOME = {
    "ProcfitError": "model.errors",
    "Workspace": "workspace",
    "check": "api",
    "confirm_links": "api",
    "draw": "api",
    "explain": "api",
    "export": "exports",
    "fit": "api",
    "links": "api",
    "measure": "api",
    "money": "api",
    "open_workspace": "workspace",
    "read_bpmn": "api",
    "read_map": "api",
    "review": "api",
    "scenario": "api",
    "similar": "api",
    "vendors": "api",
    "write_bpmn": "api",
    "write_map": "api",
}

__all__ = [
    "ProcfitError",
    "Workspace",
    "__version__",
    "check",
    "confirm_links",
    "draw",
    "explain",
    "export",
    "fit",
    "links",
    "measure",
    "money",
    "open_workspace",
    "read_bpmn",
    "read_map",
    "review",
    "scenario",
    "similar",
    "vendors",
    "write_bpmn",
    "write_map",
]


class _Package(ModuleType):
    """The package with ``fit`` as the function, although a room of the house has the same name.

    Importing that room would put it in the place of the function.
    """

    @property
    def fit(self) -> Any:
        """The public function."""
        return __getattr__("fit")

    @fit.setter
    def fit(self, room: ModuleType) -> None:
        """Leave the function where it is."""


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name in _HOME:
        found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        if name != "fit":
            globals()[name] = found
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


sys.modules[__name__].__class__ = _Package
