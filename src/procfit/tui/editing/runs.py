"""Steps typed one after the other, with branches that come together again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from procfit.formats.quick_entry import parse_entry, parse_way
from procfit.model.edit_basis import checked, known_step, with_step
from procfit.model.edit_entries import find_step
from procfit.model.edit_run import Run
from procfit.model.process import ProcessMap
from procfit.model.quantities import Calendar, format_share
from procfit.tui.signs import one_line
from procfit.tui.widgets.entry_line import Ask

__all__ = ["BRANCH_HINT", "STEP_HINT", "RunAsk", "prompt"]

STEP_HINT = "@lane 5m/2h v3 !channel +capability >leads-to   Esc: done"
BRANCH_HINT = "<75% @lane 5m/2h   >leads-to   Enter alone: straight on"


class RunAsk:
    """Asks for one step after the other.

    Parameters
    ----------
    whole
        Returns the map as it is now.
    change
        Takes what a change does, the changed map and the step to go to.
    names
        Returns what can be completed.
    calendar
        How long a day and a week are.
    planned
        Whether the steps are added to the plan only.
    """

    def __init__(
        self,
        whole: Callable[[], ProcessMap],
        change: Callable[[str, ProcessMap, str], None],
        names: Callable[[], list[tuple[str, str]]],
        calendar: Calendar,
        planned: bool = False,
    ) -> None:
        self._whole = whole
        self._change = change
        self._names = names
        self._calendar = calendar
        self._planned = planned

    def ask(self, run: Run) -> Ask:
        """Return the question for the next step; each answer asks for the one behind it."""
        hint = BRANCH_HINT if run.fork else STEP_HINT
        return Ask(
            prompt(run, self._whole()), lambda line: self._take(run, line), "", hint, self._names()
        )

    def _take(self, run: Run, line: str) -> Ask | None:
        following = self._put(run, line) if line else run.skip()
        return self.ask(following) if following else None

    def _put(self, run: Run, line: str) -> Run | None:
        whole, way = self._whole(), parse_way(line)
        for source in (*run.after, *(fork.step for fork in run.forks)):
            known_step(whole, source)  # it may have been undone, or another map be open by now
        if way is not None:
            target = find_step(whole, way[0])
            changed, following = run.lead(whole, target, way[1])
            source = run.fork.step if run.fork else run.after[0]
            label = f"connect {_named(whole, source)} to {_named(whole, target)}"
            self._change(label, changed, source)
            return following
        changed, name, following = run.add(whole, parse_entry(line, self._calendar))
        if self._planned:
            changed = checked(whole, with_step(changed, replace(changed.step(name), disposition="add")))
        self._change(f"add {_named(changed, name)}", changed, name)
        return following


def prompt(run: Run, process: ProcessMap) -> str:
    """Return what a run asks for: the step behind which, or the branch of which decision."""
    fork = run.fork
    if fork is not None:
        rest = run.rest
        left = f" ({format_share(rest)})" if rest is not None else ""
        back = f"; then back to {_named(process, run.backs[-1].target)}" if run.backs else ""
        return f"Branch {fork.branches + 1} of {_named(process, fork.step)}{left}{back}:"
    if not run.after:
        return "First step:"
    names = [_named(process, step) for step in run.after]
    return f"After {' and '.join(names)}:"


def _named(process: ProcessMap, step: str) -> str:
    return one_line(process.step(step).name if step in process else step)
