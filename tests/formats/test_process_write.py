import string
import tomllib
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_maps import EXAMPLE
from helpers_texts import texts
from procfit import open_workspace
from procfit.formats.blocks import Blocks
from procfit.formats.process_toml import PROCESS, TAGS, read_process_text
from procfit.formats.process_write import (
    head_block,
    kpi_block,
    lane_block,
    message_block,
    process_text,
    step_block,
)
from procfit.formats.toml_file import Reading
from procfit.model.process import (
    Adds,
    Control,
    Disposition,
    Flow,
    Kpi,
    Lane,
    LaneKind,
    Message,
    Need,
    ProcessMap,
    Rival,
    Step,
    StepKind,
    Without,
)
from procfit.model.quantities import Duration, Volume

_IDS = st.text(string.ascii_lowercase + string.digits + "-", max_size=8).map(lambda text: f"a{text}")
_SHARES = st.floats(0, 1).map(lambda share: share + 0.0) | st.sampled_from([0.85, 0.15, 1 / 3, 0.0, 1.0])
_NUMBERS = st.floats(0, 1e12, allow_subnormal=True) | st.integers(0, 1000).map(float)
_MINUTES = (
    st.integers(0, 5000).map(float)
    | st.integers(0, 600).map(lambda seconds: seconds / 60)
    | st.floats(0, 1e6)
)
_TIMES = _MINUTES.map(Duration.fixed) | st.tuples(_MINUTES, _MINUTES, _MINUTES).map(
    lambda parts: Duration(*sorted(parts))
)
_FLOWS = st.lists(
    st.builds(Flow, _IDS, st.none() | _SHARES, st.just("") | texts, st.booleans())
    | st.builds(Flow, _IDS)
    | st.builds(Flow, _IDS, _SHARES),
    max_size=4,
).map(tuple)
_ITEMS = st.lists(texts, max_size=3).map(tuple)
_DATES = st.dates(date(1990, 1, 1), date(2090, 1, 1))
_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": texts,
    "lane": _IDS,
    "kind": st.sampled_from(get_args(StepKind)),
    "description": texts,
    "channel": texts,
    "value": st.integers(0, 5),
    "benefit": texts,
    "expected": st.booleans(),
    "adds": st.sampled_from(get_args(Adds)),
    "reason": texts,
    "source": texts,
    "work": _TIMES,
    "wait": _TIMES,
    "cost": _NUMBERS,
    "effort": st.integers(0, 5),
    "asks": _ITEMS,
    "reads": _ITEMS,
    "writes": _ITEMS,
    "delivers": _ITEMS,
    "system": texts,
    "control": st.sampled_from(get_args(Control)),
    "rival": st.builds(
        Rival, texts, st.none() | _TIMES, st.none() | st.booleans(), texts, st.none() | _DATES
    ),
    "without": st.builds(Without, texts, st.just("") | _IDS),
    "needs": st.lists(st.builds(Need, _IDS, st.none() | _SHARES), max_size=3).map(tuple),
    "tags": st.lists(st.sampled_from(TAGS), max_size=2).map(tuple),
    "approves": texts,
    "call": _IDS,
    "share": _SHARES,
    "next": _FLOWS,
}
_OWN = {
    **{key: strategy for key, strategy in _FIELDS.items() if key != "name"},
    "disposition": st.sampled_from(get_args(Disposition)),
    "to_be": st.fixed_dictionaries({}, optional=_FIELDS),
}
_STEPS = st.fixed_dictionaries({"id": _IDS, "name": texts}, optional=_OWN).map(
    lambda fields: Step(**fields)
)
_LANES = st.builds(Lane, _IDS, texts, texts, st.none() | st.sampled_from(get_args(LaneKind)), _IDS)
_KPIS = st.builds(Kpi, texts, texts, st.none() | st.floats(-1e12, 1e12), st.none() | _NUMBERS)
_MESSAGES = st.builds(Message, _IDS, _IDS, texts)
_MAPS = st.builds(
    ProcessMap,
    st.just("test"),
    texts,
    description=texts,
    customer=texts,
    outcome=texts,
    owner=texts,
    importance=st.none() | st.integers(1, 5),
    importance_source=texts,
    default_wait=st.none() | _TIMES,
    volume=st.none()
    | st.builds(Volume, _NUMBERS, st.sampled_from(["day", "week", "month", "quarter", "year"])),
    disposition=st.none() | st.sampled_from(get_args(Disposition)),
    kpis=st.lists(_KPIS, max_size=2).map(tuple),
    lanes=st.lists(_LANES, max_size=2).map(tuple),
    steps=st.lists(_STEPS, max_size=3).map(tuple),
    messages=st.lists(_MESSAGES, max_size=2).map(tuple),
)


