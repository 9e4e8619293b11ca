from __future__ import annotations

import pytest

from helpers_cli import Cli
from procfit.fit.equal_weights import EQUAL_EACH


def test_a_workspace_of_drawings_alone_can_be_looked_at(cli: Cli) -> None:
    bpmn = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'
        '<process id="p"><startEvent id="a"/><task id="b" name="Take order"/>'
        '<sequenceFlow id="f" sourceRef="a" targetRef="b"/></process></definitions>'
    )
    (cli.folder / "order.bpmn").write_text(bpmn)
    for folder in ("processes", "vendors"):
        (cli.folder / folder).mkdir()
    listed = "".join(f'[[capability]]\nid = "{name}"\nname = "{name}"\n' for name in "ab")
    (cli.folder / "processes/capabilities.toml").write_text(f"format = 1\n{listed}")
    answers = 'format = 1\nname = "X"\n[agreed]\na = { code = "standard" }\nb = { code = "none" }\n'
    (cli.folder / "vendors/x.toml").write_text(answers)
    assert cli("import", "order.bpmn").code == 0
    assert EQUAL_EACH in " ".join(cli("fit").out.split())
    document = cli("fit", "--format", "json").json
    assert document["ranking"][0]["score"] == pytest.approx(0.5)
    shown = (
        ("fit",),
        ("fit", "--explain", "x"),
        ("fit", "--method", "all"),
        ("vendors", "list"),
        ("rfp",),
        ("rfp", "--demo"),
        ("weights",),
        ("weights", "--explain", "a"),
    )
    for command in shown:
        assert EQUAL_EACH in " ".join(cli(*command).out.split())
        assert cli(*command, "--format", "json").json["equal_weights"] is True
    assert cli("rfp", "--format", "json").json["questions"] == []


def test_weights_from_customers_are_not_called_equal(example: Cli) -> None:
    for command in (("fit",), ("vendors", "list"), ("rfp",)):
        assert "EQUAL WEIGHTS" not in example(*command).out
        assert example(*command, "--format", "json").json["equal_weights"] is False
