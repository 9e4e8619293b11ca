"""Process maps: ``processes/<id>.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any, get_args

from procfit.formats.spec import (
    ArrayOf,
    Boolean,
    Choice,
    Date,
    Id,
    Integer,
    Key,
    Kind,
    ListOf,
    Minutes,
    Number,
    PerPeriod,
    RefusedError,
    Share,
    TableOf,
    Text,
)
from procfit.formats.toml_file import FORMAT, Reading, TomlFile, check_format, parse_toml, read_toml
from procfit.model.errors import Problem
from procfit.model.process import (
    Adds,
    Control,
    Disposition,
    Flow,
    Kpi,
    KpiFigure,
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
from procfit.model.quantities import Calendar
from procfit.model.text import is_id
from procfit.model.validate import Path, faults_of_map

__all__ = ["PROCESS", "TAGS", "build_map", "read_process", "read_process_text"]

TAGS = (
    "verify",
    "consent",
    "security",
    "transfer",
    "negotiation",
    "archive",
    "legal",
    "opt-out",
    "anonymous",
    "single-contact",
    "regional",
    "final",
)
"""What may stand in ``tags``."""

NAME = Text(500)
ITEMS = ListOf(Text(500))

BRANCH = TableOf(
    {
        "to": Key(Id(), "the step it leads to", required=True),
        "share": Key(Share(), "share of the cases that go this way"),
        "when": Key(Text(500), "the condition, in words"),
        "rejects": Key(Boolean(), "true when this branch turns the case away"),
    },
    Flow,
)


class NextSteps(Kind):
    """The ways on from a step, in any of the three spellings."""

    hint = 'write ["a"], { a = "85%", b = "15%" } or [{ to = "a", share = "85%" }]'

    def read(self, value: Any, reading: Reading, path: Path) -> tuple[Flow, ...]:
        if isinstance(value, dict):
            return tuple(
                Flow(self._id(target, reading, path), Share().read(share, reading, path))
                for target, share in value.items()
            )
        if isinstance(value, list):
            return tuple(self._branch(part, reading, path) for part in value)
        raise RefusedError("must list the steps that follow", self.hint)

    def _branch(self, part: Any, reading: Reading, path: Path) -> Flow:
        if isinstance(part, dict):
            before = len(reading.problems)
            flow = BRANCH.read(part, reading, path)
            if flow is None or len(reading.problems) > before:
                raise RefusedError("holds a branch that cannot be read", self.hint)
            return flow  # type: ignore[no-any-return]
        return Flow(self._id(part, reading, path))

    def _id(self, value: Any, reading: Reading, path: Path) -> str:
        return Id().read(value, reading, path)

    def schema(self) -> dict[str, Any]:
        either = {"anyOf": [Id().schema(), BRANCH.schema()]}
        shares = {"type": "object", "additionalProperties": Share().schema()}
        return {"anyOf": [{"type": "array", "items": either}, shares]}


class NeedKind(Kind):
    """A needed capability: its id, or a table with id and share."""

    table = TableOf(
        {
            "id": Key(Id(), "the capability", required=True, field="capability"),
            "share": Key(Share(), "its share of the step's value"),
        },
        Need,
    )

    def read(self, value: Any, reading: Reading, path: Path) -> Need:
        if isinstance(value, dict):
            need = self.table.read(value, reading, path)
            if need is None:
                raise RefusedError("holds a need without id", 'write { id = "…", share = 0.3 }')
            return need  # type: ignore[no-any-return]
        return Need(Id().read(value, reading, path))

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [Id().schema(), self.table.schema()]}


class WithoutKind(Kind):
    """How the benefit could come without the step: words, or a table with the capability."""

    table = TableOf(
        {
            "how": Key(Text(), "in words", required=True),
            "capability": Key(Id(), "the capability that would make it possible"),
        },
        Without,
    )

    def read(self, value: Any, reading: Reading, path: Path) -> Without:
        if isinstance(value, dict):
            without = self.table.read(value, reading, path)
            if without is None:
                raise RefusedError("does not say how", 'write { how = "…", capability = "…" }')
            return without  # type: ignore[no-any-return]
        return Without(Text().read(value, reading, path))

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [Text().schema(), self.table.schema()]}


class Changes(Kind):
    """The fields that ``modify`` changes: any field of a step but its id."""

    def read(self, value: Any, reading: Reading, path: Path) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise RefusedError("must be a table of changed fields", 'write { work = "1m" }')
        return TableOf(_CHANGEABLE, dict).read_fields(value, reading, path)

    def schema(self) -> dict[str, Any]:
        return TableOf(_CHANGEABLE, dict).schema()


_RIVAL = TableOf(
    {
        "who": Key(Text(500), "the competitor", required=True),
        "time": Key(Minutes(), "how long the same takes there, work and waiting"),
        "same_benefit": Key(Boolean(), "whether the customer gets the same from it"),
        "source": Key(Text(), "how it is known"),
        "date": Key(Date(), "when it was seen"),
    },
    Rival,
)

_CHANGEABLE: Mapping[str, Key] = {
    "name": Key(NAME, "what is done, verb first"),
    "lane": Key(Id(), "the id of the lane that does it"),
    "kind": Key(Choice(get_args(StepKind)), "what kind of step; task unless said otherwise"),
    "description": Key(Text(), "more about it"),
    "channel": Key(Text(100), "set = the customer is in contact here: phone, mail, visit, web …"),
    "value": Key(Integer(0, 5), "what one execution gives the customer, 0-5; absent = not assessed"),
    "benefit": Key(Text(), "what the customer gets from it, in the customer's words"),
    "expected": Key(Boolean(), "would the customer expect this benefit in return for the time?"),
    "adds": Key(Choice(get_args(Adds)), "value-adding, business-value-adding or neither"),
    "reason": Key(Text(), "why a business step must stay"),
    "source": Key(Text(), "who said so; absent = the team's assumption"),
    "work": Key(Minutes(), "touch time, fixed or least/usual/most"),
    "wait": Key(Minutes(), "waiting before or in the step"),
    "cost": Key(Number(0), "money per execution beside the work"),
    "effort": Key(Integer(0, 5), "what it costs the customer, 0-5"),
    "asks": Key(ITEMS, "information the customer must give"),
    "reads": Key(ITEMS, "information the step uses"),
    "writes": Key(ITEMS, "information the step records"),
    "delivers": Key(ITEMS, "what goes out to the customer"),
    "system": Key(Text(200), "the system it is done in"),
    "control": Key(Choice(get_args(Control)), "a check that must stay"),
    "rival": Key(_RIVAL, "how a competitor does the same"),
    "without": Key(WithoutKind(), "how the benefit could come without this step"),
    "needs": Key(ListOf(NeedKind()), "the capabilities it requires"),
    "tags": Key(ListOf(Choice(TAGS)), "what no other field says"),
    "approves": Key(Text(500), "what an approval approves"),
    "call": Key(Id(), "the map that a step of kind call runs"),
    "share": Key(Share(), "for one of several starts: its share of the cases"),
    "next": Key(NextSteps(), "the steps that follow"),
}

STEP = TableOf(
    {
        "id": Key(Id(), "the step's id", required=True),
        **_CHANGEABLE,
        "name": Key(NAME, "what is done, verb first", required=True, fallback="id"),
        "disposition": Key(
            Choice(get_args(Disposition)), "what the team decided; absent = not reviewed"
        ),
        "to_be": Key(Changes(), "the fields that change in the to-be"),
    },
    Step,
    "step",
)

LANE = TableOf(
    {
        "id": Key(Id(), "the lane's id", required=True),
        "name": Key(NAME, "who does the work"),
        "department": Key(Text(500), "the department the lane belongs to"),
        "kind": Key(Choice(get_args(LaneKind)), "where it stands toward the customer"),
        "parent": Key(Id(), "the lane it is nested in"),
    },
    Lane,
)

KPI = TableOf(
    {
        "name": Key(NAME, "what is measured", required=True),
        "unit": Key(Text(50), "its unit"),
        "baseline": Key(Number(-1e12), "the figure today"),
        "target": Key(Number(-1e12), "the figure wanted"),
        "figure": Key(Choice(get_args(KpiFigure)), "the figure of the map that it is about"),
        "worth": Key(
            Number(0), "money per year for each unit from baseline to target; absent = none stated"
        ),
    },
    Kpi,
)

_END = Text(140)
MESSAGE = TableOf(
    {
        "from": Key(_END, "the sender, map#step", required=True, field="source"),
        "to": Key(_END, "the receiver, map#step", required=True, field="target"),
        "name": Key(NAME, "what is sent"),
    },
    Message,
)

PROCESS = TableOf(
    {
        "format": Key(Integer(1, FORMAT), "the version of this format", required=True),
        "name": Key(NAME, "the process", required=True),
        "description": Key(Text(), "more about it"),
        "customer": Key(Text(500), "who the customer is"),
        "outcome": Key(Text(), "what the customer wants from it, in the customer's words"),
        "owner": Key(Text(500), "who answers for it"),
        "importance": Key(Integer(1, 5), "1-5, asked of customers; absent = not assessed"),
        "importance_source": Key(Text(), "how it was asked; absent = an assumption"),
        "default_wait": Key(Minutes(), "the waiting of every step that gives none"),
        "volume": Key(PerPeriod(), "cases per day, week, month, quarter or year"),
        "disposition": Key(Choice(get_args(Disposition)), "what the team decided for the whole"),
        "kpi": Key(ArrayOf(KPI), "what the process is measured by", field="kpis"),
        "lane": Key(ArrayOf(LANE), "who does the work", field="lanes"),
        "step": Key(ArrayOf(STEP), "the steps", field="steps"),
        "message": Key(ArrayOf(MESSAGE), "messages to and from other maps", field="messages"),
    },
    dict,
    "process",
)


def read_process(
    path: FilePath, shown: str = "", calendar: Calendar | None = None
) -> tuple[ProcessMap | None, list[Problem]]:
    """Read one map and everything that is wrong with it.

    Parameters
    ----------
    path
        The file; its stem becomes the map's id.
    shown
        The name to use in messages.
    calendar
        The working calendar for days and weeks; 8 hours and 5 days by default.

    Returns
    -------
    tuple
        The map, or None when it cannot be judged, and the problems in the order of the file.
    """
    return build_map(read_toml(path, shown, calendar), path.stem)


def read_process_text(
    text: str, map_id: str, shown: str = "", calendar: Calendar | None = None
) -> tuple[ProcessMap | None, list[Problem]]:
    """Read one map from its text; see `read_process`."""
    return build_map(parse_toml(text, shown or map_id, calendar), map_id)


def build_map(file: TomlFile, map_id: str) -> tuple[ProcessMap | None, list[Problem]]:
    """Type and validate what a TOML file holds."""
    reading = file.reading
    if not is_id(map_id):
        reading.report(
            (), f'the file name "{map_id}" is not an id', "use small letters, digits, hyphens"
        )
    process = None
    if check_format(file.data, reading, "a map"):
        fields = PROCESS.read(file.data, reading, ())
        if fields is not None:
            fields.pop("format")
            process = ProcessMap(id=map_id, **fields)
            reading.report_faults(faults_of_map(process, _unread(process, file.data, reading)))
    problems = sorted(reading.problems, key=lambda problem: problem.where.line or 0)
    return (None if reading.failed else process), problems


def _unread(process: ProcessMap, data: dict[str, Any], reading: Reading) -> frozenset[str]:
    """Return the steps whose ways on were refused; all of them when a whole step was left out."""
    kept = reading.kept.get(("step",), [])
    if len(kept) != len(data.get("step", [])):
        return frozenset(step.id for step in process.steps)
    flow_keys = {"next", "kind", "to_be", "disposition"}
    refused = {path[1] for path in reading.refused if len(path) > 2 and path[2] in flow_keys}
    return frozenset(
        step.id for index, step in zip(kept, process.steps, strict=True) if index in refused
    )
