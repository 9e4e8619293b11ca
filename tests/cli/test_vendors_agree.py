from __future__ import annotations

import tomllib

import pytest

from helpers_cli import Cli
from helpers_vendors import make_workspace


@pytest.fixture
def shop(cli: Cli) -> Cli:
    """One vendor, whose web forms an evaluator has scored."""
    make_workspace(cli.folder)
    (cli.folder / "vendors/scores").mkdir()
    (cli.folder / "vendors/scores/ana.toml").write_text(
        'format = 1\n[alder]\nleads = { code = "roadmap" }\n', encoding="utf-8"
    )
    return cli


def agreed(shop: Cli) -> dict[str, dict[str, object]]:
    text = (shop.folder / "vendors/alder.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, object]] = tomllib.loads(text)["agreed"]
    return found


def test_what_was_agreed_counts_from_then_on(shop: Cli) -> None:
    before = (shop.folder / "vendors/alder.toml").read_text(encoding="utf-8")
    result = shop(
        "vendors", "agree", "alder", "leads", "third-party",
        "--reason", "seen it\nin the demo", "--evidence", "demonstrated", "--by", "Ana and Bo",
    )  # fmt: skip
    assert result.code == 0
    assert "answer   third-party, worth 0.60" in result.out
    assert "before   roadmap, worth 0.20 (scored by ana roadmap)" in result.out
    settled = agreed(shop)["leads"]
    assert settled.pop("date")
    assert settled == {
        "code": "third-party",
        "evidence": "demonstrated",
        "by": "Ana and Bo",
        "reason": "seen it in the demo",
    }
    after = (shop.folder / "vendors/alder.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    shown = shop("vendors", "show", "alder", "leads", "--format", "json").json["answers"][0]
    assert (shown["used"], shown["code"], shown["evaluators"]) == (
        "agreed",
        "third-party",
        {"ana": "roadmap"},
    )


def test_what_was_agreed_before_is_replaced_and_told(shop: Cli) -> None:
    shop("vendors", "agree", "alder", "leads", "none", "--reason", "no")
    result = shop(
        "vendors", "agree", "alder", "leads", "standard", "--reason", "yes", "--format", "json"
    )
    assert result.json["before"]["rule"] == "agreed: no"
    assert result.json["after"]["confirmed_by"] == "committee"
    assert [settled["code"] for settled in agreed(shop).values()] == ["standard"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("alder", "leads", "standrad"), 'did you mean "standard"?'),
        (("alder", "leeds", "standard"), "leads"),
        (("alter", "leads", "standard"), "alder"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(
    shop: Cli, arguments: tuple[str, ...], said: str
) -> None:
    result = shop("vendors", "agree", *arguments, "--reason", "because")
    assert result.code == 2
    assert said in result.err
    assert "[agreed]" not in (shop.folder / "vendors/alder.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--reason", "--by"])
def test_an_empty_word_is_no_word(shop: Cli, option: str) -> None:
    result = shop("vendors", "agree", "alder", "leads", "none", "--reason", "no", option, " ")
    assert result.code == 2
    assert f"{option} is empty" in result.err


def test_without_a_reason_nothing_is_agreed(shop: Cli) -> None:
    assert shop("vendors", "agree", "alder", "leads", "none").code == 2


def test_what_the_buyer_leaves_out_still_does_not_count(shop: Cli) -> None:
    (shop.folder / "vendors/evaluation.toml").write_text(
        'format = 1\n[not_applicable]\nleads = "not ours"\n', encoding="utf-8"
    )
    result = shop("vendors", "agree", "alder", "leads", "none", "--reason", "no")
    assert "it does not count" in result.out


def test_a_file_that_cannot_take_it_stays_as_it_was(shop: Cli) -> None:
    path = shop.folder / "vendors/alder.toml"
    text = 'agreed = { visits = { code = "none" } }\n' + path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    result = shop("vendors", "agree", "alder", "leads", "none", "--reason", "no")
    assert result.code == 3
    assert "write [agreed] as a table of its own" in result.err
    assert path.read_text(encoding="utf-8") == text
