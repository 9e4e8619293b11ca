import gc
import weakref
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from helpers_rules import portfolio, report, step
from procfit.flow.measure import measure
from procfit.matching.similar import similar
from procfit.model.errors import UsageError
from procfit.model.process import ProcessMap
from procfit.model.team import Accepted, Settings, TeamAnswers
from procfit.rules import ALL
from procfit.rules.engine import all_rules, check, explain

ROOT = Path(__file__).resolve().parents[2]
SUPPORT = {
    "__init__",
    "clones",
    "contacts",
    "context",
    "customer",
    "effects",
    "elapsed",
    "engine",
    "facts",
    "freshness",
    "grounds",
    "likeness",
    "overlap",
    "rule",
    "told",
    "wording",
}

NOTHING = step("a", "b", adds="nothing") + step("b", adds="nothing")
AGAIN = step("a", "b", name="Ask", asks=["name"]) + step("b", name="Ask more", asks=["name"])


def test_every_rule_has_its_line_its_test_and_its_page() -> None:
    modules = {path.stem for path in (ROOT / "src/procfit/rules").glob("*.py")} - SUPPORT
    assert modules == set(ALL)
    for module in ALL:
        rule = import_module(f"procfit.rules.{module}").RULE
        assert rule.id == module.replace("_", "-")
        assert (ROOT / "tests/rules" / f"test_{module}.py").is_file()
        assert (ROOT / "docs/rules" / f"{rule.id}.md").is_file()


def test_every_page_shows_a_wrong_and_a_right_picture_and_asks_the_question() -> None:
    index = (ROOT / "docs/rules/README.md").read_text(encoding="utf-8")
    pages = {page.stem for page in (ROOT / "docs/rules").glob("*.md")}
    assert pages - {"README"} == set(all_rules())
    for name, rule in all_rules().items():
        page = explain(name)
        assert page.startswith(f"# {name}: ")
        assert rule.question in page
        assert f"| [{name}]({name}.md) | {rule.question} |" in index
        for heading in (
            "What it finds",
            "Wrong",
            "Right",
            "When it stays silent",
            "What it needs",
            "Source",
        ):
            assert f"\n## {heading}\n" in page, (name, heading)


def test_an_unknown_rule_is_told_with_the_nearest_one() -> None:
    with pytest.raises(UsageError, match='did you mean "no-value"'):
        explain("no-valu")


def test_levels_come_from_the_settings_and_off_is_off() -> None:
    (first, _) = report(NOTHING).findings
    assert first.level == "warning"
    loud = report(NOTHING, settings=Settings(rules={"no-value": "error"}))
    assert {found.level for found in loud.findings} == {"error"}
    assert loud.failed
    assert report(NOTHING, settings=Settings(rules={"no-value": "off"})).findings == ()


def test_an_accepted_finding_stays_but_fails_nothing() -> None:
    accepted = Accepted("no-value", "test", ("a",), reason="until June")
    loud = Settings(rules={"no-value": "error"})
    answers = TeamAnswers(accepted=(accepted, replace(accepted, steps=("b",))))
    found = report(NOTHING, answers=answers, settings=loud)
    assert [(each.accepted, each.accepted_reason) for each in found.findings] == [
        (True, "until June")
    ] * 2
    assert not found.failed
    elsewhere = TeamAnswers(
        accepted=(
            replace(accepted, process="other"),
            replace(accepted, rule="x"),
            replace(accepted, steps=("a", "b")),
        )
    )
    assert not any(each.accepted for each in report(NOTHING, answers=elsewhere).findings)


def test_findings_come_by_map_then_rule_then_step() -> None:
    whole = check(portfolio(NOTHING, AGAIN, NOTHING))
    assert [(found.process, found.rule, found.steps) for found in whole.findings] == [
        ("test", "exact-clone", ("a", "b")),
        ("test", "no-value", ("a",)),
        ("test", "no-value", ("b",)),
        ("test1", "repeat-ask", ("b",)),
        ("test2", "exact-clone", ("a", "b")),
        ("test2", "no-value", ("a",)),
        ("test2", "no-value", ("b",)),
    ]


def test_only_the_maps_asked_for_are_reported() -> None:
    found = check(portfolio(NOTHING, AGAIN), ["test1"])
    assert {each.process for each in found.findings} == {"test1"}
    with pytest.raises(UsageError, match='did you mean "test1"'):
        check(portfolio(NOTHING, AGAIN), ["tets1"])


def test_judging_again_after_an_edit_gives_what_a_fresh_look_gives() -> None:
    reads = step("x", reads=["copy"])
    writes = step("w", "r", writes=["copy"]) + step("r", reads=["order"])
    before = portfolio(writes, reads)
    assert not [found for found in check(before).findings if found.rule == "dead-output"]
    maps = {**before.maps, "test1": portfolio(step("x", reads=["other"])).maps["test"]}
    after = replace(before, maps=maps)
    assert [found.steps for found in check(after).findings if found.rule == "dead-output"] == [("w",)]
    assert check(before) == check(replace(before, maps=dict(before.maps)))


def test_what_holds_is_not_judged_again() -> None:
    one = portfolio(NOTHING, AGAIN)
    first, second = check(one), check(replace(one, maps=dict(one.maps)))
    assert all(a is b for a, b in zip(first.findings, second.findings, strict=True))


def test_an_empty_portfolio_and_an_empty_map_have_no_findings() -> None:
    from procfit.model.portfolio import Portfolio

    assert check(Portfolio()).findings == ()
    assert check(Portfolio({"m": ProcessMap("m", "M")})).findings == ()


def test_a_report_becomes_a_frame() -> None:
    frame = report(NOTHING).to_frame()
    assert list(frame["rule"]) == ["no-value", "no-value"]
    assert list(frame["steps"]) == [("a",), ("b",)]


def test_every_finding_of_a_rule_names_its_guard_and_no_ids() -> None:
    text = step("log-it", "send-it", adds="nothing", name="Log enquiry") + step(
        "send-it", value=1, benefit="x"
    )
    (found,) = report(text).findings
    assert found.guard == all_rules()["no-value"].guard
    assert "log-it" not in found.message
    assert '"Log enquiry"' in found.message


def test_edited_maps_leave_nothing_behind() -> None:
    kept = portfolio(NOTHING, AGAIN)
    gone = []
    for number in range(3):
        process = replace(kept.maps["test"], name=f"Name {number}")
        kept = replace(kept, maps={**kept.maps, "test": process})
        gone.append(weakref.ref(process))
        for each in kept.maps.values():
            measure(each, kept)
        check(kept)
        _ = similar(kept).pairs
    del process, each
    gc.collect()
    assert [each() is None for each in gone] == [True, True, False]
