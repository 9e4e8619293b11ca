"""How good and how fast layouts are: run `python -m benchmarks.layout [ARCHIVE.zip]`.

Counts places where lines cross, corners, length of lines and area of the same maps drawn by procfit, by
Graphviz `dot` and, with `--with-npm`, by bpmn-auto-layout (installed into a throw-away folder; it knows no
lanes). Labels of flows are left out everywhere. dot gets procfit's boxes, each lane as a cluster over the
whole width, and draws lines across and down (`ortho`); once more with the lanes in any order, and with
slanted lines. dot may attach flows anywhere along a side, which saves corners; procfit attaches them to
the middles of sides, as BPMN modelers do.
Then the processor time of `layout()`, and how many steps move when a map is edited at random.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from zipfile import ZipFile

from benchmarks.drawing_measures import Drawing, Measures, measure
from benchmarks.drawing_peers import by_bpmn_auto_layout, by_dot, install_bpmn_auto_layout
from benchmarks.layout_edits import EDITS, share_moved
from procfit.diagrams.figures import figures
from procfit.diagrams.geometry import Geometry
from procfit.diagrams.layout import layout
from procfit.diagrams.swimlane import sizes
from procfit.formats.bpmn import read_bpmn_bytes
from procfit.model.errors import InputError
from procfit.model.process import Flow, Lane, ProcessMap, Step, StepKind

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "bpmn" / "corpus.zip"
LEAST_STEPS = 4
DOTS = (
    ("dot", "ortho", True),
    ("dot, free lanes", "ortho", False),
    ("dot, slanted", "polyline", True),
)
TIMED = (50, 200, 1000)

Measured = Mapping[str, Sequence[Measures | None]]


def distinct_maps(archive: Path) -> Iterator[ProcessMap]:
    """Return the maps of an archive that differ in their steps' kinds, lanes or flows, without labels."""
    seen = set()
    with ZipFile(archive) as files:
        for name in sorted(files.namelist()):
            try:
                found = read_bpmn_bytes(files.read(name), "map")
            except InputError:
                continue
            for process in found.maps:
                form = tuple(
                    (step.lane, step.kind, tuple(flow.to for flow in step.next))
                    for step in process.steps
                )
                if len(process.steps) >= LEAST_STEPS and form not in seen:
                    seen.add(form)
                    yield _without_labels(process.as_is)


def _without_labels(process: ProcessMap) -> ProcessMap:
    steps = tuple(
        replace(step, next=tuple(Flow(flow.to) for flow in step.next)) for step in process.steps
    )
    return replace(process, steps=steps)


def by_procfit(process: ProcessMap) -> Drawing:
    """Return a map drawn by procfit, in one strip."""
    grid = layout(process)
    geometry = Geometry(grid, sizes(figures(process, grid), grid))
    flows = {
        (route.source, route.target, number): geometry.line(route)
        for number, route in enumerate(grid.routes)
    }
    return Drawing(geometry.width, geometry.height, flows)


def box_sizes(process: ProcessMap) -> Callable[[str], tuple[float, float]]:
    """Return the size of each step's figure."""
    forms = figures(process, layout(process))
    return lambda step: (forms[step].width, forms[step].height)


def compare(title: str, maps: list[ProcessMap], script: Path | None) -> Measured:
    """Print medians and sums of the measures of maps, and on how many procfit is better."""
    drawn: dict[str, list[Drawing | None]] = {"procfit": [by_procfit(process) for process in maps]}
    if shutil.which("dot"):
        for name, splines, keeps_order in DOTS:
            drawn[name] = [by_dot(one, box_sizes(one), splines, keeps_order) for one in maps]
    if script is not None:
        drawn["bpmn-auto-layout"] = by_bpmn_auto_layout(maps, script)
    measured = {name: [_measured(one) for one in all_] for name, all_ in drawn.items()}
    print(f"\n{title}: {len(maps)} maps, median steps {median(len(m.steps) for m in maps):g}")
    print(f"{'':17}{'not drawn':>10}{'crossings':>15}{'bends':>15}{'both':>15}{'length':>9}{'area':>9}")
    for name, found in measured.items():
        _print_row(name, measured["procfit"], found)
    return measured


