from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.formats.quick_entry import parse_entry
from procfit.model.errors import EditError
from procfit.model.quantities import Duration


def test_a_line_says_everything_at_once() -> None:
    entry = parse_entry(
        'Call back @"Inside sales" 2m/5m/9m/1h v3 !phone +lead-capture +crm >Quote system=CRM'
    )
    assert (entry.name, entry.lane, entry.value) == ("Call back", "Inside sales", 3)
    assert (entry.work, entry.wait) == (Duration(2, 5, 9), Duration.fixed(60))
    assert (entry.needs, entry.ways) == (("lead-capture", "crm"), (("Quote", None),))
    assert entry.texts == {"channel": "phone", "system": "CRM"}
    assert entry.kind is None


@pytest.mark.parametrize(
    ("line", "work", "wait"),
    [
        ("A 5m", 5, None),
        ("A 5m/2h", 5, 120),
        ("A /2h", None, 120),
        ("A 1h30m", 90, None),
        ("A 1d", 480, None),
        ("A 1m/2m/3m", 2, None),
    ],
)
def test_times(line: str, work: float | None, wait: float | None) -> None:
    entry = parse_entry(line)
    assert (entry.work and entry.work.usual, entry.wait and entry.wait.usual) == (work, wait)


def test_decisions_and_their_branches() -> None:
    entry = parse_entry("Known customer? >Quote 75% >Check 25% <40%")
    assert (entry.kind, entry.share) == ("decision", 0.4)
    assert entry.ways == (("Quote", 0.75), ("Check", 0.25))


def test_what_is_no_mark_is_the_name() -> None:
    assert parse_entry("Give 10% discount & mail v9 to a+b @ 5 o'clock").name == (
        "Give 10% discount & mail v9 to a+b @ 5 o'clock"
    )
    assert parse_entry('"5m" check').name == "5m check"
    assert parse_entry("  ").name == ""
    assert parse_entry("Cafe\u0301").name == "Caf\u00e9"  # as a file holds it


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("A @x @y", "says the lane twice"),
        ("A v1 v2", "says the value twice"),
        ("A 5m 6m", "says the work twice"),
        ("A *dance", "no kind of step"),
        ("A >B 120%", "not a share"),
        ("A <often", "not a share"),
        ("A 9m/5m/1m", "not in the order"),
        ("A 99999w", "longer than 20 years"),
    ],
)
def test_what_cannot_be_meant_is_said(line: str, message: str) -> None:
    with pytest.raises(EditError, match=message):
        parse_entry(line)


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused(line: str) -> None:
    with suppress(EditError):
        assert parse_entry(line).name == parse_entry(line).name.strip()
