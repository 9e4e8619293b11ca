from __future__ import annotations

from pathlib import Path

import pytest

from helpers_maps import HEAD, chain
from procfit import open_workspace
from procfit.model.errors import InputError, UsageError


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_the_nearest_folder_upwards_is_opened(tmp_path: Path) -> None:
    write(tmp_path, {"processes/a.toml": HEAD + chain("x", "y")})
    inner = tmp_path / "vendors" / "deep"
    inner.mkdir(parents=True)
    assert open_workspace(inner).root == tmp_path.resolve()


def test_no_workspace_is_one_line_with_a_way_on(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no workspace here") as caught:
        open_workspace(tmp_path)
    assert "procfit init" in caught.value.hint


def test_a_broken_map_never_hides_the_others(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "processes/good.toml": HEAD + chain("x", "y"),
            "processes/bad.toml": HEAD + '[[step]]\nid = "x"\nname = "X"\nvalue = 7\n',
            "processes/worse.toml": "[[[",
        },
    )
    workspace = open_workspace(root)
    assert list(workspace.maps) == ["good"]
    assert workspace.broken == ("bad", "worse")
    assert [problem.where.file for problem in workspace.problems] == [
        "processes/bad.toml",
        "processes/worse.toml",
    ]
    with pytest.raises(InputError, match="cannot be judged"):
        workspace.map("bad")


def test_problems_between_maps_stand_at_their_lines(tmp_path: Path) -> None:
    calling = chain("x", "y", x='kind = "call"\ncall = "nowhere"')
    root = write(
        tmp_path, {"processes/a.toml": HEAD + calling, "processes/b.toml": HEAD + chain("x", "y")}
    )
    workspace = open_workspace(root)
    (problem,) = workspace.problems
    assert str(problem).startswith('processes/a.toml:7: step "x" calls unknown map "nowhere"')
    assert list(workspace.maps) == ["b"]


def test_an_unknown_map_or_vendor_names_the_nearest(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "processes/lead-to-order.toml": HEAD + chain("x", "y"),
            "vendors/alder.toml": 'format = 1\nname = "Alder"\n',
        },
    )
    workspace = open_workspace(root)
    assert workspace.map("processes/lead-to-order.toml").id == "lead-to-order"
    with pytest.raises(UsageError) as caught:
        workspace.map("lead-to-oder")
    assert caught.value.hint == 'did you mean "lead-to-order"?'
    with pytest.raises(UsageError) as caught:
        workspace.vendor("elder")
    assert caught.value.hint == 'did you mean "alder"?'


def test_settings_and_calendar_hold_for_the_maps(tmp_path: Path) -> None:
    step = chain("x", "y", x='work = "1d"')
    root = write(
        tmp_path,
        {
            "procfit.toml": "[calendar]\nhours_per_day = 6\n[rates]\ndefault = 40\nsales = 50\n",
            "processes/a.toml": HEAD + step,
        },
    )
    workspace = open_workspace(root)
    work = workspace.maps["a"].step("x").work
    assert work is not None
    assert work.usual == 360
    rates = workspace.settings.rates
    assert (rates.per_hour("sales", ""), rates.per_hour("x", "y")) == (50, 40)


def test_every_file_kind_reports_its_own_problems(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "processes/a.toml": HEAD + chain("x", "y"),
            "processes/capabilities.toml": 'format = 1\n[[capability]]\nid = "a"\nname = "A"\nweight = 0.5\n',
            "processes/items.toml": '[items."x"]\nheld = "CRM"\n',
            "processes/answers.toml": "[[same]]\na = 'x'\n",
            "vendors/evaluation.toml": "format = 1\nweight_basis = 'luck'\n",
            "vendors/alder.toml": "format = 1\nname = 'A'\n[agreed]\nx = { code = 'perfect' }\n",
            "vendors/scores/ana.toml": "format = 1\n[alder]\nx = { code = 'goood' }\n",
        },
    )
    told = [str(problem).partition(";")[0] for problem in open_workspace(root).problems]
    assert told == [
        'processes/capabilities.toml:5: capability "a" overrides its weight without a reason',
        'vendors/evaluation.toml:2: weight_basis "luck" is not one of importance, importance-volume',
        'processes/items.toml:2: unknown key "held"',
        "processes/answers.toml:1: same 1 has no b",
        'vendors/alder.toml:4: unknown code "perfect"',
        'vendors/scores/ana.toml:3: unknown code "goood"',
    ]
