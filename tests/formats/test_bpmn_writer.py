"""What a map becomes in BPMN, and that it comes back as it was."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from helpers_bpmn import imports, needs_corpus
from helpers_maps import EXAMPLE, chain, process
from helpers_node import faults_in, needs_schema
from helpers_random_maps import valid_maps
from helpers_texts import texts
from procfit import open_workspace
from procfit.diagrams.picture import picture
from procfit.formats.bpmn import read_bpmn_bytes
from procfit.formats.bpmn.safe_xml import BPMN
from procfit.formats.bpmn.writer import bpmn_text
from procfit.formats.map_import import MapImport
from procfit.model.process import Flow, Kpi, Lane, Message, ProcessMap, Step
from procfit.model.quantities import Duration

EXAMPLE_MAPS = dict(sorted(open_workspace(EXAMPLE).maps.items()))


def written(*maps: ProcessMap) -> str:
    return bpmn_text(maps, picture)


def back(text: str) -> MapImport:
    return read_bpmn_bytes(text.encode(), "stem")


def elements(text: str, name: str) -> list[Any]:
    return list(etree.fromstring(text.encode()).iter(f"{{{BPMN}}}{name}"))


def edited(text: str, *changes: tuple[str, str]) -> ProcessMap:
    """Return the map of a file in which another tool changed something."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (process,) = back(text).maps
    return process


@st.composite
def nasty_maps(draw: st.DrawFn) -> ProcessMap:
    """Return valid maps whose texts are as odd as a file lets them be."""
    made = draw(valid_maps())
    dice = draw(st.randoms(use_true_random=False))
    words = draw(st.lists(texts, min_size=3, max_size=8))

    def word() -> str:
        return dice.choice(words)

    steps = tuple(
        replace(
            step,
            name=word(),
            description=word(),
            benefit=word(),
            reads=tuple(word() for _ in step.reads),
            next=tuple(replace(flow, when=word(), rejects=dice.random() < 0.2) for flow in step.next),
        )
        for step in made.steps
    )
    return replace(
        made,
        name=word(),
        description=word(),
        customer=word(),
        kpis=(Kpi(word(), word(), 3.5),),
        lanes=tuple(replace(lane, name=word(), department=word()) for lane in made.lanes),
        steps=steps,
        messages=(Message("test", "other", word()), Message("a#b", "test", word()), *made.messages),
    )


@pytest.mark.parametrize("name", EXAMPLE_MAPS)
def test_the_worked_example_comes_back_equal_without_a_notice(name: str) -> None:
    found = back(written(EXAMPLE_MAPS[name]))
    assert found.maps == (EXAMPLE_MAPS[name],)
    assert found.notices == ()


def test_all_maps_of_the_worked_example_come_back_from_one_file() -> None:
    maps = tuple(EXAMPLE_MAPS.values())
    found = back(written(*maps))
    assert found.maps == maps
    assert found.notices == ()
    assert found.counts["pools"] == len(maps)
    assert found.counts["message_flows"] == sum(len(process.messages) for process in maps) > 0


@given(valid_maps())
@settings(max_examples=100, deadline=None)
def test_every_valid_map_comes_back_equal(made: ProcessMap) -> None:
    assert back(written(made)).maps == (made,)


@given(nasty_maps())
@settings(max_examples=60, deadline=None)
def test_every_text_comes_back_as_it_was(made: ProcessMap) -> None:
    assert back(written(made)).maps == (made,)


@needs_schema
@given(nasty_maps())
@settings(max_examples=25, deadline=None)
def test_every_file_is_valid_by_the_schema_of_bpmn(made: ProcessMap) -> None:
    assert faults_in(written(made, replace(made, id="other"))) == []


@needs_schema
def test_the_worked_example_is_valid_by_the_schema_of_bpmn() -> None:
    assert faults_in(written(*EXAMPLE_MAPS.values())) == []


