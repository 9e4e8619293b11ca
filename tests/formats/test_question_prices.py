from __future__ import annotations

from pathlib import Path

import pytest

from helpers_questions import Form, told, workspace_in, written
from procfit.model.vendor import Price


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return Form(written(workspace_in(tmp_path)))


def test_prices_are_ranges_and_missing_ends_are_as_the_usual(form: Form) -> None:
    sheet = form.sheet("Prices")
    sheet["E4"] = 120
    sheet["D5"], sheet["E5"], sheet["F5"] = 30, 40.5, 55
    sheet["E6"] = 90000
    sheet["D7"], sheet["F7"] = 5, 9
    assert form.returned.price == Price((30, 40.5, 55), 120, (90000, 90000, 90000), (5, 9, 9))


def test_no_prices_are_no_prices(form: Form) -> None:
    assert form.returned.price == Price()


def test_what_is_no_amount_is_told_and_left_out(form: Form) -> None:
    sheet = form.sheet("Prices")
    sheet["E5"] = "on request"
    sheet["D6"], sheet["E6"] = 9, 5
    place = form.fill("mail", once=-3)
    book = form.returned
    assert book.price == Price()
    assert told(book) == [
        (place, '"-3" is no amount'),
        ("Prices!E5", '"on request" is no amount'),
        ("Prices!D6", "least, usual and most are not in order, and are not taken"),
    ]


def test_extra_prices_stand_beside_their_answers(form: Form) -> None:
    form.fill("mail", once=1000, yearly=99.5)
    told = [(one.capability, one.amount, one.per, one.sheet, one.cell) for one in form.returned.extras]
    assert told == [
        ("mail", (1000, 1000, 1000), "once", "Talking", "J5"),
        ("mail", (99.5, 99.5, 99.5), "year", "Talking", "K5"),
    ]
