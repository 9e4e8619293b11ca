from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers_maps import EXAMPLE, process
from procfit.formats.process_save import updated_text
from procfit.formats.process_toml import read_process, read_process_text
from procfit.model.process import Flow, Kpi, Lane, Need, ProcessMap, Rival, Step
from procfit.model.quantities import Duration

TEXT = """\
# the whole team was there
format = 1
name = "Test"   # working title
importance = 4

# ---- lanes ----

[[lane]]
id = "sales"   # Petra

# asked Jürgen
[[step]]
id = "a"
name = "Ask"          # was "Enquire"
lane = "sales"
work = "5m"           # measured
needs = [
  "lead-capture",     # she prints this out
  # the next one is new
  "duplicate-detection",
]
next = ["b"]
# still open: who calls back?

# ---- the second half ----

# about b
[[step]]
id = "b"
name = "Book"
[step.rival]
who = "Acme"          # saw it myself
time = "10m"
# about c
[[step]]
id = "c"
name = "Close"
"""


def changed_lines(old: str, new: str) -> list[str]:
    return [
        line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[:2] in ("+ ", "- ")
    ]


def saved(text: str = TEXT, **steps: dict[str, Any]) -> str:
    """Return the text with fields of some steps changed."""
    old = process(text, head="")
    new = replace(old, steps=tuple(replace(step, **steps.get(step.id, {})) for step in old.steps))
    return updated_text(text, old, new)


def with_steps(*names: str, extra: Step | None = None) -> str:
    old = process(TEXT, head="")
    known = {step.id: step for step in old.steps} | ({extra.id: extra} if extra else {})
    steps = [known[name] for name in names]
    cut = tuple(
        replace(step, next=tuple(flow for flow in step.next if flow.to in names)) for step in steps
    )
    return updated_text(TEXT, old, replace(old, steps=cut))


def test_nothing_changed_is_the_same_text() -> None:
    assert saved() == TEXT


def test_a_changed_value_is_one_changed_line_and_keeps_its_comment() -> None:
    assert changed_lines(TEXT, saved(a={"work": Duration(1, 2, 9)})) == [
        '- work = "5m"           # measured',
        '+ work = "1m/2m/9m"           # measured',
    ]


def test_a_new_field_is_one_line_in_its_place() -> None:
    assert changed_lines(TEXT, saved(a={"value": 3})) == ["+ value = 3"]
    assert 'lane = "sales"\nvalue = 3\nwork' in saved(a={"value": 3})


def test_a_removed_field_is_one_line_less() -> None:
    assert changed_lines(TEXT, saved(a={"work": None})) == ['- work = "5m"           # measured']


def test_a_list_keeps_the_lines_of_its_members_and_the_comment_at_a_changed_one() -> None:
    needs = (Need("quotes"), Need("duplicate-detection"))
    assert changed_lines(TEXT, saved(a={"needs": needs})) == [
        '-   "lead-capture",     # she prints this out',
        '+   "quotes",     # she prints this out',
    ]


def test_a_list_of_another_length_drops_the_lines_of_the_members_that_go() -> None:
    assert changed_lines(TEXT, saved(a={"needs": (Need("duplicate-detection"),)})) == [
        '-   "lead-capture",     # she prints this out',
    ]


def test_a_sub_table_is_changed_key_by_key() -> None:
    rival = Rival("Acme", Duration.fixed(20), source="web")
    assert changed_lines(TEXT, saved(b={"rival": rival})) == [
        '- time = "10m"',
        '+ time = "20m"',
        '+ source = "web"',
    ]
    assert "[step.rival]" not in saved(b={"rival": None})


def test_the_head_is_changed_in_place() -> None:
    old = process(TEXT, head="")
    new = updated_text(TEXT, old, replace(old, name="Better", importance=None, owner="Petra"))
    assert changed_lines(TEXT, new) == [
        '- name = "Test"   # working title',
        '+ name = "Better"   # working title',
        "- importance = 4",
        '+ owner = "Petra"',
    ]


def test_a_deleted_step_takes_its_own_comments_and_no_other() -> None:
    text = with_steps("b", "c")
    assert "asked Jürgen" not in text
    assert "still open" not in text
    for comment in ("# ---- lanes ----", "# ---- the second half ----", "# about b", "# Petra"):
        assert comment in text


def test_an_added_step_stands_behind_its_predecessor() -> None:
    text = with_steps("a", "x", "b", "c", extra=Step("x", "New"))
    assert changed_lines(TEXT, text) == ["+ [[step]]", '+ id = "x"', '+ name = "New"', "+ "]
    assert 'calls back?\n\n# ---- the second half ----\n\n[[step]]\nid = "x"' in text


