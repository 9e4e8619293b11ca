from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_lists import only_map, said, ways
from helpers_maps import EXAMPLE
from procfit.formats.map_import import MapImport
from procfit.formats.mermaid import read_mermaid, read_mermaid_text
from procfit.model.errors import InputError
from procfit.model.process import Flow, Lane


def read(*lines: str) -> MapImport:
    return read_mermaid_text("\n".join(("flowchart TD", *lines)), "drawing", "drawing.mmd")


def errors(found: MapImport) -> list[str]:
    return [str(problem) for problem in found.problems if problem.level == "error"]


def test_chains_and_ands_and_labels_are_ways_on() -> None:
    process = only_map(
        read(
            "A([Start]) --> B[Log enquiry] --> C{Fine?}",
            'C -->|"85 %"| D["Quote"]; C -- no, 15 % --> E(Decline)',
            "D & E --> F((Done))",
        )
    )
    assert [(step.id, step.kind) for step in process.steps] == [
        ("start", "start"),
        ("log-enquiry", "task"),
        ("fine", "decision"),
        ("quote", "task"),
        ("decline", "task"),
        ("done", "end"),
    ]
    assert process.step("fine").next == (Flow("quote", 0.85), Flow("decline", 0.15, "no,"))
    assert ways(process)["quote"] == ways(process)["decline"] == ["done"]


@pytest.mark.parametrize(
    ("line", "flow"),
    [
        ("a --> b", Flow("b")),
        ("a-->b", Flow("b")),
        ("a ----> b", Flow("b")),
        ("a ==> b", Flow("b")),
        ("a -.-> b", Flow("b")),
        ("a -->|yes| b", Flow("b", when="yes")),
        ("a -- yes --> b", Flow("b", when="yes")),
        ("a == yes ==> b", Flow("b", when="yes")),
        ("a -. yes .-> b", Flow("b", when="yes")),
        ('a -- "x --> y" --> b', Flow("b", when="x --> y")),
        ("a -->|yes 85 %| b", Flow("b", 0.85, "yes")),
        ("a -->|85% yes| b", Flow("b", 0.85, "yes")),
        ("a -->|no (15%, rejects)| b", Flow("b", 0.15, "no", rejects=True)),
        ("a e1@--> b", Flow("b")),
    ],
)
def test_links_of_every_spelling(line: str, flow: Flow) -> None:
    process = only_map(read(line))
    assert process.step("a").next == (flow,)


@pytest.mark.parametrize(
    ("node", "kind"),
    [
        ("a[x]", "task"),
        ("a(x)", "task"),
        ("a{x}", "decision"),
        ("a{{x}}", "inclusive"),
        ("a[/x\\]", "parallel"),
        ("a[\\x/]", "join"),
        ("a>x]", "wait"),
        ('a@{ shape: diamond, label: "x" }', "decision"),
        ("a", "task"),
    ],
)
def test_shapes_are_kinds(node: str, kind: str) -> None:
    step = only_map(read(f"s([s]) --> {node} --> e([e])")).step("a")
    assert step.kind == kind
    assert step.name == ("a" if node == "a" else "x")


@pytest.mark.parametrize("node", ["a[(x)]", "a[/x/]", "a[[x]]", "a([x])", "a((x))"])
def test_shapes_without_a_kind_are_tasks_and_told(node: str) -> None:
    found = read(f"s --> {node}", "a --> e")
    assert only_map(found).step("a").kind == "task"
    assert 'line 2: "x" becomes a task' in said(found)


def test_subgraphs_are_lanes() -> None:
    found = read(
        "subgraph sales [Inside sales]",
        "  a[Log] --> b[Quote]",
        '  subgraph desk["The desk"]',
        "    c",
        "  end",
        "end",
        "subgraph Two words",
        "  b --> d",
        "end",
        "a --> c",
        "sales --> d",
    )
    assert errors(found) == []
    process = only_map(found)
    assert process.lanes == (
        Lane("sales", "Inside sales"),
        Lane("desk", "The desk", parent="sales"),
        Lane("two-words", "Two words"),
    )
    assert {step.id: step.lane for step in process.steps if step.id in "abcd"} == {
        "a": "sales",
        "b": "sales",
        "c": "desk",
        "d": "two-words",
    }
    assert "line 12: the link from sales to d has a subgraph at its end: left out" in said(found)


def test_looks_are_told_with_line_and_text() -> None:
    found = read(
        "direction LR",
        "a:::big --> b",
        "style a fill:#f9f",
        "classDef big font-size:20pt",
        'click a "https://example.com"',
        "linkStyle 0 stroke:red",
        "%%{init: {}}%%",
        "%% a remark",
        "a ~~~ c",
        "a <--> d",
        "a --- e",
    )
    told = said(found)
    for words in (
        'line 2: not read: "direction LR"',
        'line 3: class "big" of a not read',
        'line 4: not read: "style a fill:#f9f"',
        "line 5: not read",
        "line 6: not read",
        "line 7: not read",
        "line 8: directive not read",
        'line 10: invisible link left out: "a"',
        "line 11: the link between a and d was read as two flows",
        "line 12: the line from a to e has no arrowhead: read as a flow",
    ):
        assert words in told
    assert "remark" not in told


