from __future__ import annotations

import tomllib
from datetime import date

from procfit.formats.agreed_save import with_agreed
from procfit.model.vendor import Settled

NEW = Settled("roadmap", "demonstrated", "Bo", "demo: in part", 'only "half"', date(2026, 5, 2))
OWN = """name = "Fir"

[agreed]  # in May
mail = { code = "none" }  # Ana
calls = { code = "none" }

[agreed.fax]
code = "none"

[links]
mail = []
"""


def test_it_takes_the_place_of_what_was_agreed_before() -> None:
    text = with_agreed(OWN, {"mail": NEW})
    assert tomllib.loads(text)["agreed"]["mail"] == {
        "code": "roadmap", "evidence": "demonstrated", "by": "Bo", "reason": "demo: in part",
        "note": 'only "half"', "date": date(2026, 5, 2),
    }  # fmt: skip
    assert "date = 2026-05-02 }  # Ana\n" in text
    assert "[agreed]  # in May\n" in text


def test_new_answers_follow_those_that_are_there() -> None:
    text = with_agreed(OWN, {"chat": NEW})
    assert list(tomllib.loads(text)["agreed"]) == ["mail", "calls", "chat", "fax"]


def test_a_table_of_its_own_is_replaced() -> None:
    text = with_agreed(OWN, {"fax": NEW})
    assert tomllib.loads(text)["agreed"]["fax"]["code"] == "roadmap"
    assert tomllib.loads(text)["links"] == {"mail": []}


def test_windows_line_ends_stay() -> None:
    text = with_agreed(OWN.replace("\n", "\r\n"), {"mail": NEW, "chat": NEW})
    assert text.count("\n") == text.count("\r\n")
    assert tomllib.loads(text)["agreed"]["chat"]["by"] == "Bo"
