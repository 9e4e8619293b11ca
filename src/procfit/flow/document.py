"""The measures of a map as plain values, under the names that other programs rely on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from procfit.flow.measured import SUMS

if TYPE_CHECKING:
    from procfit.flow.measured import Measures

__all__ = ["document"]

SENSITIVITIES = 10
"""How many of the strongest are told."""


def document(measures: Measures) -> dict[str, Any]:
    """Return all figures of one view of a map; minutes, workspace money, shares as fractions of 1."""
    return {
        "steps": {name: asdict(step) for name, step in measures.steps.items()},
        "lead_time": asdict(measures.lead_time),
        "touch_time": measures.touch_time,
        "flow_efficiency": measures.flow_efficiency,
        "cost": measures.cost,
        "value": measures.value,
        "value_per_hour": measures.value_per_hour,
        "value_adding_ratio": measures.value_adding_ratio,
        "at_least": measures.at_least,
        "at_least_figures": [name for name in SUMS if measures.is_lower(name)],
        "contacts": measures.contacts,
        "faces": measures.faces,
        "hand_offs": measures.hand_offs,
        "department_crossings": measures.department_crossings,
        "systems": measures.systems,
        "channel_switches": measures.channel_switches,
        "items_asked": measures.items_asked,
        "repeat_asks": measures.repeat_asks,
        "effort": measures.effort,
        "waiting_between_contacts": asdict(measures.waiting_between_contacts),
        "time_split": _plain(measures.time_split),
        "unsourced_value": _plain(measures.unsourced_value),
        "assessed": _plain(measures.assessed),
        "critical_path": [asdict(step) for step in measures.critical_path],
        "journey": {name: path.to_dict() for name, path in measures.paths.items()},
        "work_in_progress": measures.work_in_progress,
        "per_month": asdict(measures.per_month),
        "kpis": [asdict(kpi) for kpi in measures.kpis],
        "sensitivity": [asdict(each) for each in measures.sensitivity[:SENSITIVITIES]],
        "stuck": dict(measures.stuck),
        "not_assessed": [asdict(gap) for gap in measures.not_assessed],
    }


def _plain(part: Any) -> dict[str, Any] | None:
    return None if part is None else asdict(part)
