"""What the plan of a process would gain from carrying out a finding, told before anybody decides."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.model import sayings
from procfit.model.errors import ProcfitError
from procfit.model.finding import Finding
from procfit.tui.signs import one_line

if TYPE_CHECKING:
    from procfit.flow.measure import Measures
    from procfit.workspace import Workspace

__all__ = ["WhatIf", "balance", "what_if", "what_if_key", "what_if_told"]

LEAST = 1e-6
"""The minutes below which a difference is but what sums were rounded by."""


@dataclass(frozen=True)
class WhatIf:
    """The plan measured as it is and changed; `reason` says why it is not, `how` what would be done."""

    how: str = ""
    before: Measures | None = None
    after: Measures | None = None
    reason: str = ""


def what_if_key(finding: Finding) -> Hashable:
    """Return what names a finding among those of a portfolio."""
    return finding.rule, finding.process, finding.steps


def what_if(workspace: Workspace, finding: Finding) -> WhatIf:
    """Measure the to-be of a map before and after what a finding suggests.

    Where that is for a person to draw, what discarding would do is measured instead.
    """
    from procfit.compare.maps import seen
    from procfit.flow.measure import measure
    from procfit.tui.editing.suggestions import changes_flow, decided, suggested

    maps, name = workspace.maps, finding.process
    redrawn = finding.suggest not in ("add", "discard") and changes_flow(maps[name], finding)
    how = "drawn so" if redrawn else "discarded"
    try:
        do_it = redrawn or finding.suggest == "discard"
        changed = suggested(maps, finding) if do_it else decided(maps, finding, "discard")
        around = workspace.with_maps({**maps, **changed}).portfolio
        if seen(maps[name], "to-be") == seen(around.maps[name], "to-be"):
            return WhatIf(how, reason="the plan stays as it is")
        before = measure(maps[name], workspace.portfolio, "to-be")
        return WhatIf(how, before, measure(around.maps[name], around, "to-be"))
    except ProcfitError as error:
        return WhatIf(how, reason=error.message)


def what_if_told(found: WhatIf | None, wide: bool = True) -> str:
    """Return in one line what the plan would gain."""
    if found is None:
        return "the plan is measured …"
    if found.before is None or found.after is None:
        return f"if {found.how}: {one_line(found.reason)}"
    return f"if {found.how}: {' · '.join(_changes(found.before, found.after, wide))}"


def _changes(before: Measures, after: Measures, wide: bool) -> Iterator[str]:
    leads = [
        sayings.minutes(each.lead_time.mean, each.is_lower("lead_time")) for each in (before, after)
    ]
    flows = [sayings.percent(each.flow_efficiency, 1) for each in (before, after)]
    values = [sayings.decimal(each.value) for each in (before, after)]
    less = _less(before, after)
    lead, flow = ("lead time", "flow efficiency") if wide else ("lead", "flow")
    yield f"{lead} {leads[0]} → {leads[1]} ({less})" if less else f"{lead} stays {leads[0]}"
    for name, (old, new) in ((flow, flows), ("value", values)):
        yield f"{name} {old} → {new}" if old != new else f"{name} stays {old}"


def _less(before: Measures, after: Measures) -> str:
    """Return what the lead time changes by; empty where that is nothing, or not assessed."""
    old, new = before.lead_time.mean, after.lead_time.mean
    if old is None or new is None or abs(new - old) < LEAST:
        return ""
    return f"{'+' if new > old else '−'}{sayings.minutes(abs(new - old))}"


def balance(finding: Finding) -> str:
    """Return what a finding's suggestion would save and cost, the words that are known."""
    saves, costs = finding.saves, finding.costs.value_per_case
    case = (
        f"saves {sayings.minutes(saves.minutes_per_case)} a case"
        if saves.minutes_per_case is not None
        else "saving not assessed"
    )
    month = f"{sayings.minutes(saves.minutes_per_month)} a month" if saves.minutes_per_month else ""
    lost = f"costs {sayings.count(costs)} value a case" if costs else "costs no value"
    value = "value it costs not assessed" if costs is None else lost
    return " · ".join(part for part in (case, month, value) if part)
