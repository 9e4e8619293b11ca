"""How long it takes to measure maps: many, a long one with loops, and many simulated cases.

Run ``python benchmarks/flow.py``. Budgets are for a quiet machine; the simulation is also compared with
the same cases played one by one in plain Python, in the same run.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable

from procfit.flow.board import board_of
from procfit.flow.draws import draws_of
from procfit.flow.measure import measure
from procfit.flow.play import play
from procfit.flow.structure import structure_of
from procfit.flow.times import step_times
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Lane, ProcessMap, Step, StepKind
from procfit.model.quantities import Duration
from procfit.model.team import Rates, Settings

RUNS = 5
RATES = Rates(default=60.0)
LANES = tuple(
    Lane(f"lane-{number}", f"Team {number}", f"Department {number % 3}", "front") for number in range(4)
)


def main() -> None:
    """Print a line per figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    show("250 maps of 40 steps measured", runs, 1.0, maps_of_forty)
    show("a map of 10,000 steps with loops", runs, 1.0, long_map)
    show("100,000 cases through 100 steps", runs, 1.0, simulation)
    ours, plain = seconds(few_cases), seconds(one_by_one)
    print(f"10,000 cases: ours {ours:.3f} s, one by one {plain:.3f} s, ratio {plain / ours:.0f}")


def show(what: str, runs: int, budget: float, prepare: Callable[[], Callable[[], object]]) -> None:
    """Print how long something takes."""
    taken = [seconds(prepare) for _ in range(runs)]
    print(
        f"{what}: median {statistics.median(taken):.3f} s (best {min(taken):.3f}, worst {max(taken):.3f}),"
        f" budget {budget:.0f} s"
    )


def seconds(prepare: Callable[[], Callable[[], object]]) -> float:
    """Time what is prepared, on new objects each time, so that nothing is remembered."""
    work = prepare()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def timed(dice: random.Random, name: str, varies: bool, *flows: Flow, kind: StepKind = "task") -> Step:
    """Return a step with random times and facts."""
    least = dice.randint(1, 30)
    most = least + (dice.randint(1, 60) if varies else 0)
    return Step(
        name,
        name.replace("-", " "),
        lane=dice.choice(LANES).id,
        kind=kind,
        channel=dice.choice(["", "", "phone", "e-mail"]),
        value=dice.randint(0, 5),
        adds=dice.choice(["customer", "business", "nothing"]),
        source="interview",
        work=Duration(least, (least + most) / 2, most),
        wait=Duration.fixed(dice.randint(0, 240)),
        asks=(f"item {dice.randint(0, 5)}",) if dice.random() < 0.2 else (),
        next=flows,
    )


def section(dice: random.Random, number: int, then: str, varies: bool) -> list[Step]:
    """Return ten steps: a task, a choice with rework, parallel branches, a join."""
    at = {
        name: f"{name}-{number}"
        for name in ("do", "ok", "fix", "split", "a", "b", "c", "join", "last", "x")
    }
    return [
        timed(dice, at["do"], varies, Flow(at["ok"])),
        Step(at["ok"], "OK?", kind="decision", next=(Flow(at["fix"], 0.2), Flow(at["split"], 0.8))),
        timed(dice, at["fix"], varies, Flow(at["do"])),
        Step(at["split"], "Split", kind="parallel", next=(Flow(at["a"]), Flow(at["b"]))),
        timed(dice, at["a"], varies, Flow(at["c"])),
        timed(dice, at["c"], varies, Flow(at["join"])),
        timed(dice, at["b"], varies, Flow(at["join"])),
        Step(at["join"], "Join", kind="join", next=(Flow(at["last"]),)),
        timed(dice, at["last"], varies, Flow(at["x"])),
        timed(dice, at["x"], varies, Flow(then)),
    ]


def nested(seed: int, sections: int, varies: bool) -> ProcessMap:
    """Return a map of ``10 * sections + 1`` steps."""
    dice = random.Random(seed)
    steps: list[Step] = []
    for number in range(sections):
        then = f"do-{number + 1}" if number + 1 < sections else "end"
        steps += section(dice, number, then, varies)
    return ProcessMap(
        f"map-{seed}", f"Map {seed}", lanes=LANES, steps=(*steps, Step("end", "End", kind="end"))
    )


def maps_of_forty() -> Callable[[], object]:
    """250 maps; in every eighth one, as in the example, parallel branches vary, so that it is simulated."""
    maps = {f"map-{n}": nested(n, 4, varies=n % 8 == 0) for n in range(250)}
    portfolio = Portfolio(maps, settings=Settings(rates=RATES))
    return lambda: [measure(process, portfolio) for process in maps.values()]


def long_map() -> Callable[[], object]:
    """10,000 steps in a row, with 500 ways back of up to 40 steps, some across each other."""
    dice = random.Random(1)
    steps = []
    for number in range(10_000):
        flows = (Flow(f"s{number + 1}"),)
        if number % 20 == 19:
            back = max(number - dice.randint(1, 40), 0)
            steps.append(
                Step(
                    f"s{number}",
                    f"Check {number}",
                    kind="decision",
                    next=(Flow(f"s{back}", 0.1), Flow(f"s{number + 1}", 0.9)),
                )
            )
        else:
            steps.append(timed(dice, f"s{number}", False, *flows))
    made = ProcessMap("long", "Long", lanes=LANES, steps=(*steps, Step("s10000", "End", kind="end")))
    portfolio = Portfolio({"long": made}, settings=Settings(rates=RATES))
    return lambda: measure(made, portfolio)


def simulation(cases: int = 100_000) -> Callable[[], object]:
    """Return the play of cases through 100 steps with parallel blocks whose times vary."""
    made = nested(1, 10, varies=True)
    board = board_of(structure_of(made))
    draws = draws_of([step_times(made, step, RATES) for step in made.steps], {})
    return lambda: play(board, draws, cases)


def few_cases() -> Callable[[], object]:
    """Return the play of as many cases as plain Python does in a moment."""
    return simulation(10_000)


def one_by_one() -> Callable[[], object]:
    """Play the same map with a loop over the cases and their work, as a discrete-event simulator does."""
    made = nested(1, 10, varies=True)
    dice = random.Random(1)
    times = {step.id: step_times(made, step, RATES) for step in made.steps}

    def drawn(time: Duration | None) -> float:
        if time is None or time.is_fixed:
            return time.usual if time else 0.0
        spread = time.most - time.least
        usual = (time.usual - time.least) / spread
        return time.least + spread * dice.betavariate(1 + 4 * usual, 5 - 4 * usual)

    def case() -> float:
        last, held = 0.0, dict[str, float]()
        work = [(made.steps[0].id, 0.0)]
        while work or held:
            name, now = work.pop() if work else held.popitem()
            step = made.step(name)
            if step.kind == "join" and work:
                held[name] = max(held.get(name, 0.0), now)
                continue
            now = max(now, held.pop(name, 0.0)) + drawn(times[name].work) + drawn(times[name].wait)
            last = max(last, now)
            if step.kind == "decision":
                work.append((step.next[dice.random() >= (step.next[0].share or 0.0)].to, now))
            else:
                work += [(flow.to, now) for flow in step.next]
        return last

    return lambda: [case() for _ in range(10_000)]


if __name__ == "__main__":
    main()
