"""Step lists and drawings for tests, and random maps that they can carry."""

from __future__ import annotations

import string
from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from procfit.formats.map_import import MapImport
from procfit.formats.process_toml import TAGS
from procfit.formats.step_list import parse_step_list
from procfit.model.process import (
    Adds,
    Control,
    Flow,
    Lane,
    Need,
    ProcessMap,
    Rival,
    Step,
    StepKind,
    Without,
)
from procfit.model.quantities import Duration
from procfit.model.text import normal, unsafe_at

_NASTY_TEXTS = (
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "'=1",
        "'tis",
        '"',
        '""',
        "a\nb",
        "#1",
        "#quot;",
        "<b>x</b>",
        "&lt;",
    ),
    *("85%", "(85%)", "if a: b", "a -> b", "x; y", "end", "–", "?", "n/a", "1", "1.", "- item", "**b**"),
    *(
        "`c`",
        "%% c",
        "%%{init}%%",
        "[x](y)",
        "{}",
        "|",
        "\\",
        "👨‍👩‍👧",
        "é",
        "direction LR",
        "a, b",
        "_x000D_",
    ),
    *(
        "style x:#f;",
        "row 3",
        "ja",
        "rejects",
        "<br/>",
        "$$x$$",
        "ﬂ°x¶ß",
        "@{ shape: x }",
        "#REF!",
        "=",
        "'",
    ),
)
NASTY = st.sampled_from(_NASTY_TEXTS)
_PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=10)
_RAW = st.lists(NASTY | _PLAIN, min_size=1, max_size=3).map(" ".join)
LINES = _RAW.map(lambda text: normal(text).strip()).filter(lambda text: text and unsafe_at(text) is None)
"""Text as a cell keeps it: no blanks at its ends."""

ITEMS = st.lists(
    LINES.map(lambda text: text.replace(";", " ").replace("\n", " ").strip()).filter(bool), max_size=3
).map(tuple)
SHARES = st.floats(0, 1) | st.sampled_from([0.85, 0.15, 1 / 3, 0.07])
_MINUTES = st.integers(0, 5000).map(float) | st.floats(0, 1e6)
_TIMES = _MINUTES.map(Duration.fixed) | st.tuples(_MINUTES, _MINUTES, _MINUTES).map(
    lambda parts: Duration(*sorted(parts))
)
IDS = st.text(string.ascii_lowercase, min_size=1, max_size=3)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "description": LINES,
    "channel": LINES,
    "value": st.integers(0, 5),
    "benefit": LINES,
    "expected": st.booleans(),
    "adds": st.sampled_from(get_args(Adds)),
    "reason": LINES,
    "source": LINES,
    "work": _TIMES,
    "wait": _TIMES,
    "cost": st.floats(0, 1e12),
    "effort": st.integers(0, 5),
    "asks": ITEMS,
    "reads": ITEMS,
    "writes": ITEMS,
    "delivers": ITEMS,
    "system": LINES,
    "control": st.sampled_from(get_args(Control)),
    "rival": st.builds(
        Rival,
        LINES,
        st.none() | _TIMES,
        st.none() | st.booleans(),
        st.just("") | LINES,
        st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    ),
    "without": st.builds(Without, LINES, st.just("") | IDS),
    "needs": st.lists(st.builds(Need, IDS, st.none() | st.floats(0, 0.3)), max_size=3).map(tuple),
    "tags": st.lists(st.sampled_from(TAGS), max_size=2).map(tuple),
    "approves": LINES,
}
# In the to-be a lone dash says that the field is emptied.
_LATER_LINES = LINES.filter(lambda text: text != "–")
_LATER = {
    **{
        key: _LATER_LINES if value is LINES else value
        for key, value in FIELDS.items()
        if key not in ("rival", "without")
    },
    "name": _LATER_LINES,
    "channel": _LATER_LINES | st.just(""),
    "asks": ITEMS,
}
LANES = (
    (),
    (Lane("sales", "Inside sales", "Sales", "front"),),
    (Lane("ops"), Lane("front-desk", "Front desk"), Lane("x", "=Who;", "", "back")),
)


@st.composite
def maps(draw: st.DrawFn, fields: bool = True) -> ProcessMap:
    """Return maps without errors whose every part a step list can carry."""
    lanes = draw(st.sampled_from(LANES))
    count = draw(st.integers(1, 5))
    ids = draw(st.lists(IDS, min_size=count, max_size=count, unique=True))
    steps = tuple(_step(draw, ids, at, lanes, fields) for at in range(count))
    return ProcessMap("test", draw(LINES), lanes=_used(lanes, steps), steps=steps)


def _step(draw: st.DrawFn, ids: list[str], at: int, lanes: tuple[Lane, ...], with_fields: bool) -> Step:
    following = ids[at + 1 :]
    kind: StepKind = draw(st.sampled_from(("task", "wait", "join", "decision", "inclusive", "parallel")))
    if kind in ("decision", "inclusive", "parallel") and len(following) > 1:
        flows = _branches(draw, kind, following)
    else:
        kind = draw(st.sampled_from(("task", "wait", "join"))) if at else "start"
        flows = tuple(Flow(to) for to in following[:1])
    if not following and at:
        kind = "end"
    told = draw(st.fixed_dictionaries({}, optional=FIELDS)) if with_fields and kind != "start" else {}
    later = draw(st.fixed_dictionaries({}, optional=_LATER)) if with_fields and not at % 2 else {}
    if with_fields:
        told["disposition"] = draw(st.none() | st.sampled_from(("keep", "modify")))
    lane = draw(st.sampled_from(["", *(lane.id for lane in lanes)]))
    return Step(ids[at], draw(LINES), lane, kind, next=flows, to_be=later, **told)


def _branches(draw: st.DrawFn, kind: str, following: list[str]) -> tuple[Flow, ...]:
    targets = draw(st.lists(st.sampled_from(following), min_size=2, max_size=3))
    if following[0] not in targets:
        targets[0] = following[0]
    shares: list[float | None] = [None] * len(targets)
    if kind == "decision" and draw(st.booleans()):
        first = draw(st.floats(0, 1))
        shares = [first, 1 - first, *[0.0] * (len(targets) - 2)]
    elif kind == "inclusive":
        shares = [draw(st.none() | SHARES) for _ in targets]
    conditions = [draw(st.just("") | LINES) for _ in targets]
    rejects = [draw(st.booleans()) for _ in targets]
    return tuple(map(Flow, targets, shares, conditions, rejects))


def _used(lanes: tuple[Lane, ...], steps: tuple[Step, ...]) -> tuple[Lane, ...]:
    used = {step.lane for step in steps}
    return tuple(lane for lane in lanes if lane.id in used)


def read_rows(*rows: str, name: str = "list.csv") -> MapImport:
    """Return what a CSV file with these rows, cells apart by ``|``, is read as."""
    lines = [
        ",".join('"' + cell.strip().replace('"', '""') + '"' for cell in row.split("|")) for row in rows
    ]
    return parse_step_list("\r\n".join(lines).encode(), name)


def only_map(read: MapImport) -> ProcessMap:
    """Return the one map of an import without problems."""
    assert [str(problem) for problem in read.problems if problem.level == "error"] == []
    (process,) = read.maps
    return process


def ways(process: ProcessMap) -> dict[str, list[str]]:
    """Return where each step leads."""
    return {step.id: [flow.to for flow in step.next] for step in process.steps}


def said(read: MapImport) -> str:
    """Return all notices as lines of text."""
    return "\n".join(f"{notice.element}: {notice.message}" for notice in read.notices)
