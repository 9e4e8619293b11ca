from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

import procfit
from helpers_cli import Cli
from helpers_maps import EXAMPLE, HEAD, chain, process
from procfit.cli.explained import explained, print_explanations
from procfit.cli.measure_map import print_map
from procfit.cli.measured import measured
from procfit.flow.catalog import CATALOG
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap

MAPS = sorted(procfit.open_workspace(EXAMPLE).maps)

PARALLEL = """
[[step]]
id = "ask"
name = "Ask"
channel = "web"
work = "5m"
wait = "0m"
next = ["go"]
[[step]]
id = "go"
name = "Go"
kind = "parallel"
next = ["assess", "bill"]
[[step]]
id = "assess"
name = "Assess"
kind = "decision"
work = "10m/60m/200m"
wait = "1h"
next = { meet = "90%", out = "10%" }
[[step]]
id = "bill"
name = "Bill"
work = "5m/70m/300m"
wait = "1h"
next = ["meet"]
[[step]]
id = "meet"
name = "Meet"
kind = "join"
next = ["tell"]
[[step]]
id = "tell"
name = "Tell"
channel = "phone"
work = "5m"
wait = "2h"
"""
DEADLOCKED = PARALLEL + '[[step]]\nid = "out"\nname = "Out"\nwork = "1m"\nwait = "0m"\n'
SIMULATED = PARALLEL.replace('kind = "decision"\n', "").replace(
    '{ meet = "90%", out = "10%" }', '["meet"]'
)


def with_map(cli: Cli, text: str, name: str = "a") -> None:
    maps = cli.folder / "processes"
    maps.mkdir(exist_ok=True)
    (maps / f"{name}.toml").write_text(HEAD + text)


def line_of(text: str, label: str) -> str:
    return next(line for line in text.splitlines() if line.strip().startswith(label))


def test_figures_of_the_example_are_printed_and_parsed(example: Cli) -> None:
    text = example("measure", "complaint", "--view", "both").out
    assert text.splitlines()[2].split() == ["as-is", "to-be", "difference"]
    assert "better" in line_of(text, "Lead time")
    document = example("measure", "--format", "json").json
    assert document["format"] == 1
    assert set(document["portfolio"]) == {"as-is"}
    figures = document["maps"]["lead-to-order"]["as-is"]
    assert figures["steps"]["log-enquiry"]["visits"] == pytest.approx(1.0)
    assert figures["at_least"] is True


def test_both_views_are_a_document_with_the_difference(example: Cli) -> None:
    document = example("measure", "credit-review", "--view", "both", "--format", "json").json
    sides = document["maps"]["credit-review"]
    assert list(sides) == ["as-is", "to-be"]
    difference = document["difference"]["credit-review"]
    assert list(difference) == list(CATALOG)
    gained = sides["to-be"]["cost"] - sides["as-is"]["cost"]
    assert difference["cost"] == {"amount": pytest.approx(gained), "clear": True}
    assert "base" not in document


def test_a_changed_map_stands_beside_the_map_as_it_is(cli: Cli) -> None:
    with_map(cli, chain("x", "y", x='work = "5m"\nwait = "1h"', y='work = "5m"\nwait = "0m"'))
    change = ("measure", "a", "--set", "x.wait=2h")
    text = cli(*change).out
    assert "as-is, changed" in text.splitlines()[2]
    assert line_of(text, "Lead time").split()[-3:] == ["+60", "min", "worse"]
    document = cli(*change, "--format", "json").json
    assert document["maps"]["a"]["as-is"]["lead_time"]["mean"] == 130
    assert document["base"]["a"]["as-is"]["lead_time"]["mean"] == 70
    assert document["difference"]["a"]["lead_time"] == {"amount": 60, "clear": True}
    assert 'wait = "1h"' in (cli.folder / "processes" / "a.toml").read_text()


def test_both_views_of_a_changed_map_have_no_base(cli: Cli) -> None:
    with_map(cli, chain("x", x='work = "5m"\nwait = "1h"'))
    found = cli("measure", "a", "--view", "both", "--set", "x.wait=2h", "--format", "json").json
    assert set(found["maps"]["a"]) == {"as-is", "to-be"}
    assert found["difference"]["a"]["lead_time"]["amount"] == 0
    assert "base" not in found


def test_unchanged_totals_are_the_same(cli: Cli) -> None:
    with_map(cli, 'volume = "10/month"\n' + chain("x", x='work = "5m"\nwait = "1h"'))
    text = cli("measure", "--set", "a#x.wait=2h").out
    assert "difference per month: work the same" in text


