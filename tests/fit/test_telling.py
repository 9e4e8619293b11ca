"""Sentences about a fit that a chair can read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from helpers_fit import agreed, portfolio, process, step
from procfit.fit import telling
from procfit.fit.assess import Fit, assess
from procfit.fit.decide import DecidingCell
from procfit.fit.drawn.chances import Chances
from procfit.fit.names import Names
from procfit.model.capability import Capability
from procfit.model.process import Need
from procfit.model.scale import DEFAULT_EVALUATION

AT_BEST = "(at worst 0.76, at best 0.80)."
ALL = ["quotes", "field-visits", "invoices"]
NAMES = Names(
    {"x": "Xenon", "y": "Yttrium", "z": "Zinc"},
    {"quotes": "Quotes", "field-visits": "Visits on site", "invoices": "Invoices"},
    {"p": "Sales"},
    {("p", "s"): "Sell", ("p", "t"): "Bill"},
)


def fit(
    must: str = "",
    value: int | None = 4,
    below: float = 0.0,
    unreadable: Sequence[str] = (),
    **table: str,
) -> Fit:
    """Weights: quotes 0.6, field-visits 0.2, invoices 0.2; answers as words in that order."""
    needs = [
        step("s", value, ["quotes", Need("field-visits", 0.25)]),
        step("t", value and 1, ["invoices"]),
    ]
    musts = {must: Capability(must, must, must=True)} if must else {}
    rules = replace(DEFAULT_EVALUATION, undecided_below=below)
    vendors = {
        name: agreed(name, dict(zip(ALL, said.split(), strict=True)), "demonstrated")
        for name, said in table.items()
    }
    maps = portfolio(process("p", 3, *needs), **musts)
    return assess(maps, rules, vendors, {}, {}, unreadable=unreadable)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            fit(x="standard standard standard", y="none none none"),
            "Xenon leads: it scores 1.00 out of 1 (at worst 0.95, at best 1.00), ahead of Yttrium.",
        ),
        (
            fit(x="standard none none", y="standard none none"),
            "Undecided between Xenon and Yttrium, because Xenon and Yttrium are level.",
        ),
        (
            fit("field-visits", x="standard blank standard", y="none standard none"),
            "Undecided between Xenon and Yttrium, because Xenon leads, but has not proven Visits (blank).",
        ),
        (
            fit("field-visits", x="standard none none", y="none none none"),
            "Nobody can be chosen: no vendor passes the gates. Relaxing the gate Visits would let Xenon in.",
        ),
        (
            fit(x="standard standard none"),
            "Xenon is the only vendor; it scores 0.80 out of 1 (at worst 0.76, at best 0.80).",
        ),
        (
            fit("field-visits", x="standard standard none", y="standard none standard"),
            "Xenon is the only one that passes the gates; it scores 0.80 out of 1 " + AT_BEST,
        ),
        (
            fit(),
            "Nobody can be ranked yet, because there is no vendor to compare. " + telling.BRING_ONE_IN,
        ),
        (
            fit(value=0, x="standard standard standard"),
            "Nobody can be ranked yet, because nothing has a weight: no step has a value and needs.",
        ),
        (
            fit(value=None, x="standard standard standard"),
            (
                "Undecided about Xenon, because EQUAL WEIGHTS, not what customers value: no step with a "
                "value lies in a process with an importance, so every process counts the same, and within "
                "it every step that needs something."
            ),
        ),
        (
            fit(x="standard standard standard", y="none none none", unreadable=["vendors/y.xlsx"]),
            "Undecided between Xenon and Yttrium, because vendors/y.xlsx could not be read.",
        ),
        (
            fit(x="blank blank blank", y="blank blank blank"),
            "Undecided between Xenon and Yttrium, because Xenon and Yttrium are level.",
        ),
    ],
)
def test_the_headline_says_who_or_why_not(found: Fit, said: str) -> None:
    assert telling.headline(found, NAMES) == said.replace("Visits", "“Visits on site”")


def test_several_gates_to_relax_are_told_as_a_set() -> None:
    capabilities = {name: Capability(name, name, must=True) for name in ALL}
    maps = portfolio(process("p", 3, step("s", 4, ALL)), **capabilities)
    vendors = {"x": agreed("x", dict(zip(ALL, ["none", "none", "standard"], strict=True)))}
    assert telling.headline(assess(maps, DEFAULT_EVALUATION, vendors, {}, {}), NAMES) == (
        "Nobody can be chosen: no vendor passes the gates. The fewest gates to relax: “Quotes” and "
        "“Visits on site”; that would let Xenon in."
    )


def test_an_unlikely_leader_is_a_reason() -> None:
    found = fit(below=0.99, x="standard none none", y="none standard standard")
    assert "because P(first) of Xenon is 0." in telling.headline(found, NAMES)


def test_how_sure_is_said_in_words_and_figures() -> None:
    found = fit(x="standard standard none", y="none none standard")
    chance, ranges, moved = telling.sureness(found, NAMES)
    assert chance.startswith("When all that is not sure is drawn 2,000 times, Xenon comes first ")
    assert "standard error 0.0" in chance
    assert "gates" not in chance
    assert ranges.startswith("Even at its worst Xenon is ahead of Yttrium at its best")
    # Half of .6 must go: weights .3 + .2 against .5.
    assert moved == (
        "It would take moving 30.0 % of the weight to bring Yttrium level, from “Quotes” to “Invoices”."
    )


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "almost always: P(first) > 0.99, standard error 0.001."),
        (0.95, "nearly always: P(first) 0.95, standard error 0.005."),
        (0.75, "mostly: P(first) 0.75, standard error 0.010."),
        (0.6, "more often than not: P(first) 0.60, standard error 0.011."),
        (0.3, "less often than not: P(first) 0.30, standard error 0.010."),
    ],
)
def test_chances_have_words(share: float, said: str) -> None:
    found = fit(x="standard standard none", y="none none standard")
    drawn = Chances(2000, {"x": (share, 1 - share), "y": (1 - share, share)})
    first = next(telling.sureness(replace(found, chances=drawn), NAMES))
    assert first == f"When all that is not sure is drawn 2,000 times, Xenon comes first {said}"


def test_a_lead_everywhere_is_turned_by_no_weights() -> None:
    found = fit(x="standard standard standard", y="none none none")
    assert list(telling.sureness(found, NAMES))[-1] == (
        "No other weights would turn it: Xenon is at least as good as Yttrium everywhere."
    )


def test_a_chance_that_rests_on_open_gates_says_so() -> None:
    found = fit("field-visits", x="standard blank standard", y="none standard none")
    assert "its open gates are passed" in next(telling.sureness(found, NAMES))


def test_one_open_gate_settles_it_either_way() -> None:
    found = fit("field-visits", x="standard blank standard", y="none standard none")
    first = next(telling.turns(found, NAMES))
    assert first == (
        "Xenon's answer on “Visits on site”: as standard or configuration or third-party, Xenon wins; as "
        "customization or none, Yttrium wins; as roadmap, it is open who wins."
    )


def test_an_answer_that_changes_nothing_is_not_told() -> None:
    found = fit("field-visits", x="standard blank blank", y="none none standard")
    small = DecidingCell(found.answers["x"]["invoices"], 0.2, 0.1, "score")
    cells = (found.verdict.cells[0], small)
    told = list(telling.turns(replace(found, verdict=replace(found.verdict, cells=cells)), NAMES))
    assert "Visits on site" in told[0]
    assert not any("Xenon's answer on “Invoices”" in said for said in told)


def test_a_claim_on_a_must_have_fails_its_gate_when_it_is_refuted() -> None:
    found = fit("quotes", x="standard standard standard", y="standard none none")
    claim = DecidingCell(found.answers["x"]["quotes"], 0.6, 0.1, "score")
    told = next(telling.turns(replace(found, verdict=replace(found.verdict, cells=(claim,))), NAMES))
    assert "as customization or none, Yttrium wins" in told


def test_several_open_gates_say_what_showing_all_of_them_decides() -> None:
    found = two_gates(x=["blank", "roadmap"])
    assert "If X shows all its must-haves, X wins." in list(telling.turns(found, Names({"x": "X"})))


def test_nobody_is_left_where_the_only_vendor_would_fail() -> None:
    found = two_gates(x=["blank", "standard"])
    assert next(telling.turns(found, Names({"x": "X"}))) == (
        "X's answer on “a”: as standard or configuration or third-party, X wins; as customization or "
        "none, nobody is left; as roadmap, it is open who wins."
    )
    assert list(telling.near_weights(found, NAMES)) == []


def test_one_answer_that_turns_the_lead_is_told_as_one() -> None:
    found = two_gates(x=["third-party", "standard"], y=["third-party", "third-party"])
    told = list(telling.turns(found, Names({"x": "X", "y": "Y"})))
    assert "The lead of X is gone if a single answer turns out against it; Y then leads." in told


def two_gates(**codes: list[str]) -> Fit:
    """Weights: a 0.75, b 0.25, both must-haves."""
    musts = {name: Capability(name, name, must=True) for name in "ab"}
    maps = portfolio(process("p", 3, step("s", 3, ["a"]), step("t", 1, ["b"])), **musts)
    vendors = {
        name: agreed(name, dict(zip("ab", own, strict=True)), "reference") for name, own in codes.items()
    }
    return assess(maps, DEFAULT_EVALUATION, vendors, {}, {})


def test_where_two_are_level_there_is_no_lead_to_lose() -> None:
    found = fit(x="blank blank blank", y="blank blank blank")
    assert (
        list(telling.sureness(found, NAMES))[-1] == "Xenon and Yttrium are level: no weight need move."
    )
    assert not any("The lead of" in said for said in telling.turns(found, NAMES))
    ahead = fit(x="blank standard none", y="none standard standard")
    assert any("The lead of" in said for said in telling.turns(ahead, NAMES))


def test_an_answer_without_a_cell_is_told_by_its_rule() -> None:
    found = fit("field-visits", x="standard blank standard", y="none standard none")
    (cell, *_) = found.verdict.cells
    assert telling.evidenced(cell) == "blank; agreed"


def test_names_of_files_are_left_alone() -> None:
    said = "x is in vendors/x, vendors/x.toml, x.toml, x/y and a-x; x wins"
    assert (
        NAMES.sentence(said) == "Xenon is in vendors/x, vendors/x.toml, x.toml, x/y and a-x; Xenon wins"
    )


def test_every_vendor_short_of_a_gate_is_named() -> None:
    found = fit(
        "field-visits",
        x="standard blank standard",
        y="standard none standard",
        z="none standard none",
    )
    assert list(telling.gates(found, NAMES)) == [
        "Xenon has not proven “Visits on site” (blank).",
        "Yttrium fails “Visits on site” (none); it would score 0.80.",
    ]


def test_the_worst_served_step_is_named_with_its_process() -> None:
    found = fit(x="standard standard roadmap")
    assert list(telling.worst_served(found, NAMES, ["x"])) == [
        "Xenon serves Bill (Sales) worst: 0.20 out of 1 (0.00 to 0.60)."
    ]


def test_without_a_race_nothing_is_said_about_it() -> None:
    for found in (fit(), fit(x="standard standard standard"), fit(value=None, x="none none none")):
        assert list(telling.sureness(found, NAMES)) == []
        assert list(telling.turns(found, NAMES)) == []