def test_every_line_that_is_not_understood_is_told_at_once() -> None:
    found = read("a --> [x]", "b[never closed", "c --> d", "c d", 'e["x" y]', "end", "subgraph s[x", "f")
    assert found.maps == ()
    assert [line.partition(": ")[0] for line in errors(found)] == [
        "drawing.mmd:2:7",
        "drawing.mmd:3:2",
        "drawing.mmd:5:3",
        "drawing.mmd:6:7",
        "drawing.mmd:7",
        "drawing.mmd:8",
        "drawing.mmd:9",
    ]


def test_faults_of_the_map_are_told_at_the_line() -> None:
    found = errors(read("a{x}", "", "a -->|80%| b", "a -->|30%| c"))
    assert found == ['drawing.mmd:4: shares of "a" sum to 110 %; make them sum to 100 %']


def test_a_box_with_several_arrows_gets_a_decision_behind_it() -> None:
    found = read("a[Check] --> b & c", "d[Ask?] --> b & c")
    kinds = {step.id: step.kind for step in only_map(found).steps}
    assert (kinds["a"], kinds["a-which-way"], kinds["d"]) == ("task", "decision", "decision")
    assert said(found).count("several ways on") == 2


def test_a_label_may_go_over_lines_and_hold_entities_and_breaks() -> None:
    process = only_map(read('a["`two', 'lines`"] --> b[one<br/>two #amp; #35;3]'))
    assert [step.name for step in process.steps] == ["two\nlines", "one\ntwo & #3"]


def test_a_title_names_the_map() -> None:
    text = "---\ntitle: Lead to order\nconfig: x\n---\ngraph LR\n a --> b"
    found = read_mermaid_text(text, "drawing")
    assert (only_map(found).id, only_map(found).name) == ("lead-to-order", "Lead to order")
    assert 'line 3: "config: x" not read' in said(found)


def test_a_markdown_page_gives_a_map_per_flowchart(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Sales\n\n```mermaid\nflowchart LR\n  a --> b\n```\n\n## Refunds\n\n"
        "~~~ mermaid\ngraph TD\nc --> d\n~~~\n"
        "```mermaid\nsequenceDiagram\n  A->>B: hi\n```\n```python\nflowchart\n```\n",
        encoding="utf-8",
    )
    found = read_mermaid(page)
    assert [(process.name, ways(process)) for process in found.maps] == [
        ("Sales", {"a": ["b"], "b": []}),
        ("Refunds", {"c": ["d"], "d": []}),
    ]
    assert "line 15: this drawing is no flowchart: not read" in said(found)


def test_the_sample_in_the_docs_is_read_as_they_say() -> None:
    (process,) = read_mermaid(EXAMPLE / "docs" / "mermaid.md").maps
    kinds = {step.name: step.kind for step in process.steps}
    assert kinds["Enquiry comes in"] == "start"
    assert kinds["Quote sent"] == "end"
    assert process.step("sells").next == (Flow("quote", 0.85, "in range"), Flow("decline", 0.15))
    assert process.lanes == (Lane("sales", "Inside sales"),)


def test_problems_in_a_markdown_page_have_the_line_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Sales\n```mermaid\nflowchart LR\na --> [\n```\n", encoding="utf-8")
    assert errors(read_mermaid(page, "page.md"))[0].startswith("page.md:4:7: a step should stand here")


@pytest.mark.parametrize("text", ["", "sequenceDiagram\nA->>B: x", "hello"])
def test_what_is_no_flowchart_is_refused(text: str) -> None:
    found = read_mermaid_text(text, "x", "x.mmd")
    assert found.maps == ()
    assert "flowchart" in errors(found)[0]


def test_a_page_without_a_drawing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# Sales\n")
    with pytest.raises(InputError, match="no flowchart in it"):
        read_mermaid(tmp_path / "page.md", "page.md")


def test_control_characters_are_refused_at_their_line() -> None:
    assert errors(read("a[x\x1b[2J] --> b"))[0].startswith(
        "drawing.mmd:2: name holds the invisible or control character"
    )


_PIECES = st.sampled_from(
    ["a", "b", " ", "-->", "--", "[", "]", "(", ")", "{", "}", '"', "|", "&", ";", "\n", "subgraph x",
     "end", "%%", ">", "-.->", "x", "@{", ":::", "style", "---", "~~~", "#35;", "=", "<", "/", "\\"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_drawing_is_worse_than_refused(text: str) -> None:
    found = read_mermaid_text(f"flowchart LR\n{text}", "x")
    assert found.maps or errors(found)


def test_long_drawings_are_read_in_one_go() -> None:
    found = read(*(f"s{at} --> s{at + 1}" for at in range(20_000)), "x[" + "[" * 20_000, '"')
    assert errors(found)
    assert len(only_map(read(*(f"s{at} --> s{at + 1}" for at in range(5_000)))).steps) == 5_001
