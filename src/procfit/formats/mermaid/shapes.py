"""Which shape of a drawing means which kind of step."""

from __future__ import annotations

from collections.abc import Mapping

from procfit.model.process import StepKind

__all__ = ["BEGIN", "CLOSERS", "FINISH", "KINDS", "NAMED_SHAPES", "OPENERS", "ROUND", "SHAPES"]

BEGIN = "begin"
FINISH = "finish"
"""The classes that tell a start from an end where the drawing alone does not."""

SHAPES: Mapping[StepKind, tuple[str, str]] = {
    "task": ("[", "]"),
    "start": ("([", "])"),
    "end": ("([", "])"),
    "decision": ("{", "}"),
    "inclusive": ("{{", "}}"),
    "parallel": ("[/", "\\]"),
    "join": ("[\\", "/]"),
    "wait": (">", "]"),
    "call": ("[[", "]]"),
}
"""What opens and closes a node of each kind."""

KINDS: Mapping[tuple[str, str], StepKind] = {
    **{shape: kind for kind, shape in SHAPES.items() if kind not in ("start", "end")},
    ("(", ")"): "task",
}
"""The kind that a shape alone decides."""

ROUND = frozenset({("([", "])"), ("((", "))"), ("(((", ")))")})
"""Shapes that are a start or an end, by where they stand."""

OPENERS = ("(((", "((", "([", "(", "[[", "[(", "[/", "[\\", "[", "{{", "{", ">")
"""What may open a node, the longest first."""

CLOSERS: Mapping[str, tuple[str, ...]] = {
    "(((": (")))",),
    "((": ("))",),
    "([": ("])",),
    "(": (")",),
    "[[": ("]]",),
    "[(": (")]",),
    "[/": ("/]", "\\]"),
    "[\\": ("\\]", "/]"),
    "[": ("]",),
    "{{": ("}}",),
    "{": ("}",),
    ">": ("]",),
}

NAMED_SHAPES: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("rect", "proc", "process", "rectangle", "rounded", "event"), SHAPES["task"]),
    **dict.fromkeys(("stadium", "pill", "terminal", "circle", "circ", "dbl-circ"), SHAPES["start"]),
    **dict.fromkeys(("diam", "decision", "diamond", "question"), SHAPES["decision"]),
    **dict.fromkeys(("hex", "hexagon", "prepare"), SHAPES["inclusive"]),
    **dict.fromkeys(("fr-rect", "subproc", "subprocess", "subroutine"), SHAPES["call"]),
    **dict.fromkeys(("delay", "half-rounded-rectangle", "odd"), SHAPES["wait"]),
}
"""Shapes by the names that ``@{ shape: … }`` gives them."""
