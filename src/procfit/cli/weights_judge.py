"""``procfit weights --judge``: what a judgment would change, and storing it after a question."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.fit.elicit.effects import Change, Effects
    from procfit.workspace import Workspace

__all__ = ["judge"]

WIDE = 78


def judge(workspace: Workspace, arguments: argparse.Namespace) -> int:
    """Show what a judgment would change, and store it where that is asked for."""
    from procfit.cli.output import print_json, print_problems, problem_entry
    from procfit.fit.elicit.effects import effects
    from procfit.fit.elicit.eliciting import elicit
    from procfit.fit.weights_document import effects_document
    from procfit.model.errors import InputError
    from procfit.workspace.judging import read_judgment

    judgment, reading = read_judgment(workspace, arguments.judge)
    print_problems(reading.problems)
    if judgment is None:
        return 3
    try:
        found = effects(elicit(judgment), workspace.portfolio, workspace.evaluation)
    except InputError as error:
        raise InputError(error.message, error.hint, reading.place(("share",))) from None
    as_json = arguments.format == "json"
    if not as_json:
        print("\n".join(_lines(found)))
    stored = _stored(workspace, found, arguments)
    if as_json:
        entries = [problem_entry(problem) for problem in (*workspace.problems, *reading.problems)]
        print_json({**effects_document(found), "stored": stored, "problems": entries})
    elif stored:
        print(f"Stored in {', '.join(stored)}.")
    elif not arguments.quiet:
        print(_not_stored(found, arguments))
    return 0


def _stored(workspace: Workspace, found: Effects, arguments: argparse.Namespace) -> list[str]:
    """Store what a judgment changes, where a person agrees, and return the files."""
    from procfit.cli.rfp_returned import agreed_to
    from procfit.workspace.judging import save_importances, save_weights
    from procfit.workspace.loading import CAPABILITIES

    if not arguments.save:
        return []
    asks = arguments.format != "json"
    if not arguments.yes and not (asks and agreed_to(f"Store {_what(found)}?")):
        return []
    if found.capabilities:
        save_weights(workspace, found.capabilities)
        return [CAPABILITIES]
    save_importances(workspace, found.maps)
    return [f"processes/{name}.toml" for name in found.maps]


def _what(found: Effects) -> str:
    if found.capabilities:
        return f"these {len(found.capabilities)} weights in processes/capabilities.toml"
    return f"these importances in {len(found.maps)} maps"


def _not_stored(found: Effects, arguments: argparse.Namespace) -> str:
    if arguments.save:
        return "Nothing was stored: answer yes on a terminal, or add --yes."
    return f"Nothing was stored. Add --save to store {_what(found)}."


def _lines(found: Effects) -> Iterator[str]:
    from procfit.cli.output import table
    from procfit.fit.elicit.eliciting import reason_of
    from procfit.model.text import visible

    judgment = found.elicited.judgment
    yield fill(f"{len(found.changes)} {judgment.about}, {visible(reason_of(judgment))}", WIDE)
    yield from _consistency(found)
    yield ""
    if judgment.about == "capabilities":
        head = ("capability", "judged", "maps give", "weighs now", "would weigh")
        yield table(head, [_weight_row(each) for each in found.changes], right=(1, 2, 3, 4))
        yield from _together(found)
    else:
        head = ("process", "judged", "as importances", "now", "then")
        total = sum(each.then for each in found.changes)
        rows = [_importance_row(each, total) for each in found.changes]
        yield table(head, rows, right=(1, 2, 3, 4))
        yield "A map holds an importance from 1 to 5, so the shares are kept as nearly as that allows."
        yield from _customers_said(found)
    yield ""
    yield f"Taking it would move {sayings.percent(found.moved, 1)} of all weight."
    yield "Which vendor that helps is not shown here: weigh first, then look."


def _consistency(found: Effects) -> Iterator[str]:
    consistency = found.elicited.consistency
    if consistency is None:
        return
    said = f"{consistency.measure[0].upper()}{consistency.measure[1:]} {consistency.value:.2f}"
    if consistency.fine is None:
        yield f"{said}, where 0 means that the answers fit together and 1 that they could not fit less."
    elif consistency.fine:
        yield f"{said}: the answers fit together (at most {consistency.limit:.2f})."
    else:
        yield f"{said}, more than {consistency.limit:.2f}: the answers contradict each other; look again."
    if consistency.worst:
        yield fill(f"Least in line: {consistency.worst}.", WIDE, break_on_hyphens=False)


def _together(found: Effects) -> Iterator[str]:
    whole = sum(each.then for each in found.changes)
    how = "what they hold now" if found.elicited.judgment.share is None else "as the judgment says"
    yield f"Together {sayings.percent(whole, 2)}, {how}; all others keep their proportions."


def _customers_said(found: Effects) -> Iterator[str]:
    """Yield what was asked already and would no longer count."""
    from procfit.model.text import visible

    asked = {
        each.item: found.asked[each.item]
        for each in found.changes
        if each.now != each.then and found.asked.get(each.item)
    }
    if asked:
        yield "This replaces what was asked before; the old answer is kept beside the new one:"
    yield from (f"  {name}: {visible(source)}" for name, source in asked.items())


def _weight_row(change: Change) -> tuple[str, ...]:
    return (
        change.item,
        sayings.percent(change.share, 1),
        sayings.percent(change.from_maps, 2),
        sayings.percent(change.now, 2),
        sayings.percent(change.then, 2),
    )


def _importance_row(change: Change, total: float) -> tuple[str, ...]:
    now = sayings.UNKNOWN if change.now is None else f"{change.now:.0f}"
    kept = sayings.percent(change.then / total, 1)
    return change.item, sayings.percent(change.share, 1), kept, now, f"{change.then:.0f}"
