from __future__ import annotations

from datetime import date

import pytest

from procfit.formats.capabilities_toml import build_capabilities
from procfit.formats.judgment_toml import MOST_COMPARED, build_judgment
from procfit.formats.toml_file import parse_toml
from procfit.model.judgment import Judgment, Pair

HEAD = 'format = 1\nabout = "capabilities"\nby = "Ana"\n'
NAMES = [f"c{number}" for number in range(MOST_COMPARED + 1)]
KNOWN = {"capabilities": ["a", "b", "c", "quotes", *NAMES], "processes": ["p", "q"]}


def read(text: str) -> tuple[Judgment | None, list[str]]:
    file = parse_toml(text, "w.toml")
    return build_judgment(file, KNOWN), [str(problem) for problem in file.reading.problems]


def pairs(*three: tuple[str, str, float]) -> str:
    return "".join(f'[[pair]]\nmore = "{a}"\nthan = "{b}"\ntimes = {n}\n' for a, b, n in three)


def test_every_method_is_read() -> None:
    order, problems = read(f'{HEAD}method = "order"\norder = ["a", ["b", "c"]]\nshare = "20%"\n')
    assert problems == []
    expected = Judgment("capabilities", "order", "Ana", share=0.2, order=(("a",), ("b", "c")))
    assert order == expected
    swing, _ = read(f'{HEAD}method = "swing"\ndate = 2026-04-02\n[points]\na = 100\nb = 40\n')
    assert swing is not None
    assert (swing.date, swing.points) == (date(2026, 4, 2), {"a": 100, "b": 40})
    pairwise, _ = read(f'{HEAD}method = "pairwise"\n{pairs(("a", "b", 3))}')
    assert pairwise is not None
    assert pairwise.pairs == (Pair("a", "b", 3),)
    best, problems = read(
        f'{HEAD}method = "best-worst"\nbest = "a"\nworst = "c"\nbest_over = {{ b = 2, c = 4 }}\n'
        "over_worst = { b = 2 }\n"
    )
    assert problems == []
    assert best is not None
    assert best.items == ("a", "b", "c")


BEST = 'method = "best-worst"\nbest = "a"\nworst = "c"\n'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('method = "swing"\n', 'w.toml:4: method "swing" needs points'),
        ('method = "swung"\n', 'w.toml:4: method "swung" is not one of'),
        (
            'method = "order"\norder = ["a", "b"]\n[points]\na = 1\n',
            "w.toml:6: points is no part of method",
        ),
        (
            'method = "order"\norder = ["a", "qoutes"]\n',
            'w.toml:5: there is no capability "qoutes"; did you',
        ),
        ('method = "order"\norder = ["a"]\n', "w.toml:5: a judgment needs at least two items"),
        ('method = "order"\norder = ["a", ["a", "b"]]\n', 'w.toml:5: "a" is ranked 2 times'),
        ('method = "order"\norder = ["a", [], "b"]\n', "w.toml:5: one place of the order is empty"),
        ('method = "direct"\n[points]\na = 0\nb = 0\n', "w.toml:5: all points are 0"),
        ('method = "direct"\n[points]\na = -1\nb = 1\n', "w.toml:6: a -1 is out of range"),
        ('method = "swing"\n[points]\na = 90\nb = 10\n', "w.toml:5: the largest swing has 90 points"),
        (f'method = "pairwise"\n{pairs(("a", "b", 12))}', "w.toml:8: times 12 is out of range"),
        (
            f'method = "pairwise"\n{pairs(("a", "a", 2), ("a", "b", 2))}',
            'w.toml:5: "a" is compared with',
        ),
        (
            f'method = "pairwise"\n{pairs(("a", "b", 2), ("b", "a", 2))}',
            'w.toml:9: "b" and "a" are compared',
        ),
        (f'method = "pairwise"\n{pairs(("a", "b", 2), ("b", "c", 2))}', "not compared yet: a and c"),
        (
            f'method = "pairwise"\n{pairs(*((NAMES[0], n, 2) for n in NAMES[1:]))}',
            "16 items are too many",
        ),
        (f"{BEST}best_over = {{ b = 2 }}\nover_worst = {{ b = 2 }}\n", "w.toml:7: best_over lacks c"),
        (f"{BEST}best_over = {{ c = 2 }}\nover_worst = {{ b = 2 }}\n", "w.toml:7: best_over lacks b"),
        (f"{BEST}best_over = {{ b = 2, c = 4 }}\nover_worst = {{}}\n", "w.toml:8: over_worst lacks b"),
        (
            f"{BEST}best_over = {{ b = 5, c = 4 }}\nover_worst = {{ b = 2 }}\n",
            "w.toml:7: b has 5, more than",
        ),
        (
            f"{BEST}best_over = {{ a = 1, b = 2, c = 4 }}\nover_worst = {{ b = 2 }}\n",
            'w.toml:7: "a" is compared with itself',
        ),
        (
            f"{BEST}best_over = {{ b = 2, c = 4 }}\nover_worst = {{ a = 3, b = 2 }}\n",
            "w.toml:8: best against worst is said twice",
        ),
        (
            'method = "best-worst"\nbest = "a"\nworst = "a"\nbest_over = { b = 2 }\nover_worst = { b = 2 }\n',
            "w.toml:6: the best and the worst are the same",
        ),
    ],
)
def test_every_mistake_is_told_with_its_line(body: str, said: str) -> None:
    judgment, problems = read(HEAD + body)
    assert judgment is None
    assert any(said in problem for problem in problems), problems


def test_a_share_is_about_capabilities() -> None:
    text = (
        'format = 1\nabout = "processes"\nby = "A"\nmethod = "order"\norder = ["p", "q"]\nshare = 0.2\n'
    )
    judgment, problems = read(text)
    assert judgment is None
    assert problems == ["w.toml:6: share is about capabilities; remove it"]


def test_overrides_of_exactly_everything_are_no_more_than_one() -> None:
    weights = {"a": 0.2, "b": 0.4, "c": 0.3, "d": 0.1}
    assert sum(list(weights.values())) >= 1
    tables = "".join(
        f'[[capability]]\nid = "{name}"\nname = "{name}"\nweight = {weight}\nreason = "so"\n'
        for name, weight in weights.items()
    )
    file = parse_toml(f"format = 1\n{tables}", "capabilities.toml")
    assert len(build_capabilities(file)) == 4
    assert file.reading.problems == []
