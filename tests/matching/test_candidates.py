"""Pairs of steps that are the same work, or may be."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from procfit.matching.candidates import Pair, maybe_pairs, same_pairs
from procfit.matching.guards import contradictory
from procfit.matching.kinds import Work
from procfit.matching.stems import Wordings
from procfit.matching.words import OPPOSITES
from procfit.model.team import SameWork, TeamAnswers

WORDS = st.sampled_from(
    [
        "check",
        "review",
        "approve",
        "reject",
        "order",
        "orders",
        "invoice",
        "credit",
        "customer",
        "not",
        "first",
        "second",
        "2",
    ]
)
LABELS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ITEMS = st.frozensets(st.sampled_from(["order", "invoice", "limit"]), max_size=2)
PLACES = st.sampled_from(["a", "b", "c"])


@st.composite
def portfolios(draw: st.DrawFn) -> list[Work]:
    """Return some steps of three maps."""
    parts = draw(st.lists(st.tuples(PLACES, LABELS, ITEMS, ITEMS), max_size=12))
    return [
        Work(f"{place}#s{number}", label, takes, gives)
        for number, (place, label, takes, gives) in enumerate(parts)
    ]


def works(*labels: str) -> list[Work]:
    return [Work(f"m{number}#s", label) for number, label in enumerate(labels)]


def asked(*labels: str, answers: TeamAnswers | None = None, language: str = "en") -> set[frozenset[str]]:
    pairs = maybe_pairs(works(*labels), Wordings(language, answers))
    return {frozenset(pair.wordings) for pair in pairs}


@given(portfolios(), st.randoms())
def test_the_order_of_the_steps_changes_nothing(found: list[Work], chance: object) -> None:
    wordings = Wordings()
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert maybe_pairs(mixed, wordings) == maybe_pairs(found, wordings)
    assert set(same_pairs(mixed, wordings)) == set(same_pairs(found, wordings))


@given(portfolios())
def test_every_pair_is_named_once_in_one_order_with_a_score_and_a_reason(found: list[Work]) -> None:
    pairs = [*same_pairs(found, Wordings()), *maybe_pairs(found, Wordings())]
    assert all(pair.a < pair.b for pair in pairs)
    assert len({(pair.a, pair.b) for pair in pairs}) == len(pairs)
    assert all(0 < pair.score <= 1 and pair.why for pair in pairs)


@given(portfolios())
def test_a_question_never_joins_a_contradiction(found: list[Work]) -> None:
    for pair in maybe_pairs(found, Wordings()):
        assert not contradictory(*pair.wordings)


@given(portfolios(), st.data())
def test_an_answered_pair_never_comes_back(found: list[Work], data: st.DataObject) -> None:
    pairs = maybe_pairs(found, Wordings())
    if not pairs:
        return
    chosen = data.draw(st.sampled_from(pairs))
    answer = SameWork(*chosen.wordings)
    no = Wordings("en", TeamAnswers(different=(answer,)))
    yes = Wordings("en", TeamAnswers(same=(answer,)))
    assert _places(chosen) not in map(_places, maybe_pairs(found, no))
    assert len(maybe_pairs(found, no)) == len(pairs) - 1
    assert _places(chosen) not in map(_places, maybe_pairs(found, yes))
    assert _places(chosen) in map(_places, same_pairs(found, yes))


def _places(pair: Pair) -> tuple[str, str]:
    return pair.a, pair.b


def test_every_answer_leads_to_an_end() -> None:
    found = works(*(f"{verb} credit" for verb in ("Check", "Review", "Examine", "Assess")))
    answers, asked_in_all = TeamAnswers(), 0
    while pairs := maybe_pairs(found, Wordings("en", answers)):
        answers = answers.with_wordings("different", SameWork(*pairs[0].wordings))
        asked_in_all += 1
    assert asked_in_all == 6


def test_an_answer_of_yes_spares_further_questions() -> None:
    found = works(*(f"{verb} credit" for verb in ("Check", "Review", "Examine", "Assess")))
    answers, asked_in_all = TeamAnswers(), 0
    while pairs := maybe_pairs(found, Wordings("en", answers)):
        answers = answers.with_wordings("same", SameWork(*pairs[0].wordings))
        asked_in_all += 1
    assert asked_in_all == 3
    assert len(list(same_pairs(found, Wordings("en", answers)))) == 6


def test_words_that_often_stand_for_each_other_make_a_pair_likelier() -> None:
    first, *others = maybe_pairs(works("Review terms", "Check terms", "Print terms"), Wordings())
    assert set(first.wordings) == {"Review terms", "Check terms"}
    assert "words alike: review / check" in first.why
    assert all(pair.score < first.score for pair in others)


def test_words_of_other_known_meaning_make_a_pair_less_likely() -> None:
    def score(label: str) -> float:
        (pair,) = maybe_pairs(
            [
                Work("a#1", "Draft renewal offer", gives=frozenset({"offer"})),
                Work("b#1", label, gives=frozenset({"offer"})),
            ],
            Wordings(),
        )
        return pair.score

    assert score("Send renewal offer") < score("Fold renewal offer") < score("Make renewal offer")


def test_answers_hold_for_every_form_of_the_words() -> None:
    answers = TeamAnswers(different=(SameWork("Check credits", "The credit review"),))
    assert asked("Check credit", "Review credit") == {frozenset({"Check credit", "Review credit"})}
    assert asked("Check credit", "Review credit", answers=answers) == set()


def test_opposites_numbers_and_negations_are_not_asked_about() -> None:
    assert asked("Accept credit order", "Reject credit order") == set()
    assert asked("Send first credit reminder", "Send second credit reminder") == set()
    assert asked("Call credit customer", "Do not call credit customer") == set()


def test_opposites_of_every_language_are_not_asked_about() -> None:
    for language, pairs in OPPOSITES.items():
        for first, second in pairs:
            assert asked(f"{first} xyzabc", f"{second} xyzabc", language=language) == set()


def test_the_likelier_pair_comes_first() -> None:
    found = [
        Work("a#1", "Review credit", takes=frozenset({"limit"}), before=frozenset({"Take order"})),
        Work("b#1", "Check credit", takes=frozenset({"limit"}), before=frozenset({"Take order"})),
        Work("c#1", "Weigh credit"),
    ]
    first, *others = maybe_pairs(found, Wordings())
    assert (first.a, first.b) == ("a#1", "b#1")
    assert first.why == (
        "same words: credit",
        "words alike: review / check",
        "same input: limit",
        "same step before: Take order",
    )
    assert all(pair.score < first.score for pair in others)


def test_what_one_step_gives_and_the_other_takes_speaks_for_neither() -> None:
    hands_on = [
        Work("a#1", "Fold offer", gives=frozenset({"offer"})),
        Work("a#2", "Stamp offer", takes=frozenset({"offer"})),
    ]
    alike = [
        Work("a#1", "Fold offer", gives=frozenset({"offer"})),
        Work("b#2", "Stamp offer", gives=frozenset({"offer"})),
    ]
    (one,), (other,) = maybe_pairs(hands_on, Wordings()), maybe_pairs(alike, Wordings())
    assert one.score < other.score


def test_a_decision_right_behind_its_task_is_not_asked_about() -> None:
    task = Work("a#1", "Check credit", after=frozenset({"Credit good?"}))
    decision = Work("a#2", "Credit good?", before=frozenset({"Check credit"}), is_decision=True)
    elsewhere = Work("b#2", "Credit good?", is_decision=True)
    assert maybe_pairs([task, decision], Wordings()) == []
    assert len(maybe_pairs([Work("a#1", "Check credit"), elsewhere], Wordings())) == 1


def test_compounds_are_taken_apart() -> None:
    assert asked("Rechnungsprüfung", "Rechnung prüfen", language="de") != set()


def test_only_pairs_of_the_maps_asked_for_are_listed() -> None:
    found = works("Check credit", "Review credit", "Check credits", "Examine credit")
    for pair in (*maybe_pairs(found, Wordings(), ["m0"]), *same_pairs(found, Wordings(), ["m0"])):
        assert "m0#s" in (pair.a, pair.b)
    assert len(list(same_pairs(found, Wordings(), ["m0"]))) == 1


def test_a_question_about_several_steps_names_them_all() -> None:
    found = works("Check credit", "Checking credit", "Review credit")
    (pair,) = maybe_pairs(found, Wordings())
    assert sorted((pair.a, pair.b, *pair.also)) == ["m0#s", "m1#s", "m2#s"]


def test_the_same_work_says_why() -> None:
    answers = TeamAnswers(same=(SameWork("Review credit", "Check credit"),))
    found = works("Check credit", "check  Credit", "Credit checking", "Review credit")
    why = {(pair.a[:2], pair.b[:2]): pair.why for pair in same_pairs(found, Wordings("en", answers))}
    assert why["m0", "m1"] == ("same wording",)
    assert why["m0", "m2"] == ("same stems",)
    assert why["m0", "m3"] == ("the team said so",)


def test_telling_items_and_neighbors_bring_work_together_whatever_its_wording() -> None:
    around = {"before": frozenset({"Order comes in"}), "after": frozenset({"Ship"})}
    items = {"takes": frozenset({"limit", "order"}), "gives": frozenset({"verdict"})}
    found = [Work("a#1", "Ring the bank", **items, **around), Work("b#1", "Solvency", **items, **around)]
    (pair,) = maybe_pairs(found, Wordings())
    assert pair.why[0] == "same input: limit, order"
    assert maybe_pairs([found[0], Work("a#2", "Solvency", **items, **around)], Wordings()) == []


def test_an_item_that_everybody_reads_brings_nothing_together() -> None:
    found = [
        Work(f"m{number}#s", f"{first}{second}x", takes=frozenset({"order"}), after=frozenset({"Ship"}))
        for number, (first, second) in enumerate(product("abcdefgh", "ijklmnop"))
    ]
    assert maybe_pairs(found, Wordings()) == []