@needs_corpus
@pytest.mark.parametrize("part", range(4))
def test_every_import_comes_back_equal(part: int) -> None:
    for name, found in list(imports().items())[part::4]:
        again = back(written(*found.maps))
        assert again.maps == found.maps, name


@needs_corpus
@needs_schema
def test_every_import_is_written_valid() -> None:
    for name, found in list(imports().items())[::4]:
        assert faults_in(written(*found.maps)) == [], name


def test_a_map_without_steps_comes_back() -> None:
    empty = ProcessMap("empty", "Empty", lanes=(Lane("sales", "Sales"),))
    assert back(written(empty)).maps == (empty,)


def test_a_file_of_one_map_shows_its_own_ids() -> None:
    text = written(EXAMPLE_MAPS["quotation"])
    shown = {element.get("id") for element in etree.fromstring(text.encode()).iter("{*}*")}
    assert {"quotation", *(step.id for step in EXAMPLE_MAPS["quotation"].steps)} <= shown


def test_no_id_is_there_twice_where_maps_and_lanes_share_theirs() -> None:
    lanes = (Lane("a"), Lane("first"))
    maps = [
        ProcessMap(
            name, name, lanes=lanes, steps=(Step("a", "A", "a", next=(Flow("b"),)), Step("b", "B"))
        )
        for name in ("first", "second", "a")
    ]
    text = written(*maps)
    ids = Counter(re.findall(r' id="([^"]*)"', text))
    assert {name for name, number in ids.items() if number > 1} == set()
    assert back(text).maps == tuple(maps)


def test_flows_into_a_split_meet_in_a_gateway_that_only_the_drawing_has() -> None:
    made = process(
        '[[step]]\nid = "s"\nname = "S"\nkind = "start"\nnext = ["both"]\n'
        '[[step]]\nid = "t"\nname = "T"\nkind = "start"\nnext = ["both"]\n'
        '[[step]]\nid = "both"\nname = "Both"\nkind = "parallel"\nnext = ["a", "b"]\n'
        + chain("a")
        + chain("b")
    )
    text = written(made)
    (merge,) = elements(text, "exclusiveGateway")
    (split,) = elements(text, "parallelGateway")
    assert (merge.get("gatewayDirection"), split.get("gatewayDirection")) == ("Converging", "Diverging")
    assert [element.get("targetRef") for element in elements(text, "sequenceFlow")].count("both") == 1
    assert back(text).maps == (made,)
    assert back(text).notices == ()


def test_a_flow_that_another_tool_leads_past_the_merge_makes_the_gateway_wait() -> None:
    made = process(
        '[[step]]\nid = "s"\nname = "S"\nkind = "start"\nnext = ["both"]\n'
        '[[step]]\nid = "t"\nname = "T"\nkind = "start"\nnext = ["both"]\n'
        '[[step]]\nid = "both"\nname = "Both"\nkind = "parallel"\nnext = ["a", "b"]\n'
        + chain("a")
        + chain("b")
    )
    flow = 'sourceRef="t" targetRef="both-merge"'
    found = edited(written(made), (flow, 'sourceRef="t" targetRef="both"'))
    assert found.step("both").kind == "parallel"
    assert [step.kind for step in found.before("both")] == ["join"]


def test_steps_that_begin_as_alternatives_get_starts_that_only_the_drawing_has() -> None:
    made = process(chain("a", "c") + chain("b") + chain("d"))
    text = written(made)
    assert len(elements(text, "startEvent")) == 3
    assert back(text).maps == (made,)
    assert back(text).notices == ()
    assert elements(written(process(chain("a", "b"))), "startEvent") == []


def test_a_join_behind_an_inclusive_step_waits_for_what_was_started() -> None:
    made = process(
        '[[step]]\nid = "some"\nname = "Some"\nkind = "inclusive"\nnext = { a = "50%", b = "40%" }\n'
        '[[step]]\nid = "a"\nname = "A"\nnext = ["done"]\n'
        '[[step]]\nid = "b"\nname = "B"\nnext = ["done"]\n'
        '[[step]]\nid = "done"\nname = "Done"\nkind = "join"\n'
    )
    text = written(made)
    assert len(elements(text, "inclusiveGateway")) == 2
    assert elements(text, "parallelGateway") == []
    assert back(text).maps == (made,)