def _measured(drawing: Drawing | None) -> Measures | None:
    return None if drawing is None else measure(drawing)


def _print_row(name: str, ours: Sequence[Measures | None], theirs: Sequence[Measures | None]) -> None:
    """Print one program: its medians (and sums), and procfit's ratio and wins over the maps it drew."""
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a is not None and b is not None]
    cells = [f"{name:17}{len(ours) - len(pairs):10}"]
    for field in ("crossings", "bends", "disorder"):
        values = [getattr(b, field) for _, b in pairs]
        cells.append(f"{median(values):7g} ({sum(values):5})")
    cells += [
        f"{median(b.length / (a.length or 1) for a, b in pairs):8.2f}x",
        f"{median(b.area / (a.area or 1) for a, b in pairs):8.2f}x",
    ]
    print("".join(cells))
    if name != "procfit":
        wins = sum(a.disorder < b.disorder for a, b in pairs)
        ties = sum(a.disorder == b.disorder for a, b in pairs)
        ratio = sum(a.disorder for a, _ in pairs) / max(sum(b.disorder for _, b in pairs), 1)
        print(f"{'':17}procfit has fewer on {wins}, as many on {ties}, more on {len(pairs) - wins - ties}"
              f"; {ratio:.2f} of all theirs")  # fmt: skip


def made(count: int, seed: int = 1) -> ProcessMap:
    """Return a map of that many steps in five lanes with branches, ways back and parallel work."""
    dice = random.Random(seed)
    steps = []
    for number in range(count):
        following = [Flow(f"s{number + 1}", 0.8)] if number + 1 < count else []
        kind: StepKind = "task"
        if following and dice.random() < 0.25:
            kind = "decision"
            ahead = min(number + dice.randint(2, 6), count - 1)
            following.append(Flow(f"s{ahead}" if dice.random() < 0.6 else f"s{max(number - 4, 0)}", 0.2))
        lane = f"l{(number // 3 + dice.randint(0, 1)) % 5}"
        steps.append(Step(f"s{number}", f"Step {number}", lane=lane, kind=kind, next=tuple(following)))
    return ProcessMap("m", "Made", lanes=tuple(Lane(f"l{n}") for n in range(5)), steps=tuple(steps))


def print_times(rounds: int) -> None:
    """Print the processor time of layouts, best of some rounds."""
    layout(made(20))
    print(f"\nprocessor time of layout(), best of {rounds}")
    for count in TIMED:
        process = made(count)
        best = float("inf")
        for _ in range(rounds):
            begun = time.process_time()
            layout(process)
            best = min(best, time.process_time() - begun)
        print(f"{count:6} steps {1000 * best:8.1f} ms")


def print_moves(maps: list[ProcessMap], seed: int) -> None:
    """Print which share of the boxes moves when maps are edited at random."""
    print(
        f"\nmoved by one edit, of the steps that neither changed nor lie at or behind the edit ({seed=})"
    )
    for name in EDITS:
        overall, elsewhere = share_moved(maps, name, random.Random(seed))
        print(f"{name:18} {elsewhere:6.1%} of steps elsewhere, {overall:6.1%} of all")


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", nargs="?", type=Path, default=CORPUS, help="a zip of .bpmn files")
    parser.add_argument("--with-npm", action="store_true", help="compare with bpmn-auto-layout")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.source.exists():
        sys.exit(f"{options.source} is not there; name a zip of .bpmn files")
    maps = list(distinct_maps(options.source))
    swimlanes = [process for process in maps if len({step.lane for step in process.steps}) > 1]
    with tempfile.TemporaryDirectory() as scratch:
        script = install_bpmn_auto_layout(Path(scratch)) if options.with_npm else None
        if options.with_npm and script is None:
            print("bpmn-auto-layout is left out: npm is not there or cannot install it")
        compare("swimlanes", swimlanes, script)
        compare("all maps", maps, script)
    print_times(options.rounds)
    print_moves(maps, options.seed)


if __name__ == "__main__":
    main()
