from __future__ import annotations

from datetime import date
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


@pytest.mark.parametrize(("written", "kappa", "told"), [("50", 50, 0), ("0.5", 20, 1)])
def test_how_sure_the_weights_are_is_a_number_of_the_evaluation(
    tmp_path: Path, written: str, kappa: float, told: int
) -> None:
    evaluation = f"format = 1\nkappa = {written}\n"
    workspace = open_workspace(
        write(
            tmp_path, {"vendors/evaluation.toml": evaluation, "processes/a.toml": HEAD + chain("x", "y")}
        )
    )
    assert workspace.evaluation.kappa == kappa
    assert [str(problem).partition(":")[0] for problem in workspace.problems] == told * [
        "vendors/evaluation.toml"
    ]


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


COMMITTEE = {
    "processes/a.toml": HEAD + chain("x", "y"),
    "processes/capabilities.toml": 'format = 1\n[[capability]]\nid = "mail"\nname = "Mail"\n',
    "vendors/alder.toml": 'format = 1\nname = "Alder"\n[links]\nmail = []\n'
    '[agreed]\nmail = { code = "none" }\n',
    "vendors/scores/ana.toml": 'format = 1\n[alder]\nmail = { code = "none" }\n',
    "vendors/evaluation.toml": 'format = 1\nevaluators = ["ana"]\n[not_applicable]\nmail = "no"\n',
    "processes/answers.toml": 'format = 1\n[[accepted]]\nrule = "no-value"\nprocess = "a"\nsteps = ["x"]\n'
    'reason = "so"\n',
    "procfit.toml": '[rules]\nlong-wait = "off"\n',
}


def warnings_with(root: Path, file: str, old: str, new: str) -> list[str]:
    assert old in COMMITTEE[file]
    workspace = open_workspace(write(root, {**COMMITTEE, file: COMMITTEE[file].replace(old, new, 1)}))
    assert {problem.level for problem in workspace.problems} <= {"warning"}
    return [str(problem) for problem in workspace.problems]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "noun"),
    [
        ("vendors/alder.toml", "mail = []", "mial = []", 4, "capability"),
        ("vendors/alder.toml", "mail = {", "mial = {", 6, "capability"),
        ("vendors/scores/ana.toml", "mail", "mial", 3, "capability"),
        ("vendors/scores/ana.toml", "alder", "alter", 2, "vendor"),
        ("vendors/evaluation.toml", "mail", "mial", 4, "capability"),
        ("procfit.toml", "long-wait", "long-wiat", 2, "rule"),
        ("processes/answers.toml", "no-value", "no-valeu", 3, "rule"),
    ],
)
def test_an_unknown_name_in_a_file_beside_the_maps_is_a_warning(
    tmp_path: Path, file: str, old: str, new: str, line: int, noun: str
) -> None:
    (told,) = warnings_with(tmp_path, file, old, new)
    assert told.startswith(f'{file}:{line}: unknown {noun} "')
    assert "did you mean" in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('process = "a"', 'process = "zz"', '4: unknown map "zz"; mend the map, or remove this'),
        ('steps = ["x"]', 'steps = ["x", "q"]', '5: unknown step "q"; mend the step, or remove this'),
    ],
)
def test_an_accepted_finding_of_nothing_is_a_warning(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    file = "processes/answers.toml"
    assert warnings_with(tmp_path, file, old, new) == [f"{file}:{told}"]


def test_all_names_known_is_no_problem(tmp_path: Path) -> None:
    assert open_workspace(write(tmp_path, COMMITTEE)).problems == ()


def test_unreadable_capabilities_are_told_once(tmp_path: Path) -> None:
    root = write(tmp_path, {**COMMITTEE, "processes/capabilities.toml": "[[["})
    assert [problem.where.file for problem in open_workspace(root).problems] == [
        "processes/capabilities.toml"
    ]


def test_scores_of_nobody_named_do_not_count(tmp_path: Path) -> None:
    (told,) = warnings_with(tmp_path, "vendors/evaluation.toml", '"ana"', '"anna"')
    assert "do not count" in told
    assert 'did you mean "anna"?' in told
    assert open_workspace(tmp_path).scores == {}
    write(tmp_path, {"vendors/evaluation.toml": "format = 1\n"})
    assert list(open_workspace(tmp_path).scores) == ["ana"]


def test_an_answer_of_an_unknown_code_is_an_error_and_no_answer(tmp_path: Path) -> None:
    files = {
        name: COMMITTEE[name].replace('"none"', '"perhaps"')
        for name in ("vendors/alder.toml", "vendors/scores/ana.toml")
    }
    workspace = open_workspace(write(tmp_path, {**COMMITTEE, **files}))
    assert [(problem.level, problem.where.line) for problem in workspace.problems] == [
        ("error", 6),
        ("error", 3),
    ]
    assert workspace.vendors["alder"].agreed["mail"].code == "unreadable"
    assert workspace.scores["ana"].scores["alder"]["mail"].code == "unreadable"


def test_codes_that_pass_a_gate_are_by_default_those_declared(tmp_path: Path) -> None:
    own = "format = 1\n[codes.standard]\n[codes.none]\n"
    evaluation = open_workspace(write(tmp_path, {**COMMITTEE, "vendors/evaluation.toml": own}))
    assert evaluation.problems == ()
    assert evaluation.evaluation.must_codes == ("standard",)
    write(tmp_path, {"vendors/evaluation.toml": own.replace("[codes.standard]\n", "")})
    (problem,) = open_workspace(tmp_path).problems
    assert (problem.level, problem.message) == ("warning", "no code passes a gate")


def test_ages_count_from_today_or_from_the_date_that_a_repeatable_run_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "processes").mkdir()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert open_workspace(tmp_path).portfolio.today == date(1970, 1, 2)
    for unset in ("", "soon"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", unset)
        assert open_workspace(tmp_path).portfolio.today >= date(2026, 1, 1)
