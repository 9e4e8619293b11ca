from __future__ import annotations

from hypothesis import given, settings

from helpers_diagrams import maps
from procfit.diagrams.ranks import rank
from procfit.model.process import Flow, ProcessMap, Step


@settings(max_examples=60, deadline=None)
@given(maps())
def test_every_flow_leads_to_a_later_column_or_is_a_way_back(process: ProcessMap) -> None:
    ranking = rank(process)
    for edge in ranking.edges:
        is_back = (edge.source, edge.index) in ranking.back
        assert is_back or ranking.columns[edge.source] < ranking.columns[edge.target]


def test_the_unlikely_flow_of_a_loop_is_the_way_back() -> None:
    steps = (
        Step("a", "A", next=(Flow("b"),)),
        Step("b", "B", kind="decision", next=(Flow("a", share=0.1), Flow("c", share=0.9))),
        Step("c", "C"),
    )
    assert rank(ProcessMap("p", "P", steps=steps)).back == {(1, 0)}


def test_a_start_that_joins_late_stands_next_to_where_it_joins() -> None:
    steps = (
        Step("s", "S", kind="start", next=(Flow("a"),)),
        Step("a", "A", next=(Flow("b"),)),
        Step("b", "B", next=(Flow("c"),)),
        Step("c", "C"),
        Step("late", "Late", kind="start", next=(Flow("call"),)),
        Step("call", "Call", next=(Flow("c"),)),
    )
    assert rank(ProcessMap("p", "P", steps=steps)).columns == (0, 1, 2, 3, 1, 2)
