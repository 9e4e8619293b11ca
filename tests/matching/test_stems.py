import pytest

from procfit.matching.stems import Wordings, opposed, same_work, work_key
from procfit.matching.words import OPPOSITES
from procfit.model.team import SameWork, TeamAnswers


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Approve credit limit", "Credit limit approval"),
        ("Check the customer's credit", "Customer credit check"),
        ("Sending of e-mail", "Send email"),
        ("Ship goods to customer", "Shipping goods to the customers"),
    ],
)
def test_other_forms_and_order_of_the_same_words_are_the_same_work(a: str, b: str) -> None:
    assert same_work(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Accept order", "Reject order"),
        ("Check credit", "Do not check credit"),
        ("Don't call customer", "Call customer"),
        ("Send reminder 1", "Send reminder 2"),
        ("Check in guest", "Check out guest"),
        ("Ship from stock to shop", "Ship to stock from shop"),
        ("Inform before delivery", "Inform after delivery"),
        ("Check customs", "Check customer"),
        ("Order with deposit", "Order without deposit"),
    ],
)
def test_small_words_that_turn_the_meaning_are_kept(a: str, b: str) -> None:
    assert not same_work(a, b)


def test_german_labels() -> None:
    assert same_work("Rechnung prüfen", "Prüfung der Rechnung", "de") or same_work(
        "Rechnung prüfen", "Prüfen der Rechnungen", "de"
    )
    assert not same_work("Auftrag annehmen", "Auftrag ablehnen", "de")


def test_labels_without_words_are_only_themselves() -> None:
    assert work_key("注文") != work_key("請求")
    assert same_work("???", "???")
    assert not same_work("???", "!!!")
    assert not same_work("the", "a")


def test_answers_join_wordings_in_chains() -> None:
    answers = TeamAnswers(
        same=(SameWork("Take call", "Answer phone"), SameWork("Answer the phone", "Pick up receiver"))
    )
    words = Wordings("en", answers)
    assert words.same("Take calls", "Pick up receiver")
    assert words.group("Take call") == words.group("Answering phone")
    assert not words.same("Take call", "Make call")


def test_a_different_answer_has_the_last_word() -> None:
    answers = TeamAnswers(
        same=(SameWork("Take call", "Answer phone"),),
        different=(
            SameWork("Take calls", "answer phone"),
            SameWork("Confirm order", "Order confirmation"),
        ),
    )
    words = Wordings("en", answers)
    assert not words.same("Answer phone", "Take call")
    assert not words.same("Order confirmation", "confirm order")
    assert words.same("Confirm order", "Confirming orders")


def test_answers_in_a_circle_do_not_hang() -> None:
    answers = TeamAnswers(same=(SameWork("A1", "B2"), SameWork("B2", "C3"), SameWork("C3", "A1")))
    assert Wordings("en", answers).same("A1", "C3")


@pytest.mark.parametrize("language", sorted(OPPOSITES))
def test_every_pair_of_opposites_is_opposed_and_never_the_same(language: str) -> None:
    for first, second in OPPOSITES[language]:
        assert opposed(f"{first} xyz", f"{second} xyz", language), (first, second)
        assert not same_work(f"{first} xyz", f"{second} xyz", language), (first, second)


def test_opposites_only_count_in_each_others_place() -> None:
    assert not opposed("Accept or reject order", "Reject or accept order")
    assert not opposed("Open account", "Open claim")
