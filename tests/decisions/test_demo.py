from __future__ import annotations

from pathlib import Path

import pytest

from helpers_questions import workspace_in
from procfit import Workspace, open_workspace
from procfit.api import demo
from procfit.cli.demo_text import demo_lines
from procfit.decisions.demo import Claim, Script, in_order, steps_of, what_to_see
from procfit.fit.exact.cells import Worth
from procfit.model.sayings import percent
from procfit.model.vendor import Answer

HEAD = 'format = 1\nname = "{0}"\n[agreed]\n'


def answered(folder: Path, **vendors: dict[str, str]) -> Workspace:
    """Return the workspace with vendors whose answers are ``code/evidence``."""
    workspace_in(folder)
    for name, answers in vendors.items():
        lines = [
            f'{capability} = {{ code = "{code}", evidence = "{evidence}" }}\n'
            for capability, (code, _, evidence) in (
                (each, said.partition("/")) for each, said in answers.items()
            )
        ]
        (folder / f"vendors/{name}.toml").write_text(
            HEAD.format(name.title()) + "".join(lines), encoding="utf-8"
        )
    return open_workspace(folder)


PROVEN = {"record": "standard/reference", "audit": "standard/reference"}


def order(script: Script) -> list[tuple[str, str]]:
    return [(claim.answer.capability, claim.decides) for claim in script.claims]


def test_open_gates_come_first_then_must_haves_on_a_claim_then_the_rest(tmp_path: Path) -> None:
    answers = {
        "record": "standard/claimed", "audit": "roadmap/claimed",
        "mail": "standard/demonstrated", "calls": "standard/claimed",
    }  # fmt: skip
    (script,) = demo(answered(tmp_path, fir=answers))
    assert order(script) == [
        ("audit", "gate"), ("record", "must"), ("calls", "score"), ("mail", "score"),
    ]  # fmt: skip


def test_what_can_change_the_winner_comes_before_what_cannot(tmp_path: Path) -> None:
    workspace = answered(
        tmp_path,
        fir=PROVEN | {"mail": "standard/claimed", "calls": "standard/claimed"},
        gum=PROVEN | {"mail": "standard/demonstrated", "calls": "configuration/demonstrated"},
    )
    scripts = {script.vendor: script for script in demo(workspace)}
    assert order(scripts["fir"])[0][1] == "winner"


def test_what_nothing_can_change_is_left_out(tmp_path: Path) -> None:
    (script,) = demo(answered(tmp_path, fir=PROVEN | {"mail": "none/claimed"}))
    assert "mail" not in [capability for capability, _ in order(script)]


def test_claims_that_decide_alike_are_ordered_by_what_knowing_them_is_worth() -> None:
    def claim(name: str, swing: float, value: float, doubt: float) -> Claim:
        answer = Answer("fir", name, "standard", 0, 0.5, 1, "workbook")
        return Claim(answer, name, False, 0.5, swing, "winner", (), Worth(swing, 0.1, value, doubt))

    claims = [claim("c", 0.3, 0, 0.1), claim("b", 0.2, 0, 0.2), claim("a", 0.1, 0.01, 0.05)]
    assert [own.answer.capability for own in in_order(claims)] == ["a", "b", "c"]


def test_every_claim_that_can_change_the_winner_alone_says_so(tmp_path: Path) -> None:
    workspace = answered(
        tmp_path,
        fir=PROVEN | {"mail": "standard/reference", "calls": "roadmap/reference"},
        gum=PROVEN | {"mail": "standard/reference"},
    )
    scripts = {script.vendor: script for script in demo(workspace)}
    for vendor in ("fir", "gum"):
        (claim,) = (own for own in scripts[vendor].claims if own.worth and own.worth.chance)
        assert (claim.answer.capability, claim.decides) == ("calls", "winner")
        said = "\n".join(demo_lines([scripts[vendor]], {vendor: vendor}, everything=True))
        assert claim.worth
        assert f"alone it changes the winner in {percent(claim.worth.chance)} of cases" in said


def test_what_is_open_is_the_sum_over_the_claims(tmp_path: Path) -> None:
    (script,) = demo(answered(tmp_path, fir=PROVEN))
    assert script.open == pytest.approx(sum(claim.swing for claim in script.claims))
    assert script.settles(len(script.claims)) == pytest.approx(1)


def test_a_vendor_that_fails_is_shown_only_when_asked_for(tmp_path: Path) -> None:
    workspace = answered(tmp_path, fir=PROVEN, gum={"record": "none/claimed"})
    assert [script.vendor for script in demo(workspace)] == ["fir"]
    assert [script.vendor for script in demo(workspace, ["gum"])] == ["gum"]


def test_a_claim_says_which_step_it_serves_and_what_the_customer_gets(tmp_path: Path) -> None:
    (script,) = demo(answered(tmp_path, fir=PROVEN))
    (mail,) = [claim for claim in script.claims if claim.answer.capability == "mail"]
    assert list(steps_of(mail)) == ["“I have it today” – Quotes, Send it"]


def test_what_to_see_follows_the_answer_and_the_proof_offered() -> None:
    def see(code: str, proof: str = "") -> str:
        return what_to_see(Answer("fir", "mail", code, 0, 0.5, 1, "workbook", proof=proof))

    assert "nothing built for the demo" in see("standard")
    assert "ask whether it is there" in see("blank")
    assert see("standard", "Reference").endswith("They offer a reference: call it.")
    assert see("five stars") == "See it with a case of your own, not with theirs."