@pytest.mark.parametrize("name", MAPS)
def test_what_a_figure_is_made_of_adds_up_to_it(example: Cli, name: str) -> None:
    for figure in CATALOG:
        (entry,) = example("measure", name, "--explain", figure, "--format", "json").json["explain"]
        assert (entry["process"], entry["view"], entry["figure"]) == (name, "as-is", figure)
        if not entry["divides"] and entry["value"] is not None:
            total = sum(part["amount"] for part in entry["parts"])
            assert math.isclose(total, entry["value"], rel_tol=1e-6, abs_tol=1e-9), figure
        text = example("measure", name, "--explain", figure).out
        assert text.splitlines()[1].strip() == f"= {CATALOG[figure].formula}"
        assert all(part["label"] in text for part in entry["parts"])


@pytest.mark.parametrize("figure", ["visits", "reach", "work", "wait", "cost", "value"])
def test_figures_of_a_step_are_explained(example: Cli, figure: str) -> None:
    found = example("measure", "lead-to-order", "--explain", f"log-enquiry.{figure}")
    assert found.code == 0
    assert found.out.startswith(f"Log enquiry: {figure}: ")


@pytest.mark.parametrize("figure", ["cases", "work", "touch_time", "cost", "value"])
def test_totals_of_all_maps_are_explained_by_map(example: Cli, figure: str) -> None:
    (entry,) = example("measure", "--explain", figure, "--format", "json").json["explain"]
    assert entry["process"] == ""
    assert sum(part["amount"] for part in entry["parts"]) == pytest.approx(entry["value"])
    assert {part["label"] for part in entry["parts"]} <= set(MAPS)
    assert "of all maps, per month" in example("measure", "--explain", figure).out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("complaint", "--explain", "leadtime"), 'there is no figure "leadtime"'),
        (("complaint", "--explain", "examin.visits"), 'did you mean "examine"?'),
        (("complaint", "--explain", "zzz.visits"), "its steps are start"),
        (("complaint", "--explain", "examine.color"), "figures of a step: visits"),
        (("--explain", "lead_time"), "name the map"),
        (("complaint", "--set", "examine.color=3"), "step fields are"),
        (("nope",), 'there is no map "nope"'),
    ],
)
def test_what_is_not_there_is_told_in_one_line(
    example: Cli, arguments: tuple[str, ...], says: str
) -> None:
    found = example("measure", *arguments)
    assert (found.code, found.out) == (2, "")
    assert says in found.err
    assert len(found.err.splitlines()) == 1


def test_a_simulated_map_says_so_and_how_exact_it_is(cli: Cli) -> None:
    with_map(cli, SIMULATED)
    text = cli("measure", "a").out
    assert "lead time simulated, standard error" in text
    figures = cli("measure", "a", "--format", "json").json["maps"]["a"]["as-is"]
    assert figures["lead_time"]["method"] == "simulated"
    assert 0 < figures["lead_time"]["standard_error"] < 0.01 * figures["lead_time"]["mean"]
    assert "standard error of the mean" in cli("measure", "a", "--explain", "lead_time").out


@pytest.mark.parametrize("text", [SIMULATED, DEADLOCKED])
def test_simulated_figures_are_made_of_parts_too(cli: Cli, text: str) -> None:
    with_map(cli, text)
    for figure in ("lead_time", "waiting_between_contacts", "contacts", "meet.visits"):
        (entry,) = cli("measure", "a", "--explain", figure, "--format", "json").json["explain"]
        assert entry["parts"]
        assert sum(part["amount"] for part in entry["parts"]) == pytest.approx(entry["value"])


def test_a_join_that_waits_for_ever_is_told(cli: Cli) -> None:
    with_map(cli, DEADLOCKED)
    line = line_of(cli("measure", "a").out, "deadlock:")
    assert '"Meet" waits for ever' in line
    stuck = cli("measure", "a", "--format", "json").json["maps"]["a"]["as-is"]["stuck"]
    assert stuck == {"meet": pytest.approx(0.1, abs=0.03)}


def test_missing_times_make_lower_bounds_and_are_listed(cli: Cli) -> None:
    with_map(cli, chain("x", "y", x='work = "5m"\nwait = "1h"'))
    text = cli("measure", "a").out
    assert "≥ 65 min" in line_of(text, "Lead time")
    assert "≈" in line_of(text, "Flow efficiency")
    gaps = text.split("not assessed:\n")[1].splitlines()
    assert {"  work: y", "  wait: y"} <= set(gaps)
    assert "not in it, work not assessed: y" in cli("measure", "a", "--explain", "touch_time").out


def test_work_without_a_rate_moves_the_cost_by_an_unknown_amount(cli: Cli) -> None:
    with_map(cli, chain("x", x='work = "5m"\nwait = "1h"'))
    found = cli("measure", "a", "--format", "json").json["maps"]["a"]["as-is"]["sensitivity"]
    costs = {each["lever"]: (each["cost"], each["cost_tenth"]) for each in found}
    assert costs == {"wait": (0, 0), "work": (None, None)}
    assert line_of(cli("measure", "a").out, "work of X").split()[-1] == "–"


