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


BRANCHES = """
[[step]]
id = "ask"
name = "Fine?"
kind = "decision"
next = { book = "15%", stop = "85%" }
[[step]]
id = "book"
name = "Book"
[[step]]
id = "stop"
name = "Stop"
disposition = "discard"
"""


@pytest.mark.parametrize("kind", ["decision", "inclusive"])
def test_a_discarded_end_of_a_branch_loses_its_cases(kind: str) -> None:
    (line,) = lines(BRANCHES.replace("decision", kind))
    assert line.startswith("test.toml:15: ")
    assert (
        'discarded step "stop" ends the flow, so the to-be view loses 85 % of the cases at "ask"' in line
    )
    assert "to_be.next" in line


def test_a_branch_led_around_a_discarded_end_loses_nothing() -> None:
    around = 'kind = "decision"\nto_be = { kind = "task", next = ["book"] }'
    assert lines(BRANCHES.replace('kind = "decision"', around)) == []


def test_an_added_split_says_how_the_as_is_gets_past_it() -> None:
    text = chain("a", "b", "c", b='kind = "decision"\ndisposition = "add"')
    (line,) = lines(text.replace('next = ["c"]', 'next = { c = "50%", a = "50%" }'))
    assert 'added step "b" splits the flow' in line
    assert "let next of the steps before it lead around it" in line


STARTS = chain("a", "c", a='kind = "start"\nshare = "60%"') + chain(
    "b", b='kind = "start"\nshare = "30%"\nnext = ["c"]'
)


def test_shares_of_the_starts_must_sum_to_one() -> None:
    (line,) = lines(STARTS)
    assert "shares of the starts a, b sum to 90 %" in line
    assert lines(STARTS.replace("30%", "40%")) == []


def test_a_start_without_a_share_beside_one_with_is_named() -> None:
    (line,) = lines(STARTS.replace('share = "30%"\n', ""))
    assert "some starts give a share and others none (b)" in line


@pytest.mark.parametrize("key", ["needs = {}", "to_be = {{ needs = {} }}"])
def test_needs_take_no_more_than_all_of_a_step(key: str) -> None:
    def told(needs: str) -> list[str]:
        found = problems_of(chain("a", "b", a=key.format(needs)))
        return [f"{problem.level}: {problem.message}" for problem in found]

    both = '[{{ id = "x", share = "{}%" }}, {{ id = "y"{} }}]'
    (error,) = told(both.format(70, ', share = "40%"'))
    assert error == 'error: shares of what "a" needs sum to 110 %, more than 100 %'
    (warning,) = told(both.format(100, ""))
    assert warning == 'warning: the shares of what "a" needs leave nothing for y'
    assert told(both.format(70, "")) == []


def test_a_task_that_names_a_map_to_call_is_a_warning() -> None:
    (problem,) = problems_of(chain("a", "b", a='call = "other"'))
    assert (problem.level, problem.where.line) == ("warning", 6)
    assert "is a task, no call" in problem.message
    assert problems_of(chain("a", "b", a='call = "other"\nto_be = { kind = "call" }')) == []
