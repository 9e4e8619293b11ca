"""Maps full of chance: items, names, benefits, controls and times that meet in ways nobody plans.

What rules find in them is proved by `benchmarks.redundancy.witness`; there is so much that a rule which
overlooks one of its guards is caught.
"""

from __future__ import annotations

from random import Random

from benchmarks.redundancy.draft import add_lane
from benchmarks.redundancy.grown import grown_map
from benchmarks.redundancy.words import Words
from benchmarks.redundancy.worlds import Plain, ways

__all__ = ["dense_map"]

TAGS = ("verify", "consent", "transfer", "archive", "negotiation", "legal", "single-contact", "opt-out")
CHANNELS = ("phone", "e-mail", "web")
SYSTEMS = ("Ledger", "Tracker", "Mail tool")


class _Chance:
    """Draws the fields of one map's steps from small pools, so that they meet."""

    def __init__(self, dice: Random, words: Words, names: list[str]) -> None:
        self.dice, self.names = dice, names
        self.items = [words.thing() for _ in range(6)]
        self.benefits = [words.benefit() for _ in range(4)]

    def now_and_then(self, share: float) -> bool:
        return self.dice.random() < share

    def some(self, most: int) -> list[str]:
        return self.dice.sample(self.items, self.dice.randint(1, most))

    def fields(self) -> Plain:
        """Return some fields of a task."""
        dice = self.dice
        drawn = (
            (0.2, {"asks": self.some(2), "channel": dice.choice(CHANNELS)}),
            (0.6, {"reads": self.some(2)}),
            (0.4, {"writes": self.some(2)}),
            (0.2, {"delivers": self.some(1), "channel": dice.choice(CHANNELS)}),
            (0.4, {"system": dice.choice(SYSTEMS)}),
            (0.1, {"control": dice.choice(("regulatory", "segregation"))}),
            (0.2, {"tags": [dice.choice(TAGS)]}),
            (0.1, {"approves": dice.choice(self.items)}),
            (0.2, {"name": dice.choice(self.names)}),
            (0.5, {"benefit": dice.choice(self.benefits)}),
            (0.3, {"adds": dice.choice(("customer", "business", "nothing"))}),
            (0.3, {"expected": False}),
            (0.3, {"wait": dice.choice(("2h", "1d", "1w"))}),
            (0.1, {"without": "a form"}),
        )
        return {
            key: value
            for share, some in drawn
            if self.now_and_then(share)
            for key, value in some.items()
        }


def dense_map(dice: Random, words: Words, names: list[str]) -> Plain:
    """Return a grown map with fields drawn by chance; `names` are drawn from, and shared by maps."""
    plain = grown_map(dice, words, contacts=False)
    lanes = [add_lane(plain, words, kind) for kind in ("customer", "front", "system")]
    chance = _Chance(dice, words, names)
    for step in plain["step"]:
        if step.get("kind", "task") == "task":
            for key in ("benefit", "reads", "writes"):
                step.pop(key, None)
            step |= chance.fields()
            if chance.now_and_then(0.3):
                step["lane"] = dice.choice(lanes)
        elif step["kind"] == "decision":
            _share_anew(step, chance)
    return plain


def _share_anew(step: Plain, chance: _Chance) -> None:
    """Let loops go round often, and branches be rare, unmeasured, or turn cases away."""
    first, *others = ways(step)
    share = chance.dice.choice((0.4, 5, 25, 45))
    rest = [(100 - share) / len(others)] * len(others)
    for way, part in zip((first, *others), (share, *rest), strict=True):
        way["share"] = f"{part:.6f}%"
    step["next"] = [first, *others]
    if chance.now_and_then(0.3):
        step.pop("source", None)
