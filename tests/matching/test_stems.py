import pytest

from procfit.matching.stems import (
    Wordings,
    contradictory,
    opposed,
    same_work,
    shared_words,
    stems,
    work_key,
)
from procfit.matching.words import NEGATIONS, NUMBERS, OPPOSITES
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
        ("Pay, not refund", "Refund, not pay"),
        ("Check where from", "Check where"),
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


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [
        ("nl", "Factuur versturen", "Versturen van de facturen"),
        ("fr", "Vérifier la commande", "Vérifier les commandes"),
        ("es", "Revisar el pedido", "Revisar los pedidos"),
    ],
)
def test_every_language_has_its_own_stems(language: str, a: str, b: str) -> None:
    assert same_work(a, b, language)


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [
        ("en", "Call the customer", "Don't call the customer"),
        ("en", "Cannot deliver", "Can deliver"),
        ("de", "Rechnung senden", "Rechnung nicht senden"),
        ("de", "Mit Vertrag liefern", "Ohne Vertrag liefern"),
        ("nl", "Klant bellen", "Klant niet bellen"),
        ("fr", "Appeler le client", "Ne pas appeler le client"),
        ("es", "Llamar al cliente", "No llamar al cliente"),
    ],
)
def test_a_negation_in_one_label_alone_contradicts_the_other(language: str, a: str, b: str) -> None:
    assert contradictory(a, b, language)
    assert contradictory(b, a, language)
    assert not same_work(a, b, language)


@pytest.mark.parametrize("language", sorted(NEGATIONS))
def test_negations_are_never_silent(language: str) -> None:
    for word in NEGATIONS[language]:
        assert stems(f"xyz {word}", language) == ("xyz", word)
        assert stems(f"{word} xyz", language) == (f"{word} xyz",)


@pytest.mark.parametrize(
    ("a", "b", "against"),
    [
        ("Send first reminder", "Send second reminder", True),
        ("Send 1st reminder", "Send reminder 1", False),
        ("Send reminder 01", "Send reminder 1", False),
        ("Send reminder", "Send reminder 2", False),
        ("Check 3 quotes", "Check three quotes", False),
    ],
)
def test_numbers_contradict_where_both_labels_count(a: str, b: str, against: bool) -> None:
    assert contradictory(a, b) is against


def test_every_language_counts_to_five() -> None:
    for words in NUMBERS.values():
        assert set(words.values()) == set("12345")


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [
        ("en", "List paid invoices", "List unpaid invoices"),
        ("de", "Bezahlte Rechnungen ablegen", "Unbezahlte Rechnungen ablegen"),
        ("es", "Congelar la cuenta", "Descongelar la cuenta"),
    ],
)
def test_a_beginning_can_turn_a_word_around(language: str, a: str, b: str) -> None:
    assert opposed(a, b, language)
    assert opposed(b, a, language)


def test_short_words_are_not_turned_around_by_chance() -> None:
    assert not opposed("Use it", "Use unit")


def test_a_chain_of_answers_joins_no_contradiction() -> None:
    answers = TeamAnswers(
        same=(SameWork("Accept order", "Decide order"), SameWork("Decide order", "Reject order"))
    )
    words = Wordings("en", answers)
    assert words.same("Accept order", "Decide order")
    assert words.same("Decide the orders", "Reject order")
    assert not words.same("Accept order", "Reject order")


def test_a_person_may_call_a_contradiction_the_same_work() -> None:
    answers = TeamAnswers(same=(SameWork("Open claim", "Close claim"),))
    assert Wordings("en", answers).same("Close claims", "Open the claim")


def test_different_holds_for_all_wordings_of_the_same_work() -> None:
    answers = TeamAnswers(
        same=(SameWork("Take call", "Answer phone"),),
        different=(SameWork("Take call", "Note call"),),
    )
    words = Wordings("en", answers)
    assert words.answered_different("Note the calls", "Answer phone")
    assert not words.answered_different("Take call", "Answer phone")


def test_shared_words_are_told_as_they_are_written() -> None:
    assert shared_words("Checking the Credit twice", "credit check") == ("checking", "credit")
    assert shared_words("Ship from stock", "From stock to shop") == ("from stock",)
