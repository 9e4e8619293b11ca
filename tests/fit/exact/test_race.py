from __future__ import annotations

import numpy
import pytest

from helpers_fit import answer
from procfit.fit.exact.race import Race, race_of
from procfit.fit.flip import flip
from procfit.fit.score import rank, score
from procfit.model.errors import UsageError
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import Answer

CODES = [*DEFAULT_EVALUATION.codes, "blank", "unreadable"]
Table = dict[str, dict[str, Answer]]


def tables(seed: int, count: int) -> list[tuple[dict[str, float], Table]]:
    dice = numpy.random.default_rng(seed)
    made = []
    for _ in range(count):
        names = [f"c{number}" for number in range(dice.integers(1, 7))]
        weights = dict(zip(names, dice.dirichlet(numpy.ones(len(names))).tolist(), strict=True))
        answers = {
            f"v{row}": {name: answer(f"v{row}", name, str(dice.choice(CODES))) for name in names}
            for row in range(dice.integers(1, 6))
        }
        made.append((weights, answers))
    return made


def test_outlook_says_what_score_rank_and_flip_say() -> None:
    for weights, answers in tables(1, 300):
        outlook = race_of(weights, list(answers), answers).outlook()
        standings = rank({name: score(weights, own) for name, own in answers.items()})
        assert outlook.ranks.tolist() == [place.rank for place in standings]
        for row, place in enumerate(standings):
            found = outlook.low[row], outlook.mid[row], outlook.high[row]
            told = place.score.low, place.score.mid, place.score.high
            assert found == pytest.approx(told, abs=1e-12)
        mids = {name: {each: own.mid for each, own in answers[name].items()} for name in sorted(answers)}
        leader = list(mids)[outlook.order[0]]
        for row, other in enumerate(outlook.order[1:].tolist()):
            expected = flip(weights, mids[leader], mids[list(mids)[other]]).distance
            distance = outlook.moves.distance[row]
            assert expected == (None if numpy.isinf(distance) else pytest.approx(distance, abs=1e-9))


def example(fixed: tuple[str, ...] = ()) -> Race:
    weights = {"a": 0.5, "b": 0.3, "c": 0.2}
    codes = {"x": ["standard", "none", "none"], "y": ["none", "standard", "standard"]}
    answers = {
        vendor: {name: answer(vendor, name, code) for name, code in zip(weights, own, strict=True)}
        for vendor, own in codes.items()
    }
    return race_of(weights, list(codes), answers, fixed)


def test_other_weights_share_what_one_leaves_and_those_set_by_hand_stay() -> None:
    assert example().with_weight("a", 0.25).weights.tolist() == pytest.approx([0.25, 0.45, 0.3])
    assert example(("b",)).with_weight("a", 0.6).weights.tolist() == pytest.approx([0.6, 0.3, 0.1])
    assert example(("a",)).with_weight("a", 1.0).weights.tolist() == pytest.approx([1, 0, 0])


def test_weight_that_nothing_is_left_to_make_room_for_stays() -> None:
    alone = race_of({"a": 1.0}, ["x"], {"x": {"a": answer("x", "a", "standard")}})
    assert alone.with_weight("a", 0.5).weights.tolist() == [1.0]


def test_weights_that_cannot_be_are_refused() -> None:
    with pytest.raises(UsageError, match='no weighed capability "d"'):
        example().with_weight("d", 0.1)
    with pytest.raises(UsageError, match=r"1\.2 is not a weight"):
        example().with_weight("a", 1.2)
    with pytest.raises(UsageError, match=r"0\.8 is not a weight"):
        example(("b",)).with_weight("a", 0.8)


def test_leader_changes_just_beyond_the_end_of_its_interval() -> None:
    race = example()
    weights = [0.5, 0.5, 0.6]
    for at, name in enumerate(race.capabilities):
        tried = race.with_weight(name, weights[at])
        outlook = tried.outlook()
        leader = outlook.order[0]
        for end, taker in (
            (outlook.stability.lowest[at] - 1e-6, outlook.stability.below[at]),
            (outlook.stability.highest[at] + 1e-6, outlook.stability.above[at]),
        ):
            if taker >= 0:
                assert tried.with_weight(name, float(end)).outlook().order[0] != leader


def test_nobody_in_the_race_is_defined() -> None:
    with numpy.errstate(all="raise"):
        race = race_of({"a": 1.0}, [], {})
        assert race.vendors == ()
        assert race.outlook().order.size == 0
        assert race_of({}, ["x"], {"x": {}}).outlook().mid.tolist() == [0.0]
