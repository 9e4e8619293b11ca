"""What processes can require: ``processes/capabilities.toml``, and ``processes/items.toml``."""

from __future__ import annotations

from dataclasses import replace

from procfit.formats.spec import (
    ArrayOf,
    Boolean,
    Id,
    Integer,
    Key,
    ListOf,
    MapOf,
    Minutes,
    Number,
    TableOf,
    Text,
)
from procfit.formats.toml_file import FORMAT, TomlFile, check_format
from procfit.model.capability import Capability, Item
from procfit.model.text import item_key
from procfit.model.validate import Fault

__all__ = ["CAPABILITIES", "ITEMS", "build_capabilities", "build_items"]

ROUNDING = 1e-9
_FORMAT = Key(Integer(1, FORMAT), "the version of this format", required=True)

CAPABILITY = TableOf(
    {
        "id": Key(Id(), "the capability's id", required=True),
        "name": Key(Text(500), "what the system must be able to do", required=True, fallback="id"),
        "group": Key(Text(500), "the heading it stands under"),
        "description": Key(Text(), "more about it"),
        "must": Key(Boolean(), "a gate: a vendor without it fails"),
        "have": Key(Boolean(), "it is in-house already"),
        "weight": Key(Number(0, 1), "overrides the weight from the maps, as a share of 1"),
        "reason": Key(Text(), "why the weight is overridden"),
        "same_as": Key(ListOf(Text(500)), "other wordings that were confirmed to mean the same"),
    },
    Capability,
)

CAPABILITIES = TableOf(
    {"format": _FORMAT, "capability": Key(ArrayOf(CAPABILITY), "the capabilities")}, dict, "capabilities"
)

_ITEM = TableOf(
    {
        "held_in": Key(Text(200), "the system that holds it"),
        "valid_for": Key(Minutes(), "how long it stays true"),
        "about": Key(Text(200), "whom or what it is about"),
    },
    dict,
)

ITEMS = TableOf(
    {"format": replace(_FORMAT, required=False), "items": Key(MapOf(_ITEM, Text(500)), "items by name")},
    dict,
    "items",
)


def build_capabilities(file: TomlFile) -> dict[str, Capability]:
    """Return the capabilities by id; problems are left in ``file.reading``."""
    reading = file.reading
    if not check_format(file.data, reading, "a list of capabilities"):
        return {}
    fields = CAPABILITIES.read(file.data, reading, ()) or {}
    capabilities: dict[str, Capability] = {}
    for index, capability in enumerate(fields.get("capability", ())):
        if capability.id in capabilities:
            message = f'capability "{capability.id}" is there twice'
            reading.report(("capability", index, "id"), message, "give each its own id")
        capabilities.setdefault(capability.id, capability)
    reading.report_faults(_weight_faults(list(capabilities.values())))
    return capabilities


def build_items(file: TomlFile) -> dict[str, Item]:
    """Return the items by `item_key`; problems are left in ``file.reading``."""
    if not check_format(file.data, file.reading, "a list of items", optional=True):
        return {}
    fields = ITEMS.read(file.data, file.reading, ()) or {}
    return {item_key(name): Item(name, **item) for name, item in fields.get("items", {}).items()}


def _weight_faults(capabilities: list[Capability]) -> list[Fault]:
    faults = []
    for index, capability in enumerate(capabilities):
        if capability.weight is not None and not capability.reason:
            message = f'capability "{capability.id}" overrides its weight without a reason'
            faults.append(Fault(("capability", index, "weight"), message, 'add reason = "…"'))
    total = sum(capability.weight or 0 for capability in capabilities)
    if total > 1 + ROUNDING:
        message = f"the weight overrides sum to {total:.4g}, more than 1"
        faults.append(Fault(("capability",), message, "lower them: each is a share of 1"))
    return faults
