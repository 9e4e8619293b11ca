"""The ways on from a step in its form: their shares, conditions, and whether they turn cases away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from procfit.formats.process_toml import BRANCH
from procfit.model import edits, sayings
from procfit.model.edit_basis import ways_on, with_step, with_ways
from procfit.model.edit_flows import SHARE_DIGITS
from procfit.model.process import SPLITS, Flow, ProcessMap, Step, View
from procfit.model.quantities import format_share
from procfit.model.views import apply_to_be
from procfit.tui.editing.fields import (
    Field,
    Made,
    absent,
    changed_label,
    made,
    read_field,
    share_text,
    text_of,
)
from procfit.tui.signs import one_line

if TYPE_CHECKING:
    from procfit.workspace import Workspace

__all__ = ["way_fields"]

_PARTS = (("share", "Share of cases"), ("when", "When"), ("rejects", "Turns away"))
_SPELLED_LIKE = {"share": "share", "when": "reason", "rejects": "expected"}
"""The field of a step list that is read the same way."""


def way_fields(workspace: Workspace, process: ProcessMap, step: Step, view: View) -> Iterator[Field]:
    """Yield the fields of every way on from a split, or from a step with several."""
    flows = ways_on(step, view)
    shown = step if view == "as-is" else apply_to_be(step)
    if shown.kind in SPLITS or len(flows) > 1:
        for place in range(len(flows)):
            yield from _Way(workspace, process, step, view, place).fields()


@dataclass(frozen=True)
class _Way:
    workspace: Workspace
    process: ProcessMap
    step: Step
    view: View
    place: int

    def fields(self) -> Iterator[Field]:
        """Yield the fields of one way on."""
        ways = ways_on(self.step, self.view)
        today = self.step.next[self.place] if self.place < len(self.step.next) else None
        for key, label in _PARTS:
            yield Field(
                f"next.{self.place}.{key}",
                label,
                BRANCH.keys[key].doc,
                _text(ways[self.place], key),
                self._taker(key),
                None if self.view == "as-is" else _text(today, key) if today else "",
                ("yes", "no") if key == "rejects" else (),
                section=f"Leads to {self._target}",
            )

    @property
    def _target(self) -> str:
        return one_line(self.process.step(ways_on(self.step, self.view)[self.place].to).name)

    def _taker(self, key: str) -> Callable[[str], Made]:
        return lambda typed: self._take(key, typed)

    def _take(self, key: str, text: str) -> Made:
        flows = ways_on(self.step, self.view)
        calendar = self.workspace.settings.calendar
        value = read_field(_SPELLED_LIKE[key], key, BRANCH.keys[key].kind, text, calendar)
        name = f"{self.step.name} to {self._target}"
        if key == "share":
            old, new = (
                format_share(share) or sayings.UNKNOWN for share in (flows[self.place].share, value)
            )
            after = edits.set_shares(self.process, self.step.id, self._shares(value), self.view)
            return made(self.workspace, changed_label("share", name, old, new), self.process, after)
        now = absent(Flow, key) if value is None else value
        changes: dict[str, Any] = {key: now}
        led = list(flows)
        led[self.place] = replace(flows[self.place], **changes)
        after = with_step(self.process, with_ways(self.step, tuple(led), self.view))
        label = changed_label(key, name, getattr(flows[self.place], key), now)
        return made(self.workspace, label, self.process, after)

    def _shares(self, share: float | None) -> list[float | None]:
        """Return all shares with one changed; a decision's others keep their proportions in the rest."""
        flows = ways_on(self.step, self.view)
        shown = self.step if self.view == "as-is" else apply_to_be(self.step)
        others = [flow.share for number, flow in enumerate(flows) if number != self.place]
        rest: list[float | None] = list(others)
        if shown.kind == "decision":
            rest = [None] * len(others) if share is None else _scaled(others, 1 - share)
        return [*rest[: self.place], share, *rest[self.place :]]


def _scaled(shares: list[float | None], total: float) -> list[float | None]:
    known = [share for share in shares if share is not None]
    if len(shares) == 1:
        return [round(total, SHARE_DIGITS)]
    if len(known) < len(shares) or not sum(known):
        return shares
    return [round(share * total / sum(known), SHARE_DIGITS) for share in known]


def _text(flow: Flow, key: str) -> str:
    value = getattr(flow, key)
    if key == "rejects":
        return "yes" if value else ""
    return share_text(value) if key == "share" else text_of(value)
