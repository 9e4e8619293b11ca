"""Looking for clones in many maps: run `python benchmarks/clones.py [MAPS]` in the checkout.

Makes maps of 40 steps, a few of which are taken from maps before, and prints the seconds that the clone
rules take at first, and after one map was edited.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace

from procfit.matching.stems import is_placeholder
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.rules.context import RuleContext
from procfit.rules.engine import all_rules

STEPS, COPIED, RULES = 40, 6, ("exact-clone", "near-clone")
WORDS = (
    ("check", "book", "send", "file"),
    ("order", "invoice", "claim", "visit"),
    ("form", "list", "note"),
)


def portfolio(maps: int) -> Portfolio:
    """Return a portfolio in which one map in ten holds a stretch of an earlier one."""
    dice = random.Random(1)
    lines: list[list[str]] = []
    for _ in range(maps):
        names = [_name(dice, maps) for _ in range(STEPS)]
        if lines and dice.random() < 0.1:
            at = dice.randrange(STEPS - COPIED)
            names[at : at + COPIED] = dice.choice(lines)[at : at + COPIED]
        lines.append(names)
    return Portfolio({f"m{number}": _map(f"m{number}", names) for number, names in enumerate(lines)})


def _name(dice: random.Random, maps: int) -> str:
    return " ".join([*map(dice.choice, WORDS), str(dice.randrange(10 * maps))])


def _map(name: str, names: list[str]) -> ProcessMap:
    steps = [Step(f"s{place}", each, next=(Flow(f"s{place + 1}"),)) for place, each in enumerate(names)]
    for place in range(3, STEPS - 2, 8):
        ways = Flow(f"s{place + 1}", 0.6), Flow(f"s{place + 2}", 0.4)
        steps[place] = replace(steps[place], kind="decision", next=ways)
    return ProcessMap(name, name, steps=(*steps[:-1], replace(steps[-1], next=())))


def seconds(found: Portfolio) -> str:
    """Return what each rule takes, and how many findings it has."""
    context, said = RuleContext(found), []
    for each in context.maps.values():  # what other rules need too
        _ = [(context.wordings.group(step.name), is_placeholder(step.name)) for step in each.steps]
    for rule in RULES:
        started = time.perf_counter()
        count = len(list(all_rules()[rule].run(context)))  # type: ignore[arg-type]
        said.append(f"{rule} {time.perf_counter() - started:.3f} s ({count} findings)")
    return ", ".join(said)


def main() -> None:
    """Print one line per look."""
    maps = int(sys.argv[1]) if len(sys.argv) > 1 else 250
    all_rules()
    before = portfolio(maps)
    print(f"{maps} maps at first: {seconds(before)}")
    process = before.maps["m1"]
    steps = (replace(process.steps[0], name="Something else"), *process.steps[1:])
    after = replace(before, maps={**before.maps, "m1": replace(process, steps=steps)})
    print(f"one map edited: {seconds(after)}")


if __name__ == "__main__":
    main()
