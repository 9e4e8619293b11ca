"""Finding the same work and the rows of a requirement: run `python benchmarks/matching.py` in the checkout.

Prints how well rows are ranked for requirements on the public sets in `shared/data/matching` beside the
checkout, or in the folder given (skipped where they are absent), and how long 10,000 made-up labels take.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from procfit.matching.candidates import maybe_pairs, same_pairs
from procfit.matching.kinds import Work
from procfit.matching.ranking import Requirement, rank_rows
from procfit.matching.stems import Wordings

HERE = Path(__file__).resolve().parents[2] / "shared" / "data" / "matching"
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
SETS = ("warc", "gannt", "modis", "cm1")
LABELS, MAPS = 10_000, 250

VERBS = (
    "check approve send receive record enter create review confirm call inform update print sign archive "
    "assign plan book cancel prepare collect deliver pay bill remind visit measure repair install order "
    "quote offer negotiate compare discuss agree file copy scan upload download register close open reject "
    "accept forward escalate resolve test inspect pack load ship unload store pick count label weigh clean "
    "train hire invite interview rate rank select reserve schedule calculate estimate forecast report notify"
)
THINGS = (
    "order invoice customer contract complaint request claim quote offer delivery shipment payment refund "
    "account credit limit address contact lead opportunity campaign visit appointment machine part stock "
    "warehouse supplier price discount list catalogue product sample warranty repair ticket case call mail "
    "letter form document report budget project task meeting agenda decision approval signature policy tax "
    "bank transfer reminder rating survey feedback training vacancy application salary expense travel site"
)
KINDS = (
    "new open late first second final internal external annual monthly weekly urgent missing changed signed "
    "printed digital paper original spare large small key main local foreign technical commercial legal"
)


@dataclass(frozen=True)
class Quality:
    """Mean average precision, and the share of requirements with a linked row among the first 1 and 5."""

    precision: float
    hit_1: float
    hit_5: float


def quality(name: str) -> Quality:
    """Return how well the rows of one set are ranked, over the requirements that have a link."""
    rows = dict(_texts(name, "right"))
    links: dict[str, set[str]] = defaultdict(set)
    for link in _read(name, "links"):
        links[link["left_id"]].add(link["right_id"])
    requirements = [Requirement(number, text) for number, text in _texts(name, "left")]
    ranked = rank_rows(requirements, rows, most=len(rows), least=0.0)
    hits = [
        [row in links[number] for row in _all_of([found.row for found in ranked[number]], list(rows))]
        for number, _ in _texts(name, "left")
        if links[number]
    ]
    return Quality(
        fmean(_average_precision(each) for each in hits),
        fmean(each[0] for each in hits),
        fmean(any(each[:5]) for each in hits),
    )


def _all_of(ranked: list[str], rows: list[str]) -> list[str]:
    """Return all rows: those with nothing in common last, in their own order."""
    return ranked + [row for row in rows if row not in set(ranked)]


def _average_precision(hits: Sequence[bool]) -> float:
    places = [place for place, hit in enumerate(hits, 1) if hit]
    return fmean(found / place for found, place in enumerate(places, 1))


def _texts(name: str, side: str) -> list[tuple[str, str]]:
    return [(line["id"], line["text"]) for line in _read(name, side)]


def _read(name: str, part: str) -> list[dict[str, str]]:
    with (DATA / name / f"{part}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels(count: int) -> list[str]:
    """Return different made-up labels; few words are common and many are rare, as in life (Zipf)."""
    chance = random.Random(1)

    def word(text: str) -> str:
        known = text.split()
        return chance.choices(known, [1 / (rank + 2) for rank in range(len(known))])[0]

    made: dict[str, None] = {}
    while len(made) < count:
        parts = [word(VERBS), word(KINDS) if chance.random() < 0.45 else "the", word(THINGS)]
        parts += [word(THINGS)] if chance.random() < 0.5 else []
        parts += ["for", word(THINGS)] if chance.random() < 0.35 else []
        parts += ["in", "the", word(THINGS)] if chance.random() < 0.2 else []
        made[" ".join(parts)] = None
    return list(made)


def main() -> None:
    """Print one line per set and per figure."""
    if DATA.is_dir():
        found = {name: quality(name) for name in SETS}
        print("rows for a requirement     MAP  hit@1  hit@5")
        for name, each in found.items():
            print(f"{name:24} {each.precision:.3f}  {each.hit_1:.3f}  {each.hit_5:.3f}")
        mean = fmean(each.precision for each in found.values())
        print(f"mean                     {mean:.3f}")
        print("to beat: TF-IDF of stems .64, the best blend with downloaded word vectors .67")
    works = [Work(f"m{number % MAPS}#s{number}", label) for number, label in enumerate(labels(LABELS))]
    for tier, run in (
        ("same", lambda: list(same_pairs(works, Wordings()))),
        ("maybe", lambda: maybe_pairs(works, Wordings())),
    ):
        started = time.process_time()
        pairs = run()
        taken = time.process_time() - started
        print(f"tier {tier:5} of {LABELS:,} labels {taken:6.2f} s   {len(pairs):,} pairs   budget 3 s")


if __name__ == "__main__":
    main()
