from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from helpers_compare import edited
from helpers_maps import chain, process
from procfit.compare.document import as_document, plain
from procfit.compare.effects import Effects, Side
from procfit.compare.maps import compare_maps
from procfit.compare.telling import sections
from procfit.compare.wording import field_lines, said
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Need, ProcessMap, Rival, Step, Without
from procfit.model.quantities import Duration, Volume

LANES = '[[lane]]\nid = "sales"\nname = "Sales"\n[[lane]]\nid = "back"\nname = "Back office"\n'
BASE = process(LANES + chain("ask", "check", "quote", ask='lane = "sales"', check='lane = "sales"'))


def lines(before: ProcessMap, after: ProcessMap) -> dict[str, list[str]]:
    return sections(compare_maps(before, after))


def test_nothing_is_told_of_equal_maps() -> None:
    assert lines(BASE, BASE) == {}


def test_a_removed_step_is_told_with_its_place_and_its_own_flows_are_not_repeated() -> None:
    after = process(LANES + chain("ask", "quote", ask='lane = "sales"'))
    assert lines(BASE, after) == {
        "Steps": ['  - removed "Check" in "Sales", after "Ask", before "Quote"'],
        "Flows": ['  + added "Ask" → "Quote"'],
    }


def test_each_kind_of_change_is_a_word_and_a_sign() -> None:
    moved = edited(edited(BASE, "check", lane="back"), "quote", name="Send it", work=Duration.fixed(90))
    assert lines(BASE, edited(moved, "ask", system="CRM"))["Steps"] == [
        '  ~ renamed "Quote" → "Send it"',
        "      work not assessed → 90m",
        '  > moved "Check" from "Sales" to "Back office"',
        '  * changed "Ask"',
        '      system none → "CRM"',
    ]


def test_a_changed_flow_is_one_line() -> None:
    before = edited(BASE, "check", kind="decision", next=(Flow("quote", 0.8), Flow("ask", 0.2)))
    after = edited(
        BASE, "check", kind="decision", next=(Flow("quote", 0.8), Flow("ask", 0.2, "late", rejects=True))
    )
    assert lines(before, after)["Flows"] == [
        '  * changed "Check" → "Ask": condition none → "late"; turns the case away no → yes'
    ]


def test_control_characters_of_a_name_never_reach_the_screen() -> None:
    hostile = ProcessMap("p", "P", steps=(Step("a", "A\x1b[2J\u202eB"),))
    told = "".join(line for part in lines(ProcessMap("p", "\x9bP"), hostile).values() for line in part)
    assert not any(sign in told for sign in "\x1b\u202e\x9b")


@pytest.mark.parametrize(
    ("field", "values", "text"),
    [
        ("asks", (("name", "phone"), ("phone", "e-mail")), 'asks: no longer "name", now also "e-mail"'),
        ("needs", ((), (Need("crm", 0.3),)), 'needs: now "crm" (30 %)'),
        ("to_be.work", (Duration.fixed(1), None), "planned work 1m → as today"),
        ("to_be.asks", (("name",), None), 'planned asks "name" → as today'),
        ("expected", (None, False), "expected not assessed → no"),
        ("cost", (3.5, 0.0), "cost 3.5 → 0"),
        ("volume", (Volume(1200, "month"), None), "volume 1200 a month → not assessed"),
        ("without", ("", Without("a form", "web")), 'could come without it by none → "a form" (web)'),
        (
            "rival",
            (None, Rival("Acme", Duration.fixed(10), True, "test", date(2026, 1, 10))),
            "rival none → Acme, 10m, same benefit, test, 2026-01-10",
        ),
        (
            "to_be.next",
            (None, (Flow("b", 0.5, "late", rejects=True),)),
            'planned ways on as today → "B" 50 % when "late" turns the case away',
        ),
    ],
)
def test_a_field_is_said_in_plain_words(field: str, values: tuple[Any, Any], text: str) -> None:
    names = {"b": "B"}
    assert list(field_lines({field: values}, lambda _part, name, _side: names[name])) == [text]


def test_of_long_texts_the_part_that_differs_is_shown() -> None:
    before, after = "same " * 30 + "old end", "same " * 30 + "new end"
    (line,) = field_lines({"description": (before, after)}, lambda *_: "")
    assert "old end" in line
    assert "new end" in line
    assert len(line) < 150


def test_no_share_is_hidden_by_rounding() -> None:
    assert said("share", 1 / 3) != said("share", 0.333)


def test_the_document_is_plain_json() -> None:
    after = edited(BASE, "ask", work=Duration(1, 2, 9), rival=Rival("Acme", date=date(2026, 1, 1)))
    sides = Side("a", BASE, Portfolio()), Side("b", after, Portfolio())
    document = as_document(*sides, compare_maps(BASE, after), Effects(reasons=("x",)), lambda _: {})
    assert json.loads(json.dumps(document)) == document
    assert document["steps"] == [
        {
            "change": "changed",
            "step": "ask",
            "other": "ask",
            "fields": {
                "work": [None, {"least": 1, "usual": 2, "most": 9}],
                "rival": [
                    None,
                    {
                        "who": "Acme",
                        "time": None,
                        "same_benefit": None,
                        "source": "",
                        "date": "2026-01-01",
                    },
                ],
            },
        }
    ]
    assert (document["figures"], document["findings"], document["not_judged"]) == (None, None, ["x"])


def test_planned_ways_on_are_plain_too() -> None:
    assert plain({"next": (Flow("a"),)}) == {
        "next": [{"to": "a", "share": None, "when": "", "rejects": False}]
    }
