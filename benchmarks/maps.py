"""Loading and saving many maps: run `python benchmarks/maps.py` in the checkout.

Makes 250 maps of 40 steps in a temporary folder, loads them as a workspace, and saves one edited map.
Prints the bare `tomllib` parse of the same files in the same run beside it.
"""

from __future__ import annotations

import statistics
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from procfit import open_workspace
from procfit.workspace.saving import save_map

MAPS, STEPS, RUNS = 250, 40, 5

STEP = """
# asked the team, {number}
[[step]]
id = "step-{number}"
name = "Do thing {number}"
lane = "sales"
channel = "phone"
value = 2
benefit = "I need not repeat myself later"
adds = "customer"
source = "interview 2026-02-11"
work = "2m/5m/15m"
wait = "2h"
asks = ["company name", "phone"]
reads = ["price list"]
writes = ["enquiry {number}"]
system = "Spreadsheet"
needs = ["lead-capture", {{ id = "duplicate-detection", share = 0.3 }}]
disposition = "modify"
to_be = {{ work = "1m", system = "CRM" }}
"""


def text_of(number: int) -> str:
    """Return the text of one map."""
    parts = [
        f'format = 1\nname = "Map {number}"\nimportance = 3\n[[lane]]\nid = "sales"\nname = "Sales"\n'
    ]
    for step in range(STEPS):
        parts.append(STEP.format(number=step))
        if step < STEPS - 1:
            parts.append(f'next = ["step-{step + 1}"]\n')
    return "".join(parts)


def median(run: Callable[[], object]) -> float:
    """Return the median seconds of a few runs, after one that is not counted."""
    run()
    return statistics.median(_seconds(run) for _ in range(RUNS))


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main() -> None:
    """Print one line per figure."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "processes").mkdir()
        for number in range(MAPS):
            (root / "processes" / f"map-{number}.toml").write_text(text_of(number), encoding="utf-8")
        (root / "processes" / "capabilities.toml").write_text(
            'format = 1\n[[capability]]\nid = "lead-capture"\nname = "Leads"\n'
            '[[capability]]\nid = "duplicate-detection"\nname = "Duplicates"\n',
            encoding="utf-8",
        )
        paths = sorted((root / "processes").glob("map-*.toml"))
        bare = median(lambda: [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths])
        load = median(lambda: open_workspace(root))
        workspace = open_workspace(root)
        process = workspace.maps["map-7"]
        names = iter(range(10**6))

        def save() -> None:
            nonlocal workspace, process
            first, *rest = process.steps
            process = replace(process, steps=(replace(first, name=f"Name {next(names)}"), *rest))
            workspace = save_map(workspace, process).workspace

        saved = median(save)
    print(f"tomllib alone, {MAPS} maps x {STEPS} steps {1000 * bare:8.0f} ms")
    ratio = f"{load / bare:.1f} x tomllib"
    print(f"open the workspace               {1000 * load:8.0f} ms   budget 1000 ms   {ratio}")
    print(f"save one edited map              {1000 * saved:8.1f} ms   budget 50 ms")


if __name__ == "__main__":
    main()
