"""How long a review of many maps takes: run `python benchmarks/review.py [--sizes 250,1000,4000]`.

Makes workspaces of maps of 40 steps in a temporary folder. For each size a fresh process opens the
workspace, measures every map, runs all rules and looks for the same work in other words; then one step of
one map is edited and all but the opening is done again with the other maps as they are. Processor time is
what counts, the best of a few runs; the time that passed stands beside it, and the bare `tomllib` parse of
the same files.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from made_maps import write_maps

from procfit.cli import YOUNG_OBJECTS
from procfit.flow.measure import measure
from procfit.matching.similar import similar
from procfit.model.portfolio import Portfolio
from procfit.rules import engine
from procfit.workspace import open_workspace

SIZES, RUNS, SLOWEST, EDITS = "250,1000,4000", 3, 12, 3
BUDGETED, COLD, EDITED = 250, 2.0, 0.1
"""A number of maps, and the seconds that a review of them may take."""

Seconds = dict[str, tuple[float, float]]
"""Processor time and time passed, by stage."""


def main() -> None:
    """Read the command line, run every size and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default=SIZES, help=f"how many maps, with commas (default {SIZES})")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--one", metavar="FOLDER", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one_run(options.one)))
        return
    sizes = [int(size) for size in options.sizes.split(",")]
    found = {size: best(size, options.runs) for size in sizes}
    for part in ("cold", "edited", "rules cold", "rules edited"):
        show(part, {size: each[part] for size, each in found.items()})
    if BUDGETED in found:
        cold, edited = (found[BUDGETED][part]["total"][0] for part in ("cold", "edited"))
        print(f"\n{BUDGETED} maps: cold {cold:.2f} s, budget {COLD:.0f} s")
        print(f"{BUDGETED} maps after an edit: {1000 * edited:.0f} ms, budget {1000 * EDITED:.0f} ms")


def best(size: int, runs: int) -> dict[str, Seconds]:
    """Return the best seconds of a few fresh processes."""
    with tempfile.TemporaryDirectory() as name:
        write_maps(Path(name), size)
        command = [sys.executable, __file__, "--one", name]
        rounds = [
            json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            for _ in range(runs)
        ]
    return {
        part: {
            stage: (
                min(each[part][stage][0] for each in rounds),
                min(each[part][stage][1] for each in rounds),
            )
            for stage in rounds[0][part]
        }
        for part in rounds[0]
    }


def one_run(folder: Path) -> dict[str, Seconds]:
    """Return what a review takes in this process: at first, and after an edit."""
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])  # as the command does
    cold = Watch()
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "processes").glob("map-*"))]
    bare = Watch()
    bare.time("tomllib alone", lambda: [tomllib.loads(text) for text in texts])
    portfolio = cold.time("open", lambda: open_workspace(folder).portfolio)
    rules_cold = Watch()
    review(portfolio, cold, rules_cold)
    rounds = []
    for number in range(EDITS):
        edited, rules_edited = Watch(), Watch()
        portfolio = changed(portfolio, number)
        review(portfolio, edited, rules_edited)
        rounds.append((edited, rules_edited))
    edited, rules_edited = min(rounds, key=lambda watches: watches[0].seconds["total"][0])
    return {
        "cold": bare.seconds | cold.seconds,
        "edited": edited.seconds,
        "rules cold": rules_cold.seconds,
        "rules edited": rules_edited.seconds,
    }


def review(portfolio: Portfolio, watch: Watch, rules: Watch) -> None:
    """Measure, check and match all maps."""
    watch.time("measure", lambda: [measure(each, portfolio) for each in portfolio.maps.values()])
    with_watch(rules)
    watch.time("rules", lambda: engine.check(portfolio))
    watch.time("similar", lambda: list(similar(portfolio).pairs))
    watch.seconds["total"] = (
        sum(each[0] for each in watch.seconds.values()),
        sum(each[1] for each in watch.seconds.values()),
    )


def changed(portfolio: Portfolio, number: int) -> Portfolio:
    """Return the portfolio with another name for one step of one map; the other maps are kept."""
    process = portfolio.maps[f"map-{number}"]
    steps = list(process.steps)
    steps[5] = replace(steps[5], name=f"Something else {number}")
    edited = replace(process, steps=tuple(steps))
    return replace(portfolio, maps={**portfolio.maps, process.id: edited})


class Watch:
    """Adds up the seconds of stages."""

    def __init__(self) -> None:
        self.seconds: Seconds = {}

    def time(self, stage: str, work: Callable[[], Any]) -> Any:
        """Return what some work gives, and add its seconds to a stage."""
        used, passed = time.process_time(), time.perf_counter()
        found = work()
        before = self.seconds.get(stage, (0.0, 0.0))
        taken = time.process_time() - used, time.perf_counter() - passed
        self.seconds[stage] = before[0] + taken[0], before[1] + taken[1]
        return found


RULES = dict(engine.all_rules())


def with_watch(watch: Watch) -> None:
    """Let every rule add its seconds; what several need counts for the first that asks for it."""
    for name, rule in RULES.items():

        def run(context: Any, name: str = name, rule: Any = rule) -> Iterator[Any]:
            yield from watch.time(name, lambda: list(rule.run(context)))

        engine.all_rules()[name] = replace(rule, run=run)  # type: ignore[arg-type]


def show(part: str, found: dict[int, Seconds]) -> None:
    """Print a table: a line per stage, the seconds and milliseconds per map of each size."""
    print(f"\n{part:24}" + "".join(f"{f'{size:,} maps':>34}" for size in found))
    print(f"{'':24}" + "".join(f"{'cpu s':>12}{'wall s':>10}{'ms/map':>12}" for _ in found))
    last = found[max(found)]
    stages = list(last)
    if part.startswith("rules"):
        stages = sorted(stages, key=lambda stage: -last[stage][0])[:SLOWEST]
    for stage in stages:
        cells = ""
        for size, each in found.items():
            used, passed = each.get(stage, (0.0, 0.0))
            cells += f"{used:12.3f}{passed:10.3f}{1000 * used / size:12.3f}"
        print(f"{stage:24}{cells}")


if __name__ == "__main__":
    main()
