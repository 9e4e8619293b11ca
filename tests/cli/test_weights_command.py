from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers_cli import Cli, Terminal
from helpers_maps import EXAMPLE

JUDGMENT = "vendors/judgments/field-work.toml"


@pytest.fixture
def copy(cli: Cli) -> Cli:
    """Commands in a copy of the example's maps and lists."""
    for folder in ("processes", "vendors"):
        shutil.copytree(EXAMPLE / folder, cli.folder / folder, ignore=shutil.ignore_patterns("*.xlsx"))
    return cli


def changed(cli: Cli) -> list[str]:
    return sorted(
        str(path.relative_to(cli.folder))
        for path in cli.folder.rglob("*.toml")
        if path.read_bytes() != (EXAMPLE / path.relative_to(cli.folder)).read_bytes()
    )


def test_weights_are_told_with_what_they_rest_on(example: Cli) -> None:
    text = example("weights").out
    assert "The weights rest on 73 % of the steps" in text
    assert "complaint                           5  10.0 %" in text
    assert "accessibility  2.00 % (the maps give nothing): Works agreement" in text
    assert "win-back: importance not assessed" in text
    assert "sales-forecast" in text
    assert "EQUAL" not in text
    assert len(example("weights", "--all").out.splitlines()) > len(text.splitlines())
    assert "sales-forecast" not in example("weights", "-q").out


def test_one_weight_is_explained_down_to_its_steps(example: Cli) -> None:
    text = example("weights", "--explain", "offline-visits").out
    assert "Visits without a network (offline-visits)" in text
    assert "field-service-visit        repair" in text
    document = example("weights", "--explain", "offline-visits", "--format", "json").json
    assert sum(part["weight"] for part in document["from"]) == pytest.approx(document["weight"])
    assert "called not applicable: no fax" in example("weights", "--explain", "fax-gateway").out
    assert "set by hand: Works agreement" in example("weights", "--explain", "accessibility").out


def test_json_agrees_with_fit(example: Cli) -> None:
    document = example("weights", "--format", "json").json
    assert document["weights"] == example("fit", "--format", "json").json["weights"]
    held = [each["weight"] for each in document["processes"] if each["weight"]]
    assert sum(held) == pytest.approx(1)
    assert document["equal_weights"] is False


def test_equal_weights_are_marked(copy: Cli) -> None:
    for path in (copy.folder / "processes").glob("*.toml"):
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("importance")))
    for what in ((), ("--explain", "quote-builder")):
        assert "EQUAL WEIGHTS, not what customers value" in copy("weights", *what).out
        assert copy("weights", *what, "--format", "json").json["equal_weights"] is True


def test_a_judgment_shows_what_it_would_change_and_stores_nothing(copy: Cli) -> None:
    result = copy("weights", "--judge", JUDGMENT)
    assert result.code == 0
    assert "Consistency ratio 0.05: the answers fit together (at most 0.10)." in result.out
    assert "Least in line: offline-visits matters 3 times as much as installed-base" in result.out
    assert "Taking it would move 2.8 % of all weight." in result.out
    assert "Nothing was stored. Add --save" in result.out
    assert max(map(len, result.out.splitlines())) <= 100
    assert changed(copy) == []


def test_a_judgment_is_stored_as_overrides_with_a_reason(copy: Cli) -> None:
    text = copy("weights", "--judge", JUDGMENT, "--save").out
    assert "Nothing was stored" in text
    assert changed(copy) == []
    copy("weights", "--judge", JUDGMENT, "--save", "--yes")
    assert changed(copy) == ["processes/capabilities.toml"]
    overrides = {
        entry["capability"]: entry
        for entry in copy("weights", "--format", "json").json["weights"]
        if "override" in entry
    }
    assert overrides["offline-visits"]["weight"] == pytest.approx(0.045991, abs=1e-6)
    reason = overrides["offline-visits"]["override"]["reason"]
    assert reason.startswith("pairwise comparison (AHP) by Chandra and four technicians, 2026-04-16")
    before = (EXAMPLE / "processes/capabilities.toml").read_text().splitlines()
    after = (copy.folder / "processes/capabilities.toml").read_text().splitlines()
    assert [line for line in after if line not in before] != []
    assert [line for line in before if line not in after] == []
    assert "move 0.0 % of all weight" in copy("weights", "--judge", JUDGMENT).out


