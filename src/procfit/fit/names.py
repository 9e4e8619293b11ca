"""The names that people know vendors, capabilities and steps by, for sentences about a fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from procfit.model.portfolio import Portfolio
from procfit.model.text import visible
from procfit.model.vendor import Vendor

__all__ = ["Names", "listed", "named"]

_WORD = re.compile(r"(?<![\w./-])[a-z][a-z0-9-]*(?![\w/-]|\.\w)")
"""An id that stands alone, and is not part of the name of a file."""


@dataclass(frozen=True)
class Names:
    """Names by id; what has none is called by its id."""

    vendors: Mapping[str, str] = field(default_factory=dict)
    capabilities: Mapping[str, str] = field(default_factory=dict)
    processes: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, portfolio: Portfolio, vendors: Mapping[str, Vendor]) -> Names:
        """Return the names in maps and vendors' files, safe to print."""
        return cls(
            {name: visible(own.name) for name, own in vendors.items()},
            {name: visible(own.name) for name, own in portfolio.capabilities.items()},
            {name: visible(own.name) for name, own in portfolio.maps.items()},
            {
                (name, step.id): visible(step.name)
                for name, own in portfolio.maps.items()
                for step in own.steps
            },
        )

    def vendor(self, vendor: str | None) -> str:
        """Return the name of a vendor; “nobody” for none."""
        return self.vendors.get(vendor, vendor) if vendor else "nobody"

    def capability(self, capability: str) -> str:
        """Return the name of a capability in quotation marks."""
        return f"“{self.capabilities.get(capability, capability)}”"

    def step(self, process: str, step: str) -> str:
        """Return a step with the process that it is part of."""
        name = self.steps.get((process, step), step)
        return f"{name} ({self.processes.get(process, process)})"

    def sentence(self, text: str) -> str:
        """Return a text with names in place of ids."""
        quoted = {name: self.capability(name) for name in self.capabilities if "-" in name}
        return named(text, {**self.vendors, **quoted})


def named(text: str, names: Mapping[str, str]) -> str:
    """Return a text with names in place of ids.

    Examples
    --------
    >>> named("cedar leads, but has not proven offline-visits", {"cedar": "Cedarworks"})
    'Cedarworks leads, but has not proven offline-visits'
    >>> named("vendors/cedar.toml could not be read", {"cedar": "Cedarworks"})
    'vendors/cedar.toml could not be read'
    """
    return _WORD.sub(lambda found: names.get(found[0], found[0]), text)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list that can be read aloud.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    *before, final = words
    return f"{', '.join(before)} {last} {final}" if before else final
