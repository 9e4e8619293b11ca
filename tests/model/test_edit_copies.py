from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers_random_maps import errors_of, valid_maps
from procfit.model import edits
from procfit.model.errors import EditError
from procfit.model.process import Flow, Lane, ProcessMap, Step
from procfit.model.quantities import Duration

QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

LINE = ProcessMap(
    "line",
    "Line",
    lanes=(Lane("desk", "Front desk"), Lane("vault", parent="desk")),
    steps=(
        Step("begin", "Begin", kind="start", next=(Flow("ask"),)),
        Step("ask", "Ask", "desk", next=(Flow("sure"),)),
        Step("sure", "Sure?", "desk", kind="decision", next=(Flow("file", 0.7), Flow("store", 0.3))),
        Step("store", "Store", "vault", disposition="discard", next=(Flow("file"),)),
        Step("file", "File", next=(Flow("done"),)),
        Step("done", "Done", kind="end"),
    ),
)
OTHER = ProcessMap(
    "other",
    "Other",
    default_wait=Duration.fixed(60),
    lanes=(Lane("counter", "front desk"),),
    steps=(
        Step("open", "Open", kind="start", next=(Flow("ask"),)),
        Step("ask", "Ask for it", "counter", next=(Flow("shut"),)),
        Step("shut", "Shut", kind="end"),
    ),
)


def ways(process: ProcessMap, step: str) -> list[tuple[str, float | None]]:
    return [(flow.to, flow.share) for flow in process.step(step).next]


def test_copied_steps_come_behind_a_step_of_another_map_with_their_lanes() -> None:
    copied = edits.copy_steps(LINE, ["ask", "sure", "store"])
    changed, names = edits.paste_steps(OTHER, copied, "ask")
    assert names == ("ask-2", "sure", "store")
    assert ways(changed, "ask") == [("ask-2", None)]
    assert ways(changed, "sure") == [("shut", 0.7), ("store", 0.3)]
    assert ways(changed, "store") == [("shut", None)]
    assert [lane.id for lane in changed.lanes] == ["counter", "vault"]
    assert changed.lanes[1].parent == ""
    assert changed.step("ask-2").lane == "counter"
    assert changed.step("store").disposition is None


def test_steps_apart_come_one_after_the_other() -> None:
    changed, names = edits.paste_steps(OTHER, edits.copy_steps(LINE, ["ask", "file"]), "ask")
    assert names == ("ask-2", "file")
    assert [ways(changed, step)[0][0] for step in ("ask", "ask-2", "file")] == ["ask-2", "file", "shut"]


def test_waiting_that_a_map_assumes_is_written_out() -> None:
    changed, _ = edits.paste_steps(LINE, edits.copy_steps(OTHER, ["ask"]), "ask")
    assert changed.step("ask-2").wait == Duration.fixed(60)
    changed, _ = edits.paste_steps(OTHER, edits.copy_steps(OTHER, ["ask"]), "ask")
    assert changed.step("ask-2").wait is None


def test_starts_ends_and_several_ways_in_are_refused() -> None:
    with pytest.raises(EditError, match="starts and ends are not copied"):
        edits.copy_steps(LINE, ["begin", "done"])
    fork = ProcessMap(
        "fork",
        "Fork",
        steps=(Step("a", "A", next=(Flow("c"),)), Step("b", "B", next=(Flow("c"),)), Step("c", "C")),
    )
    with pytest.raises(EditError, match='cases come in at "a", "b"'):
        edits.copy_steps(fork, ["a", "b", "c"])
    with pytest.raises(EditError, match="nothing comes behind the end"):
        edits.paste_steps(OTHER, edits.copy_steps(LINE, ["ask"]), "shut")


def test_several_steps_are_deleted_whatever_their_order() -> None:
    gone = edits.delete_steps(LINE, ["sure", "store"])
    assert [step.id for step in gone.steps] == ["begin", "ask", "file", "done"]
    assert ways(gone, "ask") == [("file", None)]
    with pytest.raises(EditError):
        edits.delete_steps(LINE, ["sure"])


@QUICK
@given(valid_maps(), valid_maps(), st.data())
def test_a_pasted_map_is_valid_or_the_paste_is_refused(source, target, data) -> None:
    chosen = data.draw(
        st.sets(st.sampled_from([step.id for step in source.steps]), min_size=1, max_size=4)
    )
    after = data.draw(st.sampled_from([step.id for step in target.steps]))
    view = data.draw(st.sampled_from(("as-is", "to-be")))
    try:
        copied = edits.copy_steps(source, chosen, view)
        changed, names = edits.paste_steps(target, copied, after)
    except EditError:
        return
    assert errors_of(changed) <= errors_of(target)
    assert len(changed.steps) == len(target.steps) + len(copied.steps)
    assert [changed.step(name).name for name in names] == [step.name for step in copied.steps]
    assert {step.id for step in target.steps} <= {step.id for step in changed.steps}


@QUICK
@given(valid_maps(), st.data())
def test_deleting_several_leaves_a_valid_map_or_is_refused(process, data) -> None:
    chosen = data.draw(st.sets(st.sampled_from([step.id for step in process.steps]), max_size=4))
    try:
        changed = edits.delete_steps(process, chosen)
    except EditError:
        return
    assert errors_of(changed) <= errors_of(process)
    assert {step.id for step in changed.steps} == {step.id for step in process.steps} - chosen
