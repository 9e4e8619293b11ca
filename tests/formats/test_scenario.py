"""What-if options as people type them."""

from __future__ import annotations

import pytest

import procfit
from helpers_maps import EXAMPLE
from procfit.formats.scenario import read_changes
from procfit.model.errors import UsageError
from procfit.model.quantities import Duration, Volume
from procfit.model.scenario import MapChange, RateChange, ShareChange, StepChange

MAP = "lead-to-order"


def read(option: str, *maps: str) -> object:
    portfolio = procfit.open_workspace(EXAMPLE).portfolio
    return read_changes([option], portfolio, maps or (MAP,))[0]


@pytest.mark.parametrize(
    ("option", "field", "value"),
    [
        ("log-enquiry.wait=1h", "wait", Duration.fixed(60)),
        ("log-enquiry.wait = 1d", "wait", Duration.fixed(480)),
        ("log-enquiry.work=2m/5m/15m", "work", Duration(2, 5, 15)),
        ("log-enquiry.value=3", "value", 3),
        ("log-enquiry.expected=true", "expected", True),
        ("log-enquiry.asks=name, address", "asks", ("name", "address")),
        ("log-enquiry.adds=nothing", "adds", "nothing"),
        (f"{MAP}#log-enquiry.cost=2.5", "cost", 2.5),
    ],
)
def test_a_field_of_a_step(option: str, field: str, value: object) -> None:
    assert read(option) == StepChange(MAP, "log-enquiry", field, value, option)


@pytest.mark.parametrize(
    "name", ["credit-ok->enter-order", "credit-ok -> enter-order", "credit-ok:enter-order"]
)
@pytest.mark.parametrize("value", ["5%", "0.05"])
def test_a_share_of_a_branch(name: str, value: str) -> None:
    option = f"{name}={value}"
    assert read(option) == ShareChange(MAP, "credit-ok", "enter-order", 0.05, None, option)


def test_a_field_of_the_map_and_a_rate() -> None:
    assert read("volume=1500/month") == MapChange(
        MAP, "volume", Volume(1500, "month"), "volume=1500/month"
    )
    assert read("rates.default=70", "quotation", MAP) == RateChange("default", 70, "rates.default=70")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("log-enquiry.wiat=1h", 'step fields are .*; did you mean "wait"'),
        ("log-enquiri.wait=1h", 'no step "log-enquiri"; did you mean "log-enquiry"'),
        ("log-enquiry.wait=soon", 'wait "soon" is not a time; write'),
        ("log-enquiry.id=x", "step fields are"),
        ("volum=3", 'map fields are .*; did you mean "volume"'),
        ("nowhere#a.wait=1h", 'no map "nowhere"'),
        ("rates.slaes=1", 'no lane or department is "slaes"; did you mean "sales"'),
        ("wait", "sets nothing"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(option: str, said: str) -> None:
    with pytest.raises(UsageError, match=f"^--set {option}: .*{said}") as caught:
        read(option)
    assert "\n" not in str(caught.value)


def test_with_several_maps_a_name_says_its_map() -> None:
    with pytest.raises(UsageError, match=r"write MAP#log-enquiry\.wait"):
        read("log-enquiry.wait=1h", MAP, "quotation")
