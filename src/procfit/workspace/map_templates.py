"""Processes that most companies have with their customers, as maps to start from.

They hold steps and lanes and no figure: what a team has not said itself is not assessed.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from procfit.formats.process_toml import read_process_text
from procfit.model.process import ProcessMap

__all__ = ["NAMES", "map_templates"]

NAMES = ("enquiry-to-quote", "order-change", "complaint", "return", "onboarding")
"""The templates by id, in the order of a customer's life."""


def map_templates() -> tuple[ProcessMap, ...]:
    """Return the templates as maps.

    Examples
    --------
    >>> [template.name for template in map_templates()][:2]
    ['Enquiry to quote', 'Order change']
    """
    folder = files("procfit") / "templates" / "maps"
    found = (read_process_text(_text(folder, name), name)[0] for name in NAMES)
    return tuple(template for template in found if template is not None)


def _text(folder: Traversable, name: str) -> str:
    return folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
