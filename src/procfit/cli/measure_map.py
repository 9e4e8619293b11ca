"""One map as ``procfit measure MAP`` tells it: figures, journey, what they hang on, steps, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from procfit.cli.measured import Measured
from procfit.cli.output import paint, table
from procfit.flow.catalog import CATALOG, Unit
from procfit.flow.figure_text import amount, bound, change, figure, is_told
from procfit.flow.journeys import PathTold
from procfit.flow.measure import Measures
from procfit.flow.path_journey import PathJourney
from procfit.flow.sensitivity import Sensitivity
from procfit.model import sayings
from procfit.model.process import ProcessMap
from procfit.model.text import visible

__all__ = ["print_map"]

MOST_LEVERS = 5
ASSESSED = ("work", "wait", "value", "adds", "shares")
PLAIN = {"customer": "adds value", "business": "business needs it", "nothing": "adds nothing"}


def print_map(found: Measured, name: str) -> None:
    """Print all that is known of one map, the figures of each column side by side."""
    sides = found.maps[name]
    process = found.columns[-1].portfolio.maps[name]
    _print_head(process)
    _print_figures(found, name)
    for column, measures in zip(found.columns, sides, strict=True):
        if len(sides) > 1:
            print("\n" + paint(column.title, "bold"))
        for line in (*_work(measures), *_value(measures), *_stuck(measures)):
            print(line)
    _print_kpis(found, name)
    for column, measures in zip(found.columns, sides, strict=True):
        _print_journey(column.title, measures)
        _print_levers(column.title, measures)
        _print_steps(column.title, measures, found.currency)
    print(f"\nwhat a figure is made of: procfit measure {name} --explain lead_time")


def _print_head(process: ProcessMap) -> None:
    customer = f" for {process.customer}" if process.customer else ""
    volume = (
        f", {sayings.count(process.volume.count)} cases a {process.volume.period}"
        if process.volume
        else ""
    )
    print(visible(f"{process.name}{customer}{volume}; figures per case\n"))


def _print_figures(found: Measured, name: str) -> None:
    sides = found.maps[name]
    differences = found.differences(name) if len(sides) > 1 else {}
    rows = []
    for kind in CATALOG.values():
        label = f"  {kind.label}" if kind.label[0].islower() else kind.label
        row = [label, *(figure(kind, measures, found.currency) for measures in sides)]
        if differences:
            row.append(change(kind, differences[kind.name], found.currency))
        if any(cell != sayings.UNKNOWN for cell in row[1:]):
            rows.append(row)
    titles = [column.title for column in found.columns]
    heads = ["", *titles, *(["difference"] if differences else [])]
    print(table(heads, rows, right=range(1, len(heads))))
    for column, measures in zip(found.columns, sides, strict=True):
        if measures.lead_time.method == "simulated":
            error = sayings.minutes(measures.lead_time.standard_error)
            print(f"{column.title}: lead time simulated, standard error {error}")


def _work(measures: Measures) -> Iterator[str]:
    split = measures.time_split
    if split is None or not measures.touch_time:
        return
    parts = [
        f"{words} {sayings.percent(getattr(split, name) / measures.touch_time)}"
        for name, words in PLAIN.items()
        if getattr(split, name)
    ]
    if split.not_assessed:
        parts.append(f"not assessed {sayings.percent(split.not_assessed / measures.touch_time)}")
    yield f"of the work: {', '.join(parts)}; waiting {sayings.minutes(split.waiting)}"


def _value(measures: Measures) -> Iterator[str]:
    unsourced = measures.unsourced_value
    if unsourced is not None and unsourced.value:
        steps = ", ".join(unsourced.steps)
        yield visible(
            f"claimed without a source: {sayings.decimal(unsourced.value)} of the value ({steps})"
        )
    if measures.assessed is not None and measures.assessed.overall is not None:
        entries = {
            name: getattr(measures.assessed, name)
            for name in ("work", "wait", "value", "adds", "shares")
        }
        told = [
            f"{name} {sayings.percent(share)}" for name, share in entries.items() if share is not None
        ]
        yield f"assessed: {sayings.percent(measures.assessed.overall)} of the map ({', '.join(told)})"


def _stuck(measures: Measures) -> Iterator[str]:
    for step, share in measures.stuck.items():
        name = measures.process.step(step).name
        yield visible(
            f'deadlock: in {sayings.percent(share, 1)} of cases "{name}" waits for ever for a branch that '
            "has gone elsewhere; the figures let it go on"
        )


def _print_kpis(found: Measured, name: str) -> None:
    sides = [measures.kpis for measures in found.maps[name]]
    if not sides[0]:
        return
    heads = ["measured by", "unit", "today", "target", *(f"map, {c.title}" for c in found.columns)]
    rows = [
        [
            visible(kpis[0].name),
            visible(kpis[0].unit),
            sayings.count(kpis[0].baseline),
            sayings.count(kpis[0].target),
            *(bound(sayings.count(kpi.predicted), kpi.at_least) for kpi in kpis),
        ]
        for kpis in zip(*sides, strict=True)
    ]
    print("\n" + table(heads, rows, right=range(2, len(heads))))


def _print_journey(title: str, measures: Measures) -> None:
    for name, told in _told_paths(measures).items():
        journey, path = told.journey, told.path
        if not journey.contacts:
            continue
        lead = sayings.minutes(path.minutes, measures.is_lower("lead_time"))
        chance = sayings.percent(path.chance, digits=int(path.chance < 0.01))
        print(f"\nthe customer's {name} way ({title}): {chance} of cases, {lead}")
        print(f"  {', '.join(_met(journey))}")
        rows = [
            (
                sayings.minutes(contact.waited),
                visible(contact.channel or sayings.UNKNOWN),
                visible(contact.lane or sayings.UNKNOWN),
                visible(contact.name),
                visible(", ".join(_asked(contact.asks, contact.asks_again))),
            )
            for contact in journey.contacts
        ]
        print(table(("after waiting", "by", "with", "contact", "asked for"), rows, right=(0,), cut=4))


def _told_paths(measures: Measures) -> dict[str, PathTold]:
    """Return the paths by name, in one where the typical way is the longest too."""
    paths = measures.paths
    if len({told.path for told in paths.values()}) < len(paths):
        return {" and ".join(paths): next(iter(paths.values()))}
    return dict(paths)


def _met(journey: PathJourney) -> Iterator[str]:
    yield _times(len(journey.contacts), "contact")
    yield f"{_times(len(journey.faces), 'team')} met"
    yield _times(journey.channel_switches, "channel switch", "es")
    if journey.items_asked_again:
        yield f"{_times(journey.items_asked_again, 'item')} asked again"
    across = f" across {_times(len(journey.departments), 'department')}" if journey.departments else ""
    yield f"{_times(journey.hand_offs, 'hand-off')}{across}"
    yield _times(len(journey.systems), "system")


def _times(number: int, word: str, plural: str = "s") -> str:
    return f"{number} {word}{'' if number == 1 else plural}"


def _asked(asks: tuple[str, ...], again: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{item} (again)" for item in asks if item in again)
    yield from (item for item in asks if item not in again)


def _print_levers(title: str, measures: Measures) -> None:
    told = islice(_one_sided(measures.sensitivity), MOST_LEVERS)
    rows = [_lever(measures, each) for each in told]
    if rows:
        heads = (
            f"hangs on most ({title})",
            "one more",
            "lead time",
            "cost",
            "+10 %: time",
            "+10 %: cost",
        )
        print("\n" + table(heads, rows, right=range(2, 6), cut=0))


def _one_sided(levers: Iterable[Sensitivity]) -> Iterator[Sensitivity]:
    """Leave out what is said already: of two branches, one gains what the other loses."""
    seen: set[tuple[str, str, str]] = set()
    for each in levers:
        size = f"{abs(each.lead_time):.6g}", f"{abs(each.cost or 0.0):.6g}"
        if each.lever in ("work", "wait") or (each.step, *size) not in seen:
            yield each
        seen.add((each.step, *size))


def _lever(measures: Measures, each: Sensitivity) -> tuple[str, ...]:
    what, unit = _told_lever(measures, each)
    return (
        visible(what),
        unit,
        _signed(each.lead_time, "minutes"),
        _signed(each.cost, "money"),
        _signed(each.lead_time_tenth, "minutes"),
        _signed(each.cost_tenth, "money"),
    )


def _told_lever(measures: Measures, each: Sensitivity) -> tuple[str, str]:
    """Return a lever and its unit; branches by their target first, which tells them apart."""
    step = measures.process.step(each.step).name
    if each.lever in ("work", "wait"):
        return f"{each.lever} of {step}", "minute"
    if not each.target:
        return f"share that begins at {step}", "% point"
    noun = "return" if each.lever == "loop" else "share"
    return f"{noun} to {measures.process.step(each.target).name}, from {step}", "% point"


def _signed(value: float | None, unit: Unit) -> str:
    if value is None:
        return sayings.UNKNOWN
    size = amount(abs(value), unit)
    return f"{'−' if value < 0 else '+'}{size}" if is_told(size) else "0"


def _print_steps(title: str, measures: Measures, currency: str) -> None:
    critical = {each.step: each.share for each in measures.critical_path}
    rows = [
        (
            visible(step.name),
            sayings.decimal(figures.visits, 2),
            sayings.minutes(figures.work),
            sayings.minutes(figures.wait),
            sayings.percent(critical.get(step.id, 0.0) if critical else None),
            sayings.decimal(figures.cost, 2),
            sayings.decimal(figures.value, 2),
        )
        for step in measures.process.steps
        if (figures := measures.steps[step.id])
    ]
    head = (f"step ({title})", "visits", "work", "wait", "of lead time", currency, "value")
    print("\n" + table(head, rows, right=range(1, 7), cut=0))
    _print_gaps(measures)


def _print_gaps(measures: Measures) -> None:
    if measures.not_assessed:
        print("\nnot assessed:")
    for gap in measures.not_assessed:
        said = f" ({gap.note})" if gap.note else ""
        print(visible(f"  {gap.missing}: {', '.join(gap.steps) or 'the whole map'}{said}"))
