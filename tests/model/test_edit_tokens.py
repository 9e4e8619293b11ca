from __future__ import annotations

import pytest

from procfit.model.edit_tokens import runs_apart
from procfit.model.process import Flow, Step, StepKind


def steps(**ways: str) -> list[Step]:
    """Return steps from ``name="kind: target target"``."""
    made = []
    for name, text in ways.items():
        kind, _, targets = text.partition(":")
        flows = tuple(Flow(target) for target in targets.split())
        word: StepKind = kind  # type: ignore[assignment]
        made.append(Step(name, name, kind=word, next=flows))
    return made


INNER = {"a": "parallel: a1 a2", "a1": "task: aj", "a2": "task: aj", "aj": "join: after"}
SAME = {"b": "parallel: b1 b2", "b1": "task: bj", "b2": "task: bj", "bj": "join: after"}


@pytest.mark.parametrize(
    ("ways", "apart"),
    [
        ({"p": "parallel: a b", "a": "task: j", "b": "task: j", "j": "join: out"}, ""),
        ({"p": "parallel: a b", "a": "task: out", "b": "task: out"}, "p"),
        ({"p": "parallel: a b", "a": "task: out", "b": "task:"}, "p"),
        ({"p": "inclusive: a b", "a": "task: m", "b": "task: m", "m": "task: out"}, "p"),
        ({"p": "decision: a b", "a": "task: out", "b": "task: out"}, ""),
        ({"p": "parallel: a", "a": "task: out"}, ""),
        ({"p": "parallel: a b", **INNER, **SAME, "after": "join: out"}, ""),
        ({"p": "parallel: a b", **INNER, **SAME, "after": "task: out"}, "p"),
        ({"p": "parallel: a b", "a": "decision: a j", "b": "task: j", "j": "join: out"}, ""),
        ({"p": "parallel: p2 b", "p2": "parallel: p b", "b": "task: out"}, "p"),
    ],
)
def test_side_by_side_work_is_apart_until_its_own_join(ways: dict[str, str], apart: str) -> None:
    assert runs_apart(steps(**ways), "as-is") == apart


def test_each_view_is_looked_at_by_itself() -> None:
    split = Step(
        "p", "P", kind="parallel", next=(Flow("out"), Flow("also")), to_be={"next": (Flow("out"),)}
    )
    assert runs_apart([split], "as-is") == "p"
    assert runs_apart([split], "to-be") == ""
