"""Saved scenarios of the fit: ``vendors/scenarios.toml``, read, and one more put into it."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

from procfit.formats.blocks import Blocks
from procfit.formats.process_write import ABSENT, key_line
from procfit.formats.spec import ArrayOf, Choice, Id, Integer, Key, ListOf, TableOf, Text
from procfit.formats.toml_file import FORMAT, Reading, TomlFile, check_format
from procfit.model.fit_scenario import FitScenario
from procfit.model.process import View
from procfit.model.vendor import WeightBasis

__all__ = ["NEW_SCENARIOS", "SCENARIOS", "build_scenarios", "with_scenario"]

NEW_SCENARIOS = f"#:schema ../.procfit/schema/scenarios.json\nformat = {FORMAT}\n"
"""What a new ``vendors/scenarios.toml`` begins with."""
ARRAY = "scenario"

SCENARIO = TableOf(
    {
        "name": Key(Text(100), "what it is called", required=True),
        "note": Key(Text(), "why it is looked at"),
        "set": Key(
            ListOf(Text(500)),
            'what is set: "offline-visits.weight=10%", "complaint#decide-remedy.value=5"',
        ),
        "without_vendors": Key(ListOf(Id()), "vendors left out"),
        "without_evaluators": Key(ListOf(Id()), "evaluators left out"),
        "relax": Key(ListOf(Id()), "capabilities that are no gate here"),
        "must": Key(ListOf(Id()), "capabilities that are a gate here"),
        "view": Key(Choice(get_args(View)), "which steps the weights come from"),
        "weight_basis": Key(Choice(get_args(WeightBasis)), "what makes a process weigh"),
    },
    FitScenario,
)

SCENARIOS = TableOf(
    {
        "format": Key(Integer(1, FORMAT), "the version of this format", required=True),
        "scenario": Key(ArrayOf(SCENARIO), "the scenarios", field="scenarios"),
    },
    dict,
    "scenarios",
)


def build_scenarios(file: TomlFile) -> tuple[FitScenario, ...]:
    """Return the scenarios; problems are left in ``file.reading``, and of two of one name the first holds."""
    reading = file.reading
    if not check_format(file.data, reading, "a list of scenarios"):
        return ()
    found = (SCENARIOS.read(file.data, reading, ()) or {}).get("scenarios", ())
    kept: dict[str, FitScenario] = {}
    for index, scenario in zip(reading.kept.get((ARRAY,), ()), found, strict=True):
        _check(scenario, kept, reading, index)
        kept.setdefault(scenario.name.casefold(), scenario)
    return tuple(kept.values())


def with_scenario(text: str, scenario: FitScenario) -> str:
    r"""Return the text of the file with one more scenario, before the first whose name comes later.

    So two people who save different scenarios seldom touch the same lines.

    Examples
    --------
    >>> print(with_scenario("format = 1\n", FitScenario("thrift", set=("fax.weight=0",))), end="")
    format = 1
    <BLANKLINE>
    [[scenario]]
    name = "thrift"
    set = ["fax.weight=0"]
    """
    if "\r\n" in text:
        return with_scenario(text.replace("\r\n", "\n"), scenario).replace("\n", "\r\n")
    text = text if text.strip() else NEW_SCENARIOS
    values = {field.name: getattr(scenario, field.name) for field in fields(scenario)}
    lines = [key_line(key, value) for key, value in values.items() if value not in ABSENT]
    block = "\n".join([f"[[{ARRAY}]]", *lines]) + "\n"
    place = _place(text, scenario.name)
    before, behind = text[:place].rstrip("\n"), text[place:].lstrip("\n")
    return f"{before}\n\n{block}" + (f"\n{behind}" if behind else "")


def _place(text: str, name: str) -> int:
    """Return where a scenario of that name goes."""
    blocks = [block for block in Blocks(text).blocks if block.path[:1] == (ARRAY,)]
    for block in blocks:
        statement = block.keys.get(("name",))
        own = text[statement.value : statement.value_end].strip("\"'") if statement else ""
        if own.casefold() > name.casefold():
            return block.start
    return blocks[-1].end if blocks else len(text)


def _check(scenario: FitScenario, before: dict[str, FitScenario], reading: Reading, index: int) -> None:
    if not scenario.name.strip():
        reading.report((ARRAY, index, "name"), "a scenario has an empty name", "give it one")
    if scenario.name.casefold() in before:
        message = f'two scenarios are called "{scenario.name}"; the first holds'
        reading.report((ARRAY, index, "name"), message, "rename one")
    both = [name for name in scenario.relax if name in scenario.must]
    if both:
        reading.report((ARRAY, index, "must"), f'"{both[0]}" is also under relax', "keep one of them")
    for said in scenario.set:
        if "=" not in said:
            hint = 'write "offline-visits.weight=10%" or "map#step.value=5"'
            reading.report((ARRAY, index, "set"), f'"{said}" sets nothing', hint)
