from __future__ import annotations

from dataclasses import replace

import pytest

from helpers_maps import chain, problems_of, process
from procfit.model.capability import Capability
from procfit.model.process import ProcessMap
from procfit.model.validate import Fault, faults_between_maps


def lines(text: str) -> list[str]:
    return [str(problem) for problem in problems_of(text)]


def test_a_sound_chain_has_no_faults() -> None:
    assert problems_of(chain("a", "b", "c")) == []


def test_only_splits_may_have_several_ways_on() -> None:
    (line,) = lines(chain("a", "b", a='kind = "task"').replace('next = ["b"]', 'next = ["b", "a"]'))
    assert "is a task with 2 ways on" in line


def test_shares_of_a_decision_must_sum_to_one() -> None:
    text = """
[[step]]
id = "a"
name = "A"
kind = "decision"
next = { b = "60%", c = "30%" }
[[step]]
id = "b"
name = "B"
[[step]]
id = "c"
name = "C"
"""
    (line,) = lines(text)
    assert line.startswith("test.toml:8: ")
    assert "sum to 90 %" in line
    assert lines(text.replace('"30%"', '"40%"')) == []


def test_half_of_the_shares_is_a_fault_that_names_the_bare_branch() -> None:
    text = chain("a", "b", "c", a='kind = "decision"').replace(
        'next = ["b"]', 'next = [{ to = "b", share = "60%" }, { to = "c" }]'
    )
    (line,) = lines(text)
    assert "others none (c)" in line


def test_a_loop_that_no_branch_leaves_names_its_steps() -> None:
    text = chain("a", "b", "c") + '\n[[step]]\nid = "d"\nname = "D"\n'
    (trap, *rest) = lines(text.replace('name = "C"', 'name = "C"\nnext = ["b"]'))
    assert "no way out of the loop b, c" in trap
    assert all("no case ever reaches" in line for line in rest)


def test_a_loop_with_a_branch_of_no_cases_is_no_way_out() -> None:
    text = chain("a", "b", "c", b='kind = "decision"').replace(
        'next = ["c"]', 'next = { a = "100%", c = "0%" }'
    )
    assert any("no way out of the loop a, b" in line for line in lines(text))


def test_an_unreachable_step_is_a_warning() -> None:
    text = chain("a", "b", a='kind = "start"') + '\n[[step]]\nid = "z"\nname = "Z"\n'
    (problem,) = problems_of(text)
    assert problem.level == "warning"
    assert "never" not in problem.hint
    assert '"z"' in problem.message


def test_a_discarded_split_needs_a_way_around() -> None:
    text = """
[[step]]
id = "a"
name = "A"
next = ["check"]
[[step]]
id = "check"
name = "Fine?"
kind = "decision"
disposition = "discard"
next = { b = "50%", c = "50%" }
[[step]]
id = "b"
name = "B"
next = ["c"]
[[step]]
id = "c"
name = "C"
"""
    (line,) = lines(text)
    assert 'discarded step "check" splits the flow' in line
    around = text.replace('name = "A"', 'name = "A"\nto_be = { next = ["b"] }')
    assert lines(around) == []
    assert [step.id for step in process(around).to_be.steps] == ["a", "b", "c"]


def test_a_circle_of_calls_is_an_error_in_each_map() -> None:
    def calling(name: str, other: str) -> ProcessMap:
        return replace(process(chain("a", "b", a=f'kind = "call"\ncall = "{other}"')), id=name)

    faults = faults_between_maps({"one": calling("one", "two"), "two": calling("two", "one")}, {})
    assert [[fault.level for fault in found] for found in faults.values()] == [["error"], ["error"]]
    assert "leads back" in faults["one"][0].message


def test_a_call_of_a_broken_map_is_a_warning_only() -> None:
    maps = {"one": process(chain("a", "b", a='kind = "call"\ncall = "two"'))}
    (unknown,) = faults_between_maps(maps, {})["one"]
    (broken,) = faults_between_maps(maps, {}, ["two"])["one"]
    assert (unknown.level, broken.level) == ("error", "warning")


@pytest.mark.parametrize("where", ['needs = ["lead-captur"]', 'to_be = { needs = ["lead-captur"] }'])
def test_a_dead_need_is_a_warning_with_the_nearest_name(where: str) -> None:
    maps = {"one": process(chain("a", "b", a=where))}
    (fault,) = faults_between_maps(maps, {"lead-capture": Capability("lead-capture", "Leads")})["one"]
    assert isinstance(fault, Fault)
    assert fault.level == "warning"
    assert fault.hint == 'did you mean "lead-capture"?'
