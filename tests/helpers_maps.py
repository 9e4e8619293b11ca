"""Small maps for tests, written as a team would write them."""

from __future__ import annotations

from pathlib import Path

from procfit.formats.process_toml import read_process_text
from procfit.model.errors import Problem
from procfit.model.process import ProcessMap

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Optional test data beside the checkout; tests that use it skip when it is absent."""

EXAMPLE = Path(__file__).resolve().parents[1]
"""The worked example: the checkout itself."""

HEAD = 'format = 1\nname = "Test"\n'


def process(text: str, head: str = HEAD) -> ProcessMap:
    """Return a map from its text; the text must be without errors."""
    found, problems = read_process_text(head + text, "test")
    errors = [str(problem) for problem in problems if problem.level == "error"]
    assert found is not None, errors
    return found


def problems_of(text: str, head: str = HEAD) -> list[Problem]:
    """Return everything that is wrong with a map's text."""
    return read_process_text(head + text, "test", "test.toml")[1]


def chain(*names: str, **fields: str) -> str:
    """Return the steps of a chain; `fields` gives extra lines by step id (hyphens as underscores)."""
    blocks = []
    for name, after in zip(names, [*names[1:], ""], strict=True):
        lines = ["[[step]]", f'id = "{name}"', f'name = "{name.title()}"']
        extra = fields.get(name.replace("-", "_"))
        lines += [extra] if extra else []
        lines += [f'next = ["{after}"]'] if after else []
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
