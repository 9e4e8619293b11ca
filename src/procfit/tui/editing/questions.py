"""The five questions about each step: in which order they are asked, and what an answer writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from procfit.model.edit_basis import with_step
from procfit.model.process import ProcessMap, Step
from procfit.tui.signs import one_line
from procfit.tui.views.step import JUDGED

if TYPE_CHECKING:
    from procfit.tui.editing.fields import Made
    from procfit.workspace import Workspace

__all__ = ["KEYS", "Interview", "answered", "asked_steps", "fields_of"]

KEYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "benefit": (("0-5", "what it gives the customer"), ("Enter", "type the benefit in their words")),
    "slows": (("y", "yes: how long, or by what"), ("n", "no"), ("?", "nobody knows")),
    "expected": (("y", "yes"), ("n", "no"), ("?", "nobody knows")),
    "rival": (
        ("y", "yes: who, and how quickly"),
        ("o", "quicker, but with another benefit"),
        ("n", "no"),
        ("?", "nobody knows"),
    ),
    "without": (("y", "yes: how"), ("n", "no"), ("?", "nobody knows")),
}
"""By question: the keys of its answers, and what each says."""

_FACTS_OF_OTHERS = "rival."
_NOT_SAID = frozenset({"rival.source", "rival.date"})
"""What is written with an answer although nobody was asked for it."""


def asked_steps(process: ProcessMap) -> tuple[str, ...]:
    """Return the steps that do or wait for something, in the order in which cases come to them.

    A step comes before those that follow it; of branches, the one drawn first comes first.
    """
    view = process.as_is
    done: list[str] = []
    seen: set[str] = set()
    for start in reversed([*view.starts, *view.steps]):
        stack = [(start.id, False)]
        while stack:
            name, left = stack.pop()
            if left:
                done.append(name)
            elif name not in seen:
                seen.add(name)
                stack.append((name, True))
                stack += [(flow.to, False) for flow in view.step(name).next if flow.to not in seen]
    return tuple(name for name in reversed(done) if view.step(name).kind in JUDGED)


@dataclass
class Interview:
    """Where the questions are, and what was answered without a field of the map for it.

    `said_by` goes with every answer as its source.
    """

    steps: tuple[str, ...]
    said_by: str = ""
    place: int = 0
    told: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def step(self) -> str:
        """The step that is asked about; empty when all were."""
        return "" if self.is_done else self.steps[self.place // len(KEYS)]

    @property
    def key(self) -> str:
        """The key of the question."""
        return list(KEYS)[self.place % len(KEYS)]

    @property
    def question(self) -> str:
        """The question."""
        from procfit.reports.review_book.columns import QUESTIONS

        return next(question.title for question in QUESTIONS if question.key == self.key)

    @property
    def is_done(self) -> bool:
        """Whether the last question was passed."""
        return self.place >= len(self.steps) * len(KEYS)

    @property
    def progress(self) -> str:
        """Where in the steps and questions this is.

        Examples
        --------
        >>> Interview(("a", "b"), place=6).progress
        'step 2 of 2 · question 2 of 5'
        """
        step, question = divmod(self.place, len(KEYS))
        return f"step {step + 1} of {len(self.steps)} · question {question + 1} of {len(KEYS)}"

    def go(self, by: int) -> None:
        """Go on or back by some questions."""
        self.place = min(max(0, self.place + by), len(self.steps) * len(KEYS))

    def keep_to(self, steps: tuple[str, ...]) -> None:
        """Ask about these steps from now on, because the map changed; stay at the step, or the next."""
        if steps == self.steps:
            return
        at, question = divmod(self.place, len(KEYS))
        left = [step for step in self.steps[at:] if step in steps]
        same = bool(left) and left[0] == self.step
        place = steps.index(left[0]) if left else len(steps)
        self.steps = steps
        self.place = place * len(KEYS) + (question if same else 0)

    def tell(self, said: str) -> None:
        """Remember an answer that no field of the map holds."""
        self.told[self.step, self.key] = said

    def known(self, process: ProcessMap) -> str:
        """Return what is known of the question: from the map, and as was said before."""
        from procfit.decisions.asked import known_answers

        known = one_line(
            ", ".join(known_answers(process, process.step(self.step))[self.key].split("\n"))
        )
        said = self.told.get((self.step, self.key))
        return f"{known}   (said before: {said})" if said else known


def fields_of(step: Step, key: str, said: Mapping[str, str], by: str, today: str) -> dict[str, str]:
    """Return the fields of the form that an answer fills, by key, as they are typed.

    Parameters
    ----------
    step
        The step.
    key
        The question.
    said
        What was answered, by the fields it is about.
    by
        Who said it; a competitor's facts carry it themselves, the others go with the step's source.
    today
        The date, for when a competitor was seen.
    """
    filled = {name: text for name, text in said.items() if text}
    if key == "rival" and filled:
        filled |= {"rival.date": today, **({"rival.source": by} if by else {})}
    if "slows" in filled:
        note = f"Slows the process: {filled.pop('slows')}"
        filled["description"] = f"{step.description}\n{note}" if step.description else note
    return filled


def answered(
    workspace: Workspace, process: ProcessMap, step: str, said: Mapping[str, str], by: str
) -> Made:
    """Return the change that an answer makes, as one with one name.

    Parameters
    ----------
    workspace, process, step
        What it is about.
    said
        The fields of the form that it fills, by key, as they are typed.
    by
        Who said it.

    Raises
    ------
    EditError
        When a field or the map cannot take it.
    """
    from procfit.tui.editing.fields import Made
    from procfit.tui.editing.step_form import StepForm

    now = process
    labels: list[str] = []
    warnings: tuple[str, ...] = ()
    for key, text in said.items():
        made = StepForm(workspace, now, step, "as-is").take(key, text)
        if made.process != now and key not in _NOT_SAID:
            labels.append(made.label)
        now, warnings = made.process, (*warnings, *made.warnings)
    if by and any(text and not key.startswith(_FACTS_OF_OTHERS) for key, text in said.items()):
        now = with_step(now, replace(now.step(step), source=_with_source(now.step(step).source, by)))
    return Made(_joined(labels, one_line(now.step(step).name)), now, warnings)


def _joined(labels: list[str], name: str) -> str:
    """Return one name for changes of several fields of a step.

    Examples
    --------
    >>> _joined(["rival who of Sell: – -> Mill", "rival time of Sell: – -> 1 min"], "Sell")
    'rival who of Sell: – -> Mill, time – -> 1 min'
    """
    first, *others = labels or [f"source of {name}"]
    for label in others:
        subject, _, change = label.partition(f" of {name}: ")
        first += f", {subject.split()[-1]} {change}"
    return first


def _with_source(old: str, by: str) -> str:
    """Return the source of a step with one more; none is written twice.

    Examples
    --------
    >>> _with_source("", "Ana"), _with_source("CRM report", "Ana"), _with_source("CRM report; Ana", "Ana")
    ('Ana', 'CRM report; Ana', 'CRM report; Ana')
    """
    return old if by in old.split("; ") else f"{old}; {by}" if old else by