def _read(text: str) -> tuple[ProcessMap, list[str]]:
    """Return the map in a text as it is typed, whether it could be judged or not."""
    reading = Reading("test", Blocks(text))
    fields = PROCESS.read(tomllib.loads(text), reading, ())
    assert fields.pop("format") == 1
    return ProcessMap(id="test", **fields), [str(problem) for problem in reading.problems]


@given(_MAPS)
@settings(max_examples=120, deadline=None)
def test_every_map_reads_back_equal(process: ProcessMap) -> None:
    found, problems = _read(process_text(process))
    assert problems == []
    assert found == process


@given(_MAPS)
@settings(max_examples=30, deadline=None)
def test_a_text_is_the_blocks_of_its_parts(process: ProcessMap) -> None:
    text = process_text(process)
    found = [text[block.start : block.end].strip() for block in Blocks(text).blocks]
    wanted = [
        head_block(process),
        *map(kpi_block, process.kpis),
        *map(lane_block, process.lanes),
        *map(step_block, process.steps),
        *map(message_block, process.messages),
    ]
    assert found == [block.strip() for block in wanted]


@pytest.mark.parametrize("name", sorted(open_workspace(EXAMPLE).maps))
def test_the_worked_example_reads_back_equal(name: str) -> None:
    process = open_workspace(EXAMPLE).maps[name]
    found, _ = read_process_text(process_text(process), name)
    assert found == process


def test_an_almost_empty_map_says_nothing_it_does_not_know() -> None:
    process = ProcessMap("p", "P", steps=(Step("a", "A", next=(Flow("b"),)), Step("b", "B", kind="end")))
    assert process_text(process) == (
        'format = 1\nname = "P"\n\n'
        '[[step]]\nid = "a"\nname = "A"\nnext = ["b"]\n\n'
        '[[step]]\nid = "b"\nname = "B"\nkind = "end"\n'
    )


def test_a_step_reads_as_a_person_would_write_it() -> None:
    step = Step(
        "credit",
        "Check credit",
        "finance",
        "decision",
        description="First line\nSecond line",
        value=0,
        expected=False,
        work=Duration(2, 5, 90),
        cost=3.5,
        rival=Rival("Acme", Duration.fixed(10), True, date=date(2026, 1, 10)),
        without=Without("form", "self-service"),
        needs=(Need("lead-capture"), Need("duplicates", 0.3)),
        to_be={"work": Duration.fixed(1), "wait": Duration.fixed(0.5), "next": ()},
        next=(Flow("b", 0.125, 'limit "free"'), Flow("c", 0.875, rejects=True)),
    )
    assert step_block(step) == (
        '[[step]]\nid = "credit"\nname = "Check credit"\nlane = "finance"\nkind = "decision"\n'
        'description = """\nFirst line\nSecond line"""\n'
        'value = 0\nexpected = false\nwork = "2m/5m/90m"\ncost = 3.5\n'
        'rival = { who = "Acme", time = "10m", same_benefit = true, date = 2026-01-10 }\n'
        'without = { how = "form", capability = "self-service" }\n'
        'needs = ["lead-capture", { id = "duplicates", share = "30%" }]\n'
        'to_be = { work = "1m", wait = "30s", next = [] }\n'
        "next = [\n"
        '    { to = "b", share = "12.5%", when = "limit \\"free\\"" },\n'
        '    { to = "c", share = "87.5%", rejects = true },\n'
        "]\n"
    )


def test_long_lists_stand_one_to_a_line() -> None:
    step = Step("a", "A", asks=("x" * 60, "y" * 60))
    assert f'asks = [\n    "{"x" * 60}",\n    "{"y" * 60}",\n]\n' in step_block(step)
