"""Taking what a committee saw or settled into the vendors' files, as what it agreed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from procfit.files import write_atomically
from procfit.formats.agreed_save import with_agreed
from procfit.formats.demo_form import Seen
from procfit.formats.toml_file import parse_toml
from procfit.formats.vendor_toml import build_vendor
from procfit.model.errors import OutputError, Place, Problem
from procfit.model.vendor import Settled
from procfit.workspace.folder import Workspace
from procfit.workspace.saving import text_on_disk

__all__ = ["Settling", "save_settling", "settle"]


@dataclass(frozen=True)
class Settling:
    """What becomes agreed, by vendor and capability, and what cannot be taken; nothing is written yet."""

    agreed: Mapping[str, Mapping[str, Settled]]
    problems: tuple[Problem, ...] = ()

    @property
    def count(self) -> int:
        """How many answers become agreed."""
        return sum(map(len, self.agreed.values()))


def settle(workspace: Workspace, seen: Iterable[Seen]) -> Settling:
    """Return what becomes agreed; what is agreed already, but for its date, is left as it is."""
    agreed: dict[str, dict[str, Settled]] = {}
    problems = []
    for each in seen:
        vendor = workspace.vendors.get(each.vendor)
        if vendor is None or each.capability not in workspace.capabilities:
            unknown = f'vendor "{each.vendor}"' if vendor is None else f'capability "{each.capability}"'
            hint = "add what was seen by hand"
            problems.append(Problem(f"there is no {unknown} any more", hint, each.where, "warning"))
        elif _said(vendor.agreed.get(each.capability)) != _said(each.settled):
            agreed.setdefault(each.vendor, {})[each.capability] = each.settled
    return Settling(agreed, tuple(problems))


def save_settling(workspace: Workspace, settling: Settling) -> None:
    """Write what becomes agreed into the vendors' files.

    Raises
    ------
    OutputError
        When a file cannot be read or written; it is then as it was.
    """
    for name, agreed in settling.agreed.items():
        shown = f"vendors/{name}.toml"
        text = with_agreed(text_on_disk(workspace.root / shown, shown) or "", agreed)
        file = parse_toml(text, shown)
        vendor = build_vendor(file, name, workspace.evaluation)
        if vendor is None or any(vendor.agreed.get(key) != settled for key, settled in agreed.items()):
            hint = "write [agreed] as a table of its own"
            raise OutputError("what was agreed cannot be put into the file", hint, Place(shown))
        write_atomically(workspace.root / shown, text, within=workspace.root)


def _said(settled: Settled | None) -> tuple[str, ...]:
    if settled is None:
        return ()
    return settled.code, settled.evidence or "", settled.by, settled.reason, settled.note, settled.stale
