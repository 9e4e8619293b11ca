"""What a decision on a finding does to the maps: its dispositions, or the changed flow that it suggests."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from procfit.decisions.dispositions import with_dispositions
from procfit.model.edit_basis import checked, free_id, retargeted
from procfit.model.errors import EditError
from procfit.model.finding import Finding
from procfit.model.process import Disposition, ProcessMap, Step
from procfit.tui.editing.lines import planned

__all__ = ["changes_flow", "decided", "suggested", "suggestion", "with_remedy"]

Maps = Mapping[str, ProcessMap]

NOT_PLANNED = frozenset({"id", "disposition", "to_be"})


def decided(maps: Maps, finding: Finding, disposition: Disposition) -> dict[str, ProcessMap]:
    """Return the maps that change when the steps of a finding get a disposition.

    Of several steps only those go that the finding holds for too much; the others are kept unless they are
    decided already. A finding without steps is about its process as a whole.

    Raises
    ------
    EditError
        When one of the maps cannot take it.
    """
    wanted: dict[str, dict[str, Disposition | None]] = {}
    for name in finding.steps or ("",):
        home, _, step = name.rpartition("#")
        process = maps.get(home or finding.process)
        if process is None or (step and step not in process):
            continue
        now = (process.step(step) if step else process).disposition
        stays = disposition == "discard" and finding.drops and name not in finding.drops
        wanted.setdefault(process.id, {})[step] = (now or "keep") if stays else disposition
    changed = {}
    for name, dispositions in wanted.items():
        changed[name], refused = with_dispositions(maps[name], dispositions)
        for error in refused.values():
            raise error
    return {name: process for name, process in changed.items() if process != maps[name]}


def suggestion(maps: Maps, finding: Finding) -> str:
    """Return in a few words what doing as a finding suggests does; empty where it is for a person to draw."""
    if finding.suggest == "add":
        return ""
    redraws = finding.suggest != "discard" and changes_flow(maps[finding.process], finding)
    return "draw it so in the to-be" if redraws else finding.suggest


def suggested(maps: Maps, finding: Finding) -> dict[str, ProcessMap]:
    """Return the maps that change when a finding's suggestion is carried out in the to-be.

    Raises
    ------
    EditError
        When a map cannot take it, or the suggestion is for a person to draw.
    """
    whole = maps[finding.process]
    remedy = finding.remedy if changes_flow(whole, finding) else None
    if finding.suggest == "add":
        raise EditError(
            "what is missing cannot be drawn for you", "switch to the to-be with v and add it"
        )
    if finding.suggest == "discard":
        try:
            return decided(maps, finding, "discard")
        except EditError:
            if remedy is None:
                raise
    if remedy is None:
        return decided(maps, finding, finding.suggest)
    changed = with_remedy(whole, remedy, finding.steps)
    return {} if changed == whole else {whole.id: changed}


def changes_flow(whole: ProcessMap, finding: Finding) -> bool:
    """Whether a suggestion is a drawing, not only an estimate: other steps, or other ways between them."""
    if finding.remedy is None:
        return False
    today, then = (
        {step.id: step.next for step in process.steps} for process in (whole.as_is, finding.remedy)
    )
    return today != then


def with_remedy(whole: ProcessMap, remedy: ProcessMap, flagged: Sequence[str] = ()) -> ProcessMap:
    """Return a map with today's changed map as its plan; `flagged` steps count as decided with it.

    Raises
    ------
    EditError
        When something that it changes is planned otherwise already, or the plan cannot be judged.
    """
    today = {step.id: step for step in whole.as_is.steps}
    remedy = _with_free_ids(whole, remedy, today)
    then = {step.id: step for step in remedy.steps}
    steps = []
    for step in whole.steps:
        if step.id in today and step.id not in then:
            steps.append(replace(step, disposition="discard"))
        elif step.id in today and then[step.id] != today[step.id]:
            steps.append(_planned(step, today[step.id], then[step.id]))
        elif step.id in flagged and step.disposition is None:
            steps.append(replace(step, disposition="modify"))
        else:
            steps.append(step)
    known = {step.id for step in whole.steps}
    added = [replace(step, disposition="add") for step in remedy.steps if step.id not in known]
    return checked(whole, replace(whole, steps=(*steps, *added)))


def _with_free_ids(whole: ProcessMap, remedy: ProcessMap, today: Collection[str]) -> ProcessMap:
    """Return a remedy whose new steps have other ids than what else is planned."""
    taken = {step.id for step in (*whole.steps, *remedy.steps)}
    names: dict[str, str] = {}
    for step in remedy.steps:
        is_new = step.id not in today and step.id in whole
        if is_new and whole.step(step.id) != replace(step, disposition="add"):
            names[step.id] = free_id(step.id, taken)
            taken.add(names[step.id])
    steps = (replace(retargeted(step, names), id=names.get(step.id, step.id)) for step in remedy.steps)
    return replace(remedy, steps=tuple(steps)) if names else remedy


def _planned(step: Step, today: Step, then: Step) -> Step:
    """Return a step with what differs from today as its plan."""
    changes: dict[str, Any] = {}
    for field in fields(Step):
        value = getattr(then, field.name)
        if field.name not in NOT_PLANNED and value is not None and value != getattr(today, field.name):
            changes[field.name] = value
    if step.disposition == "discard" or any(
        name in step.to_be and step.to_be[name] != value for name, value in changes.items()
    ):
        raise EditError(
            f'"{step.name}" is planned otherwise already', "undo that first, or draw the change by hand"
        )
    return planned(step, changes)