@pytest.mark.parametrize(("said", "files"), [("y\n", ["processes/capabilities.toml"]), ("\n", [])])
def test_a_person_is_asked_first(copy: Cli, said: str, files: list[str]) -> None:
    copy.monkeypatch.setattr("sys.stdin", Terminal(said))
    text = copy("weights", "--judge", JUDGMENT, "--save").out
    assert "Store these 4 weights in processes/capabilities.toml? [y/N]" in text
    assert changed(copy) == files


def test_processes_get_importances(copy: Cli) -> None:
    judgment = copy.folder / "order.toml"
    judgment.write_text(
        'format = 1\nabout = "processes"\nmethod = "order"\nby = "Ana"\norder = ["complaint", "win-back"]\n'
    )
    document = copy("weights", "--judge", "order.toml", "--format", "json").json
    assert [(each["item"], each["then"]) for each in document["changes"]] == [
        ("complaint", 3),
        ("win-back", 1),
    ]
    text = copy("weights", "--judge", "order.toml", "--save", "--yes").out
    assert "This replaces what was asked before" in text
    assert "complaint: survey 2026-03, n = 212" in text
    judgment.unlink()
    assert changed(copy) == ["processes/complaint.toml", "processes/win-back.toml"]
    found = (copy.folder / "processes/complaint.toml").read_text()
    assert "before: 5, survey 2026-03, n = 212" in found


def test_mistakes_stand_with_file_and_line(copy: Cli) -> None:
    path = copy.folder / "bad.toml"
    path.write_text(
        'format = 1\nabout = "capabilities"\nmethod = "direct"\nby = "A"\n[points]\nx = 1\nfax-gateway = 2\n'
    )
    result = copy("weights", "--judge", "bad.toml")
    assert result.code == 3
    assert 'bad.toml:6: there is no capability "x"' in result.err
    assert 'bad.toml:7: "fax-gateway" is called not applicable' in result.err
    assert copy("weights", "--judge", "gone.toml").code == 3
    path.write_text(
        'format = 1\nabout = "capabilities"\nmethod = "direct"\nby = "A"\nshare = 0.99\n'
        "[points]\noffline-visits = 1\nmobile-reports = 2\n"
    )
    result = copy("weights", "--judge", "bad.toml")
    assert result.code == 3
    assert result.err.startswith("procfit: bad.toml:5: the weights set for")


def test_what_was_changed_meanwhile_is_not_overwritten(copy: Cli) -> None:
    from procfit.fit.elicit.effects import effects
    from procfit.fit.elicit.eliciting import elicit
    from procfit.model.errors import OutputError
    from procfit.workspace import open_workspace
    from procfit.workspace.judging import read_judgment, save_weights

    workspace = open_workspace(copy.folder)
    judgment, _ = read_judgment(workspace, copy.folder / JUDGMENT)
    assert judgment is not None
    found = effects(elicit(judgment), workspace.portfolio, workspace.evaluation)
    path: Path = copy.folder / "processes/capabilities.toml"
    there = 'id = "offline-visits"\n'
    path.write_text(path.read_text().replace(there, f'{there}weight = 0.5\nreason = "so"\n'))
    text = path.read_text()
    with pytest.raises(OutputError, match="changed meanwhile"):
        save_weights(workspace, found.capabilities)
    assert path.read_text() == text


@pytest.mark.parametrize(
    "arguments",
    [("--save",), ("--judge", JUDGMENT, "--yes"), ("--judge", JUDGMENT, "--explain", "x")],
)
def test_wrong_usage_is_told(example: Cli, arguments: tuple[str, ...]) -> None:
    assert example("weights", *arguments).code == 2
