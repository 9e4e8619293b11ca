from __future__ import annotations

import pytest

from procfit.cli.output import paint, table, width
from procfit.model.sayings import decimal, minutes, percent


def test_columns_line_up_whatever_the_script() -> None:
    lines = table(("name", "n"), [("注文", "1"), ("Größe", "22")], right=[1]).splitlines()
    assert lines == ["name    n", "注文    1", "Größe  22"]
    assert width("注文") == 4


def test_what_is_not_assessed_is_a_dash_never_zero() -> None:
    assert (decimal(None), percent(None), minutes(None)) == ("–", "–", "–")
    assert (decimal(0.0), percent(0.0), minutes(0.0)) == ("0.0", "0 %", "0 min")


def test_color_needs_a_terminal_and_no_objection(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert paint("x", "red", Terminal()) == "\x1b[31mx\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert paint("x", "red", Terminal()) == "x"
    assert paint("x", "red") == "x"


def test_a_column_is_cut_only_where_a_terminal_is_too_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    head, rows = ("what", "n"), [("a name that goes on and on", "1"), ("short", "22")]
    whole = table(head, rows, cut=0)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    assert table(head, rows, cut=0) == whole
    monkeypatch.setenv("COLUMNS", "20")
    lines = table(head, rows, cut=0).splitlines()
    assert lines[1] == "a name that goe…  1"
    assert max(map(len, lines)) <= 20
    assert table(head, rows).splitlines() == whole.splitlines()
