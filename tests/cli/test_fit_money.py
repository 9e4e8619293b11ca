from __future__ import annotations

import pytest

from helpers_cli import Cli

STANDARD = 'code = "standard", by = "committee", evidence = "reference"'
PRICE = (
    "[price]\nlicence_per_user_month = 10\nusers = 5\nimplementation = [1000, 2000, 4000]\n"
    "run_per_year = 200\n"
)


@pytest.fixture
def small(cli: Cli) -> Cli:
    """One step that saves ten minutes, and two vendors of which one lacks what it needs."""
    files = {
        "procfit.toml": 'currency = "CHF"\n[rates]\ndefault = 60\n',
        "processes/a.toml": 'format = 1\nname = "A"\nimportance = 3\nvolume = "1000/year"\n[[step]]\n'
        'id = "s"\n'
        'name = "S"\nvalue = 2\nwork = "15m"\ndisposition = "modify"\nto_be = { work = "5m" }\n'
        'needs = ["quotes"]\n',
        "processes/capabilities.toml": 'format = 1\n[[capability]]\nid = "quotes"\nname = "Quotes"\n',
        "vendors/evaluation.toml": "format = 1\nday_rate = 500\nhorizon_years = 2\ndiscount_rate = 0\n",
        "vendors/alder.toml": f'format = 1\nname = "Alder"\n{PRICE}[agreed]\nquotes = {{ {STANDARD} }}\n',
        "vendors/birch.toml": f'format = 1\nname = "Birch"\n{PRICE}[agreed]\nquotes = {{ code = "none" }}\n',
    }
    for name, text in files.items():
        path = cli.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return cli


def test_the_screen_shows_cost_benefit_and_the_plane(small: Cli) -> None:
    text = small("fit", "--money").out
    assert text.splitlines()[0] == "Money over 2 years in CHF; present value at 0.0 % a year"
    rows = {line.split()[0]: line.split() for line in text.splitlines() if line.strip()}
    assert rows["alder"][:1] == ["alder"]
    assert "3,600" in text  # 2,000 + 2 × (10 × 5 × 12 + 200)
    assert "All of it counts, as no benefit_reached is set,\nthat is 10,000 a year" in text
    assert "beaten by alder" in text
    assert "A alder: on the front" in text


def test_every_line_of_a_vendor_leads_to_its_origin(small: Cli) -> None:
    text = small("fit", "--money", "birch").out
    assert "5 users × 12 months × 10 – 10 – 10" in text
    assert "10 – 30 – 90 days × 500 – 500 – 500" in text
    assert "quotes      none    10 – 30 – 90  a#s        agreed" in text
    assert "a#s          15.00   5.00  10,000  quotes" in text
    assert "quotes (none) −10,000" in text


def test_the_document_holds_the_cost_only_when_asked(small: Cli) -> None:
    assert small("fit", "--format", "json").json["cost"] is None
    cost = small("fit", "--money", "--format", "json").json["cost"]
    assert [entry["vendor"] for entry in cost["vendors"]] == ["alder", "birch"]
    assert cost["benefit"]["planned"] == pytest.approx(10_000)
    one = small("fit", "--money", "birch", "--format", "json").json["cost"]
    assert [entry["vendor"] for entry in one["vendors"]] == ["birch"]


def test_a_price_that_is_missing_is_said_and_never_nought(small: Cli) -> None:
    path = small.folder / "vendors/birch.toml"
    path.write_text(path.read_text().replace("implementation = [1000, 2000, 4000]\n", ""))
    text = small("fit", "--money").out
    assert "birch: not compared, its [price] lacks implementation (vendors/birch.toml)" in text
    assert "P(left is cheaper" not in text
    path.write_text(
        path.read_text().replace("[price]", "[price]\n").partition("[price]")[0] + "[agreed]\n"
    )
    assert "price not assessed" in small("fit", "--money", "birch").out


def test_without_a_day_rate_it_is_said(small: Cli) -> None:
    (small.folder / "vendors/evaluation.toml").write_text("format = 1\n")
    text = small("fit", "--money").out
    assert "gap effort not assessed: no day_rate in vendors/evaluation.toml" in text
    assert "gaps closed" not in text


def test_one_vendor_alone_is_compared_with_nobody(small: Cli) -> None:
    result = small("fit", "--money", "--without-vendor", "birch")
    assert result.code == 0
    assert "cheaper than above" not in result.out
    refused = small("fit", "--money", "birch", "--without-vendor", "birch")
    assert (refused.code, "left out of this run" in refused.err) == (2, True)
    assert small("fit", "--money", "oak").code == 2


def test_the_example_warns_of_the_map_that_holds_most_of_the_benefit(example: Cli) -> None:
    text = example("fit", "--money").out
    assert "is field-service-visit: check its volume and times" in text
    assert max(map(len, text.splitlines())) <= 88