def test_a_wait_shows_its_time_as_a_timer() -> None:
    made = process('[[step]]\nid = "w"\nname = "Wait"\nkind = "wait"\nwait = "10m/90m/3h"\n')
    text = written(made)
    assert [element.text for element in elements(text, "timeDuration")] == ["PT1H30M"]
    assert edited(text, ("PT1H30M", "PT2H")).step("w").wait == Duration.fixed(120)


def test_a_call_of_a_map_outside_the_file_stays_a_call() -> None:
    made = process('[[step]]\nid = "c"\nname = "C"\nkind = "call"\ncall = "credit-review"\n')
    text = written(made)
    assert [element.get("calledElement") for element in elements(text, "callActivity")] == [
        "credit-review"
    ]
    assert back(text).maps == (made,)
    assert edited(text, ('calledElement="credit-review"', 'calledElement="x"')).step("c").kind == "task"


def test_messages_keep_their_map_their_order_and_ends_that_no_drawing_shows() -> None:
    step = (Step("a", "A"),)
    first = ProcessMap(
        "first",
        "First",
        steps=step,
        messages=(
            Message("first#a", "first", "to itself"),
            Message("second#a", "first#a", "from there"),
            Message("nowhere#x", "gone", "between strangers"),
            Message("first#missing", "second", "from no step"),
        ),
    )
    second = ProcessMap("second", "Second", steps=step, messages=(Message("second#a", "first#a"),))
    text = written(first, second)
    pools = [element.get("name") for element in elements(text, "participant")]
    assert pools == ["First", "Second", "nowhere", "gone"]
    assert back(text).maps == (first, second)


def test_lanes_in_a_circle_neither_hang_the_writer_nor_get_lost() -> None:
    lanes = (Lane("a", "A", parent="b"), Lane("b", "B", parent="a"), Lane("c", "C", parent="a"))
    made = ProcessMap("p", "P", lanes=lanes, steps=(Step("s", "S", "c"),))
    assert back(written(made)).maps == (made,)


QUOTE = process(
    '[[lane]]\nid = "sales"\nname = "Sales"\n[[lane]]\nid = "desk"\nname = "Desk"\n'
    '[[step]]\nid = "ask"\nname = "Ask"\nlane = "sales"\nbenefit = "heard"\ndescription = "Kindly"\n'
    'next = ["fit"]\n'
    '[[step]]\nid = "fit"\nname = "Fits?"\nkind = "decision"\nlane = "sales"\n'
    'next = [{ to = "yes", share = "85%" }, { to = "no", share = "15%", when = "too far", rejects = true }]\n'
    '[[step]]\nid = "yes"\nname = "Yes"\nlane = "desk"\nkind = "end"\n'
    '[[step]]\nid = "no"\nname = "No"\nkind = "end"\n'
)


def test_what_another_tool_changed_wins_and_the_rest_stays() -> None:
    found = edited(
        written(QUOTE),
        ('id="ask" name="Ask"', 'id="ask" name="Ask twice"'),
        (">Kindly<", ">Firmly<"),
        ('name="85 %"', 'name="80 %"'),
        ('name="too far"', 'name="over 300 km"'),
        ('id="desk" name="Desk"', 'id="desk" name="Front desk"'),
        ("<bpmn:flowNodeRef>ask</bpmn:flowNodeRef>", ""),
    )
    ask = found.step("ask")
    assert (ask.name, ask.description, ask.lane, ask.benefit) == ("Ask twice", "Firmly", "", "heard")
    assert found.step("fit").next == (Flow("yes", 0.8), Flow("no", 0.15, "over 300 km", rejects=True))
    assert found.lanes[1] == Lane("desk", "Front desk")


