"""A committee's judgment about weights: ``vendors/judgments/<name>.toml``, or any file that is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import Any, get_args

from procfit.formats.spec import (
    ArrayOf,
    Choice,
    Date,
    Either,
    Id,
    Integer,
    Key,
    ListOf,
    MapOf,
    Number,
    Share,
    TableOf,
    Text,
)
from procfit.formats.toml_file import FORMAT, Reading, TomlFile, check_format
from procfit.model.faults import Fault, Path, did_you_mean, listing
from procfit.model.judgment import Judgment, JudgmentMethod, Pair, Subject

__all__ = ["JUDGMENT", "MOST_COMPARED", "build_judgment"]

MOST_COMPARED = 15
"""So many items take 105 comparisons; random indices are published up to here."""

PAIR = TableOf(
    {
        "more": Key(Id(), "the more important one", required=True),
        "than": Key(Id(), "the less important one", required=True),
        "times": Key(Number(1, 9), "how many times as important, 1 to 9; 1 = the same", required=True),
    },
    Pair,
)

JUDGMENT = TableOf(
    {
        "format": Key(Integer(1, FORMAT), "the version of this format", required=True),
        "about": Key(Choice(get_args(Subject)), "what was judged", required=True),
        "method": Key(Choice(get_args(JudgmentMethod)), "how it was judged", required=True),
        "by": Key(Text(200), "who judged", required=True),
        "date": Key(Date(), "when"),
        "reason": Key(Text(), "why, or on what occasion"),
        "share": Key(Share(), "what the capabilities hold together; absent = what they hold now"),
        "points": Key(MapOf(Number(0), Id()), "direct, swing: points by item"),
        "order": Key(
            ListOf(Either({str: Id(), list: ListOf(Id())}, 'write "one" or ["one", "two"]')),
            "order: the most important first; a list in the list is level",
        ),
        "pair": Key(ArrayOf(PAIR), "pairwise: one per two items", field="pairs"),
        "best": Key(Id(), "best-worst: the most important item"),
        "worst": Key(Id(), "best-worst: the least important item"),
        "best_over": Key(
            MapOf(Number(1, 9), Id()),
            "best-worst: how many times as important the best is as each other",
        ),
        "over_worst": Key(
            MapOf(Number(1, 9), Id()), "best-worst: how many times as important each is as the worst"
        ),
    },
    dict,
    "judgment",
)

NEEDED: dict[str, tuple[str, ...]] = {
    "direct": ("points",),
    "swing": ("points",),
    "order": ("order",),
    "pairwise": ("pair",),
    "best-worst": ("best", "worst", "best_over", "over_worst"),
}
_ANSWERS = tuple(dict.fromkeys(key for keys in NEEDED.values() for key in keys))


def build_judgment(
    file: TomlFile, known: Mapping[str, Collection[str]], left_out: Collection[str] = ()
) -> Judgment | None:
    """Return a judgment, or None when it cannot be used; problems are left in ``file.reading``.

    Parameters
    ----------
    file
        The file.
    known
        What can be judged: the ids of ``capabilities`` and of ``processes``.
    left_out
        The capabilities that the buyer called not applicable.
    """
    reading = file.reading
    if not check_format(file.data, reading, "a judgment"):
        return None
    fields = JUDGMENT.read(file.data, reading, ())
    if fields is None or reading.failed:
        return None
    fields.pop("format")
    fields["order"] = tuple(
        (place,) if isinstance(place, str) else place for place in fields.get("order", ())
    )
    _report_keys(file.data, fields["method"], reading)
    judgment = Judgment(**fields)
    if not reading.failed:
        reading.report_faults(list(_faults(judgment, known[judgment.about], left_out)))
    return None if reading.failed else judgment


def _report_keys(data: dict[str, Any], method: str, reading: Reading) -> None:
    for key in NEEDED[method]:
        if key not in data:
            reading.report(("method",), f'method "{method}" needs {key}', "see docs/weights.md")
    for key in _ANSWERS:
        if key in data and key not in NEEDED[method]:
            reading.report((key,), f'{key} is no part of method "{method}"', "remove it")
    if "share" in data and data["about"] == "processes":
        reading.report(("share",), "share is about capabilities", "remove it")


def _faults(judgment: Judgment, known: Collection[str], left_out: Collection[str]) -> Iterator[Fault]:
    places = list(_named(judgment))
    noun = {"capabilities": "capability", "processes": "process"}[judgment.about]
    unknown = [(path, item) for path, item in places if item not in known]
    for path, item in unknown:
        hint = did_you_mean(item, list(known)) or f"known: {listing(known)}"
        yield Fault(path, f'there is no {noun} "{item}"', hint)
    for path, item in places:
        if item in left_out:
            message = f'"{item}" is called not applicable in vendors/evaluation.toml'
            yield Fault(path, message, "leave it out here, or take it from there")
    if not unknown and len(judgment.items) < 2:
        yield Fault(places[0][0] if places else (), "a judgment needs at least two items", "add another")
    elif not unknown:
        yield from _CHECKS[judgment.method](judgment)


def _named(judgment: Judgment) -> Iterator[tuple[Path, str]]:
    """Yield every item with the key that it is named at."""
    yield from ((("points", item), item) for item in judgment.points)
    yield from ((("order",), item) for place in judgment.order for item in place)
    for index, pair in enumerate(judgment.pairs):
        yield ("pair", index, "more"), pair.more
        yield ("pair", index, "than"), pair.than
    if judgment.best:
        yield ("best",), judgment.best
        yield ("worst",), judgment.worst
    yield from ((("best_over", item), item) for item in judgment.best_over)
    yield from ((("over_worst", item), item) for item in judgment.over_worst)


def _points(judgment: Judgment) -> Iterator[Fault]:
    most = max(judgment.points.values())
    if most <= 0:
        yield Fault(("points",), "all points are 0", "give the most important item 100")
    elif judgment.method == "swing" and most != 100:
        hint = "give 100 to the improvement that is worth most, and the others in comparison"
        yield Fault(("points",), f"the largest swing has {most:g} points", hint)


def _order(judgment: Judgment) -> Iterator[Fault]:
    counts = Counter(item for place in judgment.order for item in place)
    for item, count in counts.items():
        if count > 1:
            yield Fault(("order",), f'"{item}" is ranked {count} times', "keep one place")
    if not all(judgment.order):
        yield Fault(("order",), "one place of the order is empty", "remove the []")


def _pairwise(judgment: Judgment) -> Iterator[Fault]:
    if len(judgment.items) > MOST_COMPARED:
        message = f"{len(judgment.items)} items are too many to compare two by two"
        yield Fault(("pair",), message, f"compare at most {MOST_COMPARED}, or use swing or order")
        return
    seen: set[frozenset[str]] = set()
    for index, pair in enumerate(judgment.pairs):
        both = frozenset((pair.more, pair.than))
        if len(both) < 2:
            yield Fault(("pair", index), f'"{pair.more}" is compared with itself', "name two items")
        elif both in seen:
            message = f'"{pair.more}" and "{pair.than}" are compared twice'
            yield Fault(("pair", index), message, "keep one of the comparisons")
        seen.add(both)
    missing = [two for two in combinations(judgment.items, 2) if frozenset(two) not in seen]
    if missing:
        named = listing([f"{a} and {b}" for a, b in missing], 3)
        yield Fault(("pair",), f"not compared yet: {named}", "add a [[pair]] for each")


def _best_worst(judgment: Judgment) -> Iterator[Fault]:
    best, worst = judgment.best, judgment.worst
    if best == worst:
        yield Fault(("worst",), "the best and the worst are the same", "name another")
        return
    items = {*judgment.items, *judgment.over_worst, worst}
    for key, given, own, left_out in (
        ("best_over", judgment.best_over, best, {best}),
        ("over_worst", judgment.over_worst, worst, {best, worst}),
    ):
        if own in given:
            yield Fault((key, own), f'"{own}" is compared with itself', "remove it")
        missing = sorted(items - left_out - set(given))
        if missing:
            yield Fault((key,), f"{key} lacks {listing(missing)}", "add a number from 1 to 9 for each")
        for item, times in given.items():
            if times > judgment.best_over.get(worst, times):
                message = f"{item} has {times:g}, more than the best has over the worst"
                yield Fault((key, item), message, f"lower it, or raise best_over.{worst}")
    if judgment.over_worst.get(best, judgment.best_over.get(worst)) != judgment.best_over.get(worst):
        message = "best against worst is said twice, and differently"
        yield Fault(("over_worst", best), message, f"remove it: best_over.{worst} says it")


_CHECKS = {
    "direct": _points,
    "swing": _points,
    "order": _order,
    "pairwise": _pairwise,
    "best-worst": _best_worst,
}
