"""Overridden weights put into the list of capabilities: every other byte of it stays."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from procfit.formats.blocks import Blocks
from procfit.formats.capabilities_toml import CAPABILITY
from procfit.formats.links_save import with_line_ends
from procfit.formats.statements import with_fields
from procfit.model.capability import Capability

__all__ = ["with_weights"]

_KEYS = ("weight", "reason")


def with_weights(text: str, chosen: Mapping[str, Capability]) -> str:
    r"""Return the text of the list of capabilities with the weights and reasons of some of them.

    Examples
    --------
    >>> text = '[[capability]]\nid = "fax"\nname = "Fax"\n'
    >>> fax = Capability("fax", "Fax", weight=0.1, reason="swing weighting by Ana")
    >>> print(with_weights(text, {"fax": fax}), end="")
    [[capability]]
    id = "fax"
    name = "Fax"
    weight = 0.1
    reason = "swing weighting by Ana"
    """
    return with_line_ends(text, lambda plain: _with_weights(plain, chosen))


def _with_weights(text: str, chosen: Mapping[str, Capability]) -> str:
    written_out = {block.path for block in Blocks(text).blocks}
    for index, table in enumerate(tomllib.loads(text).get("capability", [])):
        wanted = chosen.get(table.get("id", ""))
        if wanted is not None and ("capability", index) in written_out:
            old = {key: table[key] for key in _KEYS if key in table}
            new = {"weight": wanted.weight, "reason": wanted.reason}
            text = with_fields(text, ("capability", index), old, new, list(CAPABILITY.keys))
    return text