def test_a_moved_step_takes_its_comment_along() -> None:
    text = with_steps("a", "c", "b")
    assert text.index("# about c") < text.index("# about b")
    assert sorted(text.split("\n")) == sorted([*TEXT.split("\n"), ""]) or text.count("#") == TEXT.count(
        "#"
    )


def test_other_tables_are_added_in_their_place() -> None:
    old = process(TEXT, head="")
    new = replace(old, kpis=(Kpi("Speed", "h", 3, 1),), lanes=(*old.lanes, Lane("ops", "Operations")))
    text = updated_text(TEXT, old, new)
    assert (
        text.index("[[kpi]]")
        < text.index("[[lane]]")
        < text.index('id = "ops"')
        < text.index("[[step]]")
    )


def every_edit(found: ProcessMap) -> list[ProcessMap]:
    """Return the map with each of its steps renamed, retimed, or its ways rewritten."""
    edits = []
    for index, step in enumerate(found.steps):
        flows = tuple(replace(flow, when="checked") for flow in step.next)
        for fields in ({"name": f"{step.name}!"}, {"work": Duration.fixed(7)}, {"next": flows}):
            steps = list(found.steps)
            steps[index] = replace(step, **fields)  # type: ignore[arg-type]
            edits.append(replace(found, steps=tuple(steps)))
    return edits


@pytest.mark.parametrize(
    "path", sorted((EXAMPLE / "processes").glob("*-*.toml")), ids=lambda path: path.stem
)
def test_every_small_edit_of_the_example_is_a_small_change(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found, _ = read_process(path)
    assert found is not None
    for new in every_edit(found)[::4]:
        written = updated_text(text, found, new)
        assert read_process_text(written, path.stem)[0] == new
        assert len(changed_lines(text, written)) <= 3 + max(len(step.next) for step in found.steps)
        assert written.count("#") == text.count("#")


def test_flows_to_the_same_step_keep_their_conditions() -> None:
    flows = (Flow("b", 0.5, "small"), Flow("b", 0.5, "large", rejects=True))
    text = saved(a={"kind": "decision", "next": flows})
    assert process(text, head="").step("a").next == flows


SPELLINGS = {
    "a sub-table": '[step.next]\n# mostly\nb = "90%"   # counted\na = "10%"\n',
    "an array of sub-tables": '[[step.next]]\nto = "b"   # counted\nshare = "90%"\n'
    '# mostly\n[[step.next]]\nto = "a"\nshare = "10%"\n',
    "dotted keys": 'next.b = "90%"   # counted\n# mostly\nnext.a = "10%"\n',
    "a list with several on a line": "next = [   # mostly\n"
    '{ to = "b", share = "90%" }, { to = "a", share = "10%" },   # counted\n]\n',
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("shares", [(0.8, 0.2), (None, None)])
def test_changed_flows_keep_their_comments_however_they_were_spelled(
    spelling: str, shares: tuple[float | None, float | None]
) -> None:
    text = (
        f'format = 1\nname = "T"\n[[step]]\nid = "a"\nname = "A"\nkind = "decision"\n{SPELLINGS[spelling]}'
        '\n# about b\n[[step]]\nid = "b"\nname = "B"\n'
    )
    flows = (Flow("b", shares[0], "so"), Flow("a", shares[1]))
    written = saved(text, a={"next": flows})
    assert process(written, head="").step("a").next == flows
    assert all(comment in written for comment in ("# mostly", "# counted", "# about b"))


def test_needs_spelled_as_sub_tables_are_changed() -> None:
    text = 'format = 1\nname = "T"\n[[step]]\nid = "a"\nname = "A"\n[[step.needs]]\nid = "x"   # why\n'
    written = saved(text, a={"needs": (Need("x", 0.5),)})
    assert process(written, head="").step("a").needs == (Need("x", 0.5),)
    assert "# why" in written


def test_a_renamed_part_keeps_its_comments() -> None:
    old = process(TEXT, head="")
    steps = (replace(old.steps[0], id="ask"), *old.steps[1:])
    lanes = (replace(old.lanes[0], id="office"),)
    steps = (replace(steps[0], lane="office"), *steps[1:])
    text = updated_text(TEXT, old, replace(old, steps=steps, lanes=lanes))
    assert [line for line in changed_lines(TEXT, text) if "#" in line] == [
        '- id = "sales"   # Petra',
        '+ id = "office"   # Petra',
    ]


def test_messages_that_become_alike_are_both_written() -> None:
    tail = '[[message]]\nfrom = "t#a"\nto = "u"   # one\n\n[[message]]\nfrom = "t#b"\nto = "u"   # two\n'
    text = f'format = 1\nname = "T"\n\n{tail}'
    old = process(text, head="")
    new = replace(old, messages=tuple(replace(message, source="t") for message in old.messages))
    written = updated_text(text, old, new)
    assert process(written, head="").messages == new.messages
    assert "# one" in written
    assert "# two" in written
