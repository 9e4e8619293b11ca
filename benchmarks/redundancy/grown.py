"""Maps grown from blocks: sequences, decisions, parallel work and loops, in lanes, with data and times."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from benchmarks.redundancy.draft import OUT, add_lane
from benchmarks.redundancy.words import Words
from benchmarks.redundancy.worlds import Plain, ways

__all__ = ["grown_map"]


class _Growth:
    """One map that grows."""

    def __init__(self, dice: Random, words: Words, lanes: list[str]) -> None:
        self.dice, self.words, self.lanes = dice, words, lanes
        self.steps: list[Plain] = []
        self.lane = lanes[0]

    def step(self, kind: str = "task", **fields: Any) -> Plain:
        if self.dice.random() < 0.3:
            self.lane = self.dice.choice(self.lanes)
        step: Plain = {"id": f"s{len(self.steps) + 1}", "name": self.words.name(), "lane": self.lane}
        if kind != "task":
            step["kind"] = kind
        else:
            work, wait = self.dice.choice((2, 5, 10, 20)), self.dice.choice((0, 0, 5, 30))
            step |= {"work": f"{work}m", "wait": f"{wait}m", "adds": "customer", "expected": True}
            step |= {"value": self.dice.choice((1, 2, 3)), "benefit": self.words.benefit()}
            step["source"] = "interview 2026-02-11"
        step |= fields
        self.steps.append(step)
        return step

    def tasks(self, count: int, item: str) -> tuple[list[Plain], str]:
        """Grow tasks in a row, each reading what the one before it has written."""
        row = []
        for _ in range(count):
            fresh = self.words.thing()
            row.append(self.step(reads=[item], writes=[fresh]))
            item = fresh
        _link(row)
        return row, item

    def block(self, item: str) -> tuple[str, list[Plain], str]:
        """Grow one block; return its first step, the steps that leave it, and the item known after it."""
        kind = self.dice.choices(("row", "decision", "parallel", "loop"), (5, 2, 1, 1))[0]
        if kind == "row":
            row, item = self.tasks(1, item)
            return row[0]["id"], row, item
        if kind == "loop":
            row, made = self.tasks(self.dice.choice((1, 2)), item)
            check = self.step("decision", source="log 2026-01, n = 900", reads=[made])
            row[-1]["next"] = [check["id"]]
            check["next"] = [{"to": row[0]["id"], "share": "6%"}, {"to": OUT, "share": "94%"}]
            return row[0]["id"], [check], made
        split = self.step(kind, reads=[item])
        rows = [
            self.tasks(self.dice.choice((1, 2)), item)[0] for _ in range(self.dice.choice((2, 2, 3)))
        ]
        self._share_out(split, rows)
        last = [row[-1] for row in rows]
        if kind == "parallel":
            join = self.step("join")
            _lead(last, join["id"])
            last = [join]
        return split["id"], last, rows[0][-1]["writes"][0]

    def _share_out(self, split: Plain, rows: list[list[Plain]]) -> None:
        split["next"] = [{"to": row[0]["id"]} for row in rows]
        if split["kind"] == "decision":
            first = self.dice.choice((40, 50, 60))
            shares = [first, *[(100 - first) // (len(rows) - 1)] * (len(rows) - 1)]
            shares[-1] += 100 - sum(shares)
            for way, share in zip(split["next"], shares, strict=True):
                way["share"] = f"{share}%"


def grown_map(dice: Random, words: Words, *, contacts: bool) -> Plain:
    """Return a block-structured map of 8 to 30 steps; customers are met in it or not."""
    plain: Plain = {"format": 1, "name": words.name(), "customer": words.thing(), "default_wait": "0m"}
    lanes = [add_lane(plain, words, "back") for _ in range(dice.choice((2, 3)))]
    growth = _Growth(dice, words, lanes)
    open_ends, item = [growth.step("start")], words.thing()
    if contacts:
        open_ends = [_contact(growth, open_ends, asks=[item], channel="phone")]
    first, item = growth.tasks(2, item)
    _lead(open_ends, first[0]["id"])
    open_ends = [first[-1]]
    for _ in range(dice.choice((3, 4, 5))):
        entry, leaving, item = growth.block(item)
        _lead(open_ends, entry)
        open_ends = leaving
    last, item = growth.tasks(2, item)
    _lead(open_ends, last[0]["id"])
    if contacts:
        last = [_contact(growth, last[-1:], delivers=[item], channel="e-mail")]
    _lead(last[-1:], growth.step("end", reads=[item])["id"])
    plain["step"] = growth.steps
    return plain


def _contact(growth: _Growth, before: list[Plain], **fields: Any) -> Plain:
    step = growth.step(**fields)
    _lead(before, step["id"])
    return step


def _link(row: list[Plain]) -> None:
    for step, after in pairwise(row):
        step["next"] = [after["id"]]


def _lead(leaving: list[Plain], target: str) -> None:
    for step in leaving:
        flows = ways(step) or [{"to": OUT}]
        step["next"] = [{**way, "to": target if way["to"] == OUT else way["to"]} for way in flows]
