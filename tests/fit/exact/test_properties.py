"""What must hold for every table of answers, on ten thousand tables made with fixed seeds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy
import pytest

from helpers_fit import answer
from procfit.fit.exact.cells import worths_of
from procfit.fit.exact.race import race_of
from procfit.fit.exact.turning import fewest_to_turn
from procfit.fit.gates import check_gates
from procfit.fit.score import Score, Standing, rank, score
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Answer, Evidence

SCALE = ["none", "roadmap", "customization", "third-party", "configuration", "standard"]
SILENT = ["blank", "unreadable"]
EVIDENCE: list[Evidence] = ["claimed", "documented", "demonstrated", "reference"]
NAMES = tuple(f"c{number}" for number in range(7))
# Made once: every vendor's answer with every code and evidence.
MADE = {
    (name, code, evidence): answer("v", name, code, evidence)
    for name in NAMES
    for code in (*SCALE, *SILENT)
    for evidence in EVIDENCE
}
Weights = dict[str, float]
Table = dict[str, dict[str, Answer]]


def tables(seed: int, count: int = 2000) -> Iterator[tuple[numpy.random.Generator, Weights, Table]]:
    """Yield weights and answers of up to five vendors on up to six capabilities."""
    dice = numpy.random.default_rng(seed)
    codes = [*SCALE, *SILENT]
    for _ in range(count):
        size, vendors = int(dice.integers(1, 7)), int(dice.integers(1, 6))
        shares = dice.dirichlet(numpy.full(size, 0.7)).tolist()
        said = dice.integers(0, len(codes), (vendors, size))
        proven = dice.integers(0, len(EVIDENCE), (vendors, size))
        answers = {
            f"v{row}": {
                NAMES[at]: MADE[NAMES[at], codes[said[row, at]], EVIDENCE[proven[row, at]]]
                for at in range(size)
            }
            for row in range(vendors)
        }
        yield dice, dict(zip(NAMES, shares, strict=False)), answers


def scores_of(weights: Weights, answers: Table) -> dict[str, Score]:
    return {vendor: score(weights, own) for vendor, own in answers.items()}


def order(standings: tuple[Standing, ...]) -> list[str]:
    return [place.vendor for place in standings]


def test_no_other_vendor_changes_a_score_or_the_order_of_two() -> None:
    for dice, weights, answers in tables(21):
        before = scores_of(weights, answers)
        first = order(rank(before))
        gone = str(dice.choice(list(answers)))
        fewer = {name: own for name, own in answers.items() if name != gone}
        more = {
            **answers,
            "clone": answers[gone],
            "zero": {n: MADE[n, "none", "claimed"] for n in weights},
        }
        assert scores_of(weights, fewer) == {n: own for n, own in before.items() if n != gone}
        assert order(rank(scores_of(weights, fewer))) == [name for name in first if name != gone]
        after = scores_of(weights, more)
        assert {name: after[name] for name in answers} == before
        assert after["clone"] == before[gone]
        places = rank(after)
        assert [name for name in order(places) if name in answers] == first
        ranks = {place.vendor: place.rank for place in places}
        assert ranks["clone"] == ranks[gone]


def test_splitting_and_merging_leave_scores_as_they_are() -> None:
    for dice, weights, answers in tables(22):
        part = float(dice.random())
        split = {**weights, "c0": weights["c0"] * part, "c6": weights["c0"] * (1 - part)}
        doubled = {name: {**own, "c6": own["c0"]} for name, own in answers.items()}
        whole, parts = (
            race_of(shares, list(answers), own).outlook()
            for shares, own in ((weights, answers), (split, doubled))
        )
        for one, two in ((whole.low, parts.low), (whole.mid, parts.mid), (whole.high, parts.high)):
            assert one == pytest.approx(two, abs=1e-12)
        assert [own.mid for own in scores_of(split, doubled).values()] == pytest.approx(
            [own.mid for own in scores_of(weights, answers).values()], abs=1e-12
        )


def test_a_better_answer_never_lowers_a_score_nor_does_a_blank_beat_its_best() -> None:
    for dice, weights, answers in tables(23):
        own = dict(answers["v0"])
        at = str(dice.choice(list(weights)))
        worse, better = sorted(dice.integers(0, len(SCALE), 2))
        grade = EVIDENCE[dice.integers(0, len(EVIDENCE))]
        low, high, blank, best = (
            score(weights, {**own, at: MADE[at, code, evidence]})
            for code, evidence in (
                (SCALE[worse], grade),
                (SCALE[better], grade),
                ("blank", grade),
                ("standard", "reference"),
            )
        )
        assert low.low <= high.low + 1e-12
        assert low.mid <= high.mid + 1e-12
        assert low.high <= high.high + 1e-12
        assert low.silent_as_zero <= high.silent_as_zero + 1e-12
        for part in ("low", "mid", "high", "silent_as_zero"):
            assert getattr(blank, part) <= getattr(best, part) + 1e-12


def test_silence_never_outranks_an_honest_answer_by_where_it_is_drawn() -> None:
    for _, weights, answers in tables(24):
        places = rank(scores_of(weights, answers))
        for row, ahead in enumerate(places):
            for behind in places[row + 1 :]:
                if ahead.rank != behind.rank:
                    assert ahead.score.silent_as_zero >= behind.score.silent_as_zero - 1e-12


def test_gates_do_not_know_the_weights_and_no_number_is_undefined() -> None:
    with numpy.errstate(all="raise"):
        for dice, weights, answers in tables(25):
            gates = {
                name: check_gates(own, weights, DEFAULT_EVALUATION.must_codes)
                for name, own in answers.items()
            }
            failed = frozenset(
                name for name, own in gates.items() if any(gate.status == "fail" for gate in own)
            )
            at = str(dice.choice(list(weights)))
            race = race_of(weights, list(answers), answers)
            tried = race.with_weight(at, float(dice.random()) if len(weights) > 1 else 1.0)
            moved = dict(zip(race.capabilities, tried.weights.tolist(), strict=True))
            stopped = {
                place.vendor for place in rank(scores_of(moved, answers), failed) if not place.rank
            }
            assert stopped == failed
            outlook = tried.outlook()
            leader = int(outlook.order[0])
            worths = worths_of(tried, race.vendors[leader]).found
            fewest_to_turn(tried.weights, tried.low, tried.mid, tried.high, leader)
            for values in (outlook.low, outlook.mid, outlook.high, worths.value, worths.doubt):
                assert numpy.isfinite(values).all()
            assert not numpy.isnan(outlook.moves.distance).any()


@pytest.mark.parametrize("code", ["blank", "none", "standard"])
@pytest.mark.parametrize(("vendors", "size"), [(1, 1), (1, 4), (3, 1), (3, 4)])
def test_tables_that_tell_nothing_have_defined_results(code: str, vendors: int, size: int) -> None:
    weights = dict.fromkeys(NAMES[:size], 1 / size)
    answers = {
        f"v{row}": {name: MADE[name, code, "claimed"] for name in weights} for row in range(vendors)
    }
    with numpy.errstate(all="raise"):
        race = race_of(weights, list(answers), answers)
        outlook, worths = race.outlook(), worths_of(race, "v0").found
    assert outlook.ranks.tolist() == [1] * vendors
    assert outlook.moves.distance.tolist() == [0] * (vendors - 1)
    assert outlook.stability.lowest.tolist() == [0] * size
    assert outlook.stability.highest.tolist() == pytest.approx([1] * size)
    assert numpy.isfinite(worths.value).all()
