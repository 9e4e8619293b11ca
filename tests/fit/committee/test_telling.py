from __future__ import annotations

from dataclasses import replace

import pytest

from procfit.fit.committee.absence import Without
from procfit.fit.committee.agreement import Agreement
from procfit.fit.committee.group import Committee, Evaluator
from procfit.fit.committee.majority import majority
from procfit.fit.committee.telling import (
    agreement_told,
    firsts_told,
    majority_told,
    without_told,
)
from procfit.fit.score import Score, Standing

LEVEL = Score(0.5, 0.5, 0.5, 0.5)


def one(name: str, *order: str, scored: float = 0.9) -> Evaluator:
    standings = tuple(Standing(vendor, place, LEVEL) for place, vendor in enumerate(order, 1))
    return Evaluator(name, 1.0, scored, len(order), standings, 0.1, False)


THREE = Committee(
    (one("ana", "x", "y"), one("bo", "x", "y"), one("chandra", "y", "x")), ("x", "y"), first=("x",)
)


def told(**agreed: object) -> str:
    return " ".join(agreement_told(replace(THREE, agreement=Agreement(**agreed))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("w", "words"),
    [
        (1.0, "The three rank the vendors alike"),
        (0.93, "agree nearly everywhere"),
        (0.78, "agree largely (Kendall's W 0.78"),
        (0.5, "agree in part"),
        (0.3, "agree little"),
        (0.0, "hardly agree"),
    ],
)
def test_agreement_in_words(w: float, words: str) -> None:
    assert words in told(w=w, p=0.5, error=0.0, method="exact")


@pytest.mark.parametrize(
    ("p", "error", "words"),
    [
        (0.0004, 0.0002, "in less than 1 of 1,000."),
        (0.0017, 0.0, "in 2 of 1,000."),
        (0.02, 0.0, "in 2 of 100."),
        (0.0213, 0.0014, "in 2 of 100, give or take 0.1."),
        (0.17, 0.0, "in 17 of 100; this may well be chance."),
    ],
)
def test_chance_in_words(p: float, error: float, words: str) -> None:
    assert told(w=0.8, p=p, error=error, method="drawn").endswith(words)


def test_agreement_on_little_is_called_little() -> None:
    found = replace(
        THREE,
        evaluators=(*THREE.evaluators[:2], one("chandra", "x", scored=0.06)),
        agreement=Agreement(1.0, 0.03, 0.0, "exact"),
    )
    text = " ".join(agreement_told(found))
    assert "That says little yet" in text
    assert "ana 90 %, bo 90 % and chandra 6 %" in text
    assert "of 100" not in text


def test_what_is_not_assessed_and_who_is_not_among_them() -> None:
    dora = replace(one("dora"), cells=0)
    found = replace(THREE, evaluators=(*THREE.evaluators, dora), agreement=Agreement(why="it takes two"))
    assert list(agreement_told(found)) == [
        "How far they agree is not assessed: it takes two.",
        "Not among them: dora, without a score that weighs anything.",
    ]


def test_who_ranks_whom_first() -> None:
    assert firsts_told(THREE, str.upper) == "Ranked first: X (ana and bo); Y (chandra)."
    same = replace(THREE, evaluators=THREE.evaluators[:2])
    assert firsts_told(same, str.upper) == "ana and bo rank X first."
    tied = one("ana", "x")
    tied = replace(tied, standings=(*tied.standings, Standing("y", 1, LEVEL)))
    assert (
        firsts_told(replace(THREE, evaluators=(tied,)), str) == "ana ranks x and y level in first place."
    )
    assert firsts_told(Committee(), str) == "Nobody ranks a vendor first."


def test_what_becomes_without_one() -> None:
    places = (Standing("y", 1, LEVEL), Standing("x", 2, LEVEL))
    turned = Without(("ana",), places, True, {"x": (1, 2), "y": (2, 1)}, {})
    assert without_told(THREE, turned, str) == (
        "THE WINNER CHANGES: y instead of x; x moves from 1 to 2; y moves from 2 to 1"
    )
    stays = Without(
        ("bo",), THREE.evaluators[0].standings, False, {"z": (3, None)}, {"z": ("pass", "fail")}
    )
    assert without_told(THREE, stays, str) == "x stays first; z fails a gate"


def test_majorities_in_words() -> None:
    def said(*orders: list[float]) -> list[str]:
        names = [chr(ord("a") + place) for place in range(len(orders[0]))]
        found = majority(names, orders, [1] * len(orders))
        return list(majority_told(replace(THREE, majority=found), str))

    assert said([1, 2], [1, 2]) == ["A majority ranks a above every other vendor."]
    circle = said([1, 2, 3], [2, 3, 1], [3, 1, 2])
    assert circle[0] == "No vendor has a majority against every other."
    assert "a beats b 2 to 1, b beats c 2 to 1, c beats a 2 to 1" in circle[1]
    assert said([1, 2], [2, 1])[1] == "As many for as against: a and b."
    assert list(majority_told(Committee(), str)) == [
        "Not assessed: it takes two evaluators and two vendors."
    ]
