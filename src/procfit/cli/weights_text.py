"""Weights as text: the waterfall from process to step to capability, and what rests on nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from procfit.cli.output import paint, table
from procfit.model import sayings
from procfit.model.text import visible

if TYPE_CHECKING:
    from procfit.fit.weights import Weights
    from procfit.workspace import Workspace

__all__ = ["explained_lines", "weights_lines"]

SHOWN = 15
FIRST = 5


def weights_lines(
    workspace: Workspace, weights: Weights, everything: bool, quiet: bool
) -> Iterator[str]:
    """Yield the weights of processes and capabilities, overrides, and what gives no weight."""
    if not weights.shares:
        yield "Nothing has a weight: no step has a value and needs; see docs/weights.md."
    elif weights.equal:
        yield paint(f"{weights.equal_because}.", "yellow")
    else:
        rests_on = sayings.percent(weights.rests_on)
        yield f"The weights rest on {rests_on} of the steps that need something; the others lack a value."
    if weights.shares:
        yield from _processes(workspace, weights)
        yield ""
        yield from _capabilities(workspace, weights, None if everything else SHOWN)
    yield from _overrides(weights)
    if not quiet:
        yield from _nothing(weights, None if everything else FIRST)


def _processes(workspace: Workspace, weights: Weights) -> Iterator[str]:
    from procfit.fit.weights_document import process_weights

    held = process_weights(weights)
    if not held:
        return
    volume = workspace.evaluation.weight_basis == "importance-volume"
    steps = {(part.process, part.step) for part in weights.contributions}
    rows = []
    for name, weight in held.items():
        process = workspace.maps[name]
        importance = sayings.UNKNOWN if process.importance is None else str(process.importance)
        source = process.importance_source or ("" if process.importance is None else "an assumption")
        counted = str(sum(own == name for own, _ in steps))
        rows.append((name, importance, sayings.percent(weight, 1), counted, visible(source)))
    yield ""
    head = ("process", "importance", "weighs", "steps", "asked how")
    yield table(head, rows, right=(1, 2, 3), cut=4)
    if volume:
        yield "A process weighs its importance × its cases per month (weight_basis)."


def _capabilities(workspace: Workspace, weights: Weights, most: int | None) -> Iterator[str]:
    overridden = {each.capability for each in weights.overrides}
    rows = []
    for name, weight in list(weights.shares.items())[:most]:
        parts = [part for part in weights.of(name) if part.process]
        mostly = f"{parts[0].process} · {parts[0].step}" if parts else "no step"
        more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
        mark = "set by hand; " if name in overridden else ""
        rows.append((name, sayings.percent(weight, 2), f"{mark}{mostly}{more}"))
    yield table(("capability", "weight", "mostly from"), rows, right=(1,), cut=2)
    left = len(weights.shares) - len(rows)
    if left:
        yield f"… and {left} more: procfit weights --all"
    if workspace.maps and rows:
        yield f"one of them: procfit weights --explain {rows[0][0]}"


def _overrides(weights: Weights) -> Iterator[str]:
    if weights.overrides:
        yield ""
        yield "Set by hand, as shares of everything; the others share what remains:"
    for each in weights.overrides:
        maps = "nothing" if not each.from_maps else sayings.percent(each.from_maps, 2)
        yield (
            f"  {each.capability}  {sayings.percent(each.weight, 2)} (the maps give {maps}): "
            f"{visible(each.reason)}"
        )


def _nothing(weights: Weights, most: int | None) -> Iterator[str]:
    """Yield what gives no weight, and why."""
    left = [
        f"{each.process}: {each.why}"
        + (f" (it held {sayings.percent(each.share, 1)})" if each.share else "")
        for each in weights.left_out
    ]
    missing = [f"{each.process} · {each.step}: no {each.missing}" for each in weights.not_assessed]
    yield from _listed("Processes without weight", left, most)
    yield from _listed("Steps that need something but are not assessed", missing, most)
    yield from _listed("Capabilities that no step needs", list(weights.unneeded), most)


def _listed(title: str, lines: Sequence[str], most: int | None) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title}: {len(lines)}"
    yield from (f"  {line}" for line in lines[:most])
    if most is not None and len(lines) > most:
        yield f"  … and {len(lines) - most} more"


def explained_lines(workspace: Workspace, weights: Weights, capability: str) -> Iterator[str]:
    """Yield where one weight comes from."""
    name = visible(workspace.capabilities[capability].name)
    parts = weights.of(capability)
    yield f"{name} ({capability})"
    if weights.equal:
        yield paint(f"{weights.equal_because}.", "yellow")
    if not parts:
        why = workspace.evaluation.not_applicable.get(capability)
        told = f"called not applicable: {visible(why)}" if why else "no assessed step needs it"
        yield f"  weight   none: {told}"
        return
    yield f"  weight   {sayings.percent(sum(part.weight for part in parts), 2)}"
    override = next((each for each in weights.overrides if each.capability == capability), None)
    if override:
        maps = "nothing" if not override.from_maps else sayings.percent(override.from_maps, 2)
        yield f"  set by hand: {visible(override.reason)}; the maps give {maps}"
    rows = [
        (
            part.process,
            part.step,
            sayings.percent(part.process_weight, 1),
            sayings.percent(part.step_share, 1),
            sayings.percent(part.need_share),
            sayings.percent(part.process_weight * part.step_share * part.need_share, 2),
            sayings.percent(part.weight, 2),
        )
        for part in parts
        if part.process
    ]
    if rows:
        head = (
            "process", "step", "process weighs", "× step's share", "× need", "= maps give", "weight"
        )  # fmt: skip
        yield table(head, rows, right=(2, 3, 4, 5, 6))
    if weights.overrides and rows:
        yield "What was set by hand scales all weights; the last column is what counts."