@pytest.mark.parametrize("owner", ['process id="test" name="Test"', 'name="Test" processRef'])
def test_a_map_is_renamed_by_its_process_or_its_pool(owner: str) -> None:
    found = edited(written(QUOTE), (owner, owner.replace("Test", "Quote")))
    assert (found.id, found.name) == ("test", "Quote")


def test_order_survives_a_tool_that_renames_and_reorders_elements() -> None:
    text = re.sub(r"\b(ask|fit|yes|no|sales|desk)(?=[\"<])", r"_\1", written(QUOTE))
    root = etree.fromstring(text.encode())
    (element,) = root.iter(f"{{{BPMN}}}process")
    parts = [part for part in element if part.tag.endswith(("Gateway", "task", "Event", "sequenceFlow"))]
    for part in reversed(parts):
        element.append(part)
    found = back(etree.tostring(root, encoding="unicode")).maps[0]
    assert [step.name for step in found.steps] == [step.name for step in QUOTE.steps]
    assert [flow.share for flow in found.steps[1].next] == [0.85, 0.15]


def test_a_copied_map_gets_an_id_of_its_own() -> None:
    made = process(chain("a", "b"))
    twice = written(made, replace(made, id="other"))
    copied = twice.replace('key="id">"other"', 'key="id">"test"')
    assert [found.id for found in back(copied).maps] == ["test", "test-2"]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('key="work">"soon"', '"soon" is not a time'),
        ('key="work">5', "must be a time in quotes"),
        ('key="work">"5m"\nvalue = 3', "unknown key"),
        ('key="work">', "not TOML"),
        ('key="work">' + "[" * 3000, "levels"),
        ('key="worth">1', 'does not know: "worth"'),
        (">1", "does not know"),
    ],
)
def test_a_field_that_cannot_be_read_is_told_and_left_out(field: str, said: str) -> None:
    made = process(chain("a", a='work = "5m"'))
    text = written(made).replace('key="work">"5m"', field)
    found = back(text)
    assert found.maps[0].step("a") == replace(made.step("a"), work=None)
    assert [notice.element for notice in found.notices] == ["a"]
    assert said in found.notices[0].message


def test_the_file_names_no_host_but_the_standards() -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", written(QUOTE)))
    assert hosts == {"www.omg.org"}


def test_an_edit_counts_also_where_the_old_text_had_a_spelling_of_its_own() -> None:
    step = Step("a", "Ask\ntwice", description="Kindly \n", next=(Flow("b", 0.5, "if  so"),))
    made = ProcessMap("p", "P", steps=(step, Step("b", "B", kind="end")))
    text = written(made)
    assert back(text).maps == (made,)
    found = edited(text, ('"Ask twice"', '"Ask"'), (">Kindly<", ">Firmly<"), ('"if so"', '"if not"'))
    assert found.step("a") == replace(
        step, name="Ask", description="Firmly", next=(Flow("b", 0.5, "if not"),)
    )


def test_a_message_that_another_tool_ties_to_a_whole_pool_is_one_of_the_map() -> None:
    first = ProcessMap(
        "first", "First", steps=(Step("a", "A"),), messages=(Message("first#a", "gone#x"),)
    )
    text = written(first)
    found = edited(
        text, ('sourceRef="a" targetRef="gone-pool"', 'sourceRef="first-pool" targetRef="gone-pool"')
    )
    assert found.messages == (Message("first", "gone#x"),)


def test_a_decision_with_one_way_on_gets_no_share_that_nobody_gave() -> None:
    made = process('[[step]]\nid = "d"\nname = "D"\nkind = "decision"\nnext = ["a"]\n' + chain("a"))
    assert back(written(made)).maps == (made,)


def test_a_condition_that_looks_like_a_share_is_none() -> None:
    flows = (Flow("a", 0.5, "85 %"), Flow("a", 0.5, "50 %"))
    steps = (Step("d", "D", kind="decision", next=flows), Step("a", "A"))
    made = ProcessMap("p", "P", steps=steps)
    assert back(written(made)).maps == (made,)