def test_the_typical_way_that_is_the_longest_is_told_once(cli: Cli) -> None:
    with_map(cli, chain("x", x='channel = "web"\nwork = "5m"\nwait = "1h"'))
    text = cli("measure", "a").out
    assert text.count("the customer's ") == 1
    assert "typical and longest way" in text


def test_levers_name_where_a_branch_leads_first(example: Cli) -> None:
    text = example("measure", "onboarding").out
    assert line_of(text, "share to Check customer credit, from Form complete?")


def test_of_two_branches_one_lever_is_told(cli: Cli) -> None:
    text = '[[step]]\nid = "x"\nname = "X"\nkind = "decision"\nwork = "5m"\nnext = { x = "20%", y = "80%" }\n'
    with_map(cli, text + chain("y"))
    out = cli("measure", "a").out
    assert "share to Y, from X" in out
    assert out.count(", from X") == 1


def test_items_asked_again_come_first(example: Cli) -> None:
    text = example("measure", "onboarding").out
    assert "contact person (again), billing address (again)" in text


def test_a_workspace_without_maps_says_so(cli: Cli) -> None:
    (cli.folder / "processes").mkdir()
    assert cli("measure").out == "no map to measure\n"
    assert cli("measure", "--format", "json").json["maps"] == {}


def test_quiet_leaves_out_the_totals(example: Cli) -> None:
    assert "per month" in example("measure").out
    assert "per month" not in example("measure", "-q").out


def hostile() -> ProcessMap:
    """Return a map whose every text would act on a screen, which no file may hold."""
    text = """
[[lane]]
id = "sales"
name = "EVIL lane"
department = "EVIL department"
[[kpi]]
name = "EVIL lead time"
unit = "EVIL"
[[step]]
id = "x"
name = "EVIL [red]x[/red]"
lane = "sales"
channel = "EVIL web"
system = "EVIL system"
asks = ["EVIL item"]
source = "EVIL source"
work = "5m"
wait = "1h"
cost = 2
value = 1
effort = 2
next = ["y"]
[[step]]
id = "y"
name = "EVIL y"
channel = "EVIL phone"
asks = ["EVIL item"]
work = "5m"
wait = "1h"
"""
    made = process(text, HEAD.replace("Test", "EVIL [bold]map[/bold]") + 'customer = "EVIL"\n')
    return _with_evil(made)


def _with_evil(value: Any) -> Any:
    """Put an escape and a bidirectional override in the place of each EVIL."""
    if isinstance(value, str):
        return value.replace("EVIL", "\x1b[31m\u202e")
    if isinstance(value, tuple):
        return tuple(map(_with_evil, value))
    if hasattr(value, "__dataclass_fields__"):
        names = [name for name, field in value.__dataclass_fields__.items() if field.init]
        return replace(value, **{name: _with_evil(getattr(value, name)) for name in names})
    return value


def test_hostile_texts_never_act_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    portfolio = Portfolio({"test": hostile()})
    found = measured(portfolio, portfolio, ["test"], ["as-is"], quantiles=True)
    print_map(found, "test")
    for figure in (*CATALOG, "x.visits", "y.visits", "x.cost"):
        print_explanations(explained(found, figure), found.currency)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[red]x[/red]" in out
    assert "[bold]map[/bold]" in out


def test_an_unknown_figure_is_a_dash_and_null(cli: Cli) -> None:
    with_map(cli, chain("x", "y"))
    assert "–" in cli("measure").out
    figures = cli("measure", "--format", "json").json["maps"]["a"]["as-is"]
    assert (figures["cost"], figures["value"], figures["touch_time"]) == (None, None, None)


def test_cost_and_value_that_lack_something_read_at_least(cli: Cli) -> None:
    steps = (
        '[[step]]\nid = "x"\nname = "X"\nwork = "6m"\nwait = "0m"\ncost = 7\nvalue = 2\nnext = ["y"]\n'
        '[[step]]\nid = "y"\nname = "Y"\nwork = "6m"\nwait = "0m"\n'
    )
    with_map(cli, steps)
    line = line_of(cli("measure").out, "a ")
    assert "≥ 7.00" in line
    assert "≥ 2" in line
    assert line.count("≥") == 2


def test_totals_per_month_are_the_figures_times_the_volume(example: Cli) -> None:
    document = example("measure", "quotation", "--format", "json").json
    figures = document["maps"]["quotation"]["as-is"]
    totals = document["portfolio"]["as-is"]
    assert totals["work"] == pytest.approx(figures["touch_time"] * totals["cases"])


def test_a_broken_map_is_told_and_the_others_are_measured(cli: Cli) -> None:
    with_map(cli, chain("x", "y"))
    (cli.folder / "processes" / "b.toml").write_text("oops")
    result = cli("measure", "--format", "json")
    assert result.code == 3
    assert list(result.json["maps"]) == ["a"]
    assert result.json["problems"][0]["file"] == "processes/b.toml"
